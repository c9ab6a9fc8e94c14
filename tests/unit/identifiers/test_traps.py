"""What looks like an identifier and is not, and what looks like two and is one."""

import pytest

from models.inference.identifiers import RULES, find
from models.inference.identifiers.candidate import Candidate
from models.inference.identifiers.overlap import GROUPS, settle
from tests.unit.identifiers.marks import found, words_of

NOTHING = [
    "IC3 male, form MG11, the M25 and the A406, junction 22 of the M1.",
    "ON12 MAR the man went, AT10 THE shop, PC12 WAS late.",
    "We took the M1 2nd exit, then the B12 5th turning.",
    "bare 204417 and 123456789 and 1234 people and 6543210",
    "2135 rang; press 101 or 999",
    "version 1.2.3.4 and section 12.30.45",
    "My PC broke, my PC World account and the PS5 console.",
    "CADDY 12 and the loggerhead 5",
    "see him @home and meet @ the bar",
    "N/A, w/e, and/or, his/her, km/30, 24/7, 10/10",
    "The registration of the company is ours and the index finger hurt.",
    "He said well.Then he went home.He left.",
    "///filled.count.soap and TQ 3001 8040",
    "under Law no. 5190 of 16 June 2004",
    "I was the 4th of 12 in a line of 30.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_nothing_is_found(text: str) -> None:
    assert [pair for pair in found(text) if pair[0] not in {"DATE", "TIME", "OFFICER_ID"}] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("exhibit LK/18", [("EXHIBIT_REF", "LK/18", "valid")]),
        ("6543210/24", [("CRIME_REF", "6543210/24", "valid")]),
        ("CAD 4417/03MAR25", [("CRIME_REF", "CAD 4417/03MAR25", "valid")]),
        ("DOB 03-03-25", [("DATE", "03-03-25", "valid")]),
        ("sort code 03-03-25", [("SORT_CODE", "03-03-25", "none")]),
        ("1101ZD0100000448754K", [("CRIME_REF", "1101ZD0100000448754K", "valid")]),
        ("SW1A 1AA", [("POSTCODE", "SW1A 1AA", "valid")]),
        ("BX61 OAE", [("VRM", "BX61 OAE", "valid")]),
        ("08/05/2025", [("DATE", "08/05/2025", "valid")]),
        ("IMEI 378282246310005", [("IMEI", "378282246310005", "valid")]),
        ("card 378282246310005", [("CARD_NUMBER", "378282246310005", "valid")]),
        ("a.b@example.org", [("EMAIL", "a.b@example.org", "valid")]),
        ("https://example.org/JS/1", [("URL", "https://example.org/JS/1", "valid")]),
        ("reference 2500041187", [("CRIME_REF", "2500041187", "none")]),
        ("incident 502 of 09/02/25", [("CRIME_REF", "incident 502 of 09/02/25", "valid")]),
        ("£18,750 on 19 December 2024", [("MONEY", "£18,750", "valid"),
                                         ("DATE", "19 December 2024", "valid")]),
    ],
)  # fmt: skip
def test_one_thing_has_one_label(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert found(text) == expected


def test_a_rank_makes_a_number_an_officers() -> None:
    text = "PC 2417 HUGHES, DS 2204 Wieczorek, Sgt 88 O'HANLON and POLICE CONSTABLE 1127 spoke."
    assert words_of(text, "OFFICER_ID") == ["2417", "2204", "88", "1127"]
    assert words_of("PC Hughes at 2015 hours and PC Dale 20 minutes later", "OFFICER_ID") == []
    assert words_of("with PC Hughes 07700 900123", "OFFICER_ID") == []


def test_partial_marks_need_a_word_for_them() -> None:
    assert words_of("You can read the plate a bit, I could see BV16 and an H.", "VRM") == ["BV16"]
    assert words_of("the fight ended in TKO", "VRM") == []
    assert words_of("a bronze Nissan Juke ending KPO", "VRM") == ["KPO"]
    assert words_of("the plate ending TKO", "VRM") == ["TKO"]
    assert words_of("I saw BV16 on a wall", "VRM") == []
    assert words_of("It was a black VW Golf. He wrote down FN17 and no more.", "VRM") == ["FN17"]
    assert words_of("I passed a Golf on the A14 and saw DC12 was open.", "VRM") == []
    assert words_of("She thinks the plate began YS12 but was unsure", "VRM") == ["YS12"]


def test_a_reference_is_known_by_how_it_was_given() -> None:
    for text, reference in (
        ("Incident PS-20251105-0912 refers.", "Incident PS-20251105-0912"),
        ("The number they gave me is 614-12/02/26.", "614-12/02/26"),
        ("British Transport Police number 260018835.", "260018835"),
        ("I have the crime number there on the fridge, 118422K/25.", "118422K/25"),
    ):
        assert words_of(text, "CRIME_REF") == [reference]
    assert words_of("the number she gave me is 12 Acacia Road", "CRIME_REF") == []


def test_an_account_stands_behind_its_sort_code() -> None:
    text = "I paid the money into my Lloyds account, 30-96-17 28841506, on Monday."
    assert words_of(text, "SORT_CODE") == ["30-96-17"]
    assert words_of(text, "BANK_ACCOUNT") == ["28841506"]
    text = "His account is sort code 11-02-48, number 00741963."
    assert words_of(text, "BANK_ACCOUNT") == ["00741963"]


def test_initials_known_once_are_known_again() -> None:
    text = "i call it exhibit am/1. later i gave him am/2 too."
    assert words_of(text, "EXHIBIT_REF") == ["am/1"]
    text = "I produce exhibit BT12/1, then BT12/2."
    assert words_of(text, "EXHIBIT_REF") == ["BT12/1", "BT12/2"]


def _candidate(label: str, start: int, end: int, *, cued: bool = False) -> Candidate:
    return Candidate(label=label, start=start, end=end, why="", cued=cued)


def test_overlaps_are_settled_in_the_stated_order() -> None:
    crime, phone = _candidate("CRIME_REF", 0, 5), _candidate("PHONE", 0, 11)
    assert settle([phone, crime]) == [crime]  # references before telephones, whatever the length
    short, long = _candidate("VRM", 0, 5), _candidate("POSTCODE", 2, 9)
    assert settle([short, long]) == [long]  # in one group the longer
    uncued, cued = _candidate("CARD_NUMBER", 0, 15), _candidate("IMEI", 0, 15, cued=True)
    assert settle([uncued, cued]) == [cued]  # of equally long ones the one that is named
    left, right = _candidate("DATE", 0, 5), _candidate("DATE", 5, 9)
    assert settle([right, left]) == [left, right]  # side by side both stand


def test_every_label_that_a_rule_gives_has_its_place_in_the_order() -> None:
    ordered = [label for labels in GROUPS for label in labels]
    assert len(ordered) == len(set(ordered)) == 21
    assert len(RULES) == len({id(rule) for rule in RULES.values()})


def test_explanations_name_the_rule_and_never_the_text() -> None:
    text = "Ring 07700 900123 or 07700 90012, PC 2417, LK18 ABC, AB123456E, 31/02/2025 and JS/1."
    mentions = find(text)
    assert len(mentions) == 7
    for mention in mentions:
        assert mention.explanation.split(":")[0] in RULES
        assert text[mention.start : mention.end] not in mention.explanation
        assert mention.source == "rule"
