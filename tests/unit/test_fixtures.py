"""The fixtures: sound sources, and files made from them that hold their words."""

import re
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path

import pdfplumber
import pytest

from fixtures import bad, make, pdf_kinds
from fixtures.gold import place
from fixtures.make_expected import lasting
from fixtures.paper import CharacterMissing, Line, Type, paginate, wrap
from fixtures.source import FIXTURES, Source, SourceBroken, load, sources
from models.training.markup import LABELS, Mark

ALL = sources()
PDFS = [source for source in ALL if source.format == "pdf"]
TEXTS = [source for source in ALL if source.format == "txt"]


def _name(source: Source) -> str:
    return source.name


def _pages(source: Source) -> list[list[str]]:
    return _words(source.file)


@cache
def _words(file: Path) -> list[list[str]]:
    # By-word PDFs have gaps of 2.9 points between words, under pdfplumber's usual tolerance.
    with pdfplumber.open(file) as pdf:
        return [[word["text"] for word in page.extract_words(x_tolerance=2)] for page in pdf.pages]


def _is_back(words: list[str]) -> bool:
    return "DISCLOSURE" in words or "DISCLOSABLE" in words


def _missing(body: list[str], found: list[str]) -> list[str]:
    """Return the words of ``body`` that do not follow one another in ``found``."""
    missing = []
    at = 0
    for word in body:
        after = _after(word, found, at)
        if after is None:
            missing.append(word)
        else:
            at = after
    return missing


def _after(word: str, found: list[str], at: int) -> int | None:
    """Return the place after ``word``, which a line's end may have broken in two."""
    for index in range(at, len(found)):
        if found[index] == word:
            return index + 1
        head = found[index]
        if head.endswith("-") and len(head) > 3:
            for kept in (head, head[:-1]):
                rest = word.removeprefix(kept)
                if rest and rest != word and rest in found[index + 1 : index + 40]:
                    return found.index(rest, index + 1) + 1
    return None


def test_the_sample_case_is_one_incident_and_the_others_are_of_many_kinds() -> None:
    sample = [source for source in ALL if source.case == "sample"]
    others = [source for source in ALL if source.case == "other"]
    assert len(sample) >= 12
    assert {source.form["urn"] for source in sample} == {"33BC0417825"}
    assert all(300 <= len(source.marked.text.split()) <= 800 for source in sample)
    assert len({source.kind for source in others}) >= 8
    assert {source.layout for source in PDFS if source.case == "sample"} == {"A", "B", "C"}


def test_every_label_of_the_scheme_turns_up() -> None:
    labels = Counter(mark.label for source in ALL for mark in source.marked.marks)
    assert set(labels) == LABELS


@pytest.mark.parametrize("source", ALL, ids=_name)
def test_one_id_means_one_kind_of_thing(source: Source) -> None:
    kinds: dict[str, set[str]] = {}
    for mark in source.marked.marks:
        kinds.setdefault(mark.id, set()).add(mark.label)
    assert {name: labels for name, labels in kinds.items() if len(labels) > 1} == {}


@pytest.mark.parametrize("source", ALL, ids=_name)
def test_telephone_numbers_and_addresses_are_nobodys(source: Source) -> None:
    written = " ".join([source.marked.text, *map(str, source.back.values())])
    for number in re.findall(r"(?:\+44 ?|\b0)\d{3,4} ?\d{3} ?\d{3,4}\b", written):
        drama = r"(\+44 ?|0)7700 ?900\d{3}|01632 ?960\d{3}|0116 ?496 ?0\d{3}"
        assert re.fullmatch(drama, number), number
    for domain in re.findall(r"\w@([\w.-]+\w)", written):
        assert re.search(r"(^|\.)example\.(com|org|net)$", domain), domain


@pytest.mark.parametrize("name", sorted(pdf_kinds.files()))
def test_a_pdf_of_another_kind_has_the_bytes_that_are_kept(name: str) -> None:
    assert pdf_kinds.files()[name] == (pdf_kinds.PDF_KINDS / name).read_bytes()


@pytest.mark.parametrize("source", ALL, ids=_name)
def test_the_same_source_gives_the_bytes_that_are_kept(source: Source, tmp_path: Path) -> None:
    for attempt in ("first", "second"):
        target = tmp_path / attempt / source.file.name
        make.render(source, target)
        assert target.read_bytes() == source.file.read_bytes()


def test_nothing_is_kept_that_has_no_source() -> None:
    cases = {source.file.parent for source in ALL}
    kept = {path for case in cases for path in case.iterdir()}
    assert kept == {source.file for source in ALL}


@pytest.mark.parametrize("source", PDFS, ids=_name)
def test_a_pdf_holds_its_body_word_for_word_in_order(source: Source) -> None:
    words = [word for page in _pages(source) if not _is_back(page) for word in page]
    assert _missing(source.marked.text.split(), words) == []


@pytest.mark.parametrize("source", PDFS, ids=_name)
def test_a_pdf_declares_the_pages_that_it_has(source: Source) -> None:
    pages = _pages(source)
    declared = re.search(r"consisting of (\d+) page", " ".join(pages[0]))
    assert declared
    assert int(declared[1]) == sum(not _is_back(page) for page in pages)
    assert sum(map(_is_back, pages)) == bool(source.back)


@pytest.mark.parametrize("source", PDFS, ids=_name)
def test_a_pdf_shows_its_form_fields(source: Source) -> None:
    front = " ".join(_pages(source)[0])
    for field in ("statement_of", "age", "occupation", "dated", "signature"):
        assert source.form[field] in front
    assert source.form["urn"] in re.sub(r"[ /]", "", front)


@pytest.mark.parametrize("source", [source for source in PDFS if source.back], ids=_name)
def test_private_details_stand_on_the_back_page_alone(source: Source) -> None:
    pages = _pages(source)
    back = " ".join(word for page in pages if _is_back(page) for word in page)
    rest = " ".join(word for page in pages if not _is_back(page) for word in page)
    for detail in ("postcode", "date_of_birth", "home_telephone"):
        value = source.back[detail]
        assert value in back
        assert value == "None" or value in source.marked.text or value not in rest
    where = [_is_back(page) for page in pages].index(True)
    assert where == (1 if source.rendering.back_page == "second" else len(pages) - 1)


@pytest.mark.parametrize("source", TEXTS, ids=_name)
def test_a_text_holds_its_body_and_its_fields(source: Source) -> None:
    written = source.file.read_bytes().decode(source.rendering.encoding)
    squeezed = " ".join(written.split())
    assert " ".join(source.marked.text.split()) in squeezed
    assert f"Statement of: {source.form['statement_of']}" in squeezed
    assert "(consisting of 1 page signed by me)" in squeezed
    assert ("\r\n" in written) == (source.rendering.newline == "crlf")


@pytest.mark.parametrize("source", ALL, ids=_name)
def test_gold_marks_are_placed_in_a_text_with_more_around_it(source: Source) -> None:
    text = f"Statement of: {source.form['statement_of']}\n\n" + "\n".join(
        line
        for number, paragraph in enumerate(source.paragraphs, start=1)
        for line in (f"{number}.", *re.split(r"(?<=,) ", paragraph))
    )
    gold = place(source, text)
    assert gold.lost == ()
    placed = sorted((mark.label, mark.id, _squeezed(text, mark)) for mark in gold.marks)
    marked = source.marked
    assert placed == sorted((m.label, m.id, _squeezed(marked.text, m)) for m in marked.marks)


def _squeezed(text: str, mark: Mark) -> str:
    return "".join(text[mark.start : mark.end].split())


def test_a_mark_whose_words_are_gone_is_lost() -> None:
    source = next(source for source in ALL if source.name == "one-paragraph-fuel")
    gold = place(source, source.marked.text.replace("Lowestoft", "").replace("02:12", "02:13"))
    assert {(mark.label, mark.id) for mark in gold.lost} == {("LOCATION", "l1"), ("TIME", "t1")}


def test_bad_files_are_the_ones_that_are_kept_and_each_has_a_verdict() -> None:
    expected = tomllib.loads((bad.BAD / "expected.toml").read_text(encoding="utf-8"))
    made = bad.files()
    assert set(expected) == set(made)
    for name, data in made.items():
        assert (bad.BAD / name).read_bytes() == data, name
    for verdict in expected.values():
        assert set(verdict["statuses"]) <= {"complete", "partial", "failed"}
        assert ("failed" in verdict["statuses"]) == ("reason" in verdict)
        held = "says" in verdict or "encloses" in verdict
        assert held == ("failed" not in verdict["statuses"])


def test_a_scanned_page_is_a_picture_without_words() -> None:
    with pdfplumber.open(bad.BAD / "mixed.pdf") as pdf:
        typed, scanned = pdf.pages
        assert "MD/1" in typed.extract_text()
        assert scanned.extract_text() == ""
        (picture,) = scanned.images
        bits = picture["stream"].get_data()
    width, height = (int(side) for side in picture["srcsize"])
    assert len(bits) == width // 8 * height
    assert 0.9 < sum(byte.bit_count() for byte in bits) / (8 * len(bits)) < 1


def test_hostile_names_cover_what_they_promise() -> None:
    names = tomllib.loads((bad.BAD / "names.toml").read_text(encoding="utf-8"))["name"]
    values = [entry["value"] for entry in names if "value" in entry]
    assert len(values) == len(set(values)) == len(names) - 1
    for part in ("../", "\0", "\u202e", "<script>", "\n", '"', "CON"):
        assert any(part in value for value in values), part
    assert max(map(len, values)) >= 300
    with pytest.raises(UnicodeDecodeError):
        bytes.fromhex(next(entry["hex"] for entry in names if "hex" in entry)).decode()


def test_the_fixtures_stay_small() -> None:
    kept = (path for path in FIXTURES.rglob("*") if path.is_file())
    kept = (path for path in kept if "expected" not in path.parts and path.suffix != ".pyc")
    assert sum(path.stat().st_size for path in kept) < 3_000_000


def test_a_character_that_the_font_lacks_is_refused() -> None:
    for family, char in (("Helvetica", "Ł"), ("Vera", "Đ"), ("Courier", "王")):
        with pytest.raises(CharacterMissing, match=char):
            Type(family=family, size=10, leading=12).measure(f"a {char}")


def test_lines_keep_every_word_and_fit_the_width() -> None:
    style = Type(family="Times", size=11, leading=14)
    paragraph = " ".join(source.marked.text for source in PDFS if source.case == "sample")[:9000]
    for hyphenate in (False, True):
        lines = wrap(paragraph, 300, style.measure, hyphenate=hyphenate)
        assert all(style.measure(" ".join(line.words)) <= 300 for line in lines)
        words = [word for line in lines for word in line.words]
        assert _missing(paragraph.split(), words) == []
        broken = [line for line in lines if line.words[-1] not in paragraph.split()]
        assert bool(broken) == hyphenate


def test_pages_hold_their_lines_and_start_without_a_gap() -> None:
    lines = [Line(words=(str(number),)) for number in range(4)] + [Line(words=())]
    lines += [Line(words=("last",))]
    pages = paginate(lines, 2, 2)
    assert [[line.words for line in page] for page in pages] == [
        [("0",), ("1",)],
        [("2",), ("3",)],
        [("last",)],
    ]


def test_a_broken_source_is_named(tmp_path: Path) -> None:
    (tmp_path / "torn.ann").write_text("[[PERSON:p1|nobody", encoding="utf-8")
    (tmp_path / "torn.toml").write_text(
        'kind = "torn"\nlayout = "A"\nformat = "pdf"\n[form]\n', encoding="utf-8"
    )
    with pytest.raises(SourceBroken, match=r"torn\.ann: .*never closed"):
        load(tmp_path / "torn.ann")


def test_expected_records_keep_what_lasts() -> None:
    record = {
        "text": "kept",
        "statement_id": "gone",
        "provenance": {
            "pipeline_version": "kept",
            "device": "gone",
            "device_reason": "gone",
            "started_at": "gone",
            "finished_at": "gone",
        },
    }
    assert lasting(record) == {"text": "kept", "provenance": {"pipeline_version": "kept"}}
