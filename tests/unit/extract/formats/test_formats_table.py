"""The table in docs/reference/formats.md: each row holds on each of its fixtures."""

import re
from pathlib import Path

import pytest

from fixtures import format_files
from fixtures.format_documents import BURGLARY, CHILD, FUEL, HOSTEL
from fixtures.format_files import FOLDER, straight
from fixtures.source import Source
from tests.unit.extract.formats.reading import kept, names, read
from worker.casefile import ExtractedDocument
from worker.extract import sniff

TABLE = Path(__file__).parents[4] / "docs/reference/formats.md"
ENOUGH = 0.995
TYPES = {
    "docx": sniff.DOCX, "doc": sniff.DOC, "rtf": sniff.RTF, "odt": sniff.ODT, "eml": sniff.EML,
    "msg": sniff.MSG, "mbox": sniff.MBOX, "html": sniff.HTML, "txt": sniff.PLAIN_TEXT,
    "zip": sniff.ZIP, "tar": sniff.TAR, "gz": sniff.GZIP,
}  # fmt: skip
SOURCES = {"hostel": HOSTEL, "burglary": BURGLARY, "fuel": FUEL, "playground": CHILD}
INSIDE: dict[str, dict[str, Source]] = {
    "fuel.eml": {"statement.docx": HOSTEL, "Łukasz statement.txt": CHILD},
    "burglary-forwarded.eml": {"Earlier.eml": FUEL},
    "hostel.msg": {"statement.docx": HOSTEL, "Łukasz.txt": CHILD},
    "burglary-forwarded.msg": {"Earlier.msg": FUEL},
    "burglary-form.docx": {"notes.txt": FUEL},
    "fuel-form.rtf": {"notes.txt": CHILD},
    "two-messages.mbox": {"message-1.eml": FUEL, "message-2.eml": BURGLARY},
    "bundle.zip": {"statement 1.docx": HOSTEL, "statement 2.rtf": HOSTEL, "notes.txt": FUEL},
    "awkward-names.zip": {
        "statement.txt": FUEL, "_aux.txt": CHILD, "evil_txt.exe.html": BURGLARY,
    },
    "bundle.tar": {"a.txt": FUEL, "b.html": BURGLARY},
    "fuel.txt.gz": {"statement.txt": FUEL},
}  # fmt: skip
BUNDLES = frozenset({sniff.MBOX, sniff.ZIP, sniff.TAR, sniff.GZIP})


def _rows() -> dict[str, list[str]]:
    """Return the formats of the table with the names of their fixtures."""
    rows = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split(" | ")]
        if line.startswith("| ") and len(cells) == 5 and cells[0] not in {"format", "---"}:
            rows[cells[0]] = re.findall(r"[\w.-]+\.[a-z]+", cells[4])
    return rows


ROWS = _rows()
FILES = [name for files in ROWS.values() for name in files]


def _holds(document: ExtractedDocument, source: Source) -> float:
    wanted = [word for part in source.paragraphs for word in straight(part).split()]
    return kept(wanted, straight(document.text).split())


def test_the_table_names_every_fixture_and_every_fixture_is_there() -> None:
    assert len(ROWS) >= 11
    assert all(ROWS.values())
    assert sorted(FILES) == sorted(path.name for path in FOLDER.iterdir() if path.is_file())


@pytest.mark.parametrize("name", FILES)
def test_a_fixture_is_read_as_what_it_is_and_keeps_its_words(name: str) -> None:
    document = read((FOLDER / name).read_bytes())
    assert document.media_type == TYPES[name.rpartition(".")[2]]
    if document.media_type in BUNDLES:
        assert document.kind == "bundle"
        assert document.text == ""
    else:
        assert _holds(document, SOURCES[re.split(r"[.-]", name)[0]]) >= ENOUGH


@pytest.mark.parametrize("name", sorted(INSIDE))
def test_the_files_in_a_fixture_come_out_and_keep_their_words(name: str) -> None:
    document = read((FOLDER / name).read_bytes())
    for wanted, source in INSIDE[name].items():
        (inner,) = (each for each in document.attachments if each.filename == wanted)
        assert _holds(read(inner.content), source) >= ENOUGH, wanted
    extra = set(names(document)) - set(INSIDE[name])
    assert extra <= {"inner.zip"}


@pytest.mark.parametrize("name", sorted(format_files.MAKERS))
def test_a_fixture_is_made_with_the_same_bytes_each_time(name: str) -> None:
    assert format_files.MAKERS[name]() == (FOLDER / name).read_bytes()
