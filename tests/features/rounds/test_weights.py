"""What counts in a match is its program's setting; a round keeps it, so that it can be run again."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from bot.db import Database
from bot.errors import NotYours, UserError
from bot.features.programs import weights
from bot.features.programs.weights import SUGGESTED, points, weights_of
from bot.features.rounds.inputs import restored
from bot.matching.problem import TOP_SCORE, Weights
from bot.models import Member, Round, RoundPair
from tests.factories import NOW, Factory
from tests.features.rounds.company import company, member_of, proposed

ONLY_SKILLS = {part: 100 * (part == "skill_fit") for part in SUGGESTED}
shares = st.fixed_dictionaries({part: st.integers(0, 100) for part in SUGGESTED}).filter(
    lambda one: any(one.values())
)


@given(shares)
def test_points_keep_the_proportions_and_add_up(shares: dict[str, int]) -> None:
    found, total = points(shares), sum(shares.values())
    assert sum(found.values()) == TOP_SCORE
    assert all(abs(found[part] - TOP_SCORE * share / total) < 1 for part, share in shares.items())
    assert points(shares) == found
    Weights(**found)


def test_what_is_suggested_is_what_the_matcher_does_by_itself() -> None:
    assert Weights(**points(SUGGESTED)) == Weights()


def test_a_round_is_found_by_them_and_keeps_them(database: Database) -> None:
    with database.transaction() as session:
        acme = company(session)
        weights.change(session, NOW, acme.owner, acme.program.id, SUGGESTED, ONLY_SKILLS)
    round_ = proposed(database, acme)
    with database.transaction() as session:
        owner = session.get_one(Member, acme.owner.id)
        weights.reset(session, NOW, owner, acme.program.id)
        kept = restored(session.get_one(Round, round_.id).inputs).rules.weights
        assert kept == Weights(**points(ONLY_SKILLS))
        pairs = session.query(RoundPair).all()
        assert pairs and all(pair.score == pair.why["parts"]["skill_fit"] > 45_000 for pair in pairs)


@pytest.mark.parametrize(
    "wrong, key", [({"hours": -1}, "weights-out-of-bounds"), ({"hours": 101}, "weights-out-of-bounds")]
)
def test_a_number_out_of_bounds_is_refused_at_its_field(session: Session, wrong: dict[str, int], key: str) -> None:
    acme = company(session)
    with pytest.raises(UserError, match=key) as refused:
        weights.change(session, NOW, acme.owner, acme.program.id, SUGGESTED, {**SUGGESTED, **wrong})
    assert refused.value.field == "hours"


def test_something_has_to_count(session: Session) -> None:
    acme = company(session)
    with pytest.raises(UserError, match="weights-all-zero"):
        weights.change(session, NOW, acme.owner, acme.program.id, SUGGESTED, dict.fromkeys(SUGGESTED, 0))
    assert weights_of(acme.program) == Weights()


def test_of_two_owners_at_once_the_second_is_told(database: Database) -> None:
    with database.transaction() as session:
        acme = company(session)

    def change(hours: int) -> str:
        try:
            with database.transaction() as session:
                owner = session.get_one(Member, acme.owner.id)
                weights.change(session, NOW, owner, acme.program.id, SUGGESTED, {**SUGGESTED, "hours": hours})
        except UserError as error:
            return error.key
        return "done"

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(change, (1, 2))) == ["done", "weights-changed-meanwhile"]


def test_only_owners_say_what_counts(session: Session) -> None:
    acme = company(session)
    make = Factory(session)
    make.workspace("T2")
    elsewhere = make.member("Olive Owner", slack_id=acme.owner.slack_id)
    for stranger in (elsewhere, member_of(session, acme.ana)):
        with pytest.raises(NotYours):
            weights.draft(session, stranger, acme.program.id)
        with pytest.raises(NotYours):
            weights.change(session, NOW, stranger, acme.program.id, SUGGESTED, ONLY_SKILLS)
        with pytest.raises(NotYours):
            weights.reset(session, NOW, stranger, acme.program.id)
