"""Workers say what the records that they make depend on, besides their models."""

import sqlalchemy as sa
from alembic import op

revision: str = "0005"
down_revision: str | None = "0004"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Add the column; of a worker that signed in before, nothing is known."""
    with op.batch_alter_table("workers") as table:
        table.add_column(sa.Column("basis", sa.Text(), nullable=False, server_default="{}"))


def downgrade() -> None:
    """Forget it."""
    with op.batch_alter_table("workers") as table:
        table.drop_column("basis")
