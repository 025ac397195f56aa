"""The sandbox as a server: on this machine's loopback, in a thread of this process or in the foreground."""

import asyncio
import contextlib
import json
import socket
import threading
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route, WebSocketRoute

from sandbox.api.dispatch import web_api
from sandbox.api.files import download, upload
from sandbox.client import Workspace
from sandbox.clock import CalendarClock
from sandbox.control import availability, exact, gestures, reading, running, screen, traffic, travel
from sandbox.control.verbs import VERBS, Control, NoSuchVerb, Verb, perform
from sandbox.delivery.courier import Courier
from sandbox.delivery.events import Events
from sandbox.delivery.http import HttpCarrier
from sandbox.delivery.response_url import response_url
from sandbox.delivery.socket import SocketCarrier
from sandbox.errors import SandboxError
from sandbox.page.guard import guarded
from sandbox.page.routes import ROUTES as PAGE
from sandbox.ticking import keep_ticking
from sandbox.world.world import DEFAULT_SCOPES, Rules, SlashCommand, World, new_app, slash_commands

START = datetime(2027, 1, 4, 10, tzinfo=UTC)
CONTROL = (availability, exact, gestures, reading, running, screen, traffic, travel)


class Sandbox:
    """Slack with one workspace and one app in it; more by `add_workspace`.

    `port` 0: any free one. `now`: the calendar time it begins with. Tokens and secret are made up unless given.
    With a `request_url` (settable at any time) the app is called there over signed HTTP, else over Socket Mode.
    `verbs`: what can be asked under /sandbox/… of this one alone.
    `limits`: who calls more often than Slack allows, in the seconds of `machine`, is answered 429.
    """

    def __init__(
        self,
        *,
        port: int = 0,
        now: datetime = START,
        team: str = "Acme",
        app: str = "Helper",
        scopes: Sequence[str] = DEFAULT_SCOPES,
        events: Sequence[str] | None = None,
        commands: Sequence[str | SlashCommand] | None = None,
        request_url: str | None = None,
        bot_token: str | None = None,
        app_token: str | None = None,
        signing_secret: str | None = None,
        verbs: Mapping[str, Verb] | None = None,
        limits: bool = False,
        machine: Callable[[], float] = time.monotonic,
    ) -> None:
        self._socket = listening(port)
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        settings = {"app_token": app_token, "signing_secret": signing_secret, "request_url": request_url}
        configured = new_app(app, now, commands=slash_commands(commands), **settings)
        if events is not None:
            configured.subscribe(set(events))
        self._world = World(CalendarClock(now), configured, self.url, Rules(limits=limits, machine=machine))
        self._world.add_team(team, list(scopes), bot_token)
        self._thread: threading.Thread | None = None
        served = build(self._world, verbs or {})
        self._server = uvicorn.Server(
            uvicorn.Config(
                served,
                log_config=None,
                log_level="error",
                access_log=False,
                lifespan="on",
                ws="websockets-sansio",
                timeout_graceful_shutdown=1,
                timeout_keep_alive=120,
            )
        )
        served.state.server = self._server
        self.workspace = Workspace(self.url)

    @property
    def api_url(self) -> str:
        return f"{self.url}/api/"

    @property
    def clock_url(self) -> str:
        return f"{self.url}/clock"

    @property
    def bot_token(self) -> str:
        return self._world.team(None).installation.bot_token

    @property
    def app_token(self) -> str:
        return self._world.app.app_token

    @property
    def signing_secret(self) -> str:
        return self._world.app.signing_secret

    @property
    def request_url(self) -> str | None:
        return self._world.app.request_url

    @request_url.setter
    def request_url(self, url: str | None) -> None:
        self._world.app.request_url = url

    def add_workspace(self, name: str, scopes: Sequence[str] | None = None) -> Workspace:
        """One more workspace that the app is installed in; its user ids may be those of another's users."""
        return self.workspace.add_workspace(name, scopes)

    def start(self) -> Self:
        """Serves in a background thread; returns when it answers."""
        self._thread = threading.Thread(
            target=self._server.run, args=([self._socket],), name="sandbox", daemon=True
        )
        self._thread.start()
        deadline = time.monotonic() + 10
        while not self._server.started:
            if time.monotonic() > deadline or not self._thread.is_alive():
                raise SandboxError("The sandbox didn't start within 10 s")
            time.sleep(0.005)
        return self

    def stop(self) -> None:
        self.workspace.close()
        self._server.should_exit = True
        if self._thread:
            self._thread.join(timeout=10)
        self._socket.close()

    def run(self) -> None:
        """Serves in the foreground until interrupted."""
        self._server.run([self._socket])

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _at: TracebackType | None
    ) -> None:
        self.stop()


def listening(port: int) -> socket.socket:
    """A TCP socket of this machine only; its protocol is named, or asyncio leaves Nagle's 40 ms delay on."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", port))
    except OSError as problem:
        listener.close()
        raise SandboxError(
            f"Port {port} can't be had ({problem.strerror}); choose another, or 0 for any"
        ) from problem
    listener.listen(128)
    return listener


def build(world: World, verbs: Mapping[str, Verb]) -> Starlette:
    """The ASGI application around a world; `verbs` beside those of every sandbox."""
    http, sockets = HttpCarrier(world), SocketCarrier(world)
    courier = Courier(world, http, sockets)
    events = Events(world, courier)

    @contextlib.asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        ticking = asyncio.create_task(keep_ticking(world))
        yield
        ticking.cancel()
        await events.stop()
        await http.close()

    async def control(request: Request) -> Response:
        return await _controlled(
            request, lambda team: Control(world, world.team(team), courier, events, sockets, verbs)
        )

    app = Starlette(
        lifespan=lifespan,
        routes=[
            Route("/api/{method}", web_api, methods=["GET", "POST"]),
            Route("/sandbox/{verb}", guarded(control), methods=["POST"]),
            Route("/clock", clock),
            Route("/upload/{key}", upload, methods=["POST"]),
            Route("/files-pri/{team}/{file}/download", download),
            Route("/response/{key:path}", response_url, methods=["POST"]),
            WebSocketRoute("/link/", sockets.serve),
            *PAGE,
        ],
    )
    app.state.world = world
    return app


async def _controlled(request: Request, control: Callable[[str | None], Control]) -> Response:
    """`POST /sandbox/VERB`, a JSON object of arguments; `team` among them says which workspace."""
    try:
        arguments = json.loads(await request.body() or b"{}")
        if not isinstance(arguments, dict):
            raise SandboxError("The arguments of a verb are a JSON object")
        team = arguments.pop("team", None)
        if not isinstance(team, str | None):
            raise SandboxError("A team is named by its id")
        asked = control(team)
        return JSONResponse({"result": await perform(asked, request.path_params["verb"], arguments)})
    except NoSuchVerb as problem:
        return JSONResponse({"error": str(problem)}, 404)
    except (SandboxError, ValueError) as problem:
        return JSONResponse({"error": str(problem)}, 400)


async def clock(request: Request) -> Response:
    """The bot's side of the calendar clock, see sandbox.clock."""
    calendar = request.app.state.world.clock
    name = request.query_params.get("bot", "")
    try:
        seen = int(request.query_params.get("seen", "0"))
        due = request.query_params.get("next")
        next_due = datetime.fromisoformat(due) if due else None
    except ValueError as problem:
        return JSONResponse({"error": str(problem)}, 400)
    if next_due is not None and next_due.tzinfo is None:
        return JSONResponse({"error": "next needs a time zone"}, 400)
    await request.body()
    polled = asyncio.ensure_future(calendar.poll(name, seen, next_due))
    left = asyncio.ensure_future(request.receive())
    await asyncio.wait({polled, left}, return_when=asyncio.FIRST_COMPLETED)
    if not polled.done():
        calendar.forget(name)
    polled.cancel()
    left.cancel()
    return JSONResponse({"now": calendar.now.isoformat(), "version": calendar.version})


__all__ = ["CONTROL", "VERBS", "Sandbox", "build"]
