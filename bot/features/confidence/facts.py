"""What the questions about confidence need: plain data."""

from enum import StrEnum

from msgspec import Struct


class Moment(StrEnum):
    """When somebody is asked how sure they feel: at the start, or looking back."""

    BEFORE = "before"
    AFTER = "after"


class SkillAsked(Struct, frozen=True):
    """A skill to learn, and what the member said of it at this moment, 1 to 5."""

    skill_id: int
    skill: str
    said: int | None


class ConfidenceFacts(Struct, frozen=True):
    """The form."""

    enrollment_id: int
    program: str
    moment: Moment
    skills: tuple[SkillAsked, ...]
