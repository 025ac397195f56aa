"""What an owner reads before two skills become one, and whom a merge or a new name reaches."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.features.checkins import log
from bot.features.pairings import telling
from bot.features.pairings.couples import couple
from bot.features.prompts import service as prompts
from bot.features.rounds import review
from bot.features.skills import curate, merging, service
from bot.features.skills.facts import MergedFacts, Merger
from bot.features.skills.messages import SkillsMerged
from bot.matching.terms import Change, Reason
from bot.models import (
    Enrollment,
    EnrollmentState,
    MeetingHow,
    MeetingSkill,
    Member,
    OutboxMessage,
    Pairing,
    PairingState,
    Program,
    RoundPair,
    RoundState,
    RoundUnmatched,
    Side,
    Skill,
    SkillPrompt,
    SkillState,
)
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
def clips(make: Factory) -> Skill:
    return make.skill("Short clips")


@pytest.fixture
def tiktok(make: Factory) -> Skill:
    return make.skill("TikTok")


def merged(session: Session, olive: Member, skill: Skill, into: Skill) -> None:
    merging.merge(session, NOW, olive, skill.id, into.id, skill.version)


def names(session: Session, enrollment: Enrollment, side: Side) -> list[str]:
    return [skill.name for of_side, skill in service.chosen_by_side(session, enrollment) if of_side == side]


def test_an_owner_reads_first_how_many_have_both(
    session: Session, make: Factory, olive: Member, program: Program, clips: Skill, tiktok: Skill
) -> None:
    make.enroll(program, make.member(), teaches=["Hiring", "TikTok"])
    make.enroll(program, make.member(), learns=["TikTok", "Short clips"])
    make.enroll(program, make.member(), teaches=["TikTok"], learns=["Hiring", "Short clips"])
    make.enroll(program, make.member(), teaches=["TikTok", "Short clips"], state=EnrollmentState.LEFT)
    seen = clips.version, tiktok.version
    assert merging.merger(session, olive, tiktok.id, clips.id, tiktok.version) == Merger(
        tiktok.id, tiktok.version, "TikTok", clips.id, "Short clips", people=3, both=1, across=1
    )
    assert (clips.version, tiktok.version) == seen and tiktok.state == SkillState.LISTED


def test_who_showed_one_and_wished_for_the_other_is_told(
    session: Session, make: Factory, olive: Member, program: Program, clips: Skill, tiktok: Skill
) -> None:
    ana = make.enroll(
        program, make.member("Ana"), teaches=["TikTok", "Hiring"], learns=["Budgeting", "Short clips"]
    )
    ben = make.enroll(program, make.member("Ben"), teaches=["TikTok", "Short clips"])
    gone = make.enroll(
        program, make.member(), teaches=["TikTok"], learns=["Short clips"], state=EnrollmentState.LEFT
    )
    merged(session, olive, tiktok, clips)
    assert names(session, ana, Side.TEACH) == ["Short clips", "Hiring"]
    assert names(session, ana, Side.LEARN) == ["Budgeting"]
    assert names(session, ben, Side.TEACH) == ["Short clips"]
    [told] = session.scalars(select(OutboxMessage).filter_by(kind="SkillsMerged")).all()
    message = SkillsMerged(**told.params)
    assert message.enrollment_id == ana.id != gone.id
    expected = MergedFacts("TikTok", "Short clips", program.id, program.name, shown=True)
    assert merging.merged_facts(session, NOW, message) == expected
    ana.state = EnrollmentState.LEFT
    assert merging.merged_facts(session, NOW, message) is None


WHY: dict[str, Any] = {
    "score": 1,
    "parts": {},
    "skills": ["TikTok", "Short clips", "Hiring"],
    "gives_back": ["Budgeting", "Podcasting"],
    "interests": ["TikTok"],
    "overlap_minutes": 600,
}


@pytest.fixture
def offered(make: Factory, program: Program, clips: Skill, tiktok: Skill) -> Pairing:
    ana = make.enroll(program, make.member("Ana"), teaches=["TikTok", "Short clips", "Hiring"])
    cleo = make.enroll(program, make.member("Cleo"), teaches=["Budgeting", "Podcasting"])
    return make.pairing(ana, cleo, PairingState.OFFERED, why=WHY)


def test_a_pair_reads_the_names_of_today(
    session: Session, make: Factory, olive: Member, clips: Skill, tiktok: Skill, offered: Pairing
) -> None:
    """Merged, renamed twice, and merged once more; what people wrote themselves stays as they wrote it."""
    merged(session, olive, tiktok, clips)
    for name in ("Reels", "Short video"):
        curate.change(session, NOW, olive, clips.id, clips.version, name, "social")
    podcasting = make.skill("Podcasting")
    audio = make.skill("Audio")
    merged(session, olive, podcasting, audio)
    merged(session, olive, audio, make.skill("Sound"))
    why = telling.why_of(session, couple(session, offered.workspace_id, offered.id))
    assert why.learns == ("Short video", "Hiring")
    assert why.gives_back == ("Budgeting", "Sound")
    assert why.interests == ("TikTok",)


def test_names_of_another_workspace_do_not_count(
    session: Session, make: Factory, olive: Member, tiktok: Skill, clips: Skill, offered: Pairing
) -> None:
    make.workspace("T2")
    other = make.skill("Clips")
    make.skill("Hiring", state=SkillState.MERGED, merged_into_id=other.id)
    why = telling.why_of(session, couple(session, offered.workspace_id, offered.id))
    assert why.learns == ("TikTok", "Short clips", "Hiring")


def test_a_proposed_round_reads_the_names_of_today(
    session: Session, make: Factory, olive: Member, program: Program, clips: Skill, tiktok: Skill
) -> None:
    ana, cleo = make.enroll(program, make.member("Ana")), make.enroll(program, make.member("Cleo"))
    dan = make.enroll(program, make.member("Dan"))
    round_ = make.round(program, olive, state=RoundState.PROPOSED)
    keys = {"workspace_id": program.workspace_id, "round_id": round_.id}
    pair = RoundPair(**keys, mentor_id=ana.id, mentee_id=cleo.id, score=1, why=WHY, flagged=False, included=True)
    helps: dict[str, Any] = {"reason": Reason.NO_ONE_TEACHES, "number": None, "level": None, "person": None}
    alone = RoundUnmatched(
        **keys, enrollment_id=dan.id, why={**helps, "change": Change.LEARN_ALSO, "word": "TikTok"}
    )
    speaks = RoundUnmatched(**keys, enrollment_id=cleo.id, why={**helps, "change": Change.SPEAK, "word": "German"})
    make.skill("Conversation in German")
    make.skill("German", state=SkillState.MERGED, merged_into_id=make.skill("Conversation in German").id)
    session.add_all([pair, alone, speaks])
    session.flush()
    merged(session, olive, tiktok, clips)
    page = review.review(session, olive, round_.id, 0)
    assert page.pairs[0].skills == ("Short clips", "Hiring")
    assert [line.why.word for line in page.unmatched] == ["Short clips", "German"]


def test_a_meeting_whose_form_was_open_is_about_the_skill_of_today(
    session: Session, make: Factory, olive: Member, clips: Skill, tiktok: Skill, offered: Pairing
) -> None:
    offered.state, offered.introduced_at = PairingState.ACTIVE, NOW
    ana = session.get_one(Member, session.get_one(Enrollment, offered.mentor_id).member_id)
    merged(session, olive, tiktok, clips)
    meeting, _ = log.log(
        session, NOW, ana, offered.id, log.LogAnswers(NOW.date(), 30, MeetingHow.CALL, [tiktok.id])
    )
    about = select(MeetingSkill.skill_id).filter_by(meeting_id=meeting.id)
    assert session.scalars(about).all() == [clips.id]


def test_what_a_question_brought_can_be_taken_back_under_its_former_name(
    session: Session, make: Factory, olive: Member, program: Program, clips: Skill, tiktok: Skill
) -> None:
    ana = make.member("Ana")
    place = make.enroll(program, ana, teaches=["TikTok", "Hiring"])
    values = {"month": "2027-01", "skills": [tiktok.id], "due_at": NOW, "enrollment_id": place.id}
    prompt = SkillPrompt(workspace_id=ana.workspace_id, member_id=ana.id, **values)
    session.add(prompt)
    session.flush()
    merged(session, olive, tiktok, clips)
    prompts.take_back(session, NOW, ana, prompt.id, tiktok.id)
    assert names(session, place, Side.TEACH) == ["Hiring"]
