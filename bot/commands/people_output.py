"""What `people import` tells: first every change, then what it comes to. It is for who runs the command."""

from collections.abc import Iterator, Sequence

import roster
from bot.features.people.changes import in_words
from bot.features.people.listing import Outcome


def lines_of(
    found: roster.Roster, outcome: Outcome, absent: Sequence[str] | None, *, whole: bool, dry_run: bool
) -> Iterator[str]:
    """`absent`: who isn't in Slack; None where nobody asked."""
    yield from (f"changed: {in_words(change)}" for change in outcome.changed)
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
    if outcome.forgotten:
        counts.append(f"left out, since they asked to be forgotten {outcome.forgotten}")
    if absent is not None:
        counts.append(f"not in Slack {len(absent)}")
    return "; ".join(counts) + "."
