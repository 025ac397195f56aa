"""A people.csv as the workspace's company: all of it, or what is wrong with which line."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from zoneinfo import available_timezones

from sandbox.story.company import Colleague, Company

FEWEST, MOST = 4, 2000
LONGEST = 200
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
HELP = f"There must be {FEWEST} to {MOST} people: one runs the program, one is neutral, the others swap"


@dataclass(frozen=True)
class Wrong:
    """`line` as an editor counts them."""

    line: int
    text: str


@dataclass
class Brought:
    """`company` is None where anything is wrong."""

    company: Company | None = None
    errors: list[Wrong] = field(default_factory=list)


def read(text: str) -> Brought:
    """The first one runs the program and is the workspace's admin, the second is its neutral contact."""
    rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    people, errors = [], []
    zones, taken = available_timezones(), _Taken()
    try:
        if missing := {"email", "name"} - set(rows.fieldnames or ()):
            return Brought(errors=[Wrong(1, f"The first line must have {' and '.join(sorted(missing))}")])
        for row in rows:
            found = [Wrong(rows.line_num, problem) for problem in _problems(row, zones, taken)]
            errors += found
            if not found:
                people.append(_colleague(row, taken))
    except csv.Error as problem:
        errors.append(Wrong(rows.reader.line_num, f"This isn't CSV: {problem}"))
    if not errors and not FEWEST <= len(people) <= MOST:
        errors.append(Wrong(1, f"{HELP}; here are {len(people)}"))
    return Brought(errors=errors) if errors else Brought(_company(people))


class _Taken:
    """E-mail addresses with the line they were on, and names, of which Slack here takes each once."""

    def __init__(self) -> None:
        self.emails: set[str] = set()
        self._names: set[str] = {"reverse mentor"}

    def name(self, wanted: str) -> str:
        """The second Ana Costa is Ana Costa (2)."""
        number, name = 1, wanted
        while name.lower() in self._names:
            number += 1
            name = f"{wanted} ({number})"
        self._names.add(name.lower())
        return name


def _problems(row: dict, zones: set[str], taken: _Taken) -> Iterator[str]:
    if None in row or None in row.values():
        yield "It has not as many fields as the first line"
        return
    email, level, zone = (row.get(name, "").strip() for name in ("email", "level", "timezone"))
    if not EMAIL.fullmatch(email):
        yield f"{email!r} isn't an e-mail address"
    elif email.lower() in taken.emails:
        yield f"{email} was on a line before"
    taken.emails.add(email.lower())
    if not row["name"].strip():
        yield "The name is missing"
    if level and level not in map(str, range(1, 11)):
        yield f"{level!r} isn't a level from 1 to 10"
    if zone and zone not in zones:
        yield f"{zone!r} isn't a time zone such as Europe/Lisbon"
    if any(len(field) > LONGEST for field in (email, row["name"])):
        yield f"Nothing may have more than {LONGEST} characters"


def _colleague(row: dict, taken: _Taken) -> Colleague:
    said = {name: value.strip() for name, value in row.items()}
    return Colleague(
        name=taken.name(said["name"]),
        city=said.get("location", ""),
        tz=said.get("timezone") or "UTC",
        team=said.get("team") or said.get("department", ""),
        level=int(said.get("level") or 0),
        manager=said.get("manager_email") or None,
        direction="both",
        teaches=_list(said.get("teaches", "")),
        learns=_list(said.get("learns", "")),
        profile=None,
        email=said["email"],
    )


def _list(text: str) -> tuple[str, ...]:
    """`TikTok:3;Python`, without how sure somebody is of each."""
    return tuple(word.partition(":")[0].strip() for word in text.split(";") if word.strip())


def _company(people: list[Colleague]) -> Company:
    owner, contact, *others = people
    return Company(owner, contact, tuple(others), ())
