"""The inspector: what went between Slack and the app, and how long each took to answer."""

from typing import Any

from sandbox.control.verbs import Control, quiet
from sandbox.world.team import Team


@quiet
async def traffic(control: Control, since: int = 0) -> Any:
    """What is over by now, from number `since` on; the last few hundred, the newest last."""
    row = control.world.traffic
    noted = [(n, way, log) for n, way, log in row.entries if n >= since and log["team"] in (None, control.team.id)]
    return {"next": row.next, "entries": [_ENTRIES[way](control.team, log) | {"n": n} for n, way, log in noted]}


def _to_app(team: Team, log: dict[str, Any]) -> dict[str, Any]:
    told = {"what": log["type"], "who": _actor(log["payload"]), "ok": log["failed"] is None}
    return _entry("to_app", log) | told | _detail(log, "payload", "answer", "failed", "over", "retry")


def _from_app(team: Team, log: dict[str, Any]) -> dict[str, Any]:
    told = {"what": log["method"], "who": _receiver(team, log), "ok": log["ok"]}
    return _entry("from_app", log) | told | _detail(log, "args", "channel", "error", "fault")


def _entry(way: str, log: dict[str, Any]) -> dict[str, Any]:
    seconds = log.get("seconds")
    return {"at": log["at"], "way": way, "ms": None if seconds is None else round(seconds * 1000, 1)}


def _detail(log: dict[str, Any], *names: str) -> dict[str, Any]:
    return {"detail": {name: log[name] for name in names if log.get(name)}}


def _actor(payload: dict[str, Any]) -> str:
    """Whose doing it was: a name, or an id."""
    event = payload.get("event", {})
    user = payload.get("user") or payload.get("user_id") or event.get("user") or ""
    return user.get("id", "") if isinstance(user, dict) else user


def _receiver(team: Team, log: dict[str, Any]) -> str:
    """Whom a call is for: a person's id where that can be said, else a conversation's."""
    args = log.get("args", {})
    place = team.conversations.get(log.get("channel") or "")
    if place and place.kind == "im":
        return place.partner(team.bot.id)
    return str(args.get("user") or args.get("user_id") or log.get("channel") or "")


_ENTRIES = {"to_app": _to_app, "from_app": _from_app}
