"""audit: what owners did, each entry sealed with the one before"""

import sqlalchemy as sa
from alembic import op

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None

DEEDS = (
    'program_created', 'program_changed', 'weights_changed', 'announced', 'creators_changed', 'round_proposed', 'round_changed',
    'pair_taken_in', 'pair_left_out', 'round_approved', 'round_discarded', 'report_asked', 'gap_asked',
    'skill_taken_in', 'skill_left_out', 'skill_merged', 'skill_changed', 'people_imported',
)


def upgrade() -> None:
    op.create_table('audit',
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('actor_id', sa.Integer(), nullable=True),
    sa.Column('deed', sa.Enum(*DEEDS, name='deed', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('program_id', sa.Integer(), nullable=True),
    sa.Column('subjects', sa.JSON(), nullable=False),
    sa.Column('seal', sa.String(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('workspace_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['workspace_id', 'actor_id'], ['members.workspace_id', 'members.id'], name=op.f('fk_audit_workspace_id_actor_id'), ondelete='NO ACTION'),
    sa.ForeignKeyConstraint(['workspace_id', 'program_id'], ['programs.workspace_id', 'programs.id'], name=op.f('fk_audit_workspace_id_program_id'), ondelete='NO ACTION'),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspaces.id'], name=op.f('fk_audit_workspace_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit')),
    sa.UniqueConstraint('workspace_id', 'id', name=op.f('uq_audit_workspace_id_id')),
    sa.UniqueConstraint('workspace_id', 'number', name=op.f('uq_audit_workspace_id_number'))
    )
    with op.batch_alter_table('audit', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_audit_program_id'), ['program_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_audit_workspace_id'), ['workspace_id'], unique=False)


def downgrade() -> None:
    op.drop_table('audit')
