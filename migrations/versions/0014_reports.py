"""reports: of how many people, by which groups, every week"""

import sqlalchemy as sa
from alembic import op

revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None

GROUPS = ('nothing', 'level', 'team', 'department', 'location')
DEEDS_BEFORE = (
    'program_created', 'program_changed', 'weights_changed', 'announced', 'creators_changed', 'round_proposed', 'round_changed',
    'pair_taken_in', 'pair_left_out', 'round_approved', 'round_discarded', 'report_asked', 'gap_asked',
    'skill_taken_in', 'skill_left_out', 'skill_merged', 'skill_changed', 'people_imported',
    'program_closed', 'program_reopened', 'objectives_changed', 'readiness_asked', 'wrapped_up',
)
NEW_DEEDS = ('reports_changed', 'weekly_turned_on', 'weekly_turned_off')


def grouped_by(**values: object) -> sa.Column:
    kind = sa.Enum(*GROUPS, name='groupby', native_enum=False, create_constraint=True, length=20)
    return sa.Column('grouped_by', kind, **values)


def deeds(*known: str) -> str:
    return f"deed IN ({', '.join(repr(deed) for deed in known)})"


def upgrade() -> None:
    with op.batch_alter_table('programs', schema=None) as batch_op:
        batch_op.add_column(sa.Column('fewest', sa.Integer(), nullable=False, server_default='5'))
        batch_op.add_column(grouped_by(nullable=False, server_default='nothing'))
    with op.batch_alter_table('programs', schema=None) as batch_op:
        batch_op.create_check_constraint('fewest', 'fewest BETWEEN 3 AND 50')
        batch_op.alter_column('fewest', server_default=None)
        batch_op.alter_column('grouped_by', server_default=None)
    with op.batch_alter_table('pulses', schema=None) as batch_op:
        batch_op.add_column(sa.Column('promised', sa.Integer(), nullable=False, server_default='5'))
    with op.batch_alter_table('pulses', schema=None) as batch_op:
        batch_op.alter_column('promised', server_default=None)
    with op.batch_alter_table('closed_weeks', schema=None) as batch_op:
        batch_op.add_column(sa.Column('groups', sa.JSON(), nullable=True))
        batch_op.add_column(grouped_by(nullable=True))
    with op.batch_alter_table('published_answers', schema=None) as batch_op:
        batch_op.add_column(sa.Column('cells', sa.JSON(), nullable=True))
        batch_op.add_column(grouped_by(nullable=True))
    op.create_table('weekly_reports',
    sa.Column('program_id', sa.Integer(), nullable=False),
    sa.Column('member_id', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('workspace_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['workspace_id', 'member_id'], ['members.workspace_id', 'members.id'], name=op.f('fk_weekly_reports_workspace_id_member_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['workspace_id', 'program_id'], ['programs.workspace_id', 'programs.id'], name=op.f('fk_weekly_reports_workspace_id_program_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspaces.id'], name=op.f('fk_weekly_reports_workspace_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_weekly_reports')),
    sa.UniqueConstraint('program_id', 'member_id', name=op.f('uq_weekly_reports_program_id_member_id')),
    sa.UniqueConstraint('workspace_id', 'id', name=op.f('uq_weekly_reports_workspace_id_id'))
    )
    with op.batch_alter_table('weekly_reports', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_weekly_reports_member_id'), ['member_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_weekly_reports_workspace_id'), ['workspace_id'], unique=False)
    with op.batch_alter_table('audit', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_audit_deed'), type_='check')
        batch_op.create_check_constraint('deed', deeds(*DEEDS_BEFORE, *NEW_DEEDS))


def downgrade() -> None:
    op.execute(f"DELETE FROM audit WHERE {deeds(*NEW_DEEDS)}")
    with op.batch_alter_table('audit', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_audit_deed'), type_='check')
        batch_op.create_check_constraint('deed', deeds(*DEEDS_BEFORE))
    op.drop_table('weekly_reports')
    with op.batch_alter_table('published_answers', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_published_answers_groupby'), type_='check')
        batch_op.drop_column('grouped_by')
        batch_op.drop_column('cells')
    with op.batch_alter_table('closed_weeks', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_closed_weeks_groupby'), type_='check')
        batch_op.drop_column('grouped_by')
        batch_op.drop_column('groups')
    with op.batch_alter_table('pulses', schema=None) as batch_op:
        batch_op.drop_column('promised')
    with op.batch_alter_table('programs', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_programs_groupby'), type_='check')
        batch_op.drop_constraint('fewest', type_='check')
        batch_op.drop_column('grouped_by')
        batch_op.drop_column('fewest')
