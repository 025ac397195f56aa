"""Whether a channel is ready for a program."""

from datetime import UTC, datetime

from msgspec.structs import replace

from bot.features.enrollment.facts import SkillBalance
from bot.features.readiness import views
from bot.features.readiness.facts import QuestionFacts, ReadinessFacts
from tests.golden.case import PROGRAM, Case, case

ASKED = QuestionFacts(5, PROGRAM, datetime(2027, 1, 11, 10, tzinfo=UTC), 5)
COUNTED = ReadinessFacts(PROGRAM, 5, 24, 4.1, 2.8, 3.9, (SkillBalance("AI tools", 2, 9),))

CASES: list[Case] = [
    case(views.readiness_asked, "", ASKED),
    case(views.readiness_form, "", ASKED),
    case(views.readiness_form, "said", replace(ASKED, takes_part=5, speaks=2, knows=3)),
    case(views.readiness_answered, ""),
    case(views.readiness_sent, "", ASKED),
    case(views.readiness_counted, "", COUNTED),
    case(
        views.readiness_counted,
        "too-few",
        replace(COUNTED, respondents=None, takes_part=None, speaks=None, knows=None, missing=()),
    ),
]
