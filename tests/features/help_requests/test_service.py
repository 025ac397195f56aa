"""Calls for help: to somebody neutral, with consent, and to nobody else."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from bot.errors import NotYours, UserError
from bot.features.help_requests.messages import (
    HelpAsked,
    HelpDone,
    HelpReminder,
    HelpTakenBack,
    HelpTakenOn,
    HelpUnanswered,
)
from bot.features.help_requests.plan import NEXT_REMINDER, remind
from bot.features.help_requests.service import (
    ask_for_help,
    help_facts,
    mark_done,
    take_back,
    take_on,
    waiting_for,
    waiting_request,
)
from bot.features.help_requests.telling import (
    help_asked_facts,
    help_done_facts,
    how_many_wait,
    reminder_facts,
    taken_back_facts,
    taken_on_facts,
    unanswered_facts,
)
from bot.models import (
    Answer,
    CheckIn,
    HelpOutcome,
    HelpRequest,
    HelpState,
    Member,
    MemberKind,
    Nudge,
    OutboxMessage,
    OutboxState,
    PairingState,
    ProgramOwner,
)
from tests.features.checkins.conftest import Outbox, Pair

NOW = datetime(2027, 1, 12, 10, tzinfo=UTC)
"""A Tuesday: three whole working days have passed on the Monday after."""
MONDAY = datetime(2027, 1, 18, 9, tzinfo=UTC)


def contact_for(session: Session, pair: Pair, member: Member) -> str:
    """The first choice."""
    return help_facts(session, member, pair.pairing.id).neutrals[0].who.name


def ask(session: Session, pair: Pair, note: str | None = "We never find time") -> HelpRequest:
    contact_id = help_facts(session, pair.ana, pair.pairing.id).neutrals[0].member_id
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
    """Ana said that this is her manager while the form was open."""
    shown = help_facts(session, pair.ana, pair.pairing.id).neutrals[0].member_id
    pair.ana.manager_id = shown
    add_owner(pair, pair.make.member("Second owner"))
    session.flush()
    assert ask_for_help(session, NOW, pair.ana, pair.pairing.id, shown, "help") is None
    assert session.scalars(select(HelpRequest)).all() == []


def test_what_was_agreed_to_is_passed_on_to_the_contact_alone(session: Session, pair: Pair, outbox: Outbox) -> None:
    request = ask(session, pair)
    (row,) = session.scalars(select(OutboxMessage))
    assert (row.kind, row.recipient, row.caretaker_id) == ("HelpAsked", pair.owner.slack_id, pair.ana.id)
    asked = help_asked_facts(session, NOW, HelpAsked(request.id))
    assert asked and asked.others == 0
    facts = asked.request
    assert (facts.member.name, facts.partner.name, facts.program) == ("Ana", "Ben", pair.program.name)
    assert facts.note == "We never find time"


def test_the_words_are_unreadable_at_rest(session: Session, pair: Pair) -> None:
    ask(session, pair, "my secret")
    assert "secret" not in str(session.scalar(text("SELECT note FROM help_requests")))


def test_done_is_said_once_to_who_asked(session: Session, pair: Pair, outbox: Outbox) -> None:
    request = ask(session, pair)
    for at in (NOW, NOW + timedelta(days=1)):
        mark_done(session, at, pair.owner, request.id, HelpOutcome.SETTLED)
    assert (request.state, request.done_at, request.remind_at) == (HelpState.DONE, NOW, None)
    assert outbox.to(HelpDone) == [pair.ana.slack_id]
    facts = help_done_facts(session, NOW, HelpDone(request.id))
    assert facts and (facts.contact.name, facts.outcome) == ("Olive", HelpOutcome.SETTLED)


def test_only_the_chosen_person_takes_care_of_it(session: Session, pair: Pair) -> None:
    request = ask(session, pair)
    for somebody in (pair.ana, pair.ben, add_owner(pair, pair.make.member("Second owner"))):
        with pytest.raises(NotYours):
            mark_done(session, NOW, somebody, request.id, HelpOutcome.SETTLED)
        with pytest.raises(NotYours):
            take_on(session, NOW, somebody, request.id)
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


def test_the_member_chooses_among_all_who_are_neutral(session: Session, pair: Pair) -> None:
    hana, second = pair.make.member("Hana from HR"), add_owner(pair, pair.make.member("Second owner"))
    pair.program.contact_id = hana.id
    session.flush()
    facts = help_facts(session, pair.ana, pair.pairing.id)
    assert [one.who.name for one in facts.neutrals] == ["Hana from HR", "Olive", "Second owner"]
    ask_for_help(session, NOW, pair.ana, pair.pairing.id, second.id, None)
    assert [one.member.name for one in waiting_for(session, second)] == ["Ana"]
    assert not waiting_for(session, hana) and not waiting_for(session, pair.owner)


def test_asked_twice_it_stays_one(session: Session, pair: Pair, outbox: Outbox) -> None:
    first, second = ask(session, pair), ask(session, pair, "something else")
    assert second is first and first.note == "We never find time"
    assert len(outbox.rows(HelpAsked)) == 1


def test_who_takes_it_on_is_named_to_who_asked_once(session: Session, pair: Pair, outbox: Outbox) -> None:
    request = ask(session, pair)
    for _ in range(2):
        take_on(session, NOW, pair.owner, request.id)
    assert outbox.to(HelpTakenOn) == [pair.ana.slack_id]
    facts = taken_on_facts(session, NOW, HelpTakenOn(request.id))
    assert facts and facts.contact.name == "Olive"
    mark_done(session, NOW, pair.owner, request.id, HelpOutcome.GOES_ON)
    assert taken_on_facts(session, NOW, HelpTakenOn(request.id)) is None  # what comes after says it all


def test_a_reminder_after_three_working_days_then_who_asked_may_choose_again(
    session: Session, pair: Pair, outbox: Outbox
) -> None:
    request = ask(session, pair)
    assert session.scalar(NEXT_REMINDER) == MONDAY
    assert remind(session, MONDAY - timedelta(minutes=1)) == 0
    assert remind(session, MONDAY) == 1 and remind(session, MONDAY) == 0
    assert outbox.to(HelpReminder) == [pair.owner.slack_id]
    assert reminder_facts(session, MONDAY, HelpReminder(request.id))
    later = session.scalars(NEXT_REMINDER).one()
    assert later == datetime(2027, 1, 22, 9, tzinfo=UTC)
    assert remind(session, later) == 1
    assert outbox.to(HelpUnanswered) == [pair.ana.slack_id]
    assert unanswered_facts(session, later, HelpUnanswered(request.id))
    assert session.scalar(NEXT_REMINDER) is None


def test_who_took_it_on_is_reminded_once_more(session: Session, pair: Pair, outbox: Outbox) -> None:
    request = ask(session, pair)
    remind(session, MONDAY)
    take_on(session, MONDAY, pair.owner, request.id)
    assert remind(session, session.scalars(NEXT_REMINDER).one()) == 1
    assert outbox.to(HelpReminder) == [pair.owner.slack_id] * 2
    assert session.scalar(NEXT_REMINDER) is None and not outbox.rows(HelpUnanswered)


@pytest.mark.parametrize("why", ["gone", "their manager now"])
def test_who_will_not_do_any_more_reads_nothing_more(
    session: Session, pair: Pair, outbox: Outbox, why: str
) -> None:
    """Not even what has not been sent yet; and who asked needn't wait for them."""
    request = ask(session, pair)
    if why == "gone":
        pair.owner.deactivated_at = NOW
    else:
        pair.ben.manager_id = pair.owner.id
    session.flush()
    assert help_asked_facts(session, NOW, HelpAsked(request.id)) is None
    remind(session, MONDAY)
    assert not outbox.rows(HelpReminder) and outbox.to(HelpUnanswered) == [pair.ana.slack_id]


def test_taken_back_before_it_was_read_nobody_hears_of_it(session: Session, pair: Pair, outbox: Outbox) -> None:
    request = ask(session, pair)
    take_back(session, NOW, pair.ana, request.id)
    assert help_asked_facts(session, NOW, HelpAsked(request.id)) is None
    assert taken_back_facts(session, NOW, HelpTakenBack(request.id)) is None
    assert waiting_request(session, pair.ana, pair.pairing.id) is None
    assert remind(session, MONDAY) == 0


def test_taken_back_later_the_chosen_person_hears_that_nothing_is_to_do(
    session: Session, pair: Pair, outbox: Outbox
) -> None:
    request = ask(session, pair)
    outbox.rows(HelpAsked)[0].state = OutboxState.SENT
    session.flush()
    take_back(session, NOW, pair.ana, request.id)
    assert outbox.to(HelpTakenBack) == [pair.owner.slack_id]
    facts = taken_back_facts(session, NOW, HelpTakenBack(request.id))
    assert facts and facts.state == HelpState.TAKEN_BACK
    assert (
        mark_done(session, NOW, pair.owner, request.id, HelpOutcome.SETTLED).request.state == HelpState.TAKEN_BACK
    )
    assert not outbox.rows(HelpDone)


def test_only_who_asked_takes_it_back(session: Session, pair: Pair) -> None:
    request = ask(session, pair)
    for somebody in (pair.owner, pair.ben):
        with pytest.raises(NotYours):
            take_back(session, NOW, somebody, request.id)
    assert request.state == HelpState.OPEN


def test_what_waits_comes_oldest_first_and_is_counted(session: Session, pair: Pair) -> None:
    first = ask(session, pair)
    ask_for_help(session, NOW + timedelta(hours=1), pair.ben, pair.pairing.id, pair.owner.id, None)
    assert [one.member.name for one in waiting_for(session, pair.owner)] == ["Ana", "Ben"]
    asked = help_asked_facts(session, NOW, HelpAsked(first.id))
    assert asked and asked.others == 1
    assert take_on(session, NOW, pair.owner, first.id).others == 1
    assert mark_done(session, NOW, pair.owner, first.id, HelpOutcome.SETTLED).others == 1
    assert [one.member.name for one in waiting_for(session, pair.owner)] == ["Ben"]


def test_who_became_a_manager_finds_nothing_in_the_queue(session: Session, pair: Pair) -> None:
    ask(session, pair)
    assert waiting_for(session, pair.owner) and how_many_wait(session, pair.owner) == 1
    pair.ana.manager_id = pair.owner.id
    session.flush()
    assert not waiting_for(session, pair.owner) and how_many_wait(session, pair.owner) == 0
