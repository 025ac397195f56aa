"""The first days: the owner opens the program, and people join, each in their own way."""

from datetime import date, datetime, timedelta

from sandbox.story import words
from sandbox.story.cast import after
from sandbox.story.company import Colleague
from sandbox.story.hands import Hands
from sandbox.story.time import Time

CADENCE_WEEKS = 2
AWAY_DAYS = 14
SHOUT = "<!channel> karaoke"


def open_program(hands: Hands) -> None:
    """Created in the form and announced; the reports' channel has the app in it already."""
    owner, contact = hands.cast.company.owner.name, hands.cast.company.contact.name
    form = hands.modal(owner, hands.command(owner, "program"))
    values = {
        "What's it called?": words.PROGRAM,
        "What is it for?": "Forty people try one new tool, and leaders hear what newcomers see.",
        "Where should it be announced?": words.GENERAL,
        "Where do reports go?": words.REPORTS,
        "Who helps when a pair": contact,
        "How often should pairs meet?": f"Every {CADENCE_WEEKS} weeks",
    }
    saved = hands.modal(owner, hands.submit(owner, form, values))
    hands.click(owner, saved, "Announce it")
    hands.diary.did(owner, "announced")


def plan_joining(time: Time, hands: Hands, monday: datetime) -> None:
    """Most join on the first two days in their working hours, a few after the first round."""
    cast = hands.cast
    for one in cast.company.people:
        draw = cast.draw("joins", one.name)
        days = draw.randint(14, 16) if one.name in cast.late else draw.randint(0, 1)
        at = after(cast, one.name, monday + timedelta(days=days), draw.randint(10, 450))
        time.at(at, lambda one=one: _join(hands, one))
        if one.profile:
            time.at(at + timedelta(minutes=5), lambda one=one: _set_profile(hands, one))
        if one.name == cast.away:
            time.at(at + timedelta(minutes=30), lambda one=one: pause(hands, one.name, back_on=_back(hands, one)))


def _join(hands: Hands, one: Colleague) -> None:
    """By the button of the announcement, or by the command."""
    draw = hands.cast.draw("door", one.name)
    announcement = hands.people[one.name].channel(words.GENERAL).last
    by_button = announcement and draw.random() < 0.7
    answer = hands.click(one.name, announcement, "Join") if by_button else hands.command(one.name, "join")
    hands.submit(one.name, hands.modal(one.name, answer), _wishes(one))
    hands.diary.did(one.name, "joined")


def _wishes(one: Colleague) -> dict[str, object]:
    learns = ("What I'd like to learn most", "… second", "… third")
    return {
        "I'd like to": words.DIRECTIONS[one.direction],
        "What I could show somebody": list(one.teaches),
        **dict(zip(learns, one.learns, strict=False)),
        "Where I am in the organization": words.LEVELS[one.level - 1],
        "My manager": one.manager,
    }


def _set_profile(hands: Hands, one: Colleague) -> None:
    """From the button of the welcome, or by the command."""
    if one.profile is None:
        return
    welcome = hands.people[one.name].dm().last
    by_button = welcome and "Set my hours and wishes" in welcome.buttons
    answer = (
        hands.click(one.name, welcome, "Set my hours and wishes")
        if by_button
        else hands.command(one.name, "profile")
    )
    hands.submit(one.name, hands.modal(one.name, answer), _profile(one, shouts=one.name == hands.cast.shouts))
    hands.diary.did(one.name, "profile")


def _profile(one: Colleague, *, shouts: bool) -> dict[str, object]:
    assert one.profile
    hours = one.hours
    return {
        "How many people": one.profile.capacity,
        "I like to meet": one.profile.format,
        "Languages I can talk in": ", ".join(one.profile.languages),
        "My working days": [words.WEEKDAYS[day] for day in hours.days],
        "From": clock(hours.starts),
        "Until": clock(hours.ends),
        "Day of my weekly check-in": words.WEEKDAYS[hours.nudge_day],
        "Time of my weekly check-in": clock(hours.nudge_minute),
        "Where I work": SHOUT if shouts else one.city,
        "Things I like": ", ".join(one.profile.interests),
    }


def pause(hands: Hands, who: str, back_on: date) -> None:
    form = hands.modal(who, hands.command(who, "pause"))
    hands.submit(who, form, {"I'm back on": back_on.isoformat()})
    hands.diary.did(who, "paused", on=back_on)


def _back(hands: Hands, one: Colleague) -> date:
    return hands.diary.now.date() + timedelta(days=AWAY_DAYS)


def clock(minute: int) -> str:
    """Minutes from midnight as 09:30."""
    return f"{minute // 60:02}:{minute % 60:02}"
