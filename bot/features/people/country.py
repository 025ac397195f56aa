"""Whose public holidays a member has: those that they chose, else those of their time zone's country."""

from functools import cache

from babel.core import get_global

from bot.days_off import NOWHERE, countries
from bot.models import Member


def holidays_of(member: Member) -> str:
    """The code of a country or a part of one; NOWHERE for nobody's."""
    return country_of(member.timezone) if member.holidays is None else member.holidays


@cache
def country_of(timezone: str) -> str:
    """The country in which a time zone lies; NOWHERE for zones such as UTC."""
    zone = str(get_global("zone_aliases").get(timezone, timezone))
    country = str(get_global("zone_territories").get(zone, NOWHERE))
    return country if country in countries() else NOWHERE
