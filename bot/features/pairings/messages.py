"""What pairings tell the two people in them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PairingOffered:
    """A member is asked, in private, whether they'd like to swap knowledge with somebody."""

    pairing_id: int
    member_id: int


@dataclass(frozen=True)
class OfferReminder:
    """The one reminder of an offer that a member hasn't answered."""

    pairing_id: int
    member_id: int


@dataclass(frozen=True)
class OfferClosed:
    """An offer came to nothing. It reads the same whether the other said no or nothing."""

    pairing_id: int
    member_id: int


@dataclass(frozen=True)
class PairIntroduced:
    """Both said yes: their group DM opens."""

    pairing_id: int


@dataclass(frozen=True)
class PairingEnded:
    """A pairing is over; the one who didn't end it is told, kindly."""

    pairing_id: int
    member_id: int
