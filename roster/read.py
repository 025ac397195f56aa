"""A people file: all of its people, or every bad row by line and reason."""

import csv
import difflib
import io
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from roster import fields
from roster.fields import Wrong
from roster.people import Person

COLUMNS = (
    "email",
    "name",
    "level",
    "manager_email",
    "team",
    "department",
    "location",
    "timezone",
    "days",
    "hours_start",
    "hours_end",
    "languages",
    "teaches",
    "learns",
    "interests",
    "format",
    "style",
    "mentor_capacity",
    "avoid",
    "waiting_rounds",
)
REQUIRED = ("email", "name")
LEVELS, CAPACITIES = (1, 10), (1, 5)
MOST_COLUMNS = 200
ALIKE = 0.8
"""Of 1: from here on a column's name is taken for a misspelled one."""


class BadFile(ValueError):
    """Not a CSV of ours at all: the whole file can't be read."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"line {line}: {reason}")
        self.line, self.reason = line, reason


class Problem(Struct, frozen=True, order=True):
    """What is wrong with a row; `line` as an editor counts them, where the row ends."""

    line: int
    reason: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.reason}"


class Roster(Struct, frozen=True):
    """`people` is everybody, to be used only where there are no `problems`. `ignored`: columns of no use."""

    people: tuple[Person, ...]
    problems: tuple[Problem, ...]
    ignored: tuple[str, ...]


def decoded(content: bytes) -> str:
    """A file's text; raises BadFile for anything but UTF-8 (with or without a mark at its beginning)."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise BadFile(line, "this isn't UTF-8 text; save it as such (in a spreadsheet: “CSV UTF-8”)") from error


class Table(Struct, frozen=True):
    """The names of the columns, and each row with its line: its cells by column, or what is wrong with its form."""

    header: tuple[str, ...]
    rows: tuple[tuple[int, dict[str, str] | Problem], ...]


def table(text: str, required: Sequence[str], known: Sequence[str]) -> Table:
    """A CSV file without its empty rows and outer spaces.

    Raises BadFile where it isn't one, or where its first line doesn't name the columns.
    """
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    try:
        header = tuple(name.strip().lower() for name in next(reader, [""]))
        _check_header(header, required, known)
        rows = tuple(_row(reader.line_num, header, cells) for cells in reader if any(map(str.strip, cells)))
    except csv.Error as error:
        raise BadFile(reader.line_num, f"this isn't CSV ({error})") from error
    return Table(header, rows)


def _row(line: int, header: Sequence[str], cells: Sequence[str]) -> tuple[int, dict[str, str] | Problem]:
    if len(cells) != len(header):
        return line, Problem(line, f"there are {len(cells)} cells, and {len(header)} columns in the first line")
    return line, dict(zip(header, map(str.strip, cells), strict=True))


def _check_header(header: Sequence[str], required: Sequence[str], known: Sequence[str]) -> None:
    if missing := [name for name in required if name not in header]:
        hint = "; its columns are separated by commas" if len(header) == 1 and ";" in header[0] else ""
        raise BadFile(1, f"the first line must name the columns {', '.join(missing)}{hint}")
    if len(header) > MOST_COLUMNS:
        raise BadFile(1, f"there are {len(header)} columns; at most {MOST_COLUMNS} can be read")
    for name in header:
        _check_name(name)
    if twice := sorted(name for name, times in Counter(header).items() if name and times > 1):
        raise BadFile(1, f"the column {twice[0]} is there twice")
    for name in header:
        if name not in known and (meant := difflib.get_close_matches(name, known, 1, ALIKE)):
            raise BadFile(1, f"there is no column {fields.shown(name)}; is {meant[0]} meant?")


def _check_name(name: str) -> None:
    """Column names are shown: on terminals, and in Slack."""
    try:
        fields.short(name)
    except Wrong as wrong:
        raise BadFile(1, f"the column {wrong}") from wrong


def read(text: str) -> Roster:
    """The people of a file; raises BadFile where it isn't one."""
    found = table(text, REQUIRED, COLUMNS)
    people: list[Person] = []
    problems: list[Problem] = []
    for line, row in found.rows:
        if isinstance(row, Problem):
            problems.append(row)
            continue
        person, wrong = _person(line, row)
        people.append(person)
        problems += [Problem(line, reason) for reason in wrong]
    problems += [*_twice(people), *_own_managers(people), *_circles(people)]
    ignored = tuple(name for name in found.header if name not in COLUMNS)
    return Roster(tuple(people), tuple(sorted(problems)), ignored)


def _person(line: int, row: Mapping[str, str]) -> tuple[Person, list[str]]:
    """The person as far as the row can be used, and every reason why it can't."""
    wrong: list[str] = []

    def cell(name: str, of: Callable[[str], Any], otherwise: Any = None) -> Any:
        value = row.get(name, "")
        try:
            return of(value) if value else otherwise
        except Wrong as reason:
            wrong.append(f"{name}: {reason}")
            return otherwise

    for name in REQUIRED:
        if not row[name]:
            wrong.append(f"{name} is missing")
    person = Person(
        line=line,
        email=cell("email", fields.email, ""),
        name=cell("name", fields.short, ""),
        level=cell("level", lambda value: fields.whole(value, *LEVELS)),
        manager=cell("manager_email", fields.email),
        team=cell("team", fields.short),
        department=cell("department", fields.short),
        location=cell("location", fields.short),
        timezone=cell("timezone", fields.zone),
        hours=None,
        languages=cell("languages", fields.words, ()),
        teaches=cell("teaches", fields.taught, ()),
        learns=cell("learns", fields.words, ()),
        interests=cell("interests", fields.words, ()),
        format=cell("format", lambda value: fields.one_of(value, fields.FORMATS)),
        style=cell("style", lambda value: fields.one_of(value, fields.STYLES)),
        mentor_capacity=cell("mentor_capacity", lambda value: fields.whole(value, *CAPACITIES), 1),
        avoid=cell("avoid", fields.emails, ()),
        waiting_rounds=cell("waiting_rounds", lambda value: fields.whole(value, 0, None), 0),
    )
    return _with_hours(person, row, wrong), wrong


def _with_hours(person: Person, row: Mapping[str, str], wrong: list[str]) -> Person:
    """Days and times are one thing: three cells that belong together."""
    try:
        hours = fields.hours(*(row.get(name, "") for name in ("days", "hours_start", "hours_end")))
    except Wrong as reason:
        wrong.append(str(reason))
        return person
    return replace(person, hours=hours)


def _twice(people: Sequence[Person]) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for person in people:
        first = seen.setdefault(person.email, person.line)
        if person.email and first != person.line:
            yield Problem(person.line, f"email: {person.email} is on line {first} already")


def _own_managers(people: Sequence[Person]) -> Iterator[Problem]:
    for person in people:
        if person.email and person.manager == person.email:
            yield Problem(person.line, "manager_email: nobody is their own manager")


def _circles(people: Sequence[Person]) -> Iterator[Problem]:
    """Reporting lines that come back to where they began, each told once, at its first row."""
    manager = {person.email: person.manager for person in people if person.manager != person.email}
    line = {person.email: person.line for person in people}
    done: set[str] = set()
    for start in manager:
        path: dict[str, None] = {}
        at: str | None = start
        while at is not None and at in manager and at not in done and at not in path:
            path[at] = None
            at = manager[at]
        if at is not None and at in path:
            circle = list(path)[list(path).index(at) :]
            first = min(circle, key=lambda email: line[email])
            turned = circle[circle.index(first) :] + circle[: circle.index(first)]
            yield Problem(line[first], f"manager_email: these report to each other in a circle: {_named(turned)}")
        done |= path.keys()


def _named(circle: Sequence[str], most: int = 5) -> str:
    return ", ".join(circle[:most]) + (f" and {len(circle) - most} more" if len(circle) > most else "")
