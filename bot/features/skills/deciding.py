"""How owners decide on a skill: each step looks again who acts, and whether the skill still is as they saw it."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.errors import NotYours, UserError
from bot.features.skills.service import require_curator
from bot.models import Member, Skill, SkillState


def seen(session: Session, acting: Member, *ids: int, hold: bool = False) -> dict[int, Skill]:
    """Skills of the acting owner's workspace; raises NotYours, or UserError for who may not decide.

    `hold`: until the end of the transaction; always in the same order.
    """
    require_curator(session, acting)
    rows = select(Skill).where(Skill.workspace_id == acting.workspace_id, Skill.id.in_(ids)).order_by(Skill.id)
    held = rows.with_for_update().execution_options(populate_existing=True) if hold else rows
    found = {skill.id: skill for skill in session.scalars(held)}
    if set(ids) - set(found):
        raise NotYours()
    return found


def require(skill: Skill, state: SkillState, version: int | None = None) -> Skill:
    """The skill as it was seen; raises UserError with a kind word where another owner was faster."""
    if skill.state != state:
        raise UserError(f"skill-is-{skill.state.value}", skill=skill.name)
    if version not in (None, skill.version):
        raise UserError("skill-changed-meanwhile", skill=skill.name)
    return skill


def decide(skill: Skill, now: datetime, acting: Member, state: SkillState) -> None:
    """Note what was decided, by whom and when."""
    skill.state, skill.decided_by_id, skill.decided_at = state, acting.id, now
    skill.version += 1
    skill.ask_owners_at = None
