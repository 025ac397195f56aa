"""Help requests that wait: one reminder after three working days, then who asked may choose somebody else."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.features.help_requests.messages import HelpReminder, HelpUnanswered
from bot.features.help_requests.service import reminder_at
from bot.features.help_requests.telling import is_still_neutral, tell
from bot.models import HELP_WAITS, HelpRequest, HelpState, Member

BATCH = 20
NEXT_REMINDER = select(func.min(HelpRequest.remind_at)).where(HelpRequest.state.in_(HELP_WAITS))
"""When the next request has waited long enough."""


def remind(session: Session, now: datetime) -> int:
    """A batch of requests that have waited; how many.

    Where nobody has answered to the reminder either, or the chosen person won't do any more, who asked is told.
    """
    requests = _due(session, now)
    for request in requests:
        contact = session.get_one(Member, request.contact_id)
        asked_before = request.state == HelpState.OPEN and request.reminded_at
        if asked_before or not is_still_neutral(session, request):
            request.remind_at = None
            tell(session, now, HelpUnanswered(request.id), session.get_one(Member, request.member_id))
        else:
            request.reminded_at = now
            request.remind_at = reminder_at(contact, now) if request.state == HelpState.OPEN else None
            tell(session, now, HelpReminder(request.id), contact, again=f":{request.state}")
    return len(requests)


def _due(session: Session, now: datetime) -> Sequence[HelpRequest]:
    due = select(HelpRequest).where(HelpRequest.state.in_(HELP_WAITS), HelpRequest.remind_at <= now)
    return session.scalars(
        due.order_by(HelpRequest.remind_at, HelpRequest.id).limit(BATCH).with_for_update(skip_locked=True)
    ).all()
