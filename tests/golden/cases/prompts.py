"""The question what somebody could show, and an owner's question for a gap."""

from msgspec.structs import replace

from bot.features.prompts import views
from bot.features.prompts.facts import AskFacts, PromptFacts
from tests.golden.case import PROGRAM, Case, case

ASKED = PromptFacts(
    prompt_id=9,
    program=PROGRAM,
    by_owner=False,
    wanted=((5, "Excel"), (6, "SQL"), (7, "Podcasting")),
    shown=(),
    waiting=(),
)
SAID = replace(ASKED, wanted=ASKED.wanted[1:], shown=((5, "Excel"),))
GAP = AskFacts(3, PROGRAM, 5, "Excel", wanted_by=4, shown_by=1, people=12, asked=3)

CASES: list[Case] = [
    case(views.prompted, "", ASKED),
    case(views.prompted, "one", replace(ASKED, wanted=ASKED.wanted[:1])),
    case(views.prompted, "by-owner", replace(ASKED, by_owner=True, wanted=ASKED.wanted[:1])),
    case(views.prompted, "said", SAID),
    case(
        views.prompted, "own-words", replace(SAID, shown=(*SAID.shown, (11, "Beekeeping")), waiting=("Beekeeping",))
    ),
    case(views.prompted, "all-said", replace(ASKED, wanted=(), shown=ASKED.wanted)),
    case(views.prompted, "nothing-missing", replace(ASKED, wanted=())),
    case(views.nothing_now, "", 9),
    case(views.turned_off, ""),
    case(views.turned_on, ""),
    case(views.ask_form, "", GAP),
    case(views.ask_form, "nobody-shows", replace(GAP, shown_by=0, people=1, asked=0)),
    case(views.ask_form, "nobody", replace(GAP, people=0, asked=0)),
    case(views.ask_form, "all-asked", replace(GAP, people=0, asked=3)),
    case(views.asked, "", 12),
    case(views.asked, "one", 1),
    case(views.asked, "nobody", 0),
]
