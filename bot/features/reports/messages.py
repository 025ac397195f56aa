"""Reports: as text, and as files, once or every week. All speak of weeks up to `as_of`, which are frozen."""

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


@dataclass(frozen=True)
class WeeklyReportReady:
    """The report that an owner gets every week; in the program's channel, for all who run it."""

    program_id: int
    as_of: str
    member_id: int


@dataclass(frozen=True)
class WeeklyFilesReady:
    """Its files."""

    program_id: int
    as_of: str
    member_id: int
