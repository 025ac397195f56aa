"""A report as a message and as files."""

from dataclasses import replace
from datetime import UTC, date, datetime

from bot.features.enrollment.facts import SkillBalance
from bot.features.reports.facts import (
    AnswerGroup,
    Asked,
    Counts,
    FilesFacts,
    NothingYet,
    ReportFacts,
    WeekLine,
)
from bot.features.reports.views import files
from bot.features.reports.views import report as views
from tests.golden.case import DESK, PROGRAM, Case, case

FIRST = Counts(
    enrolled=60,
    active=58,
    paused=2,
    pairs=28,
    introduced=28,
    met=9,
    period_is_over=False,
    meetings=9,
    minutes=810,
    skills=7,
    skills_so_far=7,
    nudges=56,
    answered=41,
    met_by_both=7,
)
QUIET = replace(FIRST, met=0, meetings=0, minutes=0, skills=0, answered=0)
OVER = replace(FIRST, met=23, period_is_over=True, meetings=4, minutes=330, skills=3, skills_so_far=15)
EMPTY = Counts(
    *[0] * 6, period_is_over=False, meetings=0, minutes=0, skills=0, skills_so_far=0, nudges=0, answered=0
)


def week(number: int, counts: Counts) -> WeekLine:
    return WeekLine(f"2027-W{number:02}", counts)


ONE_WEEK = ReportFacts(
    program=PROGRAM, as_of="2027-W01", weeks=(week(1, FIRST),), groups=(), pending=("2027-W01",), withheld=()
)
EIGHT_WEEKS = ReportFacts(
    program=PROGRAM,
    as_of="2027-W08",
    weeks=tuple(
        week(number, counts)
        for number, counts in enumerate(
            (FIRST, QUIET, FIRST, OVER, FIRST, QUIET, FIRST, replace(OVER, met=25)), start=1
        )
    ),
    groups=(
        AnswerGroup(("2027-W01",), respondents=9, useful=4.1, voice=3.8, counted=4.0),
        AnswerGroup(("2027-W03", "2027-W04"), respondents=7, useful=4.3, voice=4.0, counted=3.9),
    ),
    pending=("2027-W05", "2027-W06"),
    withheld=("2027-W02",),
)
NEW_YEAR = replace(EIGHT_WEEKS, withheld=("2026-W52", "2026-W53", "2027-W01"), pending=())
WISHES = (("AI assistants", 2, 14), ("Short video", 0, 9), ("Accessibility", 3, 10), ("What new joiners see", 1, 7))
GIFTS = (("TikTok", 4, 4), ("Data visualization", 2, 2), ("Spreadsheets", 9, 5), ("Python", 8, 0))
FILES = FilesFacts(
    report=EIGHT_WEEKS,
    skills=tuple(SkillBalance(*each) for each in (*WISHES, *GIFTS)),
    skills_on=date(2027, 3, 8),
)
FIRST_FILES = replace(FILES, report=ONE_WEEK, skills=(SkillBalance("TikTok", 1, 0),), skills_on=date(2027, 1, 18))
NOTHING = NothingYet(program=PROGRAM, enrolled=0, pairs=0, first_at=datetime(2027, 1, 11, 12, tzinfo=UTC))

CASES: list[Case] = [
    case(views.on_its_way, "channel", Asked(DESK)),
    case(views.on_its_way, "you", Asked(None)),
    case(views.nothing_yet, "", NOTHING),
    case(views.nothing_yet, "one", replace(NOTHING, enrolled=1, pairs=1)),
    case(views.nothing_yet, "several", replace(NOTHING, enrolled=42, pairs=20)),
    case(views.report, "empty", replace(ONE_WEEK, weeks=(week(1, EMPTY),))),
    case(views.report, "one-week", ONE_WEEK),
    case(views.report, "eight-weeks", EIGHT_WEEKS),
    case(views.report, "new-year", NEW_YEAR),
    case(files.report_files, "", FILES),
    case(files.report_files, "one-week", FIRST_FILES),
    case(
        files.report_files,
        "empty",
        replace(FIRST_FILES, report=replace(ONE_WEEK, weeks=(week(1, EMPTY),)), skills=()),
    ),
]
