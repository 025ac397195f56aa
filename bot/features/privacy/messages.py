"""What is sent about somebody's own data."""

from msgspec import Struct


class OwnCopyAsked(Struct, frozen=True):
    """A member wants a copy of all that is kept about them: put together when it is sent, to them alone."""

    member_id: int
