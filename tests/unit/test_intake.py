"""Intake: what is accepted is kept, what is refused is not, and names are only ever labels."""

import io
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import examples
from worker.casefile import Priority, State
from worker.errors import CaseReferenceInvalid, FileEmpty, FileTooLarge, UploadRefused
from worker.intake import accept, case_reference, display_name
from worker.settings import Settings
from worker.store.store import Store


def _accept(store: Store, settings: Settings, content: bytes, **given: object) -> tuple[str, bool]:
    receipt = accept(
        store,
        settings,
        io.BytesIO(content),
        filename=str(given.get("filename", "statement.pdf")),
        case_ref=str(given.get("case_ref", examples.CASE)),
        received_by="officer",
    )
    return receipt.statement.id, receipt.duplicate


def _kept(settings: Settings) -> list[Path]:
    return [path for path in settings.originals.rglob("*") if path.is_file()]


def test_an_accepted_upload_is_stored_and_promised(store: Store, settings: Settings) -> None:
    receipt = accept(
        store,
        settings,
        io.BytesIO(b"an invented statement"),
        filename="C:\\statements\\owusu-reid.txt",
        case_ref=" 01zd1234525 ",
        received_by="officer",
        priority=Priority.BACKLOG,
    )
    statement = receipt.statement
    assert not receipt.duplicate
    assert (statement.case_ref, statement.filename) == ("01ZD1234525", "owusu-reid.txt")
    assert (statement.state, statement.priority) == (State.RECEIVED, Priority.BACKLOG)
    assert statement.size == len(b"an invented statement")
    assert store.originals.sound(statement.sha256)
    assert [row.statement_id for row in store.work.dispatchable("extract", 9)] == [statement.id]


def test_the_same_file_twice_is_one_statement(store: Store, settings: Settings) -> None:
    first, was_here = _accept(store, settings, b"statement")
    again, is_here = _accept(store, settings, b"statement", filename="copy.pdf")
    assert (first, was_here, is_here) == (again, False, True)
    other, elsewhere = _accept(store, settings, b"statement", case_ref="02AB7654325")
    assert other != first
    assert not elsewhere
    assert len(_kept(settings)) == 1


@pytest.mark.parametrize(
    ("content", "case_ref", "error"),
    [
        (b"", examples.CASE, FileEmpty),
        (b"x" * 1_001, examples.CASE, FileTooLarge),
        (b"statement", "not one", CaseReferenceInvalid),
    ],
)
def test_nothing_of_a_refused_upload_is_kept(
    sqlite_store: Store,
    tmp_path: Path,
    content: bytes,
    case_ref: str,
    error: type[UploadRefused],
) -> None:
    settings = Settings(home=tmp_path / "home", max_upload_bytes=1_000)
    with pytest.raises(error):
        _accept(sqlite_store, settings, content, case_ref=case_ref)
    assert _kept(settings) == []
    assert sqlite_store.statements.listing() == []


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("01ZD1234525", "01ZD1234525"),
        (" 01zd1234525\n", "01ZD1234525"),
        ("6543210/25", "6543210/25"),
        ("CRI-2025-00017", "CRI-2025-00017"),
        ("20/6543210/25", "20/6543210/25"),
        ("A1B", "A1B"),
        ("9" * 40, "9" * 40),
        ("\uff10\uff11\uff3a\uff24\uff11\uff12\uff13\uff14\uff15\uff12\uff15", "01ZD1234525"),
    ],
)
def test_a_case_reference_has_one_form(text: str, canonical: str) -> None:
    assert case_reference(text) == canonical


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "A1",
        "9" * 41,
        "ABC",
        "01ZD/",
        "/01ZD",
        "01ZD//12",
        "01-/ZD",
        "01 ZD 12",
        "01ZD\n12",
        "01ZD1234525\x00",
        "../../etc/passwd1",
        "01ZD<script>",
        "01ZD'; DROP TABLE statements; --",
        "01ZD%2f12",
        "\u0660\u0661ZD\u0661\u0662",
        "01ZD\u202e12",
        "\u041a\u0420\u04182025",
    ],
)
def test_what_is_no_case_reference_is_refused(text: str) -> None:
    with pytest.raises(CaseReferenceInvalid, match="not a case reference"):
        case_reference(text)


@given(st.text(max_size=60))
def test_a_case_reference_is_safe_to_show_and_stays_as_it_is(text: str) -> None:
    try:
        reference = case_reference(text)
    except CaseReferenceInvalid:
        return
    assert reference.isascii()
    assert reference.replace("/", "").replace("-", "").isalnum()
    assert 3 <= len(reference) <= 40
    assert case_reference(reference) == reference


@pytest.mark.parametrize(
    ("filename", "shown"),
    [
        ("statement.pdf", "statement.pdf"),
        ("  statement.pdf  ", "statement.pdf"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\windows\\system32\\config", "config"),
        ("/absolute/path.pdf", "path.pdf"),
        ("C:\\Users\\pc1234\\statement.pdf", "statement.pdf"),
        ("folder/", "unnamed"),
        ("", "unnamed"),
        (".", "unnamed"),
        ("..", "unnamed"),
        ("...", "unnamed"),
        (" \t\r\n", "unnamed"),
        ("\u200b\u2060\ufeff", "unnamed"),
        ("\u3000", "unnamed"),
        ("state\x00ment.pdf", "statement.pdf"),
        ("a\nb\rc\td.pdf", "abcd.pdf"),
        ("a\u2028b\u2029c\x85d.pdf", "abcd.pdf"),
        ("\x1b[31mred.pdf", "[31mred.pdf"),
        ("statement\u202efdp.exe", "statementfdp.exe"),
        ("\u2066state\u2069ment.pdf", "statement.pdf"),
        ("lone \ud800 surrogate.pdf", "lone  surrogate.pdf"),
        ("e\u0301tat.pdf", "\u00e9tat.pdf"),
        ("Siân Ní Dhómhnaill.pdf", "Siân Ní Dhómhnaill.pdf"),
        ("<img src=x onerror=alert(1)>.pdf", "<img src=x onerror=alert(1)>.pdf"),
        ("=cmd|'/c calc'!A1.csv", "c calc'!A1.csv"),
        (".htaccess", ".htaccess"),
        ("CON", "CON"),
    ],
)
def test_a_hostile_name_becomes_a_label(filename: str, shown: str) -> None:
    assert display_name(filename) == shown


def test_a_long_name_keeps_its_beginning_and_its_ending() -> None:
    shown = display_name("n" * 5_000 + ".pdf")
    assert len(shown) == 200
    assert shown.startswith("nnn")
    assert shown.endswith("….pdf")
    assert len(display_name("n" * 5_000)) == 200
    assert len(display_name("n." + "d" * 5_000)) == 200


_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Zs", "Zl", "Zp"})


@given(st.text(st.characters(), max_size=400))
def test_any_name_becomes_one_short_visible_line(filename: str) -> None:
    shown = display_name(filename)
    assert 1 <= len(shown) <= 200
    assert len(shown.splitlines()) == 1
    assert not set(shown) & set("/\\\x00")
    assert shown == shown.strip()
    assert any(unicodedata.category(character) not in _INVISIBLE for character in shown)
    shown.encode("utf-8")
