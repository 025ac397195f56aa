"""A program's data for its owner: what owners read anyway, and nothing that was told in private."""

import json

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.errors import NotYours
from bot.features.export import service
from bot.features.export.messages import ExportAsked
from bot.models import (
    AuditEntry,
    HelpRequest,
    Meeting,
    MeetingHow,
    Member,
    OutboxMessage,
    Program,
    Pulse,
    RoundPair,
    RoundState,
)
from tests.factories import NOW, Factory

SECRET = "nobody may read this"


@pytest.fixture
def make(session: Session) -> Factory:
    return Factory(session)


@pytest.fixture
def program(session: Session, make: Factory) -> Program:
    """Ana shows Ben, who met once, was told a secret, and asked for help."""
    program = make.program()
    ana, ben = make.member("Ana"), make.member("Ben")
    pairing = make.pairing(
        make.enroll(program, ana, teaches=["TikTok"]), make.enroll(program, ben, learns=["TikTok"])
    )
    keys = {"workspace_id": program.workspace_id, "pairing_id": pairing.id}
    meeting = Meeting(
        **keys, logged_by_id=ana.id, held_on=NOW.date(), minutes=45, how=MeetingHow.CALL, logged_at=NOW
    )
    session.add(meeting)
    session.flush()
    answers = {"useful": 1, "voice": 1, "counted": 1, "note": SECRET, "answered_at": NOW}
    session.add(Pulse(workspace_id=program.workspace_id, meeting_id=meeting.id, member_id=ana.id, **answers))
    request = HelpRequest(**keys, member_id=ana.id, contact_id=ben.id, asked_at=NOW)
    session.add(request)
    session.flush()
    request.note = SECRET
    return program


def owner(session: Session) -> Member:
    return session.scalars(select(Member).filter_by(name="Olive Owner")).one()


def exported(session: Session, program: Program) -> dict[str, object]:
    facts = service.export_facts(session, NOW, ExportAsked(program.id, owner(session).id))
    assert facts
    return json.loads(json.dumps(facts.document, default=str))


def test_only_its_owner_gets_it_and_it_is_written_down(session: Session, make: Factory, program: Program) -> None:
    for somebody in (make.member("Stranger"), make.member("Admin", is_admin=True)):
        with pytest.raises(NotYours):
            service.ask(session, NOW, somebody, program.id)
    service.ask(session, NOW, owner(session), program.id)
    (row,) = session.scalars(select(OutboxMessage).filter_by(kind="ExportAsked"))
    assert row.recipient == owner(session).slack_id
    assert session.scalars(select(AuditEntry.deed)).one() == "program_exported"


def test_who_runs_it_no_more_when_it_is_sent_gets_nothing(
    session: Session, make: Factory, program: Program
) -> None:
    former = make.member("Former")
    assert service.export_facts(session, NOW, ExportAsked(program.id, former.id)) is None


def test_what_was_told_in_private_is_not_in_it(session: Session, program: Program) -> None:
    document = exported(session, program)
    whole = json.dumps(document)
    assert SECRET not in whole
    for word in ("voice", "useful", "meeting", "minutes", "held_on", "declined", "ended"):
        assert word not in whole.replace("overlap_minutes", "")
    assert document["skills"] == [{"skill": "TikTok", "supply": 1, "demand": 1}]


def test_the_pairs_are_those_that_owners_approved(session: Session, make: Factory, program: Program) -> None:
    """Not those of a round that was discarded, nor the pair that they left out."""
    ana, ben, cat = (make.enroll(program, make.member(name)) for name in ("Ada", "Bo", "Cat"))
    approved = make.round(program, owner(session), decided_at=NOW)
    discarded = make.round(program, owner(session), state=RoundState.DISCARDED, decided_at=NOW)
    for each, mentee, included in ((approved, ben, True), (approved, cat, False), (discarded, ben, True)):
        keys = {"workspace_id": program.workspace_id, "round_id": each.id}
        seats = {"mentor_id": ana.id, "mentee_id": mentee.id}
        session.add(RoundPair(**keys, **seats, score=812, why={}, flagged=False, included=included))
    session.flush()
    rounds = exported(session, program)["rounds"]
    assert isinstance(rounds, list)
    assert [pair for each in rounds for pair in each["pairs"]] == [{"mentor": "Ada", "mentee": "Bo", "score": 812}]
