"""What owners decide about skills, and whom it reaches."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db import Database
from bot.errors import NotYours, UserError
from bot.features.enrollment import service as enrollments
from bot.features.skills import curate, merging, picking, service, waiting
from bot.features.skills.facts import WaitingSkill
from bot.features.skills.messages import SkillLeftOut, SkillsWaiting
from bot.models import (
    Enrollment,
    EnrollmentSkill,
    EnrollmentState,
    Meeting,
    MeetingHow,
    MeetingSkill,
    Member,
    OutboxMessage,
    Program,
    Side,
    Skill,
    SkillState,
)
from tests.conftest import emptied, somebody_waits
from tests.factories import NOW, Factory


@pytest.fixture
def make(session: Session) -> Factory:
    return Factory(session)


@pytest.fixture
def olive(make: Factory) -> Member:
    return make.member("Olive", is_admin=True)


@pytest.fixture
def program(make: Factory, olive: Member) -> Program:
    return make.program(olive)


@pytest.fixture
def ana(make: Factory, program: Program) -> Enrollment:
    """Teaches TikTok and, in her own words, sour dough."""
    ana = make.member("Ana")
    enrollment = make.enroll(program, ana, teaches=["TikTok"])
    [skill] = picking.pick(make.session, NOW, ana, [("teaches", "new:Sour dough")])
    make.session.add(
        EnrollmentSkill(
            workspace_id=ana.workspace_id, enrollment_id=enrollment.id, skill_id=skill.id, side=Side.TEACH, rank=2
        )
    )
    make.session.flush()
    return enrollment


@pytest.fixture
def dough(session: Session, ana: Enrollment) -> Skill:
    return session.scalars(select(Skill).filter_by(name="Sour dough")).one()


def names(session: Session, enrollment: Enrollment, side: Side = Side.TEACH) -> list[str]:
    return [skill.name for of_side, skill in service.chosen_by_side(session, enrollment) if of_side == side]


def told(session: Session, kind: str) -> list[OutboxMessage]:
    return list(session.scalars(select(OutboxMessage).filter_by(kind=kind).order_by(OutboxMessage.id)))


def test_what_waits_is_for_its_members_eyes(session: Session, olive: Member, ana: Enrollment, dough: Skill) -> None:
    assert curate.desk(session, olive).waiting == (WaitingSkill(dough.id, "Sour dough", 1),)
    assert [skill.name for skill in service.of_enrollment(session, ana, Side.TEACH)] == ["TikTok"]
    place = enrollments.place(session, NOW, ana)
    assert (place.teaches, place.waiting) == (("TikTok",), ("Sour dough",))


def test_only_who_runs_programs_decides(session: Session, make: Factory, ana: Enrollment, dough: Skill) -> None:
    member = session.get_one(Member, ana.member_id)
    for decide in (
        lambda: curate.desk(session, member),
        lambda: curate.page(session, member, dough.id),
        lambda: curate.take_in(session, NOW, member, dough.id, "growth"),
        lambda: merging.merge(session, NOW, member, dough.id, dough.id),
        lambda: curate.leave_out(session, NOW, member, dough.id),
        lambda: curate.change(session, NOW, member, dough.id, 1, "Bread", "growth"),
    ):
        with pytest.raises(UserError, match="error-owners-only"):
            decide()
    assert dough.state == SkillState.PROPOSED


def test_skills_of_another_workspace_are_not_there(session: Session, make: Factory, dough: Skill) -> None:
    make.workspace("T2")
    stranger = make.member("Sven", is_admin=True)
    for decide in (
        lambda: curate.page(session, stranger, dough.id),
        lambda: curate.take_in(session, NOW, stranger, dough.id, "growth"),
        lambda: merging.merge(session, NOW, stranger, dough.id, make.skill("Bread").id),
    ):
        with pytest.raises(NotYours):
            decide()


def test_a_yes_lists_it_for_everybody(session: Session, make: Factory, olive: Member, dough: Skill) -> None:
    curate.take_in(session, NOW, olive, dough.id, "growth")
    [found] = picking.suggest(session, make.member("Ben"), "sourdough").found
    assert (found.name, found.category, found.waiting) == ("Sour dough", "growth", False)
    assert not curate.desk(session, olive).waiting
    with pytest.raises(UserError, match="skill-is-listed"):
        curate.leave_out(session, NOW, olive, dough.id)


def test_a_merge_takes_people_and_meetings_along(
    session: Session, make: Factory, program: Program, olive: Member, ana: Enrollment, dough: Skill
) -> None:
    baking, bread = make.skill("Baking"), make.skill("Bread", state=SkillState.MERGED, merged_into_id=dough.id)
    ben = make.enroll(program, make.member("Ben"), teaches=["Hiring"], learns=["Baking", "Sour dough"])
    meeting = _meeting(make, ana, ben, dough, baking), _meeting(make, ana, ben, dough)
    merging.merge(session, NOW, olive, dough.id, baking.id)
    assert (dough.state, dough.merged_into_id, bread.merged_into_id) == (SkillState.MERGED, baking.id, baking.id)
    assert (names(session, ana), names(session, ben, Side.LEARN)) == (["TikTok", "Baking"], ["Baking"])
    assert _ranks(session, ana) == [1, 2]
    about = select(MeetingSkill.meeting_id, MeetingSkill.skill_id).order_by(MeetingSkill.meeting_id)
    assert session.execute(about).all() == [(one.id, baking.id) for one in meeting]


def _meeting(make: Factory, ana: Enrollment, ben: Enrollment, *about: Skill) -> Meeting:
    number = len(make.session.scalars(select(Meeting)).all())
    pairing = make.session.scalars(select(Meeting.pairing_id)).first() or make.pairing(ana, ben).id
    meeting = make._add(
        Meeting(
            workspace_id=ana.workspace_id,
            pairing_id=pairing,
            logged_by_id=ana.member_id,
            held_on=NOW.date() + timedelta(days=number),
            minutes=30,
            how=MeetingHow.CALL,
            logged_at=NOW,
        )
    )
    for skill in about:
        make._add(MeetingSkill(workspace_id=ana.workspace_id, meeting_id=meeting.id, skill_id=skill.id))
    return meeting


def _ranks(session: Session, enrollment: Enrollment) -> list[int]:
    ranks = select(EnrollmentSkill.rank).filter_by(enrollment_id=enrollment.id, side=Side.TEACH)
    return list(session.scalars(ranks.order_by(EnrollmentSkill.rank)))


def test_a_skill_is_merged_into_a_listed_one_only(
    session: Session, make: Factory, olive: Member, dough: Skill
) -> None:
    gone = make.skill("Gossip", state=SkillState.LEFT_OUT)
    with pytest.raises(UserError, match="skill-is-left_out"):
        merging.merge(session, NOW, olive, dough.id, gone.id)
    listed = make.skill("Baking")
    with pytest.raises(UserError, match="skill-merge-itself"):
        merging.merge(session, NOW, olive, listed.id, listed.id, listed.version)
    assert dough.state == SkillState.PROPOSED


def test_leaving_out_tells_who_had_it_once(session: Session, olive: Member, ana: Enrollment, dough: Skill) -> None:
    curate.leave_out(session, NOW, olive, dough.id)
    assert (names(session, ana), _ranks(session, ana)) == (["TikTok"], [1])
    [message] = told(session, "SkillLeftOut")
    facts = curate.left_out_facts(session, NOW, SkillLeftOut(**message.params))
    assert facts and (facts.skill, facts.left) == ("Sour dough", 1)
    with pytest.raises(UserError, match="skill-is-left_out"):
        curate.leave_out(session, NOW, olive, dough.id)
    ana.state = EnrollmentState.LEFT
    assert curate.left_out_facts(session, NOW, SkillLeftOut(**message.params)) is None


def test_a_renamed_skill_is_still_found_by_its_former_name(session: Session, make: Factory, olive: Member) -> None:
    skill = make.skill("TikTok")
    curate.change(session, NOW, olive, skill.id, skill.version, " Short  clips ", "social")
    assert (skill.name, skill.category) == ("Short clips", "social")
    assert [found.name for found in picking.suggest(session, olive, "tik tok").found] == ["Short clips"]
    curate.change(session, NOW, olive, skill.id, skill.version, "TikTok", "social")
    assert [found.name for found in picking.suggest(session, olive, "short clips").found] == ["TikTok"]
    curate.change(session, NOW, olive, skill.id, skill.version, "TIKTOK", "social")
    assert curate.page(session, olive, skill.id).other_names == ("Short clips",)


def test_a_name_is_given_once(session: Session, make: Factory, olive: Member, dough: Skill) -> None:
    skill = make.skill("TikTok")
    make.skill("Short clips")
    for name, error in (("shortclips", "skill-name-taken"), ("sourdough", "skill-is-proposed")):
        with pytest.raises(UserError, match=error) as refused:
            curate.change(session, NOW, olive, skill.id, skill.version, name, "social")
        assert refused.value.field == "name"
    curate.leave_out(session, NOW, olive, dough.id)
    curate.change(session, NOW, olive, skill.id, skill.version, "Sour dough", "social")
    assert skill.name == "Sour dough"


def test_nearly_the_name_of_another_is_offered_as_a_merge(
    session: Session, make: Factory, olive: Member, program: Program
) -> None:
    editing, excel = make.skill("Film editing"), make.skill("Excel")
    make.skill("Spreadsheets", state=SkillState.MERGED, merged_into_id=excel.id)
    make.enroll(program, make.member("Ben"), teaches=["Film editing"])
    seen = editing.version
    for name in ("Exel", "spread sheet"):
        with pytest.raises(UserError, match="skill-name-taken"):
            curate.change(session, NOW, olive, editing.id, seen, name, "social")
        offered = merging.namesake(session, olive, editing.id, seen, name)
        assert offered and (offered.into, offered.people, offered.version) == ("Excel", 1, seen)
    assert merging.namesake(session, olive, editing.id, seen, "Film editting") is None
    assert merging.namesake(session, olive, editing.id, seen, "Film editing") is None
    curate.change(session, NOW, olive, editing.id, seen, "Film editting", "social")
    assert editing.name == "Film editting"


def test_a_skill_whose_name_was_near_another_before_can_still_be_sorted(
    session: Session, make: Factory, olive: Member
) -> None:
    skill = make.skill("Exels")
    make.skill("Excels")
    curate.change(session, NOW, olive, skill.id, skill.version, "Exels", "data")
    assert skill.category == "data"


def test_the_second_of_two_owners_is_told(session: Session, make: Factory, olive: Member) -> None:
    skill = make.skill("TikTok")
    seen = skill.version
    curate.change(session, NOW, olive, skill.id, seen, "Short clips", "social")
    for decide in (
        lambda: curate.change(session, NOW, olive, skill.id, seen, "Clips", "social"),
        lambda: merging.merge(session, NOW, olive, skill.id, make.skill("Reels").id, seen),
    ):
        with pytest.raises(UserError, match="skill-changed-meanwhile"):
            decide()
    assert skill.name == "Short clips"


def test_owners_hear_of_new_words_once_a_week_while_they_wait(
    session: Session, olive: Member, ana: Enrollment, dough: Skill
) -> None:
    assert session.scalar(waiting.NEXT_ASKING) == NOW + picking.COLLECTED
    assert waiting.ask_owners(session, NOW) == 0
    assert waiting.ask_owners(session, NOW + picking.COLLECTED) == 1
    assert waiting.ask_owners(session, NOW + picking.COLLECTED) == 0
    [message] = told(session, "SkillsWaiting")
    assert (message.recipient, message.unasked) == (olive.slack_id, True)
    picking.pick(session, NOW + timedelta(days=1), session.get_one(Member, ana.member_id), [("", "new:Kefir")])
    assert waiting.ask_owners(session, NOW + timedelta(days=2)) == 1
    assert len(told(session, "SkillsWaiting")) == 1
    assert waiting.ask_owners(session, NOW + timedelta(days=9)) == 1
    assert len(told(session, "SkillsWaiting")) == 2
    facts = waiting.waiting_facts(session, NOW, SkillsWaiting(olive.id))
    assert facts and facts.count == 1  # nobody has kefir on their list
    curate.take_in(session, NOW, olive, dough.id, "growth")
    assert waiting.waiting_facts(session, NOW, SkillsWaiting(olive.id)) is None


def test_who_runs_nothing_any_more_is_not_asked(
    session: Session, make: Factory, ana: Enrollment, dough: Skill
) -> None:
    assert waiting.waiting_facts(session, NOW, SkillsWaiting(make.member("Otto").id)) is None


def test_a_skill_that_is_merged_while_somebody_picks_it_is_followed(database: Database) -> None:
    """On PostgreSQL the one who picks holds it; on SQLite one waits for the other anyway."""
    with database.transaction() as session:
        make = Factory(session)
        olive, ben = make.member("Olive", is_admin=True), make.member("Ben")
        tiktok, clips = make.skill("TikTok"), make.skill("Short clips")
        ids = tiktok.id, clips.id
    with database.transaction() as session:
        names = picking._names(session, ben)
    with database.transaction() as session:
        merging.merge(session, NOW, session.get_one(Member, olive.id), *ids, version=1)
    with database.transaction() as session:
        held = picking._held(session, ["teaches"], [picking._by_id(names, "teaches", ids[0])])
        assert [skill.name for skill in held] == ["Short clips"]


def test_a_skill_that_is_merged_at_the_same_moment_is_followed(_postgresql: Database) -> None:
    """On PostgreSQL, where two write at once: whoever picks it by its id waits for the owner."""
    emptied(_postgresql)
    with _postgresql.transaction() as session:
        make = Factory(session)
        olive, ben = make.member("Olive", is_admin=True), make.member("Ben")
        tiktok, clips = make.skill("TikTok").id, make.skill("Short clips").id
    picked: list[str] = []

    def pick() -> None:
        with _postgresql.transaction() as session:
            picked.extend(one.name for one in picking.pick(session, NOW, ben, [("teaches", str(tiktok))]))

    picking_it = threading.Thread(target=pick)
    with _postgresql.transaction() as session:
        merging.merge(session, NOW, session.get_one(Member, olive.id), tiktok, clips, version=1)
        session.flush()
        picking_it.start()
        while picking_it.is_alive() and not somebody_waits(_postgresql):
            pass
    picking_it.join()
    assert picked == ["Short clips"]
