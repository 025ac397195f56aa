"""A program from before its start to after its end, as its people read it."""

from datetime import UTC, datetime, timedelta

from sandbox.client.people import Person
from tests.journeys.conftest import World


def edit(owner: Person, **fields: str):
    return owner.command("/reverse-mentor program").messages[-1].click("Edit").modal.submit(fields)


def texts(person: Person) -> str:
    return "\n".join(message.plain for message in person.dm().messages)


def test_joining_says_when_it_starts_and_nothing_comes_before(world: World) -> None:
    olive = world.hire("Olive Owner", is_admin=True)
    world.open_program(olive, **{"Starts on": "2027-02-01"})
    assert "from Monday 1 February" in world.slack.channel("general").last.plain
    ana, ben = world.hire("Ana Costa"), world.hire("Ben Ito")
    world.join(ana, teaches=["TikTok"], learns=["Budgeting"], level="Junior")
    world.join(ben, teaches=["Budgeting"], learns=["TikTok"], level="Director")
    assert "It starts on Monday 1 February" in ana.dm().last.plain
    assert "It starts on Monday 1 February" in ana.open_home().plain
    world.pair(olive)
    world.pass_until(world.slack.clock.now + timedelta(days=1))
    for person in (ana, ben):
        person.dm().last.click("Yes, introduce us")
    before = len(ana.dm().messages)
    world.pass_until(datetime(2027, 1, 31, tzinfo=UTC))
    assert len(ana.dm().messages) == before
    world.pass_until(datetime(2027, 2, 6, tzinfo=UTC))
    assert "Skip this week" in ana.dm().last.buttons


def test_dates_that_cannot_be_are_said_at_their_field(world: World) -> None:
    olive = world.hire("Olive Owner", is_admin=True)
    world.open_program(olive, **{"Starts on": "2026-12-01"})
    assert "over already" in str(edit(olive, **{"Ends on": "2027-01-03"}).errors)
    assert "more than a year ago" in str(edit(olive, **{"Starts on": "2025-12-01"}).errors)
    assert edit(olive, **{"Ends on": "2027-01-04"}).modal
    assert "ends on Monday 4 January" in olive.command("/reverse-mentor program").text


def test_a_program_ends_and_goes_on_after_all(world: World) -> None:
    ana, ben = world.introduced(ana_tz="Pacific/Auckland", ben_tz="Pacific/Honolulu")
    eve, olive = world.hire("Eve Short"), world.people["Olive Owner"]
    world.join(eve, teaches=["Chess"], learns=["Juggling"], level="Lead")
    assert edit(olive, **{"Ends on": "2027-02-10"}).modal
    world.pass_until(datetime(2027, 1, 29, tzinfo=UTC))
    for person, partner in ((ana, "Ben Ito"), (ben, "Ana Costa")):
        assert f"and so does your swap with @{partner}" in texts(person)
        assert "coming to its end" not in texts(eve)
    world.pass_until(datetime(2027, 2, 12, 20, tzinfo=UTC))
    for person in (ana, ben):
        assert "free to go on by yourselves" in person.dm().last.plain
    assert "Thank you for having been part of it" in eve.dm().last.plain
    assert "3 people took part, one pair was introduced" in olive.dm().last.plain
    for word in ("pair", "log", "resume", "profile"):
        assert "has come to its end" in ana.command(f"/reverse-mentor {word}").text
    assert "You and @Ben Ito are free to go on by yourselves" in ana.open_home().plain
    assert "Thank you for having been part of it" in eve.open_home().plain
    assert "None of your programs is open" in olive.command("/reverse-mentor round").text
    before = len(ana.dm().messages)
    world.pass_until(datetime(2027, 2, 22, tzinfo=UTC))
    assert len(ana.dm().messages) == before
    assert "On its way" in olive.command("/reverse-mentor report").text
    extend = next(message for message in reversed(olive.dm().messages) if "Let it go on" in message.buttons)
    saved = extend.click("Let it go on").modal.submit({"Ends on": "2027-06-30"})
    assert "open again" in saved.modal.plain
    world.pass_until(datetime(2027, 2, 23, 12, tzinfo=UTC))
    assert "goes on, until Wednesday 30 June, and so does your swap with @Ben Ito" in texts(ana)
    assert "in for the next round" in eve.dm().last.plain
    assert "Ben Ito" in ana.command("/reverse-mentor pair").text
    world.pass_until(datetime(2027, 3, 7, tzinfo=UTC))
    assert "Turn hellos off" in ana.dm().last.buttons


def test_a_closed_program_is_named_as_such_among_reports(world: World) -> None:
    olive = world.hire("Olive Owner", is_admin=True)
    world.open_program(olive, **{"Starts on": "2026-12-01", "Ends on": "2027-01-12"})
    world.open_another(olive, "Second")
    world.pass_until(datetime(2027, 1, 20, tzinfo=UTC))
    question = olive.command("/reverse-mentor report").messages[-1]
    assert question.plain.index("Second") < question.plain.index("Swap · closed")
    assert "On its way" in question.click("This one", near="Swap").messages[-1].plain
    assert "closed · nobody took part" in olive.command("/reverse-mentor program").text
