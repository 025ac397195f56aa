"""From an HTTP request to a Web API method and back: faults, token, scope, log, headers."""

import json
import time
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import Response

from sandbox.api import apps, chat, conversations, files, users, views
from sandbox.api.answers import answer, failing_after, failing_before, too_often
from sandbox.api.call import METHODS, Call, Method
from sandbox.connections import Broken
from sandbox.errors import Refused, TooOften
from sandbox.world.team import Team
from sandbox.world.world import World

FAMILIES = (apps, chat, conversations, files, users, views)
SECRET_ARGUMENTS = {"token"}


async def web_api(request: Request) -> Response | Broken:
    """`/api/METHOD`, by POST or GET, form-encoded or JSON, token in the header or among the arguments."""
    world: World = request.app.state.world
    name = request.path_params["method"]
    started = time.perf_counter()
    try:
        args = arguments(request, await request.body())
    except Refused as refusal:
        return answer(refusal.body)
    channel = conversation_of(args)
    fault = world.faults.strike(name, channel)
    before = await failing_before(fault)
    log = {
        "method": name,
        "args": {key: value for key, value in args.items() if key not in SECRET_ARGUMENTS},
        "channel": channel,
        "fault": fault.kind if fault else None,
        "at": world.clock.now.isoformat(),
        "team": None,
        "ok": False,
        "error": None,
    }
    world.calls.append(log)
    if before is not None:
        log |= {"error": fault.kind if fault else None, "seconds": _since(started)}
        _told(world, log)
        return before
    try:
        body, team = run(world, name, args, bearer(request, args))
    except TooOften as refusal:
        log |= {"error": refusal.error, "seconds": _since(started)}
        _told(world, log)
        return too_often(refusal.seconds)
    log |= {"team": team.id if team else None, "ok": body["ok"], "error": body.get("error")}
    log["seconds"] = _since(started)
    _told(world, log)
    return failing_after(fault, answer(body, team, METHODS.get(name)))


def _since(started: float) -> float:
    return round(time.perf_counter() - started, 6)


def _told(world: World, log: dict[str, Any]) -> None:
    world.traffic.note("from_app", log)
    world.changes.happened()


def run(world: World, name: str, args: dict[str, Any], token: str | None) -> tuple[dict[str, Any], Team | None]:
    """The answer's body, and the workspace whose token it was; raises TooOften."""
    method = METHODS.get(name)
    if method is None:
        return {"ok": False, "error": "unknown_method", "req_method": name}, None
    team = None
    try:
        team = authenticated(world, method, token)
        keep_limits(world, team, name, args)
        call = Call(world, team, args)
        if method.scopes:
            call.scoped(*method.scopes)
        return {"ok": True, **method.run(call)}, team
    except TooOften:
        raise
    except Refused as refusal:
        return refusal.body, team


def keep_limits(world: World, team: Team, name: str, args: dict[str, Any]) -> None:
    """Raises TooOften; a call that is refused for anything else counts, too."""
    if not world.rules.limits:
        return
    seconds = world.limits.take(team.id, name, conversation_of(args), world.rules.machine())
    if seconds is not None:
        raise TooOften(seconds)


def authenticated(world: World, method: Method, token: str | None) -> Team:
    if not token:
        raise Refused("not_authed")
    is_app_token = token == world.app.app_token
    team = world.team(None) if is_app_token else world.tokens.get(token)
    if team is None:
        raise Refused("invalid_auth")
    if is_app_token != method.app_token:
        raise Refused("not_allowed_token_type")
    installation = team.installation
    if not is_app_token and installation.uninstalled:
        raise Refused("account_inactive")
    if not is_app_token and (installation.revoked or installation.bot_token != token):
        raise Refused("token_revoked")
    return team


def arguments(request: Request, body: bytes) -> dict[str, Any]:
    args: dict[str, Any] = dict(request.query_params)
    kind = request.headers.get("content-type", "").partition(";")[0].strip()
    if kind == "application/json":
        try:
            given = json.loads(body or b"{}")
        except ValueError as problem:
            raise Refused("invalid_json") from problem
        if not isinstance(given, dict):
            raise Refused("json_not_object")
        return args | given
    if kind == "application/x-www-form-urlencoded":
        return args | dict(parse_qsl(body.decode(), keep_blank_values=True))
    if body:
        raise Refused("invalid_post_type")
    return args


def bearer(request: Request, args: dict[str, Any]) -> str | None:
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" else args.get("token")


def conversation_of(args: dict[str, Any]) -> str | None:
    for name in ("channel", "channel_id", "channels"):
        if isinstance(args.get(name), str):
            return args[name]
    return None
