"""Teams, levels or places of a program's people, as its reports tell them apart; where large enough."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.discretion import large_enough
from bot.features.reports.facts import PeopleGroup
from bot.models import Enrollment, EnrollmentState, GroupBy, Member, Program

COLUMNS = {
    GroupBy.LEVEL: Member.level,
    GroupBy.TEAM: Member.team,
    GroupBy.DEPARTMENT: Member.department,
    GroupBy.LOCATION: Member.location,
}


def group_of_each(session: Session, program: Program) -> Mapping[int, str]:
    """By member id, the group that each of the program's people is in now, whether they have left or not."""
    if program.grouped_by == GroupBy.NOTHING:
        return {}
    column = COLUMNS[program.grouped_by]
    rows = session.execute(
        select(Member.id, column)
        .join(Enrollment, Enrollment.member_id == Member.id)
        .where(Enrollment.program_id == program.id, column.is_not(None))
    )
    return {member_id: str(group) for member_id, group in rows}


def people_groups(
    session: Session, program: Program, paired: Collection[int], met: Collection[int]
) -> tuple[PeopleGroup, ...]:
    """Who is in, in an active pair and has met, group by group. `paired`, `met`: ids of members."""
    groups = group_of_each(session, program)
    if not groups:
        return ()
    people = session.scalars(
        select(Enrollment.member_id).where(
            Enrollment.program_id == program.id, Enrollment.state != EnrollmentState.LEFT
        )
    ).all()
    in_all, in_pairs, in_met = (_by_group(who, groups) for who in (people, paired, met))
    shown = large_enough(_sizes(in_all), len(people), program.fewest)
    told = set(large_enough(_sizes(in_pairs), len(paired), program.fewest))
    return tuple(
        PeopleGroup(name, in_all[name], in_pairs[name], in_met.get(name, 0))
        if name in told
        else PeopleGroup(name, in_all[name], None, None)
        for name in shown
    )


def _by_group(people: Collection[int], groups: Mapping[int, str]) -> dict[str, int]:
    found: dict[str, int] = defaultdict(int)
    for member_id in people:
        if member_id in groups:
            found[groups[member_id]] += 1
    return found


def _sizes(found: Mapping[str, int]) -> dict[str, int]:
    return {name: found[name] for name in sorted(found)}
