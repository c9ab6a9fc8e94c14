"""Turns: cases of the same priority are served one after the other, whatever their size."""

import sqlalchemy as sa
from alembic import op

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Add each row's case, its turn and its outages; what waits takes turns from now on."""
    op.add_column(
        "work", sa.Column("case_ref", sa.String(length=64), nullable=False, server_default="")
    )
    op.add_column("work", sa.Column("turn", sa.BigInteger(), nullable=False, server_default="0"))
    op.add_column("work", sa.Column("outages", sa.Integer(), nullable=False, server_default="0"))
    op.execute(
        "UPDATE work SET case_ref ="
        " (SELECT case_ref FROM statements WHERE statements.id = work.statement_id)"
    )
    op.execute(
        "UPDATE work SET turn = ranked.turn FROM (SELECT id, row_number() OVER"
        " (PARTITION BY stage, priority, case_ref ORDER BY id) AS turn"
        " FROM work WHERE status IN ('waiting', 'leased')) AS ranked WHERE ranked.id = work.id"
    )
    op.drop_index(op.f("ix_work_status_stage_priority_id"), table_name="work")
    op.create_index(
        op.f("ix_work_status_stage_priority_turn_id"),
        "work",
        ["status", "stage", "priority", "turn", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_work_case_ref_status_stage_priority_turn"),
        "work",
        ["case_ref", "status", "stage", "priority", "turn"],
        unique=False,
    )


def downgrade() -> None:
    """Serve by age alone again."""
    op.drop_index(op.f("ix_work_case_ref_status_stage_priority_turn"), table_name="work")
    op.drop_index(op.f("ix_work_status_stage_priority_turn_id"), table_name="work")
    op.create_index(
        op.f("ix_work_status_stage_priority_id"),
        "work",
        ["status", "stage", "priority", "id"],
        unique=False,
    )
    op.drop_column("work", "outages")
    op.drop_column("work", "turn")
    op.drop_column("work", "case_ref")
