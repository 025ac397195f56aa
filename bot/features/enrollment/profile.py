"""What a member may say of themselves beyond the first form; everything has a good default."""

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.days_off import Region, is_known
from bot.errors import UserError
from bot.features.enrollment.confided import avoided_by, is_readable
from bot.features.enrollment.facts import JoinDraft, ProfileDraft
from bot.features.people.country import holidays_of
from bot.features.people.service import mention
from bot.features.programs.service import owners
from bot.features.skills.service import Choice, chosen_by_side
from bot.models import Enrollment, EnrollmentState, Format, Member, Program, Side, Style
from bot.models.sealed import opened_or_empty

LONGEST_LIST = 10


class ProfileAnswers(Struct, frozen=True):
    """The profile form. Minutes count from midnight. `shown`: who stood in `avoid` when it opened (member ids)."""

    capacity: int
    format: Format
    style: Style
    languages: Sequence[str]
    interests: Sequence[str]
    team: str | None
    location: str | None
    work_days: Sequence[int]
    work_starts: int
    work_ends: int
    nudge_day: int
    nudge_minute: int
    unasked_a_week: int
    holidays: str | None
    avoid: Sequence[Member]
    shown: Sequence[int]

    def check(self) -> None:
        """Raises UserError at the field that can't be as it is."""
        if self.work_ends <= self.work_starts:
            raise UserError("profile-hours-backwards", field="work_ends")
        if not 1 <= self.capacity <= 5:
            raise UserError("profile-capacity", field="capacity")
        if not 1 <= self.unasked_a_week <= 5:
            raise UserError("profile-unasked-range", field="unasked_a_week")
        if self.holidays and not is_known(self.holidays):
            raise UserError("profile-holidays-unknown", field="holidays")
        for name, words in (("languages", self.languages), ("interests", self.interests)):
            if len(words) > LONGEST_LIST:
                raise UserError("profile-list-too-long", field=name, limit=LONGEST_LIST)


def save_profile(
    session: Session, now: datetime, enrollment: Enrollment, member: Member, answers: ProfileAnswers
) -> None:
    """Take over the form; the next nudge is planned anew. Raises UserError."""
    answers.check()
    enrollment.capacity, enrollment.format, enrollment.style = answers.capacity, answers.format, answers.style
    enrollment.interests = list(answers.interests)
    avoid = _avoid(session, member, answers)
    for place in session.scalars(select(Enrollment).where(Enrollment.member_id == member.id)):
        place.avoid = avoid  # in every program: they say it once
    member.languages, member.team, member.location = list(answers.languages), answers.team, answers.location
    member.work_days = sorted(set(answers.work_days))
    member.work_starts, member.work_ends = answers.work_starts, answers.work_ends
    member.nudge_day, member.nudge_minute = answers.nudge_day, answers.nudge_minute
    member.unasked_a_week, member.holidays = answers.unasked_a_week, answers.holidays
    member.next_nudge_at = None


def _avoid(session: Session, member: Member, answers: ProfileAnswers) -> list[int]:
    """Who stands in the form now, and whom it didn't show: who is forgotten, has come back or was added since."""
    unseen = set(avoided_by(session, member)) - set(answers.shown)
    return sorted(unseen | {one.id for one in answers.avoid if one.id != member.id})


def profile_draft(session: Session, enrollment: Enrollment, member: Member) -> ProfileDraft:
    """What the profile form shows at first."""
    program = session.get_one(Program, enrollment.program_id)
    avoid = session.scalars(
        select(Member)
        .where(
            Member.workspace_id == member.workspace_id,
            Member.id.in_(avoided_by(session, member)),
            Member.erased_at.is_(None),
        )
        .order_by(Member.id)
    )
    return ProfileDraft(
        enrollment_id=enrollment.id,
        program=program.name,
        capacity=enrollment.capacity,
        format=enrollment.format,
        style=enrollment.style,
        languages=", ".join(member.languages),
        interests=", ".join(opened_or_empty(enrollment, "interests")),
        team=member.team or "",
        location=member.location or "",
        work_days=tuple(member.work_days),
        work_starts=member.work_starts,
        work_ends=member.work_ends,
        nudge_day=member.nudge_day,
        nudge_minute=member.nudge_minute,
        unasked_a_week=member.unasked_a_week,
        holidays=Region(code) if (code := holidays_of(member)) else None,
        own_holidays=member.holidays is not None,
        avoid=tuple((one.id, one.slack_id) for one in avoid),
        timezone=member.timezone,
        is_readable=is_readable(enrollment),
    )


def join_draft(session: Session, program: Program, member: Member) -> JoinDraft:
    """What the join form shows at first: what the member said before, or nothing."""
    enrollment = session.scalar(select(Enrollment).filter_by(program_id=program.id, member_id=member.id))
    picked = chosen_by_side(session, enrollment) if enrollment else ()
    teaches, learns = _of_side(picked, Side.TEACH), _of_side(picked, Side.LEARN)
    manager = session.get(Member, member.manager_id) if member.manager_id else None
    return JoinDraft(
        program_id=program.id,
        program=program.name,
        owners=tuple(mention(owner) for owner in owners(session, program)),
        direction=_direction(teaches, learns),
        teaches=teaches,
        learns=learns,
        level=member.level,
        manager=manager and manager.slack_id,
        enrolled=enrollment is not None and enrollment.state != EnrollmentState.LEFT,
    )


def _of_side(picked: Sequence[Choice], side: Side) -> tuple[tuple[int, str], ...]:
    return tuple((skill.id, skill.name) for of_side, skill in picked if of_side == side)


def _direction(teaches: Sequence[object], learns: Sequence[object]) -> str:
    if bool(teaches) == bool(learns):
        return "both"
    return Side.TEACH if teaches else Side.LEARN
