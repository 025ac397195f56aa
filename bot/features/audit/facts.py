"""Facts of the log that owners read."""

from datetime import datetime

from msgspec import Struct

from bot.mentions import Mention
from bot.terms import Deed


class EntryFacts(Struct, frozen=True):
    """One deed. `who` is None for who runs the bot; `round` as owners count; skills as they are called now."""

    number: int
    at: datetime
    who: Mention | None
    deed: Deed
    round: int | None = None
    skill: str | None = None
    into: str | None = None


class LogPage(Struct, frozen=True):
    """A page of a program's log, the newest first. `seal` and `broken_at` are of all of the workspace's log."""

    program_id: int
    program: str
    page: int
    pages: int
    entries: tuple[EntryFacts, ...]
    seal: str
    broken_at: int | None
