"""Once a day Slack is asked about everybody: who is gone, who has another name, address or time zone now."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import structlog
from msgspec import Struct
from sqlalchemy import bindparam, exists, or_, select, update

from bot.clock import Clock
from bot.db import Database
from bot.features.directory import service
from bot.features.people import service as people
from bot.models import Member, MemberKind, Unreadable, Workspace
from bot.models.types import UtcDateTime
from bot.outbox.posting import TOKEN_ERRORS
from bot.outbox.recording import pause
from bot.slack.clients import Clients
from bot.slack.directory import SLACK_FAILURES, Profile, error_code, everybody
from bot.worktime import DAY

AFTER_A_FAILURE = timedelta(hours=1)

_DUE = (
    select(Workspace)
    .where(
        Workspace.paused_reason.is_(None),
        or_(Workspace.synced_at.is_(None), Workspace.synced_at <= bindparam("since", type_=UtcDateTime)),
        exists().where(
            Member.workspace_id == Workspace.id,
            Member.deactivated_at.is_(None),
            Member.refreshed_at <= bindparam("since", type_=UtcDateTime),
        ),
    )
    .order_by(Workspace.synced_at.nulls_first(), Workspace.id)
    .limit(1)
)
"""Somebody there hasn't been asked about for a day."""

log = structlog.get_logger()


class DirectorySync(Struct, frozen=True):
    """A tick: events tell of most changes at once; this is for those that got lost."""

    database: Database
    clients: Clients
    clock: Clock

    def run_once(self) -> int:
        """Ask about one workspace whose day has come; how many were asked about."""
        now = self.clock()
        workspace = self._due(now)
        if workspace is None or not self._claim(workspace, now):
            return 0
        try:
            for page in everybody(self.clients.for_reading(workspace.bot_token), workspace.team_id):
                self._keep(workspace.id, page, now)
        except (*SLACK_FAILURES, Unreadable) as failure:
            code = type(failure).__name__ if isinstance(failure, Unreadable) else error_code(failure)
            log.warning("directory_sync_failed", error=code)
            self._pause(workspace, code)
            self._claim(workspace, now - DAY + AFTER_A_FAILURE)
            return 1
        with self.database.transaction() as session:
            service.tell_of_lines(session, now, workspace.id)
        return 1

    def _due(self, now: datetime) -> Workspace | None:
        with self.database.reading() as session:
            return session.scalars(_DUE, {"since": now - DAY}).first()

    def _claim(self, workspace: Workspace, at: datetime) -> bool:
        """Its next day begins then; of two replicas that try, one may."""
        as_seen = update(Workspace).where(
            Workspace.id == workspace.id, Workspace.synced_at.is_not_distinct_from(workspace.synced_at)
        )
        with self.database.transaction() as session:
            claimed = session.scalar(as_seen.values(synced_at=at).returning(Workspace.id))
        workspace.synced_at = at  # as seen the next time
        return claimed is not None

    def _pause(self, workspace: Workspace, code: str) -> None:
        """Where nothing is to be sent, nobody else would find out that Slack refuses the token."""
        if code in TOKEN_ERRORS:
            with self.database.transaction() as session:
                pause(session, workspace, code)

    def _keep(self, workspace_id: int, page: Sequence[Profile], now: datetime) -> None:
        """Only those whom we know matter: nobody else is written down.

        Guests who stay guests are left as they are, like whom we once refused.
        """
        with self.database.transaction() as session:
            known = select(Member).where(
                Member.workspace_id == workspace_id, Member.slack_id.in_([profile.slack_id for profile in page])
            )
            here = {member.slack_id: member for member in session.scalars(known)}
            told = [one for one in page if one.slack_id in here and _matters(here[one.slack_id], one)]
            people.follow_changes(session, here, told, now)
            for profile in told:
                service.follow(session, now, here[profile.slack_id])


def _matters(member: Member, profile: Profile) -> bool:
    return profile.deleted or MemberKind.PERSON in (member.kind, profile.kind)
