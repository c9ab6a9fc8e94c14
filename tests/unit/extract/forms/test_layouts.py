"""Forms that differ really: each gives the fields, the pages and the account of its source."""

from functools import cache
from pathlib import Path

import pytest

from fixtures import make
from fixtures.form_source import FORMS, FormSource, form_sources
from worker.casefile import ExtractedDocument
from worker.extract import readers
from worker.extract.forms import values
from worker.extract.limits import Limits

ALL = form_sources()
STATEMENTS = [source for source in ALL if source.kind in {"statement", "personal_statement"}]
INTERVIEWS = [source for source in ALL if source.kind == "interview"]
# The back of the Scottish form is its front; there is no other page to part it from.
ROLES = {
    "backfirst": ["back", "front"],
    "booklet": ["front", "back"],
    "grid": ["front", "back"],
    "topband": ["front", "back"],
    "under": ["front", "back"],
}
NOT_FIELDS = {"witnessed_by"}


@cache
def _read(file: Path) -> ExtractedDocument:
    return readers.read(file.read_bytes(), Limits())


def read(source: FormSource) -> ExtractedDocument:
    return _read(source.file)


def name(source: FormSource) -> str:
    return source.name


def words(text: str) -> list[str]:
    return text.split()


@pytest.mark.parametrize("source", ALL, ids=name)
def test_the_same_source_gives_the_bytes_that_are_kept(source: FormSource, tmp_path: Path) -> None:
    target = tmp_path / source.file.name
    make.render_form(source, target)
    assert target.read_bytes() == source.file.read_bytes()


def test_every_kept_form_has_a_source_and_a_layout_of_its_own() -> None:
    assert {path.name for path in FORMS.iterdir()} == {source.file.name for source in ALL}
    assert len({source.layout for source in ALL}) == len(ALL) >= 12


@pytest.mark.parametrize("source", ALL, ids=name)
def test_fields_are_the_sources(source: FormSource) -> None:
    document = read(source)
    found = {field.name: field.value for field in document.form}
    assert len(found) == len(document.form)
    for key, written in {**source.form, **source.back}.items():
        field = "signed" if key == "signature" else key
        if field == "email" and written == "None":
            assert field not in found
        elif field not in NOT_FIELDS:
            assert found.get(field) == values.normalised(field, written), field
    allowed = {*source.form, *source.back, "signed", "declaration", "pages_declared", "taken_by"}
    assert found.keys() <= allowed


@pytest.mark.parametrize("source", ALL, ids=name)
def test_fields_point_at_their_words(source: FormSource) -> None:
    document = read(source)
    for field in document.form:
        quote = document.text[field.start : field.end]
        assert quote.strip() == quote
        assert document.boxes(field.start, field.end)
        if field.name not in {"statement_of", "dated", "urn", "age", "date_of_birth"}:
            assert words(quote) == words(field.value) or field.name == "pages_declared"


@pytest.mark.parametrize("source", ALL, ids=name)
def test_the_account_is_whole_and_nothing_else_is_in_it(source: FormSource) -> None:
    document = read(source)
    told = " ".join(document.text[start:end] for start, end in document.narrative)
    said = [said for _, _, said in source.turns] if source in INTERVIEWS else source.paragraphs
    assert words(told) == words(" ".join(said))


@pytest.mark.parametrize("source", STATEMENTS, ids=name)
def test_paragraphs_stay_apart(source: FormSource) -> None:
    document = read(source)
    told = "\n\n".join(document.text[start:end] for start, end in document.narrative)
    assert [" ".join(part.split()) for part in told.split("\n\n")] == list(source.paragraphs)


@pytest.mark.parametrize("source", ALL, ids=name)
def test_kinds_and_roles(source: FormSource) -> None:
    document = read(source)
    assert document.kind == source.kind
    roles = [page.role for page in document.pages]
    if source in STATEMENTS:
        assert roles == ROLES.get(source.name, ["front"])
        private = source.back and source.name not in ROLES
        assert [page.disclosable for page in document.pages] == [
            role != "back" and not private for role in roles
        ]
    else:
        assert set(roles) == {"page"}


@pytest.mark.parametrize("source", INTERVIEWS, ids=name)
def test_turns_are_the_speakers(source: FormSource) -> None:
    document = read(source)
    turns = [(turn.speaker, document.text[turn.start : turn.end]) for turn in document.turns]
    assert [(who, " ".join(said.split())) for who, said in turns] == [
        (who, said) for _, who, said in source.turns
    ]
    for counter, _, _ in source.turns:
        assert counter in document.text


@pytest.mark.parametrize("source", STATEMENTS, ids=name)
def test_good_statements_give_no_alarm(source: FormSource) -> None:
    # Two of them lack something truly, and one has its lines numbered.
    known = {"declaration_missing", "private_details_on_page", "line_numbers_left_out"}
    alarms = {notice.code for notice in read(source).warnings} - {"two_up_sheets"}
    assert alarms <= (known if source.name in {"scottish", "numbered"} else set())


@pytest.mark.parametrize("source", [s for s in STATEMENTS if s.back], ids=name)
def test_private_details_are_in_no_account(source: FormSource) -> None:
    document = read(source)
    told = "".join(document.text[start:end] for start, end in document.narrative)
    for key in ("postcode", "mobile", "date_of_birth"):
        assert source.back[key] in document.text
        assert source.back[key] not in told
