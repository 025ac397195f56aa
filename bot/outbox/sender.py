"""Sends what is due: claim and render in one transaction, POST outside of any, record in another."""

import secrets
from collections.abc import Callable, Collection
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

import structlog
from sqlalchemy.orm import Session

from bot.clock import Clocks
from bot.db import Database, despite_deadlock
from bot.logs import correlated
from bot.measures import Measures, Uncounted
from bot.models import Member, Unreadable
from bot.outbox.claiming import BATCH, CAREFUL, Claims
from bot.outbox.posting import (
    TOKEN_UNREADABLE,
    InDoubt,
    NotSent,
    Outcome,
    Postponed,
    RateLimited,
    Unauthorized,
    longest,
    open_conversation,
    post,
    publish,
)
from bot.outbox.recording import Answered, record
from bot.outbox.registry import Registry
from bot.outbox.timing import Timing
from bot.outbox.writing import Gate, Letter
from bot.slack.clients import Clients
from bot.slack.replies import HomeTab

THREADS = 8
WINDOW = 2 * BATCH
"""So many are claimed and not yet recorded at once, at most: what a crash leaves to be looked up."""
A_RUN = 20 * BATCH
GATHER_S = 0.1
"""How long finished POSTs wait for others, to be recorded together."""

Posting = dict[Future[Outcome], Letter]

log = structlog.get_logger()


@dataclass
class Sender:
    """One sender of possibly many. It is safe to run any number of them against one database."""

    database: Database
    clients: Clients
    clocks: Clocks
    registry: Registry
    gate_for: Callable[[Session, Collection[Member], datetime], Gate]
    timing: Timing = field(default_factory=Timing)
    measures: Measures = field(default_factory=Uncounted)

    def __post_init__(self) -> None:
        self.name = secrets.token_hex(8)
        self.claims = Claims(self.name, self.database, self.clocks, self.timing, self.registry, self.gate_for)
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="sender")
        # What nobody could look up later waits behind no others: a crash meanwhile would be a question to somebody.
        self._own_threads = ThreadPoolExecutor(CAREFUL, thread_name_prefix="sender")
        self._closed_at: dict[int, datetime] = {}  # by workspace: when Slack said that it takes nothing for now
        self._stopping = False

    def stop(self) -> None:
        """No new claims; a run that is going on finishes what is on its way, and ends."""
        self._stopping = True

    def run_once(self) -> int:
        """Send what is due, a few hundred at most; how many rows were dealt with.

        While some are on their way, the next are claimed: one slow answer doesn't keep the others waiting.
        """
        posting: Posting = {}
        done = 0
        while True:
            letters, settled = self._claim(posting, done)
            posting |= {self._begin(letter): letter for letter in letters}
            done += len(letters) + settled
            if not posting:
                return done
            self.record(_finished(posting))

    def _claim(self, posting: Posting, done: int) -> tuple[list[Letter], int]:
        has_room = len(posting) <= WINDOW - BATCH
        busy = [letter.workspace.id for letter in posting.values() if not letter.is_traceable]
        if self._stopping or done >= A_RUN or not (has_room or len(busy) < CAREFUL):
            return [], 0
        return self.claims.take(direct=has_room, busy=busy)

    def _begin(self, letter: Letter) -> Future[Outcome]:
        pool = self._pool if letter.is_traceable else self._own_threads
        return pool.submit(self._attempt, letter)

    def _attempt(self, letter: Letter) -> Outcome:
        """In a thread of its own, with no transaction."""
        workspace_id, claimed_at = letter.row.workspace_id, letter.row.posted_at
        closed_at = self._closed_at.get(workspace_id)
        if closed_at and claimed_at and claimed_at <= closed_at:
            return Postponed()
        with correlated(letter.row.correlation_id):
            outcome = self.deliver(letter) if self.has_time(letter) else NotSent("lease_too_short")
        if isinstance(outcome, RateLimited | Unauthorized):
            self._closed_at[workspace_id] = self.clocks.machine()
        return outcome

    def has_time(self, letter: Letter) -> bool:
        """Whether the lease surely outlives the POST; else another sender might take the row meanwhile."""
        done_at = self.clocks.machine() + longest(letter.outgoing, self.timing.call) + self.timing.margin
        return letter.row.lease_until is not None and done_at < letter.row.lease_until

    def deliver(self, letter: Letter) -> Outcome:
        """The POST, with all that it takes."""
        try:
            client = self.clients.for_sender(letter.workspace.bot_token)
        except Unreadable:
            return Unauthorized(TOKEN_UNREADABLE)
        if isinstance(letter.outgoing, HomeTab):
            return publish(client, letter.row.recipient, letter.outgoing)
        channel = open_conversation(client, letter.row.recipient, letter.known_channel)
        if not isinstance(channel, str):
            return channel
        return post(client, channel, letter.outgoing, letter.row.wire_key, letter.row.attempts)

    def record(self, answered: list[Answered]) -> None:
        if answered:  # what PostgreSQL undoes for another one's sake, nobody else would write down
            despite_deadlock(partial(record, self.database, self.clocks, self.timing, self.name, answered))
        for _, outcome in answered:
            self.measures.posted(type(outcome).__name__)


def _finished(posting: Posting) -> list[Answered]:
    """What has been answered, taken out of `posting`; what nobody could look up later is written down at once.

    The last batch isn't waited for: it is on its way while these are recorded.
    """
    in_a_hurry = [future for future, letter in posting.items() if not letter.is_traceable]
    if in_a_hurry:
        wait(in_a_hurry, GATHER_S, FIRST_COMPLETED)
    else:
        wait(list(posting)[: max(1, len(posting) - BATCH)], GATHER_S)
    finished = [future for future in posting if future.done()]
    return [(posting.pop(future), _outcome(future)) for future in finished]


def _outcome(future: Future[Outcome]) -> Outcome:
    """A bug in one POST must not stop the others; whether it had arrived by then, nobody knows."""
    bug = future.exception()
    if bug is None:
        return future.result()
    log.error("post_failed", exc_info=bug)
    return InDoubt(type(bug).__name__)
