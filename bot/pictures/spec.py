"""What can be drawn: frozen numbers, and words that are already written out."""

from msgspec import Struct


class Figure(Struct, frozen=True):
    """One big number. `note` explains it, `change` says how it moved; either may be empty."""

    label: str
    value: str
    note: str
    change: str


class Bar(Struct, frozen=True):
    """A period's meeting rate; None without an active pair. One that isn't `whole` is still running."""

    label: str
    percent: int | None
    whole: bool


class Rates(Struct, frozen=True):
    """The meeting rate by period, oldest first. `running` explains how a period looks that isn't whole.

    `none` stands in place of the bars where no period has any.
    """

    title: str
    bars: tuple[Bar, ...]
    running: str
    none: str


class Point(Struct, frozen=True):
    """An average, in the week `at` (0 is the first of the span), and between what it lies most likely."""

    at: int
    value: float
    low: float
    high: float


class Trend(Struct, frozen=True):
    """Averages from 1 to 5 over time; `latest` is the last one, written out, or what stands in its place."""

    label: str
    latest: str
    points: tuple[Point, ...]


class Answers(Struct, frozen=True):
    """What people answered, over a span of `weeks`. In the weeks `hidden` nothing may be shown; `note` says why."""

    title: str
    trends: tuple[Trend, ...]
    weeks: int
    hidden: tuple[int, ...]
    note: str


class ReportPicture(Struct, frozen=True):
    """A program at a glance."""

    title: str
    subtitle: str
    figures: tuple[Figure, ...]
    rates: Rates
    answers: Answers
    footer: str


class SkillRow(Struct, frozen=True):
    """How many people could show a skill, and how many would like to learn it."""

    name: str
    supply: int
    demand: int

    @property
    def is_gap(self) -> bool:
        return self.demand > self.supply


class SkillsPicture(Struct, frozen=True):
    """Skills that people could show beside those they'd like to learn. `nobody` stands where a number is 0.

    First the rows with a `gap` (more people would like to learn it than could show it), then those with `enough`;
    each group has its heading. `more` says how many aren't drawn, `unnamed` what a name is that can't be drawn;
    `empty` stands where there is no row at all.
    """

    title: str
    subtitle: str
    supply: str
    demand: str
    gap: str
    enough: str
    rows: tuple[SkillRow, ...]
    nobody: str
    more: str
    unnamed: str
    empty: str


Picture = ReportPicture | SkillsPicture
