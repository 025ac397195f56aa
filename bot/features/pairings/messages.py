"""What pairings tell the two people in them."""

from msgspec import Struct


class PairingOffered(Struct, frozen=True):
    """A member is asked, in private, whether they'd like to swap knowledge with somebody."""

    pairing_id: int
    member_id: int


class OfferReminder(Struct, frozen=True):
    """The one reminder of an offer that a member hasn't answered."""

    pairing_id: int
    member_id: int


class OfferClosed(Struct, frozen=True):
    """An offer came to nothing. It reads the same whether the other said no or nothing."""

    pairing_id: int
    member_id: int


class PairIntroduced(Struct, frozen=True):
    """Both said yes: their group DM opens."""

    pairing_id: int


class PairingEnded(Struct, frozen=True):
    """A pairing is over; the one who didn't end it is told, kindly."""

    pairing_id: int
    member_id: int
