"""What texts for those need whom a round found nobody for: plain data."""

from datetime import datetime

from msgspec import Struct

from bot.matching.terms import Change, Reason


class FillInFailure(Struct, frozen=True):
    """A fill-in that couldn't be worked out; `fill_in`: the enrollment to ask again for, where that may be."""

    program: str
    fill_in: int | None


class FillInAsked(Struct, frozen=True):
    """That the bot looks for somebody, and for what it waits: an owner's round, suggestions that are still open."""

    program: str
    after_round: bool
    after_offers_at: datetime | None


class Consolation(Struct, frozen=True):
    """What an unmatched member is told; never who else is concerned. `wishes`: what they hope to learn or show;
    `asked`: they had asked for it, between two rounds;
    `fill_in`: the enrollment to look for now, where that may be."""

    program: str
    reason: Reason
    change: Change
    word: str | None
    wishes: tuple[str, ...]
    asked: bool
    fill_in: int | None
