"""`run`: everything that a serving bot is, from the lock on its file to its orderly end."""

import os
import signal
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import structlog
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk.errors import SlackApiError

from bot import app, keys, migrate, quarantine
from bot.app import Bot
from bot.clock import Clocks, MovableClock
from bot.commands import settings
from bot.commands.alone import only_one
from bot.config import revealed
from bot.demo_clock import DemoClock
from bot.health.checks import Health
from bot.health.pages import Page, health_pages, serving
from bot.http import HttpServer, WsgiServer
from bot.models import keyring
from bot.schedule import Tick
from bot.slack.directory import SLACK_FAILURES
from bot.workers import PATIENCE_S, PATIENCE_WITH_A_NETWORK_S

STOP_WITHIN_S = 9.0
"""Then the process ends, whatever hangs; a message that was on its way is looked up at the next start."""
MONITOR_THREADS = 2
BEAT = timedelta(minutes=1)

log = structlog.get_logger()


def run() -> None:
    """Run the bot until SIGTERM: Socket Mode with SLACK_APP_TOKEN, else HTTP on PORT."""
    config = settings.config()
    calendar = MovableClock(datetime.fromtimestamp(0, UTC)) if config.demo_clock_url else None
    with only_one(config.database_url) as is_alone:
        migrate.ready(config.database_url, revealed(config.encryption_keys))
        bot = app.create(config, Clocks(calendar=calendar) if calendar else None)
        _require_keys(bot)
        _install(bot)
        _look_for_a_restore(bot)
        if is_alone:
            bot.be_alone()
        _serve(bot, calendar)


def _require_keys(bot: Bot) -> None:
    """A wrong key is refused before anything is written with it."""
    with bot.database.reading() as session:
        if lacking := keys.lacking(session, keyring):
            raise SystemExit(keys.refusal(lacking))


def _install(bot: Bot) -> None:
    try:
        bot.install(bot.config.bot_token.reveal())
    except SlackApiError as error:
        response: Any = error.response
        code = response.get("error")
        raise SystemExit(f"Slack doesn't accept SLACK_BOT_TOKEN ({code}). Install the app again.") from error
    except SLACK_FAILURES as failure:
        raise SystemExit(
            f"Slack can't be reached at {bot.config.slack_api_url} ({failure}). Is the network there?"
        ) from failure


def _look_for_a_restore(bot: Bot) -> None:
    if quarantine.look(bot.database, bot.config.database_url, bot.clocks.calendar()):
        log.error("quarantined", mend="python -m bot release, see docs/operations.md")


def _serve(bot: Bot, calendar: MovableClock | None) -> None:
    """Everything that runs until SIGTERM or Ctrl-C; a second one of either ends the process at once."""
    stop = bot.metronome.stopping
    _listen_for_signals(stop)
    health = health_pages(Health(bot.database, bot.clocks, migrate.head(), bot.metronome.idle_for))
    monitor = _monitor(bot, health)
    transport = _socket_mode(bot) if bot.config.app_token else _http(bot, health)
    if calendar:
        threading.Thread(target=_follow, args=[bot, calendar, stop], daemon=True).start()
    else:
        bot.metronome.ticks = [*bot.metronome.ticks, Tick("beat", BEAT, partial(_beat, bot))]
        bot.metronome.start()
    log.info("running")
    stop.wait()
    _end([transport.close, bot.metronome.stop])
    if monitor:
        monitor.close()
    log.info("stopped")


def _beat(bot: Bot) -> int:
    """What is put back from a copy is noticed where it is older than this."""
    quarantine.beat(bot.database, bot.config.database_url)
    return 0


def _listen_for_signals(stop: threading.Event) -> None:
    def on_signal(number: int, _frame: object) -> None:
        if stop.is_set():
            os._exit(128 + number)
        stop.set()

    signal.signal(signal.SIGTERM, on_signal)
    signal.signal(signal.SIGINT, on_signal)


def _end(steps: Sequence[Callable[[], None]]) -> None:
    """Side by side, so that what is slow to end doesn't keep the rest from ending; and in time."""
    log.info("stopping")
    late = threading.Timer(STOP_WITHIN_S, _give_up)
    late.daemon = True  # it outlasts this function: a thread that hangs would keep the interpreter from ending
    late.start()
    with ThreadPoolExecutor(len(steps)) as ending:
        for step in [ending.submit(step) for step in steps]:
            step.result()


def _give_up() -> None:
    log.warning("stopped_late", seconds=STOP_WITHIN_S)
    os._exit(0)


def _follow(bot: Bot, calendar: MovableClock, stop: threading.Event) -> None:
    """Follow the sandbox's calendar; a bug there ends the bot, so that nobody waits for it in vain."""
    demo = DemoClock(bot.config.demo_clock_url or "", calendar, bot.settle, bot.next_due)
    try:
        demo.follow(stop)
    finally:
        stop.set()


def _socket_mode(bot: Bot) -> Any:
    token = bot.config.app_token
    handler = SocketModeHandler(bot.bolt, token and token.reveal())
    handler.connect()
    return handler


def _http(bot: Bot, health: dict[str, Page]) -> Any:
    patience_s = PATIENCE_S if bot.database.is_sqlite else PATIENCE_WITH_A_NETWORK_S
    server = HttpServer(bot.bolt, "0.0.0.0", bot.config.port or 0, health, patience_s)
    server.start()
    return server


def _monitor(bot: Bot, health: dict[str, Page]) -> WsgiServer | None:
    """Health and metrics on an address of their own: how much a company uses the bot is not for the internet."""
    address, port = bot.config.metrics_address, bot.config.metrics_port
    if not port:
        return None
    try:
        server = WsgiServer(serving(health | {"/metrics": bot.measures.page}), address, port, MONITOR_THREADS)
    except OSError as failure:
        raise SystemExit(f"METRICS_PORT: {address}:{port} can't be had ({failure.strerror}).") from failure
    server.start()
    return server
