"""What is old enough is forgotten, class by class, and what isn't stays."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session
from structlog.testing import capture_logs

from bot.config import Config, ConfigError
from bot.db import Database
from bot.features.people.erased import FOR_WISHES
from bot.features.privacy.keeping import Purge, next_purge
from bot.features.privacy.wiping import Sweeper
from bot.models import (
    Base,
    CheckIn,
    Deployment,
    Erasure,
    HelpRequest,
    HelpState,
    Member,
    MemberKind,
    OutboxMessage,
    OutboxState,
    Pairing,
    PairingAnswer,
    PairingState,
    Pulse,
    Workspace,
)
from bot.retention import Retention
from tests.conftest import KEY, counting
from tests.factories import NOW, Factory
from tests.features.privacy.test_erasing import read
from tests.filled import CANARY, Filled

DAY = timedelta(days=1)


def purge(session: Session, now: datetime) -> None:
    while Purge(Retention())(session, now):
        session.expire_all()
    session.expire_all()


@pytest.mark.parametrize("state", HelpState)
def test_words_are_forgotten_after_a_year_and_numbers_stay(session: Session, state: HelpState) -> None:
    filled = Filled(session)
    pulse, request = (session.get_one(model, filled.ids[model.__tablename__]) for model in (Pulse, HelpRequest))
    request.state = state
    session.flush()
    purge(session, NOW + 364 * DAY)
    assert pulse.note and request.note
    purge(session, NOW + 366 * DAY)
    assert (pulse.note, request.note, pulse.useful) == (None, None, 5)
    assert session.scalars(select(CheckIn)).all() == []


def test_what_a_message_was_to_say_is_forgotten_after_a_week_and_only_when_it_was_sent(session: Session) -> None:
    filled = Filled(session)
    message = session.get_one(OutboxMessage, filled.ids["outbox"])
    message.state = OutboxState.PENDING
    purge(session, NOW + 8 * DAY)
    assert message.params
    message.state = OutboxState.SENT
    purge(session, NOW + 6 * DAY)
    assert message.params
    purge(session, NOW + 8 * DAY)
    assert (message.params, message.dedup_key != "") == (None, True)


def test_what_was_forgotten_is_in_no_file_either(database: Database) -> None:
    """And a reader who is in the way only puts it off."""
    sweeper = Sweeper(database)
    with database.transaction() as session:
        Factory(session).member(CANARY, slack_id="UGONE", deactivated_at=NOW)
        session.add(Deployment(id=1))
    assert sweeper.run_once() == 0 and database.forget_deleted()
    path = Path(str(database.engine.url.database))
    files = [path, path.with_name(f"{path.name}-wal")] if database.engine.dialect.name == "sqlite" else []
    assert not files or CANARY.encode() in path.read_bytes()
    with database.transaction() as session:
        session.scalars(select(Member)).one().team = "Another page"
    with database.transaction() as session:
        purge(session, NOW + 400 * DAY)
    with database.reading() as session:
        session.execute(select(Member.id)).all()
        assert sweeper.run_once() == (0 if files else 1)
    assert sweeper.run_once() == (1 if files else 0)
    assert sweeper.run_once() == 0
    assert not [file for file in files if file.exists() and CANARY.encode() in file.read_bytes()]


def test_nobody_knows_after_three_months_who_said_not_this_time(session: Session) -> None:
    make = Factory(session)
    program = make.program(make.member("Olive Owner"))
    ana = make.member("Ana")
    seats = make.enroll(program, ana), make.enroll(program, make.member("Ben"))
    pairing = make.pairing(*seats, PairingState.DECLINED, ended_at=NOW)
    keys = {"workspace_id": ana.workspace_id, "pairing_id": pairing.id, "member_id": ana.id}
    session.add(PairingAnswer(**keys, accepted=False, answered_at=NOW))
    session.flush()
    purge(session, NOW + 89 * DAY)
    assert len(session.scalars(select(PairingAnswer)).all()) == 1
    purge(session, NOW + 91 * DAY)
    assert session.scalars(select(PairingAnswer)).all() == []
    assert session.get_one(Pairing, pairing.id).state == PairingState.LAPSED


@pytest.mark.parametrize(
    ("changes", "forgotten"),
    [
        ({"left_at": NOW}, True),
        ({"left_at": NOW + 2 * DAY}, False),
        ({"left_at": None}, False),
    ],
)
def test_who_left_the_last_program_a_year_ago_is_forgotten(
    session: Session, changes: dict[str, Any], forgotten: bool
) -> None:
    make = Factory(session)
    olive, ana = make.member("Olive Owner"), make.member("Ana")
    state = "left" if changes["left_at"] else "active"
    make.enroll(make.program(olive), ana, state=state, **changes)
    purge(session, NOW + 366 * DAY)
    assert (session.get_one(Member, ana.id).name == "") == forgotten
    assert session.get_one(Member, olive.id).name == "Olive Owner"  # nobody else runs the program


@pytest.mark.parametrize(
    ("who", "forgotten"),
    [
        ({"active_at": NOW}, True),
        ({"kind": MemberKind.GUEST}, True),  # only refused, once
        ({"active_at": NOW + 2 * DAY}, False),
    ],
)
def test_who_was_here_once_and_never_in_a_program_is_forgotten(
    session: Session, who: dict[str, Any], forgotten: bool
) -> None:
    make = Factory(session)
    ana, boss = make.member("Ana", **who), make.member("Boss")
    make.member("Ben", manager_id=boss.id, active_at=NOW + 300 * DAY)
    purge(session, NOW + 366 * DAY)
    assert (session.get_one(Member, ana.id).name == "") == forgotten
    assert session.get_one(Member, boss.id).name == "Boss"  # somebody's manager: pairs hang on it


def test_of_many_who_are_forgotten_together_it_is_looked_up_once_whom_somebody_avoids(database: Database) -> None:
    """All that anybody said of that is opened for it, while SQLite lets nobody else write."""
    with database.transaction() as session:
        make = Factory(session)
        gone = [make.member(f"Gone {n}", email=f"{n}@acme.com", active_at=NOW) for n in range(3)]
        make.enroll(make.program(), make.member("Ben", active_at=NOW + 2 * DAY)).avoid = [gone[1].id]
    with counting(database) as statements, database.transaction() as session:
        Purge(Retention())(session, NOW + 366 * DAY)
    assert len([one for one in statements if "enrollments.avoid" in one and "SELECT" in one]) == 1
    with database.reading() as session:
        marks = {one.member_id: one.mark for one in session.scalars(select(Erasure))}
        assert [bool(marks[member.id]) for member in gone] == [False, True, False]
        assert str(marks[gone[1].id]).startswith(FOR_WISHES)


def test_thirty_days_after_the_app_was_taken_away_nothing_is_left(session: Session) -> None:
    filled = Filled(session)
    session.add(Deployment())
    workspace = session.get_one(Workspace, filled.ids["workspaces"])
    workspace.uninstalled_at = NOW
    session.flush()
    purge(session, NOW + 29 * DAY)
    assert session.get(Workspace, workspace.id)
    purge(session, NOW + 31 * DAY)
    assert {table for table, _ in read(session)} == {"deployment"}


def paused(session: Session, reason: str = "account_inactive") -> Workspace:
    """A workspace with something in every table, whose token Slack refuses."""
    workspace = session.get_one(Workspace, Filled(session).ids["workspaces"])
    workspace.paused_reason = reason
    session.add(Deployment())
    session.flush()
    return workspace


def test_a_token_that_slack_refuses_is_told_each_day_and_does_not_keep_its_data_for_ever(session: Session) -> None:
    here = paused(session)
    with capture_logs() as logs:
        purge(session, NOW)
        purge(session, NOW + 12 * DAY)
    days = [(line["days"], line["ends_in_days"]) for line in logs if line["event"] == "installation_refused"]
    assert days == [(0, 180), (12, 168)]
    assert "python -m bot outbox uninstalled T1" in logs[-1]["mend"]
    purge(session, NOW + 179 * DAY)
    assert here.bot_token and not here.uninstalled_at
    purge(session, NOW + 180 * DAY)
    assert (here.bot_token, here.uninstalled_at) == ("", NOW + 180 * DAY)
    purge(session, NOW + 209 * DAY)
    assert session.get(Workspace, here.id)
    purge(session, NOW + 210 * DAY)
    assert {table for table, _ in read(session)} == {"deployment"}


def test_the_days_begin_anew_once_slack_has_taken_it_again(session: Session) -> None:
    here = paused(session)
    purge(session, NOW)
    here.paused_reason = None
    session.flush()
    purge(session, NOW + 100 * DAY)
    assert here.refused_at is None
    here.paused_reason = "token_revoked"
    session.flush()
    purge(session, NOW + 101 * DAY)
    purge(session, NOW + 200 * DAY)
    assert (here.refused_at, here.uninstalled_at) == (NOW + 101 * DAY, None)


def test_a_token_that_we_can_not_read_is_never_taken_for_that(session: Session) -> None:
    here = paused(session, "token_unreadable")
    session.execute(text("UPDATE workspaces SET bot_token = 'moved'"))
    for day in (0, 400):
        session.expire_all()
        purge(session, NOW + day * DAY)
    assert (here.refused_at, here.uninstalled_at) == (None, None)


def test_it_is_looked_through_once_a_day(session: Session) -> None:
    assert next_purge(session) is None
    session.add(Deployment())
    session.flush()
    assert (at := next_purge(session)) and at < NOW
    purge(session, NOW)
    assert next_purge(session) == NOW + DAY
    assert session.scalar(select(func.count()).select_from(Base.metadata.tables["members"])) == 0


def test_the_operator_sets_how_long_but_never_longer_than_thirty_days_after_uninstalling() -> None:
    env = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1", "ENCRYPTION_KEY": KEY}
    assert Config.from_env(env).retention == Retention(365, 7, 90, 365, 30, 180)
    assert Config.from_env(env | {"KEEP_WORDS_DAYS": "90"}).retention.words == 90
    for wrong in ({"KEEP_UNINSTALLED_DAYS": "31"}, {"KEEP_MESSAGES_DAYS": "0"}, {"KEEP_GONE_DAYS": "a year"}):
        with pytest.raises(ConfigError, match=next(iter(wrong))):
            Config.from_env(env | wrong)
