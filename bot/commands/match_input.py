"""What `match` is given, as a problem for the matcher. Every bad line of every file is named at once."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any, cast

from msgspec import Struct
from msgspec.structs import replace

import roster
from bot.matching.errors import BadProblem
from bot.matching.problem import Couple, PastPair, Person, Problem, Rules, Teach, WeekHours, Weights
from bot.matching.terms import Format, Style

COUPLE = ("mentor_email", "mentee_email")
PIN, FORBID = "pin", "forbid"
KINDS = {"allow_same_team": bool, "allow_unknown_levels": bool, "weights": Weights}
"""The kinds of settings that aren't whole numbers."""


class Unusable(ValueError):
    """What was given can't be used; a line for each reason."""


class Inputs(Struct, frozen=True):
    """`names` by e-mail address. `pinned_in`: where each of the problem's pins stands. `notes`: what is no mistake,
    but should be known."""

    problem: Problem
    names: Mapping[str, str]
    pinned_in: tuple[str, ...]
    notes: tuple[str, ...]


def read(
    people: Path,
    history: Path | None,
    pins: Path | None,
    rules: Path | None,
    first_monday: date,
    weeks: int,
    seed: int,
    unknown_levels: bool,
) -> Inputs:
    """Raises Unusable."""
    wrong: list[str] = []
    found = _people(people, wrong)
    emails = {person.email for person in found.people}
    past = _couples(history, COUPLE, wrong) if history else []
    wishes = _couples(pins, (*COUPLE, "what"), wrong) if pins else []
    wrong += [f"{pins}, {problem}" for problem in _wrong_wishes(wishes, emails)]
    pinned = [row for row in wishes if row.what == PIN]
    settings = _rules(rules, wrong) if rules else Rules()
    wrong += _wrong_monday(first_monday)
    if wrong:
        raise Unusable("\n".join(wrong))
    problem = Problem(
        people=tuple(_person(person) for person in found.people),
        first_monday=first_monday,
        weeks=weeks,
        rules=replace(settings, allow_unknown_levels=settings.allow_unknown_levels or unknown_levels),
        past_pairs=tuple(PastPair(row.mentor, row.mentee) for row in past),
        pins=tuple(Couple(row.mentor, row.mentee) for row in pinned),
        forbids=tuple(Couple(row.mentor, row.mentee) for row in wishes if row.what == FORBID),
        seed=seed,
    )
    names = {person.email: person.name for person in found.people}
    ignored = [f"{people}: the column {name} is of no use here" for name in found.ignored]
    return Inputs(problem, names, tuple(f"{pins}, line {row.line}" for row in pinned), tuple(ignored))


def _text(path: Path, wrong: list[str]) -> str | None:
    try:
        return roster.decoded(path.read_bytes())
    except (OSError, roster.BadFile) as problem:
        wrong.append(f"{path}, {problem}" if isinstance(problem, roster.BadFile) else f"{path}: {problem.strerror}")
        return None


def _people(path: Path, wrong: list[str]) -> roster.Roster:
    nobody = roster.Roster((), (), ())
    text = _text(path, wrong)
    if text is None:
        return nobody
    try:
        found = roster.read(text)
    except roster.BadFile as problem:
        wrong.append(f"{path}, {problem}")
        return nobody
    wrong += [f"{path}, {problem}" for problem in sorted([*found.problems, *_idle(found.people)])]
    return found


def _idle(people: Iterable[roster.Person]) -> Iterator[roster.Problem]:
    """Somebody's manager may be there for the reporting lines alone; anybody else shows or learns something."""
    managers = {person.manager for person in people}
    for person in people:
        if not person.takes_part and person.email not in managers:
            yield roster.Problem(person.line, "teaches and learns are empty: fill in one, or leave the row out")


def _person(person: roster.Person) -> Person:
    hours = person.hours
    return Person(
        id=person.email,
        level=person.level,
        manager=person.manager,
        team=person.team,
        department=person.department,
        location=person.location,
        hours=WeekHours(person.timezone, hours.days, hours.start, hours.end) if hours and person.timezone else None,
        languages=person.languages,
        teaches=tuple(Teach(*taught) for taught in person.teaches),
        learns=person.learns,
        interests=person.interests,
        format=Format(person.format) if person.format else None,
        style=Style(person.style) if person.style else None,
        mentor_capacity=person.mentor_capacity,
        available=person.takes_part,
        avoid=person.avoid,
        waiting_rounds=person.waiting_rounds,
    )


class _CoupleRow(Struct, frozen=True):
    line: int
    mentor: str
    mentee: str
    what: str


def _couples(path: Path, columns: tuple[str, ...], wrong: list[str]) -> list[_CoupleRow]:
    """A file of two addresses a row, in lower case; both are needed."""
    text = _text(path, wrong)
    try:
        found = roster.table(text, columns, columns).rows if text is not None else ()
    except roster.BadFile as problem:
        wrong.append(f"{path}, {problem}")
        return []
    rows: list[_CoupleRow] = []
    for line, row in found:
        if isinstance(row, roster.Problem):
            wrong.append(f"{path}, {row}")
        elif not all(row[column] for column in columns):
            wrong.append(f"{path}, line {line}: {' and '.join(columns)} are all needed")
        else:
            mentor, mentee = (row[name].lower() for name in COUPLE)
            rows.append(_CoupleRow(line, mentor, mentee, row.get("what", "").lower()))
    return rows


def _wrong_wishes(wishes: Iterable[_CoupleRow], emails: set[str]) -> Iterator[str]:
    """A forbidden pair may name people who aren't here any more; a pin may not."""
    for row in wishes:
        if row.what not in (PIN, FORBID):
            yield f"line {row.line}: what is {PIN} or {FORBID}, not {row.what!r}"
        elif row.what == PIN:
            yield from (
                f"line {row.line}: {email} is not among the people"
                for email in (row.mentor, row.mentee)
                if email not in emails
            )


def _wrong_monday(first_monday: date) -> list[str]:
    if first_monday.weekday() == 0:
        return []
    before = first_monday - timedelta(days=first_monday.weekday())
    return [f"--from: {first_monday} is no Monday; {before} and {before + timedelta(weeks=1)} are"]


def _rules(path: Path, wrong: list[str]) -> Rules:
    """Settings that are left out stay as they are by default."""
    text = _text(path, wrong)
    try:
        given = tomllib.loads(text or "")
        weights = given.pop("weights", {})
        return _settings(Rules, given | {"weights": _settings(Weights, weights, "weights.")})
    except (tomllib.TOMLDecodeError, BadProblem) as problem:
        wrong.append(f"{path}: {problem}")
        return Rules()


def _settings(kind: Any, given: Any, prefix: str = "") -> Any:
    """A settings class of the matcher with these values; raises BadProblem for what it doesn't know."""
    if not isinstance(given, dict):
        raise BadProblem(prefix.rstrip("."), "must be a table")
    values, default = cast(dict[str, Any], given), kind()
    known = set(kind.__struct_fields__)
    for name, value in values.items():
        if name not in known:
            raise BadProblem(f"{prefix}{name}", f"is no setting; there are {', '.join(sorted(known))}")
        if type(value) is not KINDS.get(name, int):
            raise BadProblem(f"{prefix}{name}", f"can't be {value!r}")
    return replace(default, **values)
