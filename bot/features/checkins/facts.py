"""What the texts of check-ins speak of: plain data, loaded by the service and handed to the views."""

import enum
from dataclasses import dataclass
from datetime import date, datetime

from bot.mentions import Mention
from bot.terms import Answer, MeetingHow, MeetingState, NudgeKind


@dataclass(frozen=True)
class Choice:
    """Something to pick in a form: a skill, a pairing."""

    id: int
    name: str


@dataclass(frozen=True)
class NudgeRow:
    """One pairing in a nudge, and what the member has said about it so far."""

    pairing_id: int
    partner: Mention
    program: str
    answer: Answer | None


@dataclass(frozen=True)
class NudgeFacts:
    nudge_id: int
    kind: NudgeKind
    week_number: int
    rows: tuple[NudgeRow, ...]


@dataclass(frozen=True)
class LogFacts:
    """What the form for a meeting needs. Days are the member's own."""

    pairing_id: int
    partner: Mention
    earliest_on: date
    today: date
    skills: tuple[Choice, ...]


@dataclass(frozen=True)
class MeetingFacts:
    """A meeting, as the other one of the two is told of it."""

    meeting_id: int
    partner: Mention
    held_on: date
    minutes: int
    how: MeetingHow
    state: MeetingState
    skills: tuple[str, ...]


@dataclass(frozen=True)
class PulseFacts:
    """The pulse form of a meeting, with what the member answered before, if anything."""

    meeting_id: int
    partner: Mention
    useful: int | None
    voice: int | None
    counted: int | None
    note: str | None
    others: int
    """With how many other people's answers these are counted at least."""


@dataclass(frozen=True)
class OfferFacts:
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


@dataclass(frozen=True)
class HelloFacts:
    """`at`: when the next one comes, where one is planned."""

    state: Hello
    at: datetime | None = None


@dataclass(frozen=True)
class Record:
    """What a member taught and learned so far, by name; `minutes` of their own time."""

    taught: tuple[str, ...]
    learned: tuple[str, ...]
    meetings: int
    minutes: int
