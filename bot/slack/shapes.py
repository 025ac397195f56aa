"""Of which shape a payload must be before anybody looks into it: what Slack signs, and nothing else gets further.

Only what the bot reads is looked at; all else may be as Slack likes, or will like one day.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, cast

import structlog
from slack_bolt import BoltContext, BoltRequest, BoltResponse
from slack_bolt.middleware import Middleware

from bot.slack.incoming import LONGEST_TEXT

Shape = Callable[[Any], bool]
"""Whether a value is of it. JSON's null is as good as not there."""

ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.+-]{0,63}")
ADDRESS = re.compile(r"https?://[\w.-]+(:\d{1,5})?(/[!-~]*)?", re.ASCII)
UNKEPT = re.compile("[\x00\ud800-\udfff]")
"""Null bytes, and halves of characters."""
LONGEST_KEY = 255
"""Of what names a payload, or a place in it: a longer one fits into no index."""
LONGEST_WORDS = 1_000_000
LAST_SECOND = 2**33
"""Of the years that a clock can show; in 2242."""

log = structlog.get_logger()


def is_words(value: Any) -> bool:
    """What somebody typed, however hostile: it is read by incoming.py."""
    return isinstance(value, str) and len(value) <= LONGEST_WORDS


def is_key(value: Any) -> bool:
    return isinstance(value, str) and value.isprintable() and len(value) <= LONGEST_KEY


def is_carried(value: Any) -> bool:
    """What comes back as we sent it, maybe with somebody's words in it; a database can keep it."""
    return isinstance(value, str) and len(value) <= LONGEST_TEXT and not UNKEPT.search(value)


def is_id(value: Any) -> bool:
    return isinstance(value, str) and ID.fullmatch(value) is not None


def is_address(value: Any) -> bool:
    return isinstance(value, str) and (not value or ADDRESS.fullmatch(value) is not None)


def is_second(value: Any) -> bool:
    return isinstance(value, int) and 0 <= value < LAST_SECOND


def is_anything(value: Any) -> bool:
    return value is not None


def each(shape: Shape) -> Shape:
    """A list of such."""

    def is_list(value: Any) -> bool:
        return isinstance(value, list) and all(shape(one) for one in cast(list[Any], value))

    return is_list


def some(shape: Shape) -> Shape:
    """A list of such that isn't empty."""
    return lambda value: bool(value) and each(shape)(value)


def named(shape: Shape) -> Shape:
    """An object in which whatever there is has this shape."""

    def is_named(value: Any) -> bool:
        return isinstance(value, dict) and all(
            is_key(name) and shape(one) for name, one in cast(dict[Any, Any], value).items()
        )

    return is_named


def none_or(shape: Shape) -> Shape:
    """Where Slack has been seen to send an empty list for an empty object: of a form without fields."""
    return lambda value: value == [] or shape(value)


def record(needs: Mapping[str, Shape], **may_have: Shape) -> Shape:
    """An object that has these, and maybe those."""

    def is_record(value: Any) -> bool:
        if not isinstance(value, dict):
            return False
        there = cast(dict[str, Any], value)
        for name, shape in needs.items():
            if not shape(there.get(name)):
                return False
        for name, shape in may_have.items():
            if (found := there.get(name)) is not None and not shape(found):
                return False
        return True

    return is_record


def both(*shapes: Shape) -> Shape:
    return lambda value: all(shape(value) for shape in shapes)


OPTION = record({"value": is_words}, text=record({"text": is_words}))
CHOSEN = record({"value": is_words, "text": record({"text": is_words})})
FIELD = record(
    {},
    value=is_words,
    selected_option=CHOSEN,
    selected_options=each(CHOSEN),
    selected_user=is_id,
    selected_users=each(is_id),
    selected_conversation=is_id,
    selected_date=is_words,
    selected_time=is_words,
    files=each(record({"id": is_id})),
)
VIEW = record({}, id=is_key, hash=is_key, type=is_key, callback_id=is_key, private_metadata=is_carried)
FORM = record(
    {
        "id": is_key,
        "type": lambda kind: kind == "modal",
        "callback_id": is_key,
        "private_metadata": is_carried,
        "state": record({"values": none_or(named(named(FIELD)))}),
    },
    hash=is_key,
)
ELEMENT = record({"action_id": is_key}, block_id=is_key, value=is_words, selected_option=OPTION)
PERSON = record({"id": is_id}, team_id=is_id)
REACHED = {"trigger_id": is_key, "response_url": is_address}
COMMAND = record({"user_id": is_id}, text=is_words, **REACHED)
PROFILE = record({}, email=is_carried, status_emoji=is_key, status_expiration=is_second, display_name=is_words)
USER = record(
    {"id": is_id},
    profile=PROFILE,
    tz=is_key,
    locale=is_key,
    enterprise_user=record({}, teams=each(is_id)),
)
QUIET = record({"dnd_enabled": is_anything}, next_dnd_start_ts=is_second, next_dnd_end_ts=is_second)
PERIOD = record({"next_dnd_start_ts": is_second, "next_dnd_end_ts": is_second})


def is_period(status: Mapping[str, Any]) -> bool:
    """Where there is one: who has switched it off has none."""
    return not status["dnd_enabled"] or PERIOD(status)


INTERACTIONS: Mapping[str, Shape] = {
    "block_actions": record({"user": PERSON, "actions": some(ELEMENT)}, view=VIEW, **REACHED),
    "view_submission": record({"user": PERSON, "view": FORM}, **REACHED),
    "view_closed": record({"user": PERSON, "view": VIEW}, **REACHED),
    "block_suggestion": record(
        {"user": PERSON, "action_id": is_key}, view=VIEW, block_id=is_key, value=is_words, **REACHED
    ),
}
LISTENED_TO = ("block_actions", "view_submission", "block_suggestion", "event_callback", "url_verification")
TOLD = {"event": record({"type": is_key}), "event_id": is_key}
WHEN = {"event_time": is_second}
EVENTS: Mapping[str, Shape] = {
    "app_home_opened": record({"event": record({"user": is_id}, tab=is_key)}),
    "user_change": record({"event": record({"user": USER})}),
    "dnd_updated_user": record({"event": record({"user": is_id, "dnd_status": both(QUIET, is_period)})}),
    "app_uninstalled": record(WHEN),
    "tokens_revoked": record(WHEN | {"event": record({"tokens": named(is_anything)})}),
}
PLACES = ("team_id", "enterprise_id", "user_id", "actor_team_id", "actor_enterprise_id", "actor_user_id")


class RefuseMisshapen(Middleware):
    """400 for what isn't of Slack's shape, before anything is done. An event would only be sent again: 200.

    404 for kinds of payloads that nobody here listens to. Bolt would look into all of them without looking first,
    also for the arguments of a middleware that is only a function.
    """

    def process(self, *, req: BoltRequest, resp: BoltResponse, next: Callable[[], Any]) -> Any:
        """Bolt's word for it."""
        body: Mapping[str, Any] = req.body
        if not is_of_slack(body, req.context):
            log.warning("payload_misshapen", kind=_kind(body))
            return BoltResponse(status=200 if body.get("type") == "event_callback" else 400)
        if "command" not in body and body.get("type") not in LISTENED_TO:
            log.warning("nobody_listens", kind=_kind(body))
            return BoltResponse(status=404)
        return next()


def is_of_slack(body: Mapping[str, Any], context: BoltContext) -> bool:
    """Whether all that a listener may read of it is there, and is what it is taken for."""
    at_ids = all(context.get(name) is None or is_id(context[name]) for name in PLACES)
    return at_ids and all(shape(body) for shape in _shapes(body))


def _shapes(body: Mapping[str, Any]) -> Iterator[Shape]:
    kind = body.get("type")
    if kind is not None:
        yield record({"type": is_key})
        yield INTERACTIONS.get(str(kind), is_anything)
    if "command" in body:
        yield COMMAND
    if "event" in body or kind == "event_callback":
        yield record(TOLD)
        yield EVENTS.get(_event_kind(body), is_anything)


def _event_kind(body: Mapping[str, Any]) -> str:
    event = body.get("event")
    return str(cast(dict[str, Any], event).get("type")) if isinstance(event, dict) else ""


def _kind(body: Mapping[str, Any]) -> str:
    """For the log: of Slack's words only those that we know."""
    kind = str(body.get("type"))
    return kind if kind in INTERACTIONS else "event" if "event" in body else "other"
