"""Who may create programs."""

from bot.features.people import views
from tests.golden.case import NINO, Case, case

CASES: list[Case] = [
    case(views.owners_form, "", [], []),
    case(views.owners_form, "known", [NINO.slack_id], ["olga@example.com", "U0OLGA"]),
    case(views.owners_saved, ""),
]
