"""Working days of spring 2027 on which people of the story's offices are off, as everybody there knows."""

from collections.abc import Mapping
from datetime import date


def _days(*days: str) -> frozenset[date]:
    return frozenset(date.fromisoformat(f"2027-{day}") for day in days)


HOLIDAYS: Mapping[str, frozenset[date]] = {
    "Europe/Lisbon": _days("03-26", "05-27"),
    "Europe/Berlin": _days("03-26", "03-29", "05-06", "05-17"),
    "America/New_York": _days("05-31"),
    "America/Los_Angeles": _days("05-31"),
    "Asia/Kolkata": _days("03-10", "03-22", "03-26", "04-14", "04-15", "05-17", "05-20"),
    "America/Sao_Paulo": _days("03-26", "04-21"),
    "Africa/Nairobi": _days("03-09", "03-26", "03-29"),
    "Asia/Singapore": _days("03-10", "03-26", "05-17", "05-20"),
    "Asia/Tokyo": _days("03-22", "04-29", "05-03", "05-04", "05-05"),
}
"""By the time zone from which the app takes whose holidays somebody has."""
