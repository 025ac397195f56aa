"""What is kept about a member is shown to them, and comes as a copy: all of it, and nothing of anybody else's."""

import csv
import io
import json
from collections.abc import Iterator

import pytest
from sqlalchemy import Table, select, text, update
from sqlalchemy.orm import Session

from bot.db import Database
from bot.features.enrollment.profile import profile_draft
from bot.features.privacy import copying, erasing, holding
from bot.features.privacy.facts import Copy
from bot.features.privacy.traces import named
from bot.features.privacy.views import as_csv, as_json
from bot.features.rounds.inputs import seats_of
from bot.models import Base, Enrollment, HelpRequest, Member, Pairing, PairingState, Pulse
from tests.conftest import counting
from tests.factories import NOW, Factory
from tests.features.privacy.test_erasing import traces
from tests.filled import CANARY, NOBODYS, Filled

LEFT = "a colleague who has left"
ABOUT_A_MEMBER = {"members", "enrollments"}


def people_in(table: Table) -> Iterator[str]:
    """The columns of a table that say which person is meant, by a key."""
    for key in table.foreign_key_constraints:
        if key.referred_table.name in ABOUT_A_MEMBER:
            yield f"{table.name}.{named(key).name}"


def all_people() -> set[str]:
    return {name for table in Base.metadata.sorted_tables for name in people_in(table)}


def test_every_column_that_names_a_member_brings_its_rows_into_their_copy_or_says_why_not(session: Session) -> None:
    """And each by itself, whoever the others in the row are. A table that comes new is in it by its keys."""
    filled = Filled(session)
    ann, missed = filled.make.member("Ann of another program"), set[str]()
    place = filled.make.enroll(filled.make.program(filled.olive), ann)
    whose = {"members": ann.id, "enrollments": place.id}
    before = copying.copy(session, ann)
    for table in Base.metadata.sorted_tables:
        for name in set(people_in(table)) - copying.NOT_THEIRS.keys():
            column = table.c[name.partition(".")[2]]
            theirs = {column.name: whose[next(iter(column.foreign_keys)).column.table.name]}
            with session.begin_nested() as undone:
                session.execute(update(table).where(table.c.id == filled.ids[table.name]).values(theirs))
                rows = copying.copy(session, ann).get(table.name, [])
                undone.rollback()
            session.expire_all()
            missed |= {name} if len(rows) <= len(before.get(table.name, [])) else set()
    assert not missed
    assert copying.NOT_THEIRS.keys() <= all_people() | {"listed_people.manager_email"}


def test_what_one_is_known_by_without_a_key_is_in_it_too(session: Session) -> None:
    filled = Filled(session)
    known_by = (filled.member.slack_id, str(filled.member.email))
    tables = {table for table, _ in traces(session, *known_by)}
    assert tables == {"members", "listed_people", "owner_grants", "outbox", "paces", "handed_lists"}
    assert tables <= copying.copy(session, filled.member).keys() | {"handed_lists"}  # an owner's, kept for a week


def test_after_an_erasure_no_column_names_who_was_erased_but_those_of_shells(session: Session) -> None:
    filled = Filled(session)
    member_id = filled.member.id
    places = session.scalars(select(Enrollment.id).filter_by(member_id=member_id)).all()
    erasing.erase(session, NOW, filled.member)
    shells = {f"{table}.{column}" for table, columns in erasing.SHELLS.items() for column in columns}
    shells |= {"erasures.member_id", "meetings.logged_by_id", "rounds.proposed_by_id"}  # must name somebody
    shells |= {"readiness_pulses.asked_by_id", "help_requests.contact_id"}
    for name in all_people() - shells:
        table, _, column = name.partition(".")
        found = Base.metadata.tables[table].c[column]
        whose = places if next(iter(found.foreign_keys)).column.table.name == "enrollments" else [member_id]
        assert session.execute(select(found).where(found.in_(whose))).all() == [], name


def test_people_programs_and_skills_have_their_names(session: Session) -> None:
    make = Factory(session)
    boss, olive, dan = make.member("Boss"), make.member("Olive Owner"), make.member("Dan")
    program = make.program(olive, name="Swap")
    ana, ben = make.member("Ana", manager_id=boss.id, work_starts=540, work_days=[0, 4]), make.member("Ben")
    mine = make.enroll(program, ana, teaches=["TikTok"])
    mine.avoid = [dan.id]
    make.pairing(mine, make.enroll(program, ben), introduced_at=NOW)
    copied = json.loads(as_json(Copy(copying.copy(session, ana), NOW.date()), LEFT))
    [member], [place], [skill], [pairing] = (
        copied[table] for table in ("members", "enrollments", "enrollment_skills", "pairings")
    )
    assert (member["manager"], member["work_starts"], member["work_days"]) == (
        "Boss",
        "09:00",
        ["Monday", "Friday"],
    )
    assert (place["program"], place["avoid"], skill["skill"]) == ("Swap", ["Dan"], "TikTok")
    assert {pairing["mentor"], pairing["mentee"]} == {"Ana", "Ben"}
    erasing.erase(session, NOW, ben)
    assert LEFT in as_csv(Copy(copying.copy(session, ana), NOW.date()), LEFT)


def test_nobody_reads_in_it_who_else_was_meant(session: Session) -> None:
    """Who decided about a word, or had it, and whom owners never introduced: not for the other to read."""
    make = Factory(session)
    olive, ana, ben = make.member("Olive Owner"), make.member("Ana"), make.member("Ben")
    program = make.program(olive)
    make.pairing(make.enroll(program, ana), make.enroll(program, ben), PairingState.OFFERED, introduced_at=None)
    word = make.skill("Whistling")
    word.proposed_by_id, word.decided_by_id = ana.id, olive.id
    session.flush()
    anas, olives = (json.dumps(copying.copy(session, one), default=str) for one in (ana, olive))
    assert "Whistling" in anas and "Whistling" in olives
    assert "Ben" not in anas and "Olive" not in anas and "Ana" not in olives


def test_who_was_asked_for_help_has_that_they_were_and_nothing_of_who_asked(session: Session) -> None:
    filled = Filled(session)
    request = session.get_one(HelpRequest, filled.ids["help_requests"])
    request.contact_id = filled.ben.id
    session.flush()
    [asked] = copying.copy(session, filled.ben)["help_requests asked of them"]
    assert asked.keys() == set(copying.ASKED_OF_THEM)


def test_all_that_a_member_said_is_in_their_copy(session: Session) -> None:
    filled = Filled(session)
    copied = json.dumps(copying.copy(session, filled.member), default=str)
    for column in ("name", "team", "department", "location"):
        assert getattr(filled.member, column) in copied
    pulse = session.get_one(Pulse, filled.ids["pulses"])
    assert pulse.note and pulse.note in copied
    tables = {table for table, _ in traces(session, CANARY)} - NOBODYS - {"round_pairs"}
    assert tables <= copying.copy(session, filled.member).keys()


def test_what_is_left_out_is_not_even_read(database: Database) -> None:
    """What a round of thousands was asked takes megabytes, and an owner has had many."""
    with database.transaction() as session:
        member_id = Filled(session).member.id
    with counting(database) as statements, database.reading() as session:
        assert copying.copy(session, session.get_one(Member, member_id))["rounds"]
    [rounds] = [one for one in statements if "FROM rounds" in one and "rounds.version" in one]
    assert not [name for name in copying.HIDDEN["rounds"] if f"rounds.{name}" in rounds]


def test_nothing_of_a_partner_is_in_it(session: Session) -> None:
    filled = Filled(session)
    bens = copying.copy(session, filled.ben)
    said = json.dumps({name: rows for name, rows in bens.items() if name != "pairings"}, default=str)
    assert CANARY not in said.replace(filled.member.name, "whom he named as his manager")
    assert not {"pulses", "check_ins", "pairing_answers", "help_requests"} & bens.keys()
    [pairing] = bens["pairings"]
    assert not {"ended_reason", "ended_by_id"} & pairing.keys()


def test_nobody_learns_from_it_whose_not_this_time_it_was(session: Session) -> None:
    make = Factory(session)
    program = make.program(make.member("Olive Owner"))
    ana, ben = make.member("Ana"), make.member("Ben")
    seats = make.enroll(program, ana), make.enroll(program, ben)
    pairing = make.pairing(*seats, PairingState.DECLINED, ended_at=NOW)
    [declined] = copying.copy(session, ana)["pairings"]
    session.get_one(Pairing, pairing.id).state = PairingState.LAPSED
    session.flush()
    assert [declined] == copying.copy(session, ana)["pairings"]


def test_the_files_are_for_machines_and_for_spreadsheets(session: Session) -> None:
    ana = Factory(session).member("=cmd|' /C calc'!A0", team="@evil")
    copied = Copy(copying.copy(session, ana), NOW.date())
    assert json.loads(as_json(copied, LEFT))["members"][0]["name"] == "=cmd|' /C calc'!A0"
    cells = [cell for row in csv.reader(io.StringIO(as_csv(copied, LEFT))) for cell in row]
    assert "'=cmd|' /C calc'!A0" in cells and "'@evil" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_the_main_points_are_there_for_somebody_of_whom_little_is_known(session: Session) -> None:
    held = holding.held(session, Factory(session).member("Ana"))
    assert (held.name, held.email, held.places, held.swaps, held.enrollment_id) == ("Ana", None, (), 0, None)


def test_the_main_points_tell_of_all_that_is_there(session: Session) -> None:
    held = holding.held(session, Filled(session).member)
    assert (held.listed, held.pulses, held.help_requests, held.swaps) == (True, 1, 1, 1)


@pytest.mark.parametrize("column", ["interests", "avoid"])
def test_what_cannot_be_read_takes_nobody_the_rest(session: Session, column: str) -> None:
    """Somebody moved it: they still see what is kept, have their copy, and may write it anew, or erase it."""
    make = Factory(session)
    ana, ben, program = make.member("Ana"), make.member("Ben"), make.program()
    mine, other = make.enroll(program, ana), make.enroll(program, ben)
    session.flush()
    others = f"SELECT {column} FROM enrollments WHERE id = {other.id}"
    session.execute(text(f"UPDATE enrollments SET {column} = ({others}) WHERE id = {mine.id}"))
    session.expire_all()
    place = holding.held(session, ana).places[0]
    assert not place.is_readable  # else it would say that they avoid nobody
    copied = copying.copy(session, ana)["enrollments"][0]
    assert copied[column] is None and copied["capacity"] == mine.capacity
    draft = profile_draft(session, mine, ana)
    assert draft.interests == "" and not draft.is_readable  # who saves it as it is takes it for nothing
    assert profile_draft(session, other, ben).is_readable
    assert [member.id for _, member in seats_of(session, program)] == [ben.id]  # a round goes on without them
    erasing.erase(session, NOW, ana)
    assert ana.name == ""
