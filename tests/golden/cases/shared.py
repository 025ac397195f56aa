"""What every feature shares: the notice of a form that can't go on."""

from bot.slack import answering
from tests.golden.case import Case, T, case

CASES: list[Case] = [
    case(answering.notice_modal, "", T("error-not-yours")),
]
