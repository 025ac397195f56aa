"""Small tables in a message."""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.text import Phrase, Translator
from bot.worktime import monday_of_week

GAP = "  "
Row = Sequence[str]
LONGEST_NAME = 20


def table(rows: Sequence[Row]) -> str:
    """Columns of even width: the first to the left, numbers to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [[row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])] for row in rows]
    return "\n".join(GAP.join(line).rstrip() for line in lines)


def row_of_names(names: Sequence[str], t: Translator) -> Row:
    return [t(f"report-column-{name}").plain() for name in names]


def title(t: Translator, program: str, week: str) -> Phrase:
    """Of a report up to this week: with its last day, since few know weeks by their numbers."""
    return t("report-title", program=program, day=t.day(last_day(week), with_year=True), week=week)


def last_day(week: str) -> date:
    return monday_of_week(week) + timedelta(days=6)


def short_weeks(weeks: Sequence[str]) -> str:
    """Weeks with the year only where it changes: 2027-W01 W02 W04. At most as many as a line holds."""
    shown = weeks[-12:]
    years = ["", *(week[:4] for week in shown)]
    return " ".join(week[5:] if week[:4] == year else week for week, year in zip(shown, years, strict=False))


def group_name(grouped_by: str, name: str, t: Translator) -> str:
    """As people read it: of a level its word, else the name, cut where a phone would wrap it."""
    told = " ".join(long_name(grouped_by, name, t).replace("`", "'").split())
    return told if len(told) <= LONGEST_NAME else f"{told[: LONGEST_NAME - 1]}…"


def long_name(grouped_by: str, name: str, t: Translator) -> str:
    """The whole of it: of a level its word."""
    return t("level", level=int(name)).plain() if grouped_by == "level" and name.isdecimal() else name
