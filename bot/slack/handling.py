"""The wrapper around every listener: who acts, one transaction, once only, an answer, errors said kindly."""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any, Protocol, cast

import structlog
from rapidfuzz import fuzz, process
from slack_bolt import Ack, App, BoltContext, BoltRequest, BoltResponse
from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.db import Database
from bot.errors import UserError
from bot.models import Member, MemberKind, SeenPayload, Workspace, insert_once
from bot.outbox import queue
from bot.slack.answering import Answer
from bot.slack.blocks import section
from bot.slack.clients import Clients
from bot.slack.directory import SLACK_FAILURES, Profile, fetch_profile
from bot.slack.incoming import EMPTY, Body, Click, Context, Form, Typed, delivery_key, picked_users, view_of
from bot.slack.replies import Message, Reply, Say
from bot.text import Translator

COMMAND = "/reverse-mentor"
WORKSPACE = "reverse_mentor.workspace"  # where Bolt's context keeps the workspace that was authorized
NEAR = 60  # of 100: how alike a word must be to be offered as what was meant

# Read for every payload, so built once.
_WORKSPACE = select(Workspace).where(
    Workspace.enterprise_id == bindparam("enterprise_id"), Workspace.team_id == bindparam("team_id")
)
_MEMBER = select(Member).where(
    Member.workspace_id == bindparam("workspace_id"), Member.slack_id == bindparam("slack_id")
)

log = structlog.get_logger()

OnCommand = Callable[[Context, str], Reply]
OnClick = Callable[[Context, Click], Reply]
OnSubmit = Callable[[Context, Form], Reply]
OnTyping = Callable[[Context, Typed], Reply]
OnEvent = Callable[[Session, Any, Workspace, Body], None]


class Directory(Protocol):
    """What the wrapper needs of the feature that keeps the members."""

    def unknown_or_stale(self, session: Session, workspace_id: int, ids: Iterable[str], now: Any) -> set[str]:
        """Those of the Slack ids that Slack must be asked about before they can act or be picked."""
        ...

    def remember(self, session: Session, workspace_id: int, profile: Profile, now: Any) -> Member:
        """Keep what Slack said of a member."""
        ...


@dataclass(frozen=True)
class Word:
    """A word after `/reverse-mentor`."""

    listener: OnCommand
    only_reads: bool


@dataclass
class Listeners:
    """Registers the features' listeners with Bolt, each inside the wrapper."""

    bolt: App
    database: Database
    clients: Clients
    clock: Clock
    directory: Directory
    words: dict[str, Word] = field(default_factory=dict[str, Word])
    callbacks: list[str] = field(default_factory=list[str])
    events: list[str] = field(default_factory=list[str])

    def start(self) -> None:
        """Take the slash command and the errors; called once, by the composition root."""
        self.bolt.command(COMMAND)(self._on_command)
        self.bolt.error(self._on_bug)

    def command(self, word: str, listener: OnCommand, *, only_reads: bool = False) -> None:
        """`/reverse-mentor word …`; the listener gets what follows the word."""
        self.words[word] = Word(listener, only_reads)

    def action(self, action_id: str, listener: OnClick, *, only_reads: bool = False) -> None:
        """A click on an element with this action id."""

        def run(ctx: Context, body: Body) -> Reply:
            return listener(ctx, _click(body))

        self._register(self.bolt.action(action_id), action_id, run, only_reads)

    def view(self, callback_id: str, listener: OnSubmit) -> None:
        """The submission of a modal with this callback id."""

        def run(ctx: Context, body: Body) -> Reply:
            return listener(ctx, _form(ctx, body))

        self._register(self.bolt.view(callback_id), callback_id, run, only_reads=False)

    def options(self, action_id: str, listener: OnTyping) -> None:
        """What a type-ahead with this action id offers."""

        def run(ctx: Context, body: Body) -> Reply:
            subject = view_of(body).get("private_metadata", "")
            return listener(ctx, Typed(body.get("value", ""), subject, body.get("block_id", "")))

        self._register(self.bolt.options(action_id), f"options of {action_id}", run, only_reads=True)

    def event(self, kind: str, listener: OnEvent, *, meets_user: bool = False) -> None:
        """An event of the Events API. It answers 500 when it fails, and Slack sends it again.

        `meets_user`: its user may be somebody whom we never met, so Slack is asked about them.
        """

        def on_event(ack: Ack, body: Body, context: BoltContext) -> None:
            workspace = self._workspace(context)
            profiles = self._ask_slack(workspace, {body["event"]["user"]}) if meets_user else []
            with self.database.transaction() as session:
                for profile in profiles:
                    self.directory.remember(session, workspace.id, profile, self.clock())
                if self._is_first(session, workspace, body):
                    listener(session, self.clock(), workspace, body["event"])
            ack()

        self.events.append(kind)
        self.bolt.event(kind)(on_event)

    def _register(self, listen: Any, name: str, run: Callable[[Context, Body], Reply], only_reads: bool) -> None:
        def on_payload(ack: Ack, body: Body, context: BoltContext) -> None:
            self._handle(ack, body, context, lambda ctx: run(ctx, body), only_reads)

        self.callbacks.append(name)
        listen(on_payload)

    def _on_command(self, ack: Ack, body: Body, context: BoltContext) -> None:
        word, _, rest = body.get("text", "").strip().partition(" ")
        known = self.words.get(word.lower())
        if known:
            self._handle(ack, body, context, lambda ctx: known.listener(ctx, rest.strip()), known.only_reads)
        else:
            self._handle(ack, body, context, lambda ctx: self._nearest(ctx, word), only_reads=True)

    def _nearest(self, ctx: Context, word: str) -> Reply:
        near = process.extractOne(word.lower(), [w for w in self.words if w], scorer=fuzz.ratio, score_cutoff=NEAR)
        words = (
            ctx.t("command-nearest", word=word, nearest=near[0]) if near else ctx.t("command-unknown", word=word)
        )
        return Say(Message(words, [section(words)]))

    def _handle(
        self, ack: Ack, body: Body, context: BoltContext, run: Callable[[Context], Reply], only_reads: bool
    ) -> None:
        """One payload: members first (Slack is asked), then the one transaction, then the answer."""
        workspace = self._workspace(context)
        client = self.clients.for_handler(workspace.bot_token)
        acting = str(context.actor_user_id)
        t = Translator()
        try:
            profiles = self._ask_slack(workspace, {acting} | picked_users(body))
            with self._session(only_reads and not profiles) as session:
                ctx = self._context(session, workspace, acting, profiles)
                t = ctx.t
                reply = run(ctx) if only_reads or self._is_first(session, workspace, body) else None
                if not only_reads:
                    queue.refresh_home(session, ctx.member, ctx.now)
        except UserError as mistake:
            Answer(body, ack, client, t).mistake_of(mistake)
        else:
            Answer(body, ack, client, t).give(reply)

    def _session(self, only_reads: bool) -> AbstractContextManager[Session]:
        return self.database.reading() if only_reads else self.database.transaction()

    def _workspace(self, context: BoltContext) -> Workspace:
        """The workspace of the member who acts: in shared channels the payload's may be another one."""
        authorized = cast(Workspace | None, context.get(WORKSPACE))
        if authorized is not None and authorized.team_id == context.actor_team_id:
            return authorized
        with self.database.reading() as session:
            return find_workspace(session, context.actor_enterprise_id, context.actor_team_id)

    def _ask_slack(self, workspace: Workspace, ids: set[str]) -> list[Profile]:
        """Profiles of those whom we don't know or haven't asked about lately, before any transaction."""
        with self.database.reading() as session:
            wanted = self.directory.unknown_or_stale(session, workspace.id, ids, self.clock())
        client = self.clients.for_handler(workspace.bot_token)
        profiles: list[Profile] = []
        for slack_id in sorted(wanted):
            try:
                profiles.append(fetch_profile(client, slack_id, workspace.team_id))
            except SLACK_FAILURES as failure:
                # Whom we knew yesterday may act today; whom we never met is refused kindly in _context.
                log.warning("users_info_failed", error=type(failure).__name__)
        return profiles

    def _context(self, session: Session, workspace: Workspace, acting: str, profiles: Iterable[Profile]) -> Context:
        now = self.clock()
        for profile in profiles:
            self.directory.remember(session, workspace.id, profile, now)
        member = session.scalar(_MEMBER, {"workspace_id": workspace.id, "slack_id": acting})
        if member is None:
            raise UserError("error-slack-away")
        if member.kind != MemberKind.PERSON or member.deactivated_at:
            raise UserError("error-guests")
        return Context(session, now, workspace, member, Translator(member.locale, member.timezone))

    def _is_first(self, session: Session, workspace: Workspace, body: Body) -> bool:
        """Whether this is new to us. It is remembered in the same transaction as what it changes."""
        key = delivery_key(body)
        if key is None:
            return True
        values = {"workspace_id": workspace.id, "key": key, "seen_at": self.clock()}
        return insert_once(session, SeenPayload, **values) is not None

    def _on_bug(self, error: Exception, body: Body, context: BoltContext, request: BoltRequest) -> BoltResponse:
        """A bug, or a database that is away: an event is asked for again, a person is told that nothing changed."""
        log.error("listener_failed", exc_info=error, kind=body.get("type", "command"))
        if "event" in body:
            return BoltResponse(status=500)
        ack = Ack()
        client = self.clients.for_handler(str(context.bot_token))
        Answer(body, ack, client, Translator()).mistake(Translator()("error-ours"))
        return ack.response or BoltResponse(status=200)


def find_workspace(session: Session, enterprise_id: str | None, team_id: str | None) -> Workspace:
    """The workspace that a payload comes from; raises LookupError where the bot isn't installed."""
    found = session.scalar(_WORKSPACE, {"enterprise_id": enterprise_id or "", "team_id": team_id or ""})
    if found is None:
        raise LookupError("the bot is not installed in this workspace")
    return found


def _click(body: Body) -> Click:
    action = body["actions"][0]
    chosen: Body = action.get("selected_option") or EMPTY
    value = action.get("value") or chosen.get("value", "")
    return Click(value, view_of(body).get("private_metadata", ""), action.get("block_id", ""))


def _form(ctx: Context, body: Body) -> Form:
    picked = picked_users(body)
    rows = select(Member).where(Member.workspace_id == ctx.workspace.id, Member.slack_id.in_(picked))
    members = {member.slack_id: member for member in ctx.session.scalars(rows)} if picked else {}
    if picked - set(members):
        raise UserError("error-slack-away")
    view = body["view"]
    return Form(view["private_metadata"], view["state"]["values"], members)
