"""Looks at the lists that owners handed in, and takes over those that they said yes to; nobody waits for it."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

import structlog
from msgspec import Struct
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.db import Database
from bot.errors import UserError
from bot.features.people.erased import take_turn
from bot.features.people_list import service
from bot.logs import correlated
from bot.models import HandedList, ListState, Member, Unreadable, Workspace
from bot.slack.clients import Clients
from bot.slack.directory import SLACK_FAILURES, error_code, everybody
from bot.slack.files import NotReadable, fetch_file

_NEXT = select(HandedList).where(HandedList.state.in_(service.WORKED_ON)).order_by(HandedList.id).limit(1)

log = structlog.get_logger()


class ListReader(Struct, frozen=True):
    """A tick. What can't be read fails at once, and its owner is told; only what is written is in a transaction."""

    database: Database
    clients: Clients
    clock: Clock

    def run_once(self) -> int:
        """Look at one list, or take one over; how many."""
        with self.database.reading() as session:
            handed = session.scalar(_NEXT)
            if handed is None:
                return 0
            workspace = session.get_one(Workspace, handed.workspace_id)
            owner = session.get_one(Member, handed.owner_id)
        with correlated():
            try:
                self._settle(handed, workspace, owner)
            except (*SLACK_FAILURES, NotReadable, UserError, Unreadable) as failure:
                log.warning("list_not_read", error=_code(failure))
                self._write(handed, service.fail)
        return 1

    def _settle(self, handed: HandedList, workspace: Workspace, owner: Member) -> None:
        """Raises one of SLACK_FAILURES, NotReadable, or UserError for who runs no program any more."""
        client = self.clients.for_reading(workspace.bot_token)
        file = fetch_file(client, handed.file_id)
        if file.by != owner.slack_id:
            raise NotReadable()
        if handed.state == ListState.APPROVED:
            self._write(handed, partial(service.take_over, content=file.content))
        else:
            here = self._addresses(workspace)
            self._write(handed, partial(service.look_at, content=file.content, here=here))

    def _addresses(self, workspace: Workspace) -> set[str] | None:
        """Of everybody who can use Slack there; None where Slack doesn't say: that is no reason to wait."""
        client = self.clients.for_reading(workspace.bot_token)
        try:
            return {
                one.email
                for page in everybody(client, workspace.team_id)
                for one in page
                if one.email and not one.deleted
            }
        except SLACK_FAILURES as failure:
            log.warning("addresses_not_known", error=error_code(failure))
            return None

    def _write(self, handed: HandedList, do: Callable[[Session, datetime, HandedList], None]) -> None:
        """In one transaction, unless another replica, or its owner, was quicker."""
        with self.database.transaction() as session:
            take_turn(session, handed.workspace_id)
            as_seen = select(HandedList).filter_by(id=handed.id, state=handed.state).with_for_update()
            again = session.scalar(as_seen)
            if again:
                do(session, self.clock(), again)


def _code(failure: Exception) -> str:
    return error_code(failure) if isinstance(failure, SLACK_FAILURES) else type(failure).__name__
