"""Workers: each process that works says who it is and that it lives; events are found by kind."""

import sqlalchemy as sa
from alembic import op

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Add the table of workers, and an index to count events of a kind by."""
    op.create_table(
        "workers",
        sa.Column("holder", sa.String(length=128), nullable=False),
        sa.Column("stage", sa.String(length=16), nullable=False),
        sa.Column("host", sa.String(length=255), nullable=False),
        sa.Column("pid", sa.Integer(), nullable=False),
        sa.Column("device", sa.String(length=64), nullable=False),
        sa.Column("device_reason", sa.Text(), nullable=False),
        sa.Column("pipeline_version", sa.String(length=64), nullable=False),
        sa.Column("models", sa.Text(), nullable=False),
        sa.Column("counters", sa.Text(), nullable=False),
        sa.Column("started_at", sa.Float(), nullable=False),
        sa.Column("seen_at", sa.Float(), nullable=False),
        sa.Column("ended_at", sa.Float(), nullable=True),
        sa.PrimaryKeyConstraint("holder", name=op.f("pk_workers")),
    )
    op.create_index(op.f("ix_events_action_at"), "events", ["action", "at"], unique=False)


def downgrade() -> None:
    """Forget the workers."""
    op.drop_index(op.f("ix_events_action_at"), table_name="events")
    op.drop_table("workers")
