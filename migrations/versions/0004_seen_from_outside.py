"""seen from outside: what wrote a message, and which database this is"""

import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None

BEFORE = "'pending', 'sending', 'sent', 'unknown', 'held', 'cancelled', 'dead'"


def upgrade() -> None:
    op.create_table('deployment',
    sa.Column('id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('place', sa.String(), nullable=True),
    sa.Column('beats', sa.Integer(), nullable=False),
    sa.Column('quarantined_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('id = 1', name=op.f('ck_deployment_only_one')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_deployment'))
    )
    with op.batch_alter_table('outbox', schema=None) as batch_op:
        batch_op.add_column(sa.Column('correlation_id', sa.String(), nullable=True))
        batch_op.drop_constraint(op.f('ck_outbox_outboxstate'), type_='check')
        batch_op.create_check_constraint('outboxstate', f"state IN ({BEFORE}, 'quarantined')")


def downgrade() -> None:
    op.execute("UPDATE outbox SET state = 'cancelled' WHERE state = 'quarantined'")
    with op.batch_alter_table('outbox', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_outbox_outboxstate'), type_='check')
        batch_op.create_check_constraint('outboxstate', f"state IN ({BEFORE})")
        batch_op.drop_column('correlation_id')
    op.drop_table('deployment')
