"""Reports: as text, and as files, once or every week. All speak of weeks up to `as_of`, which are frozen."""

from msgspec import Struct


class ReportAsked(Struct, frozen=True):
    """The report of a program, up to and including the closed ISO week `as_of`."""

    program_id: int
    as_of: str


class ReportFileAsked(Struct, frozen=True):
    """The same as pictures and as CSV, in one message, with a picture of the program's skills."""

    program_id: int
    as_of: str


class WeeklyReportReady(Struct, frozen=True):
    """The report that an owner gets every week; in the program's channel, for all who run it."""

    program_id: int
    as_of: str
    member_id: int


class WeeklyFilesReady(Struct, frozen=True):
    """Its files."""

    program_id: int
    as_of: str
    member_id: int
