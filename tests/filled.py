"""A database with something in every table."""

import itertools
from datetime import date
from typing import Any

from msgspec.structs import asdict
from sqlalchemy import JSON, Boolean, Column, Date, Enum, Float, Integer, Table, insert, update
from sqlalchemy.orm import Session

from bot.features.reports.facts import Counts
from bot.models import Base, EnrollmentState, HandedList, Member, PairingState, RoundState, SkillState
from bot.models.sealed import SealedColumn, bound, sealed_in
from bot.models.types import UtcDateTime
from tests.factories import NOW, Factory

CANARY = "zwitscher"
NOBODYS = {
    "workspaces",
    "deployment",
    "programs",
    "closed_weeks",
    "published_answers",
    "audit",
    "seen_payloads",
    "objectives",
    "published_confidences",
    "erasures",
}
"""Tables in which no word is a person's: names of programs and channels, published sums, numbers."""
WEEK = "2026-W52"
NOTHING = Counts(**dict.fromkeys(Counts.__struct_fields__, 0) | {"period_is_over": True})
EMPTY_WHY = {"score": 1, "parts": {}, "skills": [], "gives_back": [], "overlap_minutes": 0}


class Filled:
    """A row of a member's in every table, with canaries in every text. A new table has one, too.

    In another team all ids and names of Slack's are the same, only the canary is another.
    """

    def __init__(self, session: Session, team: str = "T1", canary: str = CANARY) -> None:
        self.session, self.make, self.canary = session, Factory(session), canary
        self.make.workspace(team)
        self.olive = self.make.member("Olive Owner", email="olive@acme.com")
        self.program = self.make.program(self.olive)
        self.ben = self.make.member("Ben", email="ben@acme.com")
        self.bens = self.make.enroll(self.program, self.ben, teaches=["Budgeting"])
        self.anns = self.make.enroll(self.program, self.make.member("Ann"))
        self.ids = {"workspaces": self.olive.workspace_id, "programs": self.program.id}
        self._numbers = itertools.count(1)
        for table in Base.metadata.sorted_tables:
            if table.name not in self.ids and table.name not in ("deployment", "erasures"):
                self.ids[table.name] = self._fill(table)
        self.ben.manager_id = self.member.id
        keys = {"workspace_id": self.ben.workspace_id, "owner_id": self.olive.id, "file_id": "F1", "whole": False}
        handed = HandedList(**keys, handed_in_at=NOW)
        session.add(handed)
        session.flush()
        handed.outcome = {"changed": [f"{self.member.email}: level 2"]}
        session.flush()

    @property
    def member(self) -> Member:
        return self.session.get_one(Member, self.ids["members"])

    def word(self) -> str:
        return f"{self.canary}{next(self._numbers)}"

    def _fill(self, table: Table) -> int:
        keys = {
            column.name: key.referred_table.name
            for key in table.foreign_key_constraints
            for column in key.columns
            if column.name != "workspace_id" or key.referred_table.name == "workspaces"
        }
        values = {column.name: self._value(table, column, keys) for column in table.columns if column.name != "id"}
        values |= self._special(table.name)
        late = [seal for seal in sealed_in(table) if "id" in seal.named_by]  # sealed once the row has its number
        now = bound(
            table, {name: value for name, value in values.items() if name not in {one.name for one in late}}
        )
        values["id"] = self.session.scalars(insert(table).returning(table.c.id), now).one()
        for seal in late:
            fresh = {seal.name: seal.fresh(values[seal.name], values.__getitem__)}
            self.session.execute(update(table).where(table.c.id == values["id"]).values(fresh))
        return values["id"]

    def _value(self, table: Table, column: Column[Any], keys: dict[str, str]) -> Any:
        if column.name in keys:
            return self.ids.get(keys[column.name])
        match column.type:
            case Enum() as kind:
                return kind.enums[0] if not kind.enum_class else next(iter(kind.enum_class))
            case Boolean():
                return False
            case Integer():
                return 5
            case Float():
                return 1.0
            case Date():
                return date(2027, 1, 4)
            case UtcDateTime():
                return NOW
            case SealedColumn() as kind if kind.seal.name in ("bot_token", "mark", "aim", "note"):
                return self.word()
            case JSON() | SealedColumn():
                return [] if table.name in NOBODYS else [self.word()]
        return f"nobody's {next(self._numbers)}" if table.name in NOBODYS else self.word()

    def _special(self, table: str) -> dict[str, Any]:
        """Where the code reads a shape, or the tests look for a row."""
        mine = {"mentor_id": self.ids.get("enrollments"), "mentee_id": self.bens.id}
        why = EMPTY_WHY | {"interests": [self.word()]}
        listed = {"skill_id": self.make.skill("Budgeting").id}
        person = {"id": str(self.ids.get("enrollments")), "interests": [self.word()]}
        nothing = dict.fromkeys(("wishes", "worked_in", "supply"))
        return {
            "members": {
                "slack_id": "UFILLED",
                "timezone": "UTC",
                "work_days": [0, 1, 2, 3, 4],
                "work_starts": 540,
                "work_ends": 1020,
                "holidays": None,
                "languages": ["en"],
                "locale": "en-US",
                "email": f"{self.canary}@acme.com",
                **dict.fromkeys(("manager_id", "deactivated_at", "erased_at")),
            },
            "listed_people": {"email": f"{self.canary}@acme.com", "manager_email": None},
            "owner_grants": {"who": f"{self.canary}@acme.com"},
            "outbox": {"recipient": self._slack_id(), "params": {"word": self.word()}},
            "paces": {"recipient": f"U1+{self._slack_id()}"},
            "skills": {"state": SkillState.PROPOSED, "merged_into_id": None},
            **dict.fromkeys(("meeting_skills", "objectives", "confidences", "published_confidences"), listed),
            "enrollments": {"state": EnrollmentState.ACTIVE, "paused_until": None, "avoid": [self.ben.id]},
            "rounds": {
                "inputs": {"people": [person, {"id": str(self.anns.id)}]},
                "state": RoundState.APPROVED,
                **nothing,
            },
            "round_pairs": {**mine, "why": why},
            "round_unmatched": {"why": {"reason": self.word()}},
            "pairings": {**mine, "why": why, "couple": "1-2", "state": PairingState.ACTIVE},
            **{name: {"iso_week": "2027-W01"} for name in ("nudges", "check_ins")},
            "handed_lists": {"outcome": {"changed": [self.word()]}},
            "audit": {"subjects": {}, "number": 1},
            "closed_weeks": {"iso_week": "2026-W52", "counts": asdict(NOTHING), "groups": None, "grouped_by": None},
            "published_answers": {
                "weeks": ["2026-W52"],
                "first_week": "2026-W52",
                "cells": None,
                "grouped_by": None,
            },
        }.get(table, {})

    def _slack_id(self) -> str:
        return self.member.slack_id if "members" in self.ids else ""
