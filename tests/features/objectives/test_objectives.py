"""Objectives: who sets them, what is refused, and how they stand by published numbers alone."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.errors import NotYours, UserError
from bot.features.objectives import service
from bot.features.objectives.facts import Standing
from bot.features.objectives.standing import standings, verdict
from bot.models import (
    AuditEntry,
    ClosedWeek,
    Deed,
    Member,
    Program,
    PublishedAnswers,
    PublishedConfidence,
    SkillState,
)
from bot.terms import Measure, Verdict
from tests.factories import NOW, Factory

COUNTS = {"pairs": 10, "met": 5, "period_is_over": True, "minutes": 600, "skills_so_far": 3, "taught": 12}


@pytest.fixture
def make(session: Session) -> Factory:
    return Factory(session)


@pytest.fixture
def owner(make: Factory) -> Member:
    return make.member("Olive Owner", is_admin=True)


@pytest.fixture
def program(make: Factory, owner: Member) -> Program:
    return make.program(owner)


def add(
    session: Session, owner: Member, program: Program, measure: Measure, target: str, skill: Any = None
) -> None:
    service.add(session, NOW, owner, program.id, measure, target, None if skill is None else str(skill))


def close(session: Session, program: Program, week: str, **counts: Any) -> None:
    keys = {"workspace_id": program.workspace_id, "program_id": program.id}
    session.add(ClosedWeek(iso_week=week, counts=COUNTS | counts, closed_at=NOW, **keys))
    session.flush()


def publish(session: Session, program: Program, week: str, respondents: int, useful: float) -> None:
    values = {"useful": useful, "voice": 3.0, "counted": 3.0, "published_at": NOW}
    keys = {"workspace_id": program.workspace_id, "program_id": program.id}
    session.add(PublishedAnswers(first_week=week, weeks=[week], respondents=respondents, **keys, **values))
    session.flush()


def now(session: Session, program: Program) -> list[tuple[float | None, Verdict]]:
    return [(each.now, each.verdict) for each in standings(session, program)]


@pytest.mark.parametrize(
    ("typed", "target"),
    [("60 %", 60), ("60", 60), (" 1 ", 1), ("100%", 100)],
    ids=["percent", "bare", "space", "all"],
)
def test_targets_are_read_as_people_type_them(
    session: Session, owner: Member, program: Program, typed: str, target: float
) -> None:
    add(session, owner, program, Measure.MEETING_RATE, typed)
    assert [each.target for each in standings(session, program)] == [target]


@pytest.mark.parametrize(
    ("measure", "typed"),
    [
        (Measure.MEETING_RATE, "101"),
        (Measure.MEETING_RATE, "0.5"),
        (Measure.TAUGHT, "many"),
        (Measure.TAUGHT, "-3"),
        (Measure.USEFUL, "6"),
        (Measure.CONFIDENCE, "0"),
        (Measure.HOURS, "nan"),
        (Measure.HOURS, "inf"),
    ],
)
def test_a_target_that_can_not_be_is_refused_at_its_field(
    session: Session, owner: Member, program: Program, measure: Measure, typed: str
) -> None:
    with pytest.raises(UserError) as refused:
        add(session, owner, program, measure, typed)
    assert refused.value.field == "target"


def test_the_same_skill_under_another_name_is_the_same_objective(
    session: Session, make: Factory, owner: Member, program: Program
) -> None:
    old, new = make.skill("Reels"), make.skill("Short video")
    add(session, owner, program, Measure.CONFIDENCE, "1", old.id)
    add(session, owner, program, Measure.CONFIDENCE, "2")
    old.state, old.merged_into_id = SkillState.MERGED, new.id
    session.flush()
    add(session, owner, program, Measure.CONFIDENCE, "0.5", new.id)
    assert [(each.skill, each.target) for each in standings(session, program)] == [("Short video", 0.5), (None, 2)]


def test_a_handful_each_once_and_a_skill_only_for_confidence(
    session: Session, make: Factory, owner: Member, program: Program
) -> None:
    for measure in (Measure.TAUGHT, Measure.SKILLS, Measure.HOURS, Measure.USEFUL):
        add(session, owner, program, measure, "2")
    add(session, owner, program, Measure.USEFUL, "4,2")  # another target, not another objective
    add(session, owner, program, Measure.CONFIDENCE, "+1", make.skill("TikTok").id)
    assert [each.target for each in standings(session, program)][3:] == [4.2, 1]
    with pytest.raises(UserError, match="objective-too-many"):
        add(session, owner, program, Measure.VOICE, "4")
    for measure, skill, why in (
        (Measure.USEFUL, make.skill("TikTok").id, "objective-skill-unused"),
        (Measure.CONFIDENCE, make.skill("My own", state=SkillState.PROPOSED).id, "objective-skill-unknown"),
        (Measure.CONFIDENCE, "new:Chess", "objective-skill-unknown"),
    ):
        with pytest.raises(UserError, match=why):
            add(session, owner, program, measure, "1", skill)
    first = standings(session, program)[0]
    service.remove(session, NOW, owner, program.id, first.id)
    assert len(standings(session, program)) == 4
    assert set(session.scalars(select(AuditEntry.deed))) == {Deed.OBJECTIVES_CHANGED}


def test_only_owners_see_and_set_them(session: Session, make: Factory, owner: Member, program: Program) -> None:
    other, theirs = make.member(is_admin=True), make.program(make.member())
    add(session, owner, program, Measure.TAUGHT, "2")
    for deed in (
        lambda: service.overview(session, other, program.id),
        lambda: add(session, other, program, Measure.TAUGHT, "2"),
        lambda: service.remove(session, NOW, other, program.id, 1),
    ):
        with pytest.raises(NotYours):
            deed()
    assert standings(session, theirs) == ()
    mine = standings(session, program)[0]
    with pytest.raises(NotYours):
        service.remove(session, NOW, owner, theirs.id, mine.id)


def test_nothing_is_said_before_it_is_published(session: Session, owner: Member, program: Program) -> None:
    for measure in (Measure.TAUGHT, Measure.MEETING_RATE, Measure.USEFUL, Measure.CONFIDENCE, Measure.HOURS):
        add(session, owner, program, measure, "1")
    assert now(session, program) == [(None, Verdict.UNKNOWN)] * 5
    close(session, program, "2027-W01", period_is_over=False, taught=None)
    unsaid = (None, Verdict.UNKNOWN)
    assert now(session, program) == [unsaid, unsaid, unsaid, unsaid, (10.0, Verdict.MET)]


def test_they_stand_by_what_reports_have_shown(
    session: Session, make: Factory, owner: Member, program: Program
) -> None:
    skill, other = make.skill("TikTok"), make.skill("Excel")
    add(session, owner, program, Measure.MEETING_RATE, "60")
    add(session, owner, program, Measure.USEFUL, "4")
    add(session, owner, program, Measure.TAUGHT, "12")
    add(session, owner, program, Measure.CONFIDENCE, "1", skill.id)
    close(session, program, "2027-W01", met=4)
    close(session, program, "2027-W02", period_is_over=False, met=0)
    close(session, program, "2027-W03", met=8)
    publish(session, program, "2027-W01", 5, 3.0)
    publish(session, program, "2027-W02", 15, 4.4)
    for skill_id, after in ((skill.id, 3.2), (other.id, 5.0)):
        keys = {"workspace_id": program.workspace_id, "program_id": program.id, "published_at": NOW}
        session.add(PublishedConfidence(skill_id=skill_id, respondents=5, before=2.0, after=after, **keys))
    assert now(session, program) == [(60, Verdict.MET), (4.0, Verdict.MET), (12, Verdict.MET), (1.2, Verdict.MET)]
    assert standings(session, program, "2027-W01")[0].now == 40
    skill.merged_into_id, skill.state = other.id, SkillState.MERGED
    session.flush()
    assert isinstance(standings(session, program)[3], Standing) and standings(session, program)[3].skill == "Excel"


def test_the_verdict_goes_by_the_number_that_is_shown() -> None:
    assert [verdict(each, 4) for each in (3.9, 4.0, None)] == [Verdict.NOT_YET, Verdict.MET, Verdict.UNKNOWN]
