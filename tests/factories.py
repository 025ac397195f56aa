"""Rows for tests, made as the services would leave them. Everything has a sensible default."""

import itertools
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.features.skills.names import key_of
from bot.models import (
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
    Workspace,
)

Row = TypeVar("Row")
NOW = datetime(2027, 1, 4, 10, tzinfo=UTC)


class Factory:
    """Makes rows in one session; ids are there at once (everything is flushed)."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._numbers = itertools.count(1)
        self._workspace: Workspace | None = None

    def workspace(self, team_id: str = "T1", **values: Any) -> Workspace:
        defaults = {"enterprise_id": "", "name": "Acme", "bot_id": "B1", "bot_user_id": "UBOT"}
        defaults["bot_token"] = f"xoxb-{team_id}"
        self._workspace = self._add(Workspace(team_id=team_id, **defaults | values))
        return self._workspace

    def member(self, name: str | None = None, *, tz: str = "UTC", **values: Any) -> Member:
        number = next(self._numbers)
        workspace = self._workspace or self.workspace()
        defaults = {"slack_id": f"U{number:04}", "name": name or f"Member {number}", "refreshed_at": NOW}
        return self._add(Member(workspace_id=workspace.id, timezone=tz, **defaults | values))

    def program(self, owner: Member | None = None, **values: Any) -> Program:
        owner = owner or self.member("Olive Owner")
        defaults: dict[str, Any] = {
            "name": f"Program {next(self._numbers)}",
            "announce_channel": "C0001",
            "starts_on": date(2027, 1, 4),
            "cadence_weeks": 2,
        }
        program = self._add(Program(workspace_id=owner.workspace_id, **defaults | values))
        self._add(ProgramOwner(workspace_id=owner.workspace_id, program_id=program.id, member_id=owner.id))
        return program

    def enroll(
        self,
        program: Program,
        member: Member,
        *,
        teaches: Sequence[str] = (),
        learns: Sequence[str] = (),
        **values: Any,
    ) -> Enrollment:
        enrollment = self._add(
            Enrollment(
                workspace_id=program.workspace_id,
                program_id=program.id,
                member_id=member.id,
                joined_at=NOW,
                **values,
            )
        )
        for side, names in ((Side.TEACH, teaches), (Side.LEARN, learns)):
            for rank, name in enumerate(names, 1):
                skill = self.skill(name, program.workspace_id)
                self._add(
                    EnrollmentSkill(
                        workspace_id=program.workspace_id,
                        enrollment_id=enrollment.id,
                        skill_id=skill.id,
                        side=side,
                        rank=rank,
                    )
                )
        return enrollment

    def skill(self, name: str, workspace_id: int | None = None, **values: Any) -> Skill:
        """The skill with this name: the one that is there, or a new one, listed."""
        keys = {"workspace_id": workspace_id or (self._workspace or self.workspace()).id, "key": key_of(name)}
        there = self.session.scalars(select(Skill).filter_by(**keys)).one_or_none()
        return there or self._add(Skill(name=name, **keys, **values))

    def round(self, program: Program, by: Member, **values: Any) -> Round:
        defaults: dict[str, Any] = {
            "number": next(self._numbers),
            "seed": 7,
            "inputs": {},
            "state": RoundState.APPROVED,
            "created_at": NOW,
        }
        return self._add(
            Round(
                workspace_id=program.workspace_id, program_id=program.id, proposed_by_id=by.id, **defaults | values
            )
        )

    def pairing(
        self, mentor: Enrollment, mentee: Enrollment, state: PairingState = PairingState.ACTIVE, **values: Any
    ) -> Pairing:
        program = self.session.get_one(Program, mentor.program_id)
        if "round_id" not in values:
            values["round_id"] = self.round(program, self.session.get_one(Member, mentor.member_id)).id
        defaults: dict[str, Any] = {
            "why": {
                "score": 1,
                "parts": {},
                "skills": [],
                "gives_back": [],
                "interests": [],
                "overlap_minutes": 600,
            },
            "offered_at": NOW,
            "introduced_at": None if state == PairingState.OFFERED else NOW,
        }
        first, second = sorted((mentor.id, mentee.id))
        return self._add(
            Pairing(
                workspace_id=program.workspace_id,
                program_id=program.id,
                mentor_id=mentor.id,
                mentee_id=mentee.id,
                couple=f"{first}-{second}",
                state=state,
                **defaults | values,
            )
        )

    def _add(self, row: Row) -> Row:
        self.session.add(row)
        self.session.flush()
        return row
