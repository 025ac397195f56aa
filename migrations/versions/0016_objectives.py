"""objectives: what a program sets out to reach, and how sure people feel before and after"""

import sqlalchemy as sa
from alembic import op

revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None

MEASURES = ('taught', 'skills', 'hours', 'meeting_rate', 'useful', 'voice', 'counted', 'confidence')


def upgrade() -> None:
    op.create_table('objectives',
    sa.Column('program_id', sa.Integer(), nullable=False),
    sa.Column('measure', sa.Enum(*MEASURES, name='measure', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('skill_id', sa.Integer(), nullable=True),
    sa.Column('target', sa.Double(), nullable=False),
    *scoped('objectives'),
    sa.UniqueConstraint('program_id', 'measure', 'skill_id', name=op.f('uq_objectives_program_id_measure_skill_id')),
    *keys('objectives', program_id=('programs', 'CASCADE'), skill_id=('skills', 'NO ACTION')),
    )
    op.create_table('confidences',
    sa.Column('enrollment_id', sa.Integer(), nullable=False),
    sa.Column('skill_id', sa.Integer(), nullable=False),
    sa.Column('before', sa.Integer(), nullable=False),
    sa.Column('after', sa.Integer(), nullable=True),
    sa.Column('counted_at', sa.DateTime(timezone=True), nullable=True),
    *scoped('confidences'),
    sa.CheckConstraint('before BETWEEN 1 AND 5', name=op.f('ck_confidences_before')),
    sa.CheckConstraint('after BETWEEN 1 AND 5', name=op.f('ck_confidences_after')),
    sa.UniqueConstraint('enrollment_id', 'skill_id', name=op.f('uq_confidences_enrollment_id_skill_id')),
    *keys('confidences', enrollment_id=('enrollments', 'CASCADE'), skill_id=('skills', 'CASCADE')),
    )
    op.create_table('published_confidences',
    sa.Column('program_id', sa.Integer(), nullable=False),
    sa.Column('published_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('skill_id', sa.Integer(), nullable=True),
    sa.Column('respondents', sa.Integer(), nullable=False),
    sa.Column('before', sa.Double(), nullable=False),
    sa.Column('after', sa.Double(), nullable=False),
    *scoped('published_confidences'),
    sa.UniqueConstraint('program_id', 'published_at', 'skill_id', name=op.f('uq_published_confidences_program_id_published_at_skill_id')),
    *keys('published_confidences', program_id=('programs', 'CASCADE'), skill_id=('skills', 'NO ACTION')),
    )
    for table in ('objectives', 'confidences', 'published_confidences'):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.create_index(batch_op.f(f'ix_{table}_workspace_id'), ['workspace_id'], unique=False)
    with op.batch_alter_table('programs', schema=None) as batch_op:
        batch_op.add_column(sa.Column('confidence_due_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(batch_op.f('ix_programs_confidence_due_at'), ['confidence_due_at'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('programs', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_programs_confidence_due_at'))
        batch_op.drop_column('confidence_due_at')
    for table in ('published_confidences', 'confidences', 'objectives'):
        op.drop_table(table)


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
