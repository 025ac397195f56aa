"""What the checks look at, and the questions that several of them ask of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from sandbox.story import words
from sandbox.story.cast import Cast
from sandbox.story.company import Hours
from sandbox.story.diary import Deed, Gesture, Seen, of_kind
from sandbox.story.holidays import HOLIDAYS

Couple = frozenset[str]
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Delivery:
    """One payload to the app: what it was, how long the app took, and Slack's word for what went wrong."""

    what: str
    seconds: float
    failed: str | None


@dataclass(frozen=True)
class Sheet:
    """A report's file as it arrived; `rows` as CSV gives them."""

    at: datetime
    rows: Sequence[dict[str, str]]


@dataclass(frozen=True)
class Evidence:
    """`begins`: the Monday from which weeks and periods are counted. `over_at`: when the last thing happened.

    `second_ends_on`: the last day of the second program, where there is one.
    """

    cast: Cast
    begins: date
    cadence_weeks: int
    second_ends_on: date | None
    weeks: int
    over_at: datetime
    seen: Sequence[Seen]
    deeds: Sequence[Deed]
    gestures: Sequence[Gesture]
    deliveries: Sequence[Delivery]
    sheets: Sequence[Sheet]
    played: frozenset[str]

    def of_kind(self, *kinds: str) -> list[Seen]:
        return of_kind(self.seen, *kinds)

    def did(self, *what: str) -> list[Deed]:
        return [deed for one in what for deed in self._deeds.get(one, ())]

    @cached_property
    def _deeds(self) -> dict[str, list[Deed]]:
        """By what was done: the checks ask for it some thousand times."""
        found: dict[str, list[Deed]] = {}
        for deed in self.deeds:
            found.setdefault(deed.what, []).append(deed)
        return found

    def notices(self) -> list[Seen]:
        """What the app wrote to people of its own accord: in DMs and group DMs, to stay."""
        return [
            seen
            for seen in self.seen
            if seen.author == words.APP and seen.channel in ("im", "mpim") and not seen.only_one_sees
        ]

    # People

    @cached_property
    def _joined_at(self) -> dict[str, datetime]:
        return {deed.who: deed.at for deed in self.did("joined")}

    def is_in(self, who: str, at: datetime) -> bool:
        """Whether they have joined by then, and have neither left nor gone."""
        return who in self._joined_at and self._joined_at[who] <= at and not self.is_gone(who, at)

    def is_gone(self, who: str, at: datetime) -> bool:
        return any(deed.who == who and deed.at < at for deed in self.did("left", "was deactivated"))

    def is_paused(self, who: str, at: datetime) -> bool:
        return any(deed.who == who and deed.at < at < self._back_at(deed) for deed in self.did("paused"))

    def _back_at(self, pause: Deed) -> datetime:
        return datetime.combine(pause.on or date.max, time(), self.zone(pause.who, pause.at)).astimezone(UTC)

    def zone(self, who: str, at: datetime) -> ZoneInfo:
        moved = [deed.text for deed in self.did("moved") if deed.who == who and deed.at < at]
        home = next(one.tz for one in self.cast.company.everyone if one.name == who)
        return ZoneInfo(moved[-1] if moved else home)

    def local(self, who: str, at: datetime) -> datetime:
        return at.astimezone(self.zone(who, at))

    def hours(self, who: str, at: datetime) -> Hours:
        """As the app knows them: their own once they have set their profile."""
        told = any(deed.who == who and deed.at <= at for deed in self.did("profile"))
        one = next(one for one in self.cast.company.everyone if one.name == who)
        return one.hours if told else Hours()

    def works(self, who: str, at: datetime) -> bool:
        local, hours = self.local(who, at), self.hours(who, at)
        return self.works_on(who, at, local.date()) and hours.starts <= minute_of(local) < hours.ends

    def works_on(self, who: str, at: datetime, day: date) -> bool:
        """Whether that day is a working day for them, by what the app knows at that time: no public holiday."""
        is_holiday = day in HOLIDAYS.get(self.zone(who, at).key, ())
        return day.weekday() in self.hours(who, at).days and not is_holiday

    # Pairs

    @cached_property
    def offered(self) -> dict[Couple, dict[str, Seen]]:
        """By couple, the first question to each of the two."""
        found: dict[Couple, dict[str, Seen]] = {}
        for seen in self.of_kind("offer"):
            partner = words.OFFERED_PARTNER.search(seen.plain)
            if partner:
                found.setdefault(frozenset((seen.reader, partner["partner"])), {}).setdefault(seen.reader, seen)
        return found

    @cached_property
    def introduced(self) -> dict[Couple, list[Seen]]:
        found: dict[Couple, list[Seen]] = {}
        for seen in self.of_kind("introduction"):
            found.setdefault(frozenset(seen.readers), []).append(seen)
        return found

    @cached_property
    def agreed(self) -> dict[Couple, datetime]:
        """Couples of which both said yes, and when the second one did."""
        yes = {(deed.who, deed.about): deed.at for deed in self.did("accepted")}
        return {
            frozenset((who, about)): max(at, yes[about, who])
            for (who, about), at in yes.items()
            if (about, who) in yes
        }

    def over(self, couple: Couple, at: datetime) -> bool:
        """Whether a pair has ended by then: one ended it, left, or is gone."""
        one, other = sorted(couple)
        ended = any({deed.who, deed.about} == couple and deed.at < at for deed in self.did("ended"))
        return ended or self.is_gone(one, at) or self.is_gone(other, at) or self.has_closed(couple, at)

    def has_closed(self, couple: Couple, at: datetime) -> bool:
        """Whether their program has come to its end by then."""
        ends_on = self.second_ends_on if self.program_of(couple) == words.SECOND else None
        return ends_on is not None and at.date() > ends_on

    def program_of(self, couple: Couple) -> str:
        """By what the two were asked."""
        asked = self.offered.get(couple, {}).values()
        return words.SECOND if any(words.SECOND in seen.plain for seen in asked) else words.PROGRAM

    def active(self, who: str, at: datetime, program: str | None = None) -> Iterator[Couple]:
        """The pairs that somebody is in at that time, in all programs or in one."""
        for couple, agreed_at in self.agreed.items():
            mine = who in couple and agreed_at <= at and not self.over(couple, at)
            if mine and program in (None, self.program_of(couple)):
                yield couple

    def members(self, program: str, at: datetime) -> list[str]:
        """Who takes part in a program by then."""
        word = "joined the second" if program == words.SECOND else "joined"
        return [deed.who for deed in self.did(word) if deed.at <= at and self.is_in(deed.who, at)]

    def period(self, day: date) -> int:
        """The number of the cadence period that a day lies in."""
        return (day - self.begins).days // (7 * self.cadence_weeks)


def minute_of(local: datetime) -> int:
    return local.hour * 60 + local.minute


def iso_week(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def shown(seen: Seen) -> str:
    """A message in a line, for a problem's text."""
    first = seen.plain.partition("\n")[0]
    return f"{seen.at:%a %Y-%m-%d %H:%M} UTC, {seen.kind} to {' and '.join(seen.readers[:3])}: {first[:70]}"
