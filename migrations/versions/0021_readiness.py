"""readiness: three questions to a program's channel before its launch"""

import sqlalchemy as sa
from alembic import op

revision = '0021'
down_revision = '0020'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('readiness_pulses',
    sa.Column('program_id', sa.Integer(), nullable=False),
    sa.Column('asked_by_id', sa.Integer(), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('closes_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('counted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('respondents', sa.Integer(), nullable=True),
    sa.Column('takes_part', sa.Double(), nullable=True),
    sa.Column('speaks', sa.Double(), nullable=True),
    sa.Column('knows', sa.Double(), nullable=True),
    *scoped('readiness_pulses'),
    *keys('readiness_pulses', program_id=('programs', 'CASCADE'), asked_by_id=('members', 'NO ACTION')),
    )
    op.create_table('readiness_answers',
    sa.Column('pulse_id', sa.Integer(), nullable=False),
    sa.Column('member_id', sa.Integer(), nullable=False),
    sa.Column('takes_part', sa.Integer(), nullable=False),
    sa.Column('speaks', sa.Integer(), nullable=False),
    sa.Column('knows', sa.Integer(), nullable=False),
    *scoped('readiness_answers'),
    *(sa.CheckConstraint(f'{name} BETWEEN 1 AND 5', name=op.f(f'ck_readiness_answers_{name}')) for name in ('takes_part', 'speaks', 'knows')),
    sa.UniqueConstraint('pulse_id', 'member_id', name=op.f('uq_readiness_answers_pulse_id_member_id')),
    *keys('readiness_answers', pulse_id=('readiness_pulses', 'CASCADE'), member_id=('members', 'CASCADE')),
    )
    for table in ('readiness_pulses', 'readiness_answers'):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.create_index(batch_op.f(f'ix_{table}_workspace_id'), ['workspace_id'], unique=False)
    with op.batch_alter_table('readiness_pulses', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_readiness_pulses_program_id'), ['program_id'], unique=False)


def downgrade() -> None:
    op.drop_table('readiness_answers')
    op.drop_table('readiness_pulses')


def scoped(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('workspace_id', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['workspace_id'], ['workspaces.id'], name=op.f(f'fk_{table}_workspace_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f(f'pk_{table}')),
        sa.UniqueConstraint('workspace_id', 'id', name=op.f(f'uq_{table}_workspace_id_id')),
    )


def keys(table: str, **columns: tuple[str, str]) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint(['workspace_id', column], [f'{other}.workspace_id', f'{other}.id'], name=op.f(f'fk_{table}_workspace_id_{column}'), ondelete=ondelete)
        for column, (other, ondelete) in columns.items()
    ]
