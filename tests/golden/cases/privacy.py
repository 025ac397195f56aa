"""What the bot keeps about its reader."""

from datetime import date

from msgspec.structs import replace

from bot.features.privacy import views
from bot.features.privacy.facts import Copy, Held, HeldPlace
from bot.mentions import NOBODY
from tests.golden.case import CLEO, DAN, PROGRAM, Case, case

HELD = Held(
    name="Ana",
    email="ana@acme.com",
    timezone="Europe/Lisbon",
    level=2,
    manager=CLEO,
    where=("Brand", "Marketing", "Lisbon"),
    listed=True,
    places=(HeldPlace(PROGRAM, ("TikTok", "Accessibility"), ("Budgeting",), ("climbing",), 1),),
    swaps=1,
    meetings=3,
    check_ins=4,
    pulses=2,
    help_requests=1,
    messages=17,
    runs=(),
    enrollment_id=5,
    joined_id=3,
)
STRANGER = replace(
    HELD,
    **dict.fromkeys(("email", "level", "manager", "enrollment_id", "joined_id")),
    **dict.fromkeys(("where", "places"), ()),
    **dict.fromkeys(("swaps", "meetings", "check_ins", "pulses", "help_requests", "messages"), 0),
    listed=False,
)
BARE = HeldPlace(PROGRAM, (), (), (), 0)
ROWS = {
    "members": [{"name": "Ana", "email": None, "level": 2, "manager": CLEO, "work_days": ["Monday", "Friday"]}],
    "enrollments": [{"program": PROGRAM, "avoid": [DAN, NOBODY]}],
}

CASES: list[Case] = [
    case(views.privacy, "", HELD),
    case(views.privacy, "stranger", STRANGER),
    case(
        views.privacy,
        "unreadable",
        replace(HELD, places=(replace(HELD.places[0], avoid=0, interests=(), is_readable=False),)),
    ),
    case(views.privacy, "owner", replace(HELD, runs=(PROGRAM,), places=(BARE, replace(HELD.places[0], avoid=2)))),
    case(views.copy_comes, ""),
    case(views.copy_files, "", Copy(ROWS, date(2027, 1, 4))),
    case(views.erase_form, ""),
    case(views.erased, ""),
    case(views.empty_home, ""),
]
