"""Names in Hebrew and Arabic are read as they are said, each word with its own box."""

import shutil
import subprocess
from pathlib import Path

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from fixtures import office_files
from tests.unit.extract.sheets import pdf, text
from worker.extract import readers
from worker.extract.limits import Limits

DEJAVU = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
HEBREW, ARABIC = "משה כהן", "محمد الأحمد"


@pytest.fixture(autouse=True)
def _font() -> None:
    pdfmetrics.registerFont(TTFont("DejaVuSans", str(DEJAVU)))


def seen(said: str) -> str:
    """Return a few words from right to left as they stand on paper, from left to right."""
    return said[::-1]


@pytest.mark.parametrize("name", [HEBREW, ARABIC])
@pytest.mark.parametrize("around", ["{}", "{},", '"{}"', "({}).", "{}'s"])
def test_a_name_from_right_to_left_is_read_as_it_is_said(name: str, around: str) -> None:
    said = f"I know him as {around} from work."
    shown = pdf(text(60, 100, said.format(seen(name)), font="DejaVuSans"))
    assert readers.read(shown, Limits()).text == said.format(name)


def test_each_word_keeps_its_own_box() -> None:
    document = readers.read(pdf(text(60, 100, seen(HEBREW), font="DejaVuSans")), Limits())
    first, second = document.words
    assert document.text[first.start : first.end] == HEBREW.split()[0]
    assert first.box.x0 > second.box.x1


def test_a_word_processors_pdf_is_read_as_its_document(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    assert office is not None
    said = f"I know him as {ARABIC} and her as {HEBREW} from work."
    source = tmp_path / "names.odt"
    source.write_bytes(office_files.odt(office_files.odt_paragraph(said)))
    subprocess.run(
        [office, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to",
         "pdf", "--outdir", str(tmp_path), str(source)],
        check=True, capture_output=True,
    )  # fmt: skip
    document = readers.read((tmp_path / "names.pdf").read_bytes(), Limits())
    assert document.text == said
