"""handed lists: owners hand in the organization's list of people in Slack"""

import sqlalchemy as sa
from alembic import op

revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None

STATES = ('handed_in', 'sound', 'unsound', 'approved', 'taken_over', 'left', 'failed')


def upgrade() -> None:
    op.create_table('handed_lists',
    sa.Column('owner_id', sa.Integer(), nullable=False),
    sa.Column('file_id', sa.String(), nullable=False),
    sa.Column('whole', sa.Boolean(), nullable=False),
    sa.Column('state', sa.Enum(*STATES, name='liststate', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('digest', sa.String(), nullable=True),
    sa.Column('outcome', sa.Text(), nullable=True),
    sa.Column('handed_in_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('workspace_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['workspace_id', 'owner_id'], ['members.workspace_id', 'members.id'], name=op.f('fk_handed_lists_workspace_id_owner_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspaces.id'], name=op.f('fk_handed_lists_workspace_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_handed_lists')),
    sa.UniqueConstraint('workspace_id', 'id', name=op.f('uq_handed_lists_workspace_id_id'))
    )
    with op.batch_alter_table('handed_lists', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_handed_lists_workspace_id'), ['workspace_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_handed_lists_handed_in_at'), ['handed_in_at'], unique=False)


def downgrade() -> None:
    op.drop_table('handed_lists')
