"""What comes back from Slack is authorized again: every listener that there is, given what isn't the member's."""

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from bot.app import Bot
from bot.db import Database
from bot.models import Member
from tests.acting import IDS, Stage, body_of, listeners
from tests.conftest import emptied
from tests.filled import Filled

GARBAGE = ("", "x", "1:x", "-1", "1;2", "9" * 30, "\u0661", "null")
"""\u0661 is a one in Arabic digits: it is a number for Python."""


STRANGER, ELSEWHERE = "USTRANGER", "UELSEWHERE"
OWN_DEEDS = {"privacy.copy", "privacy.erase_form", "prompts.off"}
ABOUT_THEMSELVES = {
    "checkins.no_help",
    "help_requests.queue",
    "home.go_on",
    "home.nudges_off",
    "home.nudges_on",
    "home.prompts_on",
    "privacy.erase",
    "privacy.open",
    "programs.join",
    "prompts.on",
    "enrollment.holidays",
    "prompts.show_other",
    "skills.find",
    "skills.merge",
    "skills.same_as",
    "skills.typed",
}
"""Or about nobody: the catalog of skills, holidays, the form for joining."""
ADMINS = {"people.owners", "people_list.form", "people_list.open", "programs.new", "skills.open"}
"""In their own workspace."""


@pytest.fixture
def filled(_sqlite: Database) -> Database:
    """Something in every table; and two to whom none of it belongs."""
    emptied(_sqlite)
    with _sqlite.transaction() as session:
        make = Filled(session).make
        make.member("Stranger", slack_id=STRANGER)
        make.workspace("T2")
        make.member("Admin elsewhere", slack_id=ELSEWHERE, is_admin=True)
    return _sqlite


@pytest.fixture
def stage(filled: Database, who: str) -> Iterator[Stage]:
    with filled.reading() as session:
        member_id = session.scalars(select(Member.id).filter_by(slack_id=who)).one()
    with Stage(filled, member_id) as stage:
        yield stage


@pytest.mark.parametrize(("who", "values"), [(STRANGER, (*GARBAGE, *IDS)), (ELSEWHERE, IDS)])
def test_nobody_does_or_sees_anything_with_what_is_not_theirs(
    bot: Bot, filled: Database, stage: Stage, who: str, values: tuple[str, ...]
) -> None:
    """What a listener does or shows all the same is about who acts. Who adds such a listener names it here."""
    did, showed = set[str](), set[str]()
    for kind, listener in listeners(bot):
        for value in values:
            attempt = stage.attempt(listener, body_of(kind, value))
            showed |= {listener.name} if not attempt.refused else set()
            did |= {listener.name} if attempt.wrote else set()
    assert did <= OWN_DEEDS | (ADMINS if who == ELSEWHERE else set())
    assert showed <= OWN_DEEDS | ABOUT_THEMSELVES | (ADMINS if who == ELSEWHERE else set())
