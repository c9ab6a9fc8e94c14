"""Who speaks, by the labels before turns of speech."""

import pytest

from models.inference.speakers import labels


@pytest.mark.parametrize(
    ("text", "names", "found"),
    [
        ("SD: Hello.\nLINO: Yes.\nSD: And?\nLINO: No.", ["Sin\u00e9ad Doherty", "Lino"], 4),
        ("MS HOLME KC: Why?\nMR OBI: No.\nMS HOLME KC: So?", ["Ms Ada Holme KC", "Obi"], 2),
        ("DC HALL: Why?\nA: No.\nDC HALL: So?\nA: Yes.", ["DC 41 Jo Hall"], 2),
        ("Jo Hall : Why?\n  Jo Hall: So?", ["Jo Hall"], 2),
        ("SD: Hello.\nSD said: no.", ["Sin\u00e9ad Doherty"], 0),
        ("Q: Who?\nA: Me.\nQ: Why?\nA: So.", ["Quentin Ade", "Alan"], 0),
        ("DC: Who?\nDC: Why?", ["Dan Cole"], 0),
        ("Name: Jo Hall\nAddress: here\nName: Al Hope", ["Jo Hall"], 0),
        ("Note: one\nNote: two", ["Jo Hall"], 0),
        ("", ["Jo Hall"], 0),
    ],
)
def test_a_label_that_comes_back_and_that_a_sure_name_explains_is_a_person(
    text: str, names: list[str], found: int
) -> None:
    spans = labels(text, names)
    assert len(spans) == found
    for start, end in spans:
        assert text[end:].lstrip().startswith(":")
        assert text[:start].endswith(("\n", " ")) or start == 0
