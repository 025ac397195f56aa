"""The private pulse: saved once, corrected until its week closes, and help offered quietly when it isn't easy."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from bot.errors import NotYours, UserError
from bot.features.checkins.facts import PulseFacts
from bot.features.checkins.log import LogAnswers, log, meeting_of
from bot.features.checkins.messages import HelpOffered
from bot.features.checkins.pulse import PulseAnswers, give_pulse, help_offered_facts, pulse_facts
from bot.features.help_requests.service import ask_for_help, help_facts
from bot.models import EnrollmentState, Meeting, MeetingHow, Member, OutboxMessage, OutboxState, PairingState, Pulse
from tests.features.checkins.conftest import Outbox, Pair

NOW = datetime(2027, 1, 12, 10, tzinfo=UTC)  # Tuesday


def meeting_on(session: Session, pair: Pair, held_on: date) -> Meeting:
    at = datetime(held_on.year, held_on.month, held_on.day, 15, tzinfo=UTC)
    meeting, _ = log(session, at, pair.ana, pair.pairing.id, LogAnswers(held_on, 30, MeetingHow.CALL, []))
    return meeting


@pytest.fixture
def meeting(session: Session, pair: Pair) -> Meeting:
    return meeting_on(session, pair, date(2027, 1, 12))


def answers(useful: int = 4, voice: int = 5, counted: int = 3, note: str | None = None) -> PulseAnswers:
    return PulseAnswers(useful, voice, counted, note)


def pulses(session: Session) -> list[tuple[int, int, int, int]]:
    session.expire_all()
    rows = session.scalars(select(Pulse).order_by(Pulse.id))
    return [(row.member_id, row.useful, row.voice, row.counted) for row in rows]


def form(session: Session, member: Member, meeting: Meeting) -> PulseFacts:
    return pulse_facts(session, member, *meeting_of(session, member, meeting.id))


def test_each_of_the_two_has_their_own(session: Session, pair: Pair, meeting: Meeting) -> None:
    give_pulse(session, NOW, pair.ana, meeting.id, answers(note="It went well"))
    give_pulse(session, NOW, pair.ben, meeting.id, answers(useful=2))
    assert pulses(session) == [(pair.ana.id, 4, 5, 3), (pair.ben.id, 2, 5, 3)]
    assert form(session, pair.ana, meeting).note == "It went well"
    assert form(session, pair.ben, meeting).note is None


def test_the_words_are_unreadable_at_rest(session: Session, pair: Pair, meeting: Meeting) -> None:
    give_pulse(session, NOW, pair.ana, meeting.id, answers(note="my secret"))
    assert "secret" not in str(session.scalar(text("SELECT note FROM pulses")))


def test_nobody_else_opens_or_answers_it(session: Session, pair: Pair, meeting: Meeting) -> None:
    with pytest.raises(NotYours):
        form(session, pair.owner, meeting)
    with pytest.raises(NotYours):
        give_pulse(session, NOW, pair.owner, meeting.id, answers())


def test_it_is_corrected_until_its_week_closes(session: Session, pair: Pair, meeting: Meeting) -> None:
    give_pulse(session, NOW, pair.ana, meeting.id, answers(useful=1))
    closes_at = datetime(2027, 1, 18, 12, tzinfo=UTC)
    give_pulse(session, closes_at - timedelta(seconds=1), pair.ana, meeting.id, answers(useful=5))
    assert pulses(session) == [(pair.ana.id, 5, 5, 3)]
    assert session.scalars(select(Pulse)).one().answered_at == NOW  # it stays in its week
    with pytest.raises(UserError) as mistake:
        give_pulse(session, closes_at, pair.ana, meeting.id, answers(useful=2))
    assert mistake.value.key == "pulse-closed"
    assert pulses(session) == [(pair.ana.id, 5, 5, 3)]


def test_who_cannot_speak_freely_is_offered_help_the_next_day(
    session: Session, pair: Pair, meeting: Meeting, outbox: Outbox
) -> None:
    give_pulse(session, NOW, pair.ana, meeting.id, answers(voice=2))
    (offer,) = outbox.rows(HelpOffered)
    assert (offer.recipient, offer.caretaker_id) == (pair.ana.slack_id, None)
    assert offer.due_at == datetime(2027, 1, 13, 9, tzinfo=UTC)
    facts = help_offered_facts(session, offer.due_at, HelpOffered(pair.pairing.id, pair.ana.id))
    assert facts is not None
    assert facts.partner.name == "Ben"


def test_a_friday_evenings_offer_waits_for_monday(session: Session, pair: Pair, outbox: Outbox) -> None:
    meeting = meeting_on(session, pair, date(2027, 1, 15))
    give_pulse(session, datetime(2027, 1, 15, 21, tzinfo=UTC), pair.ana, meeting.id, answers(voice=1))
    assert outbox.rows(HelpOffered)[0].due_at == datetime(2027, 1, 18, 9, tzinfo=UTC)


def test_answers_that_are_fine_offer_nothing(
    session: Session, pair: Pair, meeting: Meeting, outbox: Outbox
) -> None:
    give_pulse(session, NOW, pair.ana, meeting.id, answers(useful=1, voice=3, counted=1))
    assert outbox.rows(HelpOffered) == []


def test_of_little_use_twice_in_a_row(session: Session, pair: Pair, meeting: Meeting, outbox: Outbox) -> None:
    give_pulse(session, NOW, pair.ana, meeting.id, answers(useful=2))
    second = meeting_on(session, pair, date(2027, 1, 19))
    give_pulse(session, NOW + timedelta(weeks=1), pair.ana, second.id, answers(useful=1))
    assert outbox.to(HelpOffered) == [pair.ana.slack_id]


def test_of_little_use_to_each_of_the_two_is_not_twice_in_a_row(
    session: Session, pair: Pair, meeting: Meeting, outbox: Outbox
) -> None:
    for member in (pair.ana, pair.ben):
        give_pulse(session, NOW, member, meeting.id, answers(useful=1))
    assert outbox.rows(HelpOffered) == []


def test_at_most_one_offer_in_four_weeks(session: Session, pair: Pair, meeting: Meeting, outbox: Outbox) -> None:
    give_pulse(session, NOW, pair.ana, meeting.id, answers(voice=1))
    for weeks in (0, 1, 3):
        at = NOW + timedelta(weeks=weeks, days=1)
        again = meeting_on(session, pair, at.date())
        give_pulse(session, at, pair.ana, again.id, answers(voice=1))
    assert len(outbox.rows(HelpOffered)) == 1
    later = meeting_on(session, pair, date(2027, 2, 10))
    give_pulse(session, datetime(2027, 2, 10, 16, tzinfo=UTC), pair.ana, later.id, answers(voice=1))
    assert len(outbox.rows(HelpOffered)) == 2


def test_a_corrected_slip_takes_the_offer_back(session: Session, pair: Pair, meeting: Meeting) -> None:
    give_pulse(session, NOW, pair.ana, meeting.id, answers(voice=1))
    give_pulse(session, NOW, pair.ana, meeting.id, answers(voice=5))
    assert help_offered_facts(session, NOW, HelpOffered(pair.pairing.id, pair.ana.id)) is None


def test_an_offer_that_was_taken_back_is_no_offer(
    session: Session, pair: Pair, meeting: Meeting, outbox: Outbox
) -> None:
    give_pulse(session, NOW, pair.ana, meeting.id, answers(voice=1))
    outbox.rows(HelpOffered)[0].state = OutboxState.CANCELLED
    again = meeting_on(session, pair, date(2027, 1, 14))
    give_pulse(session, NOW + timedelta(days=2), pair.ana, again.id, answers(voice=1))
    assert len(outbox.rows(HelpOffered)) == 2


def test_who_has_asked_already_is_not_offered_it(session: Session, pair: Pair, meeting: Meeting) -> None:
    give_pulse(session, NOW, pair.ana, meeting.id, answers(voice=1))
    contact_id = help_facts(session, pair.ana, pair.pairing.id).neutrals[0].member_id
    ask_for_help(session, NOW, pair.ana, pair.pairing.id, contact_id, None)
    assert help_offered_facts(session, NOW, HelpOffered(pair.pairing.id, pair.ana.id)) is None


def test_no_offer_about_a_pairing_that_has_ended(session: Session, pair: Pair, meeting: Meeting) -> None:
    give_pulse(session, NOW, pair.ana, meeting.id, answers(voice=1))
    pair.pairing.state = PairingState.ENDED
    session.flush()
    assert help_offered_facts(session, NOW, HelpOffered(pair.pairing.id, pair.ana.id)) is None


def test_no_offer_into_a_pause(session: Session, pair: Pair, meeting: Meeting) -> None:
    give_pulse(session, NOW, pair.ana, meeting.id, answers(voice=1))
    pair.anas.state = EnrollmentState.PAUSED
    assert help_offered_facts(session, NOW, HelpOffered(pair.pairing.id, pair.ana.id)) is None


def test_private_answers_reach_nobody_else(session: Session, pair: Pair, meeting: Meeting) -> None:
    """Whatever Ana answers, nothing is queued for Ben, the owner or a channel."""
    session.execute(text("DELETE FROM outbox"))
    give_pulse(session, NOW, pair.ana, meeting.id, answers(1, 1, 1, "Ben doesn't listen"))
    assert {row.recipient for row in session.scalars(select(OutboxMessage))} == {pair.ana.slack_id}
