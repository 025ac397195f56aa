"""What reports are made of: plain data."""

from datetime import date, datetime

from msgspec import Struct

from bot.discretion import FEWEST
from bot.features.enrollment.facts import SkillBalance
from bot.features.objectives.facts import Standing
from bot.mentions import Channel
from bot.terms import GroupBy


class Counts(Struct, frozen=True):
    """The numbers of one closed week of a program. Of people, of pairs, of meetings; never of anybody's answers.

    `pairs` are active when the week is over, `introduced` is the number of introductions so far. `met` of them
    have an undisputed meeting in the cadence period so far; `period_is_over`: it ends with this week.
    `meetings` and what hangs on them: held in the week, or logged late. `minutes`: of both people. `skills`:
    different ones that meetings were about. `nudges`: sent; `answered`: of those. `met_by_both`: of those that met,
    the pairs of which both have said so. `waiting`: active people whom nobody is paired with or offered to.
    `left`: people who have left, `ended_early`: pairs that ended before the program did, both so far. `first_met`:
    of all pairs introduced so far, those that ever met; half of them did so within `days_to_first` days.
    `taught`: people who so far learned something in a meeting. None in weeks that were frozen before this was
    counted.
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
    waiting: int | None = None
    left: int | None = None
    ended_early: int | None = None
    first_met: int | None = None
    days_to_first: float | None = None
    taught: int | None = None

    @property
    def shown_by_both(self) -> int | None:
        """What a report may say of it: nothing where few pairs met, so that it is never about one of them."""
        return self.met_by_both if self.met >= FEWEST else None

    @property
    def shown_days_to_first(self) -> float | None:
        """The same: of few pairs it would be about one of them."""
        return self.days_to_first if self.first_met and self.first_met >= FEWEST else None


class PeopleGroup(Struct, frozen=True):
    """A team, a level or a place that is large enough: people in it, those in an active pair, those who met.

    `paired` and `met` are None where too few are paired, here or in what is left over.
    """

    name: str
    people: int
    paired: int | None
    met: int | None


class WeekLine(Struct, frozen=True):
    """A closed ISO week, such as 2027-W01; `groups` of its people, by `grouped_by` as it was then."""

    week: str
    counts: Counts
    groups: tuple[PeopleGroup, ...] = ()
    grouped_by: str | None = None


class AnswerCell(Struct, frozen=True):
    """Averages of a group of people (a team, a level, a place) over the same weeks as its whole."""

    name: str
    respondents: int
    useful: float
    voice: float
    counted: float


class AnswerGroup(Struct, frozen=True):
    """Averages over whole weeks, from enough different people, blurred as they were published.

    `cells`: groups of these people that are large enough, by `grouped_by` as it was then.
    """

    weeks: tuple[str, ...]
    respondents: int
    useful: float
    voice: float
    counted: float
    cells: tuple[AnswerCell, ...] = ()
    grouped_by: str | None = None


class ReportFacts(Struct, frozen=True):
    """A program's report. `pending` weeks may yet be published together, `withheld` ones never are."""

    program: str
    as_of: str
    weeks: tuple[WeekLine, ...]
    groups: tuple[AnswerGroup, ...]
    pending: tuple[str, ...]
    withheld: tuple[str, ...]
    fewest: int = FEWEST
    """Different people behind each average that it shows, at least."""
    objectives: tuple[Standing, ...] = ()


class WeeklyFacts(Struct, frozen=True):
    """The report that comes every week."""

    program_id: int
    report: ReportFacts


class WeeklySet(Struct, frozen=True):
    """The weekly report was turned on or off; it goes to a channel, or to who asked."""

    program_id: int
    program: str
    channel: Channel | None


class SettingsDraft(Struct, frozen=True):
    """What a program's reports may tell."""

    program_id: int
    program: str
    fewest: int
    grouped_by: GroupBy


class TaughtSkill(Struct, frozen=True):
    """A skill that meetings were about, and how many different people were in them."""

    skill: str
    people: int


class FilesFacts(Struct, frozen=True):
    """What the report's files are made of: the report, and what people could show and would like to learn today."""

    report: ReportFacts
    skills: tuple[SkillBalance, ...]
    skills_on: date
    taught: tuple[TaughtSkill, ...] = ()


class Asked(Struct, frozen=True):
    """A report is on its way: to a channel, or to who asked. `weekly`: it comes every week already."""

    channel: Channel | None
    program_id: int
    weekly: bool


class NothingYet(Struct, frozen=True):
    """No week is closed. What can be said all the same, and when the first report can be made."""

    program: str
    enrolled: int
    pairs: int
    first_at: datetime
