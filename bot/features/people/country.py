"""Whose public holidays a member has: those that they chose, else those of their time zone's country."""

from functools import cache
from importlib.resources import files

from babel.core import get_global

from bot.days_off import NOWHERE, countries
from bot.models import Member


def holidays_of(member: Member) -> str:
    """The code of a country or a part of one; NOWHERE for nobody's."""
    return country_of(member.timezone) if member.holidays is None else member.holidays


@cache
def country_of(timezone: str) -> str:
    """The country in which a time zone lies; NOWHERE for zones such as UTC.

    babel knows zones by their old names, too, but gets new ones (America/Coyhaique) years later than tzdata.
    """
    zone = str(get_global("zone_aliases").get(timezone, timezone))
    country = str(get_global("zone_territories").get(zone, NOWHERE))
    return next((code for code in (country, _by_zone().get(timezone, NOWHERE)) if code in countries()), NOWHERE)


@cache
def _by_zone() -> dict[str, str]:
    """tzdata's own table: the code of a country, coordinates, and a zone in it."""
    table = files("tzdata").joinpath("zoneinfo", "zone.tab").read_text("utf-8")
    rows = [line.split("\t") for line in table.splitlines() if line and not line.startswith("#")]
    return {row[2]: row[0] for row in rows}
