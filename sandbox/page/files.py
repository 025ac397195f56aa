"""What the page is made of, and what people get sent in Slack."""

from pathlib import Path
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from sandbox.world.messages import File
from sandbox.world.world import World

STATIC = Path(__file__).parent / "static"
TYPES = {
    ".html": "text/html",
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".png": "image/png",
}
SHOWN = {"image/png", "image/jpeg", "image/gif", "image/webp"}
READ = {"text/plain", "text/csv"}


async def index(_request: Request) -> Response:
    return _served("index.html")


async def static(request: Request) -> Response:
    return _served(request.path_params["name"])


def _served(name: str) -> Response:
    """One of the files that lie there, and nothing else."""
    there = {path.name: path for path in STATIC.iterdir() if path.suffix in TYPES}
    if name not in there:
        return _missing()
    return Response(there[name].read_bytes(), media_type=TYPES[there[name].suffix])


async def missing(_request: Request) -> Response:
    return _missing()


async def file(request: Request) -> Response:
    """The bytes of a file that the app has sent somebody. What isn't known to be harmless is only to be saved."""
    world: World = request.app.state.world
    one = world.team(None).files.get(request.path_params["id"])
    if one is None or one.content is None:
        return _missing()
    if one.mimetype in SHOWN:
        return Response(one.content, media_type=one.mimetype, headers=_named("inline", one))
    if one.mimetype in READ:
        return Response(one.content, media_type="text/plain", headers=_named("inline", one))
    return Response(one.content, media_type="application/octet-stream", headers=_named("attachment", one))


def _named(how: str, one: File) -> dict[str, str]:
    return {"content-disposition": f"{how}; filename*=utf-8''{quote(one.name, safe='')}"}


def _missing() -> Response:
    return PlainTextResponse("There is no such file", 404)
