"""E-mail as it is in the wild: coded, folded, nested, damaged."""

import pytest

from fixtures import mail_files as mail
from fixtures import office_files as office
from tests.unit.extract.formats.reading import codes, names, read
from worker.casefile import ExtractedDocument
from worker.errors import Unreadable
from worker.extract import sniff
from worker.extract.formats import rtf_packed
from worker.extract.limits import Limits

HEAD = ("From: a@example.com", "To: b@example.com", "Subject: x", "MIME-Version: 1.0")


def message(*body: bytes) -> ExtractedDocument:
    return read(mail.lines(*HEAD) + b"".join(body))


def test_headers_stand_above_and_are_no_account() -> None:
    document = read(mail.lines("Date: Mon, 2 Mar 2026 10:00:00 +0000", *HEAD, "", "I saw him."))
    assert document.kind == "message"
    assert document.text == (
        "Date: Mon, 2 Mar 2026 10:00:00 +0000\nFrom: a@example.com\nTo: b@example.com\n"
        "Subject: x\n\nI saw him."
    )
    ((start, end),) = document.narrative
    assert document.text[start:end] == "I saw him."


def test_the_day_a_message_was_sent_is_not_the_statements() -> None:
    body = (
        "WITNESS STATEMENT", "Statement of: Ann Oake", "Age: over 18", "Occupation: Baker",
        "I saw the man run off towards the river.", "Signature: A Oake", "Date: 1 May 2026",
    )  # fmt: skip
    document = read(mail.lines("Date: Mon, 2 Mar 2026 10:00:00 +0000", *HEAD, "", *body))
    fields = {field.name: field for field in document.form}
    assert document.kind == "message"
    assert document.text[fields["dated"].start : fields["dated"].end] == "1 May 2026"


@pytest.mark.parametrize(
    ("header", "shown"),
    [
        ("Subject: =?iso-8859-1?Q?caf=E9_=A35?=", "Subject: café £5"),
        ("Subject: =?utf-8?B?xYHDs2TFug==?=", "Subject: Łódź"),
        ("Subject: one\r\n two\r\n\tthree", "Subject: one two three"),
        ("Subject: =?nonsense?Q?caf=E9?=", "Subject: café"),
        ("Subject: =?utf-8?Q?broken", "Subject: =?utf-8?Q?broken"),
    ],
)
def test_headers_are_decoded(header: str, shown: str) -> None:
    document = read(mail.lines("From: a@example.com", "To: b@example.com", header,
                               "Message-ID: <1>", "", "Text."))  # fmt: skip
    assert shown in document.text.split("\n")


def test_raw_letters_in_headers_are_read() -> None:
    document = read(
        b"From: Chlo\xeb <c@example.com>\r\nTo: x@example.com\r\nSubject: \xa35\r\n\r\nHi."
    )
    assert document.text.startswith("From: Chloë <c@example.com>\nTo: x@example.com\nSubject: £5")


@pytest.mark.parametrize(
    ("header", "body", "shown"),
    [
        ("Content-Type: text/plain; charset=nonsense", "caf\xe9", "café"),
        ("Content-Type: text/plain; charset=us-ascii", "caf\xe9", "café"),
        ("Content-Type: text/plain; charset=iso-8859-2", "Wo\xb3oszy\xf1ski", "Wołoszyński"),
        ("Content-Type: text/plain; charset=koi8-r", "\xf0\xd2\xc9\xd7\xc5\xd4", "Привет"),
    ],
)
def test_bodies_are_decoded_even_where_the_charset_is_wrong(
    header: str, body: str, shown: str
) -> None:
    document = message(mail.lines(header, ""), body.encode("latin-1"))
    assert document.text.endswith(shown)


def test_damaged_transfer_codings_give_what_they_hold() -> None:
    quoted = message(
        mail.lines("Content-Transfer-Encoding: quoted-printable", "", "caf=E9 =ZZ soft=", "ly =")
    )
    assert "café =ZZ softly" in quoted.text
    coded = message(
        mail.lines("Content-Transfer-Encoding: base64", "", "SSBzYXcgaGlt!!LiBIZSByYW4u*")
    )
    assert "I saw him" in coded.text


def test_a_coded_body_that_was_cut_off_is_read_to_its_end() -> None:
    coded = mail.in_base64(b"I saw him run off towards the river.").strip()
    for cut in range(1, 6):
        document = message(mail.lines("Content-Transfer-Encoding: base64", ""), coded[:-cut])
        assert "I saw him run off towards the ri" in document.text


def test_an_outlook_message_that_lost_its_directory_says_so() -> None:
    data = mail.msg_file(mail.msg({"0037": "S", "1000": "I saw him. " * 800}))
    with pytest.raises(Unreadable) as error:
        read(data[:1024])
    assert error.value.reason == "damaged_file"


def test_flowed_lines_are_joined_and_quotes_kept() -> None:
    document = message(
        mail.lines(
            "Content-Type: text/plain; format=flowed", "", "I saw the man ", "run off.",
            "> who was ", "> it?", " From the shop.", "-- ", "Ann",
        )
    )  # fmt: skip
    assert document.text.partition("\n\n")[2] == (
        "I saw the man run off.\n> who was it?\nFrom the shop.\n-- \nAnn"
    )


def test_of_alternatives_the_plain_one_is_read_unless_it_says_less() -> None:
    page = mail.lines("Content-Type: text/html", "", "<p>I saw <b>him</b> run to the river.</p>")
    same = mail.lines("Content-Type: text/plain", "", "I saw him run to the river. Plainly.")
    less = mail.lines("Content-Type: text/plain", "", "See the page.")
    assert message(mail.multipart("alternative", "b", same, page)).text.endswith("Plainly.")
    assert message(mail.multipart("alternative", "b", less, page)).text.endswith("to the river.")


def test_every_part_that_is_shown_is_read() -> None:
    document = message(
        mail.multipart(
            "mixed", "b", mail.lines("", "First."),
            mail.lines("Content-Type: text/html", "", "<p>Second."),
            mail.lines("", "Third."),
        )
    )  # fmt: skip
    assert document.text.endswith("First.\n\nSecond.\n\nThird.")


def test_files_come_out_by_their_own_names() -> None:
    parts = [
        mail.attached("x", "text/plain", b"one", f"Content-Disposition: attachment; {name}")
        for name in (
            "filename*=utf-8''%C5%81%C3%B3d%C5%BA.txt",
            'filename="=?utf-8?B?xYHDs2TFui50eHQ=?="',
            "filename*0=long; filename*1=name.txt",
            'filename="../../etc/passwd.txt"',
            'filename="a\u202etxt.exe"',
        )
    ]
    parts = [part.replace(b"b25l", f"b25l{n}AAA".encode()) for n, part in enumerate(parts)]
    document = message(mail.multipart("mixed", "b", mail.lines("", "See files."), *parts))
    assert names(document) == ["Łódź.txt", "Łódź.txt", "longname.txt", "passwd.txt", "a_txt.exe"]


def test_what_cannot_be_read_of_a_message_is_named() -> None:
    document = message(
        mail.multipart(
            "mixed", "b", mail.lines("", "See files."),
            mail.attached("winmail.dat", "application/ms-tnef", b"x\x9f>\"tnef"),
            mail.attached("a.p7m", "application/pkcs7-mime; smime-type=enveloped-data", b"\x30"),
            mail.attached("empty.txt", "text/plain", b""),
            mail.lines("Content-Type: message/external-body; access-type=URL", "", ""),
        )
    )  # fmt: skip
    assert {"winmail_not_read", "message_encrypted", "attachment_empty",
            "external_content_not_fetched"} <= codes(document)  # fmt: skip
    assert document.attachments == ()


def test_a_message_with_only_files_has_its_headers_for_text() -> None:
    document = message(mail.multipart("mixed", "b", mail.attached("a.txt", "text/plain", b"Text.")))
    assert document.text.endswith("Subject: x")
    assert document.narrative == ()
    assert names(document) == ["a.txt"]


def test_a_thousand_levels_of_parts_do_no_harm() -> None:
    body = mail.lines("", "The innermost words.")
    for level in range(1000):
        body = mail.multipart("mixed", f"b{level}", body)
    document = message(body)
    assert "The innermost words." in document.text
    assert "file_damaged" in codes(document)


def test_a_multipart_without_its_end_is_read() -> None:
    whole = mail.multipart("mixed", "b", mail.lines("", "First words."), mail.lines("", "Second."))
    document = message(whole[:-20])
    assert "First words." in document.text
    assert "file_damaged" in codes(document)


def outlook(properties: dict[str, str | bytes], *, ansi: bool = False) -> ExtractedDocument:
    base: dict[str, str | bytes] = {"0037": "Subject here", "0C1A": "Ann Oake", "0E04": "Desk"}
    return read(mail.msg_file(mail.msg({**base, **properties}, ansi=ansi)))


def test_outlook_bodies_come_from_text_page_or_rich_text() -> None:
    page = "<html><body><p>From the page, caf\xe9.</p></body></html>"
    rich = mail.packed_rtf(office.rtf(r"From rich text.\par"))
    assert outlook({"1000": "Plainly."}).text.endswith("Plainly.")
    assert outlook({"1013": page.encode("cp1252")}).text.endswith("From the page, café.")
    assert outlook({"1009": rich}).text.endswith("From rich text.")
    assert outlook({"1000": "x", "1013": page.encode("cp1252")}).text.endswith("page, café.")
    assert outlook({"1000": "Chloë"}, ansi=True).text.endswith("Chloë")


def test_outlook_keeps_the_headers_that_came_with_the_message() -> None:
    raw = (
        "Received: by x\r\nFrom: Real <real@example.com>\r\n"
        "Date: Mon, 2 Mar 2026 10:00:00 +0000\r\n"
    )
    assert outlook({"007D": raw, "1000": "Hi."}).text.startswith(
        "From: Real <real@example.com>\nDate"
    )


def test_compressed_rich_text_is_unpacked() -> None:
    # "{\rtf1\ansi\ansicpg1252\pard hello world}" with a reference into the words known before.
    packed = bytes.fromhex(
        "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a"
        "800fa0"
    )
    assert rtf_packed.unpacked(packed, Limits()) == (
        b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"
    )


def test_outlook_with_absurd_sizes_is_refused_or_read_in_part() -> None:
    data = bytearray(mail.msg_file(mail.msg({"0037": "S", "1000": "I saw him. " * 800})))
    name = "__substg1.0_1000001F".encode("utf-16-le")
    at = bytes(data).index(name)
    data[at + 120 : at + 128] = (0x7FFFFFFF).to_bytes(8, "little")
    document = read(bytes(data))
    assert document.text == "Subject: S"
    assert "file_damaged" in codes(document)


def test_a_message_locked_in_an_encrypted_container_is_refused() -> None:
    data = mail.msg_file({"EncryptedPackage": b"x" * 5000, "EncryptionInfo": b"y"})
    assert sniff.media_type(data) == sniff.LOCKED_OFFICE
    with pytest.raises(Unreadable) as error:
        read(data)
    assert error.value.reason == "password_protected"
