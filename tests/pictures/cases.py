"""Pictures as reports have them: made by the views, of plain facts."""

from datetime import date

from msgspec.structs import replace

from bot.features.enrollment.facts import SkillBalance
from bot.features.reports.facts import AnswerGroup, Counts, FilesFacts, ReportFacts
from bot.features.reports.views.pictures import report_picture, skills_picture
from bot.pictures.spec import Picture
from bot.text import Translator
from bot.worktime import iso_week, monday_of_week
from tests.golden.cases.reports import EIGHT_WEEKS, EMPTY, FILES, FIRST, ONE_WEEK, week

T = Translator()
HOSTILE = "<!channel> $\\frac{x}{0}$ 👩🏽‍🚀 \u202eشبكة التوجيه\nالعكسي 日本 " + "W" * 60
OWN_WORDS = ("$x_1^2$ & <b> 🎬", "日本語を話す", "وسائل التواصل الاجتماعي", "W" * 60, "e\u0301\u200b\x00 ﷽")
MONDAY = monday_of_week("2027-W01")
WITHHELD = {2, 3, 20, 21, 22, 23, 40}


def _year() -> ReportFacts:
    """Fifty weeks in periods of four: the last one still runs, and some weeks are withheld."""
    weeks = [iso_week(date.fromordinal(MONDAY.toordinal() + 7 * number)) for number in range(50)]
    lines = [replace(week(1, _busy(number)), week=each) for number, each in enumerate(weeks)]
    shown = [(number, each) for number, each in enumerate(weeks) if number not in WITHHELD]
    groups = [AnswerGroup((each,), 20 + number, *_averages(number)) for number, each in shown]
    withheld = tuple(weeks[number] for number in sorted(WITHHELD))
    return ReportFacts("Fresh eyes for every office", weeks[-1], tuple(lines), tuple(groups), (), withheld)


def _busy(number: int) -> Counts:
    """A program that grows, rests in summer, and fills a period week by week."""
    pairs, in_period = 200 + 9 * number, number % 4 + 1
    whole = 96 - abs(number - 12) if number < 26 else 40 + 2 * (number - 20)
    met = min(pairs, pairs * whole * in_period // 400)
    people = {"enrolled": 500 + 20 * number, "active": 480, "paused": 20 + number, "introduced": 300 + 30 * number}
    more = {"pairs": pairs, "met": met, "meetings": met // in_period, "minutes": met * 97}
    return replace(FIRST, period_is_over=in_period == 4, **people, **more)


def _averages(number: int) -> tuple[float, float, float]:
    return round(3.6 + number % 7 / 10 + number / 80, 1), round(3 + number % 5 / 10, 1), round(4.4 - number / 60, 1)


YEAR = _year()
NOTHING = replace(ONE_WEEK, weeks=(week(1, EMPTY),))
BEGUN = replace(FIRST, period_is_over=False, met=0, meetings=0, minutes=0)
JUST_BEGUN = replace(EIGHT_WEEKS, weeks=(*EIGHT_WEEKS.weeks[:-1], week(8, BEGUN)))
"""The last period has only begun, and nobody has met in it yet."""
MANY = tuple(SkillBalance(f"Skill number {n}", n % 5, 140 - 9 * n) for n in range(15))

PICTURES: dict[str, Picture] = {
    "report.one-week": report_picture(T, ONE_WEEK),
    "report.eight-weeks": report_picture(T, EIGHT_WEEKS),
    "report.just-begun": report_picture(T, JUST_BEGUN),
    "report.year": report_picture(T, YEAR),
    "report.nothing-yet": report_picture(T, NOTHING),
    "report.hostile": report_picture(T, replace(EIGHT_WEEKS, program=HOSTILE)),
    "skills": skills_picture(T, FILES),
    "skills.many": skills_picture(T, replace(FILES, skills=MANY)),
    "skills.none": skills_picture(T, replace(FILES, skills=())),
    "skills.hostile": skills_picture(
        T,
        FilesFacts(
            replace(ONE_WEEK, program="日本 🚀"),
            tuple(SkillBalance(words, number, 1_200 * number) for number, words in enumerate(OWN_WORDS)),
            date(2027, 1, 18),
        ),
    ),
}
