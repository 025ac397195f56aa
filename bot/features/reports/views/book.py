"""A report as a spreadsheet: every week, every average, every group, the skills, and what all of it means."""

from collections.abc import Iterator

from bot.discretion import OF_A_GROUP, OF_ALL, interval
from bot.features.reports.facts import AnswerCell, AnswerGroup, FilesFacts, ReportFacts
from bot.features.reports.sheet import COLUMNS, week_cells
from bot.features.reports.tables import long_name, title
from bot.text import Translator
from bot.workbook import Cell, Sheet, Workbook

Row = tuple[Cell, ...]
QUESTIONS = ("useful", "voice", "counted")
ANSWER_COLUMNS = (
    "weeks",
    "group",
    "respondents",
    *(f"{q}{end}" for q in QUESTIONS for end in ("", "_low", "_high")),
)
GROUP_COLUMNS = ("week", "group", "people", "people_in_pairs", "people_who_met")
OBJECTIVE_COLUMNS = ("measure", "skill", "target", "now", "verdict")
SKILL_COLUMNS = ("skill", "could_show_it", "would_like_to_learn_it", "missing", "people_in_meetings_about_it")


def workbook(t: Translator, facts: FilesFacts) -> Workbook:
    """In the order in which one asks."""
    report = facts.report
    return Workbook(
        (
            Sheet(t("report-sheet-weeks").plain(), (COLUMNS, *week_cells(report))),
            Sheet(t("report-sheet-answers").plain(), (ANSWER_COLUMNS, *_answers(t, report))),
            Sheet(t("report-sheet-groups").plain(), (GROUP_COLUMNS, *_groups(t, report))),
            Sheet(t("report-sheet-skills").plain(), (SKILL_COLUMNS, *_skills(facts))),
            Sheet(t("report-sheet-objectives").plain(), (OBJECTIVE_COLUMNS, *_objectives(report))),
            Sheet(t("report-sheet-about").plain(), tuple((line,) for line in _about(t, report))),
        )
    )


def _answers(t: Translator, facts: ReportFacts) -> Iterator[Row]:
    everybody = t("report-everybody").plain()
    for group in facts.groups:
        weeks = " ".join(group.weeks)
        yield (weeks, everybody, group.respondents, *_averages(group, OF_ALL))
        for cell in group.cells:
            name = long_name(group.grouped_by or "", cell.name, t)
            yield (weeks, name, cell.respondents, *_averages(cell, OF_A_GROUP))


def _averages(group: AnswerGroup | AnswerCell, strength: float) -> Iterator[float]:
    for question in QUESTIONS:
        mean = getattr(group, question)
        low, high = interval(mean, group.respondents, strength)
        yield from (mean, round(low, 1), round(high, 1))


def _groups(t: Translator, facts: ReportFacts) -> Iterator[Row]:
    for line in facts.weeks:
        for group in line.groups:
            name = long_name(line.grouped_by or "", group.name, t)
            yield (line.week, name, group.people, group.paired, group.met)


def _skills(facts: FilesFacts) -> Iterator[Row]:
    """Those of today, and those that meetings were about."""
    taught = {one.skill: one.people for one in facts.taught}
    for one in facts.skills:
        missing = max(one.demand - one.supply, 0)
        yield (one.skill, one.supply, one.demand, missing, taught.pop(one.skill, None))
    yield from ((skill, 0, 0, 0, people) for skill, people in taught.items())


def _objectives(facts: ReportFacts) -> Iterator[Row]:
    for each in facts.objectives:
        yield (each.measure.value, each.skill, each.target, each.now, each.verdict.value)


def _about(t: Translator, facts: ReportFacts) -> Iterator[str]:
    yield title(t, facts.program, facts.as_of).plain()
    yield t("report-confidential").plain()
    yield t("report-about-empty").plain()
    yield t("report-legend", fewest=facts.fewest).plain().replace("*", "")
    if facts.pending:
        yield t("report-pending", weeks=" ".join(facts.pending)).plain()
    if facts.withheld:
        yield t("report-withheld", weeks=" ".join(facts.withheld)).plain()
