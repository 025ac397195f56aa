"""What a message's caretaker is told of it."""

from msgspec.structs import replace

from bot.features.delivery import views
from bot.features.delivery.facts import NotReachedFacts, OutboxFacts
from bot.terms import OutboxState
from tests.golden.case import ANA, CLEO, DAN, TOWN, Case, case

DEAD = OutboxFacts(
    outbox_id=41,
    kind="HelpAsked",
    channel=None,
    state=OutboxState.DEAD,
    error="internal_error",
    can_be_sent_again=True,
)
POSTED = replace(DEAD, kind="ProgramAnnounced", channel=TOWN)
KINDS = (
    *("ProgramAnnounced", "PairIntroduced", "RoundProposed", "RoundFailed", "HelpAsked"),
    *("ReportAsked", "ReportFileAsked", "NudgeDue"),
)

CASES: list[Case] = [
    case(views.not_reached, "one", NotReachedFacts((ANA,), 0)),
    case(views.not_reached, "many", NotReachedFacts((ANA, CLEO, DAN), 7)),
    case(views.died, "", DEAD),
    case(views.died, "not-in-channel", replace(POSTED, error="not_in_channel")),
    case(views.died, "is-archived", replace(POSTED, error="is_archived")),
    case(views.died, "not-drawn", replace(DEAD, kind="ReportFileAsked", error="not_drawn")),
    *(
        case(views.died, error.replace("_", "-"), replace(DEAD, error=error, can_be_sent_again=False))
        for error in ("user_disabled", "user_not_found", "expired")
    ),
    *(
        case(views.unknown, kind, replace(POSTED, kind=kind, state=OutboxState.HELD, error="timeout"))
        for kind in KINDS
    ),
    case(views.settled, "arrived", replace(POSTED, state=OutboxState.SENT, error="")),
    case(views.settled, "sending-again", replace(POSTED, state=OutboxState.PENDING, error="")),
    case(views.settled, "died", POSTED),
]
