"""What the questions about readiness need: plain data."""

from dataclasses import dataclass
from datetime import datetime

from bot.features.enrollment.facts import SkillBalance


@dataclass(frozen=True)
class QuestionFacts:
    """The questions to a channel, or their form; scores are what the reader has said already."""

    pulse_id: int
    program: str
    closes_at: datetime
    fewest: int
    takes_part: int | None = None
    speaks: int | None = None
    knows: int | None = None


@dataclass(frozen=True)
class ReadinessFacts:
    """What came of it; without numbers where too few answered. `missing`: skills that more want than could show."""

    program: str
    fewest: int
    respondents: int | None
    takes_part: float | None
    speaks: float | None
    knows: float | None
    missing: tuple[SkillBalance, ...]
