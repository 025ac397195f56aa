"""What the texts of help requests speak of: plain data, loaded by the service and handed to the views."""

import enum
from datetime import date

from msgspec import Struct

from bot.mentions import Mention
from bot.terms import HelpOutcome, HelpState


class Part(enum.StrEnum):
    """What a neutral person is in the program."""

    CONTACT = "contact"
    OWNER = "owner"


class Neutral(Struct, frozen=True):
    """Somebody who may be asked."""

    member_id: int
    who: Mention
    part: Part


class HelpFacts(Struct, frozen=True):
    """Exactly what will be passed on, and to whom it can be, the first choice first."""

    pairing_id: int
    neutrals: tuple[Neutral, ...]
    member: Mention
    partner: Mention
    program: str


class RequestFacts(Struct, frozen=True):
    """A help request that was passed on. Days are its reader's own; `outcome` is None until it is done.

    `will_do`: whether its neutral person still would; they may be gone, or in a reporting line by now.
    """

    request_id: int
    pairing_id: int
    contact: Mention
    member: Mention
    partner: Mention
    program: str
    note: str | None
    asked_on: date
    state: HelpState
    outcome: HelpOutcome | None
    will_do: bool = True


class AskedFacts(Struct, frozen=True):
    """A request as its neutral person reads it. `others`: how many more wait for them."""

    request: RequestFacts
    others: int
