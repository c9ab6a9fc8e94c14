"""Plain text in the encodings that statements come in."""
# ruff: noqa: RUF001 - the letters of many alphabets are what this is about

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from worker.casefile import ExtractedDocument
from worker.errors import Unreadable
from worker.extract import document_json, readers
from worker.extract.limits import Limits

STORY = "Siân paid £40 for the “tin” \u2013 José Núñez saw it.\nWe left at 10.50pm."


def read(data: bytes, **limits: Any) -> ExtractedDocument:
    return readers.read(data, Limits(**limits))


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "cp1252"],
)
def test_encodings(encoding: str) -> None:
    document = read(STORY.encode(encoding))
    assert document.text == STORY
    assert document.media_type == "text/plain"
    assert document.narrative == ((0, len(STORY)),)
    assert document.words == ()
    assert document.pages[0].width == document.pages[0].height == 0


def test_latin_1_keeps_pounds_and_accents() -> None:
    assert read("José paid £40 to Chloë.".encode("latin-1")).text == "José paid £40 to Chloë."


def test_a_guess_is_said_to_be_one() -> None:
    assert [n.code for n in read("José".encode("cp1252")).warnings] == ["encoding_guessed"]
    assert read(STORY.encode()).warnings == ()


def test_central_european_letters_are_not_read_as_superscripts() -> None:
    story = "Zbigniew Wołoszyński i Małgorzata Żółkiewska szli ulicą Łąkową. " * 4
    assert "³" not in read(story.encode("cp1250")).text


def test_a_few_damaged_letters_do_not_spoil_the_rest() -> None:
    data = "café naïve Zoë François Núñez Łukasz".encode() + b" \xff end"
    document = read(data)
    assert document.text.endswith("Łukasz \ufffd end")
    assert [notice.code for notice in document.warnings] == ["unreadable_characters"]


def test_line_ends_are_made_one_kind() -> None:
    assert read(b"one\r\ntwo\rthree\nfour").text == "one\ntwo\nthree\nfour"


def test_control_characters_are_shown_and_counted() -> None:
    document = read(b"He had a kn\x00ife in his hand and he ran off.\x1a")
    assert document.text == "He had a kn\ufffdife in his hand and he ran off."
    assert [notice.code for notice in document.warnings] == ["unreadable_characters"]


def test_form_feeds_are_page_breaks() -> None:
    document = read(b"Page one ends\n\x0chere on page two.\x0c\x0cFour.\x0c")
    assert [page.number for page in document.pages] == [1, 2, 3, 4]
    assert "\x0c" not in document.text
    assert document.text.startswith("Page one ends\nhere on page two.\n")
    assert [segment.page for segment in document.segments] == [1, 2, 4]
    assert ("page_blank", 3) in [(n.code, n.page) for n in document.warnings]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty_file"),
        (b" \n\t\r\n  ", "no_text"),
        (b"\xef\xbb\xbf", "no_text"),
        (b"\x00" * 500, "unsupported_type"),
        (bytes(range(256)) * 8, "unsupported_type"),
        (b"a\x0c" * 5, "too_many_pages"),
        (b"word " * 40, "too_much_text"),
        (b"word " * 400, "file_too_large"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, reason: str) -> None:
    with pytest.raises(Unreadable) as error:
        read(data, pages=3, text_bytes=150, file_bytes=3000 if reason != "file_too_large" else 999)
    assert error.value.reason == reason


@pytest.mark.parametrize(
    ("encoding", "story"),
    [
        ("cp850", "Siân paid £40 at the café; it was 30° outside."),
        ("cp437", "She paid £40 at the café."),
        ("mac_roman", "José paid £40 at the café with Chloë."),
        ("cp1252", "He’s “there” – £40, naïve café… ½ price"),
        ("cp1250", "Zbigniew Wołoszyński i Małgorzata Żółkiewska szli ulicą Łąkową. " * 4),
        ("iso8859_2", "Zbigniew Wołoszyński i Małgorzata Żółkiewska szli ulicą Łąkową. " * 4),
        ("cp1251", "Я видел, как этот человек ударил её и побежал к реке. " * 4),
        ("koi8_r", "Я видел, как этот человек ударил её и побежал к реке. " * 4),
        ("cp1253", "Είδα τον άντρα να τρέχει προς το ποτάμι και τον ακολούθησα. " * 4),
        ("gb18030", "我看见那个人跑向河边，然后他跌倒了，我就报了警。" * 6),
        ("shift_jis", "私はその男が川の方へ走って行くのを見ました。それから彼は転びました。" * 6),
        ("big5", "我看見那個人跑向河邊，然後他跌倒了，我就報了警。" * 6),
        ("cp037", "I SAW HIM RUN. He left at 10.50 and paid $40 in all for it."),
        ("cp500", "Statement of Ann Oake, aged over 18, of Leicester in England."),
        ("iso2022_jp", "私は見ました。That was all."),
        ("hz", "我看见那个人。然后他跌倒了。 That was all."),
        ("utf-16-le", "Odd in length, without a mark."),
        ("utf-32-be", "Without a mark."),
    ],
)
def test_encodings_are_told_from_the_bytes(encoding: str, story: str) -> None:
    wanted = story.replace("$", "£") if encoding == "cp037" else story
    assert read(story.encode(encoding)).text == wanted


def test_utf_16_that_was_cut_off_in_a_letter_is_read() -> None:
    data = ("I saw the man run off towards the river. " * 3).encode("utf-16-le")
    assert read(data[:-1]).text.startswith("I saw the man run off")


def test_letters_that_were_garbled_before_are_left_and_named() -> None:
    garbled = "José saw Zoë at the café.".encode().decode("cp1252")
    document = read(garbled.encode())
    assert document.text == garbled
    assert [notice.code for notice in document.warnings] == ["letters_garbled"]
    assert read("Ã is a letter, and so is Â.".encode()).warnings == ()


def test_terminal_codes_are_taken_out_and_named() -> None:
    document = read(b"\x1b[1mI saw\x1b[0m him \x1b]0;title\x07run.\x1b[2K")
    assert document.text == "I saw him run."
    assert [notice.code for notice in document.warnings] == ["terminal_codes_left_out"]


def test_marks_that_turn_text_round_are_kept_and_named() -> None:
    document = read("He paid \u202e04\u202c pounds.".encode())
    assert document.text == "He paid \u202e04\u202c pounds."
    assert [notice.code for notice in document.warnings] == ["direction_marks"]


_PRINTABLE = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")) | st.just("\n"), min_size=1
)


@settings(max_examples=150, deadline=None)
@given(_PRINTABLE.filter(lambda text: text.strip() and not text.startswith("\ufeff")))
def test_text_comes_back_verbatim(text: str) -> None:
    data = text.encode("utf-8-sig")
    document = read(data)
    assert document.text == text
    again = document_json.from_json(document_json.to_json(document))
    assert again == document


@settings(max_examples=200, deadline=None)
@given(st.binary(min_size=1, max_size=400))
def test_no_bytes_do_harm(data: bytes) -> None:
    try:
        document = read(data)
    except Unreadable as error:
        said = str(error)
    else:
        said = document.reader
        assert document.text.strip()
        for start, end in document.narrative:
            assert 0 <= start < end <= len(document.text)
        document_json.from_json(document_json.to_json(document))
    assert said
