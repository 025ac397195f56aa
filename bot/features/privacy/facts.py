"""What is kept about a member, as they read it: plain data."""

from datetime import date
from typing import Any

from msgspec import Struct

from bot.mentions import Mention


class HeldPlace(Struct, frozen=True):
    """A place in a program, left or not. `avoid`: how many people they'd rather not be paired with.

    `is_readable`: whether what they told in confidence can be; else neither it nor the interests are known.
    """

    program: str
    teaches: tuple[str, ...]
    learns: tuple[str, ...]
    interests: tuple[str, ...]
    avoid: int
    is_readable: bool = True


class Held(Struct, frozen=True):
    """The main points. Numbers are of rows. `listed`: they are on the organization's own list of people."""

    name: str
    email: str | None
    timezone: str
    level: int | None
    manager: Mention | None
    where: tuple[str, ...]
    listed: bool
    places: tuple[HeldPlace, ...]
    swaps: int
    meetings: int
    check_ins: int
    pulses: int
    help_requests: int
    messages: int
    runs: tuple[str, ...]
    enrollment_id: int | None
    joined_id: int | None


class Copy(Struct, frozen=True):
    """Everything, by table: rows as columns with their values, none of it anybody else's."""

    tables: dict[str, list[dict[str, Any]]]
    made_on: date
