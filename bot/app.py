"""The composition root: puts together what `bot.parts` lists, and hands each what it needs."""

import gc
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from slack_bolt import App
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.logger.messages import warning_client_prioritized_and_token_skipped
from slack_sdk import WebClient

from bot import schedule
from bot.clock import Clocks
from bot.config import Config, revealed
from bot.db import Database, connect
from bot.features.directory.sync import DirectorySync
from bot.features.people import installing
from bot.features.people import service as people_service
from bot.features.people.budget import Gate
from bot.features.people_list.reader import ListReader
from bot.features.privacy import keeping
from bot.features.privacy.wiping import Sweeper, Wiper
from bot.features.rounds.compute import RoundMatcher
from bot.features.skills import catalog
from bot.measures import Measures, Uncounted
from bot.models import Workspace, keyring
from bot.outbox import queue
from bot.outbox.reaper import Reaper, take_back_all
from bot.outbox.registry import Registry
from bot.outbox.sender import Sender
from bot.outbox.timing import UNPACED, Timing
from bot.parts import ANSWERS, FEATURES, MESSAGES, PLANS
from bot.planning import Plan, Planner
from bot.schedule import Metronome, Tick
from bot.slack.clients import Clients
from bot.slack.handling import Listeners
from bot.slack.payloads import Payloads
from bot.slack.shapes import RefuseMisshapen
from bot.slack.turnstile import Turnstile

# From here on garbage is looked for, but not among what has been imported, nor in every few payloads.
gc.freeze()
gc.set_threshold(50_000, 10, 10)


@dataclass
class Bot:
    """A wired bot: Bolt's app for what comes in, ticks for what comes due."""

    config: Config
    database: Database
    clocks: Clocks
    clients: Clients
    bolt: App
    listeners: Listeners
    planner: Planner
    metronome: Metronome
    measures: Measures
    timing: Timing

    @property
    def ticks(self) -> Sequence[Tick]:
        return self.metronome.ticks

    def be_alone(self) -> None:
        """Nobody else runs on this database: what is claimed in it was claimed by a process that is dead."""
        take_back_all(self.database, self.clocks.machine(), self.timing)

    def settle(self) -> None:
        """Do all that is due now (the sandbox's clock and the tests call this; production ticks)."""
        schedule.settle(self.ticks)

    def next_due(self) -> datetime | None:
        """The calendar instant at which something comes due next, as of the last time that the bot settled."""
        with self.database.reading() as session:
            known = (queue.next_due(session), self.planner.next_at)
        return min((at for at in known if at), default=None)

    def install(self, token: str) -> Workspace:
        """Ask Slack whose token this is, and keep it; raises SlackApiError for a token that isn't good."""
        answer: Any = self.clients.for_reading(token).auth_test()
        with self.database.transaction() as session:
            workspace = installing.install(
                session,
                self.clocks.calendar(),
                enterprise_id=answer.get("enterprise_id"),
                team_id=answer["team_id"],
                name=answer.get("team") or answer["team_id"],
                bot_id=answer["bot_id"],
                bot_user_id=answer["user_id"],
                token=token,
            )
            people_service.set_configured_owners(session, workspace.id, self.config.owners)
            catalog.seed(session, workspace.id)
            return workspace


def create(
    config: Config,
    clocks: Clocks | None = None,
    clients: Clients | None = None,
    timing: Timing | None = None,
    database: Database | None = None,
) -> Bot:
    """Wire a bot, by the configuration but for what is handed in. Nothing runs yet: no connection, no tick."""
    timing = timing or (UNPACED if config.demo_clock_url else Timing())
    clocks, clients = clocks or Clocks(), clients or Clients(config.slack_api_url, timing.call.total_seconds())
    keyring.use(revealed(config.encryption_keys))
    database = database or connect(config.database_url)
    bolt = create_bolt(config)
    measures = measures_for(config, database, clocks)
    turnstile = Turnstile(0 if timing == UNPACED else config.commands_a_minute)
    payloads = Payloads(database, clients, clocks.calendar, people_service, measures, turnstile)
    listeners = Listeners(bolt, payloads)
    listeners.start()
    for feature in FEATURES:
        feature.register(listeners)
    purge = Plan("retention", keeping.next_purge, keeping.Purge(config.retention))
    planner = Planner(database, clocks.calendar, [*PLANS, purge])
    ticks = create_ticks(database, clients, clocks, planner, timing, measures)
    metronome = Metronome(ticks, measures, clocks.machine)
    return Bot(config, database, clocks, clients, bolt, listeners, planner, metronome, measures, timing)


def measures_for(config: Config, database: Database, clocks: Clocks) -> Measures:
    """Counting is for who reads it: without a port for metrics, its library isn't even loaded."""
    if not config.metrics_port:
        return Uncounted()
    from bot.health.metrics import Prometheus

    return Prometheus(database, clocks.calendar)


def create_bolt(config: Config) -> App:
    """Bolt answers after the listener has run, so that a failed event is asked for again."""

    def authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
        # Who acts, where, and whether they may, is read in the payload's own transaction (slack/payloads.py).
        return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id)

    return App(
        name="reverse-mentor",  # else Bolt reads the source of its caller to find one
        process_before_response=True,
        signing_secret=config.signing_secret.reveal() if config.signing_secret else "",
        before_authorize=RefuseMisshapen(),
        authorize=authorize,
        client=WebClient(base_url=config.slack_api_url),
        logger=bolt_logger(),
    )


def bolt_logger() -> logging.Logger:
    """Bolt logs the body of a request that it refuses at INFO: only warnings and worse may be heard."""
    logger = logging.getLogger("reverse_mentor.bolt")
    logger.setLevel(logging.WARNING)
    logger.addFilter(_is_news)
    return logger


def _is_news(record: logging.LogRecord) -> bool:
    """Bolt finds SLACK_BOT_TOKEN in the environment by itself, and would warn at each start that it isn't used."""
    return record.msg != warning_client_prioritized_and_token_skipped()


def create_ticks(
    database: Database, clients: Clients, clocks: Clocks, planner: Planner, timing: Timing, measures: Measures
) -> list[Tick]:
    """The short list of what time does. Any number of replicas may run it."""
    sender = Sender(database, clients, clocks, Registry(MESSAGES, ANSWERS), Gate.of, timing, measures)
    reaper = Reaper(database, clients, clocks, timing)
    matcher = RoundMatcher(database, clocks.calendar)

    return [
        Tick("plan", timedelta(seconds=10), planner.run_once),
        Tick("match", timedelta(seconds=2), matcher.run_once),
        Tick("send", timedelta(seconds=1), sender.run_once, sender.stop),
        Tick("reap", timedelta(seconds=30), reaper.run_once),
        Tick("lists", timedelta(seconds=2), ListReader(database, clients, clocks.calendar).run_once),
        Tick("directory", timedelta(minutes=5), DirectorySync(database, clients, clocks.calendar).run_once),
        Tick("wipe", timedelta(seconds=30), Wiper(database, clocks.calendar).run_once),
        Tick("sweep", timedelta(minutes=1), Sweeper(database).run_once),
    ]
