"""The type-ahead over the catalog, and what owners decide about it."""

from msgspec.structs import replace

from bot.features.skills import views
from bot.features.skills.facts import (
    Deed,
    Done,
    LeftOutFacts,
    MergedFacts,
    Merger,
    SkillPage,
    SkillsDesk,
    Suggestion,
    Suggestions,
    WaitingFacts,
    WaitingSkill,
)
from tests.golden.case import PROGRAM, Case, case

FOUND = (
    Suggestion(1, "Short videos", "social"),
    Suggestion(2, "Budgeting", "money"),
    Suggestion(7, "Letterpress", None),
    Suggestion(9, "Repairing radios", None, waiting=True),
)
DESK = SkillsDesk((WaitingSkill(9, "Repairing radios", 3), WaitingSkill(10, "Beekeeping", 1)))
PAGE = SkillPage(1, 2, "Short videos", "social", 12, ("Reels", "Clips"), ((3, PROGRAM),))
MERGER = Merger(1, 2, "Short videos", 5, "Reels and clips", people=12, both=4, across=2)
MERGED = MergedFacts("Short videos", "Reels and clips", 3, PROGRAM, shown=True)
LEFT_OUT = LeftOutFacts("Repairing radios", 3, PROGRAM, left=2)

CASES: list[Case] = [
    case(views.skill_options, "", Suggestions(FOUND[:2])),
    case(views.skill_options, "own-words", Suggestions(FOUND, "Videos for shops")),
    case(views.skill_groups, "", Suggestions(FOUND)),
    case(views.skill_groups, "empty", Suggestions(())),
    case(views.desk, "", DESK),
    case(views.desk, "nothing", SkillsDesk(())),
    case(views.desk, "many", replace(DESK, more=12)),
    *(
        case(views.desk, deed.value.replace("_", "-"), replace(DESK, done=Done(deed, "Beekeeping", "Gardening")))
        for deed in (Deed.TAKEN_IN, Deed.MERGED, Deed.LEFT_OUT)
    ),
    case(views.skill_page, "", PAGE),
    case(views.skill_page, "bare", SkillPage(7, 1, "Letterpress", None, 0, (), ())),
    case(views.merge_form, "", MERGER),
    case(views.merge_form, "bare", replace(MERGER, version=None, people=0, both=0, across=0)),
    case(views.merge_form, "one", replace(MERGER, people=1, both=1, across=1)),
    case(views.merge_form, "nearly", MERGER, "Reels and clip"),
    case(views.alike_form, "", replace(MERGER, version=None, people=1, both=0, across=0), "growth"),
    case(views.skills_merged, "", MERGED),
    case(views.skills_merged, "learns", replace(MERGED, shown=False)),
    case(views.skill_saved, "", Done(Deed.CHANGED, "Short clips")),
    case(views.skill_saved, "merged", Done(Deed.MERGED, "Short clips", "Short videos")),
    case(views.skills_waiting, "", WaitingFacts(3)),
    case(views.skills_waiting, "one", WaitingFacts(1)),
    case(views.skill_left_out, "", LEFT_OUT),
    case(views.skill_left_out, "nothing-left", replace(LEFT_OUT, left=0)),
]
