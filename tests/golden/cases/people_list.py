"""The organization's list of people, handed in by an owner."""

from msgspec.structs import replace

from bot.features.people_list import views
from bot.features.people_list.facts import ListFacts
from bot.terms import ListState
from tests.golden.case import Case, case

SOUND = ListFacts(
    list_id=4,
    state=ListState.SOUND,
    whole=False,
    people=240,
    new=12,
    same=226,
    missing=3,
    changed=("ana@example.com: level 2 → 3", "ben@example.com: manager – → cleo@example.com"),
    changed_count=2,
    absent=("dan@example.com",),
    absent_count=1,
)
UNSOUND = ListFacts(
    list_id=4,
    state=ListState.UNSOUND,
    whole=False,
    problems=("line 3: level 11 isn't a whole number from 1 to 10", "line 7: ana@example.com is there twice"),
    problems_count=14,
)

CASES: list[Case] = [
    case(views.list_form, ""),
    case(views.list_handed_in, ""),
    case(views.list_read, "sound", SOUND),
    case(views.list_read, "whole", replace(SOUND, whole=True, missing=1)),
    case(views.list_read, "slack-said-nothing", replace(SOUND, absent=(), absent_count=None, missing=0)),
    case(views.list_read, "ignored", replace(SOUND, ignored=("manager", "cost_center"))),
    case(views.list_read, "unsound", UNSOUND),
    case(views.bad_rows, "", UNSOUND),
    *(
        case(views.list_read, state, replace(SOUND, state=state))
        for state in ListState
        if state not in (ListState.SOUND, ListState.UNSOUND)
    ),
]
