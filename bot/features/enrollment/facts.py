"""What texts about enrollments need: plain data."""

from datetime import date, datetime

from msgspec import Struct

from bot.days_off import Region
from bot.mentions import Mention

Choice = tuple[int, str]
"""A skill: its id and name."""


class JoinDraft(Struct, frozen=True):
    """The join form's first values."""

    program_id: int
    program: str
    owners: tuple[Mention, ...]
    direction: str
    teaches: tuple[Choice, ...]
    learns: tuple[Choice, ...]
    level: int | None
    manager: str | None
    enrolled: bool


class Joinable(Struct, frozen=True):
    """An open program, and whether the member is in it already."""

    program_id: int
    program: str
    enrolled: bool


class ProfileDraft(Struct, frozen=True):
    """The profile form's first values; minutes count from midnight.

    `holidays`: whose, or None for nobody's; `own_holidays`: they were chosen, not taken from the time zone.
    `avoid`: (member id, Slack id) of each.
    `is_readable`: whether what they told before in confidence can be read; else its fields are only empty.
    """

    enrollment_id: int
    program: str
    capacity: int
    format: str
    style: str
    languages: str
    interests: str
    team: str
    location: str
    work_days: tuple[int, ...]
    work_starts: int
    work_ends: int
    nudge_day: int
    nudge_minute: int
    unasked_a_week: int
    holidays: Region | None
    own_holidays: bool
    avoid: tuple[tuple[int, str], ...]
    timezone: str
    is_readable: bool = True


class Place(Struct, frozen=True):
    """A member's place in a program, as they see it. `waiting`: own words that no owner has looked at yet."""

    enrollment_id: int
    program_id: int
    program: str
    starts_on: date | None  # where that is still to come
    asks_first: bool
    state: str
    paused_until: date | None
    teaches: tuple[str, ...]
    learns: tuple[str, ...]
    waiting: tuple[str, ...]
    next_nudge_at: datetime | None
    nudges_off: bool
    fill_in: int | None = None  # the enrollment to look for now, where who has just joined may ask for that


class SkillBalance(Struct, frozen=True):
    """How many active people of a program could show a skill, and how many would like to learn it."""

    skill: str
    supply: int
    demand: int
