"""Public holidays, by country ("PT") or a part of one ("DE-BY"). What knows them is loaded when first asked for."""

from collections.abc import Mapping
from datetime import date
from functools import cache

from msgspec import Struct

NOWHERE = ""
"""The code of who has no public holidays."""


class Region(Struct, frozen=True):
    """A country, or a part of one, with public holidays."""

    code: str

    @property
    def country(self) -> str:
        return self.code.partition("-")[0]

    @property
    def part(self) -> str:
        """The part's own name; empty for a whole country."""
        return parts_of(self.country).get(self.code.partition("-")[2], "")


def is_day_off(code: str, on: date) -> bool:
    """Whether it is a public holiday there; never where the code isn't known."""
    return code != NOWHERE and on in _days_off(code, on.year)


def is_known(code: str) -> bool:
    """Whether there are holidays of this country, or part of a country."""
    country, dash, part = code.partition("-")
    return country in countries() and (not dash or part in parts_of(country))


@cache
def countries() -> frozenset[str]:
    """The codes of all countries whose holidays are known."""
    from holidays.registry import COUNTRIES

    return frozenset(names[1] for names in COUNTRIES.values())


@cache
def parts_of(country: str) -> Mapping[str, str]:
    """The parts of a country that have holidays of their own: by code, the name that they have there."""
    from holidays import country_holidays

    known = country_holidays(country)
    names: dict[str, str] = getattr(known, "subdivisions_aliases", {})
    return {part: part for part in known.subdivisions} | {names[name]: name for name in reversed(names)}


@cache
def _days_off(code: str, year: int) -> frozenset[date]:
    from holidays import country_holidays

    if not is_known(code):
        return frozenset()
    country, _, part = code.partition("-")
    return frozenset(country_holidays(country, subdiv=part or None, years=year))
