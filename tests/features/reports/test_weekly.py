"""The report that comes every week, to owners who asked for it."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.errors import NotYours
from bot.features.reports import closing_weeks, weekly
from bot.features.reports.messages import WeeklyFilesReady, WeeklyReportReady
from bot.models import AuditEntry, Deed, OutboxMessage, ProgramOwner
from bot.worktime import DAY
from tests.features.reports.test_reports import WEDNESDAY, WEEK, close, closing, scene


def queued(session: Session) -> list[OutboxMessage]:
    return list(session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)))


def test_it_comes_once_a_week_in_the_owners_working_hours(session: Session) -> None:
    acme = scene(session)
    acme.owner.timezone = "Pacific/Auckland"
    weekly.turn_on(session, WEDNESDAY, acme.owner, acme.program.id)
    weekly.turn_on(session, WEDNESDAY, acme.owner, acme.program.id)
    close(session, closing(0))
    assert close(session, closing(0)) == 0
    first = queued(session)
    assert [(message.kind, message.recipient) for message in first] == [
        ("WeeklyReportReady", acme.owner.slack_id),
        ("WeeklyFilesReady", acme.owner.slack_id),
    ]
    assert {message.due_at for message in first} == {closing(0).replace(hour=20)}  # Tuesday, 9 in Auckland
    close(session, closing(1))
    assert len(queued(session)) == 4
    assert session.scalars(select(AuditEntry.deed)).all() == [Deed.WEEKLY_TURNED_ON]


def test_it_goes_to_the_report_channel_once_however_many_want_it(session: Session) -> None:
    acme = scene(session, report_channel="CREPORT")
    other = acme.make.member("Second Owner")
    acme.add(ProgramOwner(program_id=acme.program.id, member_id=other.id))
    for owner in (acme.owner, other):
        weekly.turn_on(session, WEDNESDAY, owner, acme.program.id)
    close(session, closing(0))
    assert [message.recipient for message in queued(session)] == ["CREPORT"] * 2
    weekly.turn_off(session, closing(0), other, acme.program.id)  # one click of any owner
    close(session, closing(1))
    assert len(queued(session)) == 2
    message = WeeklyReportReady(acme.program.id, "2027-W01", acme.owner.id)
    assert weekly.weekly_facts(session, closing(1), message) is None  # nor what still waited


def test_who_stops_it_stops_it_for_themselves(session: Session) -> None:
    acme = scene(session)
    other = acme.make.member("Second Owner")
    acme.add(ProgramOwner(program_id=acme.program.id, member_id=other.id))
    for owner in (acme.owner, other):
        weekly.turn_on(session, WEDNESDAY, owner, acme.program.id)
    weekly.turn_off(session, WEDNESDAY, other, acme.program.id)
    close(session, closing(0))
    assert {message.recipient for message in queued(session)} == {acme.owner.slack_id}


def test_what_is_stale_or_tells_nothing_does_not_come(session: Session) -> None:
    acme = scene(session)
    weekly.turn_on(session, WEDNESDAY, acme.owner, acme.program.id)
    acme.add(empty := acme.make.program(acme.owner, name="Nobody yet"))
    weekly.turn_on(session, WEDNESDAY, acme.owner, empty.id)
    close(session, closing(5) + DAY)  # the bot was down for weeks
    keys = [message.dedup_key for message in queued(session)]
    assert keys == [
        f"{kind}:{acme.program.id}:2027-W06:{acme.owner.id}" for kind in ("WeeklyReportReady", "WeeklyFilesReady")
    ]
    assert {message.expires_at for message in queued(session)} == {closing(6)}


def test_who_runs_the_program_no_more_reads_no_more(session: Session) -> None:
    acme = scene(session)
    weekly.turn_on(session, WEDNESDAY, acme.owner, acme.program.id)
    close(session, closing(0))
    files = WeeklyFilesReady(acme.program.id, "2027-W01", acme.owner.id)
    assert weekly.weekly_files_facts(session, closing(0), files)
    session.delete(session.scalars(select(ProgramOwner)).one())
    session.flush()
    assert weekly.weekly_files_facts(session, closing(0), files) is None
    assert closing_weeks.close_weeks(session, closing(0) + WEEK) == 1
    assert len(queued(session)) == 2
    with pytest.raises(NotYours):
        weekly.turn_on(session, WEDNESDAY, acme.owner, acme.program.id)
