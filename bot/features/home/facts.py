"""What App Home and the help need: plain data."""

from msgspec import Struct

from bot.features.checkins.facts import HelloFacts, MeetingFacts, Record
from bot.features.closing.facts import OverFacts
from bot.features.enrollment.facts import Place
from bot.features.pairings.facts import OfferFacts, PairingFacts
from bot.features.rounds.unmatched_facts import Consolation


class HelpFacts(Struct, frozen=True):
    """What a member's buttons depend on. Ids are None where there is nothing to press; `several`: programs."""

    enrollment_id: int | None
    several: bool
    joinable_id: int | None
    paused: bool
    owns: bool
    may_create: bool


class OpenOffer(Struct, frozen=True):
    """A suggestion that its reader hasn't said no to."""

    offer: OfferFacts
    accepted: bool


class HomePlace(Struct, frozen=True):
    """A program that a member is in, and where they stand there. `unmatched`: why the last round found nobody.

    `is_readable`: whether it can be read whom they would rather avoid; if not, they are in no round.
    """

    place: Place
    offers: tuple[OpenOffer, ...]
    swaps: tuple[PairingFacts, ...]
    unmatched: Consolation | None
    is_readable: bool = True


class Joinable(Struct, frozen=True):
    """An open program that a member isn't in."""

    id: int
    name: str


class OwnedProgram(Struct, frozen=True):
    """A program that a member runs. `free`: who can be paired and has no partner; open ones only."""

    id: int
    name: str
    enrolled: int
    pairs: int
    free: int
    closed: bool = False
    draft: bool = False


class HomeFacts(Struct, frozen=True):
    """A member's App Home. `hello` is None for who is in no program, `skills_waiting` for who doesn't decide.

    `quiet_words`: how many people wait for a word with them.
    `over`: programs that came to their end lately, with them in it.
    """

    places: tuple[HomePlace, ...]
    to_confirm: tuple[MeetingFacts, ...]
    hello: HelloFacts | None
    prompts_off: bool
    over: tuple[OverFacts, ...]
    record: Record
    joinable: tuple[Joinable, ...]
    owned: tuple[OwnedProgram, ...]
    skills_waiting: int | None
    quiet_words: int
    may_create: bool
