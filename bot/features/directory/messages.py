"""What changes of the organization tell owners."""

from msgspec import Struct


class PairInOneLine(Struct, frozen=True):
    """The two of a pairing stand in one reporting line now; to one of the program's owners."""

    pairing_id: int
    owner_id: int
