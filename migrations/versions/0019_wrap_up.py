"""wrap-up: when a program's owners were told how it stands half-way, and when its end was wrapped up"""

import sqlalchemy as sa
from alembic import op

revision = '0019'
down_revision = '0018'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('programs', schema=None) as batch_op:
        batch_op.add_column(sa.Column('half_way_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('wrapped_up_at', sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('programs', schema=None) as batch_op:
        batch_op.drop_column('wrapped_up_at')
        batch_op.drop_column('half_way_at')
