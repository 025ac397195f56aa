"""App Home: where somebody stands, with every action as a button; published at most once a change."""

from datetime import timedelta

from sandbox.client.people import Person
from tests.journeys.conftest import World

YES, NO = "Yes, introduce us", "Not this time"


def test_a_stranger_joins_from_home(world: World) -> None:
    world.open_program(world.hire("Olive Owner", is_admin=True))
    ana = world.hire("Ana Costa")
    assert "Open to join" in ana.open_home().plain
    form = ana.home.click("Join", near="Swap").modal
    form.submit(
        {
            "What I could show": ["TikTok"],
            "What I'd like to learn most": "Budgeting",
            "Where I am": "Junior",
        }
    )
    home = ana.home.plain
    assert "TikTok" in home and "waiting for the next round" in home
    assert "Open to join" not in home
    assert ana.home.publishes == 2


def test_a_draft_is_announced_from_home(world: World) -> None:
    olive = world.hire("Olive Owner", is_admin=True)
    form = olive.command("/reverse-mentor program").modal
    form.submit({"What's it called?": "Swap", "Where should it be announced?": "general"})
    assert "Swap · draft" in olive.open_home().plain
    olive.home.click("Announce it", near="Swap")
    assert "Swap" in world.slack.channel("general").last.plain
    assert "draft" not in olive.home.plain and "Nobody has joined yet" in olive.home.plain


def test_home_is_published_once_a_change(world: World) -> None:
    ana, _ben = world.introduced()
    ana.open_home()
    first = ana.home.publishes
    ana.open_home()
    ana.command("/reverse-mentor help")
    ana.command("/reverse-mentor resume")
    assert ana.home.publishes == first == 1
    pause(world, ana)
    assert ana.home.publishes == 2
    assert "You're on a break" in ana.home.plain


def test_who_never_opens_home_is_sent_none(world: World) -> None:
    ana, ben = world.introduced()
    ana.open_home()
    assert ana.home and ben.home is None


def test_an_offer_is_answered_in_home_and_the_no_leaves_no_trace(world: World) -> None:
    olive = world.hire("Olive Owner", is_admin=True)
    world.open_program(olive)
    ana, ben = world.hire("Ana Costa"), world.hire("Ben Ito")
    world.join(ana, teaches=["TikTok"], learns=["Budgeting"], level="Junior")
    world.join(ben, teaches=["Budgeting"], learns=["TikTok"], level="Director")
    ana.open_home(), ben.open_home()
    world.pair(olive)
    world.pass_until(world.slack.clock.now + timedelta(days=1))
    assert {YES, NO} <= set(ana.home.buttons)
    said = ana.home.click(NO)
    assert "stays between us" in said.modal.plain
    assert YES not in ana.home.buttons and "Look for somebody now" in ana.home.buttons
    before = ben.home.plain
    ben.open_home()
    assert ben.home.plain == before and YES in ben.home.buttons


def test_a_yes_is_taken_back_in_home_and_the_other_sees_nothing_of_it(world: World) -> None:
    olive = world.hire("Olive Owner", is_admin=True)
    world.open_program(olive)
    ana, ben = world.hire("Ana Costa"), world.hire("Ben Ito")
    world.join(ana, teaches=["TikTok"], learns=["Budgeting"], level="Junior")
    world.join(ben, teaches=["Budgeting"], learns=["TikTok"], level="Director")
    world.pair(olive)
    world.pass_until(world.slack.clock.now + timedelta(days=1))
    ana.open_home(), ben.open_home()
    before, heard = ben.home.plain, len(ben.dm().messages)
    ana.home.click(YES)
    ana.home.click("Not this time after all")
    assert YES not in ana.home.buttons and "Ben Ito" not in ana.home.plain
    ben.open_home()
    assert (ben.home.plain, len(ben.dm().messages)) == (before, heard)
    ben.home.click(YES)
    assert "As soon as you've both said yes" in ben.home.plain
    assert "As soon as" not in ana.open_home().plain


def test_both_say_yes_in_home(world: World) -> None:
    olive = world.hire("Olive Owner", is_admin=True)
    world.open_program(olive)
    ana, ben = world.hire("Ana Costa"), world.hire("Ben Ito")
    world.join(ana, teaches=["TikTok"], learns=["Budgeting"], level="Junior")
    world.join(ben, teaches=["Budgeting"], learns=["TikTok"], level="Director")
    world.pair(olive)
    world.pass_until(world.slack.clock.now + timedelta(days=1))
    for person in (ana, ben):
        person.open_home()
        person.home.click(YES)
    assert "You and @Ben Ito" in ana.home.plain and "TikTok" in ana.home.plain
    ana.open_home()
    assert "Your next weekly hello" in ana.home.plain


def test_meetings_and_hours_are_shown(world: World) -> None:
    ana, ben = world.introduced()
    ana.open_home(), ben.open_home()
    form = ana.home.click("We met").modal
    form.submit({"How many minutes": 45, "How did you meet?": "On a call", "What was it about?": ["TikTok"]})
    assert "45 minutes of your time" in ana.home.plain
    world.pass_until(world.slack.clock.now + timedelta(days=1))
    taught = ana.home.plain
    assert "What you've shown\nTikTok" in taught and "What you've been shown" not in taught


def test_a_meeting_that_the_partner_logged_waits_in_home_and_counts_with_the_own_word(world: World) -> None:
    ana, ben = world.introduced()
    ben.open_home()
    log_a_meeting(ana)
    world.pass_until(world.slack.clock.now + timedelta(days=1))
    assert "@Ana Costa logged that you two met" in ben.home.plain
    assert "TikTok" not in ben.home.plain.partition("Your swaps so far")[2]
    assert "How was it?" in ben.home.click("Yes, we met").modal.title
    assert "What you've been shown\nTikTok" in ben.home.plain
    assert "logged that you two met" not in ben.home.plain


def test_a_meeting_that_was_none_is_said_so_in_home(world: World) -> None:
    ana, ben = world.introduced()
    ana.open_home(), ben.open_home()
    log_a_meeting(ana)
    world.pass_until(world.slack.clock.now + timedelta(days=1))
    said = ben.home.click("We didn't meet").modal
    assert "isn't counted" in said.plain and "We did meet after all" in said.buttons
    assert "logged that you two met" not in ben.home.plain
    world.pass_until(world.slack.clock.now + timedelta(days=1))
    assert "Your swaps so far" not in ana.home.plain and "Your swaps so far" not in ben.home.plain


def test_the_weekly_hello_is_switched_in_home(world: World) -> None:
    ana, _ben = world.introduced()
    ana.open_home()
    ana.home.click("Turn hellos off")
    assert "Your weekly hello is off" in ana.home.plain
    ana.home.click("Turn hellos on")
    assert "Your weekly hello is off" not in ana.home.plain


def test_a_hello_that_went_unanswered_is_taken_up_again_in_home(world: World) -> None:
    ana, _ben = world.introduced()
    world.pass_until(world.slack.clock.now + timedelta(weeks=10))
    assert "rests, since a few went by" in ana.open_home().plain
    ana.home.click("Let's go on")
    assert "Your next weekly hello" in ana.home.plain


def test_on_a_break_the_hello_rests_and_has_no_dead_button(world: World) -> None:
    ana, ben = world.introduced()
    ana.open_home(), ben.open_home()
    pause(world, ana)
    assert "rests while you're on a break" in ana.home.plain
    assert "Turn hellos on" not in ana.home.buttons
    assert "break" not in ben.open_home().plain.partition("Your weekly hello")[2]


def test_an_owner_sees_their_programs(world: World) -> None:
    world.introduced()
    olive = world.people["Olive Owner"]
    home = olive.open_home()
    assert "2 people have joined · one active pair" in home.plain
    assert home.click("Report", near="Swap").modal
    assert "Nobody hears of it" in home.click("Pair people", near="Swap").modal.plain


def test_an_owner_sees_what_waits_and_what_has_closed(world: World) -> None:
    olive = world.hire("Olive Owner", is_admin=True)
    world.open_program(olive, **{"Ends on": "2027-02-01"})
    home = olive.open_home()
    assert "Nobody has joined yet · no active pairs" in home.plain
    assert "Skills" in home.click("Skills").modal.title
    ana = world.hire("Ana Costa")
    world.join(ana, teaches=["Beekeeping"], learns=["Budgeting"], level="Junior")
    assert "Skills · one waits" in olive.open_home().buttons
    world.pass_until(world.slack.clock.now + timedelta(days=60))
    home = olive.open_home()
    assert "Swap · closed" in home.plain and {"Report", "Edit"} <= set(home.buttons)


def test_a_partner_who_ends_it_changes_home_too(world: World) -> None:
    ana, ben = world.introduced()
    ana.open_home()
    ben.command("/reverse-mentor pair")
    ben.ephemeral[-1].click("End this swap")
    world.pass_until(world.slack.clock.now + timedelta(days=1))
    assert "@Ben Ito" not in ana.home.plain


def log_a_meeting(person: Person) -> None:
    form = person.command("/reverse-mentor log").modal
    form.submit({"How many minutes": 45, "How did you meet?": "On a call", "What was it about?": ["TikTok"]})


def pause(world: World, person) -> None:
    until = (world.slack.clock.now + timedelta(days=7)).date()
    person.command("/reverse-mentor pause").modal.submit({"I'm back on": until.isoformat()})
