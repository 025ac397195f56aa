"""What people do most takes few statements: they are nearly all that an answer costs (docs/decisions/0017)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from slack_bolt import BoltRequest
from sqlalchemy import select
from sqlalchemy.orm import Session

from benchmarks import company, payloads
from benchmarks.payloads import Payload, option
from bot import app
from bot.clock import Clocks, MovableClock
from bot.config import Config
from bot.db import Database
from bot.features.checkins.views import meeting, nudge, pulse
from bot.features.enrollment.views.joining import JOIN_FORM
from bot.features.pairings.views import leaving, swaps
from bot.models import Enrollment, EnrollmentSkill, Meeting, MeetingHow, Member, Nudge, NudgeKind, PairingState
from tests.conftest import KEY, MONDAY, counting
from tests.factories import Factory

TEAM = "T1"


class Counter:
    """A bot that is told what somebody does, and the statements that each answer took."""

    def __init__(self, database: Database) -> None:
        env = company.settings("sqlite:///elsewhere.db") | {"ENCRYPTION_KEY": KEY}
        self.database = database
        self.bot = app.create(Config.from_env(env), Clocks(MovableClock(MONDAY)), database=database)

    def take(self, payload: Payload) -> list[str]:
        """All but what takes the turn of who acts, on PostgreSQL."""
        headers: dict[str, Any] = {name.lower(): [value] for name, value in payload.headers().items()}
        with counting(self.database) as statements:
            assert self.bot.bolt.dispatch(BoltRequest(body=payload.body, headers=headers)).status == 200
        return [one for one in statements if "pg_advisory_xact_lock" not in one]


class Scene:
    """Of two pairs one goes on, and one has been suggested; the first has met."""

    def __init__(self, session: Session) -> None:
        make = Factory(session)
        make.workspace(TEAM)
        program, members = make.program(), [make.member() for _ in range(4)]
        places = [make.enroll(program, one, teaches=["TikTok"], learns=["Hiring"]) for one in members]
        swap = make.pairing(places[0], places[1])
        offer = make.pairing(places[2], places[3], PairingState.OFFERED, lapses_at=MONDAY + timedelta(days=3))
        keys = {"workspace_id": program.workspace_id}
        week = {"iso_week": "2027-W01", "kind": NudgeKind.CHECK_IN, "due_at": MONDAY}
        asked = Nudge(member_id=members[0].id, **keys, **week)
        held = {"held_on": MONDAY.date() - timedelta(days=1), "minutes": 30, "how": MeetingHow.CALL}
        met = Meeting(pairing_id=swap.id, logged_by_id=members[1].id, logged_at=MONDAY, **keys, **held)
        session.add_all([asked, met])
        session.flush()
        self.ana, _, self.cleo, _ = (one.slack_id for one in members)
        self.place, self.swap, self.offer = places[0].id, swap.id, offer.id
        self.nudge, self.meeting, self.skill = asked.id, met.id, make.skill("TikTok").id

    def log(self) -> Payload:
        values = {
            meeting.HELD_ON: {"selected_date": "2027-01-04"},
            meeting.MINUTES: {"value": "30"},
            meeting.HOW: {"selected_option": option("call")},
            meeting.SKILLS: {"selected_options": [option(self.skill)]},
        }
        return payloads.submit(self.ana, meeting.LOG, str(self.swap), values, TEAM)

    def pulse(self) -> Payload:
        scores = {name: {"selected_option": option(4)} for name in (pulse.USEFUL, pulse.VOICE, pulse.COUNTED)}
        values = scores | {pulse.NOTE: {"value": None}}
        return payloads.submit(self.ana, pulse.PULSE, str(self.meeting), values, TEAM)

    def pause(self) -> Payload:
        values = {"until": {"selected_date": "2027-01-20"}}
        return payloads.submit(self.ana, leaving.PAUSE_FORM, str(self.place), values, TEAM)

    def said(self, answer: str) -> Payload:
        return payloads.click(self.ana, answer, f"{self.nudge}:{self.swap}", TEAM)


ACTS: dict[str, tuple[Callable[[Scene], Payload], int]] = {
    "open the join form": (lambda scene: payloads.typed(scene.ana, "join", TEAM), 8),
    "not yet": (lambda scene: scene.said(nudge.NOT_YET), 10),
    "we met": (lambda scene: scene.said(nudge.MET), 12),
    "log a meeting": (Scene.log, 12),
    "yes, we met": (lambda scene: payloads.click(scene.ana, meeting.CONFIRM, str(scene.meeting), TEAM), 10),
    "the pulse": (Scene.pulse, 8),
    "yes to a suggestion": (lambda scene: payloads.click(scene.cleo, swaps.ACCEPT, str(scene.offer), TEAM), 12),
    "my pairings": (lambda scene: payloads.typed(scene.ana, "pair", TEAM), 6),
    "open the break form": (lambda scene: payloads.typed(scene.ana, "pause", TEAM), 5),
    "a break": (Scene.pause, 9),
}
"""What somebody does as the first thing in an hour, so that this is written too; and how many it takes."""


@pytest.fixture
def counter(database: Database) -> Counter:
    return Counter(database)


def test_a_join(counter: Counter) -> None:
    """Of the member, the program, the skills and the place each is read once, and each table is written once."""
    with counter.database.transaction() as session:
        make = Factory(session)
        ana = make.member("Ana").slack_id
        teaches, learns = ([make.skill(f"{side} {n}").id for n in range(3)] for side in ("Show", "Learn"))
        form = payloads.Form(make.program().id, teaches, learns)
    statements = counter.take(payloads.submit(ana, JOIN_FORM, str(form.program), form.values(), TEAM))
    assert len(statements) <= 10, statements
    with counter.database.reading() as session:
        member = session.scalars(select(Member).filter_by(slack_id=ana)).one()
        assert (member.level, member.active_at) == (form.level, MONDAY)
        place = session.scalars(select(Enrollment).filter_by(member_id=member.id)).one()
        kept = session.scalars(select(EnrollmentSkill).filter_by(enrollment_id=place.id).order_by("rank")).all()
    assert [one.skill_id for one in kept if one.side == "teach"] == teaches
    assert [one.skill_id for one in kept if one.side == "learn"] == learns


@pytest.mark.parametrize("name", ACTS)
def test_what_people_do_most(counter: Counter, name: str) -> None:
    payload, most = ACTS[name]
    with counter.database.transaction() as session:
        scene = Scene(session)
    statements = counter.take(payload(scene))
    assert len(statements) <= most, "\n".join(statements)
