"""What is sent about somebody's own data."""

from dataclasses import dataclass


@dataclass(frozen=True)
class OwnCopyAsked:
    """A member wants a copy of all that is kept about them: put together when it is sent, to them alone."""

    member_id: int
