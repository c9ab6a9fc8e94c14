"""The same identifiers in the shapes that statements come in: glued, wrapped, scanned, shouted."""

import pytest

from models.inference.identifiers import find
from tests.unit.identifiers.marks import WRITTEN_ON, found, words_of

NBSP, THIN, DASH, MINUS, HYPHEN = "\u00a0", "\u2009", "\u2013", "\u2212", "\u2010"

GLUED = [
    ("Tel:07700900123", "PHONE", "07700900123"),
    ("Tel07700900123", "PHONE", "07700900123"),
    ("PC2417", "OFFICER_ID", "2417"),
    ("PC2417HUGHES", "OFFICER_ID", "2417"),
    ("22:45hours", "TIME", "22:45hours"),
    ("at22:45", "TIME", "22:45"),
    ("DOB03/03/1985", "DATE", "03/03/1985"),
    ("on3rdMarch2025", "DATE", "3rdMarch2025"),
    ("reg:LK18ABC,seen", "VRM", "LK18ABC"),
    ("(JS/1)", "EXHIBIT_REF", "JS/1"),
    ("cost£3,000each", "MONEY", "£3,000"),
    ("email:a.b@example.org", "EMAIL", "a.b@example.org"),
]

WRAPPED = [
    ("PHONE", "07700\n900123"),
    ("PHONE", "020 7946\n  0958"),
    ("POSTCODE", "SW1A\n1AA"),
    ("VRM", "LK18\nABC"),
    ("DATE", "3rd\nMarch 2025"),
    ("DATE", "Monday 3rd March\n2025"),
    ("DATE", "03/03/\n2025"),
    ("TIME", "22:45\nhours"),
    ("TIME", "half past\nnine"),
    ("MONEY", "two hundred\npounds"),
    ("NI_NUMBER", "AB 12 34\n56 C"),
    ("CARD_NUMBER", "4111 1111\n1111 1111"),
    ("EMAIL", "someone@example.\ncom"),
    ("CRIME_REF", "CAD 5678 of\n03/03/25"),
]

DISGUISED = [
    ("PHONE", f"07700{NBSP}900{THIN}123"),
    ("PHONE", f"07700{DASH}900123"),
    ("PHONE", "\u0660\u0667\u0667\u0660\u0660 \u0669\u0660\u0660\u0661\u0662\u0663"),
    ("PHONE", "\uff10\uff17\uff17\uff10\uff10\uff19\uff10\uff10\uff11\uff12\uff13"),
    ("PHONE", "0770\u200b0 900\u00ad123"),
    ("POSTCODE", f"SE15{NBSP}4QX"),
    ("VRM", f"LK18{DASH}ABC"),
    ("DATE", f"03{DASH}03{DASH}2025"),
    ("DATE", "03\u204403\u20442025"),
    ("SORT_CODE", f"08{HYPHEN}99{MINUS}99"),
    ("TIME", "22\u223645 hours"),
    ("DATE", "Valentine\u2019s Day"),
    ("TIME", "five o\u2019clock"),
    ("EMAIL", "a.b\uff20example.org"),
    ("EXHIBIT_REF", "\uff2a\uff33/1"),
]


@pytest.mark.parametrize(("text", "label", "written"), GLUED)
def test_glued_to_its_neighbours(text: str, label: str, written: str) -> None:
    assert words_of(text, label) == [written]
    assert words_of(f"then {text} again", label) == [written]


@pytest.mark.parametrize(("label", "written"), WRAPPED)
def test_broken_over_a_line_end(label: str, written: str) -> None:
    assert words_of(f"it was on {written} I think", label) == [written]


@pytest.mark.parametrize(("label", "written"), WRAPPED)
def test_never_joined_over_a_paragraph_end(label: str, written: str) -> None:
    apart = written.replace("\n", "\n\n")
    assert apart not in words_of(f"it was on {apart} I think", label)


@pytest.mark.parametrize(("label", "written"), DISGUISED)
def test_in_other_characters_than_ascii(label: str, written: str) -> None:
    text = f"sort code \u00e9\u2026 sort code {written} \u201cthen\u201d"
    assert written in words_of(text, label)


def test_offsets_hold_after_invisible_characters() -> None:
    text = "\ufeffI\u00adrang 0770\u200b0 900123 and \u2066LK18\u2069 ABC at 22:45\u200bhours"
    for mention in find(text):
        assert text[mention.start] not in "\u00ad\u200b\ufeff "
        assert text[mention.end - 1] not in "\u00ad\u200b\ufeff "
    assert [label for label, _, _ in found(text)] == ["PHONE", "VRM", "TIME"]


MIXED = (
    "On Monday 3rd March 2025 at 22:45 hours PC 2417 HUGHES seized exhibit JS/1 from a Ford Focus, "
    "registration LK18 ABC, at 14 Carlton Road, Peckham, SE15 4QX. He paid two hundred pounds and "
    "£3,000. Call 07700 900123. Crime number 6543210/24, CAD 4417/03MAR25. His National Insurance "
    "number is AB123456C. In May 2022 he lived in Leeds."
)


@pytest.mark.parametrize("turn", [str, str.upper, str.lower])
def test_case_makes_no_difference_to_what_is_found(turn: type[str]) -> None:
    expected = [(m.label, m.start, m.end, m.check) for m in find(MIXED, written_on=WRITTEN_ON)]
    turned = find(turn(MIXED), written_on=WRITTEN_ON)
    assert [(m.label, m.start, m.end, m.check) for m in turned] == expected
    assert len(expected) == 13


def test_carriage_returns_and_tabs_are_blanks() -> None:
    assert words_of("on 3rd\r\nMarch 2025 at\t22:45\thours", "DATE") == ["3rd\r\nMarch 2025"]
    assert words_of("on 3rd\r\nMarch 2025 at\t22:45\thours", "TIME") == ["22:45\thours"]


def test_what_a_scan_misreads_is_still_found() -> None:
    assert words_of("at O6:05 hours and 06:4O and 10.3Opm", "TIME") == [
        "O6:05 hours",
        "06:4O",
        "10.3Opm",
    ]
    assert words_of("£4OO, £11,26O and £l,150", "MONEY") == ["£4OO", "£11,26O", "£l,150"]
    assert words_of("Thursday 4th Septernber 2O25", "DATE") == ["Thursday 4th Septernber 2O25"]


def test_two_numbers_side_by_side_stay_two() -> None:
    numbers = ["07700 900123", "07700 900124"]
    for join in [" ", "/", ", ", " and ", "\n", " or on "]:
        assert words_of(join.join(numbers), "PHONE") == numbers
    assert words_of("07700 900123 2 men", "PHONE") == ["07700 900123"]
    assert words_of("+1 602 275-4958 I rang", "PHONE") == ["+1 602 275-4958"]
    assert words_of("JS/1, JS/2 & JS/3-JS/4", "EXHIBIT_REF") == ["JS/1", "JS/2", "JS/3", "JS/4"]
