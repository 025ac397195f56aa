"""Whoever wants to be forgotten is: in every table that there is, in SQLite's files, and for good."""

import threading
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

import roster
from bot import audit
from bot.clock import MovableClock
from bot.db import Database
from bot.errors import UserError
from bot.features.enrollment.profile import save_profile
from bot.features.pairings.messages import PairingEnded
from bot.features.people import listing
from bot.features.people import service as people
from bot.features.people.erased import forgotten
from bot.features.privacy.erasing import erase
from bot.features.privacy.wiping import Wiper
from bot.features.rounds import replay
from bot.features.skills import picking
from bot.models import (
    Base,
    Deed,
    Enrollment,
    EnrollmentState,
    Erasure,
    HandedList,
    Meeting,
    Member,
    MemberKind,
    OutboxMessage,
    Pairing,
    PairingState,
    ProgramOwner,
    Pulse,
    Round,
)
from bot.models.sealed import sealed_in
from bot.outbox import queue
from bot.slack.directory import Profile
from tests.conftest import emptied, somebody_waits
from tests.factories import NOW, Factory
from tests.features.test_enrollment import profile_answers
from tests.filled import CANARY, NOBODYS, Filled


def read(session: Session) -> list[tuple[str, str]]:
    """(table, row) of every row, as it lies there and as the bot reads it."""
    return [
        (table.name, str([dict(row), *(seal.opened_in(row) for seal in seals)]))
        for table in Base.metadata.sorted_tables
        for query, seals in ((text(f"SELECT * FROM {table.name}"), ()), (select(table), sealed_in(table)))
        for row in session.execute(query).mappings()
    ]


def traces(session: Session, *words: str) -> list[tuple[str, str]]:
    return [(table, row) for table, row in read(session) if any(word in row for word in words)]


def test_nothing_is_left_in_any_table(session: Session) -> None:
    filled = Filled(session)
    slack_id = filled.member.slack_id
    there = {table for table, _ in traces(session, CANARY)}
    assert there >= {"members", "listed_people", "pulses", "help_requests", "outbox", "rounds", "skills"}
    assert there.isdisjoint(NOBODYS)
    erase(session, NOW, filled.member)
    assert {table for table, _ in traces(session, CANARY, slack_id)} == {"rounds"}  # wiped in the background


def test_nothing_is_left_in_the_files_either(database: Database) -> None:
    with database.transaction() as session:
        filled = Filled(session)
        member_id, slack_id = filled.member.id, filled.member.slack_id
    assert database.forget_deleted()  # all of it is in the file now, none in the log
    path = Path(str(database.engine.url.database))
    files = [path, path.with_name(f"{path.name}-wal")] if database.engine.dialect.name == "sqlite" else []
    assert not files or slack_id.encode() in path.read_bytes()
    with database.transaction() as session:
        erase(session, NOW, session.get_one(Member, member_id))
    assert Wiper(database, MovableClock(NOW)).run_once() == 1
    assert Wiper(database, MovableClock(NOW)).run_once() == 0
    with database.reading() as session:
        assert traces(session, CANARY, slack_id) == []
    assert not [file for file in files if file.exists() and CANARY.encode() in file.read_bytes()]


@pytest.mark.parametrize(
    "outcome",
    [
        {"changed": ["jörg@acme.com: level 2 → 3"]},
        {"problems": ["line 3: manager_email: 'Jörg Chef' isn't an e-mail address"], "problems_count": 1},
    ],
)
def test_what_an_owner_was_told_of_their_list_names_nobody_any_more(
    session: Session, outcome: dict[str, Any]
) -> None:
    make = Factory(session)
    owner, jo = make.member("Olive"), make.member("Jörg Chef", email="jörg@acme.com")
    handed = HandedList(
        workspace_id=jo.workspace_id, owner_id=owner.id, file_id="F1", whole=False, handed_in_at=NOW
    )
    session.add(handed)
    session.flush()
    handed.outcome = outcome
    erase(session, NOW, jo)
    assert not handed.outcome


def test_what_others_did_and_what_was_published_stays(session: Session) -> None:
    filled = Filled(session)
    make, pairing_id = filled.make, filled.ids["pairings"]
    note = Pulse(workspace_id=filled.ben.workspace_id, meeting_id=filled.ids["meetings"], member_id=filled.ben.id)
    note.useful = note.voice = note.counted = 4
    note.note, note.answered_at = "Ben's own words", NOW
    session.add(note)
    audit.record(session, NOW, filled.member, Deed.PROGRAM_CHANGED, filled.program.id)
    session.execute(text("DELETE FROM audit WHERE seal LIKE 'nobody%'"))
    published = [row for row in read(session) if row[0] in ("closed_weeks", "published_answers")]
    erase(session, NOW, filled.member)
    assert session.get_one(Pulse, note.id).note == "Ben's own words"
    assert session.get_one(Meeting, filled.ids["meetings"]).pairing_id == pairing_id
    assert session.get_one(Enrollment, filled.bens.id).state == EnrollmentState.ACTIVE
    assert [row for row in read(session) if row[0] in ("closed_weeks", "published_answers")] == published
    assert make.session.get_one(Pairing, pairing_id).state == PairingState.ENDED


def test_the_log_of_what_owners_did_is_still_whole(session: Session) -> None:
    make = Factory(session)
    ann, olive = make.member("Ann"), make.member("Olive Owner")
    program = make.program(olive)
    for deed in (Deed.PROGRAM_CREATED, Deed.PROGRAM_CHANGED):
        audit.record(session, NOW, ann, deed, program.id)
    before = audit.check(session, ann.workspace_id)
    erase(session, NOW, ann)
    assert audit.check(session, olive.workspace_id) == before
    assert before.broken_at is None


def test_the_partner_is_told_and_nobody_else(session: Session) -> None:
    make = Factory(session)
    program = make.program(make.member("Olive Owner"))
    ana, ben = make.member("Ana"), make.member("Ben")
    pairing = make.pairing(make.enroll(program, ana), make.enroll(program, ben))
    erase(session, NOW, ana)
    messages = session.execute(select(OutboxMessage.kind, OutboxMessage.recipient)).all()
    assert messages == [(PairingEnded.__name__, ben.slack_id)]
    assert people.mention(session.get_one(Member, ana.id)).name == ""
    assert session.get_one(Pairing, pairing.id).ended_by_id is None


def test_an_open_suggestion_comes_to_nothing_for_the_other(session: Session) -> None:
    make = Factory(session)
    program = make.program(make.member("Olive Owner"))
    ana, ben = make.member("Ana"), make.member("Ben")
    pairing = make.pairing(make.enroll(program, ana), make.enroll(program, ben), PairingState.OFFERED)
    erase(session, NOW, ana)
    assert session.get_one(Pairing, pairing.id).state == PairingState.LAPSED
    assert session.scalars(select(OutboxMessage.kind)).all() == ["OfferClosed"]


def test_nothing_is_said_to_who_was_erased(session: Session) -> None:
    make = Factory(session)
    program, ana = make.program(make.member("Olive Owner")), make.member("Ana")
    make.enroll(program, ana)
    erase(session, NOW, ana)
    ana = session.get_one(Member, ana.id)
    queue.add(session, PairingEnded(1, ana.id), to=ana, workspace_id=ana.workspace_id, key="k", due_at=NOW)
    assert session.scalars(select(OutboxMessage)).all() == []


def test_a_program_must_keep_somebody_who_runs_it(session: Session) -> None:
    make = Factory(session)
    olive = make.member("Olive Owner")
    program = make.program(olive, name="Swap")
    with pytest.raises(UserError, match="error-erase-alone"):
        erase(session, NOW, olive)
    make.session.add(
        ProgramOwner(workspace_id=olive.workspace_id, program_id=program.id, member_id=make.member().id)
    )
    session.flush()
    erase(session, NOW, olive)
    assert session.get_one(Member, olive.id).name == ""


def test_a_round_with_somebody_erased_says_that_it_can_not_be_run_again(session: Session) -> None:
    filled = Filled(session)
    round_ = session.get_one(Round, filled.ids["rounds"])
    assert not replay.is_gone(session, round_)
    erase(session, NOW, filled.member)
    assert replay.is_gone(session, session.get_one(Round, round_.id))


def test_no_list_that_is_taken_over_at_the_same_moment_does_either(_postgresql: Database) -> None:
    """On PostgreSQL, where two write at once: the list had looked who was forgotten, and then nobody was."""
    emptied(_postgresql)
    with _postgresql.transaction() as session:
        member = Factory(session).member("Ana", email="ana@acme.com")
    listed = roster.read("email,name,level\nana@acme.com,Ana,3\n").people

    def forget() -> None:
        with _postgresql.transaction() as session:
            erase(session, NOW, session.get_one(Member, member.id))

    erasing = threading.Thread(target=forget)
    with _postgresql.transaction() as session:
        listing.take_over(session, member.workspace_id, listed, whole=False)
        erasing.start()
        while erasing.is_alive() and not somebody_waits(_postgresql):
            pass
    erasing.join()
    with _postgresql.reading() as session:
        assert traces(session, "ana@acme.com", "Ana") == []
        assert session.get_one(Member, member.id).level is None


def test_who_picks_their_words_at_the_same_moment_reads_that_they_are_gone(_postgresql: Database) -> None:
    """On PostgreSQL, where two write at once: the words had just been found, and then were nobody's."""
    emptied(_postgresql)
    with _postgresql.transaction() as session:
        make = Factory(session)
        ana, ben = make.member("Ana"), make.member("Ben")
        picking.pick(session, NOW, ana, [("teaches", "new:Whistling")])
    refused: list[str] = []

    def pick() -> None:
        try:
            with _postgresql.transaction() as session:
                picking.pick(session, NOW, ben, [("learns_1", "new:Whistling")])
        except UserError as error:
            refused.append(f"{error.key} at {error.field}")

    picking_it = threading.Thread(target=pick)
    with _postgresql.transaction() as session:
        erase(session, NOW, session.get_one(Member, ana.id))
        picking_it.start()
        while picking_it.is_alive() and not somebody_waits(_postgresql):
            pass
    picking_it.join()
    assert refused == ["skill-gone at learns_1"]


def test_no_list_of_people_brings_them_back(session: Session) -> None:
    make = Factory(session)
    ana = make.member("Ana", email="ana@acme.com")
    here = ana.workspace_id
    listed = roster.read("email,name,manager\nana@acme.com,Ana,\nben@acme.com,Ben,ana@acme.com\n").people
    listing.take_over(session, here, listed, whole=True)
    erase(session, NOW, ana)
    assert listing.compare(session, here, listed).forgotten == 1
    outcome = listing.take_over(session, here, listed, whole=True)
    assert (outcome.new, outcome.missing, outcome.forgotten) == ([], [], 1)
    assert traces(session, "ana@acme.com") == []


def test_who_comes_back_starts_as_new(session: Session) -> None:
    make = Factory(session)
    program, ana = make.program(make.member("Olive Owner")), make.member("Ana", email="ana@acme.com", level=3)
    make.enroll(program, ana, teaches=["TikTok"])
    profile = Profile(ana.slack_id, "Ana", "ana@acme.com", MemberKind.PERSON, False, "UTC", "en-US", False, None)
    erase(session, NOW, ana)
    again = people.remember(session, program.workspace_id, profile, NOW)
    assert (again.id != ana.id, again.level) == (True, None)
    assert session.scalars(select(Enrollment).filter_by(member_id=again.id)).all() == []
    listed = roster.read("email,name\nana@acme.com,Ana\n").people
    assert listing.take_over(session, program.workspace_id, listed, whole=False).new == ["ana@acme.com"]
    erase(session, NOW, again)
    assert len(session.scalars(select(Erasure)).all()) == 2


@pytest.mark.parametrize("by_time", [False, True])
def test_whoever_would_rather_not_meet_them_is_not_paired_with_them_when_they_come_back(
    session: Session, by_time: bool
) -> None:
    """Else one could get around that by being forgotten."""
    make = Factory(session)
    program = make.program(make.member("Olive Owner"))
    ana = make.member("Ana", email="ana@acme.com")
    bens, dans = make.enroll(program, make.member("Ben")), make.enroll(program, make.member("Dan"))
    bens.avoid = [ana.id, dans.member_id]
    erase(session, NOW, ana, by_time=by_time, is_avoided=True)
    ben = session.get_one(Member, bens.member_id)
    dan = session.get_one(Member, dans.member_id)
    answers = profile_answers(avoid=[dan], shown=[dan.id])
    save_profile(session, NOW, session.get_one(Enrollment, bens.id), ben, answers)
    profile = Profile(
        "UANA", "Ana", "ana@acme.com", MemberKind.PERSON, False, None, None, deleted=False, away_until=None
    )
    again = people.remember(session, bens.workspace_id, profile, NOW)
    session.expire_all()
    assert session.get_one(Enrollment, bens.id).avoid == [dans.member_id, again.id]
    save_profile(session, NOW, session.get_one(Enrollment, bens.id), ben, answers)  # opened before they were back
    session.flush()
    session.expire_all()
    assert session.get_one(Enrollment, bens.id).avoid == [dans.member_id, again.id]
    assert session.get_one(Enrollment, dans.id).avoid == []
    assert bool(forgotten(session, bens.workspace_id, ["ana@acme.com"])) is False  # they are back


def test_of_who_is_forgotten_by_time_nothing_is_kept_but_for_others_wishes(session: Session) -> None:
    ana = Factory(session).member("Ana", email="ana@acme.com")
    erase(session, NOW, ana, by_time=True)
    assert session.scalars(select(Erasure)).one().mark is None
