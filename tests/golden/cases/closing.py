"""A program's end: the word before, the thanks, what owners read, and that it goes on after all."""

from datetime import UTC, date, datetime

from msgspec.structs import replace

from bot.features.closing import views
from bot.features.closing.facts import ClosedFacts, EndFacts, OwnerFacts, WrapUpFacts
from bot.terms import Stage
from tests.golden.case import ANA, CLEO, DESK, PROGRAM, TOWN, Case, case
from tests.golden.cases.objectives import SOME

ENDS = EndFacts(program=PROGRAM, ends_on=date(2027, 6, 30), partners=(CLEO,))
CLOSED = ClosedFacts(program=PROGRAM, ended_on=date(2027, 6, 30), partners=(CLEO,), joinable=())
OWN = OwnerFacts(
    program_id=3,
    program=PROGRAM,
    people=42,
    pairs=20,
    meetings=61,
    hours=97.5,
    report_at=datetime(2027, 7, 5, 12, tzinfo=UTC),
    report_channel=DESK,
)
WRAP_UP = WrapUpFacts(
    program_id=3,
    program=PROGRAM,
    starts_on=date(2027, 1, 4),
    ended_on=date(2027, 6, 30),
    people=42,
    pairs=20,
    meetings=61,
    hours=98,
    skills=17,
    standings=SOME,
    channel=TOWN,
    confidence_at=datetime(2027, 7, 15, 12, tzinfo=UTC),
    fewest=5,
)
FEW = replace(WRAP_UP, people=None, pairs=None, meetings=None, hours=None, skills=None, standings=())

CASES: list[Case] = [
    case(views.end_nears, "", ENDS),
    case(views.end_nears, "two-swaps", replace(ENDS, partners=(ANA, CLEO))),
    case(views.prolonged, "", replace(ENDS, partners=())),
    case(views.prolonged, "on-a-break", replace(ENDS, partners=(), is_in=False)),
    case(views.prolonged, "swap", ENDS),
    case(views.prolonged, "no-end", replace(ENDS, ends_on=None)),
    case(views.closed, "", CLOSED),
    case(views.closed, "look-back", replace(CLOSED, look_back=5)),
    case(views.closed, "alone", replace(CLOSED, partners=())),
    case(views.closed, "joinable", replace(CLOSED, joinable=((4, "New voices"), (5, "Fresh eyes")))),
    *(case(views.closed, f"early-{len(who)}", replace(CLOSED, partners=who, early=True)) for who in ((), (CLEO,))),
    case(views.closed_now, "", PROGRAM, 3, 42),
    case(views.closed_now, "draft", PROGRAM, 3, 0),
    case(views.reopened, "", PROGRAM, Stage.OPEN),
    case(views.reopened, "draft", PROGRAM, Stage.DRAFT),
    case(views.wrap_up, "", WRAP_UP),
    case(views.wrap_up, "few", FEW),
    case(views.wrap_up, "ones", replace(WRAP_UP, meetings=1, hours=1, skills=1, standings=())),
    case(views.wrap_up_preview, "", WRAP_UP),
    case(views.wrap_up_preview, "few", replace(FEW, confidence_at=None)),
    case(views.wrap_up_posted, "", TOWN),
    case(views.own_closed, "", OWN),
    case(views.own_closed, "one", replace(OWN, people=1, pairs=1, meetings=1, hours=1.0, report_channel=None)),
    case(views.own_closed, "nobody", replace(OWN, people=0, pairs=0, meetings=0, hours=0.0)),
]
