"""What texts about a program's end need: plain data."""

from datetime import date, datetime

from msgspec import Struct

from bot.features.objectives.facts import Standing
from bot.mentions import Channel, Mention


class EndFacts(Struct, frozen=True):
    """A program's end as one of its people reads of it. `partners`: with whom they swap, or did to the end;
    `is_in`: whether they are in its next round, and not on a break."""

    program: str
    ends_on: date | None
    partners: tuple[Mention, ...]
    is_in: bool = True


class ClosedFacts(Struct, frozen=True):
    """That a program is over; early: by its owners' word. `joinable`: by id and name, without the reader."""

    program: str
    ended_on: date
    partners: tuple[Mention, ...]
    joinable: tuple[tuple[int, str], ...]
    early: bool = False
    look_back: int | None = None  # the enrollment whose member may say how sure they feel by now


class OverFacts(Struct, frozen=True):
    """A program that is over, as Home tells somebody who was in it to the end."""

    program: str
    ended_on: date
    partners: tuple[Mention, ...]


class OwnerFacts(Struct, frozen=True):
    """A program that is over in numbers; `report_at`: when the last week's are ready."""

    program_id: int
    program: str
    people: int
    pairs: int
    meetings: int
    hours: float
    report_at: datetime
    report_channel: Channel | None


class WrapUpFacts(Struct, frozen=True):
    """A closed program as its channel reads of it. A number is None where it would be about a handful of people.

    `confidence_at`: when answers on confidence are still to be counted. `fewest`: what a handful is here.
    """

    program_id: int
    program: str
    starts_on: date
    ended_on: date
    people: int | None
    pairs: int | None
    meetings: int | None
    hours: int | None
    skills: int | None
    standings: tuple[Standing, ...]
    channel: Channel
    confidence_at: datetime | None
    fewest: int
