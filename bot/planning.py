"""What the features do when their time comes: looked at together, done one by one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

import structlog
from msgspec import Struct
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from bot import quarantine
from bot.clock import Clock
from bot.db import Database
from bot.logs import correlated

log = structlog.get_logger()


Horizon = Select[datetime | None] | Select[datetime] | Callable[[Session], datetime | None]
"""When the next thing is due: one value that the database knows, or a function where it takes some reckoning."""


class Plan(Struct, frozen=True):
    """`do` does a batch of what is due now, and says how many it did."""

    name: str
    due: Horizon
    do: Callable[[Session, datetime], int]


@dataclass
class Planner:
    """The tick over all plans. Where nothing is due, it only reads."""

    database: Database
    clock: Clock
    plans: Sequence[Plan]
    next_at: datetime | None = field(default=None, init=False)
    """When the next plan is due, as of the last run."""

    def run_once(self) -> int:
        """Do a batch of each plan that is due, each in its own transaction; how much was done.

        One that fails doesn't stop the others: all are tried, then the failures are raised together.
        """
        now = self.clock()
        with self.database.reading() as session:
            if quarantine.is_on(session):  # the operator has still to say what of the old is to be said again
                self.next_at = None
                return 0
            horizons = self._horizons(session)
        self.next_at = min((at for at in horizons.values() if at), default=None)
        done, failures = 0, list[Exception]()
        for plan in self.plans:
            at = horizons[plan.name]
            if at is None or at > now:
                continue
            with correlated():
                try:
                    with self.database.transaction() as session:
                        done += plan.do(session, now)
                except Exception as failure:
                    log.exception("plan_failed", plan=plan.name)
                    failures.append(failure)
        if failures:
            raise ExceptionGroup("plans failed", failures)
        return done

    def _horizons(self, session: Session) -> dict[str, datetime | None]:
        """All that the database knows in one statement: a tick of a program where nothing happens costs little."""
        known = session.execute(self._known).mappings().one()
        reckoned = {plan.name: plan.due(session) for plan in self.plans if callable(plan.due)}
        return {**known, **reckoned}

    @cached_property
    def _known(self) -> Select[Any]:
        due = [(plan.name, plan.due) for plan in self.plans if not callable(plan.due)]
        return select(*(each.scalar_subquery().label(name) for name, each in due))
