"""A program at a glance: four big numbers, the meeting rate by period, and what people answered."""

import math
from itertools import pairwise

from bot.pictures.page import (
    ACCENT,
    FAINT,
    INK,
    MARGIN,
    MUTED,
    NORMAL,
    PAPER,
    SMALL,
    VEIL,
    WIDTH,
    Page,
)
from bot.pictures.spec import Answers, Bar, Figure, Point, Rates, ReportPicture, Trend

HEIGHT = 950
CHARTS_AT, CHARTS_END = 452, 862
LEFT, MIDDLE, RIGHT = MARGIN, 700, WIDTH - MARGIN
COLUMN = 776
WIDEST_BAR = 120
MOST_APART = 3  # every third bar has its label, if they are narrow
STUB = 10
"""The height at which a period that has just begun shows its stripes."""
LOWEST, HIGHEST = 1, 5
SURE = "#9db5b3"


def drawn(picture: ReportPicture) -> Page:
    page = Page(HEIGHT)
    page.head(picture.title, picture.subtitle)
    step = (RIGHT - LEFT) / len(picture.figures)
    for number, figure in enumerate(picture.figures):
        _figure(page, figure, LEFT + number * step, step - 36)
    page.line([(LEFT, 398), (RIGHT, 398)], FAINT)
    _rates(page, picture.rates)
    _answers(page, picture.answers)
    page.words(LEFT, HEIGHT - 32, picture.footer, color=MUTED, width=RIGHT - LEFT)
    return page


def _figure(page: Page, figure: Figure, x: float, width: float) -> None:
    page.words(x, 204, figure.label, color=MUTED, size=NORMAL, width=width)
    page.number(x, 286, figure.value, size=80, color=ACCENT, width=width)
    page.words(x, 330, figure.note, width=width)
    page.words(x, 366, figure.change, color=MUTED, width=width)


def _rates(page: Page, rates: Rates) -> None:
    """Bars from 0 to 100 %, each with its number; one of a period that still runs is striped, also at 0 %."""
    page.words(LEFT, CHARTS_AT, rates.title, size=NORMAL, bold=True, width=430)
    if any(map(_still_runs, rates.bars)):
        _key(page, rates.running)
    base, top = CHARTS_END - 46, CHARTS_AT + 64
    for percent in (0, 50, 100):
        y = base - (base - top) * percent / 100
        page.line([(LEFT + 78, y), (MIDDLE, y)], MUTED if percent == 0 else FAINT)
        page.words(LEFT + 66, y + 9, f"{percent}%", color=MUTED, side="right")
    if all(bar.percent is None for bar in rates.bars):
        page.words((LEFT + 90 + MIDDLE) / 2, (base + top) / 2 - 24, rates.none, color=MUTED, side="center")
    slot = (MIDDLE - LEFT - 90) / len(rates.bars)
    widest = max(page.measure(bar.label, SMALL) for bar in rates.bars)
    stride = min(max(math.ceil(widest / (slot - 8)), 1), MOST_APART)
    for number, bar in enumerate(rates.bars):
        center = LEFT + 90 + (number + 0.5) * slot
        _bar(page, bar, center, slot, base, (base - top) / 100)
        if (len(rates.bars) - 1 - number) % stride == 0:
            page.words(center, base + 36, bar.label, color=MUTED, side="center", width=stride * slot - 8)


def _still_runs(bar: Bar) -> bool:
    return bar.percent is not None and not bar.whole


def _key(page: Page, running: str) -> None:
    wide = min(page.measure(running, SMALL), 190)
    page.hatched(MIDDLE - wide - 46, CHARTS_AT - 22, 34, 24)
    page.words(MIDDLE, CHARTS_AT, running, color=MUTED, side="right", width=190)


def _bar(page: Page, bar: Bar, center: float, slot: float, base: float, scale: float) -> None:
    wide = min(slot * 0.68, WIDEST_BAR)
    tall = max((bar.percent or 0) * scale, STUB if _still_runs(bar) else 0)
    if tall:
        draw = page.hatched if _still_runs(bar) else page.box
        draw(center - wide / 2, base - tall, wide, tall)
    told = "–" if bar.percent is None else f"{bar.percent}%" if slot > 74 else f"{bar.percent}"
    space = min(page.measure(told, NORMAL, bold=True) + 12, slot)
    page.box(center - space / 2, base - tall - 36, space, 34, PAPER)  # no line of the grid runs through a number
    page.number(center, base - tall - 9, told, size=NORMAL, side="center", width=slot - 4)


def _answers(page: Page, answers: Answers) -> None:
    """A small line for each question, broken where nothing may be shown."""
    page.words(COLUMN, CHARTS_AT, answers.title, size=NORMAL, bold=True, width=RIGHT - COLUMN)
    for number, trend in enumerate(answers.trends):
        _trend(page, trend, answers, CHARTS_AT + 46 + number * 106)
    page.paragraph(COLUMN, CHARTS_END - 46, answers.note, width=RIGHT - COLUMN, lines=2)


def _trend(page: Page, trend: Trend, answers: Answers, y: float) -> None:
    low, tall, wide = y + 72, 56, RIGHT - COLUMN - 92
    step = wide / answers.weeks

    def place(point: Point, value: float | None = None) -> tuple[float, float]:
        x = COLUMN + (point.at + 0.5) * step
        return x, low - tall * ((value or point.value) - LOWEST) / (HIGHEST - LOWEST)

    page.words(COLUMN, y, trend.label, color=INK, width=RIGHT - COLUMN)
    for week in answers.hidden:
        page.box(COLUMN + week * step, low - tall, step, tall, VEIL)
    for y in (low, low - tall):
        page.line([(COLUMN, y), (COLUMN + wide, y)], FAINT)
    for point in trend.points:
        page.line([place(point, point.low), place(point, point.high)], SURE, 3)
    for one, other in pairwise(trend.points):
        if not any(one.at < week < other.at for week in answers.hidden):
            page.line([place(one), place(other)], width=4)
    for point in trend.points:
        page.line([place(point)], marker="o", markersize=min(12, max(6, step / 2)), markeredgewidth=0)
    page.number(RIGHT, low, trend.latest, size=38, color=ACCENT, side="right", width=78)
