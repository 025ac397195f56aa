"""Answers to a nudge: one's own, one pairing at a time, the last word."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.errors import NotYours, UserError
from bot.features.checkins.answer import answer, turn_off, turn_on
from bot.models import Answer, CheckIn, Meeting, Member, Nudge, PairingState
from tests.features.checkins.conftest import Pair

NOW = datetime(2027, 1, 12, 10, tzinfo=UTC)


def nudge_of(session: Session, member: Member, week: str = "2027-W02") -> Nudge:
    nudge = Nudge(workspace_id=member.workspace_id, member_id=member.id, iso_week=week, due_at=NOW)
    session.add(nudge)
    session.flush()
    return nudge


def said(session: Session) -> list[tuple[int, int, str, Answer]]:
    session.expire_all()
    rows = session.scalars(select(CheckIn).order_by(CheckIn.id))
    return [(row.pairing_id, row.member_id, row.iso_week, row.answer) for row in rows]


def test_the_last_word_counts(session: Session, pair: Pair) -> None:
    nudge = nudge_of(session, pair.ana)
    for word in (Answer.NOT_YET, Answer.MET, Answer.MET):
        facts = answer(session, NOW, pair.ana, nudge.id, pair.pairing.id, word)
        assert [row.answer for row in facts.rows] == [word]
    assert said(session) == [(pair.pairing.id, pair.ana.id, "2027-W02", Answer.MET)]


def test_one_click_speaks_for_one(session: Session, pair: Pair) -> None:
    """Ana says that they met: no meeting comes of it, and Ben has said nothing."""
    answer(session, NOW, pair.ana, nudge_of(session, pair.ana).id, pair.pairing.id, Answer.MET)
    assert session.scalars(select(Meeting)).all() == []
    assert [member for _, member, _, _ in said(session)] == [pair.ana.id]


def test_an_answer_days_later_belongs_to_the_week_of_its_nudge(session: Session, pair: Pair) -> None:
    nudge = nudge_of(session, pair.ana)
    answer(session, NOW + timedelta(days=9), pair.ana, nudge.id, pair.pairing.id, Answer.NOT_YET)
    assert said(session)[0][2] == "2027-W02"


def test_the_other_rows_stay_open(session: Session, pair: Pair) -> None:
    pair.anas.capacity = 2
    other = pair.make.pairing(pair.anas, pair.make.enroll(pair.program, pair.make.member("Cleo")))
    nudge = nudge_of(session, pair.ana)
    facts = answer(session, NOW, pair.ana, nudge.id, pair.pairing.id, Answer.SKIP)
    assert [(row.pairing_id, row.answer) for row in facts.rows] == [
        (pair.pairing.id, Answer.SKIP),
        (other.id, None),
    ]


def test_only_ones_own_nudge(session: Session, pair: Pair) -> None:
    nudge = nudge_of(session, pair.ana)
    with pytest.raises(NotYours):
        answer(session, NOW, pair.ben, nudge.id, pair.pairing.id, Answer.SKIP)
    assert said(session) == []


def test_only_ones_own_pairing(session: Session, pair: Pair) -> None:
    cleo, dan = (pair.make.enroll(pair.program, pair.make.member(name)) for name in ("Cleo", "Dan"))
    others = pair.make.pairing(cleo, dan)
    with pytest.raises(NotYours):
        answer(session, NOW, pair.ana, nudge_of(session, pair.ana).id, others.id, Answer.MET)


def test_a_namesake_of_another_workspace_has_no_say(session: Session, pair: Pair) -> None:
    nudge = nudge_of(session, pair.ana)
    pair.make.workspace("T2")
    twin = pair.make.member("Ana", slack_id=pair.ana.slack_id)
    with pytest.raises(NotYours):
        answer(session, NOW, twin, nudge.id, pair.pairing.id, Answer.MET)


def test_a_pairing_that_has_ended_is_said_kindly(session: Session, pair: Pair) -> None:
    nudge = nudge_of(session, pair.ana)
    pair.pairing.state = PairingState.ENDED
    with pytest.raises(UserError) as mistake:
        answer(session, NOW, pair.ana, nudge.id, pair.pairing.id, Answer.MET)
    assert mistake.value.key == "checkin-pairing-ended"
    assert said(session) == []


def test_every_nudge_can_be_turned_off_from_the_nudge_itself(session: Session, pair: Pair) -> None:
    nudge = nudge_of(session, pair.ana)
    turn_off(session, pair.ana, nudge.id)
    assert (pair.anas.nudges_off, pair.bens.nudges_off) == (True, False)
    turn_on(session, pair.ana, nudge.id)
    assert not pair.anas.nudges_off


def test_it_turns_them_off_in_every_program(session: Session, pair: Pair) -> None:
    """Also in one in which nobody is found yet: it says that no more come."""
    other = pair.make.enroll(pair.make.program(name="Elsewhere"), pair.ana)
    nudge = nudge_of(session, pair.ana)
    turn_off(session, pair.ana, nudge.id)
    assert other.nudges_off
    turn_on(session, pair.ana, nudge.id)
    assert not other.nudges_off


def test_nobody_turns_off_somebody_elses(session: Session, pair: Pair) -> None:
    nudge = nudge_of(session, pair.ana)
    for turn in (turn_off, turn_on):
        with pytest.raises(NotYours):
            turn(session, pair.ben, nudge.id)
