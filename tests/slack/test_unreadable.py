"""A value that can't be opened: all else goes on, for everybody, and for whom it is about as far as can be.

Every sealed column that there is has its turn.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from typing import Any

import pytest
from sqlalchemy import Table, Text, select, type_coerce, update
from sqlalchemy.orm import Session

from bot import lost
from bot.app import Bot
from bot.clock import MovableClock
from bot.db import Database
from bot.features.privacy import keeping
from bot.features.privacy.erasing import erase
from bot.features.privacy.wiping import Wiper
from bot.features.rounds import service as rounds
from bot.features.rounds.approve import NO_CHANGE, approve
from bot.features.rounds.compute import RoundMatcher
from bot.features.rounds.facts import Numbers
from bot.features.rounds.wishes import Worked
from bot.matching.solve import solve
from bot.matching.terms import Reason
from bot.models import (
    Erasure,
    HandedList,
    ListState,
    Member,
    OutboxMessage,
    Pairing,
    PairingState,
    ProgramOwner,
    Round,
    RoundState,
    RoundUnmatched,
    keyring,
)
from bot.models.sealed import Sealed, all_sealed
from bot.outbox.messages import HomeChanged
from bot.outbox.registry import Registry
from bot.parts import ANSWERS, MESSAGES, PLANS
from bot.planning import Plan
from bot.retention import Retention
from bot.slack.payloads import Listener
from bot.text import Translator
from tests.acting import IDS, Stage, body_of, commands, listeners
from tests.conftest import emptied
from tests.factories import NOW
from tests.filled import Filled

pytestmark = pytest.mark.xdist_group("unreadable")  # else what can usually be done is tried anew for each column
Column = tuple[Table, Sealed[Any]]
OF_A_STATE = {"rounds", "round_pairs", "pairings"}
"""Tables of which more is done, or something else, once all is decided."""
EVERY = [
    pytest.param((is_open, (table, seal)), id=f"{'open' if is_open else 'decided'}-{table.name}.{seal.name}")
    for is_open in (True, False)
    for table, seal in all_sealed()
    if is_open or table.name in OF_A_STATE
] + [pytest.param((is_open, None), id=f"{'open' if is_open else 'decided'}-given-up") for is_open in (True, False)]
"""At last all of it, after it was given up."""
REGISTRY = Registry(MESSAGES, ANSWERS)
IN_ALL = timedelta(days=30)
FILL_IN = {"rounds.look_now"}
OF_ROUND = {"rounds.approve", "rounds.change", "rounds.again", "rounds.take_back"}
REFUSED = {
    "enrollments.interests": FILL_IN,
    "enrollments.avoid": FILL_IN,
    "rounds.wishes": OF_ROUND,
    "rounds.worked_in": OF_ROUND,
    "all": FILL_IN | OF_ROUND,
}
"""What can't be done any more, and is refused in words: nobody is paired of whom it isn't known whom they avoid,
and what owners asked for isn't passed over."""
DONE = tuple[int, str, Listener, str]


@dataclass
class Life:
    """A database with something in every table; `people`: an owner, and the two of a pair.

    `is_open`: the round waits for its owner, the offer for its answers, the list of people for a yes.
    """

    database: Database
    bot: Bot
    is_open: bool
    people: Sequence[int] = field(default=(), init=False)

    def begin(self) -> None:
        emptied(self.database)
        with self.database.transaction() as session:
            filled = Filled(session)
            keys = {"workspace_id": filled.ben.workspace_id, "member_id": filled.ben.id}
            session.add(Erasure(**keys, mark="a checksum", erased_at=NOW))
            session.add(ProgramOwner(workspace_id=1, program_id=1, member_id=filled.ben.id))
            filled.program.aim = "To learn of each other"
            round_ = session.get_one(Round, filled.ids["rounds"])
            round_.wishes, numbers = [], Numbers(1, 1, 1)
            round_.worked_in = Worked((), (), numbers, numbers).stored()
            self.people = (filled.olive.id, filled.ids["members"], filled.ben.id)
            if self.is_open:
                round_.state = RoundState.PROPOSED
                left = session.get_one(RoundUnmatched, filled.ids["round_unmatched"])
                left.why = {"reason": Reason.NO_ONE_SUITABLE.value, **NO_CHANGE}
                pairing = session.get_one(Pairing, filled.ids["pairings"])
                pairing.state, pairing.lapses_at = PairingState.OFFERED, NOW + timedelta(days=3)
                session.execute(update(HandedList).values(state=ListState.SOUND))

    def spoil(self, column: Column) -> None:
        """Each value of it is what was sealed for another place."""
        table, seal = column
        moved = type_coerce(keyring.seal("[]", b"elsewhere"), Text)
        with self.database.engine.begin() as connection:
            there = update(table).where(table.c[seal.name].is_not(None))
            assert connection.execute(there.values({seal.name: moved})).rowcount

    def give_all_up(self) -> None:
        for column in all_sealed():
            self.spoil(column)
        assert lost.give_up(self.database, keyring, NOW, []) >= len(list(all_sealed()))
        assert lost.look(self.database, keyring).found == []

    @cached_property
    def usual(self) -> Sequence[DONE]:
        """What each of them can do as long as all can be opened."""
        self.begin()
        every = [*listeners(self.bot), *commands(self.bot)]
        values = {kind: IDS if kind != "words" else [""] for kind, _ in every}
        return list(
            self.done([(who, *one, value) for who in self.people for one in every for value in values[one[0]]])
        )

    def done(self, tried: Sequence[DONE]) -> Iterator[DONE]:
        """Of this, what isn't refused; whatever else it raises is a bug."""
        for who in self.people:
            with Stage(self.database, who) as stage:
                for one in [one for one in tried if one[0] == who]:
                    if not stage.attempt(one[2], body_of(one[1], one[3])).refused:
                        yield one


Spoilt = tuple[Life, str]


@pytest.fixture(scope="module")
def lives(_sqlite: Database, bot: Bot) -> dict[bool, Life]:
    return {is_open: Life(_sqlite, bot, is_open) for is_open in (True, False)}


@pytest.fixture(params=EVERY)
def spoilt(request: pytest.FixtureRequest, lives: dict[bool, Life]) -> Spoilt:
    """Which column it is."""
    is_open, column = request.param
    life = lives[is_open]
    assert len(life.usual) > 100
    life.begin()
    if column is None:
        life.give_all_up()
        return life, "all"
    life.spoil(column)
    return life, f"{column[1].table}.{column[1].name}"


def test_everybody_can_still_do_everything(spoilt: Spoilt) -> None:
    life, name = spoilt
    left = {(who, one.name) for who, _, one, _ in life.done(life.usual)}
    lost = {one.name for who, _, one, _ in life.usual if (who, one.name) not in left}
    assert lost <= REFUSED.get(name, set())


def test_everybody_has_a_home_and_time_goes_on(spoilt: Spoilt) -> None:
    life, _ = spoilt
    with Session(life.database.engine, expire_on_commit=False) as session:
        for who in life.people:
            said(session, HomeChanged.__name__, {"member_id": who})
        purge = Plan("retention", keeping.next_purge, keeping.Purge(Retention()))
        for day in range(0, IN_ALL.days, 5):
            for plan in (*PLANS, purge):
                until_done(plan, session, day)
        for row in session.scalars(select(OutboxMessage)):
            if row.kind in REGISTRY.names():
                said(session, row.kind, row.params or {})


def until_done(plan: Plan, session: Session, day: int) -> None:
    for _ in range(20):
        if not plan.do(session, NOW + timedelta(days=day)):
            return


def said(session: Session, kind: str, params: dict[str, Any]) -> None:
    (facts,) = REGISTRY.facts(session, NOW + IN_ALL, kind, [params])
    if facts:
        REGISTRY.render(Translator(), kind, facts)


def test_each_can_be_forgotten(spoilt: Spoilt) -> None:
    life, _ = spoilt
    for who in life.people[1:]:
        with life.database.transaction() as session:
            erase(session, NOW, session.get_one(Member, who))
    wiper = Wiper(life.database, MovableClock(NOW))
    while wiper.run_once():
        pass
    with life.database.reading() as session:
        waiting = select(Erasure).where(Erasure.wiped_at.is_(None))
        assert session.scalars(waiting).all() == []


def test_a_round_begins_is_worked_out_and_approved(spoilt: Spoilt) -> None:
    life, _ = spoilt
    with life.database.transaction() as session:
        owner = session.get_one(Member, life.people[0])
        if life.is_open:
            rounds.discard(session, NOW, owner, 1, session.get_one(Round, 1).version)
        round_id = rounds.propose(session, NOW, owner, 1).id
    RoundMatcher(life.database, MovableClock(NOW), solve).run_once()
    with life.database.transaction() as session:
        round_ = session.get_one(Round, round_id)
        assert round_.state == RoundState.PROPOSED
        approve(session, NOW, session.get_one(Member, life.people[0]), round_id, round_.version)
