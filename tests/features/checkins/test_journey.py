"""The weeks of one swap, as the two see them in Slack: through the real bot and the stand-in Slack."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.features.pairings import endings as pairings
from bot.features.skills.service import of_enrollment
from bot.models import Confidence, Enrollment, Member, Program, Side
from sandbox.client.messages import Message
from sandbox.client.people import Person
from tests.factories import Factory
from tests.journeys.conftest import World
from tests.journeys.conftest import world as world

TUESDAY = datetime(2027, 1, 12, 10, tzinfo=UTC)
PULSE = {"Was it useful": "4", "Could you speak": "5", "Did what you": "4"}


@pytest.fixture
def pair(world: World) -> tuple[Person, Person]:
    """Ana and Ben, in a swap since Monday the 4th, on the second Tuesday of January, at ten in Lisbon."""
    world.open_program(world.hire("Olive Owner", is_admin=True))
    ana, ben = world.hire("Ana Costa"), world.hire("Ben <!channel> Okoro")
    world.join(ana, teaches=["TikTok"], learns=["Budgeting"], level="Junior")
    world.join(ben, teaches=["Budgeting"], learns=["TikTok"], level="Director")
    pair_up(world, ana, ben)
    world.slack.clock.advance(to=TUESDAY)
    return ana, ben


def pair_up(world: World, ana: Person, ben: Person) -> None:
    with world.bot.database.transaction() as session:
        seats = [
            session.scalars(
                select(Enrollment).join(Member, Member.id == Enrollment.member_id).where(Member.slack_id == who.id)
            ).one()
            for who in (ana, ben)
        ]
        make, member = Factory(session), session.get_one(Member, seats[0].member_id)
        program = session.get_one(Program, seats[0].program_id)
        made = make.round(program, member, number=100 + seats[1].id)
        make.pairing(*seats, round_id=made.id)


def nudge(person: Person) -> Message:
    """The last message with a nudge's buttons."""
    return [one for one in person.dm().messages if "Not yet" in one.buttons][-1]


def now(message: Message) -> Message:
    there = message.now
    assert there
    return there


def test_a_week_in_which_they_met(world: World, pair: tuple[Person, Person]) -> None:
    ana, ben = pair
    first = nudge(ana)
    assert first.at == TUESDAY
    assert not first.mentions.broadcasts
    form = first.click("We met").modal
    assert form
    assert "You said: we met" in now(first).plain
    pulse = form.submit({"When was it": "2027-01-11", "How did you meet": "On a call", "What was it": ["TikTok"]})
    assert pulse.modal, pulse.errors
    assert pulse.modal.title == "How was it?"
    assert "Never shown to your partner" in pulse.modal.plain
    saved = pulse.modal.submit(PULSE)
    assert saved.modal, saved.errors
    again = saved.modal.click("Change my answers").modal
    assert again
    assert again.submit(PULSE | {"Was it useful": "5"}).modal
    question = ben.dm().last
    assert question
    assert "Monday 11 January" in question.plain
    assert "45 minutes, on a call" in question.plain
    asked = question.click("Yes, we met")
    assert asked.modal
    assert "How was it?" in now(question).buttons
    assert asked.modal.submit(PULSE).modal
    sent = len(ana.dm().messages)
    world.slack.clock.advance(to=datetime(2027, 1, 31, 23, tzinfo=UTC))
    assert len(ana.dm().messages) == sent  # both say that they met: nobody asks again in these four weeks
    world.slack.clock.advance(to=datetime(2027, 2, 2, 12, tzinfo=UTC))
    assert len(ana.dm().messages) == sent + 1


def test_a_nudge_answered_twice_and_pressed_by_a_slow_client(pair: tuple[Person, Person]) -> None:
    ana, _ = pair
    first = nudge(ana)
    first.click("Not yet")
    assert "not yet – that's fine" in now(first).plain
    first.click("Not yet", stale=True)
    now(first).click("Skip this week")
    assert "skip this week – of course" in now(first).plain


def test_we_did_not_meet(world: World, pair: tuple[Person, Person]) -> None:
    ana, ben = pair
    form = ana.command("/reverse-mentor log").modal
    assert form
    errors = form.submit({"When was it": "2027-01-13", "How did you meet": "In person"}).errors
    assert "still to come" in next(iter(errors.values()))
    assert form.submit({"When was it": "2027-01-12"}).modal
    question = ben.dm().last
    assert question
    question.click("We didn't meet")
    assert "isn't counted" in now(question).plain
    world.slack.clock.advance(minutes=31)
    told = ana.dm().last
    assert told
    assert "remembers it differently" in told.plain
    now(question).click("We did meet after all")
    assert "met on" in now(question).plain


def test_turned_off_and_on_again(world: World, pair: tuple[Person, Person]) -> None:
    ana, _ = pair
    first = nudge(ana)
    first.click("Turn hellos off")
    sent = len(ana.dm().messages)
    world.slack.clock.advance(days=7)
    assert len(ana.dm().messages) == sent
    now(first).click("Turn hellos on")
    world.slack.clock.advance(days=7)
    assert len(ana.dm().messages) == sent + 1


def test_who_cannot_speak_freely_is_offered_a_quiet_word(world: World, pair: tuple[Person, Person]) -> None:
    ana, ben = pair
    form = ana.command("/reverse-mentor log").modal
    assert form
    pulse = form.submit({"How did you meet": "On a call"}).modal
    assert pulse
    pulse.submit(PULSE | {"Could you speak": "1"})
    before = len(ben.dm().messages)
    world.slack.clock.advance(to=datetime(2027, 1, 13, 9, tzinfo=UTC))
    offer = ana.dm().last
    assert offer
    assert offer.text == "About your swap"
    asked = offer.click("Yes, show me how").modal
    assert asked
    asked.close()
    offer.click("No, thanks")
    assert "Of course" in now(offer).plain
    assert len(ben.dm().messages) == before


def test_a_message_that_outlived_its_pairing(world: World, pair: tuple[Person, Person]) -> None:
    ana, ben = pair
    first = nudge(ana)
    with world.bot.database.transaction() as session:
        member = session.scalars(select(Member).filter_by(slack_id=ben.id)).one()
        pairings.end(session, TUESDAY, member, 1)
    assert "has ended, so there's nothing left" in first.click("We met").text


def test_several_pairings_one_nudge(world: World, pair: tuple[Person, Person]) -> None:
    ana, _ = pair
    cleo = world.hire("Cleo Dias")
    world.join(cleo, teaches=["Negotiation"], learns=["TikTok"], level="Director")
    pair_up(world, ana, cleo)
    world.slack.clock.advance(days=7)
    latest = nudge(ana)
    assert "Ben" in latest.plain
    assert "Cleo" in latest.plain
    latest.click("Not yet", near="Cleo")
    assert now(latest).plain.count("You said") == 1
    form = ana.command("/reverse-mentor log").modal
    assert form
    assert form.submit({"Who did you meet": "Cleo Dias"}).modal


def test_a_meeting_is_logged_from_ones_own_pairings(world: World, pair: tuple[Person, Person]) -> None:
    ana, ben = pair
    form = ana.command("/reverse-mentor pair").messages[0].click("We met").modal
    assert form
    assert form.submit({"When was it": "2027-01-11", "How did you meet": "On a call"}).modal
    question = ben.dm().last
    assert question
    assert "45 minutes, on a call" in question.plain


def question(world: World, person: Person) -> Message:
    """The one question, after five weeks in which this person did nothing."""
    world.pass_until(TUESDAY + timedelta(weeks=5, hours=1))
    return [one for one in person.dm().messages if "Let's go on" in one.buttons][-1]


def test_who_does_not_answer_is_asked_once_and_may_go_on(world: World, pair: tuple[Person, Person]) -> None:
    ana, ben = pair
    asked = question(world, ana)
    hellos = [one.at for one in ana.dm().messages if one.at >= TUESDAY]
    assert hellos == [TUESDAY + timedelta(weeks=number) for number in (0, 1, 3, 5)]
    asked.click("Let's go on")
    assert "You said: let's go on" in now(asked).plain
    world.pass_until(TUESDAY + timedelta(weeks=6, hours=1))
    assert nudge(ana).at == TUESDAY + timedelta(weeks=6)
    assert not any("Let's go on" in one.plain or "go on" in one.plain for one in ben.groups)


def test_who_is_asked_may_take_a_break(world: World, pair: tuple[Person, Person]) -> None:
    form = question(world, pair[0]).click("Take a break").modal
    assert "needn't" in form.plain or form.title == "Take a break"


def test_who_would_like_somebody_new_ends_it_kindly(world: World, pair: tuple[Person, Person]) -> None:
    ana, ben = pair
    asked = question(world, ana)
    with world.bot.database.transaction() as session:
        seat = session.scalars(select(Enrollment).join(Member).where(Member.slack_id == ana.id)).one()
        (skill,) = of_enrollment(session, seat, Side.LEARN)
        session.add(Confidence(workspace_id=seat.workspace_id, enrollment_id=seat.id, skill_id=skill.id, before=2))
    asked.click("Somebody new")
    assert "Done, and thank you" in now(asked).plain
    assert "How sure do you feel now?" in now(asked).buttons
    world.slack.clock.settle()
    assert "come to its end" in ben.dm().last.plain
    assert "over already" in (again := asked.click("Somebody new", stale=True)).text or again.failed is None
