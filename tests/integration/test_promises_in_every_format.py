"""The promises of the design on every format, scan and form, and on what lies inside them."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.records import FIXTURES
from worker import record_json
from worker.direct import Direct
from worker.record import CaseRecord, Quoted
from worker.record_files import files_in
from worker.settings import Settings

FOLDERS = ("statements/formats", "statements/scans", "forms")
_MADE: dict[Path, tuple[CaseRecord, list[CaseRecord]]] = {}
FILES = tuple(files_in([FIXTURES / folder for folder in FOLDERS]))
every_file = pytest.mark.parametrize(
    "path", FILES, ids=[str(path.relative_to(FIXTURES)) for path in FILES]
)


@pytest.fixture(scope="module", autouse=True)
def _made() -> Iterator[None]:
    """Read all of them in one run, as ``deponent process`` does."""
    with Direct(Settings(device="cpu")) as direct:
        found = [record_json.loads(result.line or "") for result in direct.process(FILES)]
    for path in FILES:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        own = next(record for record in found if record.document.sha256 == digest)
        _MADE[path] = (own, [r for r in found if r.statement_id in own.document.children])
    yield
    _MADE.clear()


def quoted(record: CaseRecord) -> Iterator[Quoted]:
    yield from record.form.values()
    yield from record.mentions
    yield from record.summary.sentences
    yield from record.turns
    for items in record.digest.values():
        for item in items:
            yield from (item, *item.parts)


@every_file
def test_it_is_read_and_every_quote_stands_where_the_record_says(path: Path) -> None:
    own, children = _MADE[path]
    for record in (own, *children):
        assert record.status in {"complete", "partial"}, record.failure
        assert record.text or record.document.children or record.warnings
        for part in quoted(record):
            assert record.text[part.start : part.end] == part.quote
            assert part.quote.strip() == part.quote != ""


@every_file
def test_boxes_lie_on_their_pages(path: Path) -> None:
    own, children = _MADE[path]
    for record in (own, *children):
        sizes = {page.number: (page.width, page.height) for page in record.document.pages}
        for part in quoted(record):
            for box in part.boxes:
                width, height = sizes[box.page]
                assert 0 <= box.x0 < box.x1 <= width + 0.01
                assert 0 <= box.top < box.bottom <= height + 0.01


@every_file
def test_what_is_inside_a_file_has_a_record_that_it_names(path: Path) -> None:
    own, children = _MADE[path]
    # The same file may lie in several others, and is then read for each.
    assert set(own.document.children) == {record.statement_id for record in children}


def test_scans_say_by_which_engine_and_how_surely_they_were_read() -> None:
    for path in FILES:
        if path.parent.name != "scans":
            continue
        record, _ = _MADE[path]
        assert (record.provenance.ocr or "").startswith("tesseract")
        assert all(page.method == "ocr" for page in record.document.pages)
        assert all(0 < (page.confidence or 0) <= 1 for page in record.document.pages)
        scores = [part.ocr_confidence for part in quoted(record)]
        assert scores
        assert all(score is not None and 0 <= score <= 1 for score in scores)


def test_interviews_say_who_speaks() -> None:
    for name in ("roti.pdf", "rovi.pdf"):
        record, _ = _MADE[FIXTURES / "forms" / name]
        assert record.document.kind == "interview"
        assert len({turn.speaker for turn in record.turns}) >= 2
