"""A printed label that a wide gap parts into cells is one label."""

import pytest

from worker.extract.forms.cells import Block, Cell


def value(line: str, name: str, *, gap: float = 12.0, height: float = 10.0) -> str | None:
    """Return what a label's value is on a line whose cells ``|`` parts, ``gap`` points apart."""
    text, cells, x = "", [], 0.0
    for words in (part.strip() for part in line.split("|")):
        start = len(text) + bool(text)
        text = f"{text} {words}" if text else words
        cells.append(Cell(start, len(text), x, x + 5 * len(words), 0.0, height))
        x = cells[-1].x1 + gap
    block = Block(text, [tuple(cells)])
    label = next(one for one in block.labels if one.name == name)
    span = block.value(label)
    return text[slice(*span)] if span else None


@pytest.mark.parametrize(
    ("line", "name", "expected"),
    [
        ("OCCUPATION | OF WITNESS: Paramedic", "occupation", "Paramedic"),
        ("OCCUPATION | OF | WITNESS: Paramedic", "occupation", "Paramedic"),
        ("OCCUPATION OF | WITNESS: | Paramedic", "occupation", "Paramedic"),
        ("Age of | witness: Over 18", "age", "Over 18"),
        ("Date of | birth: 3 August 1949", "date_of_birth", "3 August 1949"),
        ("Statement | taken by: PC 77 Rao", "taken_by", "PC 77 Rao"),
    ],
)
def test_a_label_in_several_cells_is_one(line: str, name: str, expected: str) -> None:
    assert value(line, name) == expected


@pytest.mark.parametrize(
    ("line", "name", "expected"),
    [
        ("Occupation: | Paramedic", "occupation", "Paramedic"),
        ("Age: Over 18 | Occupation: Baker", "age", "Over 18"),
        ("Age: Over 18 | Occupation: Baker", "occupation", "Baker"),
        ("Occupation | Baker", "occupation", "Baker"),
    ],
)
def test_other_cells_stay_apart(line: str, name: str, expected: str) -> None:
    assert value(line, name) == expected


def test_columns_are_not_joined() -> None:
    assert value("Occupation | of witness: Ruth", "occupation", gap=200.0) != "Ruth"
