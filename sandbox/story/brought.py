"""A people.csv as the workspace's company: all of it, or what is wrong with which line."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import roster
from sandbox.story.company import Colleague, Company

FEWEST, MOST = 4, 2000
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
    try:
        found = roster.read(text)
    except roster.BadFile as refused:
        return Brought(errors=[Wrong(refused.line, refused.reason)])
    if found.problems:
        return Brought(errors=[Wrong(problem.line, problem.reason) for problem in found.problems])
    if not FEWEST <= len(found.people) <= MOST:
        return Brought(errors=[Wrong(1, f"{HELP}; here are {len(found.people)}")])
    return Brought(_company(found.people))


def _company(people: Sequence[roster.Person]) -> Company:
    names = _Names()
    owner, contact, *others = (_colleague(person, names) for person in people)
    return Company(owner, contact, tuple(others), ())


class _Names:
    """Slack here takes each name once."""

    def __init__(self) -> None:
        self._taken: set[str] = {"reverse mentor"}

    def free(self, wanted: str) -> str:
        """The second Ana Costa is Ana Costa (2)."""
        number, name = 1, wanted
        while name.lower() in self._taken:
            number += 1
            name = f"{wanted} ({number})"
        self._taken.add(name.lower())
        return name


def _colleague(person: roster.Person, names: _Names) -> Colleague:
    return Colleague(
        name=names.free(person.name),
        city=person.location or "",
        tz=person.timezone or "UTC",
        team=person.team or person.department or "",
        level=person.level or 0,
        manager=person.manager,
        direction="both",
        teaches=tuple(taught.skill for taught in person.teaches),
        learns=person.learns,
        profile=None,
        email=person.email,
    )
