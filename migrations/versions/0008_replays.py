"""replays: an owner has a past round run once more"""

import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('rounds', schema=None) as batch_op:
        batch_op.add_column(sa.Column('replay_asked_by_id', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(op.f('fk_rounds_workspace_id_replay_asked_by_id'), 'members', ['workspace_id', 'replay_asked_by_id'], ['workspace_id', 'id'], ondelete='NO ACTION')


def downgrade() -> None:
    with op.batch_alter_table('rounds', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('fk_rounds_workspace_id_replay_asked_by_id'), type_='foreignkey')
        batch_op.drop_column('replay_asked_by_id')
