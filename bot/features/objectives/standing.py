"""How a program's objectives stand, from the very numbers that its reports show and from nothing else.

Counts are those of the last closed week, frozen with it. Averages are weighed together from published groups, so
that whoever has read the reports could reckon them: a standing says nothing that isn't public to owners already,
whatever target is set, and however often it is moved.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from msgspec import Struct
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.features.objectives.facts import Standing
from bot.models import ClosedWeek, Objective, Program, PublishedAnswers, PublishedConfidence, Skill
from bot.terms import Measure, Verdict

ROUNDED = 1  # decimals, as in reports


class Frozen(Struct, frozen=True):
    """What a program's closed weeks say, up to one of them."""

    weeks: Sequence[Mapping[str, Any]]
    answers: Sequence[PublishedAnswers]
    confidence: Sequence[PublishedConfidence]


def standings(session: Session, program: Program, as_of: str | None = None) -> tuple[Standing, ...]:
    """Each objective in the order of its making, as of the close of a week, or of the last one that is closed."""
    objectives = session.scalars(select(Objective).filter_by(program_id=program.id).order_by(Objective.id)).all()
    if not objectives:
        return ()
    frozen, names = _frozen(session, program, as_of), _names(session, objectives)
    return tuple(_standing(each, frozen, names) for each in objectives)


def last_closed(session: Session, program: Program) -> str | None:
    """The last closed week."""
    return session.scalar(select(func.max(ClosedWeek.iso_week)).filter_by(program_id=program.id))


def _frozen(session: Session, program: Program, as_of: str | None) -> Frozen:
    rows = session.scalars(select(ClosedWeek).filter_by(program_id=program.id).order_by(ClosedWeek.iso_week)).all()
    weeks = [row for row in rows if as_of is None or row.iso_week <= as_of]
    until = weeks[-1].closed_at if weeks and as_of else None
    answers = session.scalars(select(PublishedAnswers).filter_by(program_id=program.id)).all()
    confidence = session.scalars(select(PublishedConfidence).filter_by(program_id=program.id)).all()
    return Frozen(
        [row.counts for row in weeks],
        [row for row in answers if until is None or row.published_at <= until],
        [row for row in confidence if until is None or row.published_at <= until],
    )


def _names(session: Session, objectives: Sequence[Objective]) -> Mapping[int, tuple[int, str]]:
    """By id, the skill that it is now, and its name: what was merged is called as what it was merged into."""
    ids = {each.skill_id for each in objectives if each.skill_id}
    rows = session.execute(
        select(Skill.id, func.coalesce(Skill.merged_into_id, Skill.id)).where(Skill.id.in_(ids))
    ).all()
    now = dict(session.execute(select(Skill.id, Skill.name).where(Skill.id.in_({into for _, into in rows}))).all())
    return {skill_id: (into, now[into]) for skill_id, into in rows}


def _standing(objective: Objective, frozen: Frozen, names: Mapping[int, tuple[int, str]]) -> Standing:
    skill_id, skill = names[objective.skill_id] if objective.skill_id else (None, None)
    measure = objective.measure
    now = _gain(frozen, skill_id) if measure == Measure.CONFIDENCE else NOW[measure](frozen)
    return Standing(objective.id, measure, skill, objective.target, now, verdict(now, objective.target))


def verdict(now: float | None, target: float) -> Verdict:
    """Whether a number, as it is shown, has come up to its target."""
    if now is None:
        return Verdict.UNKNOWN
    return Verdict.MET if now >= target else Verdict.NOT_YET


def _latest(name: str) -> Callable[[Frozen], float | None]:
    def now(frozen: Frozen) -> float | None:
        return frozen.weeks[-1].get(name) if frozen.weeks else None

    return now


def _hours(frozen: Frozen) -> float | None:
    return round(sum(week["minutes"] for week in frozen.weeks) / 60, ROUNDED) if frozen.weeks else None


def _meeting_rate(frozen: Frozen) -> float | None:
    """Over all whole periods so far, every pair of each counted alike."""
    whole = [week for week in frozen.weeks if week["period_is_over"]]
    pairs = sum(week["pairs"] for week in whole)
    return round(100 * sum(week["met"] for week in whole) / pairs) if pairs else None


def _average(name: str) -> Callable[[Frozen], float | None]:
    """Over all published groups, each weighed by its people."""

    def now(frozen: Frozen) -> float | None:
        people = sum(row.respondents for row in frozen.answers)
        total = sum(row.respondents * getattr(row, name) for row in frozen.answers)
        return round(total / people, ROUNDED) if people else None

    return now


def _gain(frozen: Frozen, skill_id: int | None) -> float | None:
    """After less before, over what is published of a skill, or of all."""
    rows = [row for row in frozen.confidence if skill_id is None or row.skill_id == skill_id]
    people = sum(row.respondents for row in rows)
    total = sum(row.respondents * (row.after - row.before) for row in rows)
    return round(total / people, ROUNDED) if people else None


NOW: Mapping[Measure, Callable[[Frozen], float | None]] = {
    Measure.TAUGHT: _latest("taught"),
    Measure.SKILLS: _latest("skills_so_far"),
    Measure.HOURS: _hours,
    Measure.MEETING_RATE: _meeting_rate,
    Measure.USEFUL: _average("useful"),
    Measure.VOICE: _average("voice"),
    Measure.COUNTED: _average("counted"),
}
