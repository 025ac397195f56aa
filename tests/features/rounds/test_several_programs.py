"""Two programs with the same people: one swap is enough for two."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db import Database
from bot.features.rounds.approve import approve
from bot.features.rounds.inputs import problem_of
from bot.models import Member, Pairing, PairingState, Program, Round
from tests.factories import NOW, Factory
from tests.features.rounds.company import Company, company, member_of, pairs_of, proposed


def twin(session: Session, acme: Company) -> Company:
    """A second program with the same people, skills and owner."""
    make = acme.make
    program = make.program(acme.owner)

    def join(enrollment, **skills: tuple[str, ...]):
        return make.enroll(program, member_of(session, enrollment), **skills)

    return Company(
        make,
        acme.owner,
        program,
        ana=join(acme.ana, teaches=("TikTok",), learns=("Budgeting",)),
        ben=join(acme.ben, teaches=("Python",)),
        cleo=join(acme.cleo, teaches=("Budgeting",), learns=("TikTok",)),
        dan=join(acme.dan, learns=("Python",)),
    )


@pytest.mark.parametrize("state", list(PairingState))
def test_a_couple_of_another_program_is_forbidden_while_it_lasts(session: Session, state: PairingState) -> None:
    acme = company(session)
    second = twin(session, acme)
    make = Factory(session)
    make.pairing(acme.ana, acme.cleo, state)
    problem = problem_of(session, NOW, second.program, 1)
    forbidden = [{couple.mentor, couple.mentee} for couple in problem.forbids]
    live = state in (PairingState.OFFERED, PairingState.ACTIVE)
    assert forbidden == ([{str(second.ana.id), str(second.cleo.id)}] if live else [])
    assert problem_of(session, NOW, acme.program, 1).forbids == ()


def test_the_second_program_finds_other_couples(database: Database) -> None:
    with database.transaction() as session:
        acme = company(session)
        second = twin(session, acme)
        Factory(session).pairing(acme.ana, acme.cleo)
    round_ = proposed(database, second)
    with database.reading() as session:
        assert pairs_of(session, round_) == {(second.ben.id, second.dan.id)}


def test_of_two_programs_approved_at_once_one_makes_the_couple(database: Database) -> None:
    with database.transaction() as session:
        acme = company(session)
        second = twin(session, acme)
    rounds = [proposed(database, acme), proposed(database, second)]

    def decide(round_: Round) -> int:
        with database.transaction() as session:
            return approve(session, NOW, session.get_one(Member, acme.owner.id), round_.id, round_.version).pairs

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(decide, rounds)) == [0, 2]
    with database.reading() as session:
        programs = {pairing.program_id for pairing in session.scalars(select(Pairing))}
        assert len(programs) == 1
        assert session.get(Program, programs.pop()) is not None
