"""Meetings: one a pairing and day, logged by one, and only agreed on when the other says so."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db import Database
from bot.errors import NotYours, UserError
from bot.features.checkins.log import (
    LogAnswers,
    confirm,
    dispute,
    log,
    log_facts,
    pairings_to_log,
    remembered_differently_facts,
    to_confirm_facts,
)
from bot.features.checkins.messages import MeetingRememberedDifferently, MeetingToConfirm
from bot.models import (
    EnrollmentState,
    Meeting,
    MeetingHow,
    MeetingSkill,
    MeetingState,
    Member,
    PairingState,
    Skill,
)
from tests.factories import Factory
from tests.features.checkins.conftest import Outbox, Pair

NOW = datetime(2027, 1, 12, 10, tzinfo=UTC)  # Tuesday
TODAY = date(2027, 1, 12)


def answers(**changed: Any) -> LogAnswers:
    usual: dict[str, Any] = {"held_on": TODAY, "minutes": 45, "how": MeetingHow.CALL, "skill_ids": []}
    return LogAnswers(**usual | changed)


def logged(session: Session, pair: Pair, **changed: Any) -> Meeting:
    meeting, _ = log(session, NOW, pair.ana, pair.pairing.id, answers(**changed))
    return meeting


def test_the_form_is_about_the_two(session: Session, pair: Pair) -> None:
    facts = log_facts(session, NOW, pair.ana, pair.pairing.id)
    assert facts.partner.name == "Ben"
    assert (facts.earliest_on, facts.today) == (date(2027, 1, 4), TODAY)
    assert [skill.name for skill in facts.skills] == ["TikTok", "Budgeting"]


def test_today_is_the_members_own_day(session: Session, pair: Pair) -> None:
    pair.ana.timezone = "Pacific/Auckland"
    late = datetime(2027, 1, 12, 12, tzinfo=UTC)
    assert log_facts(session, late, pair.ana, pair.pairing.id).today == date(2027, 1, 13)


def test_whom_a_meeting_can_be_logged_with(session: Session, pair: Pair) -> None:
    assert [choice.name for choice in pairings_to_log(session, pair.ana)] == ["Ben"]
    with pytest.raises(UserError) as mistake:
        pairings_to_log(session, pair.owner)
    assert mistake.value.key == "error-not-enrolled"


def test_the_other_one_is_asked(session: Session, pair: Pair, outbox: Outbox) -> None:
    skill = session.scalars(select(Skill).filter_by(name="TikTok")).one()
    meeting = logged(session, pair, skill_ids=[skill.id])
    assert (meeting.state, meeting.logged_by_id, meeting.settled_at) == (MeetingState.LOGGED, pair.ana.id, None)
    (question,) = outbox.rows(MeetingToConfirm)
    assert (question.recipient, question.due_at) == (pair.ben.slack_id, NOW)
    facts = to_confirm_facts(session, NOW, MeetingToConfirm(meeting.id))
    assert facts is not None
    assert (facts.partner.name, facts.skills, facts.minutes) == ("Ana", ("TikTok",), 45)


def test_the_other_one_is_asked_in_their_working_hours(session: Session, pair: Pair, outbox: Outbox) -> None:
    """Ana logs it on Friday at six in the evening: Ben hears of it on Monday at nine in Berlin."""
    friday = datetime(2027, 1, 15, 18, tzinfo=UTC)
    log(session, friday, pair.ana, pair.pairing.id, answers())
    assert outbox.rows(MeetingToConfirm)[0].due_at == datetime(2027, 1, 18, 8, tzinfo=UTC)


def test_who_is_paused_is_asked_when_they_are_back(session: Session, pair: Pair, outbox: Outbox) -> None:
    pair.bens.state, pair.bens.resumes_at = EnrollmentState.PAUSED, datetime(2027, 2, 1, tzinfo=UTC)
    logged(session, pair)
    assert outbox.rows(MeetingToConfirm)[0].due_at == datetime(2027, 2, 1, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("changed", "key", "field"),
    [
        ({"held_on": date(2027, 1, 13)}, "log-future", "held_on"),
        ({"held_on": date(2027, 1, 3)}, "log-before-introduction", "held_on"),
        ({"minutes": 4}, "log-minutes", "minutes"),
        ({"minutes": 481}, "log-minutes", "minutes"),
    ],
)
def test_what_cannot_be(session: Session, pair: Pair, changed: dict[str, Any], key: str, field: str) -> None:
    with pytest.raises(UserError) as mistake:
        logged(session, pair, **changed)
    assert (mistake.value.key, mistake.value.field) == (key, field)


def test_two_months_back_and_no_further(session: Session, pair: Pair) -> None:
    pair.pairing.introduced_at = datetime(2026, 9, 1, tzinfo=UTC)
    logged(session, pair, held_on=TODAY - timedelta(days=60))
    with pytest.raises(UserError) as mistake:
        logged(session, pair, held_on=TODAY - timedelta(days=61))
    assert mistake.value.key == "log-too-old"


def test_skills_of_others_are_left_out(session: Session, pair: Pair) -> None:
    pair.make.enroll(pair.program, pair.make.member(), teaches=["Juggling"])
    juggling = session.scalars(select(Skill).filter_by(name="Juggling")).one()
    logged(session, pair, skill_ids=[juggling.id])
    assert session.scalars(select(MeetingSkill)).all() == []


def test_twice_the_same_day_is_once(session: Session, pair: Pair, outbox: Outbox) -> None:
    logged(session, pair)
    with pytest.raises(UserError) as mistake:
        logged(session, pair, minutes=30)
    assert mistake.value.key == "log-already"
    assert len(session.scalars(select(Meeting)).all()) == len(outbox.rows(MeetingToConfirm)) == 1


def test_both_log_the_same_day_and_so_agree(session: Session, pair: Pair, outbox: Outbox) -> None:
    first = logged(session, pair)
    second, _ = log(session, NOW, pair.ben, pair.pairing.id, answers(minutes=60))
    assert second.id == first.id
    assert (second.state, second.settled_at, second.minutes) == (MeetingState.CONFIRMED, NOW, 45)
    assert outbox.to(MeetingToConfirm) == [pair.ben.slack_id]
    assert to_confirm_facts(session, NOW, MeetingToConfirm(first.id)) is None  # already said


def test_yes_we_met(session: Session, pair: Pair) -> None:
    meeting = logged(session, pair)
    for _ in range(2):
        assert confirm(session, NOW, pair.ben, meeting.id)[0].state == MeetingState.CONFIRMED
    later = NOW + timedelta(days=1)
    confirm(session, later, pair.ben, meeting.id)
    assert meeting.settled_at == NOW


def test_we_did_not_meet_and_after_all_we_did(session: Session, pair: Pair, outbox: Outbox) -> None:
    meeting = logged(session, pair)
    for _ in range(2):
        assert dispute(session, NOW, pair.ben, meeting.id).state == MeetingState.DISPUTED
    (word,) = outbox.rows(MeetingRememberedDifferently)
    assert (word.recipient, word.due_at) == (pair.ana.slack_id, NOW + timedelta(minutes=30))
    told = MeetingRememberedDifferently(meeting.id)
    facts = remembered_differently_facts(session, NOW, told)
    assert facts is not None
    assert facts.partner.name == "Ben"
    assert confirm(session, NOW, pair.ben, meeting.id)[0].state == MeetingState.CONFIRMED
    assert remembered_differently_facts(session, NOW, told) is None  # undone before Ana heard of it


@pytest.mark.parametrize("settle", [confirm, dispute])
def test_only_the_partner_has_a_say(session: Session, pair: Pair, settle: Callable[..., object]) -> None:
    meeting = logged(session, pair)
    pair.make.workspace("T2")
    namesake = pair.make.member("Ben", slack_id=pair.ben.slack_id)
    for somebody in (pair.ana, pair.owner, namesake):
        with pytest.raises(NotYours):
            settle(session, NOW, somebody, meeting.id)
    assert meeting.state == MeetingState.LOGGED


def test_nobody_else_logs_for_the_two(session: Session, pair: Pair) -> None:
    with pytest.raises(NotYours):
        log(session, NOW, pair.owner, pair.pairing.id, answers())


def test_a_pairing_that_has_ended_asks_nobody_any_more(session: Session, pair: Pair) -> None:
    meeting = logged(session, pair)
    pair.pairing.state = PairingState.ENDED
    session.flush()
    assert to_confirm_facts(session, NOW, MeetingToConfirm(meeting.id)) is None
    with pytest.raises(UserError) as mistake:
        logged(session, pair, held_on=date(2027, 1, 11))
    assert mistake.value.key == "checkin-pairing-ended"


def test_both_log_at_the_same_moment(database: Database) -> None:
    """Neither sees the other's row beforehand: the constraint makes one of them the answer to the other."""
    with database.transaction() as session:
        make = Factory(session)
        program = make.program()
        ana, ben = make.member("Ana"), make.member("Ben")
        pairing_id = make.pairing(make.enroll(program, ana), make.enroll(program, ben)).id
    together = Barrier(2)

    def log_it(member_id: int) -> None:
        together.wait(10)
        with database.transaction() as session:
            log(session, NOW, session.get_one(Member, member_id), pairing_id, answers())

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(log_it, (ana.id, ben.id)))
    with database.reading() as session:
        assert session.scalars(select(Meeting)).one().state == MeetingState.CONFIRMED


@pytest.mark.parametrize(("bens", "counted"), [(30, 30), (60, 45)])
def test_where_the_two_remember_different_lengths_the_shorter_counts(
    session: Session, pair: Pair, bens: int, counted: int
) -> None:
    logged(session, pair)  # 45 minutes
    meeting, _ = log(session, NOW, pair.ben, pair.pairing.id, answers(minutes=bens))
    assert meeting.minutes == counted
