"""A report as a message: what fits on a phone. All that it leaves out is in the files."""

from collections.abc import Sequence

from bot.discretion import OF_ALL, interval
from bot.features.reports.facts import AnswerGroup, Counts, PeopleGroup, ReportFacts, WeekLine, WeeklyFacts
from bot.features.reports.sheet import hours, rate, readable
from bot.features.reports.views.asking import weekly_off_button
from bot.features.reports.views.setting import settings_button
from bot.features.reports.views.tables import Row, group_name, row_of_names, short_weeks, table
from bot.slack.blocks import Block, actions, context, fields, header, section
from bot.slack.replies import Message
from bot.text import Phrase, Translator

WEEKS_SHOWN = 5
AVERAGES_SHOWN = 4
GROUPS_SHOWN = 8
QUESTIONS = ("useful", "voice", "counted")


def report(t: Translator, facts: ReportFacts) -> Message:
    """The report: where the program stands, the last weeks, what people answered, and what isn't told."""
    return Message(
        t("report-alert"),
        [
            header(t("report-title", program=facts.program, week=facts.as_of)),
            context(t("report-confidential")),
            fields(_standing(t, facts.weeks)),
            section(t("report-table", table=table(_week_rows(t, facts.weeks[-WEEKS_SHOWN:])))),
            *_answers(t, facts),
            *_groups(t, facts.weeks[-1]),
            context(t("report-legend", fewest=facts.fewest)),
        ],
    )


def weekly_report(t: Translator, facts: WeeklyFacts) -> Message:
    """The same, every week: why it came, and how to stop it."""
    shown = report(t, facts.report)
    buttons = (weekly_off_button(t, facts.program_id), settings_button(t, facts.program_id))
    why = context(t("report-weekly-why"))
    return Message(t("report-weekly-alert"), [*shown.blocks, why, actions(*buttons)])


def _standing(t: Translator, weeks: Sequence[WeekLine]) -> list[Phrase]:
    now = weeks[-1].counts
    minutes = sum(line.counts.minutes for line in weeks)
    return [
        t("report-enrolled", enrolled=now.enrolled, paused=now.paused, waiting=now.waiting or 0),
        t("report-pairs", pairs=now.pairs, introduced=now.introduced),
        _rate(t, weeks),
        *_by_both(t, now),
        t("report-meetings", meetings=sum(line.counts.meetings for line in weeks), week=now.meetings),
        t("report-hours", hours=readable(minutes / 60)),
        *_first_meeting(t, now),
        *_gone(t, now),
        t("report-skills", skills=now.skills_so_far),
    ]


def _rate(t: Translator, weeks: Sequence[WeekLine]) -> Phrase:
    """Of the period so far, beside the last two whole ones."""
    now = weeks[-1].counts
    percent = rate(now)
    if percent is None:
        return t("report-rate-none")
    before = _before(weeks)
    change = t("report-rate-before", percent=before) if before is not None else ""
    return t(
        "report-rate", percent=percent, met=now.met, pairs=now.pairs, is_over=now.period_is_over, before=change
    )


def _before(weeks: Sequence[WeekLine]) -> int | None:
    """The rate of the whole period before the one that the last week is in."""
    whole = [rate(line.counts) for line in weeks[:-1] if line.counts.period_is_over]
    return whole[-1] if whole else None


def _by_both(t: Translator, now: Counts) -> list[Phrase]:
    """Of how many both have said that they met; one word counts until the other disputes it."""
    if now.shown_by_both is None:
        return []
    return [t("report-by-both", both=now.shown_by_both, one=now.met - now.shown_by_both)]


def _first_meeting(t: Translator, now: Counts) -> list[Phrase]:
    days = now.shown_days_to_first
    return [] if days is None else [t("report-first-meeting", days=round(days), pairs=now.first_met or 0)]


def _gone(t: Translator, now: Counts) -> list[Phrase]:
    if now.left is None or now.ended_early is None:
        return []
    return [t("report-gone", left=now.left, ended=now.ended_early)]


def _week_rows(t: Translator, weeks: Sequence[WeekLine]) -> list[Row]:
    names = ("week", "people", "pairs", "met", "meetings", "hours", "nudges")
    return [row_of_names(t, names), *(_week_row(line) for line in weeks)]


def _week_row(line: WeekLine) -> Row:
    counts = line.counts
    met = f"{counts.met}/{counts.pairs}{'✓' if counts.period_is_over else ''}"
    numbers = (counts.enrolled, counts.pairs, met, counts.meetings, hours(counts))
    return [line.week, *map(str, numbers), f"{counts.answered}/{counts.nudges}"]


def _answers(t: Translator, facts: ReportFacts) -> list[Block]:
    """What was published, each with its uncertainty, and what is not shown, and why."""
    shown = facts.groups[-AVERAGES_SHOWN:]
    blocks: list[Block] = [section(t("report-answers"))]
    if shown:
        blocks.append(section(t("report-table", table=table(_average_rows(t, shown)))))
    if facts.pending:
        blocks.append(context(t("report-pending", weeks=short_weeks(facts.pending), fewest=facts.fewest)))
    if facts.withheld:
        blocks.append(context(t("report-withheld", weeks=short_weeks(facts.withheld))))
    return blocks


def _average_rows(t: Translator, groups: Sequence[AnswerGroup]) -> list[Row]:
    names = ("weeks", "respondents", *QUESTIONS)
    return [row_of_names(t, names), *(_average_row(group) for group in groups)]


def _average_row(group: AnswerGroup) -> Row:
    averages = (_average(getattr(group, question), group.respondents) for question in QUESTIONS)
    return [short_weeks(group.weeks), str(group.respondents), *averages]


def _average(mean: float, respondents: int) -> str:
    """A mean and how far off it may be: the longer side of its interval."""
    low, high = interval(mean, respondents, OF_ALL)
    return f"{mean:.1f}±{max(mean - low, high - mean):.1f}"


def _groups(t: Translator, line: WeekLine) -> list[Block]:
    """People by team, level or place, where these are large enough."""
    if not line.groups or not line.grouped_by:
        return []
    rows = [row_of_names(t, ("group", "people", "paired", "met-people"))]
    rows += [_group_row(t, group, line.grouped_by) for group in line.groups[:GROUPS_SHOWN]]
    return [
        section(t("report-by-group", by=line.grouped_by)),
        section(t("report-table", table=table(rows))),
    ]


def _group_row(t: Translator, group: PeopleGroup, grouped_by: str) -> Row:
    told = ("–" if number is None else str(number) for number in (group.paired, group.met))
    return [group_name(t, grouped_by, group.name), str(group.people), *told]
