"""What people read as a program comes to its end, or goes on after all. `ends_on` is a date in ISO form."""

from msgspec import Struct


class EndNears(Struct, frozen=True):
    """A program will be over soon; to everybody in a swap of it."""

    enrollment_id: int
    ends_on: str


class ProgramProlonged(Struct, frozen=True):
    """A program goes on after its people had heard of its end. `ends_on` is empty where it has none any more."""

    enrollment_id: int
    ends_on: str


class ProgramClosed(Struct, frozen=True):
    """A program is over; to everybody in it."""

    enrollment_id: int
    ends_on: str


class WrappedUp(Struct, frozen=True):
    """A closed program in numbers, with thanks; to its channel."""

    program_id: int


class OwnProgramClosed(Struct, frozen=True):
    """A program is over; to one of its owners."""

    program_id: int
    member_id: int
    ends_on: str
