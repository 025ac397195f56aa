"""What reports are made of: plain data."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.features.enrollment.facts import SkillBalance
from bot.mentions import Channel

FEWEST = 5
"""Pairs of which a report says how many are of one mind."""


@dataclass(frozen=True)
class Counts:
    """The numbers of one closed week of a program. Of people, of pairs, of meetings; never of anybody's answers.

    `pairs` are active when the week is over, `introduced` is the number of introductions so far. `met` of them
    have an undisputed meeting in the cadence period so far; `period_is_over`: it ends with this week.
    `meetings` and what hangs on them: held in the week, or logged late. `minutes`: of both people. `skills`:
    different ones that meetings were about. `nudges`: sent; `answered`: of those. `met_by_both`: of those that met,
    the pairs of which both have said so; None in weeks that were frozen before this was counted.
    """

    enrolled: int
    active: int
    paused: int
    pairs: int
    introduced: int
    met: int
    period_is_over: bool
    meetings: int
    minutes: int
    skills: int
    skills_so_far: int
    nudges: int
    answered: int
    met_by_both: int | None = None

    @property
    def shown_by_both(self) -> int | None:
        """What a report may say of it: nothing where few pairs met, so that it is never about one of them."""
        return self.met_by_both if self.met >= FEWEST else None


@dataclass(frozen=True)
class WeekLine:
    """A closed ISO week, such as 2027-W01."""

    week: str
    counts: Counts


@dataclass(frozen=True)
class AnswerGroup:
    """Averages over whole weeks, from at least five people."""

    weeks: tuple[str, ...]
    respondents: int
    useful: float
    voice: float
    counted: float


@dataclass(frozen=True)
class ReportFacts:
    """A program's report. `pending` weeks may yet be published together, `withheld` ones never are."""

    program: str
    as_of: str
    weeks: tuple[WeekLine, ...]
    groups: tuple[AnswerGroup, ...]
    pending: tuple[str, ...]
    withheld: tuple[str, ...]


@dataclass(frozen=True)
class FilesFacts:
    """What the report's files are made of: the report, and what people could show and would like to learn today."""

    report: ReportFacts
    skills: tuple[SkillBalance, ...]
    skills_on: date


@dataclass(frozen=True)
class Asked:
    """A report is on its way: to a channel, or to who asked."""

    channel: Channel | None


@dataclass(frozen=True)
class NothingYet:
    """No week is closed. What can be said all the same, and when the first report can be made."""

    program: str
    enrolled: int
    pairs: int
    first_at: datetime
