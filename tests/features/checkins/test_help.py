"""Calls for help: to somebody neutral, with consent, and to nobody else."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from bot.errors import NotYours, UserError
from bot.features.checkins.help import (
    ask_for_help,
    help_asked_facts,
    help_done_facts,
    help_facts,
    mark_done,
)
from bot.features.checkins.messages import HelpAsked, HelpDone
from bot.models import (
    Answer,
    CheckIn,
    HelpRequest,
    HelpState,
    Member,
    MemberKind,
    Nudge,
    OutboxMessage,
    PairingState,
    ProgramOwner,
)
from tests.features.checkins.conftest import Outbox, Pair

NOW = datetime(2027, 1, 12, 10, tzinfo=UTC)


def contact_for(session: Session, pair: Pair, member: Member) -> str:
    return help_facts(session, member, pair.pairing.id).contact.name


def ask(session: Session, pair: Pair, note: str | None = "We never find time") -> HelpRequest:
    contact_id = help_facts(session, pair.ana, pair.pairing.id).contact_id
    facts = ask_for_help(session, NOW, pair.ana, pair.pairing.id, contact_id, note)
    assert facts is not None
    return session.get_one(HelpRequest, facts.request_id)


def add_owner(pair: Pair, member: Member) -> Member:
    keys = {"workspace_id": pair.program.workspace_id, "program_id": pair.program.id}
    pair.make.session.add(ProgramOwner(member_id=member.id, **keys))
    pair.make.session.flush()
    return member


def test_the_programs_contact_comes_first(session: Session, pair: Pair) -> None:
    assert contact_for(session, pair, pair.ana) == "Olive"
    pair.program.contact_id = pair.make.member("Hana from HR").id
    assert contact_for(session, pair, pair.ana) == "Hana from HR"


def test_never_somebody_in_the_management_chain(session: Session, pair: Pair) -> None:
    """The contact is Ana's manager's manager, the owner her manager: the second owner it is."""
    boss, big_boss = pair.owner, pair.make.member("Big boss")
    pair.ana.manager_id, boss.manager_id, pair.program.contact_id = boss.id, big_boss.id, big_boss.id
    add_owner(pair, pair.make.member("Neutral Nora"))
    session.flush()
    assert contact_for(session, pair, pair.ana) == "Neutral Nora"
    assert contact_for(session, pair, pair.ben) == "Neutral Nora"  # Ana's line isn't neutral for Ben either


def test_never_somebody_who_reports_to_one_of_the_two(session: Session, pair: Pair) -> None:
    report = pair.make.member("Hana, who reports to Ben")
    report.manager_id, pair.program.contact_id = pair.ben.id, report.id
    session.flush()
    assert contact_for(session, pair, pair.ben) == pair.owner.name


def test_never_one_of_the_two(session: Session, pair: Pair) -> None:
    pair.program.contact_id = pair.ben.id
    add_owner(pair, pair.ana)
    session.flush()
    assert contact_for(session, pair, pair.ana) == contact_for(session, pair, pair.ben) == "Olive"


@pytest.mark.parametrize("change", [{"deactivated_at": NOW}, {"kind": MemberKind.GUEST}])
def test_never_somebody_who_is_gone(session: Session, pair: Pair, change: dict[str, object]) -> None:
    pair.program.contact_id = pair.make.member("Gone", **change).id
    session.flush()
    assert contact_for(session, pair, pair.ana) == "Olive"


def test_nobody_neutral_is_said_and_nothing_is_stored(session: Session, pair: Pair) -> None:
    pair.ana.manager_id = pair.owner.id
    session.flush()
    for turn in (
        lambda: help_facts(session, pair.ana, pair.pairing.id),
        lambda: ask_for_help(session, NOW, pair.ana, pair.pairing.id, pair.owner.id, "help"),
    ):
        with pytest.raises(UserError) as mistake:
            turn()
        assert mistake.value.key == "help-nobody"
    assert session.scalars(select(HelpRequest)).all() == []
    assert session.scalars(select(OutboxMessage)).all() == []


def test_only_to_whom_the_member_was_shown(session: Session, pair: Pair) -> None:
    """The owner named another contact while Ana was reading the form."""
    shown = help_facts(session, pair.ana, pair.pairing.id).contact_id
    pair.program.contact_id = pair.make.member("Hana from HR").id
    session.flush()
    assert ask_for_help(session, NOW, pair.ana, pair.pairing.id, shown, "help") is None
    assert session.scalars(select(HelpRequest)).all() == []


def test_what_was_agreed_to_is_passed_on_to_the_contact_alone(session: Session, pair: Pair, outbox: Outbox) -> None:
    request = ask(session, pair)
    (row,) = session.scalars(select(OutboxMessage))
    assert (row.kind, row.recipient, row.caretaker_id) == ("HelpAsked", pair.owner.slack_id, pair.ana.id)
    facts = help_asked_facts(session, NOW, HelpAsked(request.id))
    assert (facts.member.name, facts.partner.name, facts.program) == ("Ana", "Ben", pair.program.name)
    assert facts.note == "We never find time"


def test_the_words_are_unreadable_at_rest(session: Session, pair: Pair) -> None:
    ask(session, pair, "my secret")
    assert "secret" not in str(session.scalar(text("SELECT note FROM help_requests")))


def test_done_is_said_once_to_who_asked(session: Session, pair: Pair, outbox: Outbox) -> None:
    request = ask(session, pair)
    for at in (NOW, NOW + timedelta(days=1)):
        assert mark_done(session, at, pair.owner, request.id).done
    assert (request.state, request.done_at) == (HelpState.DONE, NOW)
    assert outbox.to(HelpDone) == [pair.ana.slack_id]
    assert help_done_facts(session, NOW, HelpDone(request.id)).contact.name == "Olive"


def test_only_the_contact_marks_it_done(session: Session, pair: Pair) -> None:
    request = ask(session, pair)
    for somebody in (pair.ana, pair.ben, add_owner(pair, pair.make.member("Second owner"))):
        with pytest.raises(NotYours):
            mark_done(session, NOW, somebody, request.id)
    assert request.state == HelpState.OPEN


def test_only_for_ones_own_pairing_and_after_the_introduction(session: Session, pair: Pair) -> None:
    with pytest.raises(NotYours):
        help_facts(session, pair.owner, pair.pairing.id)
    pair.pairing.state, pair.pairing.introduced_at = PairingState.OFFERED, None
    session.flush()
    with pytest.raises(NotYours):
        help_facts(session, pair.ana, pair.pairing.id)


def test_asked_from_a_nudge_it_is_the_answer_to_it(session: Session, pair: Pair) -> None:
    nudge = Nudge(workspace_id=pair.ana.workspace_id, member_id=pair.ana.id, iso_week="2027-W02", due_at=NOW)
    session.add(nudge)
    session.flush()
    ask_for_help(session, NOW, pair.ana, pair.pairing.id, pair.owner.id, None, nudge.id)
    assert session.scalars(select(CheckIn)).one().answer == Answer.HELP


def test_help_can_still_be_asked_for_when_it_has_ended(session: Session, pair: Pair) -> None:
    pair.pairing.state = PairingState.ENDED
    session.flush()
    assert ask(session, pair).state == HelpState.OPEN
