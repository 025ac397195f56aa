"""program life: drafts, programs that an owner closes, and what owners do about both"""

import sqlalchemy as sa
from alembic import op

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None

DEEDS_BEFORE = (
    'program_created', 'program_changed', 'weights_changed', 'announced', 'creators_changed', 'round_proposed', 'round_changed',
    'pair_taken_in', 'pair_left_out', 'round_approved', 'round_discarded', 'report_asked', 'gap_asked',
    'skill_taken_in', 'skill_left_out', 'skill_merged', 'skill_changed', 'people_imported',
)
DEEDS = (*DEEDS_BEFORE, 'program_closed', 'program_reopened', 'objectives_changed', 'readiness_asked', 'wrapped_up')


def upgrade() -> None:
    with op.batch_alter_table('programs', schema=None) as batch_op:
        batch_op.add_column(sa.Column('endings', sa.Integer(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('closed_by_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('planned_end_on', sa.Date(), nullable=True))
        batch_op.create_foreign_key(op.f('fk_programs_workspace_id_closed_by_id'), 'members', ['workspace_id', 'closed_by_id'], ['workspace_id', 'id'], ondelete='NO ACTION')
        batch_op.drop_constraint(op.f('ck_programs_programstate'), type_='check')
        batch_op.create_check_constraint('programstate', "state IN ('draft', 'open', 'closed')")
    with op.batch_alter_table('programs', schema=None) as batch_op:
        batch_op.alter_column('endings', server_default=None)
    # Programs that exist are joined already, announced or not: they stay open.
    op.execute("UPDATE programs SET endings = 1 WHERE state = 'closed'")
    _set_deeds(DEEDS)


def downgrade() -> None:
    op.execute("DELETE FROM audit WHERE deed IN ('program_closed', 'program_reopened', 'objectives_changed', 'readiness_asked', 'wrapped_up')")
    _set_deeds(DEEDS_BEFORE)
    op.execute("UPDATE programs SET state = 'open' WHERE state = 'draft'")
    with op.batch_alter_table('programs', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_programs_programstate'), type_='check')
        batch_op.create_check_constraint('programstate', "state IN ('open', 'closed')")
        batch_op.drop_constraint(op.f('fk_programs_workspace_id_closed_by_id'), type_='foreignkey')
        batch_op.drop_column('planned_end_on')
        batch_op.drop_column('closed_by_id')
        batch_op.drop_column('endings')


def _set_deeds(deeds: tuple[str, ...]) -> None:
    words = ', '.join(f"'{deed}'" for deed in deeds)
    with op.batch_alter_table('audit', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_audit_deed'), type_='check')
        batch_op.create_check_constraint('deed', f'deed IN ({words})')
