"""What many are told at once is read for all of them together, and one that can't be read spoils no other."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, select, text
from sqlalchemy.orm import Session

from bot.clock import Clocks
from bot.db import Database
from bot.features.checkins.messages import NudgeDue
from bot.features.enrollment.messages import Joined
from bot.features.pairings.messages import PairingOffered
from bot.features.people.budget import Gate
from bot.features.programs.messages import ProgramAnnounced
from bot.models import Member, Nudge, NudgeKind, OutboxMessage, OutboxState, Pace, PairingState, Workspace
from bot.outbox import queue
from bot.outbox.claiming import CAREFUL, Claims
from bot.outbox.registry import Registry
from bot.outbox.timing import UNPACED
from bot.parts import ANSWERS, MESSAGES
from tests.conftest import counting, emptied
from tests.factories import NOW, Factory
from tests.outbox.conftest import PostOffice

LATER = NOW + timedelta(days=8)  # Tuesday, when a pair has long been introduced


def claims(database: Database) -> Claims:
    clocks = Clocks(lambda: LATER, lambda: LATER)
    return Claims("me", database, clocks, UNPACED, Registry(MESSAGES, ANSWERS), Gate.of)


@pytest.mark.parametrize("kind", ["Joined", "NudgeDue", "PairingOffered"])
def test_a_claim_takes_the_same_few_statements_for_many_as_for_few(database: Database, kind: str) -> None:
    counts = [_statements_for(database, kind, pairs) for pairs in (2, 12)]
    assert counts[0] == counts[1] <= 20


def _statements_for(database: Database, kind: str, pairs: int) -> int:
    with database.transaction() as session:
        _write_to(session, kind, pairs)
    with counting(database) as statements:
        letters, _ = claims(database).take()
    assert len(letters) == 2 * pairs
    return len(statements)


def _write_to(session: Session, kind: str, pairs: int) -> None:
    make = Factory(session)
    make.workspace(f"T{pairs}")
    program = make.program()
    state = PairingState.OFFERED if kind == "PairingOffered" else PairingState.ACTIVE
    for _ in range(pairs):
        members = [make.member(), make.member()]
        seats = [make.enroll(program, one, teaches=["TikTok"], learns=["Budgeting"]) for one in members]
        lapses_at = LATER + timedelta(days=3) if state == PairingState.OFFERED else None
        pairing = make.pairing(*seats, state=state, lapses_at=lapses_at)
        for member, seat in zip(members, seats, strict=True):
            nudge = Nudge(
                workspace_id=member.workspace_id,
                member_id=member.id,
                iso_week="2027-W02",
                kind=NudgeKind.CHECK_IN,
                due_at=LATER,
            )
            session.add(nudge)
            session.flush()
            messages = [Joined(seat.id), NudgeDue(nudge.id), PairingOffered(pairing.id, member.id)]
            message = next(one for one in messages if type(one).__name__ == kind)
            scope = {"workspace_id": member.workspace_id, "key": f"{member.id}"}
            queue.add(session, message, to=member, due_at=LATER, **scope)


def test_one_that_cannot_be_read_is_given_up_alone(database: Database) -> None:
    with database.transaction() as session:
        _write_to(session, "Joined", 2)
        broken = session.scalars(select(OutboxMessage).limit(1)).one()
        broken.params = {"of another": "version"}
    letters, _ = claims(database).take()
    assert len(letters) == 3
    with database.reading() as session:
        dead = session.scalars(select(OutboxMessage).filter_by(state=OutboxState.DEAD)).one()
        assert (dead.id, dead.last_error) == (broken.id, "not_rendered")


def test_what_cannot_be_looked_up_is_on_its_way_once_a_workspace(database: Database) -> None:
    with database.transaction() as session:
        for number in range(6):
            _post_twice(session, f"T{number}")
    busy: list[int] = []
    for _ in range(5):
        letters, _ = claims(database).take(busy=busy)
        busy += [letter.row.workspace_id for letter in letters]
    assert len(busy) == len(set(busy)) == CAREFUL
    letters, _ = claims(database).take(busy=busy[1:])
    assert len(letters) == 1 and letters[0].row.workspace_id not in busy[1:]


def _post_twice(session: Session, team: str) -> None:
    make = Factory(session)
    workspace = make.workspace(team)
    program = make.program(announce_channel=f"C{team}1")
    for channel in (f"C{team}1", f"C{team}2"):
        scope = {"workspace_id": workspace.id, "key": channel}
        queue.add(session, ProgramAnnounced(program.id), to=channel, due_at=LATER, **scope)


def test_one_that_was_moved_is_given_up_alone(database: Database) -> None:
    """Its words are of another row: they are neither sent nor do they keep the others waiting."""
    with database.transaction() as session:
        _write_to(session, "Joined", 2)
    with database.engine.begin() as connection:
        last = "(SELECT params FROM outbox ORDER BY id DESC LIMIT 1)"
        connection.execute(text(f"UPDATE outbox SET params = {last} WHERE id = (SELECT min(id) FROM outbox)"))
    letters, _ = claims(database).take()
    assert len(letters) == 3
    with database.reading() as session:
        dead = session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)).first()
        assert dead and (dead.state, dead.last_error) == (OutboxState.DEAD, "unreadable")


def test_a_token_that_cannot_be_read_pauses_its_workspace_alone(office: PostOffice) -> None:
    office.write()
    with office.database.transaction() as session:
        other = Factory(session).workspace("T2")
        token = text("UPDATE workspaces SET bot_token = (SELECT bot_token FROM workspaces WHERE id = :id)")
        session.execute(token, {"id": other.id})
    assert office.sender.run_once() == 1
    with office.database.reading() as session:
        workspace = session.scalars(select(Workspace).order_by(Workspace.id)).first()
        message = session.scalars(select(OutboxMessage)).one()
        assert workspace and workspace.paused_reason == "token_unreadable"
        assert message.state == OutboxState.PENDING  # it goes out once the bot was started again


def _welcome(member: Member, number: int) -> queue.Envelope:
    return queue.Envelope(
        message=Joined(number), to=member, workspace_id=member.workspace_id, key=f"{member.id} {number}", due_at=NOW
    )


def test_postgresql_reads_no_more_than_a_batch_of_what_is_due(_postgresql: Database) -> None:
    """In the order of its index; else it reads, joins and sorts all that wait, again for each batch."""
    emptied(_postgresql)
    with _postgresql.transaction() as session:
        make = Factory(session)
        members = [make.member() for _ in range(800)]
        queue.add_all(session, [_welcome(member, number) for member in members for number in range(5)])
        session.add_all(
            Pace(workspace_id=one.workspace_id, recipient=one.slack_id, next_allowed_at=NOW) for one in members
        )
    statements: list[tuple[str, Any]] = []

    @event.listens_for(_postgresql.engine, "before_cursor_execute")
    def seen(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        statements.append((statement, parameters))

    with _postgresql.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        # What other tests have left in a table, or in its statistics, makes an index look dear.
        for table in ("outbox", "members", "workspaces", "paces"):
            connection.exec_driver_sql(f"VACUUM (FULL, ANALYZE) {table}")
    claims(_postgresql).take()
    event.remove(_postgresql.engine, "before_cursor_execute", seen)
    [(due, parameters)] = [one for one in statements if "LIMIT" in one[0] and "FOR UPDATE" in one[0]]
    with _postgresql.engine.connect() as connection:
        plan = "\n".join(row[0] for row in connection.exec_driver_sql(f"EXPLAIN {due}", parameters))
    assert "using ix_outbox_due" in plan and "Sort" not in plan, plan
