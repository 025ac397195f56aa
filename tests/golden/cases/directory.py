"""What owners read when the organization changes around a pair."""

from bot.features.directory import views
from bot.features.directory.facts import LineFacts
from tests.golden.case import ANA, CLEO, PROGRAM, Case, case

CASES: list[Case] = [case(views.in_one_line, "", LineFacts(program=PROGRAM, mentor=ANA, mentee=CLEO))]
