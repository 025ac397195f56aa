"""The log of what owners did: complete, in order, and it shows what was done to it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from bot import audit
from bot.audit import Checked
from bot.db import Database
from bot.models import AuditEntry, Deed, Member
from tests.factories import NOW, Factory


@pytest.fixture
def olive(session: Session) -> Member:
    """An owner, who has asked for five reports."""
    olive = Factory(session).member("Olive")
    for minute in range(5):
        audit.record(session, NOW + timedelta(minutes=minute), olive, Deed.REPORT_ASKED)
    return olive


def check(session: Session, olive: Member) -> Checked:
    session.expire_all()
    return audit.check(session, olive.workspace_id)


def test_a_log_is_whole_as_it_was_written(session: Session, olive: Member) -> None:
    newest = session.scalar(select(AuditEntry.seal).filter_by(number=5))
    assert check(session, olive) == Checked(5, newest or "", None)


def test_an_empty_log_is_whole(session: Session) -> None:
    assert audit.check(session, Factory(session).workspace().id) == Checked(0, audit.BEGINNING, None)


@pytest.mark.parametrize(
    "changed",
    [
        {"at": NOW},
        {"actor_id": None},
        {"deed": Deed.ROUND_APPROVED},
        {"subjects": {"round": 3}},
        {"seal": "0" * 64},
    ],
    ids=str,
)
def test_whatever_is_changed_is_seen(session: Session, olive: Member, changed: dict[str, object]) -> None:
    session.execute(update(AuditEntry).where(AuditEntry.number == 3).values(changed))
    assert check(session, olive).broken_at == 3


def test_another_program_is_seen(session: Session, olive: Member) -> None:
    program = Factory(session).program(olive)
    session.execute(update(AuditEntry).where(AuditEntry.number == 3).values(program_id=program.id))
    assert check(session, olive).broken_at == 3


def test_what_is_taken_out_is_missed(session: Session, olive: Member) -> None:
    session.execute(delete(AuditEntry).where(AuditEntry.number == 2))
    assert check(session, olive).broken_at == 2


def test_what_is_slipped_in_at_the_end_is_seen(session: Session, olive: Member) -> None:
    session.add(
        AuditEntry(
            workspace_id=olive.workspace_id, number=6, at=NOW, deed=Deed.ANNOUNCED, subjects={}, seal="f" * 64
        )
    )
    session.flush()
    assert check(session, olive).broken_at == 6


def test_each_workspace_has_a_log_of_its_own(session: Session, olive: Member) -> None:
    make = Factory(session)
    make.workspace("T2")
    other = make.member()
    audit.record(session, NOW, other, Deed.ANNOUNCED)
    assert check(session, other).entries == 1 and check(session, olive).entries == 5


def test_owners_who_act_at_the_same_moment_wait_for_each_other(database: Database) -> None:
    with database.transaction() as session:
        olive = Factory(session).member()

    def act(_: int) -> None:
        with database.transaction() as session:
            audit.record(session, NOW, session.get_one(Member, olive.id), Deed.REPORT_ASKED)

    with ThreadPoolExecutor(8) as owners:
        list(owners.map(act, range(24)))
    with database.reading() as session:
        assert audit.check(session, olive.workspace_id).entries == 24
        assert audit.check(session, olive.workspace_id).broken_at is None
