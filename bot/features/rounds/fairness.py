"""Whether a round finds somebody for all kinds of people alike: by level, team, place, and whether they waited.

Nothing here changes a round: its owners read it before they approve.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.features.rounds.facts import Group, GroupKind, GroupName, Shares, Uneven
from bot.features.rounds.service import owned_round
from bot.matching.terms import Reason
from bot.models import Enrollment, Member, Round, RoundPair, RoundUnmatched

FEWEST = 5
"""People in a group, and in the rest, before the two are compared."""
MUCH = 20
"""Percentage points between a group's share and that of the rest, from which on owners are warned."""


class Placed(Struct, frozen=True):
    """Somebody in a round. `groups`: the name of their group by its kind, where it is known."""

    groups: Mapping[GroupKind, GroupName]
    reason: Reason | None

    @property
    def matched(self) -> bool:
        return self.reason is None


def shares(session: Session, acting: Member, round_id: int) -> Shares:
    """Every group of the round that is large enough, for an owner; raises NotYours."""
    round_, program = owned_round(session, acting, round_id)
    people = placed(session, round_)
    matched = sum(one.matched for one in people)
    return Shares(program.name, Group(matched, len(people)), groups_of(people))


def uneven_in(session: Session, round_: Round) -> tuple[Uneven, ...]:
    """Whom this round finds somebody for much less often than for the rest."""
    return uneven(placed(session, round_))


def placed(session: Session, round_: Round) -> list[Placed]:
    """Everybody whom the round matched, or could not match. A flagged pair counts as one."""
    couples = session.execute(select(RoundPair.mentor_id, RoundPair.mentee_id).filter_by(round_id=round_.id))
    reasons: dict[int, Reason | None] = {person: None for couple in couples for person in couple}
    left = session.execute(select(RoundUnmatched.enrollment_id, RoundUnmatched.why).filter_by(round_id=round_.id))
    reasons |= {person: Reason(why["reason"]) for person, why in left if person not in reasons}
    known = session.execute(
        select(Enrollment.id, Enrollment.waiting_rounds, Member.level, Member.team, Member.location)
        .join(Member, Member.id == Enrollment.member_id)
        .where(Enrollment.program_id == round_.program_id)
        .order_by(Enrollment.id)
    )
    return [
        Placed(_groups(waited, level, team, location), reasons[person])
        for person, waited, level, team, location in known
        if person in reasons
    ]


def _groups(waited: int, level: int | None, team: str | None, location: str | None) -> dict[GroupKind, GroupName]:
    found = {
        GroupKind.LEVEL: level,
        GroupKind.TEAM: team,
        GroupKind.LOCATION: location,
        GroupKind.WAITING: "yes" if waited else "no",
    }
    return {kind: name for kind, name in found.items() if name}


def groups_of(people: Iterable[Placed]) -> dict[GroupKind, dict[GroupName, Group]]:
    """By kind and name, those of at least FEWEST people, the largest first."""
    of_kind: dict[GroupKind, dict[GroupName, list[bool]]] = {kind: defaultdict(list) for kind in GroupKind}
    for one in people:
        for kind, name in one.groups.items():
            of_kind[kind][name].append(one.matched)
    return {
        kind: {
            name: Group(sum(matched), len(matched))
            for name, matched in sorted(named.items(), key=lambda group: (-len(group[1]), str(group[0])))
            if len(matched) >= FEWEST
        }
        for kind, named in of_kind.items()
    }


def uneven(people: Sequence[Placed]) -> tuple[Uneven, ...]:
    """Groups of at least FEWEST whose share is lower by MUCH than that of the rest; the widest gap first."""
    everybody = Group(sum(one.matched for one in people), len(people))
    found = [
        Uneven(kind, name, group, rest, _most_often(people, kind, name))
        for kind, groups in groups_of(people).items()
        for name, group in groups.items()
        if (rest := everybody.without(group)).people >= FEWEST and rest.percent - group.percent >= MUCH
    ]
    return tuple(sorted(found, key=lambda one: one.group.percent - one.rest.percent))


def _most_often(people: Iterable[Placed], kind: GroupKind, name: GroupName) -> Reason:
    """Why those of the group who are left have nobody; of reasons that are as frequent, the first in its list."""
    left = Counter(one.reason for one in people if one.reason and one.groups.get(kind) == name)
    return max(Reason, key=lambda reason: left[reason])
