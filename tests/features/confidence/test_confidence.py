"""Confidence before and after: asked of who may say, counted once, and shown only in company."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.errors import NotYours, UserError
from bot.features.closing import ending
from bot.features.confidence import counting, service
from bot.features.confidence.counting import NEXT_COUNT
from bot.features.confidence.facts import Moment
from bot.features.confidence.rule import Answered, groups_to_publish, next_count
from bot.models import Confidence, Enrollment, Meeting, MeetingHow, Member, Pairing, Program, PublishedConfidence
from tests.factories import NOW, Factory


class Still(Random):
    """No blur: so that a test can say which number it is."""

    def expovariate(self, lambd: float = 1.0) -> float:
        return 0.0


def count_confidence(session: Session, now: datetime) -> int:
    return counting.count_confidence(session, now, Still())


LATER = datetime(2027, 3, 2, 10, tzinfo=UTC)


@dataclass
class Class:
    make: Factory
    owner: Member
    program: Program
    people: Sequence[Enrollment]

    def member(self, number: int) -> Member:
        return self.make.session.get_one(Member, self.people[number].member_id)

    def say(self, number: int, moment: Moment, skill: str, score: int, now: datetime = NOW) -> None:
        skill_id = self.make.skill(skill).id
        enrollment = self.people[number]
        service.answer(self.make.session, now, self.member(number), enrollment.id, moment, {skill_id: score})

    def published(self) -> list[tuple[bool, int, float, float]]:
        rows = self.make.session.scalars(select(PublishedConfidence).order_by(PublishedConfidence.id))
        return [(row.skill_id is None, row.respondents, row.before, row.after) for row in rows]


@pytest.fixture
def people(session: Session) -> Class:
    """Seven who learn TikTok and Excel, each with a partner."""
    make = Factory(session)
    owner = make.member("Olive Owner", is_admin=True)
    program = make.program(owner)
    enrollments = [make.enroll(program, make.member(), learns=["TikTok", "Excel"]) for _ in range(7)]
    for each in enrollments:
        make.pairing(make.enroll(program, make.member()), each)
    return Class(make, owner, program, enrollments)


def test_a_skill_is_shown_once_five_have_said_both(session: Session, people: Class) -> None:
    for number in range(4):
        people.say(number, Moment.BEFORE, "TikTok", 2)
        people.say(number, Moment.AFTER, "TikTok", 4)
    people.say(4, Moment.BEFORE, "TikTok", 1)  # and nothing since
    due = session.scalar(NEXT_COUNT)
    assert due == next_count(NOW)
    assert count_confidence(session, due) == 1
    assert people.published() == []
    people.say(4, Moment.AFTER, "TikTok", 5, due)
    again = session.scalar(NEXT_COUNT)
    assert again is not None and count_confidence(session, again) == 1
    assert people.published() == [(False, 5, 1.8, 4.2)]
    assert session.scalar(NEXT_COUNT) is None


def test_what_was_counted_stays_and_is_never_counted_again(session: Session, people: Class) -> None:
    for number in range(5):
        people.say(number, Moment.BEFORE, "TikTok", 1)
        people.say(number, Moment.AFTER, "TikTok", 3)
    count_confidence(session, next_count(NOW))
    with pytest.raises(UserError, match="confidence-nothing-to-ask"):
        people.say(0, Moment.AFTER, "TikTok", 5, LATER)
    people.say(5, Moment.BEFORE, "TikTok", 1)
    people.say(5, Moment.AFTER, "TikTok", 5, LATER)
    for _ in range(3):
        count_confidence(session, LATER + timedelta(days=200))
    assert people.published() == [(False, 5, 1.0, 3.0)]  # the sixth isn't to be had as a difference


def test_at_the_end_the_few_are_taken_together_or_withheld_for_good(session: Session, people: Class) -> None:
    for number, skill in enumerate(["TikTok", "TikTok", "TikTok", "Excel", "Excel"]):
        people.say(number, Moment.BEFORE, skill, 2)
        people.say(number, Moment.AFTER, skill, 3)
    program = ending.close_now(session, LATER, people.owner, people.program.id)
    assert program.closed_at and program.confidence_due_at == program.closed_at + service.REFLECTION
    assert count_confidence(session, program.confidence_due_at) == 1
    assert people.published() == [(True, 5, 2.0, 3.0)]
    with pytest.raises(UserError, match="confidence-counted"):
        people.say(0, Moment.AFTER, "TikTok", 5, program.closed_at + service.REFLECTION)


def test_fewer_than_five_are_withheld_for_good(session: Session, people: Class) -> None:
    for number in range(4):
        people.say(number, Moment.BEFORE, "TikTok", 2)
        people.say(number, Moment.AFTER, "TikTok", 3)
    program = ending.close_now(session, LATER, people.owner, people.program.id)
    assert program.confidence_due_at
    count_confidence(session, program.confidence_due_at)
    assert people.published() == []
    assert None not in session.scalars(select(Confidence.counted_at)).all()


def test_before_is_before_the_first_meeting(session: Session, people: Class) -> None:
    assert service.may_say_before(session, people.people[0]) == people.people[0].id
    people.say(0, Moment.BEFORE, "TikTok", 2)
    assert service.may_say_before(session, people.people[0]) is None
    people.say(0, Moment.BEFORE, "TikTok", 3)  # a slip is mended
    assert session.scalars(select(Confidence.before)).all() == [3]
    meeting = Meeting(
        workspace_id=people.program.workspace_id,
        pairing_id=session.scalars(select(Pairing.id).filter_by(mentee_id=people.people[0].id)).one(),
        logged_by_id=people.people[0].member_id,
        held_on=date(2027, 1, 5),
        minutes=30,
        how=MeetingHow.CALL,
        logged_at=NOW,
    )
    session.add(meeting)
    with pytest.raises(UserError, match="confidence-has-begun"):
        people.say(0, Moment.BEFORE, "TikTok", 1)


def test_only_ones_own_and_only_what_was_asked(session: Session, people: Class) -> None:
    with pytest.raises(NotYours):
        service.asked(session, NOW, people.member(1), people.people[0].id, Moment.BEFORE)
    for skill, score in (("Chess", 3), ("TikTok", 9)):
        with pytest.raises(NotYours):
            people.say(0, Moment.BEFORE, skill, score)
    with pytest.raises(UserError, match="confidence-nothing-to-ask"):  # nothing was said at the start
        people.say(0, Moment.AFTER, "TikTok", 3)


answers = st.lists(
    st.tuples(st.integers(1, 9), st.integers(1, 4), st.integers(1, 5), st.integers(1, 5)), max_size=60
)


@given(answers, st.lists(st.integers(0, 59), max_size=4), st.booleans())
def test_every_answer_is_in_one_group_of_five_people_at_most(
    said: list[tuple[int, int, int, int]], cuts: list[int], is_last: bool
) -> None:
    """Whenever answers are counted in between: each group speaks of five people or more, and shares no answer."""
    unique = {(person, skill): scores for person, skill, *scores in said}
    waiting, published = list[Answered](), list[int]()
    for number, ((person, skill), (before, after)) in enumerate(unique.items()):
        waiting.append(Answered(number, person, skill, before, after))
        if number in cuts or number == len(unique) - 1:
            for group in groups_to_publish(waiting, 5, is_last=is_last and number == len(unique) - 1):
                people = {each.person for each in waiting if each.id in group.ids}
                assert len(people) == group.respondents >= 5
                published += group.ids
            waiting = [each for each in waiting if each.id not in published]
    assert len(published) == len(set(published))
