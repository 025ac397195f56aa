"""Registers the features' listeners: which one answers which command, click, form, type-ahead and event."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from functools import cached_property, partial

import structlog
from rapidfuzz import fuzz, process
from slack_bolt import Ack, App, BoltContext, BoltRequest, BoltResponse
from slack_bolt.middleware import Middleware
from sqlalchemy import select

from bot.errors import UserError
from bot.models import Member
from bot.slack.blocks import MENU, section
from bot.slack.incoming import (
    EMPTY,
    LONGEST_TEXT,
    Body,
    Click,
    Context,
    Form,
    Typed,
    picked_users,
    values_of,
    view_of,
)
from bot.slack.payloads import EventListener, Listener, OnEvent, OnInstallation, Payloads
from bot.slack.readable import readable
from bot.slack.replies import Message, Reply, Say
from bot.slack.turnstile import LIGHT, Lane

COMMAND = "/reverse-mentor"
NEAR = 60  # of 100: how alike a word must be to be offered as what was meant

log = structlog.get_logger()

OnCommand = Callable[[Context, str], Reply]
OnClick = Callable[[Context, Click], Reply]
OnSubmit = Callable[[Context, Form], Reply]
OnTyping = Callable[[Context, Typed], Reply]
Heard = Callable[[Body, BoltContext], None]


@dataclass
class Listeners:
    """The features' listeners by name."""

    bolt: App
    payloads: Payloads
    words: dict[str, Listener] = field(default_factory=dict[str, Listener])
    clicks: dict[str, Listener] = field(default_factory=dict[str, Listener])
    forms: dict[str, Listener] = field(default_factory=dict[str, Listener])
    type_aheads: dict[str, Listener] = field(default_factory=dict[str, Listener])
    events: dict[str, Heard] = field(default_factory=dict[str, Heard])

    def start(self) -> None:
        """Take what comes in; called once, by the composition root."""
        self.bolt.use(Answering(self))
        self.bolt.error(self.payloads.on_bug)

    def command(
        self, word: str, listener: OnCommand, *, only_reads: bool = False, weight: int = LIGHT, guests: bool = False
    ) -> None:
        """`/reverse-mentor word …`; the listener gets what follows the word.

        `guests`, here and below: they may, too, since it is about nobody but who acts.
        """

        def run(ctx: Context, body: Body) -> Reply:
            return listener(ctx, _typed(body)[1])

        self.words[word] = Listener(word, run, only_reads, weight, Lane.ASKING, guests)

    def action(
        self,
        action_id: str,
        listener: OnClick,
        *,
        only_reads: bool = False,
        weight: int = LIGHT,
        guests: bool = False,
    ) -> None:
        """A click on an element with this action id; `weight` for one that has much computed and sent."""

        def run(ctx: Context, body: Body) -> Reply:
            return listener(ctx, _click(body))

        lane = Lane.ACTING if weight == LIGHT else Lane.ASKING
        _register(self.clicks, Listener(action_id, run, only_reads, weight, lane, guests))

    def view(self, callback_id: str, listener: OnSubmit, *, only_reads: bool = False, guests: bool = False) -> None:
        """The submission of a modal with this callback id."""

        def run(ctx: Context, body: Body) -> Reply:
            return listener(ctx, _form(ctx, body))

        _register(self.forms, Listener(callback_id, run, only_reads, lets_guests_in=guests))

    def options(self, action_id: str, listener: OnTyping) -> None:
        """What a type-ahead with this action id offers."""

        def run(ctx: Context, body: Body) -> Reply:
            typed = readable((body.get("value") or "")[:LONGEST_TEXT])
            return listener(ctx, Typed(typed, _subject(body), body.get("block_id") or ""))

        _register(self.type_aheads, Listener(action_id, run, only_reads=True, lane=Lane.TYPING))

    def event(self, kind: str, listener: OnEvent, *, meets_user: bool = False) -> None:
        """An event of the Events API. It answers 500 when it fails, and Slack sends it again.

        `meets_user`: its user may be somebody whom we never met, so Slack is asked about them.
        """
        self.events[kind] = partial(self.payloads.event, listener=EventListener(listener, meets_user))

    def installation(self, kind: str, listener: OnInstallation) -> None:
        """An event about the app itself in a workspace, or in all of an organization."""
        self.events[kind] = partial(self.payloads.installation, listener=listener)

    def answer(self, body: Body, context: BoltContext) -> BoltResponse:
        """What Slack gets: 404 where nobody listens, as to a button of an older version. Raises bugs."""
        if heard := "event" in body and self.events.get(body["event"]["type"]):
            heard(body, context)
            return BoltResponse(status=200)
        if listener := self._listener_of(body):
            ack = Ack()
            self.payloads.handle(ack, body, context, listener)
            return ack.response or BoltResponse(status=200)
        log.warning("nobody_listens", kind=body.get("type"))
        return BoltResponse(status=404)

    def _listener_of(self, body: Body) -> Listener | None:
        if body.get("command") == COMMAND:
            return self.words.get(_typed(body)[0].lower(), self._stranger)
        match body.get("type"):
            case "block_actions":
                return self.clicks.get(_pressed(body)[0])
            case "view_submission":
                return self.forms.get(body["view"]["callback_id"])
            case "block_suggestion":
                return self.type_aheads.get(body["action_id"])
            case _:
                return None

    @cached_property
    def _stranger(self) -> Listener:
        """For a word that nobody listens to."""
        return Listener("nearest", self._nearest, only_reads=True, lane=Lane.ASKING)

    def _nearest(self, ctx: Context, body: Body) -> Reply:
        word, _ = _typed(body)
        near = process.extractOne(word.lower(), [w for w in self.words if w], scorer=fuzz.ratio, score_cutoff=NEAR)
        words = (
            ctx.t("command-nearest", word=word, nearest=near[0]) if near else ctx.t("command-unknown", word=word)
        )
        return Say(Message(words, [section(words)]))


class Answering(Middleware):
    """Bolt's last middleware, which answers whatever the ones before have let through.

    Bolt's own listeners would each be asked whether a payload is theirs, and be handed all that one might want:
    that takes as long as all else that Bolt does.
    """

    def __init__(self, listeners: Listeners) -> None:
        self._listeners = listeners

    def process(
        self, *, req: BoltRequest, resp: BoltResponse, next: Callable[[], BoltResponse]
    ) -> BoltResponse | None:
        """Bolt's word for it."""
        return self._listeners.answer(req.body, req.context)


def _register(listeners: dict[str, Listener], listener: Listener) -> None:
    if listener.name in listeners:
        raise ValueError(f"{listener.name} has a listener already")
    listeners[listener.name] = listener


def _typed(body: Body) -> tuple[str, str]:
    """The word after the command, and what follows it."""
    word, _, rest = readable((body.get("text") or "")[:LONGEST_TEXT]).partition(" ")
    return word, rest.strip()


def _click(body: Body) -> Click:
    return Click(_pressed(body)[1], _subject(body), body["actions"][0].get("block_id") or "")


def _subject(body: Body) -> str:
    """What the modal that it comes from is about; nothing where it comes from a message."""
    return view_of(body).get("private_metadata") or ""


def _pressed(body: Body) -> tuple[str, str]:
    """The action id and the value of what was clicked; in a menu, of the button that its entry stands for."""
    action = body["actions"][0]
    chosen: Body = action.get("selected_option") or EMPTY
    value = action.get("value") or chosen.get("value", "")
    if action["action_id"] != MENU:
        return action["action_id"], value
    action_id, _, meant = value.partition(" ")
    return action_id, meant


def _form(ctx: Context, body: Body) -> Form:
    picked = picked_users(body)
    members = _members(ctx, picked) if picked else {}
    if picked - set(members):
        raise UserError("error-slack-away")
    view = body["view"]
    return Form(view["private_metadata"], values_of(body), members)


def _members(ctx: Context, slack_ids: Collection[str]) -> dict[str, Member]:
    rows = select(Member).where(Member.workspace_id == ctx.acting.workspace_id, Member.slack_id.in_(slack_ids))
    return {member.slack_id: member for member in ctx.session.scalars(rows)}
