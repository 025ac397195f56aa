"""How everybody stands after the flood, beside a bot to which each payload came once."""

from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from benchmarks.flood.couples import NOW, couple_ids, couple_of, founded
from benchmarks.flood.pouring import Result
from benchmarks.here import Here, Slack
from benchmarks.payloads import Payload
from bot.db import Database
from bot.models import (
    Base,
    CheckIn,
    Enrollment,
    EnrollmentSkill,
    Meeting,
    Member,
    OutboxMessage,
    Pairing,
    PairingAnswer,
    Pulse,
    SeenPayload,
)

MOST_ORDERS = 60


def standing(session: Session) -> dict[str, dict[str, Any]]:
    """How everybody stands, without ids that depend on who came first."""
    found: dict[str, dict[str, Any]] = defaultdict(dict)
    who = dict(session.execute(select(Member.id, Member.slack_id)).all())
    held = dict(session.execute(select(Meeting.id, Meeting.held_on)).all())
    for member in session.scalars(select(Member)):
        found[member.slack_id]["member"] = (member.timezone, member.level, member.deactivated_at)
    for place in session.scalars(select(Enrollment)):
        skills = select(EnrollmentSkill.side, EnrollmentSkill.rank, EnrollmentSkill.skill_id)
        wishes = sorted(session.execute(skills.filter_by(enrollment_id=place.id)).all())
        state = (place.state, place.paused_until, place.resumes_at, place.left_at, place.nudges_off, wishes)
        found[who[place.member_id]]["place"] = state
        mine = select(Pairing).where((Pairing.mentor_id == place.id) | (Pairing.mentee_id == place.id))
        found[who[place.member_id]]["pairings"] = [
            (one.id, one.state, one.ended_reason, one.ended_by_id, one.lapses_at) for one in session.scalars(mine)
        ]
    said = [
        *(
            (row.member_id, ("answer", row.pairing_id, row.accepted))
            for row in session.scalars(select(PairingAnswer))
        ),
        *((row.member_id, ("check-in", row.pairing_id, row.answer)) for row in session.scalars(select(CheckIn))),
        *(
            (row.member_id, ("pulse", held[row.meeting_id], row.useful, row.voice, row.counted, row.note))
            for row in session.scalars(select(Pulse))
        ),
        *(
            (row.logged_by_id, ("meeting", row.pairing_id, row.held_on, row.minutes, row.state))
            for row in session.scalars(select(Meeting))
        ),
    ]
    for member_id, what in said:
        found[who[member_id]].setdefault("said", Counter())[what] += 1
    for row in session.scalars(select(OutboxMessage).where(OutboxMessage.kind != "HomeChanged")):
        for slack_id in row.recipient.split("+"):
            found[slack_id].setdefault("told", Counter())[row.kind, row.due_at] += 1
    return found


@dataclass
class Again:
    """A bot to which payloads come once each, on a database that begins each time as the flooded one did."""

    url: str
    couples: int
    by_key: dict[str, Payload]

    def __post_init__(self) -> None:
        self._here = Here.on(self.url, Slack.at(NOW))

    def standing(self, keys: Sequence[str]) -> dict[str, dict[str, Any]]:
        _empty(self._here.bot.database)
        self._here.start_over(NOW)
        founded(self._here, self.couples)
        for key in keys:
            self._here.send(self.by_key[key])
        with self._here.bot.database.reading() as session:
            return standing(session)

    def close(self) -> None:
        self._here.bot.database.engine.dispose()


def _empty(database: Database) -> None:
    """Every table without a row, and ids from 1 on."""
    names = [table.name for table in reversed(Base.metadata.sorted_tables)]
    with database.engine.begin() as connection:
        if database.engine.dialect.name == "postgresql":
            connection.exec_driver_sql(f"TRUNCATE {', '.join(names)} RESTART IDENTITY CASCADE")
            return
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        for name in names:
            connection.exec_driver_sql(f"DELETE FROM {name}")


def compare(here: Here, again: Again, result: Result) -> None:
    with here.bot.database.reading() as session:
        keys = session.scalars(select(SeenPayload.key).order_by(SeenPayload.id)).all()
        flooded = standing(session)
    result.taken = len(keys)
    calm = again.standing(keys)
    differing = {
        couple_of(one) for one in flooded.keys() | calm.keys() if one[1:].isdecimal() and flooded[one] != calm[one]
    }
    for couple in sorted(differing):
        mine = [key for key in keys if _is_of(again.by_key[key], couple)]
        people = couple_ids(couple)
        orders = (again.standing(order) for order in _other_orders(mine, result))
        if any(all(found[one] == flooded[one] for one in people) for found in orders):
            result.turned += 1
        else:
            result.violations += [
                f"{one}: {flooded[one]} after the flood, {calm[one]} one by one" for one in people
            ]


def _is_of(payload: Payload, couple: int) -> bool:
    return any(slack_id in payload.body for slack_id in couple_ids(couple))


def _other_orders(keys: Sequence[str], result: Result) -> Iterator[list[str]]:
    """The orders that come of turning neighbors that overlap in time; at most a few dozen, the nearest first."""
    tried, waiting = {tuple(keys)}, deque([list(keys)])
    while waiting and len(tried) <= MOST_ORDERS:
        order = waiting.popleft()
        for at in range(len(order) - 1):
            turned = [*order[:at], order[at + 1], order[at], *order[at + 2 :]]
            if result.overlap(order[at], order[at + 1]) and tuple(turned) not in tried:
                tried.add(tuple(turned))
                waiting.append(turned)
                yield turned
