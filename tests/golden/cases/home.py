"""The help, for each state that a member can be in."""

from dataclasses import replace

from bot.features.home import views
from bot.features.home.views import HelpFacts
from tests.golden.case import Case, case

STRANGER = HelpFacts(enrollment_id=None, joinable_id=3, paused=False, owns=False, may_create=False)
MEMBER = replace(STRANGER, enrollment_id=21)

CASES: list[Case] = [
    case(views.help_message, "stranger", STRANGER),
    case(views.help_message, "nothing-open", replace(STRANGER, joinable_id=None)),
    case(views.help_message, "member", MEMBER),
    case(views.help_message, "paused", replace(MEMBER, paused=True)),
    case(views.help_message, "owner", replace(MEMBER, owns=True, may_create=True)),
    case(views.help_message, "first-owner", replace(STRANGER, joinable_id=None, may_create=True)),
]
