"""What people do most takes few statements: they are nearly all that an answer costs (docs/decisions/0017)."""

from typing import Any

import pytest
from slack_bolt import BoltRequest
from sqlalchemy import select

from benchmarks import company, payloads
from benchmarks.payloads import Payload
from bot import app
from bot.clock import Clocks, MovableClock
from bot.config import Config
from bot.db import Database
from bot.features.enrollment.views.joining import JOIN_FORM
from bot.models import Enrollment, EnrollmentSkill, Member
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
