"""What stands in the pictures of a report: its frozen numbers and the reader's words. No drawing."""

from collections.abc import Sequence

from bot.discretion import OF_ALL, interval
from bot.features.reports.facts import AnswerGroup, Counts, FilesFacts, ReportFacts, WeekLine
from bot.features.reports.sheet import rate, readable
from bot.features.reports.tables import last_day
from bot.pictures.spec import (
    Answers,
    Bar,
    Figure,
    Point,
    Rates,
    ReportPicture,
    SkillRow,
    SkillsPicture,
    Trend,
)
from bot.text import Translator

PERIODS_SHOWN = 13
SKILLS_SHOWN = 12
QUESTIONS = ("useful", "voice", "counted")


def report_picture(t: Translator, facts: ReportFacts) -> ReportPicture:
    """The program at a glance: big numbers, the meeting rate by period, and what people answered."""
    periods = _periods(facts.weeks)[-PERIODS_SHOWN:]
    last = t.day(last_day(facts.as_of), with_year=True)
    return ReportPicture(
        title=facts.program,
        subtitle=t("picture-subtitle", day=last).plain(),
        figures=(_people(t, facts.weeks), _pairs(t, facts.weeks), _rate(t, facts.weeks), _hours(t, facts.weeks)),
        rates=Rates(
            title=t("picture-rates").plain(),
            bars=tuple(_bar(t, period[-1]) for period in periods),
            running=t("picture-running").plain(),
            none=t("picture-rate-none").plain(),
        ),
        answers=_answers(t, facts, [line.week for period in periods for line in period]),
        footer=t("picture-confidential").plain(),
    )


def skills_picture(t: Translator, facts: FilesFacts) -> SkillsPicture:
    """What people could show beside what they'd like to learn."""
    shown = facts.skills[:SKILLS_SHOWN]
    more = len(facts.skills) - len(shown)
    return SkillsPicture(
        title=facts.report.program,
        subtitle=t("picture-skills", day=t.day(facts.skills_on, with_year=True)).plain(),
        supply=t("picture-supply").plain(),
        demand=t("picture-demand").plain(),
        gap=t("picture-gap").plain(),
        enough=t("picture-enough").plain(),
        rows=tuple(SkillRow(each.skill, each.supply, each.demand) for each in shown),
        nobody=t("picture-nobody").plain(),
        more=t("picture-more-skills", count=more).plain() if more else "",
        unnamed=t("picture-unnamed").plain(),
        empty="" if shown else t("picture-no-skills").plain(),
    )


def _periods(weeks: Sequence[WeekLine]) -> list[list[WeekLine]]:
    """The weeks of each cadence period, oldest first; the last one may still be running."""
    periods: list[list[WeekLine]] = [[]]
    for line in weeks:
        periods[-1].append(line)
        if line.counts.period_is_over:
            periods.append([])
    return [period for period in periods if period]


def _bar(t: Translator, line: WeekLine) -> Bar:
    """A period by its last week: until then pairs had time to meet."""
    label = t("picture-period", day=t.day(last_day(line.week))).plain()
    return Bar(label, rate(line.counts), line.counts.period_is_over)


def _people(t: Translator, weeks: Sequence[WeekLine]) -> Figure:
    now = weeks[-1].counts
    note = t("picture-people-note", enrolled=now.enrolled, paused=now.paused)
    change = _in_a_week(t, now.enrolled - weeks[-2].counts.enrolled) if len(weeks) > 1 else ""
    return Figure(t("picture-people").plain(), _number(t, now.enrolled), note.plain(), change)


def _pairs(t: Translator, weeks: Sequence[WeekLine]) -> Figure:
    now = weeks[-1].counts
    note = t("picture-pairs-note", introduced=now.introduced)
    change = _in_a_week(t, now.pairs - weeks[-2].counts.pairs) if len(weeks) > 1 else ""
    return Figure(t("picture-pairs").plain(), _number(t, now.pairs), note.plain(), change)


def _rate(t: Translator, weeks: Sequence[WeekLine]) -> Figure:
    """Of the last whole period, else of the one that runs."""
    whole = [line.counts for line in weeks if line.counts.period_is_over and line.counts.pairs]
    shown = whole[-1] if whole else weeks[-1].counts
    label, percent = t("picture-rate").plain(), rate(shown)
    if percent is None:
        return Figure(label, t("picture-none").plain(), t("picture-rate-none").plain(), "")
    note = t("picture-rate-note", met=shown.met, pairs=shown.pairs).plain()
    return Figure(label, t("picture-percent", number=percent).plain(), note, _since(t, whole))


def _since(t: Translator, whole: Sequence[Counts]) -> str:
    """How the rate moved between the last two whole periods."""
    if not whole:
        return t("picture-running").plain()
    if len(whole) < 2:
        return ""
    moved = (rate(whole[-1]) or 0) - (rate(whole[-2]) or 0)
    if not moved:
        return t("picture-rate-change-none").plain()
    return t("picture-rate-change", sign=_sign(moved), number=abs(moved)).plain()


def _hours(t: Translator, weeks: Sequence[WeekLine]) -> Figure:
    hours = readable(sum(line.counts.minutes for line in weeks) / 60)
    note = t("picture-hours-note", meetings=sum(line.counts.meetings for line in weeks))
    last = readable(weeks[-1].counts.minutes / 60)
    change = _in_a_week(t, last) if len(weeks) > 1 else ""
    return Figure(t("picture-hours").plain(), _number(t, hours), note.plain(), change)


def _number(t: Translator, number: float) -> str:
    return t("picture-number", number=number).plain()


def _in_a_week(t: Translator, moved: float) -> str:
    if not moved:
        return t("picture-change-none").plain()
    return t("picture-change", sign=_sign(moved), number=abs(moved)).plain()


def _sign(moved: float) -> str:
    return "+" if moved > 0 else "−"


def _answers(t: Translator, facts: ReportFacts, weeks: Sequence[str]) -> Answers:
    """Published averages only, each in the last of its weeks."""
    places = {week: number for number, week in enumerate(weeks)}
    groups = [group for group in facts.groups if group.weeks[-1] in places]
    hidden = tuple(sorted(places[week] for week in (*facts.pending, *facts.withheld) if week in places))
    return Answers(
        title=t("picture-answers").plain(),
        trends=tuple(_trend(t, question, groups, places) for question in QUESTIONS),
        weeks=len(weeks),
        hidden=hidden,
        note=(t("picture-hidden") if hidden else t("picture-shown", fewest=facts.fewest)).plain(),
    )


def _trend(t: Translator, question: str, groups: Sequence[AnswerGroup], places: dict[str, int]) -> Trend:
    points = tuple(_point(group, getattr(group, question), places[group.weeks[-1]]) for group in groups)
    return Trend(t(f"picture-{question}").plain(), f"{points[-1].value:.1f}" if points else "", points)


def _point(group: AnswerGroup, mean: float, at: int) -> Point:
    return Point(at, mean, *interval(mean, group.respondents, OF_ALL))
