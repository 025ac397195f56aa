"""How a handler's reply reaches the member who acted: in the ack, on the trigger, or by the response URL."""

from collections.abc import Callable
from typing import Any, cast

import structlog
from msgspec import Struct
from slack_bolt import Ack
from slack_sdk import WebClient
from slack_sdk.webhook import WebhookClient

from bot.errors import UserError
from bot.slack import replies
from bot.slack.blocks import Block, modal, section
from bot.slack.directory import SLACK_FAILURES, error_code, known_code
from bot.slack.incoming import Body, view_of
from bot.slack.replies import (
    Close,
    FieldErrors,
    HomeTab,
    Message,
    OpenModal,
    Options,
    Replace,
    Say,
    ShowModal,
    UpdateModal,
)
from bot.text import Phrase, Translator

log = structlog.get_logger()


class Answer(Struct, frozen=True):
    """Answers one payload. What travels in the ack can't fail; the calls after it are logged when they do."""

    body: Body
    ack: Ack
    client: Callable[[], WebClient]
    t: Translator

    def give(self, reply: replies.Reply) -> None:
        """Deliver `reply` in the way that this payload allows."""
        match reply:
            case None | Close():
                self.ack()
            case FieldErrors():
                self._respond_to_form("errors", errors=reply.body())
            case ShowModal(view, home):
                if home:
                    self._publish(home)
                self._respond_to_form("update", view=view)
            case UpdateModal(view):
                self._update(view)
            case Options(options, groups):
                self._ack(**({"option_groups": list(groups)} if groups else {"options": list(options)}))
            case OpenModal(view, replacing):
                self._open(view)
                if replacing and self._in_message:
                    self._post(replacing, replace_original=True)
            case Say(message):
                self._say(message)
            case Replace(message):
                self._replace(message)

    def mistake(self, words: Phrase) -> None:
        """Say what to do instead, where the member looks; a form stays open below it with all they typed."""
        if self._is_command or self._in_message:
            self._say(Message(words, [section(words)]))
        elif self.body.get("type") == "block_suggestion":
            self._ack(options=[])
        else:
            self._open(notice_modal(self.t, words))

    def mistake_of(self, error: UserError) -> None:
        """A member's mistake: at its field of the form where it names one."""
        words = self.t(error.key, **error.params)
        if error.field and self.body.get("type") == "view_submission":
            self.give(FieldErrors({error.field: words}))
        else:
            self.mistake(words)

    def _open(self, view: Block) -> None:
        if self.body.get("type") == "view_submission":
            return self._respond_to_form("push", view=view)
        stacked = view_of(self.body).get("type") == "modal"
        client = self.client()
        call = cast(Any, client.views_push if stacked else client.views_open)
        try:
            call(trigger_id=self.body.get("trigger_id") or "", view=view)
        except SLACK_FAILURES as failure:
            log.warning("view_not_opened", error=error_code(failure), callback_id=view["callback_id"])
            return self._not_opened()
        self.ack()
        return None

    def _publish(self, home: HomeTab) -> None:
        try:
            self.client().views_publish(user_id=self.body["user"]["id"], view=home.view)
        except SLACK_FAILURES as failure:
            log.warning("home_not_published", error=error_code(failure))

    def _update(self, view: Block) -> None:
        """The hash makes Slack refuse an update of a modal that shows something else by now."""
        clicked = view_of(self.body)
        if not clicked.get("id"):
            return self._open(view)
        try:
            self.client().views_update(view_id=clicked["id"], hash=clicked.get("hash"), view=view)
        except SLACK_FAILURES as failure:
            log.warning("view_not_updated", error=error_code(failure), callback_id=view["callback_id"])
        self.ack()
        return None

    def _not_opened(self) -> None:
        """A command can still be answered in its ack; a click can only be tried again."""
        if self._is_command:
            self._ack(text=self.t("error-form-not-opened").plain())
        else:
            self.ack()

    def _say(self, message: Message) -> None:
        if self._is_command:
            self._ack(response_type="ephemeral", **message.body())
        elif self._in_message:
            self._post(message, replace_original=False)
        else:
            self._open(_message_modal(self.t, message))

    def _replace(self, message: Message) -> None:
        """In App Home, which changes by itself, the message is shown in a modal."""
        if self._in_message:
            self._post(message, replace_original=True)
        elif view_of(self.body).get("type") == "modal":
            self._update(_message_modal(self.t, message))
        else:
            self._open(_message_modal(self.t, message))

    def _post(self, message: Message, *, replace_original: bool) -> None:
        """By the response URL, at once and without a retry: it is only a courtesy to who clicked."""
        self.ack()
        webhook = WebhookClient(self.body["response_url"], timeout=2, retry_handlers=[])
        try:
            answer = webhook.send(**message.body(), response_type="ephemeral", replace_original=replace_original)
        except SLACK_FAILURES as failure:
            log.warning("reply_not_posted", error=error_code(failure))
            return
        if answer.status_code != 200:
            log.warning("reply_not_posted", error=known_code(answer.body) or f"http_{answer.status_code}")

    def _respond_to_form(self, action: str, **rest: Any) -> None:
        self._ack(response_action=action, **rest)

    def _ack(self, **rest: Any) -> None:
        self.ack(**rest)

    @property
    def _is_command(self) -> bool:
        return "command" in self.body

    @property
    def _in_message(self) -> bool:
        return bool(self.body.get("response_url"))


def notice_modal(t: Translator, words: Phrase) -> Block:
    """A small modal that only says something."""
    return _message_modal(t, Message(words, [section(words)]))


def _message_modal(t: Translator, message: Message) -> Block:
    """A message where there is no conversation to say it in."""
    return modal("notice", t("notice-title"), message.blocks, close=t("close"))
