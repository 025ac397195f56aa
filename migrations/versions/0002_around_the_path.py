"""around the path: App Home, skills that wait for a yes, prompts, a gentle rhythm, fill-ins, an end"""

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None

NEW_AND_NEVER_EMPTY = (
    ('members', 'unasked_a_week'),
    ('members', 'prompts_off'),
    ('nudges', 'kind'),
    ('outbox', 'unasked'),
    ('programs', 'fill_ins'),
    ('rounds', 'kind'),
    ('skills', 'state'),
    ('skills', 'version'),
)


def upgrade() -> None:
    op.create_table('skill_prompts',
    sa.Column('member_id', sa.Integer(), nullable=False),
    sa.Column('enrollment_id', sa.Integer(), nullable=False),
    sa.Column('month', sa.String(), nullable=False),
    sa.Column('skills', sa.JSON(), nullable=False),
    sa.Column('asked_by_id', sa.Integer(), nullable=True),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('workspace_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['workspace_id', 'asked_by_id'], ['members.workspace_id', 'members.id'], name=op.f('fk_skill_prompts_workspace_id_asked_by_id'), ondelete='NO ACTION'),
    sa.ForeignKeyConstraint(['workspace_id', 'enrollment_id'], ['enrollments.workspace_id', 'enrollments.id'], name=op.f('fk_skill_prompts_workspace_id_enrollment_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['workspace_id', 'member_id'], ['members.workspace_id', 'members.id'], name=op.f('fk_skill_prompts_workspace_id_member_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspaces.id'], name=op.f('fk_skill_prompts_workspace_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_skill_prompts')),
    sa.UniqueConstraint('workspace_id', 'id', name=op.f('uq_skill_prompts_workspace_id_id')),
    sa.UniqueConstraint('workspace_id', 'member_id', 'month', name=op.f('uq_skill_prompts_workspace_id_member_id_month'))
    )
    with op.batch_alter_table('skill_prompts', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_skill_prompts_workspace_id'), ['workspace_id'], unique=False)

    with op.batch_alter_table('enrollments', schema=None) as batch_op:
        batch_op.add_column(sa.Column('fill_in_asked_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(batch_op.f('ix_enrollments_fill_in_asked_at'), ['fill_in_asked_at'], unique=False)

    with op.batch_alter_table('members', schema=None) as batch_op:
        batch_op.add_column(sa.Column('holidays', sa.String(), nullable=True))
        batch_op.add_column(sa.Column('active_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('unasked_a_week', sa.Integer(), nullable=False, server_default='2'))
        batch_op.add_column(sa.Column('quiet_from', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('quiet_until', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('away_until', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('prompts_off', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column('next_prompt_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('home_opened_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('home_digest', sa.String(), nullable=True))
        batch_op.create_index(batch_op.f('ix_members_next_prompt_at'), ['next_prompt_at'], unique=False)

    # What they did before isn't known: nobody's weekly hello may fall silent for check-ins of long ago.
    op.execute('UPDATE members SET active_at = refreshed_at')

    with op.batch_alter_table('nudges', schema=None) as batch_op:
        batch_op.add_column(sa.Column('kind', sa.Enum('check_in', 'go_on', name='nudgekind', native_enum=False, create_constraint=True, length=20), nullable=False, server_default='check_in'))

    with op.batch_alter_table('outbox', schema=None) as batch_op:
        batch_op.add_column(sa.Column('unasked', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.create_index('ix_outbox_recipient', ['workspace_id', 'recipient', 'due_at'], unique=False)

    with op.batch_alter_table('programs', schema=None) as batch_op:
        batch_op.add_column(sa.Column('fill_ins', sa.Boolean(), nullable=False, server_default=sa.true()))
        batch_op.add_column(sa.Column('ending_told_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('news', sa.Enum('end_near', 'prolonged', 'closed', 'reopened', name='programnews', native_enum=False, create_constraint=True, length=20), nullable=True))

    with op.batch_alter_table('rounds', schema=None) as batch_op:
        batch_op.add_column(sa.Column('kind', sa.Enum('round', 'fill_in', name='roundkind', native_enum=False, create_constraint=True, length=20), nullable=False, server_default='round'))

    with op.batch_alter_table('skills', schema=None) as batch_op:
        batch_op.add_column(sa.Column('category', sa.String(), nullable=True))
        batch_op.add_column(sa.Column('state', sa.Enum('listed', 'proposed', 'merged', 'left_out', name='skillstate', native_enum=False, create_constraint=True, length=20), nullable=False, server_default='listed'))
        batch_op.add_column(sa.Column('merged_into_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('proposed_by_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('proposed_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('decided_by_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('version', sa.Integer(), nullable=False, server_default='1'))
        batch_op.add_column(sa.Column('ask_owners_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(batch_op.f('ix_skills_ask_owners_at'), ['ask_owners_at'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_skills_workspace_id_proposed_by_id'), 'members', ['workspace_id', 'proposed_by_id'], ['workspace_id', 'id'], ondelete='NO ACTION')
        batch_op.create_foreign_key(batch_op.f('fk_skills_workspace_id_decided_by_id'), 'members', ['workspace_id', 'decided_by_id'], ['workspace_id', 'id'], ondelete='NO ACTION')
        batch_op.create_foreign_key(batch_op.f('fk_skills_workspace_id_merged_into_id'), 'skills', ['workspace_id', 'merged_into_id'], ['workspace_id', 'id'], ondelete='NO ACTION')
        batch_op.create_check_constraint('merged', "(state = 'merged') = (merged_into_id IS NOT NULL)")

    with op.batch_alter_table('members', schema=None) as batch_op:
        batch_op.create_check_constraint('unasked_a_week', 'unasked_a_week BETWEEN 1 AND 5')

    # The rows that are there have their values now; new ones get theirs from the bot.
    for table, column in NEW_AND_NEVER_EMPTY:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.alter_column(column, server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('skills', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_skills_skillstate'), type_='check')
        batch_op.drop_constraint('merged', type_='check')
        batch_op.drop_constraint(batch_op.f('fk_skills_workspace_id_merged_into_id'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_skills_workspace_id_decided_by_id'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_skills_workspace_id_proposed_by_id'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_skills_ask_owners_at'))
        batch_op.drop_column('ask_owners_at')
        batch_op.drop_column('version')
        batch_op.drop_column('decided_at')
        batch_op.drop_column('decided_by_id')
        batch_op.drop_column('proposed_at')
        batch_op.drop_column('proposed_by_id')
        batch_op.drop_column('merged_into_id')
        batch_op.drop_column('state')
        batch_op.drop_column('category')

    with op.batch_alter_table('rounds', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_rounds_roundkind'), type_='check')
        batch_op.drop_column('kind')

    with op.batch_alter_table('programs', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_programs_programnews'), type_='check')
        batch_op.drop_column('news')
        batch_op.drop_column('closed_at')
        batch_op.drop_column('ending_told_at')
        batch_op.drop_column('fill_ins')

    with op.batch_alter_table('outbox', schema=None) as batch_op:
        batch_op.drop_index('ix_outbox_recipient')
        batch_op.drop_column('unasked')

    with op.batch_alter_table('nudges', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_nudges_nudgekind'), type_='check')
        batch_op.drop_column('kind')

    with op.batch_alter_table('members', schema=None) as batch_op:
        batch_op.drop_constraint('unasked_a_week', type_='check')
        batch_op.drop_index(batch_op.f('ix_members_next_prompt_at'))
        batch_op.drop_column('home_digest')
        batch_op.drop_column('home_opened_at')
        batch_op.drop_column('next_prompt_at')
        batch_op.drop_column('prompts_off')
        batch_op.drop_column('away_until')
        batch_op.drop_column('quiet_until')
        batch_op.drop_column('quiet_from')
        batch_op.drop_column('unasked_a_week')
        batch_op.drop_column('active_at')
        batch_op.drop_column('holidays')

    with op.batch_alter_table('enrollments', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_enrollments_fill_in_asked_at'))
        batch_op.drop_column('fill_in_asked_at')

    with op.batch_alter_table('skill_prompts', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_skill_prompts_workspace_id'))

    op.drop_table('skill_prompts')
