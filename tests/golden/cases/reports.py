"""A report as a message and as files."""

from datetime import UTC, date, datetime

from msgspec.structs import replace

from bot.features.enrollment.facts import SkillBalance
from bot.features.objectives.facts import Standing
from bot.features.reports.facts import (
    AnswerCell,
    AnswerGroup,
    Asked,
    Counts,
    FilesFacts,
    NothingYet,
    PeopleGroup,
    ReportFacts,
    SettingsDraft,
    WeekLine,
    WeeklyFacts,
    WeeklySet,
)
from bot.features.reports.views import asking, files, setting
from bot.features.reports.views import report as views
from bot.terms import GroupBy, Measure, Verdict
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
    waiting=3,
    left=2,
    ended_early=1,
    first_met=24,
    days_to_first=9,
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
DESIGN = AnswerCell("Design", respondents=8, useful=4.5, voice=3.6, counted=4.2)
TEAMS = (PeopleGroup("Design", 22, 20, 14), PeopleGroup("Customer care and success", 9, None, None))
BY_TEAM = replace(
    EIGHT_WEEKS,
    weeks=(
        *EIGHT_WEEKS.weeks[:-1],
        replace(EIGHT_WEEKS.weeks[-1], groups=TEAMS, grouped_by="team"),
    ),
    groups=(*EIGHT_WEEKS.groups[:-1], replace(EIGHT_WEEKS.groups[-1], cells=(DESIGN,), grouped_by="team")),
)
GOALS = (
    Standing(1, Measure.TAUGHT, None, 40.0, 31.0, Verdict.NOT_YET),
    Standing(2, Measure.USEFUL, None, 4.0, 4.2, Verdict.MET),
    Standing(3, Measure.CONFIDENCE, "AI assistants", 1.0, None, Verdict.UNKNOWN),
)
BY_LEVEL = replace(
    ONE_WEEK, weeks=(replace(week(1, FIRST), groups=(PeopleGroup("2", 30, 28, 9),), grouped_by="level"),)
)
WISHES = (("AI assistants", 2, 14), ("Short video", 0, 9), ("Accessibility", 3, 10), ("What new joiners see", 1, 7))
GIFTS = (("TikTok", 4, 4), ("Data visualization", 2, 2), ("Spreadsheets", 9, 5), ("Python", 8, 0))
FILES = FilesFacts(
    report=replace(EIGHT_WEEKS, objectives=GOALS),
    skills=tuple(SkillBalance(*each) for each in (*WISHES, *GIFTS)),
    skills_on=date(2027, 3, 8),
)
FIRST_FILES = replace(FILES, report=ONE_WEEK, skills=(SkillBalance("TikTok", 1, 0),), skills_on=date(2027, 1, 18))
NOTHING = NothingYet(program=PROGRAM, enrolled=0, pairs=0, first_at=datetime(2027, 1, 11, 12, tzinfo=UTC))

CASES: list[Case] = [
    case(asking.on_its_way, "channel", Asked(DESK, 3, weekly=False)),
    case(asking.on_its_way, "you", Asked(None, 3, weekly=True)),
    case(asking.nothing_yet, "", NOTHING),
    case(asking.nothing_yet, "one", replace(NOTHING, enrolled=1, pairs=1)),
    case(asking.nothing_yet, "several", replace(NOTHING, enrolled=42, pairs=20)),
    case(views.report, "empty", replace(ONE_WEEK, weeks=(week(1, EMPTY),))),
    case(views.report, "one-week", ONE_WEEK),
    case(views.report, "eight-weeks", EIGHT_WEEKS),
    case(views.report, "new-year", NEW_YEAR),
    case(views.report, "by-team", BY_TEAM),
    case(views.report, "objectives", replace(EIGHT_WEEKS, objectives=GOALS)),
    case(views.report, "by-level", BY_LEVEL),
    case(views.weekly_report, "", WeeklyFacts(3, EIGHT_WEEKS)),
    case(asking.weekly_on, "channel", WeeklySet(3, PROGRAM, DESK)),
    case(asking.weekly_on, "you", WeeklySet(3, PROGRAM, None)),
    case(asking.weekly_off, "channel", WeeklySet(3, PROGRAM, DESK)),
    case(setting.settings_form, "", SettingsDraft(3, PROGRAM, fewest=5, grouped_by=GroupBy.TEAM)),
    case(setting.settings_saved, "", SettingsDraft(3, PROGRAM, fewest=8, grouped_by=GroupBy.NOTHING)),
    case(files.report_files, "", FILES),
    case(files.report_files, "one-week", FIRST_FILES),
    case(
        files.report_files,
        "empty",
        replace(FIRST_FILES, report=replace(ONE_WEEK, weeks=(week(1, EMPTY),)), skills=()),
    ),
]
