"""The first days: the owner opens the program, and people join, each in their own way."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sandbox.client import Answer
from sandbox.story import words
from sandbox.story.cast import after
from sandbox.story.company import Colleague
from sandbox.story.hands import Hands
from sandbox.story.time import Time

CADENCE_WEEKS = 2
AWAY_DAYS = 14
SHOUT = "<!channel> karaoke"


AIM = "Forty people try one new tool, and leaders hear what newcomers see."


def open_program(hands: Hands) -> None:
    """Created in the form and announced; the reports' channel has the app in it already."""
    _open(hands, words.PROGRAM, AIM, None)


def open_second(hands: Hands, ends_on: date) -> None:
    """A small one beside it, for some weeks only."""
    _open(hands, words.SECOND, "Six weeks, a few people, one question: what would you change?", ends_on)


def _open(hands: Hands, name: str, aim: str, ends_on: date | None) -> None:
    owner, contact = hands.cast.company.owner.name, hands.cast.company.contact.name
    answer = hands.command(owner, "program")
    if answer.modal is None:
        answer = hands.click(owner, answer.messages[-1], words.NEW_PROGRAM)
    values = program_form(name, aim, contact) | ({words.ENDS: ends_on} if ends_on else {})
    saved = hands.modal(owner, hands.submit(owner, hands.modal(owner, answer), values))
    hands.click(owner, saved, words.ANNOUNCE)
    hands.diary.did(owner, "announced", name)


def program_form(name: str, aim: str, contact: str) -> dict[str, object]:
    """What an owner enters to create a program."""
    return {
        words.PROGRAM_NAME: name,
        words.PROGRAM_AIM: aim,
        words.ANNOUNCED_IN: words.GENERAL,
        words.REPORTED_IN: words.REPORTS,
        words.CONTACT: contact,
        words.CADENCE: words.CADENCE_OF.format(weeks=CADENCE_WEEKS),
    }


def plan_joining(time: Time, hands: Hands, monday: datetime) -> None:
    """Most join on the first two days in their working hours, a few after the first round."""
    cast = hands.cast
    for one in cast.company.people:
        draw = cast.draw("joins", one.name)
        days = draw.randint(14, 16) if one.name in cast.late else draw.randint(0, 1)
        at = after(cast, one.name, monday + timedelta(days=days), draw.randint(10, 450))
        time.at(at, lambda one=one: _join(hands, one))
        if one.profile:
            time.at(at + timedelta(minutes=60), lambda one=one: _set_profile(hands, one))
        if one.name == cast.away:
            time.at(at + timedelta(minutes=120), lambda one=one: pause(hands, one.name, back_on=_back(hands, one)))


def _join(hands: Hands, one: Colleague) -> None:
    """By the button of the announcement, or by the command."""
    draw = hands.cast.draw("door", one.name)
    announcement = hands.people[one.name].channel(words.GENERAL).messages[0]
    by_button = draw.random() < 0.7
    answer = (
        hands.click(one.name, announcement, words.JOIN)
        if by_button
        else _join_by_command(hands, one, words.PROGRAM)
    )
    hands.submit(one.name, hands.modal(one.name, answer), _wishes(one))
    hands.diary.did(one.name, "joined")


def plan_joining_second(time: Time, hands: Hands, people: Sequence[Colleague], monday: datetime) -> None:
    """These join it, too: by the command, which asks them which program they mean."""
    for one in people:
        draw = hands.cast.draw("joins second", one.name)
        at = after(hands.cast, one.name, monday + timedelta(days=draw.randint(0, 1)), draw.randint(10, 400))
        time.at(at, lambda one=one: _join_second(hands, one))


def _join_second(hands: Hands, one: Colleague) -> None:
    if hands.is_there(one.name):
        form = hands.modal(one.name, _join_by_command(hands, one, words.SECOND))
        hands.submit(one.name, form, _wishes(one))
        hands.diary.did(one.name, "joined the second")


def _join_by_command(hands: Hands, one: Colleague, program: str) -> Answer:
    """With several programs open, it asks which."""
    answer = hands.command(one.name, "join")
    return answer if answer.modal else hands.click(one.name, answer.messages[-1], words.JOIN, near=program)


def _wishes(one: Colleague) -> dict[str, object]:
    return {
        words.DIRECTION: words.DIRECTIONS[one.direction],
        words.TEACHES: list(one.teaches),
        **dict(zip(words.LEARNS, one.learns, strict=False)),
        words.LEVEL: words.LEVELS[one.level - 1],
        words.MANAGER: one.manager,
    }


def _set_profile(hands: Hands, one: Colleague) -> None:
    """From the button of the welcome, or by the command."""
    if one.profile is None:
        return
    welcome = hands.people[one.name].dm().last
    by_button = welcome and words.PROFILE in welcome.buttons
    answer = hands.click(one.name, welcome, words.PROFILE) if by_button else hands.command(one.name, "profile")
    hands.submit(one.name, hands.modal(one.name, answer), _profile(one, shouts=one.name == hands.cast.shouts))
    hands.diary.did(one.name, "profile")


def _profile(one: Colleague, *, shouts: bool) -> dict[str, object]:
    assert one.profile
    hours = one.hours
    return {
        words.CAPACITY: one.profile.capacity,
        words.FORMAT: one.profile.format,
        words.LANGUAGES: ", ".join(one.profile.languages),
        words.WORK_DAYS: [words.WEEKDAYS[day] for day in hours.days],
        words.WORK_STARTS: clock(hours.starts),
        words.WORK_ENDS: clock(hours.ends),
        words.NUDGE_DAY: words.WEEKDAYS[hours.nudge_day],
        words.NUDGE_TIME: clock(hours.nudge_minute),
        words.PLACE: SHOUT if shouts else one.city,
        words.INTERESTS: ", ".join(one.profile.interests),
    }


def pause(hands: Hands, who: str, back_on: date) -> None:
    form = hands.modal(who, hands.command(who, "pause"))
    hands.submit(who, form, {words.BACK_ON: back_on.isoformat()})
    hands.diary.did(who, "paused", on=back_on)


def _back(hands: Hands, one: Colleague) -> date:
    return hands.diary.now.date() + timedelta(days=AWAY_DAYS)


def clock(minute: int) -> str:
    """Minutes from midnight as 09:30."""
    return f"{minute // 60:02}:{minute % 60:02}"
