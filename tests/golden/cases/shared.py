"""What every feature shares: the type-ahead of skills, and the notice of a form that can't go on."""

from bot.features.skills import views as skills
from bot.slack import answering
from tests.golden.case import Case, T, case

CASES: list[Case] = [
    case(skills.skill_options, "", [(1, "Short videos"), (2, "Budgeting")], None),
    case(skills.skill_options, "own-words", [(1, "Short videos")], "Videos for shops"),
    case(answering.notice_modal, "", T("error-not-yours")),
]
