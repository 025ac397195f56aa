"""The wrapper around every listener: who acts, one transaction, once only, an answer, errors said kindly."""

import time
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from math import ceil
from typing import Any, cast

import structlog
from msgspec import Struct
from slack_bolt import Ack, BoltContext, BoltRequest, BoltResponse
from slack_sdk import WebClient
from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.db import Database, Unit, despite_deadlock
from bot.errors import NotInstalled, UserError
from bot.logs import CORRELATION, correlated
from bot.measures import Measures, Uncounted
from bot.models import MemberKind, SeenPayload, Workspace, insert_once
from bot.outbox import queue
from bot.slack import places
from bot.slack.answering import Answer
from bot.slack.clients import Clients
from bot.slack.directory import Directory, NotKnown, Profile, ask_slack
from bot.slack.incoming import Acting, Body, Context, delivery_key, home_team, kind_of, picked_users
from bot.slack.replies import Reply
from bot.slack.turnstile import LIGHT, Lane, Turnstile
from bot.text import Translator

# Where Bolt's context keeps what makes a client, and the language in which who acts is answered.
CLIENT, TRANSLATOR = "reverse_mentor.client", "reverse_mentor.translator"

log = structlog.get_logger()

Run = Callable[[Context, Body], Reply]


OnEvent = Callable[[Session, Any, Workspace, Body], None]
OnInstallation = Callable[[Session, datetime, Workspace, Body], None]
"""Is told when it happened instead of what time it is: Slack may say it minutes later."""


class Listener(Struct, frozen=True):
    """What a payload is answered by; `name` is ours, never what somebody typed."""

    name: str
    run: Run
    only_reads: bool
    weight: int = LIGHT  # how much of what one may do in a minute it takes (slack/turnstile.py)
    lane: Lane = Lane.ACTING
    lets_guests_in: bool = False  # to what is about nobody but who acts


class EventListener(Struct, frozen=True):
    """What an event is answered by; `meets_user`: its user may be somebody whom we never met."""

    run: OnEvent
    meets_user: bool


@dataclass
class Payloads:
    """Deals with one payload after the other, in as many threads as there are requests."""

    database: Database
    clients: Clients
    clock: Clock
    directory: Directory
    measures: Measures = field(default_factory=Uncounted)
    turnstile: Turnstile = field(default_factory=lambda: Turnstile(0))

    def handle(self, ack: Ack, body: Body, context: BoltContext, listener: Listener) -> None:
        """The one transaction, then the answer. Where Slack must be asked who somebody is, that comes first."""
        with self._watched(body, context, listener.name):
            try:
                try:
                    reply = self._run(body, context, listener, None)
                except NotKnown as unknown:
                    reply = self._run(body, context, listener, ask_slack(_client_of(context), unknown))
            except UserError as mistake:
                self._answer(ack, body, context).mistake_of(mistake)
            else:
                self._answer(ack, body, context).give(reply)

    def event(self, body: Body, context: BoltContext, listener: EventListener) -> None:
        """The one transaction of an event. Where Slack must be asked who its user is, that comes first.

        Of a workspace that doesn't have the bot it is let be: sent again, it would be no other.
        """
        with self._watched(body, context, kind_of(body)):
            try:
                self._run_event(body, context, listener, None)
            except NotKnown as unknown:
                self._run_event(body, context, listener, ask_slack(_client_of(context), unknown))
            except NotInstalled:
                log.warning("not_installed", kind=kind_of(body))

    def installation(self, body: Body, context: BoltContext, listener: OnInstallation) -> None:
        """The one transaction of an event about the app itself; told again it changes nothing."""
        with self._watched(body, context, kind_of(body)), self.database.transaction() as session:
            happened_at = datetime.fromtimestamp(body["event_time"], UTC)
            for workspace in places.installed_together(session, context):
                listener(session, happened_at, workspace, body["event"])

    @contextmanager
    def _watched(self, body: Body, context: BoltContext, listener: str) -> Generator[None]:
        """One id for all that comes of this payload, and how long its answer took. Who acted is not for the log."""
        began = time.perf_counter()
        with correlated() as context[CORRELATION]:
            yield
            seconds = time.perf_counter() - began
            log.info("payload_answered", kind=kind_of(body), listener=listener, ms=round(seconds * 1000))
        self.measures.answered(kind_of(body), seconds)

    def on_bug(self, error: Exception, body: Body, context: BoltContext, request: BoltRequest) -> BoltResponse:
        """A bug, or a database that is away: an event is asked for again, a person is told that nothing changed."""
        with correlated(cast(str | None, context.get(CORRELATION))):
            log.error("listener_failed", exc_info=error, kind=kind_of(body))
        self.measures.failed(kind_of(body))
        if "event" in body:
            return BoltResponse(status=500)
        ack = Ack()
        answer = self._answer(ack, body, context)
        answer.mistake(answer.t("error-ours"))
        return ack.response or BoltResponse(status=200)

    def _run(
        self, body: Body, context: BoltContext, listener: Listener, profiles: Sequence[Profile] | None
    ) -> Reply:
        """The transaction; raises NotKnown, unless it is given what Slack said (which may be nothing)."""
        return despite_deadlock(partial(self._run_once, body, context, listener, profiles))

    def _run_once(
        self, body: Body, context: BoltContext, listener: Listener, profiles: Sequence[Profile] | None
    ) -> Reply:
        with self.database.unit(only_reads=listener.only_reads and not profiles) as unit:
            if not listener.only_reads:
                places.take_turn_of_actor(unit.session, context)
            ctx = self._context(unit, body, context, profiles)
            self._require_member(ctx.acting, listener)
            self._require_turn(ctx.acting, listener)
            if listener.only_reads:
                return listener.run(ctx, body)
            self.directory.note_activity(ctx.member, ctx.now)
            reply = listener.run(ctx, body) if self._is_first(ctx.session, ctx.acting.workspace_id, body) else None
            queue.refresh_home(ctx.session, ctx.member, ctx.now)
            return reply

    def _require_member(self, acting: Acting, listener: Listener) -> None:
        """Raises UserError for whoever isn't one. Guests are known by their own id here, so that what is kept about
        them can be shown to them; who is of another workspace isn't (docs/decisions/0037).
        """
        if acting.kind == MemberKind.GUEST and not acting.deactivated_at:
            if not listener.lets_guests_in:
                raise UserError("error-guests")
        elif acting.kind != MemberKind.PERSON or acting.deactivated_at:
            raise UserError("error-visitors")

    def _require_turn(self, acting: Acting, listener: Listener) -> None:
        """Raises UserError for who asks for too much at once. A form stays open then, with all they typed."""
        seconds = self.turnstile.seconds_to_wait(acting.id, listener.weight, listener.lane)
        if seconds:
            raise UserError("error-too-fast", seconds=ceil(seconds))

    def _run_event(
        self, body: Body, context: BoltContext, listener: EventListener, profiles: Sequence[Profile] | None
    ) -> None:
        despite_deadlock(partial(self._run_event_once, body, context, listener, profiles))

    def _run_event_once(
        self, body: Body, context: BoltContext, listener: EventListener, profiles: Sequence[Profile] | None
    ) -> None:
        with self.database.transaction() as session:
            places.take_turn_of_actor(session, context)
            workspace, now = self._workspace(session, context), self.clock()
            if context.user_id == workspace.bot_user_id:
                return
            if listener.meets_user and profiles is None:
                self._require_known(session, workspace.id, workspace.team_id, {body["event"]["user"]}, now)
            for profile in profiles or ():
                self.directory.remember(session, workspace.id, profile, now)
            if self._is_first(session, workspace.id, body):
                listener.run(session, now, workspace, body["event"])

    def _workspace(self, session: Session, context: BoltContext) -> Workspace:
        workspace = places.workspace_of(session, context)
        context[CLIENT] = partial(self._client, places.TOKEN.later(workspace))
        return workspace

    def _context(self, unit: Unit, body: Body, context: BoltContext, profiles: Sequence[Profile] | None) -> Context:
        """Who acts, and where: in a shared channel the payload's workspace may be another than theirs."""
        now, acting = self.clock(), places.acting(unit, context)
        context[CLIENT] = partial(self._client, places.token_of(context, acting))
        if places.is_visitor(unit, context, home_team(body)):
            raise UserError("error-visitors")
        if profiles is None:
            self._require_all_known(unit, acting, body, str(context.actor_user_id), now)
        elif profiles:
            for profile in profiles:
                self.directory.remember(unit.session, acting.workspace_id, profile, now)
            acting = places.acting(unit, context)
        if not acting.is_known:
            raise UserError("error-slack-away")
        context[TRANSLATOR] = t = Translator(acting.locale, acting.timezone)
        return Context(unit, now, acting, t)

    def _require_all_known(self, unit: Unit, acting: Acting, body: Body, slack_id: str, now: datetime) -> None:
        """Who acts and whom they picked; raises NotKnown."""
        is_known = acting.is_known and self.directory.is_fresh(acting.refreshed_at, now)
        ids = picked_users(body) if is_known else picked_users(body) | {slack_id}
        if ids:
            self._require_known(unit.session, acting.workspace_id, acting.team_id, ids, now)

    def _require_known(
        self, session: Session, workspace_id: int, team_id: str, ids: set[str], now: datetime
    ) -> None:
        """Raises NotKnown where Slack must be asked about some of these."""
        wanted = self.directory.unknown_or_stale(session, workspace_id, ids, now)
        if wanted:
            raise NotKnown(team_id, wanted)

    def _is_first(self, session: Session, workspace_id: int, body: Body) -> bool:
        """Whether this is new to us. It is remembered in the same transaction as what it changes."""
        key = delivery_key(body)
        if key is None:
            return True
        values = {"workspace_id": workspace_id, "key": key, "seen_at": self.clock()}
        return insert_once(session, SeenPayload, **values) is not None

    def _client(self, token: Callable[[], str]) -> WebClient:
        """Made only where Slack is called: most payloads are answered in their ack."""
        return self.clients.for_handler(token())

    def _answer(self, ack: Ack, body: Body, context: BoltContext) -> Answer:
        """In the language of who acts and by their workspace's client, as far as these were found out."""
        client = partial(_client_of, context) if CLIENT in context else partial(self.clients.for_handler, "")
        t = cast(Translator | None, context.get(TRANSLATOR)) or Translator()
        return Answer(body, ack, client, t)


def _client_of(context: BoltContext) -> WebClient:
    return cast(Callable[[], WebClient], context[CLIENT])()
