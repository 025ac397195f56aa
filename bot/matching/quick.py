"""The sieve for large rounds: the same bounds as `sieve.Sieve`, from compiled loops (`compiled.py`).

It has no rule and no part of the score of its own either: kinds and words are those of the sieve, and what it
lets through is asked of `rules` and `score` themselves.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from bot.matching import compiled
from bot.matching.arrays import Bools, Ints, Words, bits, words
from bot.matching.columns import Columns, Skills
from bot.matching.kinds import KINDS, Entries, Kinds, taught, wanted
from bot.matching.rules import codes_that_differ
from bot.matching.shapes import Barred, Best, Couples, Found, Market, Near, Product, room
from bot.matching.sieve import Prices, Sifted

AT_ONCE = 2**21
BANDS = 64
NOBODY = -1
BEST_OF_A_MENTOR = 8
GIVING = (0, 2, 3)  # which of the KINDS give anything
ROUNDING = 3  # more than a bound can be above the score


class Quick:
    """About these mentors and mentees (row numbers); what is asked and answered are positions among them.

    `barred`: sorted keys of pairs (mentee, then mentor) that may not be.
    """

    def __init__(self, columns: Columns, mentors: Ints, mentees: Ints, barred: Ints) -> None:
        self._mentors, self._mentees = len(mentors), len(mentees)
        self._couples, self._barred = _couples(columns, mentors, mentees), barred
        self._everyone = words(np.ones((1, self._mentors), dtype=bool))[0]
        self._room = room(self._mentors)
        pairs = max(AT_ONCE, self._mentors + 1)
        self._mentee, self._mentor = np.empty((2, pairs), dtype=np.int32)
        self._most = np.empty(pairs, dtype=np.float32)

    def best(self, few: int) -> Iterator[Sifted]:
        """About the `few` best of each mentee; and then the best of each mentor."""
        size = self._mentors, min(BEST_OF_A_MENTOR, few)
        best = Best(np.full(size, NOBODY), np.full(size, -1, dtype=np.float32))
        barred, mentees = self._by_mentee(self._barred), np.arange(self._mentees)
        while len(mentees):
            out = self._space(mentees)
            done, used = compiled.best_of(
                self._couples, mentees, barred, self._everyone, few, self._room, best, out
            )
            yield _sifted(mentees[:done], out, used)
            mentees = mentees[done:]
        mentor, place = np.nonzero(best.mentee != NOBODY)
        yield Sifted(mentees, np.zeros(0), best.mentee[mentor, place], mentor, best.most[mentor, place])

    def reaching(self, mentees: Ints, among: Bools, prices: Prices, few: int) -> Iterator[Sifted]:
        """Of these mentees with the mentors `among` all: which may reach price and limit, but for the known.

        Of a mentee with more than `few`, if one of them costs less than `asked`, only those that gain most.
        """
        barred = self._by_mentee(np.sort(np.append(self._barred, prices.known)))
        market = _market(among, prices)
        much = float((prices.limit - prices.asked).max(initial=0)) + ROUNDING
        while len(mentees):
            out = self._space(mentees)
            done, used = compiled.reaching(self._couples, mentees, barred, market, few, much, self._room, out)
            yield _sifted(mentees[:done], out, used)
            mentees = mentees[done:]

    def every(self, mentees: Ints) -> tuple[Ints, Ints]:
        """All pairs of these that may be."""
        row, mentor = np.nonzero(bits(self._possible(mentees), self._mentors))
        return mentees[row], mentor

    def blocks(self, mentees: Ints) -> Iterator[Ints]:
        rows = AT_ONCE // self._mentors + 1
        for start in range(0, len(mentees), rows):
            yield mentees[start : start + rows]

    def possible(self) -> Words:
        """Every pair that may be, as bits."""
        return self._possible(np.arange(self._mentees))

    def _possible(self, mentees: Ints) -> Words:
        found = np.zeros((len(mentees), len(self._everyone)), dtype=np.uint64)
        compiled.possible(self._couples, mentees, self._by_mentee(self._barred), self._everyone, found)
        return found

    def _by_mentee(self, keys: Ints) -> Barred:
        mentee, mentor = np.divmod(keys, max(self._mentors, 1))
        return Barred(np.searchsorted(mentee, np.arange(self._mentees + 1)), mentor)

    def _space(self, mentees: Ints) -> Found:
        return Found(self._mentee, self._mentor, self._most, np.zeros(len(mentees)))


def _sifted(mentees: Ints, out: Found, used: int) -> Sifted:
    mentee, mentor = out.mentee[:used].astype(np.int64), out.mentor[:used].astype(np.int64)
    return Sifted(mentees, out.enough[: len(mentees)], mentee, mentor, out.most[:used].copy())


def _market(among: Bools, prices: Prices) -> Market:
    price = prices.price
    edges = (
        np.unique(np.quantile(price[among], np.linspace(0, 1, BANDS), method="higher"))
        if among.any()
        else price[:1]
    )
    return Market(price, prices.limit, edges, words(among & (price <= edges[:, None])))


def _couples(columns: Columns, mentors: Ints, mentees: Ints) -> Couples:
    kinds = [Kinds.of(columns, mentors, mentees, *each) for each in KINDS]
    skills, interests, weights = columns.skills, columns.interests, columns.rules.weights
    offered = taught(skills, mentors)
    return Couples(
        allowed=tuple(words((each.most >= 0)[:, each.mentor]) for each in kinds),
        gain=tuple(kinds[each].most for each in GIVING),
        mentee_kind=np.stack([each.mentee for each in kinds], axis=1),
        mentor_kind=np.stack([kinds[each].mentor for each in GIVING], axis=1).astype(np.int32),
        near=_near(columns, mentors, mentees),
        taught=words(skills.taught[mentors].T > 0),
        fit=_product(wanted(skills, mentees, weights.skill_fit), offered, len(mentees), skills),
        back=_product(taught(skills, mentees), wanted(skills, mentors, weights.gives_back), len(mentees), skills),
        mentee_words=interests.bits[mentees],
        mentor_words=interests.bits[mentors],
        mentee_has=interests.size[mentees].astype(np.float32),
        mentor_has=interests.size[mentors].astype(np.float32),
        interests=np.float32(weights.interests),
    )


def _near(columns: Columns, mentors: Ints, mentees: Ints) -> Near:
    """Those with the same code, and those below: each a run in a list of all mentors. Those above one by one."""
    enter, leave = columns.tree.enter, columns.tree.leave
    code = codes_that_differ(columns)
    lists = [(each[mentors], each[mentees], each[mentees] + (each[mentees] >= 0)) for each in code.T]
    lists.append((enter[mentors], enter[mentees], leave[mentees]))
    orders = [np.lexsort((-leave[mentors], each)) for each, _, _ in lists]
    skipped = np.arange(len(lists)) * len(mentors)
    sides = zip(orders, lists, strict=True)
    runs = [np.searchsorted(each[order], np.stack([first, end])) for order, (each, first, end) in sides]
    start, stop = np.stack(runs, axis=2) + skipped
    top = orders[-1]
    return Near(
        mentor=np.concatenate(orders),
        start=start,
        stop=stop,
        enter=enter[mentees],
        last=np.searchsorted(enter[mentors][top], enter[mentees], side="right") - 1,
        above=_above(enter[mentors][top].tolist(), leave[mentors][top].tolist()),
        leave=leave[mentors][top],
    )


def _above(enter: Sequence[int], leave: Sequence[int]) -> Ints:
    """Of spans in order of where they begin: the nearest before that isn't left yet; NOBODY."""
    found, open_ = list[int](), [NOBODY]
    for at, entered in enumerate(enter):
        while len(open_) > 1 and leave[open_[-1]] <= entered:
            open_.pop()
        found.append(open_[-1])
        open_.append(at)
    return np.array(found, dtype=np.int64)


def _product(mentees: Entries, mentors: Entries, count: int, skills: Skills) -> Product:
    owner, word, value = mentees
    order = np.argsort(mentors[1], kind="stable")
    mentor, mentor_word, mentor_value = (each[order] for each in mentors)
    words = np.arange(len(skills.names) + 2)
    starts = np.searchsorted(owner, np.arange(count + 1)), np.searchsorted(mentor_word, words)
    return Product(starts[0], word, value, starts[1], mentor, mentor_value)
