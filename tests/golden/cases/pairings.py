"""The private question, the introduction, a pairing, and its end."""

from datetime import UTC, date, datetime

from msgspec.structs import replace

from bot.features.pairings.facts import Card, EndedFacts, IntroductionFacts, OfferFacts, PairingFacts, Unpaired, Why
from bot.features.pairings.views import leaving, swaps
from tests.golden.case import ANA, CLEO, DAN, PROGRAM, Case, case
from tests.golden.cases.enrollment import PLACE

ANAS = Card(
    who=ANA, teaches=("Short videos", "What newcomers see"), learns=("Budgeting",), team="Design", location="Lisbon"
)
CLEOS = Card(who=CLEO, teaches=("Budgeting",), learns=("Short videos",), team="Finance", location=None)
BARE = Card(who=CLEO, teaches=(), learns=("Short videos",), team=None, location=None)
TO_ANA = OfferFacts(
    pairing_id=7,
    program=PROGRAM,
    partner=CLEOS,
    you_show=("Short videos",),
    they_show=("Budgeting",),
    interests=("jazz", "climbing"),
    answer_by=datetime(2027, 1, 11, 17, tzinfo=UTC),
)
PLAIN_TO_ANA = replace(TO_ANA, partner=BARE, they_show=(), interests=())
PLAIN_TO_CLEO = replace(TO_ANA, partner=ANAS, you_show=(), they_show=("Short videos",), interests=())
INTRODUCTION = IntroductionFacts(
    pairing_id=0,
    program=PROGRAM,
    asked=True,
    mentor=ANAS,
    mentee=CLEOS,
    why=Why(learns=("Short videos",), gives_back=("Budgeting",), interests=("jazz",), overlap_minutes=900),
)
ONE_WAY = replace(
    INTRODUCTION,
    mentor=replace(ANAS, learns=()),
    mentee=BARE,
    why=Why(learns=("Short videos",), gives_back=(), interests=(), overlap_minutes=None),
)
PAIRING = PairingFacts(
    pairing_id=7,
    program=PROGRAM,
    partner=CLEO,
    you_show=("Short videos",),
    they_show=("Budgeting",),
    interests=("jazz",),
    since_on=date(2027, 1, 4),
)
OTHER = replace(
    PAIRING, pairing_id=8, partner=DAN, program="New voices", you_show=(), they_show=("Python",), interests=()
)
ENDED = EndedFacts(program=PROGRAM, partner=CLEO, partner_is_away=False, fill_in=21)
PLACES = [PLACE, replace(PLACE, enrollment_id=22, program="New voices")]

CASES: list[Case] = [
    case(swaps.offered, "", TO_ANA),
    case(swaps.offered, "they-give-no-skill", PLAIN_TO_ANA),
    case(swaps.offered, "you-give-no-skill", PLAIN_TO_CLEO),
    case(swaps.offered, "nobody-knows-why", replace(PLAIN_TO_ANA, you_show=())),
    case(swaps.reminded, "", TO_ANA),
    case(swaps.accepted, "", PAIRING, False),
    case(swaps.accepted, "offer", TO_ANA, False),
    case(swaps.accepted, "introduced", PAIRING, True),
    case(swaps.accepted, "before", PAIRING, True, 21),
    case(swaps.declined, "", 21),
    case(swaps.declined, "rounds-only", None),
    case(swaps.closed, "rounds-only", replace(ENDED, fill_in=None)),
    case(swaps.offer_question, "", TO_ANA),
    case(swaps.my_pairing, "", PAIRING),
    case(swaps.my_pairing, "nobody-knows-why", replace(PAIRING, you_show=(), they_show=())),
    case(swaps.closed, "", ENDED),
    case(swaps.closed, "on-a-break", replace(ENDED, fill_in=None, is_in=False)),
    case(swaps.waiting, "", CLEO, 7),
    *(
        case(swaps.introduction, f"icebreaker-{number}", replace(INTRODUCTION, pairing_id=number))
        for number in range(swaps.ICEBREAKERS)
    ),
    case(swaps.introduction, "one-way", ONE_WAY),
    case(swaps.introduction, "nobody-knows-why", replace(ONE_WAY, why=Why((), (), (), None))),
    case(swaps.introduction, "asks-nobody", replace(INTRODUCTION, asked=False)),
    case(swaps.my_pairings, "nowhere", [], [], False),
    case(swaps.my_pairings, "none", [], [Unpaired(PROGRAM, 21)], False),
    case(swaps.my_pairings, "none-rounds-only", [], [Unpaired(PROGRAM, None)], False),
    case(swaps.my_pairings, "paused", [], [Unpaired(PROGRAM, None, date(2027, 1, 18))], False),
    case(swaps.my_pairings, "offered", [], [Unpaired(PROGRAM, None)], True),
    case(swaps.my_pairings, "one", [PAIRING], [], False),
    case(swaps.my_pairings, "several", [PAIRING, OTHER], [Unpaired("Fresh eyes", 23)], True),
    case(swaps.ended_by_you, "", 21),
    case(swaps.ended_by_you, "rounds-only", None),
    case(swaps.ended_by_you, "look-back", 21, 21),
    case(swaps.ended_by_you, "on-a-break", None, None, False),
    case(swaps.ended, "", ENDED),
    case(swaps.ended, "look-back", replace(ENDED, look_back=21)),
    case(swaps.ended, "on-a-break", replace(ENDED, fill_in=None, is_in=False)),
    case(swaps.ended, "partner-away", replace(ENDED, partner_is_away=True)),
    case(leaving.pause_form, "", [PLACE], date(2027, 1, 18)),
    case(leaving.pause_form, "several", PLACES, date(2027, 1, 18)),
    case(leaving.pause_form, "chosen", PLACES, date(2027, 1, 18), PLACES[0].enrollment_id),
    case(leaving.leave_form, "", [PLACE]),
    case(leaving.leave_form, "several", PLACES),
    case(leaving.paused, "", [PROGRAM], date(2027, 1, 18)),
    case(leaving.paused, "several", [PROGRAM, "New voices"], date(2027, 1, 18)),
    case(leaving.left, "", PROGRAM),
]
