"""The composition root: the only place that sees every feature and wires it all together."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from slack_bolt import App
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient
from sqlalchemy.orm import Session

from bot import schedule
from bot.clock import Clocks
from bot.config import Config
from bot.db import Database, connect
from bot.features.home import handlers as home
from bot.features.people import handlers as people
from bot.features.people import service as people_service
from bot.models import Workspace, keyring
from bot.outbox.reaper import Reaper
from bot.outbox.registry import Registry
from bot.outbox.sender import Sender
from bot.schedule import Tick
from bot.slack.clients import Clients
from bot.slack.handling import Listeners, find_workspace

FEATURES = [people, home]
MESSAGES: dict[type[Any], Any] = {}
PLANS: list[Callable[[Session, datetime], int]] = []
HORIZONS: list[Callable[[Session], datetime | None]] = []


@dataclass
class Bot:
    """A wired bot: Bolt's app for what comes in, ticks for what comes due."""

    config: Config
    database: Database
    clocks: Clocks
    clients: Clients
    bolt: App
    listeners: Listeners
    ticks: list[Tick]

    def settle(self) -> None:
        """Do all that is due now (the sandbox's clock and the tests call this; production ticks)."""
        schedule.settle(self.ticks)

    def next_due(self) -> datetime | None:
        """The calendar instant at which something comes due next, if anything is planned."""
        with self.database.reading() as session:
            known = [at for horizon in HORIZONS if (at := horizon(session))]
        return min(known, default=None)

    def install(self, token: str) -> Workspace:
        """Ask Slack whose token this is, and keep it; raises SlackApiError for a token that isn't good."""
        answer: Any = self.clients.for_reading(token).auth_test()
        with self.database.transaction() as session:
            workspace = people_service.install(
                session,
                enterprise_id=answer.get("enterprise_id"),
                team_id=answer["team_id"],
                name=answer.get("team") or answer["team_id"],
                bot_id=answer["bot_id"],
                bot_user_id=answer["user_id"],
                token=token,
            )
            people_service.set_configured_owners(session, workspace.id, self.config.owners)
            return workspace


def create(config: Config, clocks: Clocks | None = None) -> Bot:
    """Wire a bot. Nothing runs yet: no connection to Slack, no tick."""
    clocks = clocks or Clocks()
    keyring.use([key.reveal() for key in config.encryption_keys])
    database = connect(config.database_url)
    clients = Clients(config.slack_api_url)
    bolt = create_bolt(config, database)
    listeners = Listeners(bolt, database, clients, clocks.calendar, people_service)
    for feature in FEATURES:
        feature.register(listeners)
    listeners.start()
    return Bot(config, database, clocks, clients, bolt, listeners, create_ticks(database, clients, clocks))


def create_bolt(config: Config, database: Database) -> App:
    """Bolt answers after the listener has run, so that a failed event is asked for again."""

    def authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
        with database.reading() as session:
            workspace = find_workspace(session, enterprise_id, team_id)
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            bot_token=workspace.bot_token,
            bot_id=workspace.bot_id,
            bot_user_id=workspace.bot_user_id,
        )

    # Bolt logs the body of a request that it refuses at INFO: only warnings and worse may be heard.
    logger = logging.getLogger("reverse_mentor.bolt")
    logger.setLevel(logging.WARNING)
    return App(
        process_before_response=True,
        signing_secret=config.signing_secret.reveal() if config.signing_secret else "",
        authorize=authorize,
        client=WebClient(base_url=config.slack_api_url),
        logger=logger,
    )


def create_ticks(database: Database, clients: Clients, clocks: Clocks) -> list[Tick]:
    """The short list of what time does. Any number of replicas may run it."""
    sender = Sender(database, clients, clocks, Registry(MESSAGES))
    reaper = Reaper(database, clients, clocks)

    def plan() -> int:
        return sum(_in_transaction(database, clocks, step) for step in PLANS)

    return [
        Tick("plan", timedelta(seconds=10), plan),
        Tick("send", timedelta(seconds=1), sender.run_once),
        Tick("reap", timedelta(seconds=30), reaper.run_once),
    ]


def _in_transaction(database: Database, clocks: Clocks, step: Callable[[Session, datetime], int]) -> int:
    with database.transaction() as session:
        return step(session, clocks.calendar())
