"""What goes back over the wire, as it should or as a fault has it."""

import asyncio
import json
from typing import Any

from starlette.responses import Response

from sandbox.api.call import Method
from sandbox.connections import Broken, drop, truncated
from sandbox.faults import Fault
from sandbox.world.team import Team


def answer(body: dict[str, Any], team: Team | None = None, method: Method | None = None) -> Response:
    headers = {"content-type": "application/json; charset=utf-8"}
    if team:
        headers["x-oauth-scopes"] = ",".join(team.installation.scopes)
    if method and method.scopes:
        headers["x-accepted-oauth-scopes"] = ",".join(method.scopes)
    return Response(json.dumps(body), headers=headers)


def too_often(seconds: int) -> Response:
    headers = {"retry-after": str(seconds), "content-type": "application/json; charset=utf-8"}
    return Response('{"ok": false, "error": "ratelimited"}', 429, headers)


async def failing_before(fault: Fault | None) -> Response | Broken | None:
    """What comes instead of the call, if it isn't to happen."""
    if fault is None:
        return None
    match fault.kind:
        case "429":
            return too_often(fault.retry_after)
        case "500" | "503":
            return Response("Internal Server Error", int(fault.kind), media_type="text/html")
        case "internal_error":
            return answer({"ok": False, "error": "internal_error"})
        case "drop_before":
            return drop
        case "delay":
            await asyncio.sleep(fault.seconds)
    return None


def failing_after(fault: Fault | None, response: Response) -> Response | Broken:
    match fault.kind if fault else None:
        case "drop_after":
            return drop
        case "truncate":
            return truncated(response)
    return response
