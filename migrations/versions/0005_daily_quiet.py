"""daily quiet: a do-not-disturb that comes every day, as local times"""

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('members', schema=None) as batch_op:
        batch_op.add_column(sa.Column('quiet_starts', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('quiet_ends', sa.Integer(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('members', schema=None) as batch_op:
        batch_op.drop_column('quiet_ends')
        batch_op.drop_column('quiet_starts')
