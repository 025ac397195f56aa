"""From a problem to its answer. The heavy part starts here: numpy and ortools are loaded."""

import resource
import sys
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from time import perf_counter

import numpy as np
from msgspec.structs import replace

from bot.matching import recheck
from bot.matching.answer import Answer, Pair, Parts, Supply, Unmatched
from bot.matching.arrays import Ints
from bot.matching.choose import Choice
from bot.matching.columns import Columns, unique_words
from bot.matching.errors import PinBreaksRule
from bot.matching.field import Field
from bot.matching.helps import Helper
from bot.matching.others import Others
from bot.matching.pins import broken_pins
from bot.matching.problem import Person, Problem
from bot.matching.reasons import LeftOut, reason
from bot.matching.rules import unknown_level
from bot.matching.score import parts, scores
from bot.matching.terms import Reason, Role, same_word


def solve(
    problem: Problem,
    progress: Callable[[str], None] = lambda phase: None,
    most: int | None = None,
    again: bool = False,
) -> Answer:
    """Raises PinBreaksRule, or BadProblem when there are too many people for exact arithmetic.

    `progress` is told each phase as it begins; `Answer.seconds` has the same names. `most`: how many pairs of each
    mentee to begin with; it changes how long it takes, never the answer. `again`: the proof is looked through once
    more without the sieve (`recheck`), and only counts if it holds.
    """
    seconds = _Stopwatch()
    with seconds.lap("prepare", progress):
        columns = Columns(problem)
    with seconds.lap("possible_pairs", progress):
        field = Field(columns, most)
    with seconds.lap("choose", progress):
        choice = field.choose()
    if again:
        with seconds.lap("recheck", progress):
            choice = replace(choice, proven=recheck.holds(field, choice))
    with seconds.lap("explain", progress):
        pairs = _pairs(field, choice)
        left_out = _unmatched(field, choice)
    return Answer(
        pairs=pairs,
        unmatched=left_out,
        score=sum(pair.score for pair in pairs),
        waiting_matched=sum(bool(columns.waiting[columns.row[pair.mentee]]) for pair in pairs),
        proven_optimal=choice.proven,
        seed=problem.seed,
        seconds=seconds.laps,
        peak_memory=_peak_memory(),
        skills=_supply(columns, pairs),
    )


class _Stopwatch:
    def __init__(self) -> None:
        self.laps: dict[str, float] = {}

    @contextmanager
    def lap(self, phase: str, progress: Callable[[str], None]) -> Generator[None]:
        progress(phase)
        since = perf_counter()
        yield
        self.laps[phase] = perf_counter() - since


def refused_pins(problem: Problem) -> Iterator[PinBreaksRule]:
    """All of them; `solve` raises the first."""
    return broken_pins(Columns(problem))


def every_pair(problem: Problem) -> Iterator[tuple[str, str, int]]:
    """Who could be paired, but for pins: ids of mentor and mentee, and their score; by mentee, then mentor.

    By the rules and the score alone, so that what checks an answer with it doesn't lean on the sieve behind it.
    Found in blocks of mentees, so that memory stays bounded however many there are.
    """
    columns = Columns(problem)
    ids = [person.id for person in columns.people]
    for mentors, mentees in recheck.couples(Field(columns)):
        each = scores(columns, mentors, mentees).tolist()
        for mentor, mentee, score in zip(mentors.tolist(), mentees.tolist(), each, strict=True):
            yield ids[mentor], ids[mentee], score


def _peak_memory() -> int:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024  # Linux counts in KiB


def _pairs(field: Field, choice: Choice) -> tuple[Pair, ...]:
    columns = field.columns
    mentor, mentee = field.chosen_rows(choice)
    overlap, unknown = columns.overlap(mentor, mentee), unknown_level(columns, mentor, mentee)
    rows = zip(mentor, mentee, parts(columns, mentor, mentee).T, overlap, unknown, strict=True)
    pairs = [_pair(field, int(one), int(other), *rest) for one, other, *rest in rows]
    return tuple(sorted(pairs, key=lambda pair: pair.mentee))


def _pair(field: Field, mentor_row: int, mentee_row: int, each: Ints, overlap: np.int64, unknown: np.bool_) -> Pair:
    mentor, mentee = field.columns.people[mentor_row], field.columns.people[mentee_row]
    found = Parts(*each.tolist())
    return Pair(
        mentor=mentor.id,
        mentee=mentee.id,
        score=found.total,
        parts=found,
        skills=_learned(mentee, mentor),
        gives_back_skills=_learned(mentor, mentee),
        shared_interests=_both_say(mentee.interests, mentor.interests),
        overlap_minutes=int(overlap) if overlap >= 0 else None,
        flagged_unknown_level=bool(unknown),
        pinned=(mentor_row, mentee_row) in field.pins,
    )


def _learned(learner: Person, teacher: Person) -> tuple[str, ...]:
    return _both_say(learner.learns, tuple(teach.skill for teach in teacher.teaches))


def _both_say(words: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    """The words that are in both lists, in the order and the spelling of the first."""
    also = unique_words(others)
    return tuple(word for key, word in unique_words(words).items() if key in also)


def _unmatched(field: Field, choice: Choice) -> tuple[Unmatched, ...]:
    columns, taken = field.columns, field.columns.problem.taken
    busy = taken.mentees | {mentor for mentor, places in taken.mentors.items() if places}
    paired = set(np.concatenate(field.chosen_rows(choice)).tolist())
    rows = [
        row
        for row in np.flatnonzero(columns.involved & (columns.teaching | columns.seeking)).tolist()
        if row not in paired
    ]
    left_out = [row for row in rows if columns.people[row].id not in busy]
    if not left_out:
        return ()
    helper = Helper(field, choice, left_out)
    others = {role: Others(columns, role) for role in Role}
    found = [_explained(columns, LeftOut.of(columns, row, others), helper) for row in left_out]
    return tuple(sorted(found, key=lambda each: each.person))


def _explained(columns: Columns, sides: Sequence[LeftOut], helper: Helper) -> Unmatched:
    one = sides[0]
    why = reason(columns, one)
    return Unmatched(
        person=columns.people[one.row].id,
        role=one.role,
        reason=why,
        suitable=len(one.suitable),
        needed=helper.needed(one) if why is Reason.ALL_FULL else None,
        helps=helper.first(sides),
    )


def _supply(columns: Columns, pairs: tuple[Pair, ...]) -> tuple[Supply, ...]:
    """Each skill in the spelling that comes first in order of id, so that it doesn't hang on the seed."""
    places, wanted = Counter[str](), Counter[str]()
    spelling: dict[str, str] = {}
    for person in sorted(columns.problem.people, key=lambda person: person.id):
        row = columns.row[person.id]
        taught = unique_words(teach.skill for teach in person.teaches)
        spelling = taught | unique_words(person.learns) | spelling
        places.update({key: int(columns.places[row]) for key in taught})
        if columns.seeking[row]:
            wanted.update(unique_words(person.learns).keys())
    learned = Counter(same_word(skill) for pair in pairs for skill in pair.skills)
    return tuple(Supply(spelling[key], places[key], wanted[key], learned[key]) for key in sorted(spelling))
