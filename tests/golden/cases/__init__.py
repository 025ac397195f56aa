"""Every view in each of its variants, with facts as they come up: one module a feature."""

from tests.golden.case import Case
from tests.golden.cases import (
    audit,
    checkins,
    closing,
    delivery,
    directory,
    enrollment,
    help_requests,
    home,
    pairings,
    people,
    people_list,
    programs,
    prompts,
    reports,
    rounds,
    shared,
    skills,
)

CASES: list[Case] = [
    *people.CASES,
    *people_list.CASES,
    *programs.CASES,
    *skills.CASES,
    *enrollment.CASES,
    *home.CASES,
    *pairings.CASES,
    *directory.CASES,
    *prompts.CASES,
    *checkins.CASES,
    *help_requests.CASES,
    *rounds.CASES,
    *reports.CASES,
    *audit.CASES,
    *closing.CASES,
    *delivery.CASES,
    *shared.CASES,
]
