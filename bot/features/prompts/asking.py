"""An owner looks for somebody who could show what is missing."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import audit
from bot.errors import UserError
from bot.features.checkins.unanswered import left_in_peace
from bot.features.enrollment.wishes import supply_and_demand
from bot.features.programs.service import open_program, owned
from bot.features.prompts.facts import AskFacts, Choice
from bot.features.prompts.gaps import Demand, demand, who_could_show
from bot.features.prompts.plan import Question, asked_this_month, send
from bot.models import Deed, Enrollment, Member, Program, Skill, SkillState

MOST_GAPS = 3

Places = Sequence[tuple[Enrollment, Member]]


def ask_facts(session: Session, now: datetime, acting: Member, program_id: int, skill_id: int) -> AskFacts:
    """Whom a question for this skill would reach; raises NotYours or UserError. Nobody is asked yet."""
    program, skill = _gap(session, acting, program_id, skill_id)
    wanted = _demand(session, program, skill)
    able, free = _able(session, now, program, wanted)
    return AskFacts(
        program_id=program.id,
        program=program.name,
        skill_id=skill.id,
        skill=skill.name,
        wanted_by=wanted.learners,
        shown_by=wanted.teachers,
        people=len(free),
        asked=len(able) - len(free),
    )


def ask(session: Session, now: datetime, acting: Member, program_id: int, skill_id: int) -> int:
    """Ask everybody who could show it, in their own working hours; how many. Raises NotYours or UserError."""
    program, skill = _gap(session, acting, program_id, skill_id)
    _, free = _able(session, now, program, _demand(session, program, skill))
    asked = send(session, now, [Question(member, enrollment, [skill.id], acting) for enrollment, member in free])
    audit.record(session, now, acting, Deed.GAP_ASKED, program.id, skill=skill.id)
    return asked


def missing(session: Session, program_id: int) -> Sequence[Choice]:
    """What people of a program want to learn and nobody shows, the most wanted first; a few."""
    program = session.get_one(Program, program_id)
    names = [one.skill for one in supply_and_demand(session, program) if not one.supply][:MOST_GAPS]
    rows = select(Skill.name, Skill.id).where(Skill.workspace_id == program.workspace_id, Skill.name.in_(names))
    ids = dict(session.execute(rows.where(Skill.state == SkillState.LISTED)).all())
    return [(ids[name], name) for name in names]


def _gap(session: Session, acting: Member, program_id: int, skill_id: int) -> tuple[Program, Skill]:
    program = owned(session, acting, program_id)
    open_program(session, acting.workspace_id, program.id)
    skill = session.scalar(select(Skill).filter_by(workspace_id=acting.workspace_id, id=skill_id))
    if skill and skill.merged_into_id:
        skill = session.get_one(Skill, skill.merged_into_id)
    if skill is None or skill.state != SkillState.LISTED:
        raise UserError("skill-gone")
    return program, skill


def _demand(session: Session, program: Program, skill: Skill) -> Demand:
    found = demand(session, [program.id])[program.id].get(skill.id)
    return found or Demand(skill.id, learners=0, teachers=0, highest=0, unknown=0)


def _able(session: Session, now: datetime, program: Program, wanted: Demand) -> tuple[Places, Places]:
    """Who could show it and isn't left in peace, and who of them wasn't asked anything this month."""
    places: Places = who_could_show(session, program, wanted) if wanted.learners else ()
    resting = left_in_peace(session, now, [member for _, member in places])
    able = [place for place in places if place[1].id not in resting]
    asked = asked_this_month(session, now, [member for _, member in able])
    return able, [place for place in able if place[1].id not in asked]
