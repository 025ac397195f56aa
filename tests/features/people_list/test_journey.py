"""The list of people, as its owner hands it in: through the real bot and the stand-in Slack."""

from sqlalchemy import select

from bot.models import HandedList, ListedPerson, Member
from sandbox.client.messages import Message
from sandbox.client.people import Person
from tests.journeys.conftest import World
from tests.journeys.conftest import world as world

FILE = "email,name,level,manager_email\n{ana},Ana,3,boss@acme.com\nboss@acme.com,Bo,9,\n"


def listed(world: World) -> list[str]:
    with world.bot.database.reading() as session:
        return list(session.scalars(select(ListedPerson.email).order_by(ListedPerson.id)))


def now(message: Message) -> str:
    there = message.now
    assert there
    return there.plain


def test_a_list_is_handed_in_looked_at_and_taken_over(world: World) -> None:
    olive, ana = world.hire("Olive Owner", is_admin=True), world.hire("Ana Costa")
    world.open_program(olive)
    ana.command("/reverse-mentor help")
    form = olive.open_home().click("List of people").modal
    file = {"name": "people.csv", "content": FILE.format(ana=ana.email)}
    assert "looking at it" in form.submit({"The list": file}).modal.plain
    world.slack.clock.settle()
    shown = olive.dm().last
    assert "2 people · 2 new" in shown.plain and "One of them isn't in Slack" in shown.plain
    assert "boss@acme.com" in shown.plain and listed(world) == []
    shown.click("Take it over")
    world.slack.clock.settle()
    assert "is taken over" in olive.dm().last.plain and "I'm taking over" in now(shown)
    assert listed(world) == [ana.email, "boss@acme.com"]


def test_a_file_that_slack_does_not_hand_out_or_another_one_put_there_changes_nothing(world: World) -> None:
    olive, ana = world.hire("Olive Owner", is_admin=True), world.hire("Ana Costa")
    world.open_program(olive)
    ana.open_home()  # so that the bot knows her
    assert "people who run programs" in ana.command("/reverse-mentor people").messages[-1].plain
    world.slack.faults.add("truncate", method="download")
    hand_in(world, olive)
    assert "I couldn't take over" in olive.dm().last.plain
    world.slack.faults.clear()
    with world.bot.database.transaction() as session:
        one = session.scalars(select(HandedList)).one()
        anas = session.scalars(select(Member.id).filter_by(slack_id=ana.id)).one()
        keys = {"workspace_id": one.workspace_id, "file_id": one.file_id, "whole": False}
        session.add(HandedList(owner_id=anas, handed_in_at=one.handed_in_at, **keys))
    world.slack.clock.settle()
    assert "I couldn't take over" in ana.dm().last.plain and listed(world) == []


def hand_in(world: World, olive: Person) -> None:
    form = olive.command("/reverse-mentor people").modal
    form.submit({"The list": {"name": "people.csv", "content": FILE.format(ana="ana@acme.com")}})
    world.slack.clock.settle()
