"""What texts about pairings need: plain data."""

from datetime import date, datetime

from msgspec import Struct

from bot.mentions import Mention


class Why(Struct, frozen=True):
    """Why these two, as the matcher found it. `learns`: what the mentee learns; `gives_back`: the mentor."""

    learns: tuple[str, ...]
    gives_back: tuple[str, ...]
    interests: tuple[str, ...]
    overlap_minutes: int | None


class Card(Struct, frozen=True):
    """One of the two, as the other may see them."""

    who: Mention
    teaches: tuple[str, ...]
    learns: tuple[str, ...]
    team: str | None
    location: str | None


class OfferFacts(Struct, frozen=True):
    """The private question to one of the two: who the other is, and what each would bring."""

    pairing_id: int
    program: str
    partner: Card
    you_show: tuple[str, ...]
    they_show: tuple[str, ...]
    interests: tuple[str, ...]
    answer_by: datetime


class IntroductionFacts(Struct, frozen=True):
    """The first message of a pair's group DM. `asked`: both have said yes before."""

    pairing_id: int
    program: str
    asked: bool
    mentor: Card
    mentee: Card
    why: Why


class PairingFacts(Struct, frozen=True):
    """A pairing as one of the two sees it."""

    pairing_id: int
    program: str
    partner: Mention
    you_show: tuple[str, ...]
    they_show: tuple[str, ...]
    interests: tuple[str, ...]
    since_on: date | None


class EndedFacts(Struct, frozen=True):
    """What the other is told when a pairing is over; `fill_in`: the enrollment to look for now, if that may be.

    `look_back`: the one whose member may say how sure they feel by now in what they learned; `is_in`: whether they
    are in the next round, and not on a break or gone.
    """

    program: str
    partner: Mention
    partner_is_away: bool
    fill_in: int | None
    look_back: int | None = None
    is_in: bool = True


class Unpaired(Struct, frozen=True):
    """A program in which the reader has nobody; `fill_in`: the enrollment to look for now, where that may be."""

    program: str
    fill_in: int | None
    paused_until: date | None = None
