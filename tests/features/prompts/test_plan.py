"""Who is asked what they could show, when, and about what."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event, select, update
from sqlalchemy.orm import Session

from bot.errors import NotYours, UserError
from bot.features.people.service import work_week
from bot.features.prompts import asking, plan, service
from bot.features.prompts.messages import SkillPrompted
from bot.features.skills import picking
from bot.features.skills.service import chosen_by_side
from bot.models import (
    Enrollment,
    EnrollmentState,
    Member,
    Nudge,
    NudgeKind,
    OutboxMessage,
    OutboxState,
    Program,
    Side,
    Skill,
    SkillPrompt,
    SkillState,
)
from tests.factories import NOW, Factory

DAY = timedelta(days=1)
SETTLED = NOW + 14 * DAY


@pytest.fixture
def make(session: Session) -> Factory:
    return Factory(session)


@pytest.fixture
def program(make: Factory) -> Program:
    """Directors who want Excel, SQL and TikTok; only TikTok is shown."""
    program = make.program(level_gap=2)
    make.enroll(program, make.member("Dora", level=8), learns=["Excel", "SQL", "TikTok"])
    make.enroll(program, make.member("Dino", level=7), learns=["Excel"])
    make.enroll(program, make.member("Tom", level=2, prompts_off=True), teaches=["TikTok"])
    return program


@pytest.fixture
def ana(make: Factory, program: Program) -> Enrollment:
    return make.enroll(program, make.member("Ana", level=2), teaches=["Podcasting"])


def member_of(session: Session, enrollment: Enrollment) -> Member:
    return session.get_one(Member, enrollment.member_id)


def run(session: Session, until: datetime) -> None:
    """As the planner does: whatever comes due, at its time."""
    while (due := session.scalar(plan.NEXT_PROMPT)) and due <= until:
        assert plan.plan_prompts(session, max(due, NOW))
        session.flush()


def prompts(session: Session, member: Member) -> list[SkillPrompt]:
    mine = select(SkillPrompt).filter_by(member_id=member.id).order_by(SkillPrompt.due_at)
    return list(session.scalars(mine))


def names(session: Session, prompt: SkillPrompt) -> list[str]:
    return [session.get_one(Skill, skill_id).name for skill_id in prompt.skills]


def test_the_first_question_comes_after_two_weeks_at_work(session: Session, ana: Enrollment) -> None:
    member = member_of(session, ana)
    run(session, SETTLED - DAY)
    assert not prompts(session, member)
    run(session, SETTLED + 5 * DAY)
    [prompt] = prompts(session, member)
    assert names(session, prompt) == ["Excel", "SQL"]
    assert work_week(member).is_working(prompt.due_at) and prompt.due_at >= SETTLED
    assert work_week(member).local(prompt.due_at).weekday() != member.nudge_day
    row = session.scalars(select(OutboxMessage).filter_by(kind="SkillPrompted", recipient=member.slack_id)).one()
    assert (row.unasked, row.due_at) == (True, prompt.due_at)


def test_never_twice_in_a_month_and_never_the_same_again(session: Session, make: Factory, ana: Enrollment) -> None:
    run(session, NOW + 40 * DAY)
    make.enroll(session.get_one(Program, ana.program_id), make.member("Nora", level=9), learns=["Figma"])
    run(session, NOW + 100 * DAY)
    asked = prompts(session, member_of(session, ana))
    assert [names(session, prompt) for prompt in asked] == [["Excel", "SQL"], ["Figma"]]
    assert asked[0].month < asked[1].month and asked[1].due_at - asked[0].due_at >= 27 * DAY


def test_who_could_show_nothing_that_is_missing_gets_nothing(
    session: Session, make: Factory, program: Program
) -> None:
    boss = make.member("Bea", level=7)  # nobody who wants it is two levels above
    make.enroll(program, boss, teaches=["Hiring"])
    run(session, NOW + 40 * DAY)
    assert not prompts(session, boss)
    assert boss.next_prompt_at and boss.next_prompt_at > NOW + 40 * DAY


def test_where_levels_are_unknown_they_may_fit(session: Session, make: Factory, program: Program) -> None:
    unknown = make.member("Uma", level=None)
    make.enroll(program, unknown, teaches=["Hiring"])
    run(session, NOW + 25 * DAY)
    assert [names(session, prompt) for prompt in prompts(session, unknown)] == [["Excel", "SQL"]]


@pytest.mark.parametrize(
    "change",
    [
        update(Enrollment).values(state=EnrollmentState.PAUSED),
        update(Enrollment).values(state=EnrollmentState.LEFT),
        update(Member).values(prompts_off=True),
        update(Member).values(deactivated_at=NOW),
        update(Program).values(state="closed"),
    ],
)
def test_nobody_is_asked_who_is_away_or_wants_none(session: Session, ana: Enrollment, change: Any) -> None:
    session.execute(change)
    session.expire_all()
    assert session.scalar(plan.NEXT_PROMPT) is None
    assert plan.plan_prompts(session, SETTLED + 5 * DAY) == 0


def test_who_pauses_before_it_is_sent_is_not_asked(session: Session, ana: Enrollment) -> None:
    run(session, SETTLED + 5 * DAY)
    [prompt] = prompts(session, member_of(session, ana))
    message = SkillPrompted(prompt.id)
    assert service.prompted_facts(session, prompt.due_at, message)
    assert service.prompted_facts(session, prompt.due_at + timedelta(hours=12), message) is None  # at night
    ana.state = EnrollmentState.PAUSED
    session.flush()
    assert service.prompted_facts(session, prompt.due_at, message) is None


@pytest.fixture
def left_in_peace(session: Session, make: Factory, ana: Enrollment) -> Member:
    """Ana, who let the one question after some hellos go by; her swap goes on."""
    member = member_of(session, ana)
    nudge = make._add(
        Nudge(
            workspace_id=member.workspace_id,
            member_id=member.id,
            iso_week="2027-W01",
            kind=NudgeKind.GO_ON,
            due_at=NOW,
        )
    )
    told = {"kind": "NudgeDue", "params": {}, "recipient": member.slack_id, "unasked": True, "wire_key": "1"}
    sent = OutboxMessage(workspace_id=member.workspace_id, dedup_key=f"nudge:{nudge.id}", due_at=NOW, **told)
    make._add(sent).state = OutboxState.SENT
    session.flush()
    return member


def test_who_let_the_one_question_go_by_is_asked_nothing(session: Session, left_in_peace: Member) -> None:
    """It says so: hellos and questions rest until they do something."""
    run(session, SETTLED + 40 * DAY)
    assert not prompts(session, left_in_peace)
    left_in_peace.active_at = SETTLED + 40 * DAY
    session.flush()
    run(session, SETTLED + 60 * DAY)
    assert prompts(session, left_in_peace)


def test_who_lets_the_one_question_go_by_is_not_asked_what_was_planned(
    session: Session, left_in_peace: Member
) -> None:
    left_in_peace.active_at = NOW + DAY
    run(session, SETTLED + 5 * DAY)
    [prompt] = prompts(session, left_in_peace)
    message = SkillPrompted(prompt.id)
    assert service.prompted_facts(session, prompt.due_at, message)
    left_in_peace.active_at = None
    assert service.prompted_facts(session, prompt.due_at, message) is None


def test_who_comes_back_late_is_not_asked_at_once(session: Session, ana: Enrollment) -> None:
    run(session, NOW + DAY)
    back = NOW + 60 * DAY
    assert plan.plan_prompts(session, back) and not prompts(session, member_of(session, ana))
    assert (member_of(session, ana).next_prompt_at or back) >= back + DAY


def test_who_joins_again_settles_in_again(session: Session, ana: Enrollment) -> None:
    run(session, SETTLED - DAY)
    member = member_of(session, ana)
    at = member.next_prompt_at
    assert at
    ana.joined_at = at - DAY
    plan.plan_prompts(session, at)
    assert not prompts(session, member)
    assert member.next_prompt_at and member.next_prompt_at >= at + 13 * DAY


def test_a_spent_week_moves_the_question(session: Session, make: Factory, ana: Enrollment) -> None:
    member = member_of(session, ana)
    member.unasked_a_week = 1
    run(session, SETTLED - DAY)
    planned = member.next_prompt_at
    assert planned
    make._add(
        OutboxMessage(
            workspace_id=member.workspace_id,
            kind="NudgeDue",
            params={},
            recipient=member.slack_id,
            unasked=True,
            dedup_key="nudge:1",
            wire_key="1",
            due_at=planned,
        )
    )
    run(session, planned)
    [prompt] = prompts(session, member)
    assert prompt.due_at > planned and work_week(member).local(prompt.due_at).weekday() == 0


def test_a_batch_takes_a_fixed_number_of_statements(session: Session, make: Factory, program: Program) -> None:
    def statements(people: int) -> int:
        for _ in range(people):
            make.enroll(program, make.member(level=1), teaches=["Podcasting"])
        run(session, NOW + DAY)
        seen: list[str] = []
        event.listen(session.get_bind(), "before_cursor_execute", listener := lambda *told: seen.append(told[2]))
        plan.plan_prompts(session, min(session.scalars(select(Member.next_prompt_at)).all(), key=_late))
        session.flush()
        event.remove(session.get_bind(), "before_cursor_execute", listener)
        return len(seen)

    def _late(at: datetime | None) -> datetime:
        return at or NOW + 1000 * DAY

    assert statements(2) == statements(30)


# What members answer


@pytest.fixture
def prompt(session: Session, ana: Enrollment) -> SkillPrompt:
    run(session, SETTLED + 5 * DAY)
    return prompts(session, member_of(session, ana))[0]


def shown(session: Session, enrollment: Enrollment) -> list[str]:
    return [skill.name for side, skill in chosen_by_side(session, enrollment) if side == Side.TEACH]


def skill_id(make: Factory, name: str) -> str:
    return str(make.skill(name).id)


def test_answers_add_up_and_can_be_taken_back(
    session: Session, make: Factory, ana: Enrollment, prompt: SkillPrompt
) -> None:
    member = member_of(session, ana)
    for _ in range(2):  # a double click
        facts = service.show(session, NOW, member, prompt.id, skill_id(make, "Excel"))
    assert [name for _, name in facts.shown] == ["Excel"] and [name for _, name in facts.wanted] == ["SQL"]
    facts = service.show(session, NOW, member, prompt.id, "new:Beekeeping")
    assert facts.waiting == ("Beekeeping",)
    assert shown(session, ana) == ["Podcasting", "Excel", "Beekeeping"]
    for _ in range(2):
        facts = service.take_back(session, NOW, member, prompt.id, int(skill_id(make, "Excel")))
    assert [name for _, name in facts.wanted] == ["Excel", "SQL"]
    assert shown(session, ana) == ["Podcasting", "Beekeeping"]
    assert prompt.answered_at == NOW


def test_what_they_show_already_can_not_be_taken_back_here(
    session: Session, make: Factory, ana: Enrollment, prompt: SkillPrompt
) -> None:
    """It didn't come by this question: an undo would take away what they had."""
    with pytest.raises(UserError, match="prompt-shown"):
        service.show(session, NOW, member_of(session, ana), prompt.id, skill_id(make, "Podcasting"))
    assert shown(session, ana) == ["Podcasting"]


def test_who_only_learned_does_both(session: Session, make: Factory, program: Program) -> None:
    lee = make.enroll(program, make.member("Lee", level=2), learns=["Hiring"])
    run(session, SETTLED + 5 * DAY)
    member = member_of(session, lee)
    service.show(session, NOW, member, prompts(session, member)[0].id, skill_id(make, "Excel"))
    assert shown(session, lee) == ["Excel"]
    assert [skill.name for side, skill in chosen_by_side(session, lee) if side == Side.LEARN] == ["Hiring"]


def test_a_prompt_is_its_members_own(session: Session, make: Factory, prompt: SkillPrompt) -> None:
    other = make.member("Otto")
    for act in (
        lambda: service.show(session, NOW, other, prompt.id, skill_id(make, "Excel")),
        lambda: service.take_back(session, NOW, other, prompt.id, 1),
        lambda: service.nothing_now(session, NOW, other, prompt.id),
    ):
        with pytest.raises(NotYours):
            act()


def test_only_what_the_prompt_speaks_of_is_taken_back(
    session: Session, make: Factory, ana: Enrollment, prompt: SkillPrompt
) -> None:
    with pytest.raises(NotYours):
        service.take_back(session, NOW, member_of(session, ana), prompt.id, int(skill_id(make, "Podcasting")))
    assert shown(session, ana) == ["Podcasting"]


def test_weeks_later_a_click_does_what_still_makes_sense(
    session: Session, make: Factory, ana: Enrollment, prompt: SkillPrompt
) -> None:
    member = member_of(session, ana)
    excel, tables = make.skill("Excel"), make.skill("Tables")
    excel.state, excel.merged_into_id = SkillState.MERGED, tables.id
    session.flush()
    service.show(session, NOW, member, prompt.id, str(excel.id))
    assert shown(session, ana) == ["Podcasting", "Tables"]
    ana.state = EnrollmentState.LEFT
    session.flush()
    with pytest.raises(UserError, match="error-not-enrolled"):
        service.show(session, NOW, member, prompt.id, skill_id(make, "SQL"))


def test_nobody_shows_more_than_the_form_lets_through(
    session: Session, make: Factory, program: Program, ana: Enrollment, prompt: SkillPrompt
) -> None:
    member = member_of(session, ana)
    for number in range(7):
        service.show(session, NOW, member, prompt.id, skill_id(make, f"Skill {number}"))
    with pytest.raises(UserError, match="prompt-enough"):
        service.show(session, NOW, member, prompt.id, skill_id(make, "Excel"))


def test_what_somebody_learns_they_do_not_show(session: Session, make: Factory, program: Program) -> None:
    lee = make.enroll(program, make.member("Lee", level=2), learns=["Hiring"])
    run(session, SETTLED + 5 * DAY)
    member = member_of(session, lee)
    with pytest.raises(UserError, match="prompt-learned"):
        service.show(session, NOW, member, prompts(session, member)[0].id, skill_id(make, "Hiring"))


# An owner looks for somebody


@pytest.fixture
def olive(session: Session, program: Program) -> Member:
    return session.scalars(select(Member).filter_by(name="Olive Owner")).one()


def test_an_owner_asks_whoever_could_show_it_once_a_month(
    session: Session, make: Factory, program: Program, ana: Enrollment, olive: Member
) -> None:
    excel = make.skill("Excel")
    facts = asking.ask_facts(session, NOW, olive, program.id, excel.id)
    assert (facts.wanted_by, facts.shown_by, facts.people, facts.asked) == (2, 0, 1, 0)
    assert asking.ask(session, NOW, olive, program.id, excel.id) == 1
    assert asking.ask(session, NOW, olive, program.id, excel.id) == 0
    facts = asking.ask_facts(session, NOW, olive, program.id, make.skill("SQL").id)
    assert (facts.people, facts.asked) == (0, 1)
    [prompt] = prompts(session, member_of(session, ana))
    asked = service.prompted_facts(session, prompt.due_at, SkillPrompted(prompt.id))
    assert asked and asked.by_owner and [name for _, name in asked.wanted] == ["Excel"]
    run(session, NOW + 25 * DAY)
    assert len(prompts(session, member_of(session, ana))) == 1


def test_an_owner_does_not_reach_who_is_left_in_peace(
    session: Session, make: Factory, program: Program, left_in_peace: Member, olive: Member
) -> None:
    excel = make.skill("Excel")
    facts = asking.ask_facts(session, NOW, olive, program.id, excel.id)
    assert (facts.people, facts.asked) == (0, 0)
    assert asking.ask(session, NOW, olive, program.id, excel.id) == 0


def test_only_an_owner_of_the_program_asks(
    session: Session, make: Factory, program: Program, ana: Enrollment, olive: Member
) -> None:
    excel = make.skill("Excel")
    with pytest.raises(NotYours):
        asking.ask(session, NOW, make.member("Otto", is_admin=True), program.id, excel.id)
    with pytest.raises(UserError, match="skill-gone"):
        asking.ask(session, NOW, olive, program.id, 999)
    [own] = picking.pick(session, NOW, olive, [("", "new:Beekeeping")])
    with pytest.raises(UserError, match="skill-gone"):
        asking.ask(session, NOW, olive, program.id, own.id)


def test_what_is_missing_is_what_nobody_shows(session: Session, program: Program, ana: Enrollment) -> None:
    assert [name for _, name in asking.missing(session, program.id)] == ["Excel", "SQL"]
