"""directory: the organization's list of people, departments, and when Slack was last asked about everybody"""

import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('listed_people',
    sa.Column('email', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('level', sa.Integer(), nullable=True),
    sa.Column('manager_email', sa.String(), nullable=True),
    sa.Column('team', sa.String(), nullable=True),
    sa.Column('department', sa.String(), nullable=True),
    sa.Column('location', sa.String(), nullable=True),
    sa.Column('languages', sa.JSON(), nullable=False),
    sa.Column('work_days', sa.JSON(), nullable=True),
    sa.Column('work_starts', sa.Integer(), nullable=True),
    sa.Column('work_ends', sa.Integer(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('workspace_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspaces.id'], name=op.f('fk_listed_people_workspace_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_listed_people')),
    sa.UniqueConstraint('workspace_id', 'email', name=op.f('uq_listed_people_workspace_id_email')),
    sa.UniqueConstraint('workspace_id', 'id', name=op.f('uq_listed_people_workspace_id_id'))
    )
    with op.batch_alter_table('listed_people', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_listed_people_workspace_id'), ['workspace_id'], unique=False)
    with op.batch_alter_table('members', schema=None) as batch_op:
        batch_op.add_column(sa.Column('department', sa.String(), nullable=True))
    with op.batch_alter_table('workspaces', schema=None) as batch_op:
        batch_op.add_column(sa.Column('synced_at', sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('workspaces', schema=None) as batch_op:
        batch_op.drop_column('synced_at')
    with op.batch_alter_table('members', schema=None) as batch_op:
        batch_op.drop_column('department')
    op.drop_table('listed_people')
