"""An owner hands in the organization's list of people in Slack: looked at first, then all of it or nothing."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.errors import NotYours, UserError
from bot.features.people_list import service
from bot.features.people_list.messages import ListRead
from bot.models import AuditEntry, HandedList, ListedPerson, ListState, Member, OutboxMessage
from tests.factories import NOW, Factory

FILE = b"email,name,level,manager_email\nana@acme.com,Ana,3,ben@acme.com\nben@acme.com,Ben,8,\n"
BAD = b"email,name,level\nana@acme.com,Ana,11\nnobody,Ben,3\n"


@pytest.fixture
def make(session: Session) -> Factory:
    return Factory(session)


@pytest.fixture
def olive(make: Factory) -> Member:
    olive = make.member("Olive")
    make.program(olive)
    return olive


def handed(session: Session, owner: Member, *, whole: bool = False) -> HandedList:
    service.hand_in(session, NOW, owner, "F1", whole)
    return session.scalars(select(HandedList)).one()


def listed(session: Session) -> dict[str, int | None]:
    return {row.email: row.level for row in session.scalars(select(ListedPerson))}


def told(session: Session) -> list[str]:
    return [row.kind for row in session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))]


def test_first_it_is_only_looked_at(session: Session, olive: Member) -> None:
    one = handed(session, olive)
    service.look_at(session, NOW, one, FILE, {"ana@acme.com"})
    facts = service.list_facts(session, NOW, ListRead(one.id))
    assert facts and (facts.state, facts.people, facts.new) == (ListState.SOUND, 2, 2)
    assert facts.absent == ("ben@acme.com",)
    assert listed(session) == {} and told(session) == ["ListRead"]


def test_with_their_yes_it_is_taken_over_and_written_down(session: Session, olive: Member) -> None:
    one = handed(session, olive)
    service.look_at(session, NOW, one, FILE, None)
    service.approve(session, olive, one.id)
    service.take_over(session, NOW, one, FILE)
    assert one.state == ListState.TAKEN_OVER and listed(session) == {"ana@acme.com": 3, "ben@acme.com": 8}
    assert session.scalars(select(AuditEntry.actor_id)).one() == olive.id


def test_another_content_than_the_one_shown_is_not_taken_over(session: Session, olive: Member) -> None:
    one = handed(session, olive)
    service.look_at(session, NOW, one, FILE, None)
    service.approve(session, olive, one.id)
    service.take_over(session, NOW, one, FILE.replace(b",8,", b",9,"))
    assert one.state == ListState.FAILED and listed(session) == {}


def test_every_bad_row_is_named_and_nothing_can_be_taken_over(session: Session, olive: Member) -> None:
    one = handed(session, olive)
    service.look_at(session, NOW, one, BAD, None)
    facts = service.approve(session, olive, one.id)
    assert facts.state == ListState.UNSOUND and facts.problems_count == 2
    assert [line.partition(":")[0] for line in facts.problems] == ["line 2", "line 3"]


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"\x89PNG\r\n", b"a;b\n1;2\n"])
def test_what_is_no_list_is_said_to_be_none(session: Session, olive: Member, content: bytes) -> None:
    one = handed(session, olive)
    service.look_at(session, NOW, one, content, None)
    assert one.state == ListState.UNSOUND and service.facts_of(one).problems_count == 1


def test_many_bad_rows_come_as_a_file_too(session: Session, olive: Member) -> None:
    rows = b"".join(b"p%d@acme.com,P,99\n" % number for number in range(service.SHOWN + 1))
    service.look_at(session, NOW, handed(session, olive), b"email,name,level\n" + rows, None)
    assert told(session) == ["ListRead", "BadRows"]


def test_a_no_leaves_everything_as_it_was(session: Session, olive: Member) -> None:
    one = handed(session, olive)
    service.look_at(session, NOW, one, FILE, None)
    assert service.leave(session, olive, one.id).state == ListState.LEFT
    assert service.approve(session, olive, one.id).state == ListState.LEFT


def test_only_owners_hand_one_in_and_only_who_did_says_yes(session: Session, make: Factory, olive: Member) -> None:
    with pytest.raises(UserError):
        service.hand_in(session, NOW, make.member("Ana"), "F1", whole=False)
    one = handed(session, olive)
    service.look_at(session, NOW, one, FILE, None)
    other = make.member("Oscar", is_admin=True)
    with pytest.raises(NotYours):
        service.approve(session, other, one.id)


def test_who_runs_no_program_any_more_takes_nothing_over(session: Session) -> None:
    admin = Factory(session).member("Admin", is_admin=True)
    one = handed(session, admin)
    service.look_at(session, NOW, one, FILE, None)
    service.approve(session, admin, one.id)
    admin.is_admin = False
    session.flush()
    with pytest.raises(UserError):
        service.take_over(session, NOW, one, FILE)
    assert listed(session) == {}


def test_a_week_later_it_is_forgotten(session: Session, olive: Member) -> None:
    handed(session, olive)
    assert service.next_forgetting(session) == NOW + service.KEPT
    assert service.forget(session, NOW + service.KEPT - timedelta(seconds=1)) == 0
    assert service.forget(session, NOW + service.KEPT) == 1
    assert service.next_forgetting(session) is None


def test_a_column_that_nobody_reads_is_told(session: Session, olive: Member) -> None:
    one = handed(session, olive)
    service.look_at(session, NOW, one, FILE.replace(b"manager_email", b"manager"), None)
    assert service.facts_of(one).ignored == ("manager",)
