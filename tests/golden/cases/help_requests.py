"""Help requests, from both sides."""

from datetime import date

from msgspec.structs import replace

from bot.features.help_requests import views
from bot.features.help_requests.facts import AskedFacts, HelpFacts, Neutral, Part, RequestFacts
from bot.terms import HelpOutcome, HelpState
from tests.golden.case import ANA, CLEO, DAN, NINO, PROGRAM, Case, case

HELP = HelpFacts(
    pairing_id=7,
    neutrals=(Neutral(3, NINO, Part.CONTACT), Neutral(4, DAN, Part.OWNER)),
    member=ANA,
    partner=CLEO,
    program=PROGRAM,
)
OPEN = RequestFacts(
    request_id=9,
    pairing_id=7,
    contact=NINO,
    member=ANA,
    partner=CLEO,
    program=PROGRAM,
    note="We can't find a time, and I don't know how to say so.",
    asked_on=date(2027, 1, 12),
    state=HelpState.OPEN,
    outcome=None,
)
TAKEN_ON = replace(OPEN, state=HelpState.TAKEN_ON)
DONE = replace(OPEN, state=HelpState.DONE, outcome=HelpOutcome.SETTLED)
TAKEN_BACK = replace(OPEN, state=HelpState.TAKEN_BACK)

CASES: list[Case] = [
    case(views.help_form, "", HELP, 11),
    case(views.help_form, "again", replace(HELP, neutrals=HELP.neutrals[:1]), 0, "We can't find a time."),
    case(views.help_sent, "", OPEN),
    case(views.help_sent, "no-note", replace(OPEN, note=None)),
    case(views.help_sent, "taken-on", TAKEN_ON),
    case(views.help_sent, "gone", replace(TAKEN_ON, will_do=False)),
    case(views.help_over, "", TAKEN_BACK),
    case(views.help_over, "done", DONE),
    case(views.help_asked, "", AskedFacts(OPEN, 0)),
    case(views.help_asked, "no-note", AskedFacts(replace(OPEN, note=None), 0)),
    case(views.help_asked, "taken-on", AskedFacts(TAKEN_ON, 1)),
    case(views.help_asked, "done", AskedFacts(DONE, 2)),
    case(views.help_asked, "taken-back", AskedFacts(TAKEN_BACK, 0)),
    case(views.help_reminder, "", AskedFacts(OPEN, 0)),
    case(views.help_reminder, "taken-on", AskedFacts(TAKEN_ON, 0)),
    case(views.help_taken_on, "", TAKEN_ON),
    case(views.help_unanswered, "", OPEN),
    case(views.help_unanswered, "gone", replace(OPEN, will_do=False)),
    case(views.help_not_needed, "", TAKEN_BACK),
    *(case(views.help_done, outcome, replace(DONE, outcome=outcome)) for outcome in HelpOutcome),
    case(views.help_queue, "", [OPEN, replace(TAKEN_ON, request_id=10, member=DAN, note=None)]),
    case(views.help_queue, "empty", []),
    case(views.help_queue, "many", [replace(OPEN, request_id=number) for number in range(1, 18)]),
]
