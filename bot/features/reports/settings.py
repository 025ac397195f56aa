"""What a program's reports may tell: of how many people at least, and by which groups. Its owners' setting."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot import audit
from bot.discretion import HIGHEST_FEWEST, LOWEST_FEWEST
from bot.errors import UserError
from bot.features.programs.service import owned
from bot.features.reports.facts import SettingsDraft
from bot.models import Deed, GroupBy, Member, Program


def draft(session: Session, acting: Member, program_id: int) -> SettingsDraft:
    """The setting as it is, for one of the program's owners; raises NotYours."""
    return draft_of(owned(session, acting, program_id))


def draft_of(program: Program) -> SettingsDraft:
    return SettingsDraft(program.id, program.name, program.fewest, program.grouped_by)


def change(
    session: Session, now: datetime, acting: Member, program_id: int, fewest: int, grouped_by: GroupBy
) -> Program:
    """From the next week that closes on; raises NotYours or UserError.

    What was published stays as it is, and what people were promised when they answered holds (reports/answers.py).
    """
    program = owned(session, acting, program_id)
    if not LOWEST_FEWEST <= fewest <= HIGHEST_FEWEST:
        raise UserError(
            "reports-fewest-out-of-bounds", field="fewest", lowest=LOWEST_FEWEST, highest=HIGHEST_FEWEST
        )
    program.fewest, program.grouped_by = fewest, grouped_by
    audit.record(session, now, acting, Deed.REPORTS_CHANGED, program.id)
    return program
