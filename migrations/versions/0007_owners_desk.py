"""owner's desk: what owners want changed in a round, and what it costs"""

import sqlalchemy as sa
from alembic import op

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('rounds', schema=None) as batch_op:
        batch_op.add_column(sa.Column('wishes', sa.Text(), nullable=True))
        batch_op.add_column(sa.Column('worked_in', sa.Text(), nullable=True))
        batch_op.add_column(sa.Column('supply', sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column('asked_again_by_id', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(op.f('fk_rounds_workspace_id_asked_again_by_id'), 'members', ['workspace_id', 'asked_again_by_id'], ['workspace_id', 'id'], ondelete='NO ACTION')


def downgrade() -> None:
    with op.batch_alter_table('rounds', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('fk_rounds_workspace_id_asked_again_by_id'), type_='foreignkey')
        batch_op.drop_column('asked_again_by_id')
        batch_op.drop_column('supply')
        batch_op.drop_column('worked_in')
        batch_op.drop_column('wishes')
