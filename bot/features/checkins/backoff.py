"""How nudges back off: weekly, then every second week, then one question, then quiet until somebody acts. Pure."""

from collections.abc import Sequence

from msgspec import Struct

from bot.features.checkins.periods import WEEK
from bot.terms import NudgeKind
from bot.worktime import monday_of_week

WEEKLY = 2
"""So many without an answer come weekly; those after them every second week."""
CHECK_INS = 3
"""So many without an answer, and the next one is the question whether to go on."""


class Unanswered(Struct, frozen=True):
    """A nudge that came, after which its reader did nothing."""

    iso_week: str
    kind: NudgeKind


def kind_for(iso_week: str, unanswered: Sequence[Unanswered]) -> NudgeKind | None:
    """What the nudge of a week is, after these (the oldest first); None: this week stays quiet."""
    if not unanswered:
        return NudgeKind.CHECK_IN
    last = unanswered[-1]
    pause = WEEK if len(unanswered) < WEEKLY else 2 * WEEK
    if is_quiet(unanswered) or monday_of_week(iso_week) - monday_of_week(last.iso_week) < pause:
        return None
    return NudgeKind.CHECK_IN if len(unanswered) < CHECK_INS else NudgeKind.GO_ON


def is_quiet(unanswered: Sequence[Unanswered]) -> bool:
    """Whether the one question was asked: nothing comes any more until they do something."""
    return any(nudge.kind == NudgeKind.GO_ON for nudge in unanswered)
