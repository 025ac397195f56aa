"""erasing: whoever is erased leaves an empty row, and a mark that keeps lists from bringing them back"""

import sqlalchemy as sa
from alembic import op

revision = '0018'
down_revision = '0017'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('members', schema=None) as batch_op:
        batch_op.add_column(sa.Column('erased_at', sa.DateTime(timezone=True), nullable=True))
    op.create_table('erasures',
    sa.Column('member_id', sa.Integer(), nullable=False),
    sa.Column('mark', sa.Text(), nullable=True),
    sa.Column('erased_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('wiped_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('workspace_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['workspace_id', 'member_id'], ['members.workspace_id', 'members.id'], name=op.f('fk_erasures_workspace_id_member_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspaces.id'], name=op.f('fk_erasures_workspace_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_erasures')),
    sa.UniqueConstraint('member_id', name=op.f('uq_erasures_member_id')),
    sa.UniqueConstraint('workspace_id', 'id', name=op.f('uq_erasures_workspace_id_id'))
    )
    with op.batch_alter_table('erasures', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_erasures_workspace_id'), ['workspace_id'], unique=False)


def downgrade() -> None:
    op.drop_table('erasures')
    with op.batch_alter_table('members', schema=None) as batch_op:
        batch_op.drop_column('erased_at')
