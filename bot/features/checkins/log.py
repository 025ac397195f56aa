"""Meetings: logged by one of the two, confirmed or disputed by the other. One click never speaks for both."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from msgspec import Struct
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.errors import NotYours, UserError
from bot.features.checkins.answer import require_active
from bot.features.checkins.facts import Choice, LogFacts, MeetingFacts
from bot.features.checkins.messages import MeetingRememberedDifferently, MeetingToConfirm
from bot.features.enrollment.service import require_places
from bot.features.pairings.couples import Couple, couple, couple_of, couples_of
from bot.features.people.service import mention, work_week
from bot.features.skills.service import Picked, chosen_by, ids_now, listed
from bot.models import (
    Meeting,
    MeetingHow,
    MeetingSkill,
    MeetingState,
    Member,
    PairingState,
    Side,
    Skill,
    insert_once,
)
from bot.outbox import queue

OLDEST = timedelta(days=60)
SHORTEST, LONGEST = 5, 480
TIME_TO_UNDO = timedelta(minutes=30)
"""Before the logger hears that the partner remembers it differently: a slip of the finger can be undone."""


class LogAnswers(Struct, frozen=True):
    """What a member said in the form for a meeting."""

    held_on: date
    minutes: int
    how: MeetingHow
    skill_ids: Sequence[int]


def pairings_to_log(session: Session, member: Member) -> Sequence[Choice]:
    """The pairings that the member may log a meeting of, by the partner's name; raises UserError for none."""
    couples = couples_of(session, member)
    if not couples:
        require_places(session, member)
        raise UserError("log-no-pairing")
    return [Choice(both.pairing.id, both.partner_of(member.id).name) for both in couples]


def log_facts(session: Session, now: datetime, member: Member, pairing_id: int) -> LogFacts:
    """What the form needs; raises NotYours, or UserError for a pairing that has ended."""
    both = require_active(couple_of(session, member, pairing_id))
    earliest_on, today = _days(both, member, now)
    skills = tuple(Choice(skill.id, skill.name) for skill in _skills(session, both))
    return LogFacts(both.pairing.id, mention(both.partner_of(member.id)), earliest_on, today, skills)


def log(
    session: Session, now: datetime, member: Member, pairing_id: int, answers: LogAnswers
) -> tuple[Meeting, Couple]:
    """Keep that the two met, and ask the other. Where the other logged that day already, this confirms it.

    Raises NotYours, or UserError at the field that can't be as it is.
    """
    both = require_active(couple_of(session, member, pairing_id))
    _check(both, member, now, answers)
    keys = {"pairing_id": both.pairing.id, "held_on": answers.held_on}
    new = insert_once(session, Meeting, **keys, **_values(member, now, answers))
    if new is None:
        there = session.scalars(select(Meeting).filter_by(**keys).with_for_update()).one()
        return _agree(now, member, there, answers), both
    if answers.skill_ids:
        _keep_skills(session, both, new, answers)
    _ask_partner(session, now, both.partner_of(member.id), both, new)
    return session.get_one(Meeting, new), both


def confirm(session: Session, now: datetime, member: Member, meeting_id: int) -> tuple[Meeting, Couple]:
    """The partner of who logged it says: yes, we met. Raises NotYours for everybody else."""
    meeting, both = _of_partner(session, member, meeting_id)
    _settle(meeting, MeetingState.CONFIRMED, now)
    return meeting, both


def dispute(session: Session, now: datetime, member: Member, meeting_id: int) -> MeetingFacts:
    """The partner of who logged it says: we didn't meet. The logger hears it kindly; `confirm` undoes it."""
    meeting, both = _of_partner(session, member, meeting_id)
    _settle(meeting, MeetingState.DISPUTED, now)
    logger = session.get_one(Member, meeting.logged_by_id)
    queue.add(
        session,
        MeetingRememberedDifferently(meeting.id),
        to=logger,
        workspace_id=meeting.workspace_id,
        key=f"differently:{meeting.id}",
        due_at=work_week(logger).next_working(now + TIME_TO_UNDO),
    )
    return meeting_facts(session, member, meeting, both)


def to_confirm_facts(session: Session, _now: datetime, message: MeetingToConfirm) -> MeetingFacts | None:
    """The meeting, while its pairing goes on and the partner hasn't said anything about it."""
    return _told(session, message.meeting_id, MeetingState.LOGGED, to_logger=False)


def remembered_differently_facts(
    session: Session, _now: datetime, message: MeetingRememberedDifferently
) -> MeetingFacts | None:
    """The meeting, unless the partner has taken it back meanwhile."""
    return _told(session, message.meeting_id, MeetingState.DISPUTED, to_logger=True)


def meeting_facts(session: Session, member: Member, meeting: Meeting, both: Couple) -> MeetingFacts:
    """A meeting, as one of the two is told of it."""
    skills = session.scalars(
        select(Skill.name)
        .join(MeetingSkill, MeetingSkill.skill_id == Skill.id)
        .where(MeetingSkill.meeting_id == meeting.id)
        .order_by(MeetingSkill.id)
    )
    return MeetingFacts(
        meeting_id=meeting.id,
        partner=mention(both.partner_of(member.id)),
        held_on=meeting.held_on,
        minutes=meeting.minutes,
        how=meeting.how,
        state=meeting.state,
        skills=tuple(skills),
    )


def meeting_of(session: Session, member: Member, meeting_id: int) -> tuple[Meeting, Couple]:
    """The meeting with this id and its pairing, for one of the two; raises NotYours for everybody else."""
    meeting = session.scalar(select(Meeting).filter_by(id=meeting_id, workspace_id=member.workspace_id))
    if meeting is None:
        raise NotYours()
    return meeting, couple_of(session, member, meeting.pairing_id)


def _of_partner(session: Session, member: Member, meeting_id: int) -> tuple[Meeting, Couple]:
    """The meeting, for the one who didn't log it."""
    meeting, both = meeting_of(session, member, meeting_id)
    if meeting.logged_by_id == member.id:
        raise NotYours()
    session.refresh(meeting, with_for_update=True)
    return meeting, both


def _settle(meeting: Meeting, state: MeetingState, now: datetime) -> None:
    """The partner's last word counts; the same word again changes nothing."""
    if meeting.state != state:
        meeting.state, meeting.settled_at = state, now


def _agree(now: datetime, member: Member, meeting: Meeting, answers: LogAnswers) -> Meeting:
    """That day is logged already: by the partner, and then this says yes to it; else once is enough.

    Where the two remember different lengths, the shorter one counts: neither speaks for the other's time.
    """
    if meeting.logged_by_id == member.id:
        raise UserError("log-already", field="held_on")
    meeting.minutes = min(meeting.minutes, answers.minutes)
    _settle(meeting, MeetingState.CONFIRMED, now)
    return meeting


def _days(both: Couple, member: Member, now: datetime) -> tuple[date, date]:
    """The first and the last day that a meeting may be logged for, in the member's own calendar."""
    week = work_week(member)
    today = week.local(now).date()
    introduced_on = week.local(both.pairing.introduced_at or now).date()
    return max(introduced_on, today - OLDEST), today


def _check(both: Couple, member: Member, now: datetime, answers: LogAnswers) -> None:
    earliest_on, today = _days(both, member, now)
    if answers.held_on > today:
        raise UserError("log-future", field="held_on")
    if answers.held_on < today - OLDEST:
        raise UserError("log-too-old", field="held_on", days=OLDEST.days)
    if answers.held_on < earliest_on:
        raise UserError("log-before-introduction", field="held_on")
    if not SHORTEST <= answers.minutes <= LONGEST:
        raise UserError("log-minutes", field="minutes", shortest=SHORTEST, longest=LONGEST)


def _values(member: Member, now: datetime, answers: LogAnswers) -> dict[str, object]:
    return {
        "workspace_id": member.workspace_id,
        "logged_by_id": member.id,
        "minutes": answers.minutes,
        "how": answers.how,
        "logged_at": now,
    }


def _skills(session: Session, both: Couple) -> Sequence[Picked]:
    """What the two may have talked about: what each of them could show the other."""
    picked = chosen_by(session, [seat.enrollment.id for seat in both.seats])
    shown = [skill for seat in both.seats for skill in listed(picked[seat.enrollment.id], Side.TEACH)]
    return list(dict.fromkeys(shown))[:100]


def _keep_skills(session: Session, both: Couple, meeting_id: int, answers: LogAnswers) -> None:
    wanted = ids_now(session, both.pairing.workspace_id, answers.skill_ids)
    keys = {"workspace_id": both.pairing.workspace_id, "meeting_id": meeting_id}
    for skill in _skills(session, both):
        if skill.id in wanted:
            session.add(MeetingSkill(skill_id=skill.id, **keys))
    session.flush()


def _ask_partner(session: Session, now: datetime, partner: Member, both: Couple, meeting_id: int) -> None:
    """In the partner's working hours, after their pause if they're on one. They are asked once."""
    back_at = both.seat_of(partner.id).enrollment.resumes_at or now
    queue.add(
        session,
        MeetingToConfirm(meeting_id),
        to=partner,
        workspace_id=partner.workspace_id,
        key=f"confirm:{meeting_id}",
        due_at=work_week(partner).next_working(max(now, back_at)),
    )


def _told(session: Session, meeting_id: int, state: MeetingState, *, to_logger: bool) -> MeetingFacts | None:
    meeting = session.get_one(Meeting, meeting_id)
    both = couple(session, meeting.workspace_id, meeting.pairing_id)
    logger = session.get_one(Member, meeting.logged_by_id)
    reader = logger if to_logger else both.partner_of(logger.id)
    ongoing = both.pairing.state == PairingState.ACTIVE and reader.deactivated_at is None
    return meeting_facts(session, reader, meeting, both) if ongoing and meeting.state == state else None
