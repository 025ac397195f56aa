"""One POST to Slack, and what came of it: a value, so that the rules of retrying can be read in one place."""

import re
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from http.client import IncompleteRead
from typing import Any

import structlog
from msgspec import Struct
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.outbox.registry import Outgoing
from bot.pictures.child import SECONDS as DRAWING_TIMEOUT_S
from bot.pictures.child import DrawingFailed, draw
from bot.slack.directory import SLACK_FAILURES
from bot.slack.incoming import EMPTY, Body
from bot.slack.replies import File, FileMessage, HomeTab, Message
from bot.workbook import Workbook, xlsx

EVENT_TYPE = "outbox"
ERROR_CODE = re.compile(r"[a-z0-9_]{1,60}")
"""What Slack's own errors look like; the page of a proxy doesn't, and must not get into rows and logs."""
TOKEN_ERRORS = {
    "token_revoked",
    "token_expired",
    "account_inactive",
    "invalid_auth",
    "not_authed",
    "org_login_required",
}
"""The installation can't be used until somebody installs the app again."""
FALLBACK_WAIT_S = 30
UPLOAD_TRIES = 3
"""How often one attempt uploads a file: eight attempts that fail at the first fault of ten calls may all fail."""
ATTEMPTS_TO_DRAW = 3
"""After so many, a message comes without the pictures that can't be drawn."""
BEGINS_WELL = re.compile(rb'\s*\{\s*"ok"\s*:\s*true\s*[,}]')
DOUBTFUL_ERRORS = {"internal_error", "fatal_error", "service_unavailable", "request_timeout"}
"""Slack said that something went wrong, not that it did nothing."""

log = structlog.get_logger()


class Sent(Struct, frozen=True):
    """It arrived, in which channel (App Home is in none) and with which timestamp (a file has none)."""

    channel: str | None
    ts: str | None


class RateLimited(Struct, frozen=True):
    """Slack asks the whole workspace to wait; this doesn't count as an attempt."""

    seconds: int


class NotSent(Struct, frozen=True):
    """It surely did not arrive: try again."""

    error: str


class Postponed(Struct, frozen=True):
    """It wasn't tried: Slack has just asked this workspace to wait, or refuses its token."""


class InDoubt(Struct, frozen=True):
    """Nobody knows whether it arrived."""

    error: str


class Refused(Struct, frozen=True):
    """Slack will never take this."""

    error: str


class Unauthorized(Struct, frozen=True):
    """Slack takes nothing from this installation any more."""

    error: str


TOKEN_UNREADABLE = "token_unreadable"
"""Unauthorized, by ourselves: the stored token can't be opened. Starting the bot again stores it anew."""

Miss = RateLimited | NotSent | Postponed | InDoubt | Refused | Unauthorized
Outcome = Sent | Miss


def open_conversation(client: WebClient, recipient: str, known: str | None) -> str | Outcome:
    """The channel id of a recipient. Opening a conversation twice does no harm, so doubt means: not sent."""
    if known:
        return known
    if recipient[0] not in "UW":
        return recipient
    try:
        response: Any = client.conversations_open(users=recipient.replace("+", ","))
    except SLACK_FAILURES as failure:
        return _harmless(failure)
    return str(response["channel"]["id"])


def publish(client: WebClient, member: str, home: HomeTab) -> Outcome:
    """Publish a member's App Home. Publishing the same twice does no harm, so doubt means: not sent."""
    try:
        client.views_publish(user_id=member, view=home.view)
    except SLACK_FAILURES as failure:
        return _harmless(failure)
    return Sent(None, None)


def post(
    client: WebClient, channel: str, outgoing: Message | FileMessage, wire_key: str, attempts: int = 0
) -> Outcome:
    """Post it, once; `attempts` were in vain before.

    Metadata can be read by every app of the workspace, so only the opaque key goes there.
    """
    try:
        if isinstance(outgoing, FileMessage):
            return _upload(client, channel, outgoing, attempts)
        metadata = {"event_type": EVENT_TYPE, "event_payload": {"key": wire_key}}
        response: Any = client.chat_postMessage(
            channel=channel, metadata=metadata, unfurl_links=False, unfurl_media=False, **outgoing.body()
        )
    except SLACK_FAILURES as failure:
        # A DM is looked up, which tells the timestamp, too.
        is_looked_up = channel.startswith("D") and not isinstance(outgoing, FileMessage)
        return Sent(channel, None) if _began_well(failure) and not is_looked_up else outcome_of(failure)
    return Sent(response["channel"], response["ts"])


def longest(outgoing: Outgoing, call: timedelta) -> timedelta:
    """How long a `post` may take: opening the conversation, what is drawn, and each call as long as its timeout."""
    files = outgoing.files if isinstance(outgoing, FileMessage) else ()
    pictures = [file for file in files if not isinstance(file.content, str | Workbook)]
    return len(pictures) * timedelta(seconds=DRAWING_TIMEOUT_S) + (2 * UPLOAD_TRIES * len(files) + 2) * call


def _upload(client: WebClient, channel: str, outgoing: FileMessage, attempts: int) -> Outcome:
    """All files in one message. They are drawn before the first of them is on its way.

    Only the last call shows them to anybody: whatever fails before it can be done again. What can't be drawn again
    and again is left out, and the text says so: where drawing never works the numbers arrive all the same.
    """
    with ThreadPoolExecutor(len(outgoing.files)) as drawing:
        drawn = list(zip(outgoing.files, drawing.map(content_of, outgoing.files), strict=True))
    files = [(file, content) for file, content in drawn if content is not None]
    text = outgoing.text if len(files) == len(drawn) else outgoing.undrawn
    if not files or text is None or (len(files) < len(drawn) and attempts + 1 < ATTEMPTS_TO_DRAW):
        return NotSent("not_drawn")
    try:
        uploaded = [_put(client, file, content) for file, content in files]
    except SLACK_FAILURES as failure:
        return _harmless(failure)
    client.files_completeUploadExternal(files=uploaded, channel_id=channel, initial_comment=text.plain())
    return Sent(channel, None)


def content_of(file: File) -> bytes | None:
    """Its bytes; None where it is a picture that can't be drawn, which the log says."""
    if isinstance(file.content, str):
        return file.content.encode()
    if isinstance(file.content, Workbook):
        return xlsx(file.content)
    try:
        return draw(file.content)
    except DrawingFailed as failure:
        log.error("picture_not_drawn", detail=str(failure))
        return None


def _put(client: WebClient, file: File, content: bytes, tries: int = UPLOAD_TRIES) -> dict[str, str | None]:
    """Upload one file, which nobody sees yet: how the completing call names it."""
    try:
        return _put_once(client, file, content)
    except SLACK_FAILURES as failure:
        if tries > 1 and isinstance(_harmless(failure), NotSent):
            return _put(client, file, content, tries - 1)
        raise


def _put_once(client: WebClient, file: File, content: bytes) -> dict[str, str | None]:
    place: Any = client.files_getUploadURLExternal(filename=file.name, length=len(content), alt_txt=file.alt_text())
    request = urllib.request.Request(place["upload_url"], data=content, method="POST")
    with urllib.request.urlopen(request, timeout=client.timeout) as answer:
        answer.read()
    return {"id": str(place["file_id"]), "title": file.title.plain()}


def _harmless(failure: Exception) -> Outcome:
    """What a failed call means that may be done twice."""
    outcome = outcome_of(failure)
    return NotSent(outcome.error) if isinstance(outcome, InDoubt) else outcome


def _began_well(failure: Exception) -> bool:
    """Whether an answer broke off only after Slack had said that it did what it was asked to."""
    return isinstance(failure, IncompleteRead) and BEGINS_WELL.match(failure.partial) is not None


def outcome_of(failure: Exception) -> Outcome:
    """What a failed call means for the message.

    urllib wraps (as URLError) what goes wrong until the last byte of a request is out: no name, no connection, no
    room. Slack can't act on a part of a request. What goes wrong while its answer is waited for comes as it is.
    """
    if isinstance(failure, SlackApiError):
        return _outcome_of_answer(failure)
    if isinstance(failure, urllib.error.HTTPError):
        return InDoubt(f"http_{failure.code}")
    if isinstance(failure, urllib.error.URLError):
        refused = isinstance(failure.reason, ConnectionRefusedError)
        return NotSent("connection_refused" if refused else type(failure.reason).__name__)
    return InDoubt(type(failure).__name__)


def _outcome_of_answer(failure: SlackApiError) -> Outcome:
    response: Any = failure.response
    error = str(response.get("error"))
    is_slack = ERROR_CODE.fullmatch(error) is not None
    error = error if is_slack else f"http_{response.status_code}"
    if response.status_code == 429 or error == "ratelimited":
        return RateLimited(_seconds(response.headers.get("Retry-After")))
    if not is_slack or response.status_code >= 500 or error in DOUBTFUL_ERRORS:
        return InDoubt(error)  # where something else than Slack answered, nobody knows what it let through
    if error == "file_update_failed":
        return NotSent(error)  # an upload was answered, but nothing was kept of it: all over again
    if error in TOKEN_ERRORS:
        return Unauthorized(error)
    return Refused(error)


def _seconds(retry_after: str | None) -> int:
    """As Slack gives it; something else in between may write a date, or nothing."""
    return int(retry_after) if retry_after and retry_after.isdecimal() else FALLBACK_WAIT_S


def find_in_history(client: WebClient, channel: str, wire_key: str, oldest: float) -> str | None:
    """The ts of our message in a DM since `oldest` (seconds), or None where it isn't; raises SLACK_FAILURES."""
    cursor = ""
    while True:
        page: Any = client.conversations_history(
            channel=channel, include_all_metadata=True, oldest=str(oldest), limit=200, cursor=cursor or None
        )
        for message in page["messages"]:
            metadata: Body = message.get("metadata") or EMPTY
            if metadata.get("event_payload", EMPTY).get("key") == wire_key:
                return str(message["ts"])
        more: Body = page.get("response_metadata") or EMPTY
        cursor = str(more.get("next_cursor") or "")
        if not cursor:
            return None
