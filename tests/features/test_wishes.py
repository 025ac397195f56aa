"""Skill supply and demand of a program's people."""

from typing import Any

from sqlalchemy import event, select
from sqlalchemy.orm import Session

from bot.features.enrollment.facts import SkillBalance
from bot.features.enrollment.wishes import supply_and_demand
from bot.models import EnrollmentState, Skill, SkillState
from tests.factories import NOW, Factory


def test_it_counts_who_is_there_and_begins_with_what_is_most_short(session: Session) -> None:
    make = Factory(session)
    program, other = make.program(), make.program()
    for learns in (["AI assistants", "TikTok"], ["AI assistants", "Budgets"], ["AI assistants"]):
        make.enroll(program, make.member(), learns=learns)
    make.enroll(program, make.member(), teaches=["TikTok", "AI assistants", "Photo"])
    make.enroll(other, make.member(), teaches=["Budgets", "Elsewhere"])
    assert supply_and_demand(session, program) == [
        SkillBalance("AI assistants", 1, 3),
        SkillBalance("Budgets", 0, 1),
        SkillBalance("TikTok", 1, 1),
        SkillBalance("Photo", 1, 0),
    ]


def test_who_is_away_and_what_nobody_has_approved_is_not_counted(session: Session) -> None:
    make = Factory(session)
    program = make.program()
    make.enroll(program, make.member(), teaches=["TikTok"], state=EnrollmentState.PAUSED)
    make.enroll(program, make.member(), teaches=["TikTok"], state=EnrollmentState.LEFT)
    make.enroll(program, make.member(deactivated_at=NOW), teaches=["TikTok"])
    make.enroll(program, make.member(), teaches=["Gossip"])
    session.scalars(select(Skill).filter_by(name="Gossip")).one().state = SkillState.PROPOSED
    session.flush()
    assert supply_and_demand(session, program) == []


def test_it_asks_the_database_once(session: Session) -> None:
    make = Factory(session)
    program = make.program()
    for number in range(12):
        make.enroll(program, make.member(), teaches=[f"Skill {number}"], learns=["TikTok"])
    statements: list[str] = []

    def note(*told: Any) -> None:
        statements.append(told[2])

    event.listen(session.get_bind(), "before_cursor_execute", note)
    assert len(supply_and_demand(session, program)) == 13
    event.remove(session.get_bind(), "before_cursor_execute", note)
    assert len(statements) == 1
