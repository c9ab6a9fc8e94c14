"""Every format and checksum rule: what is right is valid, what is nearly right never is."""

import pytest

from models.inference.identifiers import find
from tests.unit.identifiers.marks import WRITTEN_ON, found, value_of, words_of
from tests.unit.identifiers.samples import (
    CUED_INVALID,
    CUED_UNCHECKED,
    CUED_VALID,
    INVALID,
    VALID,
)

FRAMES = ["{}", "It was {}.", "I saw ({}), then left.", "Notes: {}; nothing else", '"{}" he said.']


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize(("label", "written"), VALID)
def test_valid_ones_are_found_wherever_they_stand(label: str, written: str, frame: str) -> None:
    assert (label, written, "valid") in found(frame.format(written))


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize(("label", "written"), INVALID)
def test_invalid_ones_are_marked_invalid(label: str, written: str, frame: str) -> None:
    assert (label, written, "invalid") in found(frame.format(written))


@pytest.mark.parametrize(("label", "cue", "written"), CUED_INVALID)
def test_invalid_ones_with_a_cue_are_marked_invalid(label: str, cue: str, written: str) -> None:
    assert found(f"My {cue} {written}.") == [(label, written, "invalid")]


@pytest.mark.parametrize(("label", "cue", "written"), CUED_VALID)
def test_ones_that_need_a_cue_are_valid_with_it(label: str, cue: str, written: str) -> None:
    assert (label, written, "valid") in found(f"Then {cue} {written}.")


@pytest.mark.parametrize(("label", "cue", "written"), CUED_VALID)
def test_ones_that_need_a_cue_are_not_found_without_it(label: str, cue: str, written: str) -> None:
    assert (label, written) not in [pair[:2] for pair in found(f"He said {written} again.")]


@pytest.mark.parametrize(("label", "cue", "written"), CUED_UNCHECKED)
def test_what_cannot_be_checked_is_marked_so(label: str, cue: str, written: str) -> None:
    assert (label, written, "none") in found(f"Then {cue} {written}.")


@pytest.mark.parametrize(("label", "written"), INVALID)
def test_nothing_invalid_is_taken_for_something_valid(label: str, written: str) -> None:
    assert "valid" not in [check for _, _, check in found(f"It was {written}.")]


def test_a_check_digit_is_wrong_in_every_other_digit() -> None:
    for digit in "0123456789":
        check = dict.fromkeys(found(f"NHS number 943476591{digit}"))
        assert (("NHS_NUMBER", f"943476591{digit}", "valid") in check) is (digit == "9")
        imei = found(f"IMEI 49015420323751{digit}")
        assert imei == [("IMEI", f"49015420323751{digit}", "valid" if digit == "8" else "invalid")]
        card = found(f"card number 411111111111111{digit}")
        expected = "valid" if digit == "1" else "invalid"
        assert card == [("CARD_NUMBER", f"411111111111111{digit}", expected)]


@pytest.mark.parametrize("letter", "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
def test_a_check_letter_is_wrong_in_every_other_letter(letter: str) -> None:
    def checks(reference: str, right: str) -> bool:
        return found(f"ref {reference}{letter}") == [
            ("CRIME_REF", f"{reference}{letter}", "valid" if letter == right else "invalid")
        ]

    assert checks("2001/1234567", "K")
    assert checks("11/01ZD/01/448754", "K")
    assert checks("05/9876/123456", "L")
    assert checks("265416/21", "G")


def test_a_sort_code_and_account_are_never_called_valid() -> None:
    text = "Payments went to 08-99-99 66374959, then to 20-29-59 63748472."
    assert {check for _, _, check in found(text)} == {"none"}
    assert words_of(text, "SORT_CODE") == ["08-99-99", "20-29-59"]
    assert words_of(text, "BANK_ACCOUNT") == ["66374959", "63748472"]


def test_a_passport_is_checked_in_its_machine_readable_line() -> None:
    line = "9256654161GBR8001019F3001019<<<<<<<<<<<<<<02"
    right = [m for m in find(line) if m.label == "PASSPORT"]
    wrong = [m for m in find(line.replace("9256654161", "9256654162")) if m.label == "PASSPORT"]
    assert [m.check for m in wrong] == ["invalid"]
    assert [(m.start, m.end) for m in right] == [(0, 9)]


def test_values_are_normalised() -> None:
    assert value_of("PC 2417", "OFFICER_ID") == {"number": "2417"}
    assert value_of("sw1a1aa is home", "POSTCODE") == {"postcode": "SW1A 1AA"}
    assert value_of("reg lk18 abc", "VRM")["vrm"] == "LK18ABC"
    assert value_of("reg lk18 abc", "VRM")["issued_from"] == "2018-03"
    assert value_of("LK68 ABC", "VRM")["issued_from"] == "2018-09"
    assert value_of("exhibit AHK/03", "EXHIBIT_REF")["canonical"] == "AHK/3"
    phone = value_of("ring 0121 496 0177 x 45", "PHONE")
    assert phone["e164"] == "+441214960177"
    assert phone["extension"] == "45"
    assert phone["kept_for_drama"] == "true"
    assert value_of("11/01ZD/01/448754K", "CRIME_REF") == {
        "reference": "11/01ZD/01/448754K",
        "kind": "asn",
        "canonical": "1101ZD0100000448754K",
    }
    assert value_of("FOX99860305A99KM", "DRIVING_LICENCE")["born"] == "1985-10-30"
    assert value_of("Mail A.Person@EXAMPLE.ORG now", "EMAIL") == {"email": "A.Person@example.org"}
    assert value_of("2001:0db8:0::1", "IP_ADDRESS")["ip"] == "2001:db8::1"


@pytest.mark.parametrize(
    ("reference", "kind"),
    [
        ("01ZD1234525", "urn"),
        ("2001/1234567K", "pncid"),
        ("SF83/50058Z", "cro"),
        ("1101ZD0100000448754K", "asn"),
        ("05/9876/123456L", "court_case"),
        ("6543210/24", "crime"),
        ("CAD 1234/03MAR25", "incident"),
        ("NFRC250298417", "action_fraud"),
    ],
)
def test_references_say_their_kind(reference: str, kind: str) -> None:
    assert value_of(f"see {reference}", "CRIME_REF")["kind"] == kind


def test_a_misread_character_is_proposed_and_never_mended() -> None:
    postcode = value_of("14 High Street, P01 3AX", "POSTCODE")
    assert postcode == {"postcode": "P01 3AX", "proposed": "PO1 3AX"}
    assert value_of("URN O1ZD1234525", "CRIME_REF")["proposed"] == "01ZD1234525"
    assert value_of("ring O7700 900123", "PHONE")["proposed"] == "07700900123"
    assert value_of("VRM LK1O ABC", "VRM")["proposed"] == "LK10ABC"


def test_the_age_of_a_mark_is_judged_by_the_statement() -> None:
    assert found("VRM LA24 XYZ", written_on="2024-03-01")[0][2] == "valid"
    assert found("VRM LA24 XYZ", written_on="2024-02-29")[0][2] == "invalid"
    assert found("VRM LA74 XYZ", written_on="2024-08-31")[0][2] == "invalid"
    assert found("VRM LA74 XYZ", written_on="2024-09-01")[0][2] == "valid"
    assert found("VRM LA24 XYZ", written_on=None)[0][2] == "valid"


def test_confidence_says_how_sure_the_label_is() -> None:
    def confidence(text: str) -> float:
        return find(text, written_on=WRITTEN_ON)[0].confidence

    assert confidence("AB123456C") == 1.0
    assert confidence("QQ123456A") == 0.6
    assert confidence("sort code 08-99-99") == 0.9
    assert confidence("by September") == 0.75
