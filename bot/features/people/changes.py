"""A changed line of the organization's list as one reads it: the names of columns, what they said and say now."""

from typing import Any, cast

from bot.features.people.listing import Change

COLUMNS = {"manager_email": "manager", "work_days": "days", "work_starts": "hours from", "work_ends": "hours to"}
DAYS = "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"


def in_words(change: Change) -> str:
    """Like `ana@example.com: level 2 → 3, manager – → ben@example.com`."""
    parts = [
        f"{COLUMNS.get(name, name)} {_cell(name, was)} → {_cell(name, now)}" for name, (was, now) in change.columns
    ]
    return f"{change.email}: {', '.join(parts)}"


def _cell(name: str, value: Any) -> str:
    if value is None or value == []:
        return "–"
    if name in ("work_starts", "work_ends"):
        return f"{value // 60:02}:{value % 60:02}"
    if not isinstance(value, list):
        return str(value)
    if name == "work_days":
        return " ".join(DAYS[day] for day in cast(list[int], value))
    return ", ".join(cast(list[str], value))
