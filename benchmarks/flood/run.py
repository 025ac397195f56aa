"""The whole of it: found, pour in, compare."""

import random

from sqlalchemy import select

from benchmarks import payloads
from benchmarks.flood.comparing import Again, compare
from benchmarks.flood.couples import NOW, couple_of, doings, founded, seats
from benchmarks.flood.pouring import Result, pour, served
from benchmarks.here import Here, Slack
from bot.models import Program, Skill

TIMES = (1, 1, 2, 3, 4, 5)
"""How often one and the same payload is sent: two and a half times on average."""


def run(url: str, calm_url: str | None, interactions: int, threads: int, seed: int = 1) -> Result:
    """Pour them in, then compare with a bot to which each came once, on `calm_url`, a SQLite file.

    Both databases are empty at first. Without the other only what the bot answered is looked at.
    """
    result, rng = Result(), random.Random(seed)
    here = Here.on(url, Slack.at(NOW))
    couples = interactions // 40 + 1
    founded(here, couples)
    team = here.slack.team.id
    with here.bot.database.reading() as session:
        everybody = seats(session)
        skills = session.scalars(select(Skill.id).where(Skill.name.like("flood %")).order_by(Skill.id)).all()
        program = session.scalars(select(Program.id)).one()
    once = {
        payload: couple_of(seat.slack_id)
        for seat in everybody
        for payload in doings(seat, team, program, skills, rng)
    }
    # A few couples at a time, so that the two of each meet: their clicks come in any order, again and again.
    deliveries = [
        (couple + 3 * rng.random(), one) for one, couple in once.items() for _ in range(rng.choice(TIMES))
    ]
    deliveries.sort(key=lambda each: each[0])
    poured = [one for _, one in deliveries[:interactions]]
    result.watch(here.bot.database.engine)
    with served(here) as port:
        pour(port, poured, threads, result)
    result.violations += [f"an apology by {method}" for method in here.slack.apologies]
    if calm_url:
        again = Again(calm_url, couples, {payloads.key_of(one): one for one in once})
        compare(here, again, result)
        again.close()
    here.bot.database.engine.dispose()
    return result
