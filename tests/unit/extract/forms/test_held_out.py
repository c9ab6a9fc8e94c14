"""Forms held out from the making of the reading: fields, accounts, roles, speakers, no alarms."""

import pytest

from tests.unit.extract.forms.held_out_forms import STATEMENTS, Case
from tests.unit.extract.forms.held_out_interviews import INTERVIEWS
from tests.unit.extract.sheets import pdf
from worker.casefile import ExtractedDocument
from worker.extract import readers
from worker.extract.limits import Limits

CASES = (*STATEMENTS, *INTERVIEWS)


def read(case: Case) -> ExtractedDocument:
    return readers.read(pdf(*case.pages), Limits())


def name(case: Case) -> str:
    return case.name


@pytest.mark.parametrize("case", CASES, ids=name)
def test_fields(case: Case) -> None:
    found = {field.name: field.value for field in read(case).form}
    found.pop("declaration", None)
    assert found == case.fields


@pytest.mark.parametrize("case", CASES, ids=name)
def test_account(case: Case) -> None:
    document = read(case)
    told = " ".join(document.text[start:end] for start, end in document.narrative)
    assert told.split() == " ".join(case.told).split()


@pytest.mark.parametrize("case", CASES, ids=name)
def test_kind_roles_and_speakers(case: Case) -> None:
    document = read(case)
    assert document.kind == case.kind
    assert tuple(page.role for page in document.pages) == tuple(case.roles)
    assert tuple(turn.speaker for turn in document.turns) == tuple(case.speakers)


@pytest.mark.parametrize("case", CASES, ids=name)
def test_no_alarm(case: Case) -> None:
    assert [notice.code for notice in read(case).warnings] == []
