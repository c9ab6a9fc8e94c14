"""The tables. Times are seconds since 1970 in UTC, so that leases compare the same everywhere."""

from sqlalchemy import (
    BigInteger,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = MetaData(naming_convention=NAMING)

_ID = String(32)
# SQLite numbers its rows itself only when the key is INTEGER.
_SERIAL = BigInteger().with_variant(Integer, "sqlite")

statements = Table(
    "statements",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("case_ref", String(64), nullable=False),
    Column("filename", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("state", String(16), nullable=False),
    Column("priority", Integer, nullable=False),
    Column("received_at", Float, nullable=False),
    Column("received_by", Text, nullable=False),
    Column("updated_at", Float, nullable=False),
    Column("version", Integer),
    Column("failure_stage", String(16)),
    Column("failure_reason", String(64)),
    Column("failure_message", Text),
    # 0 for an upload; a file that came out of one stands one deeper. ``root_id`` is the upload's.
    Column("depth", Integer, nullable=False, server_default="0"),
    Column("root_id", _ID),
    # The same file in the same case is the same statement, however often it is sent.
    UniqueConstraint("case_ref", "sha256"),
    Index(None, "state", "received_at"),
    Index(None, "root_id"),
)

# Which statements came out of which: the attachments of an e-mail, the files of a bundle.
# ``number`` is the place in the newest reading; below 0 is what only an earlier one has found.
enclosures = Table(
    "enclosures",
    metadata,
    Column("parent_id", _ID, ForeignKey("statements.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("child_id", _ID, ForeignKey("statements.id"), nullable=False),
    Column("filename", Text, nullable=False),
    Index(None, "child_id"),
)

work = Table(
    "work",
    metadata,
    Column("id", _SERIAL, primary_key=True, autoincrement=True),
    Column("statement_id", _ID, ForeignKey("statements.id"), nullable=False),
    Column("stage", String(16), nullable=False),
    Column("run", Integer, nullable=False),
    Column("status", String(16), nullable=False),
    Column("priority", Integer, nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("holder", String(128)),
    Column("lease_expires_at", Float),
    Column("not_before", Float, nullable=False),
    Column("dispatched_at", Float),
    Column("created_at", Float, nullable=False),
    # The statement's, kept here so that taking turns between cases needs no other table.
    Column("case_ref", String(64), nullable=False, server_default=""),
    # Rows of one priority are served by turn: each case has one row in a turn.
    Column("turn", BigInteger, nullable=False, server_default="0"),
    # How often running it was put off because the machine or the database was away.
    Column("outages", Integer, nullable=False, server_default="0"),
    UniqueConstraint("statement_id", "stage", "run"),
    Index(None, "status", "stage", "priority", "turn", "id"),
    Index(None, "case_ref", "status", "stage", "priority", "turn"),
)

documents = Table(
    "documents",
    metadata,
    Column("id", _SERIAL, primary_key=True, autoincrement=True),
    Column("statement_id", _ID, ForeignKey("statements.id"), nullable=False),
    Column("key", String(64), nullable=False),
    Column("characters", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Column("created_at", Float, nullable=False),
    UniqueConstraint("statement_id", "key"),
)

records = Table(
    "records",
    metadata,
    Column("id", _SERIAL, primary_key=True, autoincrement=True),
    Column("statement_id", _ID, ForeignKey("statements.id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("key", String(64), nullable=False),
    Column("body", Text, nullable=False),
    Column("created_at", Float, nullable=False),
    UniqueConstraint("statement_id", "version"),
    UniqueConstraint("statement_id", "key"),
)

events = Table(
    "events",
    metadata,
    Column("id", _SERIAL, primary_key=True, autoincrement=True),
    Column("statement_id", _ID, ForeignKey("statements.id"), nullable=False),
    Column("at", Float, nullable=False),
    Column("actor", Text, nullable=False),
    Column("action", String(32), nullable=False),
    Column("detail", Text, nullable=False),
    Index(None, "statement_id", "id"),
    # What happened lately, and how often, is counted by its kind.
    Index(None, "action", "at"),
)

# The processes that work, for the people who watch over them; nothing is decided by it.
workers = Table(
    "workers",
    metadata,
    Column("holder", String(128), primary_key=True),
    Column("stage", String(16), nullable=False),
    Column("host", String(255), nullable=False),
    Column("pid", Integer, nullable=False),
    Column("device", String(64), nullable=False),
    Column("device_reason", Text, nullable=False),
    Column("pipeline_version", String(64), nullable=False),
    Column("models", Text, nullable=False),
    Column("counters", Text, nullable=False),
    Column("basis", Text, nullable=False, server_default="{}"),
    Column("started_at", Float, nullable=False),
    Column("seen_at", Float, nullable=False),
    Column("ended_at", Float),
)
