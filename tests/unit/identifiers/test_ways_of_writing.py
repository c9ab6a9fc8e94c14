"""Identifiers in the many ways that statements write them, what they come to, and what is none."""

import re

import pytest

from models.inference.identifiers import find
from models.inference.identifiers.overlap import GROUPS
from tests.unit.identifiers.marks import WRITTEN_ON, found, only, value_of, words_of
from tests.unit.identifiers.ways_of_not_meaning import NOT_MEANT
from tests.unit.identifiers.ways_of_referring import REFERRED
from tests.unit.identifiers.ways_of_valuing import VALUED
from tests.unit.identifiers.ways_of_writing import FOUND

_MARK = re.compile(r"\[\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\]")
_VALUES = {
    "DATE": ("iso",),
    "TIME": ("time", "twelve_hour"),
    "PHONE": ("e164",),
    "VRM": ("vrm",),
    "POSTCODE": ("postcode",),
}


def _marked(written: str) -> tuple[str, list[str]]:
    """The text without its brackets, and what stood in them."""
    return _MARK.sub(lambda mark: mark[1], written), [mark[1] for mark in _MARK.finditer(written)]


@pytest.mark.parametrize(("label", "written"), [*FOUND, *REFERRED])
def test_each_way_of_writing_is_found(label: str, written: str) -> None:
    text, expected = _marked(written)
    assert words_of(text, label) == expected


@pytest.mark.parametrize("frame", ["{}", "I said this.\n{}\nThat is all.", "({}); then he left."])
@pytest.mark.parametrize(("label", "written"), [*FOUND, *REFERRED])
def test_it_is_found_in_the_middle_of_a_statement(label: str, written: str, frame: str) -> None:
    text, expected = _marked(written)
    if text.startswith(("(", "<", '"')) or (frame.startswith("(") and "\n" in text):
        frame = "{}"
    assert words_of(frame.format(text), label) == expected


@pytest.mark.parametrize(("label", "written", "expected"), VALUED)
def test_each_value_is_worked_out(label: str, written: str, expected: str) -> None:
    text, words = _marked(written)
    assert words_of(text, label) == words
    value = dict(only(text, label).value or {})
    if label == "MONEY":
        assert f"{value['amount']} {value.get('currency', '')}".strip() == expected
    elif expected.startswith("~"):
        assert value.get("inferred", value.get("proposed")) == expected[1:]
    else:
        assert next(value[name] for name in _VALUES[label] if name in value) == expected


@pytest.mark.parametrize(("label", "text"), NOT_MEANT)
def test_what_is_none_is_not_marked(label: str, text: str) -> None:
    assert words_of(text, label) == []


def test_every_label_has_ways_of_being_written() -> None:
    written = {label for label, *_ in (*FOUND, *REFERRED, *VALUED)}
    assert written == {label for labels in GROUPS for label in labels}


CHECKED = [
    ("VRM", "a Skoda, [[191-D-12345]]", "valid"),
    ("VRM", "a Skoda, [[193-D-12345]]", "invalid"),  # there is no third half of a year
    ("VRM", "a Skoda, [[302-D-12345]]", "invalid"),  # after the statement
    ("VRM", "a Golf, [[KJZ 4418]]", "valid"),
    ("VRM", "Polish plates, [[WX 12345]]", "none"),
    ("VRM", "a Ford, [[YK2l BDV]]", "invalid"),
    ("VRM", "registration [[LK18 A8C]]", "invalid"),
    ("VRM", "plate [[LK18 A?C]]", "none"),
    ("PHONE", "[[447700900456]]", "valid"),
    ("PHONE", "[[077OO 9OO456]]", "invalid"),
    ("PHONE", "[[07700 900XXX]]", "none"),
    ("PHONE", "[[oh seven seven double oh nine double oh four five six]]", "valid"),
    ("POSTCODE", "Leeds [[LS1 4 AP]]", "valid"),
    ("POSTCODE", "postcode district [[SE15]]", "none"),
    ("POSTCODE", "Leeds, [[TN38 OXQ]]", "invalid"),
    ("IMEI", "IMEI [[49OI542O3237518]]", "invalid"),
    ("CARD_NUMBER", "card [[4l11 1111 1111 1111]]", "invalid"),
    ("CARD_NUMBER", "card number [[4111 1111 1111]]", "invalid"),
    ("SORT_CODE", "sort code [[08-99-9]]", "invalid"),
    ("SORT_CODE", "sort code [[08.99.99]]", "none"),
    ("BANK_ACCOUNT", "account [[GB71 HLCN 4002 1758 9930 16]]", "invalid"),
    ("BANK_ACCOUNT", "account ending [[4958]]", "none"),
    ("NI_NUMBER", "NI number [[AB 123 456 C]]", "valid"),
    ("NI_NUMBER", "NI number [[AB1234567]]", "invalid"),
    ("NI_NUMBER", "NI number [[A8123456C]]", "invalid"),
    ("NHS_NUMBER", "NHS no [[9434 765 919]]", "valid"),
    ("NHS_NUMBER", "NHS no [[943 476 59I9]]", "invalid"),
    ("NHS_NUMBER", "CHI number [[943 476 5918]]", "invalid"),
    ("DRIVING_LICENCE", "[[M0RGA657054SM9IJ]]", "invalid"),
    ("DRIVING_LICENCE", "Polish driving licence [[12345/08/1234]]", "none"),
    ("PASSPORT", "passports [[123456789]] and [[123456780]]", "valid"),
    ("PASSPORT", "Korean passport [[M123A4567]]", "none"),
    ("PASSPORT", "passport no [[1234567890]]", "invalid"),
    ("CRIME_REF", "URN [[01 ZD 12345 25]]", "valid"),
    ("CRIME_REF", "URN [[99 ZD 12345 25]]", "invalid"),
    ("CRIME_REF", "PNC [[2001/1234567 K]]", "valid"),
    ("CRIME_REF", "PNC [[2001/1234567 L]]", "invalid"),
    ("CRIME_REF", "the file is [[05EK/88172/25]]", "valid"),
    ("CRIME_REF", "the file is [[99EK/88172/25]]", "invalid"),
    ("CRIME_REF", "it is [[CAD 1234 31/02/25]]", "invalid"),
    ("CRIME_REF", "Crown Court case [[T20257123]]", "none"),
    ("EXHIBIT_REF", "exhibit [[S/1]]", "valid"),
    ("EXHIBIT_REF", "I produce a disc ([[JPS/l]])", "none"),
    ("EXHIBIT_REF", "exhibit [[2417/1]]", "none"),
    ("OFFICER_ID", "PC Smith, [[1234]], attended", "none"),
    ("OFFICER_ID", "DC [[53l7]] Jones", "invalid"),
    ("IP_ADDRESS", "from [[203.0.113.l94]].", "invalid"),
    ("EMAIL", "[[a.b(at)example.org]]", "valid"),
    ("EMAIL", "[[a..b(at)example.org]]", "invalid"),
    ("URL", "[[hxxps://example.com]]", "valid"),
    ("DATE", "on [[22]] to 29 December 2024", "valid"),
    ("DATE", "on [[31]] and 30 April 2025", "invalid"),
    ("DATE", "on [[3O/O2/2025]]", "invalid"),
    ("DATE", "on [[2O/O2/2025]]", "none"),
    ("TIME", "at [[l4.05]] he", "none"),
    ("TIME", "at [[25.l0 hours]] he", "invalid"),
    ("MONEY", "[[15O pounds]]", "none"),
]


@pytest.mark.parametrize(("label", "written", "check"), CHECKED)
def test_the_check_says_what_was_checked(label: str, written: str, check: str) -> None:
    text, expected = _marked(written)
    assert (label, expected[0], check) in found(text)


def test_a_misread_number_keeps_what_was_written_and_proposes_what_was_meant() -> None:
    assert value_of("IMEI 49OI542O3237518", "IMEI") == {
        "imei": "49OI542O3237518",
        "proposed": "490154203237518",
    }
    assert value_of("a Ford, YK2l BDV", "VRM")["proposed"] == "YK21BDV"
    assert value_of("licence M0RGA657054SM9IJ", "DRIVING_LICENCE")["proposed"] == "MORGA657054SM9IJ"
    repaired = value_of("on l2 August 2024 he", "DATE")
    assert (repaired["iso"], repaired["repaired"]) == ("2024-08-12", "true")


def test_a_number_known_once_is_known_again() -> None:
    text = "I paid account number 66374958. It came back from 66374958 in May."
    assert words_of(text, "BANK_ACCOUNT") == ["66374958", "66374958"]
    assert words_of("It came back from 66374958 in May.", "BANK_ACCOUNT") == []


def test_a_part_of_a_date_is_only_proposed() -> None:
    def proposed(text: str) -> str | None:
        value = value_of(text, "DATE", written_on="2025-06-01")  # a Sunday
        assert "inferred" not in value
        return value.get("proposed")

    assert proposed("He came on Friday.") == "2025-05-30"
    assert proposed("He came last Sunday.") == "2025-05-25"
    assert proposed("I go next Tuesday.") == "2025-06-03"
    assert proposed("I go every Friday.") is None
    assert proposed("I work Fridays.") is None
    assert proposed("It was on the 23rd, I think.") == "2025-05-23"
    assert proposed("on the 23rd of last month he") == "2025-05-23"
    assert proposed("on Friday the 16th he") == "2025-05-16"
    assert proposed("since September") == "2024-09"
    assert proposed("on Christmas Eve") == "2024-12-24"
    assert proposed("on Good Friday") == "2025-04-18"
    assert "proposed" not in value_of("on Friday", "DATE", written_on=None)


@pytest.mark.parametrize("written_on", ["0001-01-01", "0001-12-31", "9999-12-31"])
def test_no_date_of_writing_is_too_early_or_too_late(written_on: str) -> None:
    text = "Friday, next Monday, on the 31st, in February, Friday the 13th, Good Friday, 30 May."
    assert find(text, written_on=written_on)


def test_counting_and_lists_are_no_numbers() -> None:
    for text in (
        "one, two, three, four, five, six, seven, eight, nine",
        "He hit me one two three four five times. I fell.",
        "I saw two, no three, maybe four or five of them, then six.",
        "Golf and Hotel and Romeo and Juliet, Mike and Victor",
    ):
        assert find(text, written_on=WRITTEN_ON) == []
