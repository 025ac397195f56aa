"""help requests: taken on and taken back, how they ended, and when to remind"""

import sqlalchemy as sa
from alembic import op

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None

OUTCOMES = ('settled', 'goes_on', 'not_found', 'handed_on')


def upgrade() -> None:
    with op.batch_alter_table('help_requests', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_help_requests_helpstate'), type_='check')
        batch_op.create_check_constraint('helpstate', "state IN ('open', 'taken_on', 'done', 'taken_back')")
        batch_op.add_column(sa.Column('outcome', sa.Enum(*OUTCOMES, name='helpoutcome', native_enum=False, create_constraint=True, length=20), nullable=True))
        batch_op.add_column(sa.Column('remind_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('reminded_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(batch_op.f('ix_help_requests_remind_at'), ['remind_at'], unique=False)


def downgrade() -> None:
    op.execute("UPDATE help_requests SET state = 'open' WHERE state = 'taken_on'")
    op.execute("UPDATE help_requests SET state = 'done' WHERE state = 'taken_back'")
    with op.batch_alter_table('help_requests', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_help_requests_remind_at'))
        batch_op.drop_constraint(op.f('ck_help_requests_helpstate'), type_='check')
        batch_op.create_check_constraint('helpstate', "state IN ('open', 'done')")
        batch_op.drop_constraint(op.f('ck_help_requests_helpoutcome'), type_='check')
        batch_op.drop_column('reminded_at')
        batch_op.drop_column('remind_at')
        batch_op.drop_column('outcome')
