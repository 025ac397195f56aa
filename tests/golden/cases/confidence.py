"""How sure people feel, before and after."""

from msgspec.structs import replace

from bot.features.confidence import views
from bot.features.confidence.facts import ConfidenceFacts, Moment, SkillAsked
from tests.golden.case import PROGRAM, Case, case

SKILLS = (SkillAsked(1, "Short video", None), SkillAsked(2, "AI tools", 2))
ASKED = ConfidenceFacts(5, PROGRAM, Moment.BEFORE, SKILLS)

CASES: list[Case] = [
    case(views.confidence_form, "", ASKED),
    case(views.confidence_form, "after", replace(ASKED, moment=Moment.AFTER)),
    case(views.confidence_saved, "", Moment.BEFORE),
    case(views.confidence_saved, "after", Moment.AFTER),
]
