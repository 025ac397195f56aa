"""What the texts of check-ins speak of: plain data, loaded by the service and handed to the views."""

import enum
from datetime import date, datetime

from msgspec import Struct

from bot.mentions import Mention
from bot.terms import Answer, MeetingHow, MeetingState, NudgeKind


class Choice(Struct, frozen=True):
    """Something to pick in a form: a skill, a pairing."""

    id: int
    name: str


class NudgeRow(Struct, frozen=True):
    """One pairing in a nudge, and what the member has said about it so far."""

    pairing_id: int
    partner: Mention
    program: str
    answer: Answer | None


class NudgeFacts(Struct, frozen=True):
    nudge_id: int
    kind: NudgeKind
    week_number: int
    rows: tuple[NudgeRow, ...]


class LogFacts(Struct, frozen=True):
    """What the form for a meeting needs. Days are the member's own."""

    pairing_id: int
    partner: Mention
    earliest_on: date
    today: date
    skills: tuple[Choice, ...]


class MeetingFacts(Struct, frozen=True):
    """A meeting, as the other one of the two is told of it."""

    meeting_id: int
    partner: Mention
    held_on: date
    minutes: int
    how: MeetingHow
    state: MeetingState
    skills: tuple[str, ...]


class PulseFacts(Struct, frozen=True):
    """The pulse form of a meeting, with what the member answered before, if anything."""

    meeting_id: int
    partner: Mention
    useful: int | None
    voice: int | None
    counted: int | None
    note: str | None
    others: int
    """With how many other people's answers these are counted at least."""


class OfferFacts(Struct, frozen=True):
    pairing_id: int
    partner: Mention


class Hello(enum.StrEnum):
    """How the weekly hello stands. RESTS says no more: why may be the partner's own affair, such as a break."""

    PLANNED = "planned"
    OFF = "off"
    ON_BREAK = "on-break"
    NO_SWAP = "no-swap"
    UNANSWERED = "unanswered"
    AWAY = "away"
    RESTS = "rests"


class HelloFacts(Struct, frozen=True):
    """`at`: when the next one comes, where one is planned."""

    state: Hello
    at: datetime | None = None


class Record(Struct, frozen=True):
    """What a member taught and learned so far, by name; `minutes` of their own time."""

    taught: tuple[str, ...]
    learned: tuple[str, ...]
    meetings: int
    minutes: int
