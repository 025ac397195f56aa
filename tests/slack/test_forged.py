"""What comes back from Slack is authorized again: every listener that there is, given what isn't the member's."""

from collections.abc import Mapping
from typing import Any

import pytest
from msgspec.structs import replace
from slack_bolt import Ack, BoltContext
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from bot.app import Bot
from bot.db import Database
from bot.models import (
    HandedList,
    HelpRequest,
    Member,
    MemberKind,
    OutboxMessage,
    OwnerGrant,
    ProgramOwner,
    Pulse,
    ReadinessPulse,
    Round,
    SkillPrompt,
    WeeklyReport,
)
from tests.acting import IDS, Stage, body_of, commands, listeners, writes
from tests.conftest import emptied
from tests.factories import NOW
from tests.filled import Filled

GARBAGE = ("", "x", "1:x", "-1", "1;2", "9" * 30, "\u0661", "null")
"""\u0661 is a one in Arabic digits: it is a number for Python."""


STRANGER, ELSEWHERE = "USTRANGER", "UELSEWHERE"
OWN_DEEDS = {"privacy.copy", "privacy.erase_form", "prompts.off"}
OF_ONESELF = {"privacy", "privacy.open", "privacy.copy", "privacy.erase", "privacy.erase_form"}
"""What guests may do, too: see what is kept about them, have it, and have it forgotten."""
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


FORMER = "UFORMER"
RAN_IT = (
    (Round, "proposed_by_id", "decided_by_id", "asked_again_by_id", "replay_asked_by_id"),
    (HandedList, "owner_id"),
    (OutboxMessage, "caretaker_id"),
    (ReadinessPulse, "asked_by_id"),
    (WeeklyReport, "member_id"),
    (SkillPrompt, "asked_by_id"),
)
"""Where an owner's deeds leave their name, also when they run nothing any more."""
OF_ONE = ("pulses", "check_ins", "pairing_answers", "help_requests", "nudges", "skill_prompts", "readiness_answers")
"""What one of a pair says or is asked, by themselves. `members` and what is in their places besides."""


@pytest.fixture
def filled(_sqlite: Database) -> Database:
    """Something in every table; and those to whom none of it belongs."""
    emptied(_sqlite)
    with _sqlite.transaction() as session:
        make = Filled(session).make
        make.member("Stranger", slack_id=STRANGER)
        _was_owner(session, make.member("Former Owner", slack_id=FORMER))
        make.workspace("T2")
        make.member("Admin elsewhere", slack_id=ELSEWHERE, is_admin=True)
    return _sqlite


def _was_owner(session: Session, former: Member) -> None:
    """They did all that an owner did; somebody else runs the program now, and they aren't on any list."""
    for model, *columns in RAN_IT:
        session.execute(update(model).values(dict.fromkeys(columns, former.id)))
    session.execute(delete(ProgramOwner).filter_by(member_id=former.id))
    session.execute(delete(OwnerGrant))
    session.execute(update(OutboxMessage).values(state="held"))
    about = session.scalars(select(OutboxMessage)).one()
    about.params = {"program_id": 1}


def id_of(database: Database, slack_id: str) -> int:
    with database.reading() as session:
        return session.scalars(select(Member.id).filter_by(slack_id=slack_id)).one()


@pytest.mark.parametrize(("who", "values"), [(STRANGER, GARBAGE), (FORMER, IDS), (ELSEWHERE, IDS)])
def test_nobody_does_or_sees_anything_with_what_is_not_theirs(
    bot: Bot, filled: Database, who: str, values: tuple[str, ...]
) -> None:
    """What a listener does or shows all the same is about who acts. Who adds such a listener names it here.

    Who ran a program once is a stranger to it, whatever of then still bears their name.
    """
    did, showed = set[str](), set[str]()
    with Stage(filled, id_of(filled, who)) as stage:
        for kind, listener in listeners(bot):
            for value in values:
                attempt = stage.attempt(listener, body_of(kind, value))
                showed |= {listener.name} if not attempt.refused else set()
                did |= {listener.name} if attempt.wrote else set()
    assert did <= OWN_DEEDS | (ADMINS if who == ELSEWHERE else set())
    assert showed <= OWN_DEEDS | ABOUT_THEMSELVES | (ADMINS if who == ELSEWHERE else set())


@pytest.fixture
def pair(_sqlite: Database) -> tuple[Database, Filled]:
    """One of the two has said and asked all that there is, the other nothing."""
    emptied(_sqlite)
    with _sqlite.transaction() as session:
        filled = Filled(session)
        filled.make.member("Stranger", slack_id=STRANGER)
        return _sqlite, filled


@pytest.mark.parametrize("role", ["partner", "owner"])
def test_nobody_reads_or_changes_what_one_of_a_pair_said(
    bot: Bot, pair: tuple[Database, Filled], role: str
) -> None:
    """Neither who they swap with, nor who runs the program."""
    database, filled = pair
    with Session(database.engine) as session:
        said = own_words(session, filled.ids["members"])
        before = own_rows(session, filled.ids["members"])
    with Stage(database, filled.ben.id if role == "partner" else filled.olive.id) as stage:
        for kind, listener in (*listeners(bot), *commands(bot)):
            for value in IDS if kind != "words" else [""]:
                attempt = stage.attempt(listener, body_of(kind, value))
                assert not [word for word in said if word in attempt.showed], listener.name
                if attempt.wrote & before.keys():
                    assert own_rows(attempt.ctx.session, filled.ids["members"]) == before, listener.name


def own_words(session: Session, member_id: int) -> list[str]:
    """What they wrote for nobody else, or only for whom they asked for help."""
    rows = (session.scalars(select(model).filter_by(member_id=member_id)).one() for model in (Pulse, HelpRequest))
    return [str(row.note) for row in rows]


def own_rows(session: Session, member_id: int) -> Mapping[str, Any]:
    read = session.connection().exec_driver_sql
    return {name: read(f"SELECT * FROM {name} WHERE member_id = {member_id}").all() for name in OF_ONE}


WHERE: Mapping[str, Mapping[str, Any]] = {
    "clicks": {"type": "block_actions", "response_url": "http://127.0.0.1:9/"},
    "forms": {"type": "view_submission"},
    "type_aheads": {"type": "block_suggestion"},
    "words": {},
}
KINDS = {
    "guest": {"kind": MemberKind.GUEST},
    "of a connected workspace": {"kind": MemberKind.STRANGER},
    "bot": {"kind": MemberKind.BOT},
    "gone": {"deactivated_at": NOW},
}


@pytest.mark.parametrize("role", [*KINDS, "somebody else's id"])
def test_who_is_no_member_gets_nowhere(bot: Bot, pair: tuple[Database, Filled], role: str) -> None:
    """Even who owns the program and is one of the pair: what counts is what Slack says of them today.

    "Somebody else's id": of a connected workspace, where the same id is another person's.
    """
    database, filled = pair
    home = "T9" if role not in KINDS else "T1"
    with database.transaction() as session:
        session.execute(
            update(Member).filter_by(id=filled.olive.id).values(KINDS.get(role, {}) | {"refreshed_at": NOW})
        )
    place = {"actor_team_id": "T1", "actor_user_id": filled.olive.slack_id}
    ran: list[str] = []
    for kind, listener in (*listeners(bot), *commands(bot)):
        if kind == "words" and role not in KINDS:
            continue  # Slack gives no command to who has no app in their workspace
        noting = replace(listener, run=lambda *_, name=listener.name: ran.append(name))
        body = body_of(kind, "1") | WHERE[kind] | ({} if kind == "words" else {"user": {"team_id": home}})
        with writes(database) as wrote:
            bot.listeners.payloads.handle(Ack(), body, BoltContext(place), noting)
        if role == "guest" and listener.name in OF_ONESELF:
            assert ran.pop() == listener.name  # what it shows, a stranger tries above: only theirs
        else:
            assert not wrote, listener.name
        assert not ran, listener.name
