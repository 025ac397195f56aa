"""Workspaces, their members, and who may own programs there."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.models.base import Base, Scoped, same_workspace, scoped
from bot.models.sealed import Sealed
from bot.terms import ListState, MemberKind, OwnerSource


class Workspace(Base):
    """One Slack tenant. `enterprise_id` is empty outside Enterprise Grid, so that the key is never null."""

    __tablename__ = "workspaces"
    __table_args__ = (UniqueConstraint("enterprise_id", "team_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    enterprise_id: Mapped[str]
    team_id: Mapped[str]
    name: Mapped[str]
    bot_id: Mapped[str]
    bot_user_id: Mapped[str]
    bot_token = Sealed[str]("enterprise_id", "team_id", guards=True)  # empty once the app was taken away
    send_after: Mapped[datetime | None]  # machine time: our own pace, or Slack asked us to wait until then
    paused_reason: Mapped[str | None]  # Slack's error code, or event, while the installation can't be used
    installed_at: Mapped[datetime | None]  # the last time
    refused_at: Mapped[datetime | None]  # since when the daily look has found that Slack refuses the token
    uninstalled_at: Mapped[datetime | None]  # what is known here of people may be kept for 30 days from then
    synced_at: Mapped[datetime | None]  # when Slack was last asked about everybody whom we know


class Member(Base, Scoped):
    """A person of a workspace: what Slack says of them, and what they say of themselves."""

    __tablename__ = "members"
    __table_args__ = scoped(
        UniqueConstraint("workspace_id", "slack_id"),
        CheckConstraint("unasked_a_week BETWEEN 1 AND 5", name="unasked_a_week"),
        same_workspace("manager_id", "members", owner=False),
    )

    slack_id: Mapped[str]
    name: Mapped[str]
    email: Mapped[str | None]
    kind: Mapped[MemberKind] = mapped_column(default=MemberKind.PERSON)
    is_admin: Mapped[bool] = mapped_column(default=False)
    timezone: Mapped[str] = mapped_column(default="UTC")
    locale: Mapped[str] = mapped_column(default="en-US")
    deactivated_at: Mapped[datetime | None]
    refreshed_at: Mapped[datetime]
    dm_channel: Mapped[str | None]

    level: Mapped[int | None]
    manager_id: Mapped[int | None]
    team: Mapped[str | None]
    department: Mapped[str | None]
    location: Mapped[str | None]
    languages: Mapped[list[str]] = mapped_column(default=list)
    work_days: Mapped[list[int]] = mapped_column(default=lambda: [0, 1, 2, 3, 4])  # Monday is 0
    work_starts: Mapped[int] = mapped_column(default=9 * 60)  # minutes of the local day
    work_ends: Mapped[int] = mapped_column(default=17 * 60)
    nudge_day: Mapped[int] = mapped_column(default=1)  # Tuesday
    nudge_minute: Mapped[int] = mapped_column(default=10 * 60)
    next_nudge_at: Mapped[datetime | None] = mapped_column(index=True)
    holidays: Mapped[str | None]  # whose public holidays: PT, DE-BY; None: of the time zone's country; "": nobody's

    active_at: Mapped[
        datetime | None
    ]  # when they last did something here: what they left unanswered before is past
    unasked_a_week: Mapped[int] = mapped_column(default=2)  # the most messages a week that they didn't ask for
    quiet_from: Mapped[datetime | None]  # Slack's do-not-disturb, as Slack last told us
    quiet_until: Mapped[datetime | None]
    quiet_starts: Mapped[int | None]  # of a do-not-disturb that comes every day: minutes of the local day
    quiet_ends: Mapped[int | None]
    away_until: Mapped[datetime | None]  # a status such as "on vacation" that clears itself then

    prompts_off: Mapped[bool] = mapped_column(default=False)
    next_prompt_at: Mapped[datetime | None] = mapped_column(index=True)
    home_opened_at: Mapped[datetime | None]  # who has never looked at App Home needs none
    home_digest: Mapped[str | None]  # of the Home that Slack shows now: the same one isn't published again
    erased_at: Mapped[datetime | None]  # from then on this row is nobody: what others did with them points at it


class Erasure(Base, Scoped):
    """Somebody wanted to be forgotten. A checksum of their address keeps lists from bringing them back."""

    __tablename__ = "erasures"
    __table_args__ = scoped(UniqueConstraint("member_id"), same_workspace("member_id", "members"))

    member_id: Mapped[int]
    mark = Sealed[str | None]("member_id", nullable=True)  # people/erased.py; None: no address was known
    erased_at: Mapped[datetime]
    wiped_at: Mapped[datetime | None]  # when the last copies were gone, too (privacy/wiping.py)


class ListedPerson(Base, Scoped):
    """Somebody on the organization's own list of people, in Slack or not. It enrolls nobody; None: not said.

    What it says of a member is taken over into their row; this one stays for whom we haven't met, and for the
    chain of managers, which may lead over people who aren't in Slack.
    """

    __tablename__ = "listed_people"
    __table_args__ = scoped(UniqueConstraint("workspace_id", "email"))

    email: Mapped[str]  # in lower case
    name: Mapped[str]
    level: Mapped[int | None]
    manager_email: Mapped[str | None]
    team: Mapped[str | None]
    department: Mapped[str | None]
    location: Mapped[str | None]
    languages: Mapped[list[str]] = mapped_column(default=list)
    work_days: Mapped[list[int] | None]
    work_starts: Mapped[int | None]
    work_ends: Mapped[int | None]


class HandedList(Base, Scoped):
    """A list of people that an owner handed in in Slack. What is in it stays there until it is taken over."""

    __tablename__ = "handed_lists"
    __table_args__ = scoped(same_workspace("owner_id", "members"))

    owner_id: Mapped[int]
    file_id: Mapped[str]  # Slack's
    whole: Mapped[bool]  # it names everybody: who isn't in it leaves the organization's list
    state: Mapped[ListState] = mapped_column(default=ListState.HANDED_IN)
    digest: Mapped[str | None]  # of the content that was looked at: another one isn't taken over
    # What it would change, or what is wrong with it
    outcome = Sealed[Any | None]("id", "owner_id", nullable=True)
    handed_in_at: Mapped[datetime] = mapped_column(index=True)


class OwnerGrant(Base, Scoped):
    """`who` (a Slack user id or a lower-case e-mail address) may create programs, like a workspace admin."""

    __tablename__ = "owner_grants"
    __table_args__ = scoped(UniqueConstraint("workspace_id", "who", "source"))

    who: Mapped[str]
    source: Mapped[OwnerSource]
