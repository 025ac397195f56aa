"""The help, for each state that a member can be in."""

from datetime import UTC, date, datetime

from msgspec.structs import replace

from bot.features.checkins.facts import Hello, HelloFacts, Record
from bot.features.closing.facts import OverFacts
from bot.features.home import views
from bot.features.home.facts import HelpFacts, HomeFacts, HomePlace, Joinable, OpenOffer, OwnedProgram
from tests.golden.case import CLEO, PROGRAM, Case, case
from tests.golden.cases.checkins import MEETING
from tests.golden.cases.enrollment import PLACE
from tests.golden.cases.pairings import OTHER, PAIRING, TO_ANA
from tests.golden.cases.rounds import NOTHING

STRANGER = HelpFacts(enrollment_id=None, several=False, joinable_id=3, paused=False, owns=False, may_create=False)
MEMBER = replace(STRANGER, enrollment_id=21)

NOBODY = HomeFacts(
    places=(),
    to_confirm=(),
    hello=None,
    prompts_off=False,
    over=(),
    record=Record(taught=(), learned=(), meetings=0, minutes=0),
    joinable=(Joinable(3, PROGRAM), Joinable(4, "New voices")),
    owned=(),
    skills_waiting=None,
    quiet_words=0,
    may_create=False,
)
UNPAIRED = replace(NOBODY, hello=HelloFacts(Hello.NO_SWAP))
WAITING = HomePlace(place=PLACE, offers=(), swaps=(), unmatched=None)
SWAPPING = replace(
    NOBODY,
    places=(replace(WAITING, swaps=(PAIRING,)),),
    hello=HelloFacts(Hello.PLANNED, datetime(2027, 1, 12, 10, tzinfo=UTC)),
    record=Record(taught=("Short videos", "What newcomers see"), learned=("Budgeting",), meetings=3, minutes=135),
    joinable=(Joinable(4, "New voices"),),
)
OWNER = replace(
    NOBODY,
    joinable=(),
    owned=(OwnedProgram(3, PROGRAM, 12, 5, 2), OwnedProgram(4, "New voices", 1, 0, 0)),
    skills_waiting=0,
    may_create=True,
)
OVER = OverFacts("Old friends", date(2027, 1, 29), (CLEO,))
FULL = replace(
    SWAPPING,
    places=(replace(WAITING, swaps=(PAIRING,) * 9, offers=(OpenOffer(TO_ANA, accepted=False),) * 9),) * 9,
    to_confirm=(MEETING,) * 9,
    joinable=NOBODY.joinable * 9,
    owned=OWNER.owned * 9,
    skills_waiting=3,
    prompts_off=True,
    over=(OVER,) * 9,
    may_create=True,
)

CASES: list[Case] = [
    case(views.home, "stranger", NOBODY),
    case(views.home, "waiting", replace(UNPAIRED, places=(WAITING,))),
    case(
        views.home,
        "may-look",
        replace(UNPAIRED, places=(replace(WAITING, place=replace(PLACE, fill_in=21)),)),
    ),
    case(
        views.home,
        "unmatched",
        replace(UNPAIRED, places=(replace(WAITING, unmatched=NOTHING),)),
    ),
    case(
        views.home,
        "offered",
        replace(
            UNPAIRED,
            places=(replace(WAITING, offers=(OpenOffer(TO_ANA, accepted=False),)),),
        ),
    ),
    case(
        views.home,
        "accepted",
        replace(
            UNPAIRED,
            places=(replace(WAITING, offers=(OpenOffer(TO_ANA, accepted=True),)),),
        ),
    ),
    case(views.home, "swapping", SWAPPING),
    case(views.home, "unreadable", replace(UNPAIRED, places=(replace(WAITING, is_readable=False),))),
    case(views.home, "first-meeting", replace(SWAPPING, record=replace(SWAPPING.record, meetings=1, minutes=45))),
    case(views.home, "to-confirm", replace(SWAPPING, to_confirm=(MEETING,))),
    case(views.home, "prompts-off", replace(SWAPPING, prompts_off=True)),
    case(
        views.home,
        "own-words",
        replace(
            UNPAIRED,
            places=(replace(WAITING, place=replace(PLACE, waiting=("Beekeeping",))),),
        ),
    ),
    case(
        views.home,
        "two-programs",
        replace(SWAPPING, places=(*SWAPPING.places, replace(WAITING, swaps=(OTHER,))), hello=HelloFacts(Hello.OFF)),
    ),
    case(
        views.home,
        "paused",
        replace(
            NOBODY,
            places=(replace(WAITING, place=replace(PLACE, paused_until=date(2027, 1, 18), state="paused")),),
            hello=HelloFacts(Hello.ON_BREAK),
        ),
    ),
    *(
        case(views.home, f"hello-{state}", replace(SWAPPING, hello=HelloFacts(state)))
        for state in (Hello.UNANSWERED, Hello.AWAY, Hello.RESTS)
    ),
    case(views.home, "owner", OWNER),
    case(views.home, "quiet-words", replace(OWNER, quiet_words=2)),
    case(views.home, "full", FULL),
    case(views.home, "over", replace(NOBODY, over=(OVER,))),
    case(views.home, "over-alone", replace(NOBODY, over=(replace(OVER, partners=()),), joinable=())),
    case(
        views.home,
        "starts-later",
        replace(UNPAIRED, places=(replace(WAITING, place=replace(PLACE, starts_on=date(2027, 2, 1))),)),
    ),
    case(
        views.home,
        "owner-of-closed",
        replace(
            OWNER,
            owned=(
                OwnedProgram(3, PROGRAM, 0, 0, 0),
                OwnedProgram(4, "Old", 9, 0, 0, closed=True),
                OwnedProgram(5, "Next", 0, 0, 0, draft=True),
            ),
            skills_waiting=1,
        ),
    ),
    case(views.home, "first-owner", replace(OWNER, owned=())),
    case(views.help_message, "stranger", STRANGER),
    case(views.help_message, "nothing-open", replace(STRANGER, joinable_id=None)),
    case(views.help_message, "member", MEMBER),
    case(views.help_message, "several", replace(MEMBER, several=True)),
    case(views.help_message, "paused", replace(MEMBER, paused=True)),
    case(views.help_message, "owner", replace(MEMBER, owns=True, may_create=True)),
    case(views.help_message, "first-owner", replace(STRANGER, joinable_id=None, may_create=True)),
]
