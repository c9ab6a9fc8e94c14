"""Every format and checksum rule: what is right is valid, what is nearly right never is."""

import pytest

from models.inference.identifiers import find
from tests.unit.identifiers.marks import WRITTEN_ON, found, value_of, words_of

VALID = [
    ("VRM", "AB51 ABC"),
    ("VRM", "LA24 XYZ"),
    ("VRM", "BD73 SMR"),
    ("VRM", "LK18ABC"),
    ("VRM", "LK74-AOC"),
    ("PHONE", "020 7946 0958"),
    ("PHONE", "+44 7400 123456"),
    ("PHONE", "0800 1111"),
    ("PHONE", "07700 900123"),
    ("PHONE", "07700900123"),
    ("PHONE", "07700-900-123"),
    ("PHONE", "07700.900.123"),
    ("PHONE", "(020) 7946 0958"),
    ("PHONE", "01632 960123"),
    ("PHONE", "0121 496 0177"),
    ("PHONE", "0191 498 0123"),
    ("PHONE", "028 9649 6123"),
    ("PHONE", "029 2018 0123"),
    ("PHONE", "08081 570123"),
    ("PHONE", "03069 990123"),
    ("PHONE", "+44 (0)7700 900123"),
    ("PHONE", "+447700900123"),
    ("PHONE", "0044 7700 900123"),
    ("PHONE", "+353 87 123 4567"),
    ("PHONE", "+40 721 234 567"),
    ("PHONE", "07624 123456"),
    ("PHONE", "07700 900123 ext 12"),
    ("POSTCODE", "SW1A 1AA"),
    ("POSTCODE", "M1 1AE"),
    ("POSTCODE", "GIR 0AA"),
    ("POSTCODE", "SE15 4QX"),
    ("POSTCODE", "EC1A 1BB"),
    ("POSTCODE", "W1J 7NT"),
    ("POSTCODE", "BT7 1NN"),
    ("POSTCODE", "LS61AB"),
    ("NI_NUMBER", "AB123456C"),
    ("NI_NUMBER", "JG121316A"),
    ("NI_NUMBER", "OA123456D"),
    ("NI_NUMBER", "AB 12 34 56 C"),
    ("NHS_NUMBER", "9434765919"),
    ("NHS_NUMBER", "4010232137"),
    ("NHS_NUMBER", "4505577104"),
    ("NHS_NUMBER", "943 476 5919"),
    ("DRIVING_LICENCE", "MORGA657054SM9IJ"),
    ("DRIVING_LICENCE", "SMITH701019JA9XX"),
    ("DRIVING_LICENCE", "FOX99860305A99KM"),
    ("DRIVING_LICENCE", "MORGA 657054 SM9IJ"),
    ("IMEI", "490154203237518"),
    ("IMEI", "356938035643809"),
    ("IMEI", "352099001761481"),
    ("CARD_NUMBER", "4111111111111111"),
    ("CARD_NUMBER", "5555555555554444"),
    ("CARD_NUMBER", "378282246310005"),
    ("CARD_NUMBER", "4111 1111 1111 1111"),
    ("CARD_NUMBER", "2223-0031-2200-3222"),
    ("BANK_ACCOUNT", "GB29 NWBK 6016 1331 9268 19"),
    ("CRIME_REF", "01ZD0303208"),
    ("CRIME_REF", "45AA0012324"),
    ("CRIME_REF", "62CX9999925"),
    ("CRIME_REF", "01/ZD/12345/25"),
    ("CRIME_REF", "2001/1234567K"),
    ("CRIME_REF", "98/123456G"),
    ("CRIME_REF", "2013/45W"),
    ("CRIME_REF", "265416/21G"),
    ("CRIME_REF", "65656/91H"),
    ("CRIME_REF", "SF83/50058Z"),
    ("CRIME_REF", "1101ZD0100000448754K"),
    ("CRIME_REF", "11/01ZD/01/448754K"),
    ("CRIME_REF", "1101ZD01448754K"),
    ("CRIME_REF", "2445AA0100000000987G"),
    ("CRIME_REF", "05/9876/123456L"),
    ("CRIME_REF", "6543210/24"),
    ("CRIME_REF", "0112345/19"),
    ("CRIME_REF", "01/7654321/25"),
    ("CRIME_REF", "20/664102/25"),
    ("CRIME_REF", "CAD 1234/03MAR25"),
    ("CRIME_REF", "CAD 87/1JAN24"),
    ("CRIME_REF", "CAD 5678 of 03/03/25"),
    ("CRIME_REF", "LOG 2263 OF 14/03/25"),
    ("CRIME_REF", "NFRC250298417"),
    ("EXHIBIT_REF", "ABC/1"),
    ("EXHIBIT_REF", "JRS/12"),
    ("EXHIBIT_REF", "KL/3A"),
    ("EXHIBIT_REF", "LK/18"),
    ("IP_ADDRESS", "203.0.113.5"),
    ("IP_ADDRESS", "2001:db8::1"),
    ("IP_ADDRESS", "10.0.0.1"),
    ("EMAIL", "a.b@example.org"),
    ("EMAIL", "o'hara+crime@police.example.co.uk"),
    ("URL", "https://example.com/a?b=1&c=2"),
    ("URL", "www.dazplantsales.example.co.uk/collect"),
    ("SOCIAL_HANDLE", "@geth_prob81"),
    ("SOCIAL_HANDLE", "@walsall.wardz"),
]

INVALID = [
    ("VRM", "AB01 ABC"),
    ("VRM", "AB50 ABC"),
    ("VRM", "LA24 XIZ"),
    ("VRM", "AB75 ABC"),  # first issued after the statement was written
    ("PHONE", "07700 90012"),
    ("PHONE", "0207 946 095"),
    ("POSTCODE", "S1 1AC"),
    ("POSTCODE", "QX1 1AA"),
    ("POSTCODE", "AI1 1AA"),
    ("POSTCODE", "P01 3AX"),
    ("NI_NUMBER", "QQ123456A"),
    ("NI_NUMBER", "AO123456B"),
    ("NI_NUMBER", "AB123456E"),
    ("DRIVING_LICENCE", "MORGA613054SM9IJ"),
    ("DRIVING_LICENCE", "MORGA657354SM9IJ"),
    ("DRIVING_LICENCE", "FOX99861315A99KM"),
    ("IMEI", "490154203237519"),
    ("CARD_NUMBER", "4111111111111112"),
    ("CARD_NUMBER", "4111 1111 1111 1112"),
    ("CRIME_REF", "O1ZD1234525"),
    ("CRIME_REF", "99ZD1234525"),
    ("CRIME_REF", "2001/1234567X"),
    ("CRIME_REF", "98/123456B"),
    ("CRIME_REF", "265416/21H"),
    ("CRIME_REF", "85227/65G"),
    ("CRIME_REF", "SF83/050058Z"),
    ("CRIME_REF", "1101ZD0100000448754L"),
    ("CRIME_REF", "1101ZD01448754"),
    ("CRIME_REF", "05/9876/123456R"),
    ("CRIME_REF", "6543210/26"),  # a year that lies after the statement
    ("CRIME_REF", "99/7654321/25"),  # no force has this number
    ("CRIME_REF", "CAD 1234"),
    ("CRIME_REF", "CAD 1/31FEB25"),
    ("IP_ADDRESS", "256.1.1.1"),
    ("EMAIL", "a..b@example.org"),
    ("EMAIL", "someone@example"),
]

CUED_INVALID = [
    ("VRM", "registration number", "U123 ABC"),
    ("VRM", "index", "ABC 12Z"),
    ("VRM", "plate", "101 E 234"),
    ("NHS_NUMBER", "NHS number", "9434765918"),
    ("NHS_NUMBER", "NHS number", "0000000000"),
    ("NHS_NUMBER", "NHS number is", "4857773456"),
    ("NHS_NUMBER", "NHS no.", "943476591"),
    ("PASSPORT", "passport number", "12345678"),
    ("PASSPORT", "passport", "1234567890"),
    ("IMEI", "IMEI", "49015420323751"),
    ("IMEI", "IMEI number", "4901542032375181"),
    ("IMEI", "IMEI:", "000000000000000"),
    ("CARD_NUMBER", "card number", "0000000000000000"),
    ("CARD_NUMBER", "card", "490154203237518"),
    ("CRIME_REF", "URN", "01ZD12"),
    ("CRIME_REF", "URN:", "01ZD1234525X"),
    ("CRIME_REF", "crime number", "6543210"),
    ("CRIME_REF", "crime reference", "24/6543210"),
    ("DRIVING_LICENCE", "driving licence number", "MORGA65705SM9"),
    ("PHONE", "mobile", "7700900123"),
    ("PHONE", "telephone number", "496 0177"),
    ("POSTCODE", "postcode", "ZZ1 1CC"),
    ("BANK_ACCOUNT", "IBAN", "GB30 NWBK 6016 1331 9268 19"),
]

CUED_VALID = [
    ("VRM", "registration", "P123 ABC"),
    ("VRM", "VRM", "YIG 567"),
    ("VRM", "reg.", "101 D 234"),
    ("VRM", "number plate", "ABC 123D"),
    ("VRM", "index", "Q123 ABC"),
    ("VRM", "registration mark", "A 12"),
    ("VRM", "reg", "LK 18 ABC"),
    ("PASSPORT", "passport number", "123456789"),
    ("PASSPORT", "passport no.", "501234567"),
    ("PASSPORT", "Passport:", "925665416"),
    ("NI_NUMBER", "National Insurance number", "AB123456"),
    ("OFFICER_ID", "PC", "1234AS"),
    ("OFFICER_ID", "DS", "567"),
    ("OFFICER_ID", "PS", "45XB"),
    ("OFFICER_ID", "warrant number", "204417"),
    ("OFFICER_ID", "collar number is", "2417"),
    ("OFFICER_ID", "Special Constable", "9033"),
]

CUED_UNCHECKED = [
    ("SORT_CODE", "sort code", "08-99-99"),
    ("SORT_CODE", "s/c", "089999"),
    ("BANK_ACCOUNT", "account number", "66374958"),
    ("BANK_ACCOUNT", "a/c", "66374959"),
    ("CARD_NUMBER", "my Monzo card ending", "4417"),
    ("DRIVING_LICENCE", "driving licence", "12345678"),
    ("PASSPORT", "his passport, number", "C4418207"),
    ("CRIME_REF", "crime reference", "WY/24/118820"),
    ("CRIME_REF", "they recorded", "incident 20114477"),
    ("VRM", "part of the registration was", "LK18"),
    ("EXHIBIT_REF", "exhibit", "JS1"),
    ("SOCIAL_HANDLE", "somebody on Snapchat called", "kaydz_s63"),
    ("OFFICER_ID", "I spoke to PC Hughes", "2417"),
]

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
