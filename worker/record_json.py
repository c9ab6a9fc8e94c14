"""Case records as JSON: written, read back and described by a JSON Schema."""

import json
from functools import cache

from pydantic import TypeAdapter

from worker.record import SCHEMA_VERSION, CaseRecord, Summary


@cache
def _adapter() -> TypeAdapter[CaseRecord]:
    return TypeAdapter(CaseRecord)


@cache
def _summary_adapter() -> TypeAdapter[Summary]:
    return TypeAdapter(Summary)


def dumps(record: CaseRecord) -> str:
    """Return ``record`` as one line of JSON."""
    left_out = {"overview"} if record.overview is None else set()
    return _adapter().dump_json(record, exclude_computed_fields=True, exclude=left_out).decode()


def loads(text: str | bytes) -> CaseRecord:
    """Read a record back. Raises pydantic.ValidationError when it is not one."""
    return _adapter().validate_json(text)


def dumps_summary(summary: Summary) -> str:
    """Return a summary alone as one line of JSON, as it stands in a record."""
    return _summary_adapter().dump_json(summary, exclude_computed_fields=True).decode()


def as_data(record: CaseRecord) -> dict[str, object]:
    """Return ``record`` as plain JSON data."""
    data: dict[str, object] = json.loads(dumps(record))
    return data


def json_schema() -> dict[str, object]:
    """Return the JSON Schema (draft 2020-12) that every record satisfies."""
    schema = _adapter().json_schema(mode="serialization")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Deponent case record, schema {SCHEMA_VERSION}",
        "description": (
            "Offsets count Unicode code points in `text`; for every quoted part, "
            "text[start:end] == quote. Boxes are in points from the top left of the page."
        ),
        **{key: value for key, value in schema.items() if key not in {"title", "description"}},
    }
