"""Countries and their parts by name, for whoever types one."""

from collections.abc import Sequence
from functools import cache

from bot.days_off import Region, countries, parts_of
from bot.text import Translator, region_name

MOST = 90
SO_FEW = 4
"""When no more countries than this are meant, their parts are offered, too. Others' aren't loaded."""


def find_regions(t: Translator, typed: str, home: str) -> Sequence[Region]:
    """The regions whose names have every word typed; the `home` country with its parts first."""
    words = typed.casefold().split()
    found = [code for code in _by_name(t.locale) if _has(t, code, words)]
    meant = [code for code in _by_name(t.locale) if any(_has(t, code, [word]) for word in words)]
    near = [home, *meant] if len(meant) <= SO_FEW else [home]
    parts = [f"{country}-{part}" for country in dict.fromkeys(filter(None, near)) for part in parts_of(country)]
    wanted = [code for code in parts if _has(t, code, words)]
    first = [home] if home in found else []
    return [Region(code) for code in dict.fromkeys([*first, *wanted, *found])][:MOST]


def _has(t: Translator, code: str, words: Sequence[str]) -> bool:
    name = region_name(t.locale, Region(code)).casefold()
    return all(word in name for word in words)


@cache
def _by_name(locale: str) -> Sequence[str]:
    return sorted(countries(), key=lambda code: region_name(locale, Region(code)))
