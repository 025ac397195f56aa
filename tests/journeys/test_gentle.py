"""Gentle to people: their quiet hours, days away and holidays, as they see it in Slack."""

from datetime import UTC, datetime, timedelta

from tests.journeys.conftest import World

TUESDAY = datetime(2027, 1, 12, 10, tzinfo=UTC)
HELLO = "Not yet"


def test_a_snooze_puts_the_weekly_hello_off(world: World) -> None:
    ana, ben = world.introduced()
    world.pass_until(TUESDAY - timedelta(minutes=30))
    ana.snooze(TUESDAY + timedelta(hours=2))
    world.pass_until(TUESDAY + timedelta(hours=8))
    hellos = {one: [seen.at for seen in one.dm().messages if HELLO in seen.buttons] for one in (ana, ben)}
    assert hellos == {ana: [TUESDAY + timedelta(hours=2)], ben: [TUESDAY]}


def test_a_snooze_of_the_whole_day_drops_it(world: World) -> None:
    ana, _ = world.introduced()
    world.pass_until(TUESDAY - timedelta(minutes=30))
    ana.snooze(TUESDAY + timedelta(hours=12))
    world.pass_until(TUESDAY + timedelta(days=7, hours=1))
    assert [one.at for one in ana.dm().messages if HELLO in one.buttons] == [TUESDAY + timedelta(days=7)]


def test_who_is_on_vacation_is_asked_when_they_are_back(world: World) -> None:
    """A suggestion waits; it stays open for as long as if both had been asked then."""
    olive = world.hire("Olive Owner", is_admin=True)
    world.open_program(olive)
    ana, ben = world.hire("Ana Costa"), world.hire("Ben Ito")
    world.join(ana, teaches=["TikTok"], learns=["Budgeting"], level="Junior")
    world.join(ben, teaches=["Budgeting"], learns=["TikTok"], level="Director")
    back = datetime(2027, 1, 13, 7, tzinfo=UTC)
    ben.change(status_emoji=":palm_tree:", status_expiration=back)
    world.pair(olive)
    assert "Yes, introduce us" in ana.dm().last.buttons
    assert "Yes, introduce us" not in ben.dm().last.buttons
    world.pass_until(back + timedelta(hours=3))
    question = ben.dm().last
    assert question.at == datetime(2027, 1, 13, 9, tzinfo=UTC)
    assert "Open until Wednesday 20 January" in question.plain
    ana.dm().last.click("Yes, introduce us")
    question.click("Yes, introduce us")
    assert len(ben.groups) == 1


def test_what_a_colleague_asks_for_is_not_held_back(world: World) -> None:
    """Whom Slack mutes isn't kept from what somebody waits for: a meeting to confirm."""
    ana, ben = world.introduced()
    ben.snooze(world.slack.clock.now + timedelta(days=3))
    log = ana.command("/reverse-mentor log").modal
    assert not log.submit({"When was it?": world.slack.clock.now.date(), "How did you meet?": "On a call"}).errors
    world.slack.clock.settle()
    assert "Yes, we met" in ben.dm().last.buttons


def test_a_holiday_moves_the_weekly_hello(world: World) -> None:
    """Tuesday 26 January is Republic Day in India, and an ordinary day in Lisbon."""
    ana, ben = world.introduced("Asia/Kolkata")
    world.slack.clock.advance(to=datetime(2027, 1, 24, tzinfo=UTC))
    world.pass_until(datetime(2027, 1, 30, tzinfo=UTC))
    assert [one.at for one in ana.dm().messages if one.at.day > 23] == [datetime(2027, 1, 25, 4, 30, tzinfo=UTC)]
    assert [one.at for one in ben.dm().messages if one.at.day > 23] == [datetime(2027, 1, 26, 10, tzinfo=UTC)]


def test_people_choose_whose_holidays_they_have(world: World) -> None:
    ana, _ = world.introduced("Asia/Kolkata")
    form = ana.command("/reverse-mentor profile").modal
    assert "By my time zone (India)" in form.plain
    assert not form.submit({"Public holidays of": "Germany · Bayern", "Messages a week": "3"}).errors
    again = ana.command("/reverse-mentor profile").modal
    assert "Germany · Bayern" in again.plain
    world.slack.clock.advance(to=datetime(2027, 1, 24, tzinfo=UTC))
    world.pass_until(datetime(2027, 1, 30, tzinfo=UTC))
    assert [one.at for one in ana.dm().messages if one.at.day > 23] == [datetime(2027, 1, 26, 4, 30, tzinfo=UTC)]
