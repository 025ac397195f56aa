"""Makes the single changes that could match someone: solving what comes out here checks what `Helps` promises."""

from collections.abc import Callable

from msgspec.structs import replace

from bot.matching.answer import Helps
from bot.matching.problem import CAPACITIES, Person, Problem, Rules, Teach
from bot.matching.terms import Change, Format

NEWCOMER = "\0newcomer"  # no id of a person begins like this


def make(problem: Problem, person: str, helps: Helps) -> Problem:
    """The same problem with this one change made, for `person` where it is theirs to make."""
    if own := OWN_CHANGES.get(helps.change):
        return _with_person(problem, person, lambda before: own(before, helps))
    if of_program := PROGRAM_CHANGES.get(helps.change):
        return replace(problem, rules=of_program(problem.rules, helps))
    if helps.change is Change.MORE_PLACES:
        return _with_person(problem, helps.person, lambda before: _with_places(before, helps.number or 0))
    if helps.change is Change.NEW_MENTOR:
        return replace(problem, people=problem.people + newcomers(helps.word or "", helps.level, helps.number or 1))
    return problem


def newcomers(skill: str, level: int | None, places: int) -> tuple[Person, ...]:
    """As many people who teach this one skill as it takes to have so many places."""
    full, rest = divmod(places, max(CAPACITIES))
    capacities = [max(CAPACITIES)] * full + [rest] * (rest > 0)
    teaches = (Teach(skill),)
    return tuple(
        Person(f"{NEWCOMER} {number} {level} {skill}", level=level, teaches=teaches, mentor_capacity=capacity)
        for number, capacity in enumerate(capacities)
    )


def _with_person(problem: Problem, id: str | None, changed: Callable[[Person], Person]) -> Problem:
    people = tuple(changed(person) if person.id == id else person for person in problem.people)
    return replace(problem, people=people)


def _with_places(person: Person, more: int) -> Person:
    return replace(person, mentor_capacity=person.mentor_capacity + more)


def _speak_also(person: Person, helps: Helps) -> Person:
    return replace(person, languages=(*person.languages, helps.word or ""))


def _learn_also(person: Person, helps: Helps) -> Person:
    return replace(person, learns=(*person.learns, helps.word or ""))


def _teach_also(person: Person, helps: Helps) -> Person:
    return replace(person, teaches=(*person.teaches, Teach(helps.word or "")))


OWN_CHANGES: dict[Change, Callable[[Person, Helps], Person]] = {
    Change.STATE_LEVEL: lambda person, helps: replace(person, level=helps.number),
    Change.MEET_IN_WRITING: lambda person, _: replace(person, format=Format.WRITTEN),
    Change.OPEN_HOURS: lambda person, _: replace(person, hours=None),
    Change.SPEAK: _speak_also,
    Change.LEARN_ALSO: _learn_also,
    Change.TEACH_ALSO: _teach_also,
}

PROGRAM_CHANGES: dict[Change, Callable[[Rules, Helps], Rules]] = {
    Change.ALLOW_SAME_TEAM: lambda rules, _: replace(rules, allow_same_team=True),
    Change.SMALLER_GAP: lambda rules, helps: replace(rules, level_gap=helps.number or rules.level_gap),
    Change.ALLOW_UNKNOWN_LEVELS: lambda rules, _: replace(rules, allow_unknown_levels=True),
}
