"""A report as CSV: a row for each closed week. Answers stand in the row of the last week of what was published."""

import csv
import io
from collections.abc import Iterator, Sequence

from bot.features.reports.facts import AnswerGroup, Counts, ReportFacts
from bot.workbook import Cell, harmless

COLUMNS = (
    "program",
    "week",
    "enrolled",
    "active",
    "paused",
    "pairs",
    "introduced_so_far",
    "pairs_met_in_period",
    "meeting_rate_percent",
    "period_is_over",
    "meetings",
    "hours_given",
    "skills",
    "skills_so_far",
    "nudges_sent",
    "nudges_answered",
    "answers_of_weeks",
    "respondents",
    "useful",
    "voice",
    "counted",
    "pairs_met_said_by_both",
    "waiting",
    "left_so_far",
    "pairs_ended_early_so_far",
    "days_to_first_meeting",
)
WHOLE_FROM = 100


def sheet(facts: ReportFacts) -> str:
    """The whole file, with a line of column names."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    writer.writerows([harmless(cell) for cell in cells] for cells in week_cells(facts))
    return file.getvalue()


def week_cells(facts: ReportFacts) -> Iterator[tuple[Cell, ...]]:
    """A row for each closed week; None where there is nothing to tell."""
    groups = {group.weeks[-1]: group for group in facts.groups}
    for line in facts.weeks:
        counts = line.counts
        yield (
            facts.program,
            line.week,
            *_counts(counts),
            *_answers(groups.get(line.week)),
            counts.shown_by_both,
            counts.waiting,
            counts.left,
            counts.ended_early,
            counts.shown_days_to_first,
        )


def rate(counts: Counts) -> int | None:
    """The meeting rate in percent; None without an active pair."""
    return round(100 * counts.met / counts.pairs) if counts.pairs else None


def readable(hours: float) -> float:
    """Hours as people read them: quarters matter in three hours, not in three hundred."""
    return round(hours, 1) if hours < WHOLE_FROM else round(hours)


def hours(counts: Counts) -> float:
    """Hours that both people of each meeting gave."""
    return round(counts.minutes / 60, 1)


def _counts(counts: Counts) -> Sequence[Cell]:
    percent = rate(counts)
    return (
        counts.enrolled,
        counts.active,
        counts.paused,
        counts.pairs,
        counts.introduced,
        counts.met,
        percent,
        "yes" if counts.period_is_over else "no",
        counts.meetings,
        hours(counts),
        counts.skills,
        counts.skills_so_far,
        counts.nudges,
        counts.answered,
    )


def _answers(group: AnswerGroup | None) -> Sequence[Cell]:
    if group is None:
        return (None,) * 5
    return (" ".join(group.weeks), group.respondents, group.useful, group.voice, group.counted)
