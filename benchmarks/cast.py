"""Who lives through `benchmarks.year`: where they are, when they work, when they like to be greeted."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import insert

from benchmarks import company
from benchmarks.calendars import Stay, Wish
from benchmarks.here import Here
from bot.models import Enrollment, Member, Pairing, PairingState, Program, Round, RoundState, insert_all
from sandbox.world.people import Person

# fmt: off
ZONES = [
    "Africa/Cairo", "Africa/Casablanca", "Africa/Johannesburg", "Africa/Lagos", "Africa/Nairobi",
    "America/Anchorage", "America/Argentina/Buenos_Aires", "America/Asuncion", "America/Bogota",
    "America/Chicago", "America/Denver", "America/Halifax", "America/Havana", "America/Lima",
    "America/Los_Angeles", "America/Mexico_City", "America/Miquelon", "America/New_York", "America/Nuuk",
    "America/Phoenix", "America/Santiago", "America/Sao_Paulo", "America/St_Johns", "America/Toronto",
    "Antarctica/Troll", "Asia/Almaty", "Asia/Baghdad", "Asia/Beirut", "Asia/Dhaka", "Asia/Dubai",
    "Asia/Gaza", "Asia/Hong_Kong", "Asia/Jerusalem", "Asia/Karachi", "Asia/Kathmandu", "Asia/Kolkata",
    "Asia/Manila", "Asia/Seoul", "Asia/Shanghai", "Asia/Singapore", "Asia/Tehran", "Asia/Tokyo",
    "Asia/Yangon", "Atlantic/Azores", "Atlantic/Reykjavik", "Australia/Adelaide", "Australia/Brisbane",
    "Australia/Darwin", "Australia/Eucla", "Australia/Lord_Howe", "Australia/Perth", "Australia/Sydney",
    "Europe/Berlin", "Europe/Dublin", "Europe/Istanbul", "Europe/Kyiv", "Europe/Lisbon", "Europe/London",
    "Europe/Moscow", "Europe/Paris", "Pacific/Apia", "Pacific/Auckland", "Pacific/Chatham",
    "Pacific/Honolulu", "Pacific/Kiritimati", "Pacific/Marquesas", "Pacific/Niue", "Pacific/Norfolk",
]
# fmt: on
WEEKDAYS, EVERY_DAY = frozenset(range(5)), frozenset(range(7))


@dataclass
class Someone:
    """A member with their year: what they wish for, where they are, how they answer, and when hellos came."""

    person: Person
    wish: Wish
    stays: list[Stay]
    answers: bool = True
    came: list[datetime] = field(default_factory=list)
    answered: int = 0

    @property
    def moves(self) -> Sequence[Stay]:
        return self.stays[1:]

    def zone_at(self, at: datetime) -> str:
        return [stay.zone for stay in self.stays if stay.since <= at][-1]


def a_wish(number: int, rng: random.Random) -> Wish:
    """Office hours mostly; nights, shifts and Sundays among them, so that every change of clocks is met."""
    match number % 8:
        case 0:
            return Wish(EVERY_DAY, 0, 8 * 60, 6, rng.choice((0, 15, 30, 90, 120, 150, 165)), with_holidays=False)
        case 1:
            return Wish(frozenset((6, 0, 1, 2, 3)), 8 * 60, 16 * 60, rng.choice((6, 0, 3)), _hour(rng, 0, 1440))
        case 2:
            return Wish(EVERY_DAY, 0, 1440, rng.randrange(7), _hour(rng, 0, 1440), with_holidays=False)
        case 3:
            days = frozenset(rng.sample(range(7), rng.randint(1, 3)))
            return Wish(days, 13 * 60, 21 * 60 + 30, rng.randrange(7), _hour(rng, 0, 1440))
        case _:
            starts = rng.choice((7, 8, 9, 9, 10)) * 60
            return Wish(WEEKDAYS, starts, starts + 8 * 60, rng.randrange(5), _hour(rng, starts, starts + 480))


def _hour(rng: random.Random, since: int, until: int) -> int:
    return rng.randrange(since, until, 60)


def some_stays(number: int, zone: str, rng: random.Random, begins: datetime, ends: datetime) -> list[Stay]:
    """Every fourth moves, up to six times; never at a full minute, where nothing else happens at that instant."""
    home = Stay(begins, zone)
    if number % 4 or (ends - begins).days < 2:
        return [home]
    seconds = sorted(rng.sample(range(60, int((ends - begins).total_seconds())), rng.randint(1, 6)))
    return [home, *(Stay(begins + timedelta(seconds=s - s % 60 + 37), rng.choice(ZONES)) for s in seconds)]


def everybody(people: int, rng: random.Random) -> list[tuple[str, Wish]]:
    """Where so many people are at first, and what they wish for: every zone by turns."""
    return [(ZONES[number % len(ZONES)], a_wish(number // 2, rng)) for number in range(people - people % 2)]


def founded(here: Here, people: Sequence[Someone], now: datetime) -> None:
    """A company in which everybody swaps with somebody since last week, some with two."""
    with here.bot.database.transaction() as session:
        scope = {"workspace_id": here.workspace.id}
        owner = Member(**scope, slack_id="UOWNER", name="Olive", refreshed_at=now)
        program = Program(**scope, name="Swap", announce_channel="C1", starts_on=now.date() - timedelta(days=14))
        session.add_all([owner, program])
        session.flush()
        scope |= {"program_id": program.id}
        past = Round(
            **scope, number=1, seed=7, inputs={}, state=RoundState.APPROVED, proposed_by_id=owner.id, created_at=now
        )
        session.add(past)
        session.flush()
        ids = session.scalars(
            insert(Member).returning(Member.id), [_member(here, one, now) for one in people]
        ).all()
        joined_at = now - timedelta(days=9)
        places = [{**scope, "member_id": id, "joined_at": joined_at, "capacity": 3} for id in ids]
        seats = session.scalars(insert(Enrollment).returning(Enrollment.id), places).all()
        couples = list(zip(seats[::2], seats[1::2], strict=True)) + list(
            zip(seats[1::40], seats[2::40], strict=False)
        )
        swap = {"round_id": past.id, "state": PairingState.ACTIVE, "why": company.WHY}
        since = {"offered_at": joined_at, "introduced_at": joined_at}
        insert_all(
            session,
            Pairing,
            [
                {**scope, **swap, **since, "mentor_id": one, "mentee_id": other, "couple": f"{one}-{other}"}
                for one, other in couples
            ],
        )


def _member(here: Here, one: Someone, now: datetime) -> dict[str, object]:
    return {
        "workspace_id": here.workspace.id,
        "slack_id": one.person.id,
        "name": one.person.real_name,
        "timezone": one.person.tz,
        "refreshed_at": now,
        "work_days": sorted(one.wish.days),
        "work_starts": one.wish.starts,
        "work_ends": one.wish.ends,
        "nudge_day": one.wish.day,
        "nudge_minute": one.wish.minute,
        "holidays": None if one.wish.with_holidays else "",
    }
