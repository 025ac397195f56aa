"""pacing: when a conversation may be written to next, and which messages can be looked up"""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('paces',
    sa.Column('recipient', sa.String(), nullable=False),
    sa.Column('next_allowed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('workspace_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspaces.id'], name=op.f('fk_paces_workspace_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_paces')),
    sa.UniqueConstraint('workspace_id', 'id', name=op.f('uq_paces_workspace_id_id')),
    sa.UniqueConstraint('workspace_id', 'recipient', name=op.f('uq_paces_workspace_id_recipient'))
    )
    with op.batch_alter_table('paces', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_paces_workspace_id'), ['workspace_id'], unique=False)

    with op.batch_alter_table('outbox', schema=None) as batch_op:
        batch_op.add_column(sa.Column('traceable', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.drop_index('ix_outbox_due')
        batch_op.create_index('ix_outbox_due', ['state', 'due_at', 'id'], unique=False)

    # What is on its way, or in doubt, right now: a person's own DM can be looked into, unless a file was sent there.
    op.execute(
        "UPDATE outbox SET traceable = true WHERE state IN ('sending', 'unknown') "
        "AND kind <> 'ReportFileAsked' AND substr(recipient, 1, 1) IN ('U', 'W') AND recipient NOT LIKE '%+%'"
    )
    op.execute("UPDATE outbox SET retry_at = posted_at WHERE state = 'unknown'")
    with op.batch_alter_table('outbox', schema=None) as batch_op:
        batch_op.alter_column('traceable', server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('outbox', schema=None) as batch_op:
        batch_op.drop_index('ix_outbox_due')
        batch_op.create_index('ix_outbox_due', ['state', 'due_at'], unique=False)
        batch_op.drop_column('traceable')

    op.drop_table('paces')
