"""What users of such bots complain about, seen from Slack. None of it may happen here."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from bot.models import Member
from sandbox.client.people import Person
from tests.journeys.conftest import World


def nudges(person: Person) -> list[datetime]:
    """When this person's weekly nudges came; told by the button that only they have."""
    return [message.at for message in person.dm().messages if "Turn hellos off" in message.buttons]


def log_a_call(person: Person) -> None:
    """Answers the last nudge with a meeting."""
    form = person.dm().last.click("We met").modal
    logged = form.submit({"How many minutes": "45", "How did you meet?": "On a call"})
    assert not logged.errors


def test_a_double_click_introduces_once(world: World) -> None:
    ana, _ = world.introduced()
    assert len(ana.groups) == 1 and len(ana.groups[0].messages) == 1
    assert {"Ana Costa", "Ben Ito"} <= set(ana.groups[0].members)


def test_yes_pressed_twice_speaks_only_for_oneself(world: World) -> None:
    olive = world.hire("Olive Owner", is_admin=True)
    world.open_program(olive)
    ana, ben = world.hire("Ana Costa"), world.hire("Ben Ito")
    world.join(ana, teaches=["TikTok"], learns=["Budgeting"], level="Junior")
    world.join(ben, teaches=["Budgeting"], learns=["TikTok"], level="Director")
    world.pair(olive)
    question = ana.dm().last
    question.click("Yes, introduce us")
    question.click("Yes, introduce us", stale=True)
    assert not ana.groups and not ben.groups


def test_the_unmatched_are_told_why(world: World) -> None:
    world.introduced()
    cat = world.hire("Cat Diaz")
    world.join(cat, teaches=["Hiring"], learns=["Coaching"], level="Lead")
    world.pair(world.slack.user("Olive Owner"))
    world.pass_until(world.slack.clock.now + timedelta(days=1))
    assert "Coaching" in cat.dm().last.plain


def test_who_pauses_after_the_proposal_is_not_matched(world: World) -> None:
    olive = world.hire("Olive Owner", is_admin=True)
    world.open_program(olive)
    ana, ben = world.hire("Ana Costa"), world.hire("Ben Ito")
    world.join(ana, teaches=["TikTok"], learns=["Budgeting"], level="Junior")
    world.join(ben, teaches=["Budgeting"], learns=["TikTok"], level="Director")
    olive.command("/reverse-mentor round").modal.submit({})
    paused = ana.command("/reverse-mentor pause").modal.submit({"I'm back on": "2027-02-01"})
    assert paused.modal and not paused.errors
    before = len(ana.dm().messages), len(ben.dm().messages)
    olive.dm().last.click("Look at the pairs").modal.click("Approve")
    world.pass_until(world.slack.clock.now + timedelta(days=10))
    assert not ana.groups
    assert len(ana.dm().messages) == before[0]
    assert not any("Yes, introduce us" in message.buttons for message in ben.dm().messages)


@pytest.mark.parametrize(
    ("ana_tz", "ben_tz", "through"),
    [
        ("Europe/Lisbon", "America/New_York", datetime(2027, 4, 12, tzinfo=UTC)),
        ("Asia/Kolkata", "Australia/Lord_Howe", datetime(2027, 4, 12, tzinfo=UTC)),
    ],
)
def test_one_nudge_a_week_at_ten_on_tuesday_through_the_change_of_clocks(
    world: World, ana_tz: str, ben_tz: str, through: datetime
) -> None:
    people = world.introduced(ana_tz, ben_tz)
    world.slack.clock.advance(to=datetime(2027, 3, 1, tzinfo=UTC))  # asleep until the weeks that matter
    while world.slack.clock.now < through:
        world.pass_until(world.slack.clock.now + timedelta(weeks=1))
        for person in people:
            [one for one in person.dm().messages if "Not yet" in one.buttons][-1].click("Not yet")
    for person in people:
        local = [at.astimezone(ZoneInfo(person.tz)) for at in nudges(person)]
        assert len(local) == 6
        assert {(at.weekday(), at.hour, at.minute) for at in local} == {(1, 10, 0)}
        assert max(Counter(at.isocalendar()[:2] for at in local).values()) == 1


def test_no_nudge_while_paused_and_none_after_leaving(world: World) -> None:
    ana, ben = world.introduced()
    ana.command("/reverse-mentor pause").modal.submit({"I'm back on": "2027-01-25"})
    world.pass_until(datetime(2027, 1, 25, tzinfo=UTC))
    assert not nudges(ana) and not nudges(ben)  # Ben isn't asked whether he met somebody who is away
    world.pass_until(datetime(2027, 1, 28, tzinfo=UTC))
    assert len(nudges(ana)) == 1
    ana.command("/reverse-mentor leave").modal.submit({})
    world.pass_until(datetime(2027, 2, 20, tzinfo=UTC))
    assert len(nudges(ana)) == len(nudges(ben)) == 1


def test_one_click_never_speaks_for_both(world: World) -> None:
    ana, ben = world.introduced()
    world.pass_until(datetime(2027, 1, 13, tzinfo=UTC))
    logged = (
        ana.dm().last.click("We met").modal.submit({"How many minutes": "45", "How did you meet?": "On a call"})
    )
    assert not logged.errors
    world.pass_until(datetime(2027, 1, 20, tzinfo=UTC))
    asked = [message for message in ben.dm().messages if "Yes, we met" in message.buttons]
    assert len(asked) == 1 and len(nudges(ben)) == 2
    asked[0].click("We didn't meet")
    world.pass_until(datetime(2027, 1, 27, tzinfo=UTC))
    assert len(nudges(ana)) == 3


def test_no_nudge_after_both_said_that_they_met(world: World) -> None:
    ana, ben = world.introduced()
    world.pass_until(datetime(2027, 1, 13, tzinfo=UTC))
    log_a_call(ana)
    world.pass_until(datetime(2027, 1, 14, tzinfo=UTC))
    next(message for message in ben.dm().messages if "Yes, we met" in message.buttons).click("Yes, we met")
    world.pass_until(datetime(2027, 1, 31, tzinfo=UTC))  # the period of four weeks that began on 4 January
    assert len(nudges(ana)) == len(nudges(ben)) == 1
    world.pass_until(datetime(2027, 2, 3, tzinfo=UTC))
    assert len(nudges(ana)) == len(nudges(ben)) == 2


def test_who_no_longer_owns_the_program_presses_in_vain(world: World) -> None:
    olive, second = world.hire("Olive Owner", is_admin=True), world.hire("Sam Second")
    world.open_program(olive, **{"Who runs it with you?": ["Sam Second"]})
    ana, ben = world.hire("Ana Costa"), world.hire("Ben Ito")
    world.join(ana, teaches=["TikTok"], learns=["Budgeting"], level="Junior")
    world.join(ben, teaches=["Budgeting"], learns=["TikTok"], level="Director")
    second.command("/reverse-mentor round").modal.submit({})
    review = second.dm().last.click("Look at the pairs").modal
    page = olive.command("/reverse-mentor program").messages[0]
    page.click("Edit").modal.submit({"Who runs it with you?": []})
    answer = review.click("Approve")
    assert "doesn't work from here any more" in (answer.modal.plain if answer.modal else answer.text)
    world.pass_until(world.slack.clock.now + timedelta(days=3))
    assert not any("Yes, introduce us" in message.buttons for message in ana.dm().messages)


def test_a_call_to_the_channel_in_a_profile_stays_text(world: World) -> None:
    olive = world.hire("Olive Owner", is_admin=True)
    world.open_program(olive)
    loud = "<!channel> & <@U12345|all>"
    ana, ben = world.hire(loud), world.hire("Ben Ito")
    world.join(ana, teaches=[loud], learns=["Budgeting"], level="Junior")
    world.join(ben, teaches=["Budgeting"], learns=[loud], level="Director")
    olive.command("/reverse-mentor skills").modal.choose({"Take it in under …": "Tools and AI"})
    world.pair(olive)
    for person in (ana, ben):
        person.dm().last.click("Yes, introduce us")
    seen = [*ana.dm().messages, *ben.dm().messages, *ben.groups[0].messages, *olive.dm().messages]
    assert any(loud in message.plain for message in seen)
    assert not any(message.mentions.broadcasts for message in seen)
    assert not any("U12345" in message.mentions.users for message in seen)


def test_slack_down_during_an_introduction_loses_and_doubles_nothing(world: World) -> None:
    olive = world.hire("Olive Owner", is_admin=True)
    world.open_program(olive)
    ana, ben = world.hire("Ana Costa"), world.hire("Ben Ito")
    world.join(ana, teaches=["TikTok"], learns=["Budgeting"], level="Junior")
    world.join(ben, teaches=["Budgeting"], learns=["TikTok"], level="Director")
    world.pair(olive)
    ana.dm().last.click("Yes, introduce us")
    world.slack.faults.add("429", method="chat.postMessage", times=1, retry_after=0)
    world.slack.faults.add("429", method="conversations.open", times=1, retry_after=0)
    ben.dm().last.click("Yes, introduce us")
    world.slack.clock.settle()
    assert len(ben.groups[0].messages) == 1


def test_leaving_slack_tells_the_partner_kindly_and_only_once(world: World) -> None:
    ana, ben = world.introduced()
    world.slack.faults.add("deliver_twice", method="user_change")
    ana.deactivate()
    world.pass_until(world.slack.clock.now + timedelta(days=21))
    told = [message for message in ben.dm().messages if "has left this workspace" in message.plain]
    assert len(told) == 1
    assert not nudges(ben)


def test_who_becomes_a_guest_steps_back_and_the_partner_is_free_again(world: World) -> None:
    ana, ben = world.introduced()
    ana.change(is_restricted=True)
    world.pass_until(world.slack.clock.now + timedelta(days=21))
    assert not nudges(ana) and not nudges(ben)
    assert "come to its end" in ben.dm().last.plain
    assert "in for the next round" in ben.command("/reverse-mentor pair").text


@pytest.mark.parametrize("home", [{"home_team": "T9ELSEWHERE"}, {"home_team": "T9ELSEWHERE", "is_stranger": True}])
def test_who_visits_from_a_connected_workspace_reads_why_not_and_leaves_no_trace(
    world: World, home: dict[str, Any]
) -> None:
    world.open_program(world.hire("Olive Owner", is_admin=True))
    vera = world.hire("Vera Visitor", **home)
    assert "of another organization" in vera.channel("general").last.click("Join").text
    with world.bot.database.reading() as session:
        assert session.scalars(select(Member.slack_id).filter_by(slack_id=vera.id)).all() == []


def test_a_guest_and_a_bot_are_never_in(world: World) -> None:
    world.open_program(world.hire("Olive Owner", is_admin=True))
    guest = world.hire("Gus Guest", is_restricted=True)
    assert "members of this workspace" in guest.command("/reverse-mentor join").text
