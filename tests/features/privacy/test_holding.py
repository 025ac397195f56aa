"""What is kept about a member is shown to them, and comes as a copy: all of it, and nothing of anybody else's."""

import csv
import io
import json

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from bot.features.enrollment.profile import profile_draft
from bot.features.privacy import erasing, holding
from bot.features.privacy.facts import Copy
from bot.features.privacy.views import as_csv, as_json
from bot.features.rounds.inputs import seats_of
from bot.models import Base, Pairing, PairingState, Pulse
from tests.factories import NOW, Factory
from tests.features.privacy.test_erasing import traces
from tests.filled import CANARY, NOBODYS, Filled

ABOUT_A_MEMBER = {"members", "enrollments"}


def test_every_table_that_names_a_member_is_in_their_copy_or_left_out_for_a_reason(session: Session) -> None:
    filled = Filled(session)
    copied = holding.copy(session, filled.member)
    belongs = {
        table.name
        for table in Base.metadata.sorted_tables
        for key in table.foreign_key_constraints
        if key.referred_table.name in ABOUT_A_MEMBER and key.ondelete == "CASCADE"
    }
    assert belongs <= copied.keys() | holding.LEFT_OUT.keys()


def test_all_that_a_member_said_is_in_their_copy(session: Session) -> None:
    filled = Filled(session)
    copied = json.dumps(holding.copy(session, filled.member), default=str)
    for column in ("name", "team", "department", "location"):
        assert getattr(filled.member, column) in copied
    pulse = session.get_one(Pulse, filled.ids["pulses"])
    assert pulse.note and pulse.note in copied
    tables = {table for table, _ in traces(session, CANARY)} - NOBODYS - {"paces", "round_pairs", "rounds"}
    assert tables <= holding.copy(session, filled.member).keys()


def test_nothing_of_a_partner_is_in_it(session: Session) -> None:
    filled = Filled(session)
    bens = holding.copy(session, filled.ben)
    assert CANARY not in json.dumps({name: rows for name, rows in bens.items() if name != "pairings"}, default=str)
    assert not {"pulses", "check_ins", "pairing_answers", "help_requests"} & bens.keys()
    [pairing] = bens["pairings"]
    assert not {"ended_reason", "ended_by_id"} & pairing.keys()


def test_nobody_learns_from_it_whose_not_this_time_it_was(session: Session) -> None:
    make = Factory(session)
    program = make.program(make.member("Olive Owner"))
    ana, ben = make.member("Ana"), make.member("Ben")
    seats = make.enroll(program, ana), make.enroll(program, ben)
    pairing = make.pairing(*seats, PairingState.DECLINED, ended_at=NOW)
    [declined] = holding.copy(session, ana)["pairings"]
    session.get_one(Pairing, pairing.id).state = PairingState.LAPSED
    session.flush()
    assert [declined] == holding.copy(session, ana)["pairings"]


def test_the_files_are_for_machines_and_for_spreadsheets(session: Session) -> None:
    ana = Factory(session).member("=cmd|' /C calc'!A0", team="@evil")
    copied = Copy(holding.copy(session, ana), NOW.date())
    assert json.loads(as_json(copied))["members"][0]["name"] == "=cmd|' /C calc'!A0"
    cells = [cell for row in csv.reader(io.StringIO(as_csv(copied))) for cell in row]
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
    assert (place.interests, place.avoid) == ((), 0)
    copied = holding.copy(session, ana)["enrollments"][0]
    assert copied[column] is None and copied["capacity"] == mine.capacity
    assert profile_draft(session, mine, ana).interests == ""
    assert [member.id for _, member in seats_of(session, program)] == [ben.id]  # a round goes on without them
    erasing.erase(session, NOW, ana)
    assert ana.name == ""
