"""Members: what Slack says of them, when they work, and who may create programs."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy import bindparam, delete, or_, select
from sqlalchemy.orm import Session

from bot import audit
from bot.errors import UserError
from bot.features.people import listing
from bot.features.people.country import holidays_of
from bot.features.people.erased import come_back
from bot.features.people.quiet import Daily
from bot.mentions import NOBODY, Mention
from bot.models import Deed, Enrollment, Member, MemberKind, OwnerGrant, OwnerSource, insert_once
from bot.models.types import UtcDateTime
from bot.worktime import WorkWeek, instant

FRESH = timedelta(days=1)
ACTIVE_WITHIN = timedelta(hours=1)
"""How exactly it is known when somebody last did something: their first act of an hour is written down."""

GRANTS = select(OwnerGrant).where(
    OwnerGrant.workspace_id == bindparam("workspace_id"),
    or_(OwnerGrant.who == bindparam("slack_id"), OwnerGrant.who == bindparam("email")),
)
"""What lets a member create programs though they are no workspace admin."""

_FRESH = select(Member.slack_id).where(
    Member.workspace_id == bindparam("workspace_id"),
    Member.slack_id.in_(bindparam("wanted", expanding=True)),
    Member.refreshed_at > bindparam("since", type_=UtcDateTime),
)


_ON_A_BREAK = select(Enrollment).where(
    Enrollment.member_id == bindparam("member_id"), Enrollment.resumes_at.is_not(None)
)


class SlackProfile(Protocol):
    """What Slack says of a user; `slack.directory.Profile` has this shape."""

    @property
    def slack_id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def email(self) -> str | None: ...
    @property
    def kind(self) -> MemberKind: ...
    @property
    def is_admin(self) -> bool: ...
    @property
    def timezone(self) -> str | None: ...
    @property
    def locale(self) -> str | None: ...
    @property
    def deleted(self) -> bool: ...
    @property
    def away_until(self) -> datetime | None: ...


def find(session: Session, workspace_id: int, slack_id: str) -> Member | None:
    """The member with this Slack id, if we have met them."""
    return session.scalar(select(Member).filter_by(workspace_id=workspace_id, slack_id=slack_id))


def is_fresh(refreshed_at: datetime, now: datetime) -> bool:
    """Whether what Slack said at that time still holds: it is believed for a day."""
    return refreshed_at > now - FRESH


def unknown_or_stale(session: Session, workspace_id: int, ids: Iterable[str], now: datetime) -> set[str]:
    """Those whom Slack must be asked about: never met, or not asked about for a day."""
    wanted = set(ids)
    fresh = {"workspace_id": workspace_id, "wanted": list(wanted), "since": now - FRESH}
    return wanted - set(session.scalars(_FRESH, fresh))


def remember(session: Session, workspace_id: int, profile: SlackProfile, now: datetime) -> Member:
    """Keep what Slack said of a member. A new time zone plans their next nudge anew."""
    is_new = insert_once(
        session,
        Member,
        workspace_id=workspace_id,
        slack_id=profile.slack_id,
        name=profile.name,
        refreshed_at=now,
    )
    member = session.scalars(select(Member).filter_by(workspace_id=workspace_id, slack_id=profile.slack_id)).one()
    keep(session, member, profile, now, is_new=is_new is not None)
    session.flush()
    return member


def follow_changes(
    session: Session, members: Mapping[str, Member], profiles: Iterable[SlackProfile], now: datetime
) -> None:
    """What Slack says of its own accord of members by their Slack ids, on its daily round or when they change.

    Who never did anything here, and was only picked by a colleague, isn't counted as seen by it: else nothing would
    ever be too old to keep (privacy/keeping.py).
    """
    ids = [member.id for member in members.values()]
    placed = set(session.scalars(select(Enrollment.member_id).where(Enrollment.member_id.in_(ids))))
    for profile in profiles:
        if member := members.get(profile.slack_id):
            seen_at = now if member.active_at or member.id in placed else member.refreshed_at
            keep(session, member, profile, now)
            member.refreshed_at = seen_at


def keep(session: Session, member: Member, profile: SlackProfile, now: datetime, *, is_new: bool = False) -> None:
    """Keep what Slack said of a member who is there; for who has changed nothing it takes no statement."""
    if profile.timezone and profile.timezone != member.timezone:
        member.timezone = profile.timezone
        _plan_anew(session, member)
    member.name, member.kind = profile.name, profile.kind
    member.is_admin, member.locale = profile.is_admin, profile.locale or member.locale
    member.refreshed_at, member.away_until = now, profile.away_until
    member.deactivated_at = (member.deactivated_at or now) if profile.deleted else None
    if is_new or member.email != profile.email:
        member.email = profile.email
        session.flush()  # a new row has its number now
        listing.meet(session, member)
        come_back(session, member)


def _plan_anew(session: Session, member: Member) -> None:
    """What was planned by their clock: the next weekly hello, and the morning on which a break ends."""
    member.next_nudge_at = None
    session.flush()  # a break that begins at this moment waits for this, and then sees the new zone
    zone = work_week(member).zone
    for place in session.scalars(_ON_A_BREAK, {"member_id": member.id}):
        if place.paused_until:
            place.resumes_at = instant(place.paused_until, 0, zone)


def be_quiet(member: Member, since: datetime, until: datetime, told_at: datetime) -> None:
    """Slack's do-not-disturb: the period that it is in, or the next one; and every day, where it is a schedule's.

    A pause on top of a schedule doesn't end it.
    """
    member.quiet_from, member.quiet_until = since, until
    if daily := Daily.of(work_week(member), since, until, told_at):
        member.quiet_starts, member.quiet_ends = daily.starts, daily.ends


def be_reachable(member: Member) -> None:
    """Slack knows of no do-not-disturb any more."""
    member.quiet_from = member.quiet_until = member.quiet_starts = member.quiet_ends = None


def note_activity(member: Member, now: datetime) -> None:
    """The member does something here: what they left unanswered before is past."""
    if member.active_at is None or member.active_at <= now - ACTIVE_WITHIN:
        member.active_at = now


def mention(member: Member) -> Mention:
    """The member as facts carry them; nobody, where they were erased."""
    return NOBODY if member.erased_at else Mention(member.slack_id, member.name)


def work_week(member: Member) -> WorkWeek:
    """When this member works, in their own time zone; not on public holidays."""
    days = frozenset(member.work_days)
    return WorkWeek(member.timezone, days, member.work_starts, member.work_ends, holidays_of(member))


def may_create_programs(session: Session, member: Member) -> bool:
    """Workspace admins, and whom OWNERS or another owner named."""
    if member.is_admin:
        return True
    keys = {"workspace_id": member.workspace_id, "slack_id": member.slack_id, "email": member.email}
    return session.scalars(GRANTS, keys).first() is not None


def require_creator(session: Session, member: Member) -> None:
    """Raises UserError with a friendly no."""
    if not may_create_programs(session, member):
        raise UserError("error-owners-only")


def require_colleagues(chosen: Sequence[Member], field: str) -> None:
    """Who is to run something must be able to use the bot; raises UserError at the field."""
    if any(one.kind != MemberKind.PERSON or one.deactivated_at for one in chosen):
        raise UserError("error-not-colleagues", field=field)


def granted_owners(session: Session, workspace_id: int) -> Sequence[OwnerGrant]:
    """Everybody who may create programs beside workspace admins."""
    return session.scalars(
        select(OwnerGrant).filter_by(workspace_id=workspace_id).order_by(OwnerGrant.source, OwnerGrant.who)
    ).all()


def set_granted_owners(session: Session, now: datetime, acting: Member, chosen: Sequence[Member]) -> None:
    """Let exactly these members (beside admins and OWNERS) create programs; raises UserError."""
    require_creator(session, acting)
    require_colleagues(chosen, "owners")
    _replace_grants(session, acting.workspace_id, OwnerSource.GRANTED, [member.slack_id for member in chosen])
    audit.record(session, now, acting, Deed.CREATORS_CHANGED)


def set_configured_owners(session: Session, workspace_id: int, who: Sequence[str]) -> None:
    """Take over the OWNERS setting: Slack ids or e-mail addresses."""
    folded = [name.lower() if "@" in name else name for name in who]
    _replace_grants(session, workspace_id, OwnerSource.CONFIG, folded)


def _replace_grants(session: Session, workspace_id: int, source: OwnerSource, who: Sequence[str]) -> None:
    session.execute(delete(OwnerGrant).where(OwnerGrant.workspace_id == workspace_id, OwnerGrant.source == source))
    for name in dict.fromkeys(who):
        session.add(OwnerGrant(workspace_id=workspace_id, who=name, source=source))
    session.flush()
