"""The copy: every row that is about a member, by the foreign keys, so that no table that comes new is left out.

Nothing that somebody else said or did: answers of a partner, who ended a swap, who said "not this time".
"""

import calendar
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar, cast

from sqlalchemy import Column, ColumnElement, Table, or_, select
from sqlalchemy.orm import Session

from bot.features.people.service import mention
from bot.features.privacy.traces import named, reaches
from bot.mentions import Mention
from bot.models import (
    Base,
    Enrollment,
    HelpRequest,
    Meeting,
    Member,
    Pairing,
    PairingState,
    Program,
    Skill,
    Unreadable,
    many,
)
from bot.models.sealed import Sealed, sealed_in

Row = Mapping[Any, Any]
Model = TypeVar("Model", Member, Enrollment, Program, Skill)

NOT_THEIRS = {
    "erasures.member_id": "nobody who is here was erased",
    "members.manager_id": "whose manager they are, others have said of themselves",
    "listed_people.manager_email": "the same, in the organization's list",
    "round_pairs.mentor_id": "what owners look at before anybody is asked; it speaks of two people",
    "round_pairs.mentee_id": "the same",
    "pairings.ended_by_id": "whose doing it was; the swap itself is there by its two seats",
    "skill_prompts.asked_by_id": "whom the bot asked for them isn't told to who asked",
    "help_requests.contact_id": "somebody else's call for help; see ASKED_OF_THEM",
    "outbox.caretaker_id": "messages to others, of which they hear when one can't be sent",
}
"""Columns that may name a member in rows that aren't in their copy by it, with why."""
HIDDEN = {
    "pairings": {"ended_reason", "ended_by_id", "couple", "lapses_at", "remind_at"},  # whose doing it was
    "handed_lists": {"outcome"},  # other people's levels and addresses
    "outbox": {"params", "wire_key", "lease_owner", "lease_until", "correlation_id", "caretaker_id"},
    "paces": {"recipient"},
    "rounds": {"inputs", "wishes", "worked_in", "supply", "score", "seed"},  # everybody's
}
"""Columns of one's own rows that would tell of somebody else, or are the machine's."""
TOLD = {"pairings": ("skills", "gives_back", "interests"), "round_unmatched": ("reason", "change", "word")}
"""Of `why`, what its reader is shown: the rest speaks of somebody else as well."""
UNMET = (PairingState.DECLINED, PairingState.LAPSED)
ASKED_OF_THEM = ("state", "outcome", "asked_at", "done_at")
"""What a call for help that somebody made to them leaves about them: not whose it is, and no word of it."""
NAMED = {
    *("members.manager_id", "enrollments.avoid", "help_requests.contact_id"),  # they chose these themselves
    *("meetings.logged_by_id", "pairings.mentor_id", "pairings.mentee_id"),  # who they met
    "programs.contact_id",  # said to all who join
}
"""Where a colleague's name stands for a number. Anywhere else only their own does, and others are left out."""
MINUTES = {"work_starts", "work_ends", "nudge_minute", "quiet_starts", "quiet_ends"}
WEEKDAYS = {"work_days", "nudge_day"}
DAY_NAMES: Mapping[Any, str] = dict(enumerate(calendar.day_name))


def copy(session: Session, member: Member) -> dict[str, list[dict[str, Any]]]:
    """By table, a member's rows, as they can be read: names instead of numbers of people, programs and skills."""
    own = _Own.of(session, member)
    found = {
        table.name: [_row(table, row) for row in session.execute(select(*_shown(table)).where(mine)).mappings()]
        for table in Base.metadata.sorted_tables
        if (mine := own.rows(table)) is not None
    }
    found["help_requests asked of them"] = _asked_of(session, member)
    readable = _Names(session, member, found)
    return {table: [readable.row(table, row) for row in rows] for table, rows in found.items() if rows}


class _Own:
    """Which rows are a member's."""

    def __init__(self, member: Member, enrollments: Sequence[int]) -> None:
        self.member, self.enrollments = member, enrollments
        self.seats = select(Pairing.id).where(
            or_(Pairing.mentor_id.in_(enrollments), Pairing.mentee_id.in_(enrollments))
        )
        self.meetings = select(Meeting.id).where(Meeting.pairing_id.in_(self.seats))

    @classmethod
    def of(cls, session: Session, member: Member) -> "_Own":
        return cls(member, session.scalars(select(Enrollment.id).filter_by(member_id=member.id)).all())

    def rows(self, table: Table) -> ColumnElement[bool] | None:
        """None where a table has none of anybody's."""
        clauses = [*self._by_keys(table), *self._by_name(table)]
        return or_(*clauses) if clauses else None

    def _by_keys(self, table: Table) -> Iterator[ColumnElement[bool]]:
        whose = {Member.__tablename__: [self.member.id], Enrollment.__tablename__: self.enrollments}
        for key in table.foreign_key_constraints:
            ids = whose.get(key.referred_table.name)
            if ids is not None and f"{table.name}.{named(key).name}" not in NOT_THEIRS:
                yield named(key).in_(ids)

    def _by_name(self, table: Table) -> Iterator[ColumnElement[bool]]:
        """Where no key leads to who it is, and what two have together."""
        column, slack_id, email = table.c, self.member.slack_id, self.member.email or ""
        special: Mapping[str, Callable[[], ColumnElement[bool]]] = {
            "members": lambda: column.id == self.member.id,
            "listed_people": lambda: column.email == email,
            "owner_grants": lambda: column.who.in_((slack_id, email)),
            "meetings": lambda: column.pairing_id.in_(self.seats),
            "meeting_skills": lambda: column.meeting_id.in_(self.meetings),
            **dict.fromkeys(("outbox", "paces"), lambda: reaches(column.recipient, slack_id)),
        }
        if table.name in special:
            yield (column.workspace_id == self.member.workspace_id) & special[table.name]()


def _asked_of(session: Session, member: Member) -> list[dict[str, Any]]:
    calls = session.scalars(select(HelpRequest).filter_by(contact_id=member.id).order_by(HelpRequest.id))
    return [{name: getattr(call, name) for name in ASKED_OF_THEM} for call in calls]


def _shown(table: Table) -> list[Column[Any]]:
    """Nothing else is read: what a round was asked takes megabytes, and there are many."""
    return [column for column in table.columns if column.name not in HIDDEN.get(table.name, ())]


def _row(table: Table, row: Row) -> dict[str, Any]:
    shown = {str(name): value for name, value in row.items()}
    shown |= {seal.name: _opened(seal, row) for seal in sealed_in(table) if seal.name in shown}
    if table.name in TOLD:
        shown["why"] = {name: (shown["why"] or {}).get(name) for name in TOLD[table.name]}
    if table.name == "pairings" and shown["state"] in UNMET:
        shown |= {"state": "not introduced", "ended_at": None}  # nobody learns whose "not this time" it was
    return shown


def _opened(seal: Sealed[Any], row: Row) -> Any:
    """What can't be read any more is left empty: all the rest is theirs to have."""
    try:
        return seal.opened_in(row)
    except Unreadable:
        return None


class _Names:
    """What numbers stand for."""

    def __init__(self, session: Session, member: Member, found: Mapping[str, Sequence[Row]]) -> None:
        self.member_id = member.id
        self.keys = {
            (table.name, str(named(key).name)): key.referred_table.name
            for table in Base.metadata.sorted_tables
            for key in table.foreign_key_constraints
            if key.referred_table.name != "workspaces"
        }
        self.places = self._many(session, found, Enrollment)
        avoided = {one for row in found.get("enrollments", ()) for one in row.get("avoid") or ()}
        whose = {place.member_id for place in self.places.values()}
        self.members = self._many(session, found, Member) | many(session, Member, avoided | whose)
        self.by_table: Mapping[str, Mapping[int, Any]] = {
            Member.__tablename__: self.members,
            Enrollment.__tablename__: self.places,
            Program.__tablename__: self._many(session, found, Program),
            Skill.__tablename__: self._many(session, found, Skill),
        }

    def _many(self, session: Session, found: Mapping[str, Sequence[Row]], model: type[Model]) -> dict[int, Model]:
        ids = {
            row[column]
            for (table, column), referred in self.keys.items()
            for row in found.get(table, ())
            if referred == model.__tablename__ and row.get(column)
        }
        return many(session, model, ids)

    def row(self, table: str, row: Row) -> dict[str, Any]:
        """The same row in words; numbers of rows that are in the copy themselves stay, so that one finds them."""
        strangers = table == "pairings" and row["introduced_at"] is None
        cells = (self._cell(table, str(name), value, strangers) for name, value in row.items())
        return dict(cell for cell in cells if cell)

    def _cell(self, table: str, name: str, value: Any, strangers: bool) -> tuple[str, Any] | None:
        referred = self.keys.get((table, name))
        if name == "avoid":
            return name, None if value is None else [self._person(one) for one in value]
        if value is None or referred is None or referred not in self.by_table:
            return name, _in_words(name, value)
        if referred in (Program.__tablename__, Skill.__tablename__):
            return name.removesuffix("_id"), self.by_table[referred][value].name
        member_id = self.places[value].member_id if referred == Enrollment.__tablename__ else value
        if member_id != self.member_id and (strangers or f"{table}.{name}" not in NAMED):
            return None
        return name.removesuffix("_id"), self._person(member_id)

    def _person(self, id_: int) -> Mention | None:
        return mention(self.members[id_]) if id_ in self.members else None


def _in_words(name: str, value: Any) -> Any:
    """A time of day, and days of the week; all else as it is."""
    if name in MINUTES and isinstance(value, int):
        return f"{value // 60:02}:{value % 60:02}"
    if name in WEEKDAYS:
        return [_weekday(day) for day in cast(list[Any], value)] if isinstance(value, list) else _weekday(value)
    return value


def _weekday(day: Any) -> Any:
    return DAY_NAMES.get(day, day)
