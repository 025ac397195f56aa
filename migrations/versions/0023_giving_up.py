"""giving up: what nobody can open any more is let go, and the log says so"""

from alembic import op

revision = '0023'
down_revision = '0022'
branch_labels = None
depends_on = None

DEEDS_BEFORE = (
    'program_created', 'program_changed', 'weights_changed', 'announced', 'creators_changed', 'round_proposed', 'round_changed',
    'pair_taken_in', 'pair_left_out', 'round_approved', 'round_discarded', 'report_asked', 'gap_asked',
    'skill_taken_in', 'skill_left_out', 'skill_merged', 'skill_changed', 'people_imported',
    'program_closed', 'program_reopened', 'objectives_changed', 'readiness_asked', 'wrapped_up',
    'reports_changed', 'weekly_turned_on', 'weekly_turned_off', 'program_exported',
)


def deeds(*known: str) -> str:
    return f"deed IN ({', '.join(repr(deed) for deed in known)})"


def upgrade() -> None:
    with op.batch_alter_table('audit', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_audit_deed'), type_='check')
        batch_op.create_check_constraint('deed', deeds(*DEEDS_BEFORE, 'values_given_up'))


def downgrade() -> None:
    op.execute("DELETE FROM audit WHERE deed = 'values_given_up'")
    with op.batch_alter_table('audit', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_audit_deed'), type_='check')
        batch_op.create_check_constraint('deed', deeds(*DEEDS_BEFORE))
