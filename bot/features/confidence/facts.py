"""What the questions about confidence need: plain data."""

from dataclasses import dataclass
from enum import StrEnum


class Moment(StrEnum):
    """When somebody is asked how sure they feel: at the start, or looking back."""

    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True)
class SkillAsked:
    """A skill to learn, and what the member said of it at this moment, 1 to 5."""

    skill_id: int
    skill: str
    said: int | None


@dataclass(frozen=True)
class ConfidenceFacts:
    """The form."""

    enrollment_id: int
    program: str
    moment: Moment
    skills: tuple[SkillAsked, ...]
