"""The couples of the flood, and everything that they may do at once."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from benchmarks import company, payloads
from benchmarks.here import Here
from benchmarks.payloads import Form, Payload, option
from bot.features.skills.names import key_of
from bot.models import (
    Enrollment,
    Meeting,
    MeetingHow,
    Member,
    Nudge,
    Pairing,
    PairingState,
    Program,
    Round,
    RoundState,
    Skill,
)

NOW = datetime(2027, 1, 13, 10, tzinfo=UTC)
HELD_ON = date(2027, 1, 8)
ZONES = ("UTC", "Europe/Lisbon", "America/New_York", "Asia/Tokyo")


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
        Member(**workspace, slack_id=slack_id, name=slack_id, refreshed_at=NOW) for slack_id in couple_ids(number)
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


def couple_ids(number: int) -> tuple[str, str]:
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


def couple_of(slack_id: str) -> int:
    return int(slack_id[1:]) // 2
