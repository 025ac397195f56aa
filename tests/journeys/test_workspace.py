"""The workspace in the browser, from the server's side: the guided minute, a story, one's own people."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from typer.testing import CliRunner

from sandbox import SandboxError, Workspace
from sandbox.__main__ import main
from sandbox.client import Person
from sandbox.story import words
from sandbox.story.demo import STORY, Demo
from sandbox.story.guide import two_to_swap
from tests.conftest import be_patient

pytestmark = pytest.mark.xdist_group("workspace")  # one company, one bot

CSV = """email,name,level,manager_email,team,department,location,timezone,teaches,learns
hana@acme.example,Hana Okafor,7,,People,HR,Berlin,Europe/Berlin,,
theo@acme.example,Theo Lind,5,hana@acme.example,People,HR,Berlin,Europe/Berlin,,
mia@acme.example,"Mia, <b>Ruiz</b>",2,theo@acme.example,Web,IT,Madrid,Europe/Madrid,TikTok:3;Python,Strategy
sam@acme.example,Sam Berg,8,hana@acme.example,Sales,Sales,Oslo,Europe/Oslo,Strategy,TikTok
sam2@acme.example,Sam Berg,3,,Sales,Sales,Oslo,,,
"""


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    with Demo(tmp_path_factory.mktemp("workspace"), 0) as demo:
        be_patient(demo.url)
        yield demo


@pytest.fixture
def slack(demo: Demo) -> Iterator[Workspace]:
    with Workspace(demo.url) as slack:
        yield slack


def ask(slack: Workspace, verb: str, **arguments: Any) -> Any:
    return slack._wire.ask(verb, **arguments)


def soon(found: Callable[[], Any]) -> Any:
    """The bot does what is due without being waited for."""
    deadline = time.monotonic() + 180
    while not (there := found()):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return there


def done(slack: Workspace) -> list[str]:
    return [step["id"] for step in ask(slack, "demo")["guide"] if step["done"]]


def join(slack: Workspace, who: str) -> Person:
    one = next(one for one in STORY.people if one.name == who)
    person = slack.user(who)
    form = person.channel(words.GENERAL).messages[0].click(words.JOIN).modal
    wishes = {
        words.TEACHES: list(one.teaches),
        words.LEARNS[0]: one.learns[0],
        words.LEVEL: words.LEVELS[one.level - 1],
    }
    assert not form.submit(wishes).errors
    return person


def test_the_guided_minute(slack: Workspace):
    assert ask(slack, "demo")["company"] == "Meridian" and done(slack) == []
    owner = slack.user(STORY.owner.name)
    assert owner.modal is None
    two = [join(slack, one.name) for one in two_to_swap(STORY)]
    soon(lambda: done(slack) == ["join", "too"])
    owner.command(f"{words.COMMAND} round").modal.submit({})
    proposal = soon(lambda: next((one for one in owner.dm().messages if words.LOOK in one.buttons), None))
    assert proposal.click(words.LOOK).modal.click(words.APPROVE).failed is None
    soon(lambda: done(slack) == ["join", "too", "round"])
    for one in two:
        soon(lambda one=one: words.YES in one.dm().last.buttons)
        one.dm().last.click(words.YES)
    soon(lambda: "accept" in done(slack))
    nudged = ask(slack, "next_nudge")
    assert nudged["at"].startswith("2027-03-09T") and nudged["to"]
    assert "tuesday" in done(slack)
    somebody = slack.user(nudged["to"][0]["id"])
    form = somebody.dm().last.click(words.MET).modal
    assert form and "answer" not in done(slack)  # the form isn't sent yet
    assert form.submit({words.MET_ON: slack.clock.now.date().isoformat(), words.MET_HOW: words.HOW[0]}).errors == {}
    assert "answer" in done(slack)
    while form := somebody.modal:
        form.close()
    owner.command(f"{words.COMMAND} report")
    soon(lambda: len(done(slack)) == 7)
    told = ask(slack, "traffic")["entries"]
    assert {"/reverse-mentor", "block_actions", "chat.postMessage", "views.open"} <= {one["what"] for one in told}
    assert all(one["ms"] >= 0 for one in told if one["way"] == "to_app")


def test_time_travel_stops_at_what_is_due(slack: Workspace):
    ask(slack, "start_over")
    assert slack.clock.now.isoformat() == "2027-03-01T08:00:00+00:00"
    assert done(slack) == [] and len(slack.channel(words.GENERAL).messages) == 1
    assert ask(slack, "next_nudge") == {"at": None, "to": []}
    before = slack.clock.now
    told = ask(slack, "travel", days=7)
    assert (slack.clock.now - before).days == 7 and told["now"] == slack.clock.now.isoformat()
    with pytest.raises(SandboxError, match="can't go back"):
        ask(slack, "travel", to=before.isoformat())


def test_what_could_not_be_sent_comes_by_itself(slack: Workspace):
    one = STORY.people[0]
    person = slack.user(one.name)
    form = person.command(f"{words.COMMAND} join").modal
    ask(slack, "switch_fault", name="rate_limited", on=True)
    wishes = {words.DIRECTION: words.DIRECTIONS["teach"], words.TEACHES: ["TikTok"], words.LEVEL: words.LEVELS[1]}
    assert not form.submit(wishes).errors
    soon(lambda: any(call["fault"] == "429" for call in slack.calls))
    assert not person.dm().messages
    ask(slack, "switch_fault", name="rate_limited", on=False)
    assert soon(lambda: person.dm().last).text == "You're in – welcome!"


def test_a_port_that_is_taken_is_told_plainly(demo: Demo):
    result = CliRunner().invoke(main, ["workspace", "--port", demo.url.rpartition(":")[2]])
    assert result.exit_code == 1 and "choose another" in result.output


def test_a_story_is_played_and_stopped(slack: Workspace):
    ask(slack, "play_story", weeks=8)
    with pytest.raises(SandboxError, match="The story is playing"):
        ask(slack, "travel", hours=1)
    soon(lambda: ask(slack, "demo")["week"] == 1 and len(slack.news()) > 5)
    ask(slack, "stop_story")
    stopped = ask(slack, "demo")
    assert (stopped["playing"], stopped["problem"]) == (False, None)
    at = slack.clock.now
    time.sleep(0.2)
    assert slack.clock.now == at
    assert ask(slack, "travel", hours=1)


def test_own_people_become_the_company(slack: Workspace):
    assert ask(slack, "bring_people", csv=CSV) == {"people": 5, "errors": []}
    people = {one.real_name: one for one in slack.users if not one.is_bot}
    assert sorted(people) == ["Hana Okafor", "Mia, <b>Ruiz</b>", "Sam Berg", "Sam Berg (2)", "Theo Lind"]
    mia = people["Mia, <b>Ruiz</b>"]
    assert (mia.email, mia.tz, mia.title, mia.is_admin) == ("mia@acme.example", "Europe/Madrid", "Web", False)
    assert people["Hana Okafor"].is_admin and people["Sam Berg (2)"].tz == "UTC"
    told = ask(slack, "demo")
    assert told["company"] == "Your company" and told["guide"][0]["who"] == mia.id
    ask(slack, "start_over")
    assert slack.user("Theo Lind").email == "theo@acme.example"


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"mia@acme.example": "mia"}, [(4, "email: 'mia' isn't an e-mail address")]),
        ({"sam2@": "sam@"}, [(6, "sam@acme.example is on line 5 already")]),
        (
            {"Lind,5": "Lind,55", "Europe/Oslo": "Oslo"},
            [(3, "level: '55' isn't"), (5, "timezone: 'Oslo' isn't")],
        ),
        ({"Hana Okafor": " "}, [(2, "name is missing")]),
        ({"email,name": "mail,name"}, [(1, "the first line must name the columns email")]),
        ({"Sam Berg,3,,": "Sam Berg,3,"}, [(6, "there are 9 cells, and 10 columns")]),
        ({CSV[CSV.index("mia@") :]: ""}, [(1, "There must be 4 to 2000 people")]),
        ({'"Mia': '"Mia" x'}, [(4, "this isn't CSV")]),
    ],
)
def test_wrong_lines_are_named_and_nothing_changes(
    slack: Workspace, changes: dict[str, str], errors: list[tuple[int, str]]
):
    text = CSV
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    before = [one.id for one in slack.users]
    told = ask(slack, "bring_people", csv=text)["errors"]
    assert [one["line"] for one in told] == [line for line, _ in errors]
    assert all(said in one["text"] for one, (_, said) in zip(told, errors, strict=True))
    assert [one.id for one in slack.users] == before
