"""Asked in private, introduced by two yeses, ended without blame."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.errors import NotYours, UserError
from bot.features.confidence import service as confidence
from bot.features.confidence.facts import Moment
from bot.features.enrollment import pausing
from bot.features.enrollment.service import places_of
from bot.features.pairings import endings, lapsing, offers, telling
from bot.features.pairings.couples import Seat
from bot.features.pairings.messages import OfferClosed, PairIntroduced
from bot.models import EndReason, EnrollmentState, Member, OutboxMessage, OutboxState, Pairing, PairingState
from bot.worktime import WorkWeek
from tests.factories import NOW, Factory

WHY: dict[str, Any] = {
    "score": 1,
    "parts": {},
    "skills": ["TikTok"],
    "gives_back": [],
    "interests": [],
    "overlap_minutes": 600,
}


class Pair:
    """Ana (mentor) and Ben (mentee), offered to each other at NOW."""

    def __init__(self, session: Session, asks_first: bool = True) -> None:
        self.session = session
        self.make = Factory(session)
        self.program = self.make.program(asks_first=asks_first)
        self.ana, self.ben = self.make.member("Ana", tz="Europe/Lisbon"), self.make.member("Ben", tz="Asia/Tokyo")
        self.mentor = self.make.enroll(self.program, self.ana, teaches=["TikTok"])
        self.mentee = self.make.enroll(self.program, self.ben, learns=["TikTok"])
        round_id = self.make.round(self.program, self.ana).id
        match = offers.Match(Seat(self.ana, self.mentor), Seat(self.ben, self.mentee), WHY)
        offers.offer(session, NOW, self.program, round_id, [match])
        self.pairing = session.scalars(select(Pairing).filter_by(round_id=round_id)).one()
        self.send()

    def send(self) -> None:
        """What is queued has arrived."""
        self.session.execute(update(OutboxMessage).values(state=OutboxState.SENT))

    def answers(self, member: Member, accepted: bool) -> None:
        offers.answer(self.session, NOW, member, self.pairing.id, accepted)

    def kinds(self) -> list[str]:
        rows = select(OutboxMessage.kind).order_by(OutboxMessage.id)
        return list(self.session.scalars(rows))


def test_both_are_asked_in_their_working_hours(session: Session) -> None:
    pair = Pair(session)
    rows = session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)).all()
    assert [row.kind for row in rows] == ["PairingOffered", "PairingOffered"]
    for row, member in zip(rows, (pair.ana, pair.ben), strict=True):
        week = WorkWeek(member.timezone, frozenset(range(5)), 540, 1020)
        assert row.recipient == member.slack_id and week.is_working(row.due_at)


def test_who_said_no_or_paused_has_no_open_offer_and_the_other_still_has(session: Session) -> None:
    pair = Pair(session)
    assert offers.has_open_offer(session, pair.ana) and offers.has_open_offer(session, pair.ben)
    pair.answers(pair.ana, True)
    assert offers.has_open_offer(session, pair.ana)
    offers.withdraw_from_offers(session, NOW, pair.ana, pair.mentor)
    assert not offers.has_open_offer(session, pair.ana)
    assert offers.has_open_offer(session, pair.ben)


def test_two_yeses_introduce_once(session: Session) -> None:
    pair = Pair(session)
    pair.answers(pair.ana, True)
    pair.answers(pair.ana, True)
    assert pair.pairing.state == PairingState.OFFERED
    pair.answers(pair.ben, True)
    assert pair.pairing.state == PairingState.ACTIVE
    assert pair.kinds().count("PairIntroduced") == 1


def test_a_program_may_introduce_without_asking(session: Session) -> None:
    pair = Pair(session, asks_first=False)
    assert pair.kinds() == ["PairIntroduced"]
    assert pair.pairing.state == PairingState.ACTIVE


def test_a_no_leaves_no_trace_with_the_other(database: Any) -> None:
    """What the other reads, and when, is the same whether the first said no or nothing."""
    seen: list[Any] = []
    for says_no in (True, False):
        with database.transaction() as session:
            pair = Pair(session)
            pair.answers(pair.ben, True)
            if says_no:
                pair.answers(pair.ana, False)
            assert pair.pairing.state == PairingState.OFFERED
            start, seen_by_ben = pair.pairing.lapses_at, []
            for hours in range(24 * 12):
                now = NOW + timedelta(hours=hours)
                lapsing.remind(session, now)
                lapsing.close_offers(session, now)
            mine = select(OutboxMessage).filter_by(recipient=pair.ben.slack_id).order_by(OutboxMessage.id)
            for row in session.scalars(mine):
                facts = telling.closed_facts(session, NOW, OfferClosed(pair.pairing.id, pair.ben.id))
                seen_by_ben.append((row.kind, row.due_at, facts.partner_is_away))
            seen.append((start, seen_by_ben))
            session.rollback()
    assert seen[0] == seen[1]
    assert [kind for kind, _, _ in seen[0][1]] == ["PairingOffered", "OfferClosed"]


def test_who_said_no_is_not_reminded_and_not_told(session: Session) -> None:
    pair = Pair(session)
    pair.answers(pair.ana, False)
    lapsing.remind(session, NOW + timedelta(days=5))
    lapsing.close_offers(session, NOW + timedelta(days=9))
    kinds = select(OutboxMessage.kind).order_by(OutboxMessage.id)
    to_ana = session.scalars(kinds.filter_by(recipient=pair.ana.slack_id)).all()
    to_ben = session.scalars(kinds.filter_by(recipient=pair.ben.slack_id)).all()
    assert to_ana == ["PairingOffered"]
    assert to_ben == ["PairingOffered", "OfferReminder", "OfferClosed"]
    assert pair.pairing.state == PairingState.DECLINED


def test_there_is_one_reminder(session: Session) -> None:
    pair = Pair(session)
    for day in range(8):
        lapsing.remind(session, NOW + timedelta(days=day))
    assert pair.kinds().count("OfferReminder") == 2  # one each


def test_an_offer_lapses_five_working_days_after_both_were_asked(session: Session) -> None:
    """Ben is in Tokyo, where Monday is over already: he is asked on Tuesday, and the next Monday is a holiday."""
    pair = Pair(session)
    assert lapsing.close_offers(session, NOW + timedelta(days=8, hours=21)) == 0
    assert lapsing.close_offers(session, NOW + timedelta(days=8, hours=22)) == 1
    assert pair.pairing.state == PairingState.LAPSED
    with pytest.raises(UserError, match="offer-over"):
        pair.answers(pair.ana, True)


def test_nobody_else_may_answer(session: Session) -> None:
    pair = Pair(session)
    stranger = pair.make.member("Sam Stranger")
    with pytest.raises(NotYours):
        pair.answers(stranger, True)


def test_an_answered_offer_is_not_asked_again(session: Session) -> None:
    pair = Pair(session)
    pair.answers(pair.ana, True)
    message = telling.PairingOffered(pair.pairing.id, pair.ana.id)
    assert telling.offered_facts(session, NOW, [message]) == [None]


def test_ending_tells_the_other_kindly_and_frees_both(session: Session) -> None:
    pair = Pair(session, asks_first=False)
    endings.end(session, NOW, pair.ana, pair.pairing.id)
    assert pair.pairing.state == PairingState.ENDED
    assert pair.kinds()[-1] == "PairingEnded"
    recipients = session.scalars(select(OutboxMessage.recipient).order_by(OutboxMessage.id)).all()
    assert recipients[-1] == pair.ben.slack_id
    assert pair.mentor.state == pair.mentee.state == EnrollmentState.ACTIVE


def test_who_said_how_sure_they_felt_is_asked_once_more_when_the_other_ends_it(session: Session) -> None:
    """As the form promises; not where a suggestion came to nothing, since nothing has begun."""
    pair = Pair(session)
    skill = pair.make.skill("TikTok")
    confidence.answer(session, NOW, pair.ben, pair.mentee.id, Moment.BEFORE, {skill.id: 2})
    closed = telling.closed_facts(session, NOW, OfferClosed(pair.pairing.id, pair.ben.id))
    assert closed.look_back is None
    pair.answers(pair.ana, True)
    pair.answers(pair.ben, True)
    endings.end(session, NOW, pair.ana, pair.pairing.id)
    ended = telling.ended_facts(session, NOW, telling.PairingEnded(pair.pairing.id, pair.ben.id))
    assert ended and ended.look_back == pair.mentee.id


def test_only_who_is_in_the_next_round_reads_that_they_are(session: Session) -> None:
    pair = Pair(session, asks_first=False)
    pausing.pause(session, NOW, pair.mentee, pair.ben, NOW.date() + timedelta(days=9))
    endings.end(session, NOW, pair.ana, pair.pairing.id)
    ended = [
        telling.ended_facts(session, NOW, telling.PairingEnded(pair.pairing.id, member.id))
        for member in (pair.ana, pair.ben)
    ]
    assert [facts and facts.is_in for facts in ended] == [True, False]
    assert telling.closed_facts(session, NOW, OfferClosed(pair.pairing.id, pair.ben.id)).is_in is False
    (unpaired,) = telling.unpaired(session, places_of(session, pair.ben), [])
    assert unpaired.paused_until == pair.mentee.paused_until


def test_a_yes_can_be_taken_back_until_both_have_said_it(session: Session) -> None:
    """The other reads what they'd have read anyway: nothing now, and that it closed when its time is up."""
    pair = Pair(session)
    pair.answers(pair.ana, True)
    pair.answers(pair.ana, False)
    pair.answers(pair.ben, True)
    assert pair.pairing.state == PairingState.OFFERED
    assert pair.kinds() == ["PairingOffered", "PairingOffered"]
    pair.answers(pair.ana, True)
    assert pair.pairing.state == PairingState.ACTIVE
    with pytest.raises(UserError, match="offer-both-said-yes"):
        pair.answers(pair.ana, False)


def test_an_ended_pairing_is_no_longer_introduced(session: Session) -> None:
    pair = Pair(session, asks_first=False)
    endings.end(session, NOW, pair.ana, pair.pairing.id)
    assert telling.introduced_facts(session, NOW, PairIntroduced(pair.pairing.id)) is None


def test_leaving_ends_pairings_and_answers_offers_in_silence(session: Session) -> None:
    pair = Pair(session)
    endings.step_back(session, NOW, pair.ana, pair.mentor, EndReason.LEFT)
    assert pair.mentor.state == EnrollmentState.LEFT
    assert pair.pairing.state == PairingState.OFFERED  # Ben can't tell
    assert pair.kinds() == ["PairingOffered", "PairingOffered"]


def test_who_left_or_paused_can_not_be_introduced_by_an_old_button(session: Session) -> None:
    pair = Pair(session)
    pair.answers(pair.ben, True)
    endings.step_back(session, NOW, pair.ana, pair.mentor, EndReason.LEFT)
    with pytest.raises(UserError, match="offer-while-away"):
        pair.answers(pair.ana, True)
    assert pair.pairing.state == PairingState.OFFERED


def test_who_is_gone_from_slack_is_out_and_their_partner_told(session: Session) -> None:
    pair = Pair(session, asks_first=False)
    pair.ana.deactivated_at = NOW
    endings.gone(session, NOW, pair.ana, EndReason.DEACTIVATED)
    row = session.get_one(Pairing, pair.pairing.id)
    assert (row.state, row.ended_reason) == (PairingState.ENDED, EndReason.DEACTIVATED)
    facts = telling.ended_facts(session, NOW, telling.PairingEnded(row.id, pair.ben.id))
    assert facts is not None and facts.partner_is_away
    assert pair.mentee.state == EnrollmentState.ACTIVE
