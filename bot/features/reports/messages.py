"""Reports that an owner asked for: as text, and as files. Both speak of weeks up to `as_of`, which are frozen."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ReportAsked:
    """The report of a program, up to and including the closed ISO week `as_of`."""

    program_id: int
    as_of: str


@dataclass(frozen=True)
class ReportFileAsked:
    """The same as pictures and as CSV, in one message, with a picture of the program's skills."""

    program_id: int
    as_of: str
