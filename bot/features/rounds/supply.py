"""The skills of a proposed round: what is wanted against what there are places for."""

from sqlalchemy.orm import Session

from bot.features.rounds.past_facts import SkillLine, Supply
from bot.features.rounds.service import owned_round
from bot.features.skills.service import names_now
from bot.models import Member


def supply(session: Session, acting: Member, round_id: int) -> Supply:
    """For an owner; the widest gaps first. Raises NotYours."""
    round_, program = owned_round(session, acting, round_id)
    kept = round_.supply or []
    names = names_now(session, round_.workspace_id, [skill for skill, *_ in kept])
    lines = [SkillLine(names[skill], *numbers) for skill, *numbers in kept]
    scarce = sorted((one for one in lines if one.wanted > one.places), key=lambda one: one.places - one.wanted)
    enough = sorted((one for one in lines if 0 < one.wanted <= one.places), key=lambda one: -one.wanted)
    unasked = sorted((one for one in lines if not one.wanted and one.places), key=lambda one: -one.places)
    return Supply(program.name, tuple(scarce), tuple(enough), tuple(unasked))
