"""Which skills people have shown each other so far."""

from collections import defaultdict
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from bot.features.reports.facts import TaughtSkill
from bot.models import Enrollment, Meeting, MeetingSkill, MeetingState, Pairing, Program, Skill

_MENTOR, _MENTEE = aliased(Enrollment), aliased(Enrollment)


def taught(session: Session, program: Program, closed_at: datetime) -> tuple[TaughtSkill, ...]:
    """Skills that undisputed meetings were about, the most common first, by how many people were in these meetings.

    Only those of enough people: of one pair's skill it would tell who taught it.
    """
    rows = session.execute(
        select(Skill.name, _MENTOR.member_id, _MENTEE.member_id)
        .join(MeetingSkill, MeetingSkill.skill_id == Skill.id)
        .join(Meeting, Meeting.id == MeetingSkill.meeting_id)
        .join(Pairing, Pairing.id == Meeting.pairing_id)
        .join(_MENTOR, _MENTOR.id == Pairing.mentor_id)
        .join(_MENTEE, _MENTEE.id == Pairing.mentee_id)
        .where(
            Pairing.program_id == program.id,
            Meeting.state != MeetingState.DISPUTED,
            Meeting.logged_at < closed_at,
        )
        .distinct()
    )
    people: dict[str, set[int]] = defaultdict(set)
    for skill, mentor_id, mentee_id in rows:
        people[skill] |= {mentor_id, mentee_id}
    enough = [TaughtSkill(skill, len(who)) for skill, who in people.items() if len(who) >= program.fewest]
    return tuple(sorted(enough, key=lambda one: (-one.people, one.skill)))
