"""Reports that an owner asked for: as text, and as a file. Both speak of weeks up to `as_of`, which are frozen."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ReportAsked:
    """The report of a program, up to and including the closed ISO week `as_of`."""

    program_id: int
    as_of: str


@dataclass(frozen=True)
class ReportFileAsked:
    """The same numbers as a CSV file."""

    program_id: int
    as_of: str
