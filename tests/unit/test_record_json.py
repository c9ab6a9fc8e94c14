"""Records as JSON: back as they were, and as the published schema says."""

import json
import re
from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

import pytest
from pydantic import ValidationError

from tests import examples
from tests.json_schema import faults
from worker import record_json
from worker.record import SCHEMA_VERSION, CaseRecord
from worker.settings import Settings


@pytest.fixture
def record(settings: Settings) -> CaseRecord:
    return examples.record(settings)


@pytest.fixture
def failed(settings: Settings) -> CaseRecord:
    return examples.failed_record(settings, "a" * 32)


def test_a_record_comes_back_as_it_was(record: CaseRecord, failed: CaseRecord) -> None:
    assert record_json.loads(record_json.dumps(record)) == record
    assert record_json.loads(record_json.dumps(failed).encode()) == failed


def test_a_record_is_one_line(record: CaseRecord) -> None:
    told = "first\nsecond\r\nthird\u2028fourth"
    line = record_json.dumps(replace(record, text=told))
    assert not {"\n", "\r"} & set(line)
    assert record_json.loads(line).text == told


def test_the_same_record_is_the_same_line(settings: Settings) -> None:
    assert record_json.dumps(examples.record(settings)) == record_json.dumps(
        examples.record(settings)
    )


def test_every_record_satisfies_the_published_schema(
    record: CaseRecord, failed: CaseRecord
) -> None:
    schema = record_json.json_schema()
    assert faults(schema, record_json.as_data(record)) == []
    assert faults(schema, record_json.as_data(failed)) == []


def _drop_a_quote(data: Any) -> None:
    del data["mentions"][0]["quote"]


def _offset_as_text(data: Any) -> None:
    data["mentions"][0]["start"] = "0"


def _unknown_status(data: Any) -> None:
    data["status"] = "approved"


def _unknown_method(data: Any) -> None:
    data["document"]["pages"][0]["method"] = "guessed"


def _no_text(data: Any) -> None:
    data["text"] = None


def _box_as_list(data: Any) -> None:
    data["summary"]["sentences"][0]["boxes"][0] = [1, 2, 3, 4]


@pytest.mark.parametrize(
    "spoil",
    [
        _drop_a_quote,
        _offset_as_text,
        _unknown_status,
        _unknown_method,
        _no_text,
        _box_as_list,
    ],
)
def test_what_is_no_record_is_refused_by_schema_and_reader(
    record: CaseRecord, spoil: Callable[[Any], None]
) -> None:
    data = json.loads(record_json.dumps(record))
    spoil(data)
    assert faults(record_json.json_schema(), data)
    # The reader takes "0" for 0, as pydantic does; everything else it refuses, too.
    if spoil is not _offset_as_text:
        with pytest.raises(ValidationError):
            record_json.loads(json.dumps(data))


def test_the_schema_says_which_version_it_is() -> None:
    schema = record_json.json_schema()
    assert SCHEMA_VERSION in str(schema["title"])
    assert re.fullmatch(r"\d+\.\d+", SCHEMA_VERSION)
    assert "$schema" in schema


def test_the_schema_describes_every_field() -> None:
    properties = record_json.json_schema()["properties"]
    assert isinstance(properties, dict)
    assert set(properties) == {field.name for field in fields(CaseRecord)}


def test_every_key_of_a_record_is_always_there(record: CaseRecord, failed: CaseRecord) -> None:
    assert record_json.as_data(record).keys() == record_json.as_data(failed).keys()
