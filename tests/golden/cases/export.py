"""A program's data for its owner."""

from bot.features.export import views
from bot.features.export.facts import ExportFacts
from tests.golden.case import PROGRAM, Case, case
from tests.golden.cases.reports import ONE_WEEK

DOCUMENT = {
    "exported_at": "2027-03-01T10:00:00+00:00",
    "program": {"name": PROGRAM, "owners": ["Olga"]},
    "skills": [{"skill": "Short videos", "supply": 3, "demand": 5}],
    "rounds": [{"number": 1, "pairs": [{"mentor": "Ana", "mentee": "Cleo", "score": 812}]}],
    "what_owners_did": [],
}

CASES: list[Case] = [
    case(views.export, "", ExportFacts(PROGRAM, DOCUMENT, ONE_WEEK)),
    case(views.export, "no-week-yet", ExportFacts(PROGRAM, DOCUMENT, None)),
    case(views.on_its_way, "", PROGRAM),
]
