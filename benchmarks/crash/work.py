"""The companies of the campaign, and the messages that are due to them, of real kinds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from benchmarks.company import WHY
from bot.db import Database
from bot.features.enrollment.messages import Joined
from bot.features.pairings.messages import PairIntroduced
from bot.features.people import installing
from bot.features.programs.messages import ProgramAnnounced
from bot.features.reports.closing_weeks import close_weeks
from bot.features.reports.messages import ReportFileAsked
from bot.models import (
    ClosedWeek,
    Enrollment,
    EnrollmentSkill,
    Member,
    Pairing,
    PairingState,
    Program,
    ProgramOwner,
    Round,
    RoundState,
    Side,
    Skill,
)
from bot.outbox import queue

FILES_EVERY = 1_000
"""Drawing a report takes a second of a processor: one message in a thousand is one."""


ALWAYS = {"work_days": list(range(7)), "work_starts": 0, "work_ends": 24 * 60}
"""The campaign keeps the machine's own time: on a Sunday what comes late would wait for Monday."""


@dataclass(frozen=True)
class Office:
    """A company with a program in which everybody takes part, in pairs."""

    owner: Member
    members: Sequence[Member]
    enrollments: Sequence[Enrollment]
    pairings: Sequence[Pairing]
    program: Program

    def envelope(self, number: int, now: datetime) -> queue.Envelope:
        """The number-th message: one in ten to a group, one in twenty to the channel, the others to a person."""
        if number % 10 == 0:
            turn = number // 10 % len(self.pairings)
            both = (self.members[2 * turn], self.members[2 * turn + 1])
            return self._to(PairIntroduced(self.pairings[turn].id), both, number, now, both[0])
        if number % 20 == 5:
            channel = self.program.announce_channel
            return self._to(ProgramAnnounced(self.program.id), channel, number, now, self.owner)
        turn = number % len(self.members)
        return self._to(Joined(self.enrollments[turn].id), self.members[turn], number, now)

    def report(self, as_of: str, now: datetime) -> queue.Envelope:
        """Two pictures and a file, to the owner, who asked for them."""
        return self._to(ReportFileAsked(self.program.id, as_of), self.owner, "report", now, self.owner)

    def _to(
        self, message: Any, to: Any, key: object, now: datetime, caretaker: Member | None = None
    ) -> queue.Envelope:
        return queue.Envelope(
            message=message,
            to=to,
            workspace_id=self.program.workspace_id,
            key=f"campaign:{key}",
            due_at=now - timedelta(minutes=1),
            caretaker=caretaker,
        )


def fill(database: Database, companies: Sequence[dict[str, Any]], messages: int, now: datetime) -> None:
    """As many messages as asked for, shared out over the companies."""
    with database.transaction() as session:
        offices = [settle(session, company, now) for company in companies]
        while close_weeks(session, now):
            pass
        as_of = session.scalars(select(func.max(ClosedWeek.iso_week))).one()
        reports = min(messages // FILES_EVERY, len(offices))
        envelopes = [office.report(as_of, now) for office in offices[:reports]]
        for number in range(messages - reports):
            office = offices[number % len(offices)]
            envelopes.append(office.envelope(number // len(offices), now))
        for start in range(0, len(envelopes), 1000):
            queue.add_all(session, envelopes[start : start + 1000])


def settle(session: Session, company: dict[str, Any], now: datetime) -> Office:
    """Everybody has joined long ago, is paired, and was introduced."""
    workspace = installing.install(
        session,
        now,
        enterprise_id=None,
        team_id=company["team"],
        name=company["team"],
        bot_id="B1",
        bot_user_id=company["bot"],
        token=company["token"],
    )
    scope = {"workspace_id": workspace.id}
    owner, *members = [
        Member(**scope, **ALWAYS, slack_id=slack_id, name=slack_id, refreshed_at=now)
        for slack_id in company["people"]
    ]
    program = Program(
        **scope,
        name="Swap",
        announce_channel=company["channel"],
        starts_on=(now - timedelta(days=21)).date(),
        cadence_weeks=2,
    )
    session.add_all([owner, *members, program])
    session.flush()
    within = {**scope, "program_id": program.id}
    session.add(ProgramOwner(**within, member_id=owner.id))
    enrollments = [Enrollment(**within, member_id=member.id, joined_at=now) for member in members]
    past = Round(
        **within,
        number=1,
        seed=7,
        inputs={},
        state=RoundState.APPROVED,
        proposed_by_id=owner.id,
        created_at=now,
    )
    skill = Skill(**scope, name="Budgeting", key="budgeting")
    session.add_all([*enrollments, past, skill])
    session.flush()
    session.add_all(
        EnrollmentSkill(**scope, enrollment_id=one.id, skill_id=skill.id, side=Side.TEACH, rank=1)
        for one in enrollments
    )
    pairings = [_pairing(within, past, *enrollments[at : at + 2], now) for at in range(0, len(enrollments) - 1, 2)]
    session.add_all(pairings)
    session.flush()
    return Office(owner, members, enrollments, pairings, program)


def _pairing(within: dict[str, int], past: Round, mentor: Enrollment, mentee: Enrollment, now: datetime) -> Pairing:
    return Pairing(
        **within,
        round_id=past.id,
        mentor_id=mentor.id,
        mentee_id=mentee.id,
        couple=f"{mentor.id}-{mentee.id}",
        state=PairingState.ACTIVE,
        why=WHY,
        offered_at=now,
        introduced_at=now,
    )
