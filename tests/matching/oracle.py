"""Rules, score and objective once more, as plainly as can be: what small answers are checked against."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from fractions import Fraction
from functools import cache
from itertools import product
from math import floor
from zoneinfo import ZoneInfo

from bot.matching.columns import seeded_order
from bot.matching.problem import Person, Problem, WeekHours
from bot.matching.terms import Format, Rule, Style, same_word

Choice = tuple[tuple[str, str], ...]
NOBODY = ""


def words(entries) -> list[str]:
    return list(dict.fromkeys(same_word(entry) for entry in entries))


def manager(problem: Problem, id: str) -> str | None:
    own = next((person.manager for person in problem.people if person.id == id), None)
    above = own if own is not None else problem.managers.get(id)
    return above if above != id else None


def chain(problem: Problem, id: str) -> set[str]:
    found: set[str] = set()
    at = manager(problem, id)
    while at is not None and at not in found:
        found.add(at)
        at = manager(problem, at)
    return found


@cache
def minutes_at_work(hours: WeekHours, at: datetime) -> bool:
    local = at.astimezone(ZoneInfo(hours.timezone))
    minute = local.hour * 60 + local.minute
    if hours.start < hours.end:
        return local.weekday() in hours.days and hours.start <= minute < hours.end
    began_today = local.weekday() in hours.days and minute >= hours.start
    return began_today or ((local.weekday() - 1) % 7 in hours.days and minute < hours.end)


def overlap(problem: Problem, one: Person, other: Person, step: int = 30) -> int | None:
    """Counting instants, `step` minutes apart, at which the clocks of both say that they work."""
    if one.hours is None or other.hours is None:
        return None
    return counted_overlap(one.hours, other.hours, problem.first_monday, problem.weeks, step)


@cache
def counted_overlap(one: WeekHours, other: WeekHours, first_monday, weeks: int, step: int) -> int:
    monday = datetime.combine(first_monday, time(), UTC)
    found = []
    for week in range(weeks):
        instants = (monday + timedelta(weeks=week, minutes=minute) for minute in range(0, 7 * 24 * 60, step))
        found.append(sum(step for at in instants if minutes_at_work(one, at) and minutes_at_work(other, at)))
    return min(found)


def broken_rules(problem: Problem, mentor: Person, mentee: Person) -> set[Rule]:
    rules, couple = problem.rules, {mentor.id, mentee.id}
    found: set[Rule] = set()
    if mentor.id == mentee.id:
        found.add(Rule.SAME_PERSON)
    if not (mentor.available and mentee.available):
        found.add(Rule.UNAVAILABLE)
    if not set(words(teach.skill for teach in mentor.teaches)) & set(words(mentee.learns)):
        found.add(Rule.NO_SKILL)
    if mentor.id in chain(problem, mentee.id) or mentee.id in chain(problem, mentor.id):
        found.add(Rule.REPORTING_LINE)
    if manager(problem, mentor.id) is not None and manager(problem, mentor.id) == manager(problem, mentee.id):
        found.add(Rule.SAME_MANAGER)
    if (
        not rules.allow_same_team
        and mentor.team
        and mentee.team
        and same_word(mentor.team) == same_word(mentee.team)
    ):
        found.add(Rule.SAME_TEAM)
    if mentor.level is None or mentee.level is None:
        if not rules.allow_unknown_levels:
            found.add(Rule.LEVEL_UNKNOWN)
    elif mentee.level - mentor.level < rules.level_gap:
        found.add(Rule.LEVEL)
    for past in problem.past_pairs:
        weeks = rules.past_pairs_expire_weeks
        over = (
            weeks is not None and past.ended_on and past.ended_on + timedelta(weeks=weeks) <= problem.first_monday
        )
        if {past.mentor, past.mentee} == couple and not over:
            found.add(Rule.PAIRED_BEFORE)
    if mentor.id in mentee.avoid or mentee.id in mentor.avoid:
        found.add(Rule.AVOIDED)
    if any({forbid.mentor, forbid.mentee} == couple for forbid in problem.forbids):
        found.add(Rule.FORBIDDEN)
    if problem.involving is not None and not couple & problem.involving:
        found.add(Rule.UNINVOLVED)
    minutes = overlap(problem, mentor, mentee)
    written = mentor.format is Format.WRITTEN and mentee.format is Format.WRITTEN
    if minutes is not None and minutes < rules.minimum_overlap and not written:
        found.add(Rule.HOURS)
    if mentor.languages and mentee.languages and not set(words(mentor.languages)) & set(words(mentee.languages)):
        found.add(Rule.LANGUAGE)
    return found


def fit(teacher: Person, learner: Person) -> Fraction:
    sure: dict[str, Fraction] = {}
    for teach in teacher.teaches:
        confidence = {None: 8, 1: 6, 2: 8, 3: 10}[teach.confidence]
        sure.setdefault(same_word(teach.skill), Fraction(confidence, 10))
    wanted = words(learner.learns)
    ranks = {word: len(wanted) - place for place, word in enumerate(wanted)}
    total = sum(ranks.values())
    return sum((Fraction(rank, total) * sure.get(word, 0) for word, rank in ranks.items()), Fraction(0))


def score_parts(problem: Problem, mentor: Person, mentee: Person) -> list[int]:
    weights = problem.rules.weights
    mine, theirs = set(words(mentor.interests)), set(words(mentee.interests))
    jaccard = Fraction(len(mine & theirs), len(mine | theirs)) if mine | theirs else Fraction(0)
    minutes = overlap(problem, mentor, mentee) or 0
    styles = (mentor.style, mentee.style)
    return [
        floor(weights.skill_fit * fit(mentor, mentee)),
        floor(weights.gives_back * fit(mentee, mentor)),
        floor(weights.hours * min(Fraction(minutes, 600), 1)),
        floor(weights.interests * jaccard),
        weights.format * (mentor.format is not None and mentor.format == mentee.format),
        weights.style * (None not in styles and (mentor.style == mentee.style or Style.ANY in styles)),
        weights.distance * (apart(mentor.department, mentee.department) or apart(mentor.location, mentee.location)),
    ]


def apart(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and same_word(one) != same_word(other)


@dataclass
class Oracle:
    """Every choice there is, for a handful of people."""

    problem: Problem

    def __post_init__(self) -> None:
        self.people = seeded_order(self.problem.people, self.problem.seed)
        self.person = {person.id: person for person in self.people}
        taken = self.problem.taken
        self.room = {p.id: p.mentor_capacity - taken.mentors.get(p.id, 0) for p in self.people if p.available}
        self.mentees = [p.id for p in self.people if p.available and p.learns and p.id not in taken.mentees]
        self.options = {mentee: [*self.mentors_of(mentee), NOBODY] for mentee in self.mentees}

    def mentors_of(self, mentee: str) -> list[str]:
        pinned = [pin.mentor for pin in self.problem.pins if pin.mentee == mentee]
        return pinned or [
            p.id
            for p in self.people
            if not broken_rules(self.problem, p, self.person[mentee]) and p.id in self.room
        ]

    def choices(self) -> Iterator[Choice]:
        for mentors in product(*(self.options[mentee] for mentee in self.mentees)):
            pairs = tuple((one, other) for one, other in zip(mentors, self.mentees, strict=True) if one != NOBODY)
            load = Counter(mentor for mentor, _ in pairs)
            pins = {(pin.mentor, pin.mentee) for pin in self.problem.pins}
            full = any(load[mentor] > self.room[mentor] for mentor in load)
            if not full and pins <= set(pairs) and not any((other, one) in pairs for one, other in pairs):
                yield pairs

    def value(self, pairs: Choice) -> tuple[int, int, int]:
        waiting = sum(self.person[mentee].waiting_rounds > 0 for _, mentee in pairs)
        return len(pairs), waiting, sum(self.score(*pair) for pair in pairs)

    def score(self, mentor: str, mentee: str) -> int:
        return sum(score_parts(self.problem, self.person[mentor], self.person[mentee]))

    def best_value(self) -> tuple[int, int, int]:
        return max(map(self.value, self.choices()))

    def first_of_the_best(self) -> set[tuple[str, str]]:
        """Choices come in order of the mentees' mentors already; max keeps the first."""
        return set(max(self.choices(), key=self.value))

    def always_matched(self) -> set[str]:
        """Who is in a pair in every best choice."""
        best = self.best_value()
        sides = [{id for pair in pairs for id in pair} for pairs in self.choices() if self.value(pairs) == best]
        return set.intersection(*sides)
