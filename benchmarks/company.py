"""Large companies, written straight into the tables: a benchmark doesn't wait for thousands of forms."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from cryptography.fernet import Fernet
from sqlalchemy import insert
from sqlalchemy.orm import Session

from bot.db import Database, connect
from bot.features.people import installing
from bot.features.skills import catalog
from bot.models import (
    Base,
    Enrollment,
    Member,
    Pairing,
    PairingState,
    Program,
    ProgramOwner,
    Round,
    RoundState,
    Workspace,
    insert_all,
    keyring,
)

KEY = os.environ.setdefault("BENCHMARK_KEY", Fernet.generate_key().decode())  # child processes read it too
TEAM = "T0BENCH"
DUE = datetime(2027, 1, 12, 10, tzinfo=UTC)
"""A Tuesday: everybody's nudge of the week is due."""

WHY = {"score": 1, "parts": {}, "skills": [], "gives_back": [], "interests": [], "overlap_minutes": 600}


SECRET = "0123456789abcdef"


def settings(database_url: str) -> dict[str, str]:
    """The environment of a bot that serves this company by HTTP; nobody answers as Slack."""
    return {
        "SLACK_BOT_TOKEN": "xoxb-1",
        "SLACK_SIGNING_SECRET": SECRET,
        "PORT": "1",
        "ENCRYPTION_KEY": KEY,
        "DATABASE_URL": database_url,
        "SLACK_API_URL": "http://127.0.0.1:9/api/",
        "COMMANDS_A_MINUTE": "0",
    }


@dataclass(frozen=True)
class Company:
    """A workspace with one open program."""

    workspace: Workspace
    program: Program
    owner: Member


@contextmanager
def sqlite_url() -> Iterator[str]:
    """A database file of its own, on a real disk."""
    with TemporaryDirectory(prefix="benchmark-") as folder:
        yield f"sqlite:///{Path(folder) / 'bot.db'}"


@contextmanager
def empty(url: str) -> Iterator[Database]:
    """An empty database, with the settings of production; what was in it is gone."""
    keyring.use([KEY])
    database = connect(url)
    Base.metadata.drop_all(database.engine)
    Base.metadata.create_all(database.engine)
    yield database
    database.engine.dispose()


def founded(session: Session, now: datetime) -> Company:
    """A workspace that has the bot, an owner, and a program that may be joined."""
    workspace = installing.install(
        session, now, enterprise_id=None, team_id=TEAM, name="Acme", bot_id="B1", bot_user_id="UBOT", token="xoxb-1"
    )
    catalog.seed(session, workspace.id)
    owner = Member(workspace_id=workspace.id, slack_id="UOWNER", name="Olive", refreshed_at=now)
    program = Program(
        workspace_id=workspace.id, name="Swap", announce_channel="C1", starts_on=date(2027, 1, 4), cadence_weeks=2
    )
    session.add_all([owner, program])
    session.flush()
    session.add(ProgramOwner(workspace_id=workspace.id, program_id=program.id, member_id=owner.id))
    session.flush()
    return Company(workspace, program, owner)


def hire(session: Session, company: Company, count: int, now: datetime, **values: Any) -> list[tuple[int, str]]:
    """New members, as Slack described them just now: their ids, and their Slack ids."""
    rows = [
        {
            "workspace_id": company.workspace.id,
            "slack_id": f"U{number:07}",
            "name": f"Member {number}",
            "refreshed_at": now,
        }
        | values
        for number in range(count)
    ]
    added = session.execute(insert(Member).returning(Member.id, Member.slack_id), rows)
    return [(member_id, slack_id) for member_id, slack_id in added]


def pair(session: Session, company: Company, pairs: int) -> None:
    """So many active pairings of two people each, introduced last week; every nudge is due at DUE."""
    enrolled_at = DUE - timedelta(days=8)
    scope = {"workspace_id": company.workspace.id, "program_id": company.program.id}
    members = hire(session, company, 2 * pairs, enrolled_at, next_nudge_at=DUE)
    places = [{**scope, "member_id": member_id, "joined_at": enrolled_at} for member_id, _ in members]
    ids = session.scalars(insert(Enrollment).returning(Enrollment.id), places).all()
    past = Round(
        **scope,
        number=1,
        seed=7,
        inputs={},
        state=RoundState.APPROVED,
        proposed_by_id=company.owner.id,
        created_at=enrolled_at,
    )
    session.add(past)
    session.flush()
    couples = [
        {
            **scope,
            "round_id": past.id,
            "mentor_id": mentor,
            "mentee_id": mentee,
            "couple": f"{mentor}-{mentee}",
            "state": PairingState.ACTIVE,
            "why": WHY,
            "offered_at": enrolled_at,
            "introduced_at": enrolled_at,
        }
        for mentor, mentee in zip(ids[::2], ids[1::2], strict=True)
    ]
    insert_all(session, Pairing, couples)
