"""Documents across the pipe: the same on both sides, and nothing that lies gets through."""

import json
from typing import Any

import pytest

from tests.unit.extract import sheets
from worker.extract import readers
from worker.extract.document_json import from_json, to_json
from worker.extract.limits import Limits

DATA = sheets.pdf(
    sheets.front("I was on the bus and saw a state-", "ment being torn up."), sheets.back()
)


def as_sent() -> dict[str, Any]:
    sent: dict[str, Any] = json.loads(json.dumps(to_json(readers.read(DATA, Limits()))))
    return sent


def test_a_document_comes_back_the_same() -> None:
    document = readers.read(DATA, Limits())
    assert from_json(as_sent()) == document
    assert document.words
    assert document.form


@pytest.mark.parametrize(
    ("part", "lie"),
    [
        ("text", None),
        ("text", "\ud800"),
        ("text", "a\x00b"),
        ("text", "short"),
        ("reader", ""),
        ("pages", []),
        ("pages", [[2, "text", None, "page", True, 1, 1]]),
        ("pages", [[1, "guessed", None, "page", True, 1, 1]]),
        ("pages", [[1, "text", None, "judge", True, 1, 1]]),
        ("pages", [[1, "text", None, "page", "yes", 1, 1]]),
        ("segments", [[0, 10_000_000, 1]]),
        ("segments", [[0, 20, 1], [10, 30, 1]]),
        ("segments", [[0, 20, 7]]),
        ("narrative", [[5, 2]]),
        ("narrative", [[-3, 2]]),
        ("narrative", [[0, True]]),
        ("words", [[0, 4, 1, 0, 0, float("nan"), 1]]),
        ("words", [[0, 4, 1, 0, 0, float("inf"), 1]]),
        ("words", [[0, 4, 1, 9, 0, 1, 1]]),
        ("words", [[5, 9, 1, 0, 0, 1, 1], [0, 4, 1, 0, 0, 1, 1]]),
        ("words", [[0, 4, 1, 0, 0, 1]]),
        ("words", [[0, 4, 1, 0, 9, 1, 1]]),
        ("words", [[0, 4, 1, 0, 0, 1, 1, 0.9, 0.9]]),
        ("words", [[0, 4, 1, 0, 0, 1, 1, True]]),
        ("words", [[0, 4, 1, 0, 0, 1, 1, float("nan")]]),
        ("words", [[0, 4, 1, 0, 0, 1, True]]),
        ("words", [[0, 4, 1, 0, 0, 1, 10**400]]),
        ("words", [[0, 4, 1, 0, 0, 1, "1"]]),
        ("words", [[0, 4, 1, -(10**7), 0, 1, 1]]),
        ("words", [[0, True, 1, 0, 0, 1, 1]]),
        ("words", [[0, 4.0, 1, 0, 0, 1, 1]]),
        ("words", [[0, 4, "1", 0, 0, 1, 1]]),
        ("words", [[0, 4, 7, 0, 0, 1, 1]]),
        ("words", ["0411111"]),
        ("words", {}),
        ("words", "words"),
        ("words", 0),
        ("words", None),
        ("form", [["signed", "x", 3, 3]]),
        ("form", [[7, "x", 0, 3]]),
        ("warnings", [["code", "x" * 5000, None]]),
        ("warnings", [["code", "message", 99]]),
    ],
)
def test_lies_are_refused(part: str, lie: object) -> None:
    sent = as_sent()
    sent[part] = lie
    with pytest.raises(ValueError, match="extracted document") as error:
        from_json(sent)
    assert "bus" not in str(error.value)


def test_words_with_and_without_a_confidence_come_back_the_same() -> None:
    sent = as_sent()
    for number, row in enumerate(sent["words"]):
        row += [0.25] * (number % 2)
    document = from_json(sent)
    assert json.loads(json.dumps(to_json(document))) == sent
    assert [word.confidence for word in document.words[:2]] == [None, 0.25]
    assert all(type(word.box.x0) is float for word in document.words)


NEW_IN_VERSION_2 = {"kind", "turns", "attachments", "ocr"}


def test_a_reading_that_was_stored_by_the_version_before_is_read() -> None:
    sent = as_sent()
    for part in NEW_IN_VERSION_2:
        del sent[part]
    document = from_json(sent)
    assert (document.kind, document.turns, document.attachments) == ("document", (), ())
    assert document.ocr is None


@pytest.mark.parametrize("part", sorted(as_sent().keys() - NEW_IN_VERSION_2))
def test_a_missing_part_is_refused(part: str) -> None:
    sent = as_sent()
    del sent[part]
    with pytest.raises(ValueError, match="form that was agreed"):
        from_json(sent)
