"""By what a member is found: by keys, and where none leads, by the parameters and recipients of messages."""

from collections.abc import Collection, Mapping
from typing import Any

from msgspec import Struct
from sqlalchemy import ColumnElement, ForeignKeyConstraint, delete, or_, select
from sqlalchemy.orm import Session

from bot.models import (
    Enrollment,
    HelpRequest,
    Member,
    OutboxMessage,
    OutboxState,
    Pace,
    Pairing,
    SkillPrompt,
    Unreadable,
)

NOT_SENT = (OutboxState.PENDING, OutboxState.UNKNOWN, OutboxState.HELD, OutboxState.DEAD, OutboxState.QUARANTINED)
SEATS = (Pairing.mentor_id, Pairing.mentee_id)


class Traces(Struct, frozen=True):
    """By what kind of row messages may speak of a member: the ids of theirs, by the name that parameters have."""

    enrollments: Collection[int]
    about: Mapping[str, Collection[int]]

    @classmethod
    def of(cls, session: Session, member: Member) -> "Traces":
        enrollments = session.scalars(select(Enrollment.id).filter_by(member_id=member.id)).all()
        pairings = select(Pairing.id).where(or_(*(key.in_(enrollments) for key in SEATS)))
        requests = select(HelpRequest.id).filter_by(member_id=member.id)
        prompts = select(SkillPrompt.id).filter_by(member_id=member.id)
        return cls(
            enrollments,
            {
                "member_id": [member.id],
                "enrollment_id": enrollments,
                "pairing_id": session.scalars(pairings).all(),
                "request_id": session.scalars(requests).all(),
                "prompt_id": session.scalars(prompts).all(),
            },
        )


def reaches(recipient: Any, slack_id: str) -> ColumnElement[bool]:
    """Whether it is they, or a group with them in it."""
    return or_(
        recipient == slack_id,
        recipient.startswith(f"{slack_id}+", autoescape=True),
        recipient.endswith(f"+{slack_id}", autoescape=True),
    )


def named(key: ForeignKeyConstraint) -> Any:
    """The column that says which row of the workspace is meant."""
    return next(column for column in key.columns if column.name != "workspace_id")


def messages_about(session: Session, member: Member, traces: Traces) -> list[int]:
    """To others, not sent yet, and about this member, or it can't be read whether they are."""
    rows = session.scalars(
        select(OutboxMessage).where(
            OutboxMessage.workspace_id == member.workspace_id,
            OutboxMessage.state.in_(NOT_SENT),
        )
    )
    return [row.id for row in rows if _is_about(row, traces)]


def _is_about(row: OutboxMessage, traces: Traces) -> bool:
    try:
        params = row.params or {}
    except Unreadable:
        return True  # nobody will ever be told of it
    return any(params.get(name) in ids for name, ids in traces.about.items())


def forget_messages(session: Session, member: Member, about: Collection[int]) -> None:
    """Those, and all that were to them or to a group with them."""
    for kind in (OutboxMessage, Pace):
        to_them = reaches(kind.recipient, member.slack_id)
        session.execute(delete(kind).where(kind.workspace_id == member.workspace_id, to_them))
    session.execute(delete(OutboxMessage).where(OutboxMessage.id.in_(about)))
