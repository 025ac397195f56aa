"""Nudges after which their reader did nothing, and who is left in peace for it."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import String, cast, literal, or_, select
from sqlalchemy.orm import Session

from bot.clock import LONG_AGO
from bot.features.checkins.asking import Asking
from bot.features.checkins.backoff import Unanswered, is_quiet
from bot.features.pairings.couples import Couple
from bot.features.people.service import ACTIVE_WITHIN
from bot.models import Member, Nudge, OutboxMessage, OutboxState


def left_in_peace(session: Session, now: datetime, members: Collection[Member]) -> set[int]:
    """Ids of those to whom no hello and no prompt comes any more, after the one question, until they do something.

    A fixed number of statements.
    """
    if not members:
        return set()
    couples = Asking.of(session, now, members).couples
    theirs: dict[int, list[Couple]] = defaultdict(list)
    for both in couples:
        for member in both.members:
            theirs[member.id].append(both)
    unanswered = unanswered_of(session, members, theirs)
    return {member_id for member_id, nudges in unanswered.items() if is_quiet(nudges)}


def unanswered_of(
    session: Session, members: Collection[Member], couples: Mapping[int, Sequence[Couple]]
) -> Mapping[int, Sequence[Unanswered]]:
    """By member id, the nudges since they last did something; a new swap is a new beginning. One statement."""
    rows = (
        select(Nudge.member_id, Nudge.iso_week, Nudge.kind, Nudge.due_at, Member.active_at)
        .join(Member, Member.id == Nudge.member_id)
        .join(OutboxMessage, OutboxMessage.dedup_key == literal("nudge:") + cast(Nudge.id, String))
        .where(
            Nudge.member_id.in_([member.id for member in members]),
            or_(Member.active_at.is_(None), Nudge.due_at > Member.active_at),
            OutboxMessage.workspace_id == Nudge.workspace_id,
            OutboxMessage.state == OutboxState.SENT,
        )
        .order_by(Nudge.due_at)
    )
    found: dict[int, list[Unanswered]] = defaultdict(list)
    for member_id, iso_week, kind, due_at, active_at in session.execute(rows):
        since = max(
            [both.pairing.introduced_at or LONG_AGO for both in couples.get(member_id, ())], default=LONG_AGO
        )
        if due_at > max(since, (active_at or LONG_AGO) + ACTIVE_WITHIN):
            found[member_id].append(Unanswered(iso_week, kind))
    return found
