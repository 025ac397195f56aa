"""How much each part of a match's score counts in a program, as its owners set it.

They give shares of 0 to 100, of which only the proportions matter; the matcher gets whole points that add up to its
100,000, so that scores of all programs read alike.
"""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from bot import audit
from bot.errors import UserError
from bot.features.programs.facts import WeightsDraft
from bot.features.programs.service import owned
from bot.matching.problem import TOP_SCORE, Weights
from bot.models import Deed, Member, Program

Shares = Mapping[str, int]
HIGHEST = 100

SUGGESTED: Shares = {part: getattr(Weights(), part) * 100 // TOP_SCORE for part in Weights.__struct_fields__}
"""The seven parts of a score, and how much each counts where owners haven't said otherwise."""


def shares_of(program: Program) -> Shares:
    """What counts how much here; raises ValueError where what was kept is no such thing."""
    if program.weights is None:
        return SUGGESTED
    shares = {part: int(program.weights[part]) for part in SUGGESTED}
    if _mistake(shares):
        raise ValueError("the shares of a score are out of bounds")
    return shares


def weights_of(program: Program) -> Weights:
    """As the matcher takes them."""
    return Weights(**points(shares_of(program)))


def points(shares: Shares) -> dict[str, int]:
    """Whole points in these proportions, 100,000 in all; what is left of rounding goes where most was cut off."""
    total = sum(shares.values())
    found = {part: TOP_SCORE * share // total for part, share in shares.items()}
    by_rest = sorted(shares, key=lambda part: -(TOP_SCORE * shares[part] % total))  # stable: else in their order
    for part in by_rest[: TOP_SCORE - sum(found.values())]:
        found[part] += 1
    return found


def draft(session: Session, acting: Member, program_id: int) -> WeightsDraft:
    """What counts in a program, for one of its owners; raises NotYours."""
    return draft_of(owned(session, acting, program_id))


def draft_of(program: Program) -> WeightsDraft:
    """What the form shows at first."""
    shares = shares_of(program)
    return WeightsDraft(program.id, program.name, dict(shares), is_suggested=shares == SUGGESTED)


def change(
    session: Session, now: datetime, acting: Member, program_id: int, seen: Shares, shares: Shares
) -> Program:
    """From the next round on; `seen`: what the owner changed from. Raises NotYours or UserError."""
    program = owned(session, acting, program_id)
    session.refresh(program, with_for_update=True)
    if shares_of(program) != seen:
        raise UserError("weights-changed-meanwhile")
    if mistake := _mistake(shares):
        raise mistake
    program.weights = None if shares == SUGGESTED else dict(shares)
    audit.record(session, now, acting, Deed.WEIGHTS_CHANGED, program.id)
    return program


def reset(session: Session, now: datetime, acting: Member, program_id: int) -> Program:
    """Back to what is suggested; raises NotYours."""
    program = owned(session, acting, program_id)
    program.weights = None
    audit.record(session, now, acting, Deed.WEIGHTS_CHANGED, program.id)
    return program


def _mistake(shares: Shares) -> UserError | None:
    for part in SUGGESTED:
        if shares[part] not in range(HIGHEST + 1):
            return UserError("weights-out-of-bounds", field=part, highest=HIGHEST)
    return None if any(shares.values()) else UserError("weights-all-zero", field=next(iter(SUGGESTED)))
