"""What `people import` tells: first every change, then what it comes to. It is for who runs the command."""

from collections.abc import Iterator, Sequence
from typing import Any, cast

import roster
from bot.features.people.listing import Change, Outcome

NAMES = {"manager_email": "manager", "work_days": "days", "work_starts": "hours from", "work_ends": "hours to"}
DAYS = "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"


def lines_of(
    found: roster.Roster, outcome: Outcome, absent: Sequence[str] | None, *, whole: bool, dry_run: bool
) -> Iterator[str]:
    """`absent`: who isn't in Slack; None where nobody asked."""
    yield from (f"changed: {_change(change)}" for change in outcome.changed)
    if whole:
        yield from (f"leaves the list: {email}" for email in outcome.missing)
    yield from (f"not in Slack: {email}" for email in absent or ())
    yield from (f"The column {name} is of no use here." for name in found.ignored)
    yield _sum(found, outcome, absent, whole)
    yield "People say what they show and learn by themselves, and Slack knows the time zones: neither was read."
    yield (
        "This was a dry run: nothing was written." if dry_run else "Nobody was enrolled: people join by themselves."
    )


def _sum(found: roster.Roster, outcome: Outcome, absent: Sequence[str] | None, whole: bool) -> str:
    counts = [
        f"{len(found.people)} people",
        f"new {len(outcome.new)}",
        f"changed {len(outcome.changed)}",
        f"as before {outcome.same}",
    ]
    if outcome.missing:
        stay = "who leave the list" if whole else "who stay on the list (--whole takes them off)"
        counts.append(f"not in this file {len(outcome.missing)}, {stay}")
    if absent is not None:
        counts.append(f"not in Slack {len(absent)}")
    return "; ".join(counts) + "."


def _change(change: Change) -> str:
    parts = [
        f"{NAMES.get(name, name)} {_shown(name, was)} → {_shown(name, now)}" for name, (was, now) in change.columns
    ]
    return f"{change.email}: {', '.join(parts)}"


def _shown(name: str, value: Any) -> str:
    if value is None or value == []:
        return "(none)"
    if name in ("work_starts", "work_ends"):
        return f"{value // 60:02}:{value % 60:02}"
    if not isinstance(value, list):
        return str(value)
    if name == "work_days":
        return " ".join(DAYS[day] for day in cast(list[int], value))
    return ", ".join(cast(list[str], value))
