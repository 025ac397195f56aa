"""What texts about programs need: plain data."""

from dataclasses import dataclass
from datetime import date

from bot.mentions import Channel, Mention


@dataclass(frozen=True)
class ProgramFacts:
    """A program as people see it."""

    id: int
    name: str
    aim: str | None
    state: str
    news: str | None
    starts_on: date
    starts_later: bool
    ends_on: date | None
    announce_channel: Channel
    report_channel: Channel | None
    owners: tuple[Mention, ...]
    announced: bool
    asks_first: bool
    enrolled: int


@dataclass(frozen=True)
class ProgramDraft:
    """A program form's first values; ids are Slack's."""

    id: int | None
    name: str
    aim: str
    announce_channel: str | None
    report_channel: str | None
    contact: str | None
    co_owners: tuple[str, ...]
    starts_on: date
    ends_on: date | None
    cadence_weeks: int
    level_gap: int
    same_team: bool
    asks_first: bool
    fill_ins: bool
