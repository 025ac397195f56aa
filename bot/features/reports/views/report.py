"""A report as a message, and what an owner hears when they ask for one."""

from collections.abc import Sequence

from bot.features.reports.facts import AnswerGroup, Asked, Counts, NothingYet, ReportFacts, WeekLine
from bot.features.reports.sheet import hours, rate, readable
from bot.slack.blocks import Block, context, fields, header, section
from bot.slack.replies import Message
from bot.text import Phrase, Translator

ASK = "reports.ask"
WEEKS_SHOWN = 13
GROUPS_SHOWN = 8
GAP = "  "

Row = Sequence[str]


def on_its_way(t: Translator, facts: Asked) -> Message:
    """Where the report goes."""
    words = t("report-to-channel", channel=facts.channel) if facts.channel else t("report-to-you")
    return Message(t("report-asked-alert"), [section(words)])


def nothing_yet(t: Translator, facts: NothingYet) -> Message:
    """No week is over; what can be said all the same."""
    return Message(
        t("report-asked-alert"),
        [
            section(t("report-not-yet", program=facts.program, first_at=facts.first_at)),
            section(t("report-so-far", enrolled=facts.enrolled, pairs=facts.pairs)),
        ],
    )


def report(t: Translator, facts: ReportFacts) -> Message:
    """The report: where the program stands, week by week, and what people answered."""
    return Message(
        t("report-alert"),
        [
            header(t("report-title", program=facts.program, week=facts.as_of)),
            context(t("report-confidential")),
            fields(_standing(t, facts.weeks)),
            *_rates(t, facts.weeks),
            section(t("report-table", table=_table(_week_rows(t, facts.weeks[-WEEKS_SHOWN:])))),
            *_answers(t, facts),
            context(t("report-legend")),
        ],
    )


def _standing(t: Translator, weeks: Sequence[WeekLine]) -> list[Phrase]:
    now = weeks[-1].counts
    minutes = sum(line.counts.minutes for line in weeks)
    return [
        t("report-enrolled", enrolled=now.enrolled, paused=now.paused),
        t("report-pairs", pairs=now.pairs, introduced=now.introduced),
        _rate(t, now),
        *_by_both(t, now),
        t("report-meetings", meetings=sum(line.counts.meetings for line in weeks), week=now.meetings),
        t("report-hours", hours=readable(minutes / 60)),
        t("report-skills", skills=now.skills_so_far),
    ]


def _rate(t: Translator, now: Counts) -> Phrase:
    percent = rate(now)
    if percent is None:
        return t("report-rate-none")
    return t("report-rate", percent=percent, met=now.met, pairs=now.pairs, is_over=now.period_is_over)


def _by_both(t: Translator, now: Counts) -> list[Phrase]:
    """Of how many both have said that they met; one word counts until the other disputes it."""
    if now.shown_by_both is None:
        return []
    return [t("report-by-both", both=now.shown_by_both, one=now.met - now.shown_by_both)]


def _rates(t: Translator, weeks: Sequence[WeekLine]) -> list[Block]:
    """How often pairs met in the last two whole periods."""
    whole = [percent for line in weeks if line.counts.period_is_over and (percent := rate(line.counts)) is not None]
    return [section(t("report-rates", before=whole[-2], last=whole[-1]))] if len(whole) > 1 else []


def _week_rows(t: Translator, weeks: Sequence[WeekLine]) -> list[Row]:
    names = ("week", "people", "pairs", "met", "meetings", "hours", "nudges")
    return [[t(f"report-column-{name}").plain() for name in names], *(_week_row(line) for line in weeks)]


def _week_row(line: WeekLine) -> Row:
    counts = line.counts
    met = f"{counts.met}/{counts.pairs}{'✓' if counts.period_is_over else ''}"
    numbers = (counts.enrolled, counts.pairs, met, counts.meetings, hours(counts))
    return [line.week, *map(str, numbers), f"{counts.answered}/{counts.nudges}"]


def _answers(t: Translator, facts: ReportFacts) -> list[Block]:
    """What was published, the trend between the last two, and what is not shown, and why."""
    shown = facts.groups[-GROUPS_SHOWN:]
    blocks: list[Block] = [section(t("report-answers"))]
    if shown:
        blocks.append(section(t("report-table", table=_table(_group_rows(t, shown)))))
    if len(shown) > 1:
        last, before = shown[-1], shown[-2]
        blocks.append(section(t("report-trend", **_trend("useful", before, last), **_trend("voice", before, last))))
    if facts.pending:
        blocks.append(context(t("report-pending", weeks=_short(facts.pending))))
    if facts.withheld:
        blocks.append(context(t("report-withheld", weeks=_short(facts.withheld))))
    return blocks


def _trend(name: str, before: AnswerGroup, last: AnswerGroup) -> dict[str, str]:
    return {f"{name}_before": f"{getattr(before, name):.1f}", f"{name}_last": f"{getattr(last, name):.1f}"}


def _group_rows(t: Translator, groups: Sequence[AnswerGroup]) -> list[Row]:
    names = ("weeks", "respondents", "useful", "voice", "counted")
    return [[t(f"report-column-{name}").plain() for name in names], *(_group_row(group) for group in groups)]


def _group_row(group: AnswerGroup) -> Row:
    averages = (group.useful, group.voice, group.counted)
    return [_short(group.weeks), str(group.respondents), *(f"{average:.1f}" for average in averages)]


def _short(weeks: Sequence[str]) -> str:
    """Weeks with the year only where it changes: 2027-W01 W02 W04. At most as many as a line holds."""
    shown = weeks[-12:]
    years = ["", *(week[:4] for week in shown)]
    return " ".join(week[5:] if week[:4] == year else week for week, year in zip(shown, years, strict=False))


def _table(rows: Sequence[Row]) -> str:
    """Columns of even width: the first to the left, numbers to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [[row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])] for row in rows]
    return "\n".join(GAP.join(line).rstrip() for line in lines)
