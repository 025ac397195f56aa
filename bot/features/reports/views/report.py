"""A report as a message: what fits on a phone. All that it leaves out is in the files."""

from collections.abc import Sequence

from bot.discretion import OF_ALL, interval
from bot.features.objectives.facts import Standing
from bot.features.objectives.views import standing
from bot.features.reports.facts import AnswerGroup, Counts, PeopleGroup, ReportFacts, WeekLine, WeeklyFacts
from bot.features.reports.sheet import hours, rate, readable
from bot.features.reports.tables import Row, group_name, row_of_names, short_weeks, table, title
from bot.features.reports.views.asking import WEEKLY_OFF
from bot.features.reports.views.setting import SETTINGS
from bot.slack.blocks import Block, actions, button, context, fields, header, section
from bot.slack.replies import Message
from bot.text import Phrase, Translator

WEEKS_SHOWN = 5
GROUPS_SHOWN = 8
QUESTIONS = ("useful", "voice", "counted")


def report(t: Translator, facts: ReportFacts) -> Message:
    """The report: where the program stands, the last weeks, what people answered, and what isn't told."""
    return Message(
        t("report-alert"),
        [
            header(title(t, facts.program, facts.as_of)),
            context(t("report-confidential")),
            fields(_standing(t, facts.weeks)),
            *_objectives(t, facts.objectives),
            section(t("report-table", table=table(_week_rows(t, facts.weeks[-WEEKS_SHOWN:])))),
            *_answers(t, facts),
            *_groups(t, facts.weeks[-1]),
            context(t("report-legend", fewest=facts.fewest)),
        ],
    )


def weekly_report(t: Translator, facts: WeeklyFacts) -> Message:
    """The same, every week: why it came, and how to stop it."""
    shown = report(t, facts.report)
    stop = button(t("report-weekly-off-button"), WEEKLY_OFF, str(facts.program_id))
    settings = button(t("report-settings-button"), SETTINGS, str(facts.program_id))
    why = context(t("report-weekly-why"))
    return Message(t("report-weekly-alert"), [*shown.blocks, why, actions(stop, settings)])


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


def _objectives(t: Translator, objectives: Sequence[Standing]) -> list[Block]:
    """What the program set out to reach, and how it stands."""
    if not objectives:
        return []
    return [section(t("report-objectives")), *(block for each in objectives for block in standing(t, each))]


def _week_rows(t: Translator, weeks: Sequence[WeekLine]) -> list[Row]:
    names = ("week", "people", "pairs", "met", "meetings", "hours", "nudges")
    return [row_of_names(names, t), *(_week_row(line) for line in weeks)]


def _week_row(line: WeekLine) -> Row:
    counts = line.counts
    met = f"{counts.met}/{counts.pairs}{'✓' if counts.period_is_over else ''}"
    numbers = (counts.enrolled, counts.pairs, met, counts.meetings, hours(counts))
    return [line.week, *map(str, numbers), f"{counts.answered}/{counts.nudges}"]


def _answers(t: Translator, facts: ReportFacts) -> list[Block]:
    """What was published last, with its uncertainty and what it was before; what is not shown, and why."""
    blocks: list[Block] = [section(t("report-answers"))]
    if facts.groups:
        blocks = _last_answers(t, facts.groups)
    if facts.pending:
        blocks.append(context(t("report-pending", weeks=short_weeks(facts.pending))))
    if facts.withheld:
        blocks.append(context(t("report-withheld", weeks=short_weeks(facts.withheld))))
    return blocks


def _last_answers(t: Translator, groups: Sequence[AnswerGroup]) -> list[Block]:
    last = groups[-1]
    rows = [row_of_names(("question", "average", "interval", "before"), t)]
    rows += [_average_row(t, question, groups) for question in QUESTIONS]
    whose = t("report-last-answers", weeks=short_weeks(last.weeks), respondents=last.respondents)
    return [section(whose), section(t("report-table", table=table(rows)))]


def _average_row(t: Translator, question: str, groups: Sequence[AnswerGroup]) -> Row:
    *earlier, mean = (getattr(group, question) for group in groups)
    low, high = interval(mean, groups[-1].respondents, OF_ALL)
    before = f"{earlier[-1]:.1f}" if earlier else "–"
    return [t(f"report-column-{question}").plain(), f"{mean:.1f}", f"{low:.1f}–{high:.1f}", before]


def _groups(t: Translator, line: WeekLine) -> list[Block]:
    """People by team, level or place, where these are large enough."""
    if not line.groups or not line.grouped_by:
        return []
    rows = [row_of_names(("group", "people", "paired", "met-people"), t)]
    rows += [_group_row(t, group, line.grouped_by) for group in line.groups[:GROUPS_SHOWN]]
    return [
        section(t("report-by-group", by=line.grouped_by)),
        section(t("report-table", table=table(rows))),
    ]


def _group_row(t: Translator, group: PeopleGroup, grouped_by: str) -> Row:
    told = ("–" if number is None else str(number) for number in (group.paired, group.met))
    return [group_name(grouped_by, group.name, t), str(group.people), *told]
