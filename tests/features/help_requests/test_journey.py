"""A quiet word, as both sides see it in Slack."""

from datetime import UTC, datetime, timedelta

from sandbox.client.messages import Message
from tests.journeys.conftest import World
from tests.journeys.conftest import world as world

TUESDAY = datetime(2027, 1, 12, 10, tzinfo=UTC)


def now(message: Message) -> Message:
    there = message.now
    assert there
    return there


def test_a_quiet_word(world: World) -> None:
    ana, ben = world.introduced()
    olive = world.people["Olive Owner"]
    world.pass_until(TUESDAY + timedelta(minutes=1))
    nudge = [one for one in ana.dm().messages if "Not yet" in one.buttons][-1]
    form = nudge.click("I'd like help").modal
    assert "Olive Owner" in form.plain and "Passed on word for word" in form.plain
    before = len(ben.dm().messages)
    sent = form.submit({"Whom would you like": "Olive Owner", "In your own words": "We <!here> never find time"})
    assert "We <!here> never find time" in sent.modal.plain
    asked = olive.dm().last
    assert "Ana Costa would like a quiet word" in asked.plain and not asked.mentions.broadcasts
    assert "One person would like a quiet word" in olive.open_home().plain
    asked.click("I'll get in touch")
    assert "Olive Owner has read" in ana.dm().last.plain
    assert "Olive Owner has read it" in now(nudge).click("I'd like help").modal.plain
    world.pass_until(datetime(2027, 1, 18, 9, 1, tzinfo=UTC))
    reminder = olive.dm().last
    assert "Has it worked out?" in reminder.plain
    reminder.choose({"It's done": "We talked, and it's settled"})
    assert "Thank you for taking care of it" in now(reminder).plain
    told = [one for one in ana.dm().messages if "has taken care" in one.plain]
    assert "it's settled" in told[-1].plain
    assert "would like a quiet word" not in olive.open_home().plain
    assert not any("quiet word" in one.plain for one in ben.dm().messages[before:])


def test_taken_back_from_the_form_it_was_asked_with(world: World) -> None:
    ana, _ = world.introduced()
    olive = world.people["Olive Owner"]
    world.pass_until(TUESDAY + timedelta(minutes=1))
    nudge = [one for one in ana.dm().messages if "Not yet" in one.buttons][-1]
    sent = nudge.click("I'd like help").modal.submit({})
    queue = olive.open_home().click("Show all").modal
    assert "Ana Costa would like a quiet word" in queue.plain
    taken_back = sent.modal.click("I don't need it any more").modal
    assert "That's taken back" in taken_back.plain
    assert "doesn't need it any more" in olive.dm().last.plain
    assert "Nobody waits" in queue.click("I'll get in touch").modal.plain
    assert now(nudge).click("I'd like help").modal.submit_text == "Pass it on"
