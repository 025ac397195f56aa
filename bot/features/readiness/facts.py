"""What the questions about readiness need: plain data."""

from datetime import datetime

from msgspec import Struct

from bot.features.enrollment.facts import SkillBalance


class QuestionFacts(Struct, frozen=True):
    """The questions to a channel, or their form; scores are what the reader has said already."""

    pulse_id: int
    program: str
    closes_at: datetime
    fewest: int
    takes_part: int | None = None
    speaks: int | None = None
    knows: int | None = None


class ReadinessFacts(Struct, frozen=True):
    """What came of it; without numbers where too few answered. `missing`: skills that more want than could show."""

    program: str
    fewest: int
    respondents: int | None
    takes_part: float | None
    speaks: float | None
    knows: float | None
    missing: tuple[SkillBalance, ...]
