"""Thousands of duplicated and reordered interactions at once: nothing breaks, and it is as if each had come once.

Over HTTP, signed, to the whole bot on its own server. "As if each had come once" means: the bot took each payload
at one point of time between its first request and its first answer. A second bot gets the same payloads once,
one after the other, in the order in which their keys were written down, on a database that began alike; in the end
everybody must stand the same in both. Where PostgreSQL took two at once, either order may be the one that explains
it. What was refused (a kind word, nothing written down) must have changed nothing.
"""

import argparse
import http.client
import random
import sys
import threading
import time
from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from queue import Empty, SimpleQueue
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from benchmarks import company, payloads
from benchmarks.here import WENT_WRONG, Here, Slack
from benchmarks.payloads import Form, Payload, option
from benchmarks.planning import postgres_url
from bot.db import Database
from bot.features.skills.names import key_of
from bot.http import PATH, HttpServer
from bot.logs import configure
from bot.models import (
    Base,
    CheckIn,
    Enrollment,
    EnrollmentSkill,
    Meeting,
    MeetingHow,
    Member,
    Nudge,
    OutboxMessage,
    Pairing,
    PairingAnswer,
    PairingState,
    Program,
    Pulse,
    Round,
    RoundState,
    SeenPayload,
    Skill,
)

NOW = datetime(2027, 1, 13, 10, tzinfo=UTC)
HELD_ON = date(2027, 1, 8)
ZONES = ("UTC", "Europe/Lisbon", "America/New_York", "Asia/Tokyo")
TIMES = (1, 1, 2, 3, 4, 5)
"""How often one and the same payload is sent: two and a half times on average."""


MOST_ORDERS = 60


@dataclass
class Result:
    """What came of it, and everything that was wrong."""

    sent: int = 0
    taken: int = 0
    violations: list[str] = field(default_factory=list)
    spans: dict[str, tuple[float, float]] = field(default_factory=dict)
    """By key, when a payload was sent first and when it was answered first."""
    turned: int = 0
    """Couples who are explained by another order than that of the keys."""

    def note(self, payload: Payload, sent_at: float, answered_at: float) -> None:
        sent, answered = self.spans.get(payloads.key_of(payload), (sent_at, answered_at))
        self.spans[payloads.key_of(payload)] = min(sent, sent_at), min(answered, answered_at)

    def overlap(self, one: str, other: str) -> bool:
        """Whether two were with the bot at the same time, so that nobody can say which was first."""
        return self.spans[one][0] < self.spans[other][1] and self.spans[other][0] < self.spans[one][1]


def founded(here: Here, couples: int) -> None:
    """So many couples: half of them swap, with a hello to answer and a meeting to confirm; half were just asked."""
    with here.bot.database.transaction() as session:
        scope = {"workspace_id": here.workspace.id}
        owner = Member(**scope, slack_id="UOWNER", name="Olive", refreshed_at=NOW)
        program = Program(**scope, name="Swap", announce_channel="C1", starts_on=date(2027, 1, 4))
        session.add_all([owner, program])
        session.add_all([Skill(**scope, name=name, key=key_of(name)) for name in ("flood one", "flood two")])
        session.flush()
        scope |= {"program_id": program.id}
        past = Round(**scope, number=1, seed=7, inputs={}, state=RoundState.APPROVED, proposed_by_id=owner.id)
        past.created_at = NOW
        session.add(past)
        session.flush()
        for number in range(couples):
            _couple(session, scope, past.id, number)


def _couple(session: Session, scope: dict[str, int], round_id: int, number: int) -> None:
    workspace = {"workspace_id": scope["workspace_id"]}
    then = NOW - timedelta(days=6)
    members = [
        Member(**workspace, slack_id=slack_id, name=slack_id, refreshed_at=NOW) for slack_id in _couple_ids(number)
    ]
    session.add_all(members)
    session.flush()
    places = [Enrollment(**scope, member_id=one.id, joined_at=then) for one in members]
    session.add_all(places)
    session.flush()
    is_offered = number % 2 == 1
    pairing = Pairing(
        **scope,
        round_id=round_id,
        mentor_id=places[0].id,
        mentee_id=places[1].id,
        couple=f"{places[0].id}-{places[1].id}",
        state=PairingState.OFFERED if is_offered else PairingState.ACTIVE,
        why=company.WHY,
        offered_at=then,
        introduced_at=None if is_offered else then,
        lapses_at=NOW + timedelta(days=3) if is_offered else None,
    )
    session.add(pairing)
    session.flush()
    nudges = [{**workspace, "member_id": one.id, "iso_week": "2027-W02", "due_at": NOW} for one in members]
    session.execute(insert(Nudge), nudges)
    if not is_offered:
        meeting = {"pairing_id": pairing.id, "logged_by_id": members[0].id, "held_on": HELD_ON, "minutes": 30}
        session.execute(insert(Meeting), [{**workspace, **meeting, "how": MeetingHow.CALL, "logged_at": then}])


def _couple_ids(number: int) -> tuple[str, str]:
    return f"U{2 * number:07}", f"U{2 * number + 1:07}"


@dataclass(frozen=True)
class Seat:
    """Somebody of a couple, and the ids that their buttons carry."""

    slack_id: str
    place: int
    pairing: int
    nudge: int
    meeting: int | None


def seats(session: Session) -> list[Seat]:
    """Everybody of every couple."""
    rows = session.execute(
        select(Member.slack_id, Enrollment.id, Pairing.id, Nudge.id, Meeting.id)
        .join(Enrollment, Enrollment.member_id == Member.id)
        .join(Pairing, (Pairing.mentor_id == Enrollment.id) | (Pairing.mentee_id == Enrollment.id))
        .join(Nudge, Nudge.member_id == Member.id)
        .outerjoin(Meeting, Meeting.pairing_id == Pairing.id)
        .order_by(Member.id)
    )
    return [Seat(*row) for row in rows]


def doings(seat: Seat, team: str, program: int, skills: Sequence[int], rng: random.Random) -> Iterator[Payload]:
    """All that somebody may do, in whatever order: some of it can't go together, and is refused then."""

    def press(action_id: str, value: object) -> Payload:
        return payloads.click(seat.slack_id, action_id, str(value), team)

    def send(callback_id: str, subject: object, values: dict[str, Any]) -> Payload:
        return payloads.submit(seat.slack_id, callback_id, str(subject), values, team)

    row = f"{seat.nudge}:{seat.pairing}"
    for action_id in rng.sample(("checkins.not_yet", "checkins.skip", "checkins.go_on"), 2):
        yield press(action_id, row)
    yield press(rng.choice(("checkins.turn_off", "checkins.turn_on")), seat.nudge)
    for action_id in rng.sample(("pairings.accept", "pairings.accept", "pairings.decline"), 2):
        yield press(action_id, seat.pairing)
    if seat.meeting:
        yield press(rng.choice(("checkins.confirm", "checkins.dispute")), seat.meeting)
        scores = {name: {"selected_option": option(rng.randint(1, 5))} for name in ("useful", "voice", "counted")}
        yield send("checkins.pulse", seat.meeting, scores | {"note": {"value": "fine"}})
    held = {"held_on": {"selected_date": (HELD_ON + timedelta(days=rng.randint(1, 3))).isoformat()}}
    how = {"minutes": {"value": str(rng.randint(20, 60))}, "how": {"selected_option": option("call")}}
    yield send("checkins.log", seat.pairing, {**held, **how, "skills": {"selected_options": []}})
    yield send("enrollment.join_form", program, Form(program, skills[:1], skills[1:]).values())
    if rng.random() < 0.4:
        yield send("pairings.pause_form", seat.place, {"until": {"selected_date": "2027-02-01"}})
    yield payloads.typed(seat.slack_id, "resume", team)
    if rng.random() < 0.1:
        yield send("pairings.leave_form", seat.place, {})
    if rng.random() < 0.2:
        yield press("pairings.end", seat.pairing)
    yield payloads.event(_moved(seat.slack_id, team, rng.choice(ZONES)), team)
    yield payloads.event({"type": "app_home_opened", "user": seat.slack_id, "tab": "home"}, team)


def _moved(slack_id: str, team: str, zone: str) -> dict[str, Any]:
    user = {"id": slack_id, "team_id": team, "name": slack_id, "real_name": slack_id, "tz": zone, "profile": {}}
    return {"type": "user_change", "user": user}


def pour(port: int, deliveries: Sequence[Payload], threads: int, result: Result) -> None:
    """Send all of them, from so many threads at once."""
    waiting: SimpleQueue[Payload] = SimpleQueue()
    turn = threading.Lock()
    for one in deliveries:
        waiting.put(one)

    def work() -> None:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        while True:
            try:
                payload = waiting.get_nowait()
            except Empty:
                return line.close()
            began = time.monotonic()
            line.request("POST", PATH, payload.body.encode(), payload.headers())
            answer = line.getresponse()
            body = answer.read().decode()
            with turn:
                result.note(payload, began, time.monotonic())
            if answer.status != 200 or WENT_WRONG in body:
                result.violations.append(f"{answer.status} {body[:200]} to {payload.body[:200]}")

    workers = [threading.Thread(target=work) for _ in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    result.sent = len(deliveries)


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


def flood(url: str, other_url: str | None, interactions: int, threads: int, seed: int = 1) -> Result:
    """Pour them in, then compare with a bot to which each came once; both databases are empty at first.

    Without another database only what the bot answered is looked at.
    """
    result, rng = Result(), random.Random(seed)
    here = Here.on(url, Slack.at(NOW))
    couples = interactions // 40 + 1
    founded(here, couples)
    team = here.slack.team.id
    with here.bot.database.reading() as session:
        everybody = seats(session)
        skills = session.scalars(select(Skill.id).where(Skill.name.like("flood %")).order_by(Skill.id)).all()
        program = session.scalars(select(Program.id)).one()
    once = {
        payload: couple_of(seat.slack_id)
        for seat in everybody
        for payload in doings(seat, team, program, skills, rng)
    }
    # A few couples at a time, so that the two of each meet: their clicks come in any order, again and again.
    deliveries = [
        (couple + 3 * rng.random(), one) for one, couple in once.items() for _ in range(rng.choice(TIMES))
    ]
    deliveries.sort(key=lambda each: each[0])
    poured = [one for _, one in deliveries[:interactions]]
    with _served(here) as port:
        pour(port, poured, threads, result)
    result.violations += [f"an apology by {method}" for method in here.slack.apologies]
    if other_url:
        again = Again(other_url, couples, {payloads.key_of(one): one for one in once})
        _compare(here, again, result)
        again.close()
    here.bot.database.engine.dispose()
    return result


@contextmanager
def _served(here: Here) -> Iterator[int]:
    server = HttpServer(here.bot.bolt, "127.0.0.1", 0)
    server.start()
    yield server.port
    server.close()


def couple_of(slack_id: str) -> int:
    return int(slack_id[1:]) // 2


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


def _compare(here: Here, again: Again, result: Result) -> None:
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
        people = _couple_ids(couple)
        orders = (again.standing(order) for order in _other_orders(mine, result))
        if any(all(found[one] == flooded[one] for one in people) for found in orders):
            result.turned += 1
        else:
            result.violations += [
                f"{one}: {flooded[one]} after the flood, {calm[one]} one by one" for one in people
            ]


def _is_of(payload: Payload, couple: int) -> bool:
    return any(slack_id in payload.body for slack_id in _couple_ids(couple))


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


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what was sent and found; 1 where anything was wrong."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.flood", description=__doc__)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--interactions", type=int, default=10_000)
    parser.add_argument("--threads", type=int, default=16)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args(arguments)
    configure("CRITICAL")
    began = time.perf_counter()
    with ExitStack() as stack:
        urls = [stack.enter_context(_a_database(chosen.database)) for _ in range(2)]
        result = flood(urls[0], urls[1], chosen.interactions, chosen.threads, chosen.seed)
    for violation in result.violations[:40]:
        print(violation)
    print(
        f"{chosen.database}: {result.sent} sent from {chosen.threads} threads, {result.taken} taken, "
        f"couples in another order {result.turned}"
    )
    print(f"violations {len(result.violations)}, seconds {time.perf_counter() - began:.0f}")
    return 1 if result.violations else 0


@contextmanager
def _a_database(kind: str) -> Iterator[str]:
    with postgres_url() if kind == "postgresql" else company.sqlite_url() as url, company.empty(url):
        yield url


if __name__ == "__main__":
    sys.exit(main())
