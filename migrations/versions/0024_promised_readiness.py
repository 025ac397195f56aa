"""readiness: with how many people it is counted, as its question said"""

import sqlalchemy as sa
from alembic import op

revision = '0024'
down_revision = '0023'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('readiness_pulses', schema=None) as batch_op:
        batch_op.add_column(sa.Column('promised', sa.Integer(), nullable=False, server_default='5'))
    with op.batch_alter_table('readiness_pulses', schema=None) as batch_op:
        batch_op.alter_column('promised', server_default=None)
    # What was asked before it was written down: five at least, or as many as the program has now.
    op.execute(
        'UPDATE readiness_pulses SET promised = (SELECT CASE WHEN fewest > 5 THEN fewest ELSE 5 END FROM programs'
        ' WHERE programs.id = readiness_pulses.program_id)'
    )


def downgrade() -> None:
    with op.batch_alter_table('readiness_pulses', schema=None) as batch_op:
        batch_op.drop_column('promised')
