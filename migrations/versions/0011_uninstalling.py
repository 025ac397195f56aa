"""uninstalling: when the app came to a workspace, and when it was taken away

Of those that are here nobody knows when they came; the next start of the bot writes it down.
"""

import sqlalchemy as sa
from alembic import op

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('workspaces', schema=None) as batch_op:
        batch_op.add_column(sa.Column('installed_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('uninstalled_at', sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('workspaces', schema=None) as batch_op:
        batch_op.drop_column('uninstalled_at')
        batch_op.drop_column('installed_at')
