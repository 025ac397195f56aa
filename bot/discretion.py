"""How numbers about people's answers are kept from giving one person's away. Pure.

Three rules, each for another kind of curiosity:

- An average is of at least so many different people (`FEWEST`; a program may ask for more).
- Of groups inside a whole, none is shown that would give away a smaller one by subtraction (`large_enough`).
- Who knows what everybody else answered could subtract that from any exact average, however many people it is of.
  So each average is blurred once, before anybody sees it (`blurred`), and frozen. Blur is Laplace noise on the
  mean, the standard way of differential privacy: another answer of one person makes what was published at most
  e^strength times as likely. An answer is in at most two published averages, that of all and that of one group.
  Both together leave who knows all else less than even odds for any guess at one answer (benchmarks/attack.py).
"""

import math
from collections.abc import Mapping
from random import Random

FEWEST = 5
"""Different people behind an average, where a program's owners haven't said otherwise."""
LOWEST_FEWEST, HIGHEST_FEWEST = 3, 50
"""What owners may choose from."""

LOWEST, HIGHEST = 1, 5
"""Answers are on this scale."""
OF_ALL, OF_A_GROUP = 1.5, 1.0
"""How strongly one person's answer may show in an average of everybody, and in that of a group."""

DEVIATES = 1.96
"""Standard deviations to either side that hold 95 % of a normal distribution."""
BLUR_95 = math.log(20)
"""The same of a Laplace distribution, in its scale."""


def large_enough(sizes: Mapping[str, int], all_people: int, fewest: int) -> list[str]:
    """The groups that may be shown beside the whole of `all_people`, in their order.

    Each has at least `fewest` people, and so has what is left when they are subtracted, unless nobody is left: the
    smallest are given up until it is so. One group alone that is everybody tells nothing new, and isn't shown.
    """
    shown = {name: size for name, size in sizes.items() if size >= fewest}
    while shown and 0 < all_people - sum(shown.values()) < fewest:
        del shown[min(shown, key=lambda name: (shown[name], name))]
    return [] if list(shown.values()) == [all_people] else list(shown)


def blurred(mean: float, people: int, strength: float, chance: Random) -> float:
    """A mean of so many people's answers as it may be published: blurred, on the scale, with one decimal."""
    noise = chance.expovariate(1 / _scale(people, strength)) * chance.choice((-1, 1))
    return round(min(HIGHEST, max(LOWEST, mean + noise)), 1)


def interval(mean: float, people: int, strength: float, averages: int = 1) -> tuple[float, float]:
    """The 95 % interval around a published mean: Wilson's score interval, widened by the blur.

    The mean on its scale is taken as a share of `people`. No answers on a scale spread wider than such a share, so
    the interval is rather too wide than too narrow, and needs nothing but what is published: a spread of the
    answers themselves would be one more number that gives something away. As if those who answered were drawn by
    chance from those who might have. `averages`: how many published means, each of its own, are behind this one.
    """
    share = (mean - LOWEST) / (HIGHEST - LOWEST)
    span = 1 + DEVIATES**2 / people
    center = (share + DEVIATES**2 / (2 * people)) / span
    half = DEVIATES * math.sqrt(share * (1 - share) / people + DEVIATES**2 / (4 * people**2)) / span
    below, above = (HIGHEST - LOWEST) * (share - center + half), (HIGHEST - LOWEST) * (center + half - share)
    blur = BLUR_95 * _scale(people, strength) / math.sqrt(averages)
    return max(LOWEST, mean - math.hypot(below, blur)), min(HIGHEST, mean + math.hypot(above, blur))


def _scale(people: int, strength: float) -> float:
    """Of the noise: by how much one person's answer may move the mean of so many, over its strength."""
    return (HIGHEST - LOWEST) / (people * strength)
