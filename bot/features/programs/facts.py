"""What texts about programs need: plain data."""

from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from bot.discretion import FEWEST
from bot.mentions import Channel, Mention
from bot.terms import Stage


class ProgramFacts(Struct, frozen=True):
    """A program as people see it. `fewest`: of how many people the averages of its readiness are, at least."""

    id: int
    name: str
    aim: str | None
    stage: Stage
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
    fewest: int = FEWEST


class WeightsDraft(Struct, frozen=True):
    """What counts in a program's matches: a share of 0 to 100 by the name of each part of a score."""

    program_id: int
    program: str
    shares: Mapping[str, int]
    is_suggested: bool


class ProgramDraft(Struct, frozen=True):
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
