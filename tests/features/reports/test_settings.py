"""Of how many people reports tell at least, by which groups; and what was promised holds."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.errors import NotYours, UserError
from bot.features.checkins.log import meeting_of
from bot.features.checkins.pulse import PulseAnswers, give_pulse, pulse_facts
from bot.features.privacy import erasing
from bot.features.reports import settings
from bot.features.reports.facts import AnswerCell
from bot.models import AuditEntry, Deed, GroupBy, Pulse
from tests.features.reports.test_reports import WEDNESDAY, WEEK, Scene, close, closing, report, scene


def answered(session: Session, acme: Scene, score: int = 4) -> None:
    """Everybody answers on Wednesday of the first week, by the form."""
    for pairing in acme.pairings:
        meeting = acme.meet(pairing)
        for member in acme.members(pairing):
            give_pulse(session, WEDNESDAY, member, meeting.id, PulseAnswers(score, score, score, None))


def test_an_owner_changes_it_and_the_log_says_so(session: Session) -> None:
    acme = scene(session)
    settings.change(session, WEDNESDAY, acme.owner, acme.program.id, 8, GroupBy.TEAM)
    draft = settings.draft(session, acme.owner, acme.program.id)
    assert (draft.fewest, draft.grouped_by) == (8, GroupBy.TEAM)
    assert session.scalars(select(AuditEntry.deed)).all() == [Deed.REPORTS_CHANGED]


@pytest.mark.parametrize("fewest", [2, 0, -1, 51])
def test_fewer_than_three_people_are_never_enough(session: Session, fewest: int) -> None:
    acme = scene(session)
    with pytest.raises(UserError, match="reports-fewest-out-of-bounds"):
        settings.change(session, WEDNESDAY, acme.owner, acme.program.id, fewest, GroupBy.NOTHING)
    assert acme.program.fewest == 5


def test_only_owners_change_it(session: Session) -> None:
    acme = scene(session)
    with pytest.raises(NotYours):
        settings.change(session, WEDNESDAY, acme.members(acme.pairings[0])[0], acme.program.id, 3, GroupBy.NOTHING)


def test_a_program_may_ask_for_more_people(session: Session) -> None:
    acme = scene(session, pairs=3, fewest=7)
    answered(session, acme)
    close(session, closing(3))
    assert report(session, acme.program, "2027-W04").groups == ()


def test_the_form_says_with_how_many_it_is_counted_and_that_holds(session: Session) -> None:
    acme = scene(session, pairs=2)
    answered(session, acme)
    settings.change(session, WEDNESDAY, acme.owner, acme.program.id, 3, GroupBy.NOTHING)
    close(session, closing(0))
    assert report(session, acme.program).groups == ()  # four people, who were promised five
    later = WEDNESDAY + WEEK
    for pairing in acme.pairings:
        meeting = acme.meet(pairing, later)
        for member in acme.members(pairing):
            assert pulse_facts(session, member, *meeting_of(session, member, meeting.id)).others == 2
            give_pulse(session, later, member, meeting.id, PulseAnswers(5, 5, 5, None))
    close(session, closing(1))
    (group,) = report(session, acme.program, "2027-W02").groups
    assert (group.weeks, group.respondents) == (("2027-W02",), 4)


def test_whoever_corrects_an_answer_is_promised_what_the_form_says_then(session: Session) -> None:
    acme = scene(session, pairs=1)
    answered(session, acme)
    settings.change(session, WEDNESDAY, acme.owner, acme.program.id, 9, GroupBy.NOTHING)
    answered_again = acme.members(acme.pairings[0])[0]
    meeting_id = session.scalars(select(Pulse.meeting_id)).first()
    assert meeting_id is not None
    give_pulse(session, WEDNESDAY + timedelta(hours=1), answered_again, meeting_id, PulseAnswers(1, 1, 1, None))
    promised = dict(session.execute(select(Pulse.member_id, Pulse.promised)).all())
    assert sorted(promised.values()) == [5, 9]
    assert promised[answered_again.id] == 9


def test_groups_of_people_are_told_where_they_are_large_enough(session: Session) -> None:
    acme = scene(session, pairs=6, grouped_by=GroupBy.TEAM)
    for number, pairing in enumerate(acme.pairings):
        mentor, mentee = acme.members(pairing)
        mentor.team, mentee.team = "Design", "Sales" if number else "Law"
    answered(session, acme)
    close(session, closing(0))
    facts = report(session, acme.program)
    (group,) = facts.groups
    assert group.cells == (AnswerCell("Design", 6, 4.0, 4.0, 4.0),)  # five of Sales would give away the one of Law
    (line,) = facts.weeks
    assert [(each.name, each.people, each.paired, each.met) for each in line.groups] == [("Design", 6, 6, 6)]


def test_erasing_somebody_publishes_nothing_again(session: Session) -> None:
    """Everything of them is gone, and the report stays as it was: nobody sees the difference."""
    acme = scene(session, pairs=3)
    answered(session, acme)
    close(session, closing(0))
    before = report(session, acme.program)
    assert before.groups
    erased = acme.members(acme.pairings[0])[0]
    erasing.erase(session, closing(0), erased)
    assert session.scalar(select(func.count()).select_from(Pulse)) == 5
    session.expire_all()
    close(session, closing(3))
    assert report(session, acme.program) == before
    assert report(session, acme.program, "2027-W04").groups == before.groups
