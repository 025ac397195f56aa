"""Fill-ins: who may ask, that one run is for all who asked, whom it never pairs, and what they read."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db import Database
from bot.errors import NotYours, UserError
from bot.features.closing.service import keep_dates
from bot.features.enrollment import pausing
from bot.features.pairings import endings, offers
from bot.features.rounds import fill_ins, service
from bot.features.rounds.compute import RoundMatcher
from bot.features.rounds.messages import LeftUnmatched
from bot.features.rounds.unmatched import unmatched_facts
from bot.matching.errors import MatcherFailed
from bot.matching.solve import solve
from bot.models import (
    Enrollment,
    EnrollmentState,
    Member,
    OutboxMessage,
    Pairing,
    PairingState,
    Program,
    Round,
    RoundKind,
    RoundState,
    RoundUnmatched,
)
from tests.factories import NOW, Factory
from tests.features.rounds.company import Company, company, member_of, proposed, sent_to


@pytest.fixture
def acme(database: Database) -> Company:
    with database.transaction() as session:
        return company(session)


def ask(database: Database, enrollment: Enrollment, now: datetime = NOW):
    with database.transaction() as session:
        return fill_ins.look(session, now, member_of(session, enrollment), enrollment.id)


def run(database: Database, now: datetime = NOW, match=solve) -> None:
    """What the ticks do, until nothing is left."""
    matcher = RoundMatcher(database, lambda: now, match)
    for _ in range(10):
        with database.transaction() as session:
            at = session.scalar(fill_ins.NEXT_FILL_IN)
            started = fill_ins.start_fill_ins(session, now) if at and at <= now else 0
        if not (matcher.run_once() or started):
            return
    raise AssertionError("always more to do")


def couples(database: Database) -> set[tuple[int, int]]:
    with database.reading() as session:
        return {(pairing.mentor_id, pairing.mentee_id) for pairing in session.scalars(select(Pairing))}


def kinds(database: Database) -> list[tuple[RoundKind, RoundState]]:
    with database.reading() as session:
        return [(row.kind, row.state) for row in session.scalars(select(Round).order_by(Round.id))]


def test_who_asks_is_asked_with_somebody_and_nobody_else_is_paired(database: Database, acme: Company) -> None:
    ask(database, acme.cleo)
    run(database)
    assert couples(database) == {(acme.ana.id, acme.cleo.id)}
    assert kinds(database) == [(RoundKind.FILL_IN, RoundState.APPROVED)]
    with database.reading() as session:
        assert sent_to(session, member_of(session, acme.cleo)) == ["PairingOffered"]
        assert sent_to(session, member_of(session, acme.ana)) == ["PairingOffered"]
        assert sent_to(session, member_of(session, acme.dan)) == []
        assert sent_to(session, acme.owner) == []
        assert session.get_one(Enrollment, acme.cleo.id).fill_in_asked_at is None


def test_asking_twice_and_two_at_once_make_one_run(database: Database, acme: Company) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda one: ask(database, one), (acme.cleo, acme.cleo, acme.dan, acme.dan)))
    run(database)
    assert kinds(database) == [(RoundKind.FILL_IN, RoundState.APPROVED)]
    assert couples(database) == {(acme.ana.id, acme.cleo.id), (acme.ben.id, acme.dan.id)}


def test_who_asks_while_the_bot_looks_is_next(database: Database, acme: Company) -> None:
    ask(database, acme.cleo)

    def asks_meanwhile(problem):
        if "meanwhile" not in asked:
            asked.append("meanwhile")
            ask(database, acme.dan)
        return solve(problem)

    asked: list[str] = []
    run(database, match=asks_meanwhile)
    assert len(kinds(database)) == 2
    assert couples(database) == {(acme.ana.id, acme.cleo.id), (acme.ben.id, acme.dan.id)}


def test_it_waits_for_an_owners_round(database: Database, acme: Company) -> None:
    round_ = proposed(database, acme)
    assert ask(database, acme.cleo).after_round
    with database.transaction() as session:
        assert session.scalar(fill_ins.NEXT_FILL_IN) is None
        service.discard(session, NOW, session.get_one(Member, acme.owner.id), round_.id, round_.version)
    run(database)
    assert couples(database) == {(acme.ana.id, acme.cleo.id)}


def test_an_owner_who_proposes_meanwhile_is_asked_to_try_again(database: Database, acme: Company) -> None:
    ask(database, acme.cleo)
    with database.transaction() as session:
        fill_ins.start_fill_ins(session, NOW)
    with database.transaction() as session:
        owner = session.get_one(Member, acme.owner.id)
        assert service.open_round(session, owner, acme.program.id) is None
        with pytest.raises(UserError, match="round-while-filling-in"):
            service.propose(session, NOW, owner, acme.program.id)
    run(database)
    with database.transaction() as session:
        owner = session.get_one(Member, acme.owner.id)
        assert service.propose(session, NOW, owner, acme.program.id).kind == RoundKind.ROUND


def test_who_said_no_waits_until_the_suggestion_has_closed(database: Database, acme: Company) -> None:
    with database.transaction() as session:
        lapses_at = NOW + timedelta(days=5)
        pairing = Factory(session).pairing(
            acme.ben, acme.dan, PairingState.OFFERED, lapses_at=lapses_at, remind_at=None
        )
    with pytest.raises(UserError, match="fill-in-has-partner"):
        ask(database, acme.dan)
    with database.transaction() as session:
        offers.answer(session, NOW, member_of(session, acme.dan), pairing.id, accepted=False)
    assert ask(database, acme.dan).after_offers_at == lapses_at
    run(database)
    assert RoundKind.FILL_IN not in [kind for kind, _ in kinds(database)]
    with database.transaction() as session:
        row = session.get_one(Pairing, pairing.id)
        row.state, row.lapses_at, row.ended_at = PairingState.DECLINED, None, lapses_at
    run(database, lapses_at)
    with database.reading() as session:
        # Never the same two again; so nobody is found, and he reads why.
        assert sent_to(session, member_of(session, acme.dan)) == ["LeftUnmatched"]
        assert sent_to(session, member_of(session, acme.ben)) == []


def test_who_is_found_nobody_reads_why_and_loses_nothing(database: Database, acme: Company) -> None:
    with database.transaction() as session:
        acme.make.session = session
        eve = acme.make.enroll(acme.program, acme.make.member("Eve", slack_id="UEVE"), learns=("Juggling",))
    night = NOW.replace(hour=22)
    ask(database, eve, night)
    run(database, night + timedelta(seconds=30))
    with database.transaction() as session:
        row = session.scalars(select(RoundUnmatched)).one()
        told = unmatched_facts(session, night, LeftUnmatched(row.id))
        assert told is not None and (told.reason, told.fill_in) == ("no_one_teaches", eve.id)
        stored = session.get_one(Enrollment, eve.id)
        assert (stored.waiting_rounds, stored.fill_in_asked_at) == (0, None)
        message = session.scalars(select(OutboxMessage).filter_by(recipient="UEVE")).one()
        assert message.due_at == night + timedelta(seconds=30)  # she is waiting for it
    with pytest.raises(UserError, match="fill-in-just-looked"):
        ask(database, eve, night + timedelta(minutes=5))
    ask(database, eve, night + timedelta(hours=2))


def test_a_failed_one_tells_who_asked_and_they_may_ask_again(database: Database, acme: Company) -> None:
    def fails(_problem):
        raise MatcherFailed("it died")

    ask(database, acme.cleo)
    run(database, match=fails)
    with database.reading() as session:
        assert sent_to(session, member_of(session, acme.cleo)) == ["FillInFailed"]
        assert sent_to(session, acme.owner) == []
    ask(database, acme.cleo)
    run(database)
    assert couples(database) == {(acme.ana.id, acme.cleo.id)}


def test_a_pair_with_an_unknown_level_is_not_made_without_an_owner(database: Database, acme: Company) -> None:
    with database.transaction() as session:
        member_of(session, acme.ana).level = None
    ask(database, acme.cleo)
    run(database)
    assert couples(database) == set()
    with database.reading() as session:
        assert sent_to(session, member_of(session, acme.cleo)) == ["LeftUnmatched"]
        assert sent_to(session, member_of(session, acme.ana)) == []


def test_it_never_pairs_who_is_on_a_break_or_full(database: Database, acme: Company) -> None:
    with database.transaction() as session:
        acme.make.session = session
        session.get_one(Enrollment, acme.ana.id).state = EnrollmentState.PAUSED
        fay = acme.make.enroll(
            acme.program, acme.make.member("Fay", slack_id="UFAY", level=8, team="x"), learns=("Python",)
        )
        acme.make.pairing(session.get_one(Enrollment, acme.ben.id), session.get_one(Enrollment, acme.dan.id))
    before = couples(database)
    for one in (acme.cleo, fay):
        ask(database, one)
    run(database)
    assert couples(database) == before


def test_who_has_somebody_on_one_side_may_ask_for_the_other(database: Database, acme: Company) -> None:
    with database.transaction() as session:
        acme.make.session = session
        eve = acme.make.enroll(
            acme.program, acme.make.member("Eve", slack_id="UEVE", level=9, team="y"), learns=("Budgeting",)
        )
        acme.make.pairing(session.get_one(Enrollment, acme.cleo.id), session.get_one(Enrollment, eve.id))
    ask(database, acme.cleo)
    run(database)
    assert (acme.ana.id, acme.cleo.id) in couples(database)


def test_who_has_somebody_and_is_found_nobody_more_still_reads_it(database: Database, acme: Company) -> None:
    with database.transaction() as session:
        acme.make.session = session
        acme.make.pairing(session.get_one(Enrollment, acme.ana.id), session.get_one(Enrollment, acme.dan.id))
    ask(database, acme.ana)  # she'd like to learn budgeting, too; but who could show it is of a higher level
    run(database)
    with database.transaction() as session:
        row = session.scalars(select(RoundUnmatched).filter_by(enrollment_id=acme.ana.id)).one()
        assert unmatched_facts(session, NOW, LeftUnmatched(row.id)) is not None


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"fill_ins": False}, "fill-in-not-here"),
        ({"state": "closed"}, "error-program-closed"),
    ],
)
def test_only_where_the_program_allows_it(
    database: Database, acme: Company, change: dict[str, object], key: str
) -> None:
    with database.transaction() as session:
        for name, value in change.items():
            setattr(session.get_one(Program, acme.program.id), name, value)
    with pytest.raises(UserError, match=key):
        ask(database, acme.cleo)


def test_only_for_oneself_and_not_on_a_break(session: Session) -> None:
    acme = company(session)
    with pytest.raises(NotYours):
        fill_ins.look(session, NOW, member_of(session, acme.ana), acme.cleo.id)
    acme.cleo.state = EnrollmentState.PAUSED
    with pytest.raises(UserError, match="fill-in-while-away"):
        fill_ins.look(session, NOW, member_of(session, acme.cleo), acme.cleo.id)


def test_a_break_leaving_and_the_end_of_the_program_take_the_wish_back(session: Session) -> None:
    acme = company(session, ends_on=date(2027, 1, 31))
    for enrollment in (acme.ana, acme.ben, acme.cleo):
        fill_ins.look(session, NOW, member_of(session, enrollment), enrollment.id)
    pausing.pause(session, NOW, acme.ana, member_of(session, acme.ana), date(2027, 1, 20))
    endings.step_back(session, NOW, member_of(session, acme.ben), acme.ben, "left")
    session.flush()
    assert keep_dates(session, datetime(2027, 2, 1, 12, tzinfo=acme.cleo.joined_at.tzinfo))
    session.expire_all()
    assert [one.fill_in_asked_at for one in (acme.ana, acme.ben, acme.cleo)] == [None] * 3
