"""What owners did, as they read it."""

from datetime import UTC, datetime

from msgspec.structs import replace

from bot.features.audit import views
from bot.features.audit.facts import EntryFacts, LogPage
from bot.terms import Deed
from tests.golden.case import OLGA, PROGRAM, Case, case

AT = datetime(2027, 1, 12, 10, 5, tzinfo=UTC)
DEEDS = tuple(
    EntryFacts(
        number,
        AT,
        OLGA if deed != Deed.PEOPLE_IMPORTED else None,
        deed,
        round=2 if deed.startswith(("round", "pair")) else None,
        skill="TikTok" if deed.startswith(("skill", "gap")) else None,
        into="Short video" if deed == Deed.SKILL_MERGED else None,
    )
    for number, deed in enumerate(Deed, 1)
)
PAGE = LogPage(3, PROGRAM, page=0, pages=1, entries=DEEDS, seal="9f86d081884c7d65" * 4, broken_at=None)

CASES: list[Case] = [
    case(views.log_page, "", PAGE),
    case(views.log_page, "empty", replace(PAGE, entries=())),
    case(views.log_page, "middle-page", replace(PAGE, page=1, pages=3)),
    case(views.log_page, "broken", replace(PAGE, broken_at=7)),
]
