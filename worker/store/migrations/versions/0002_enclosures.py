"""Files that came out of other files: e-mail attachments, bundles, what a PDF carries."""

import sqlalchemy as sa
from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Add how deep a statement was found, and the table of enclosures."""
    op.add_column(
        "statements", sa.Column("depth", sa.Integer(), nullable=False, server_default="0")
    )
    op.add_column("statements", sa.Column("root_id", sa.String(length=32), nullable=True))
    op.create_index(op.f("ix_statements_root_id"), "statements", ["root_id"], unique=False)
    op.create_table(
        "enclosures",
        sa.Column("parent_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("child_id", sa.String(length=32), nullable=False),
        sa.Column("filename", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["child_id"], ["statements.id"], name=op.f("fk_enclosures_child_id")
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["statements.id"], name=op.f("fk_enclosures_parent_id")
        ),
        sa.PrimaryKeyConstraint("parent_id", "number", name=op.f("pk_enclosures")),
    )
    op.create_index(op.f("ix_enclosures_child_id"), "enclosures", ["child_id"], unique=False)


def downgrade() -> None:
    """Forget the enclosures; the statements stay."""
    op.drop_index(op.f("ix_enclosures_child_id"), table_name="enclosures")
    op.drop_table("enclosures")
    op.drop_index(op.f("ix_statements_root_id"), table_name="statements")
    op.drop_column("statements", "root_id")
    op.drop_column("statements", "depth")
