"""Joining, the profile, and what a member reads about their place."""

from datetime import date

from msgspec.structs import replace

from bot.days_off import Region
from bot.features.enrollment.facts import Joinable, JoinDraft, Place, ProfileDraft
from bot.features.enrollment.views import joining as joining_views
from bot.features.enrollment.views import place as place_views
from bot.features.enrollment.views import profile as profile_views
from tests.golden.case import CLEO, DAN, NINO, OLGA, PROGRAM, Case, case

NEWCOMER = JoinDraft(
    program_id=3,
    program=PROGRAM,
    owners=(OLGA,),
    direction="both",
    teaches=(),
    learns=(),
    level=None,
    manager=None,
    enrolled=False,
)
BACK = replace(
    NEWCOMER,
    owners=(OLGA, NINO),
    direction="teach",
    teaches=((1, "Short videos"), (4, "What newcomers see")),
    learns=((2, "Budgeting"),),
    level=2,
    manager=DAN.slack_id,
    enrolled=True,
)
PLACE = Place(
    enrollment_id=21,
    program_id=3,
    program=PROGRAM,
    starts_on=None,
    asks_first=True,
    state="active",
    paused_until=None,
    teaches=("Short videos", "What newcomers see"),
    learns=("Budgeting",),
    waiting=(),
    next_nudge_at=None,
    nudges_off=False,
)
PAUSED = replace(PLACE, state="paused", paused_until=date(2027, 2, 1))
PROFILE = ProfileDraft(
    enrollment_id=21,
    program=PROGRAM,
    capacity=1,
    format="any",
    style="any",
    languages="",
    interests="",
    team="",
    location="",
    work_days=(0, 1, 2, 3, 4),
    work_starts=9 * 60,
    work_ends=17 * 60,
    nudge_day=1,
    nudge_minute=10 * 60,
    unasked_a_week=2,
    holidays=Region("PT"),
    own_holidays=False,
    avoid=(),
    timezone="Europe/Lisbon",
)
FILLED = replace(
    PROFILE,
    capacity=2,
    format="call",
    style="by_example",
    languages="English, português",
    interests="climbing, jazz",
    team="Design",
    location="Lisbon",
    avoid=((53, CLEO.slack_id),),
)

CASES: list[Case] = [
    case(joining_views.join_form, "", NEWCOMER),
    case(joining_views.join_form, "again", BACK),
    case(joining_views.join_saved, "", PLACE, True),
    case(joining_views.join_saved, "teaches-only", replace(PLACE, learns=()), True),
    case(joining_views.join_saved, "asks-nobody", replace(PLACE, asks_first=False), True),
    case(joining_views.join_saved, "starts-later", replace(PLACE, starts_on=date(2027, 3, 1)), True),
    case(joining_views.join_saved, "again", PLACE, False),
    case(
        joining_views.choose_program,
        "",
        [Joinable(4, "New voices", enrolled=False), Joinable(3, PROGRAM, enrolled=True)],
    ),
    case(profile_views.choose_profile, "", [PLACE, replace(PLACE, enrollment_id=22, program="New voices")]),
    case(joining_views.joined, "", PLACE),
    case(joining_views.joined, "own-words", replace(PLACE, waiting=("Repairing radios",))),
    case(joining_views.join_saved, "own-words", replace(PLACE, waiting=("Repairing radios", "Letterpress")), True),
    case(place_views.look_now, "", 21),
    case(place_views.confidence_after, "", 21),
    case(joining_views.joined, "late", replace(PLACE, fill_in=21)),
    case(joining_views.joined, "starts-later", replace(PLACE, starts_on=date(2027, 3, 1))),
    case(joining_views.joined, "learns-only", replace(PLACE, teaches=())),
    case(joining_views.joined, "asks-nobody", replace(PLACE, asks_first=False)),
    case(place_views.pause_ended, "", PAUSED),
    case(place_views.resumed, "", [PROGRAM]),
    case(place_views.resumed, "several", [PROGRAM, "New voices"]),
    case(place_views.resumed, "already", []),
    case(place_views.back, "", [PROGRAM]),
    case(place_views.back, "already", []),
    case(profile_views.profile_form, "", PROFILE),
    case(profile_views.profile_form, "filled", FILLED),
    case(profile_views.profile_form, "no-holidays", replace(PROFILE, holidays=None, own_holidays=True)),
    case(profile_views.profile_form, "no-country", replace(PROFILE, holidays=None)),
    case(profile_views.profile_form, "of-a-state", replace(PROFILE, holidays=Region("DE-BY"), own_holidays=True)),
    case(
        profile_views.profile_form, "more-came-back", replace(PROFILE, avoid=tuple((n, f"U{n}") for n in range(11)))
    ),
    case(profile_views.profile_form, "unreadable", replace(PROFILE, is_readable=False)),
    case(profile_views.holiday_options, "", [Region("PT"), Region("DE-BY")], Region("PT"), is_search=False),
    case(profile_views.holiday_options, "found", [Region("DE"), Region("DE-BY")], Region("PT"), is_search=True),
    case(profile_views.profile_saved, ""),
]
