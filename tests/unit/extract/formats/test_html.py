"""Web pages: what a browser shows, whatever the markup is like."""

import base64
import io

import pytest
from PIL import Image

from tests.unit.extract.formats.reading import codes, names, read
from worker.errors import Unreadable
from worker.extract import sniff


def text_of(markup: str) -> str:
    return read(f"<html><body>{markup}</body></html>".encode()).text


@pytest.mark.parametrize(
    ("markup", "shown"),
    [
        ("<p>One <b>t</b>wo\n three</p><p>Four", "One two three\n\nFour"),
        ("One<br>two<br><br>three", "One\ntwo\n\nthree"),
        ("<div>One</div><div><div>two</div></div>three", "One\ntwo\nthree"),
        ("<ul><li>a<li>b</ul><ol start=3><li>c</li><li>d</li></ol>", "• a\n• b\n\n3. c\n4. d"),
        ("<table><tr><td>Name:<td>Ann<tr><td>Age:<td>9</table>", "Name:  Ann\nAge:  9"),
        ("<pre>a  b\n c</pre>", "a  b\n c"),
        ("caf&eacute; &pound;5 &#8364; &nbsp;x &unknown;", "café £5 € \u00a0x &unknown;"),
        ("a<script>b()</script><style>c</style><!-- d -->e", "ae"),
        ("<input type=checkbox checked> Yes <input type=radio> No", "☒ Yes ☐ No"),
        ("Name: <input value='Ann Oake'>", "Name: Ann Oake"),
        ("<q>so</q> he<wbr>re so\u00adft", "“so” here soft"),
        ("<p>one</div></span>two</p>", "onetwo"),
        ("<a href='https://example.com'>link</a>ed", "linked"),
    ],
)
def test_what_is_shown(markup: str, shown: str) -> None:
    assert text_of(markup) == shown


def test_hidden_parts_are_left_out_and_counted() -> None:
    document = read(
        b"<html><body>Seen<div style='display:none'>a<p>b</p></div><p hidden>c</p>"
        b"<span style='font-size:0'>d</span><span style='visibility: hidden'>e</span>"
        b"<p style='color: red'>also</p></body></html>"
    )
    assert document.text == "Seen\n\nalso"
    (notice,) = document.warnings
    assert notice.code == "hidden_text"
    assert notice.message.startswith("4 ")


def test_nothing_is_fetched_and_pictures_in_the_page_come_out() -> None:
    out = io.BytesIO()
    Image.new("L", (800, 800), 255).save(out, "PNG")
    inner = base64.b64encode(out.getvalue()).decode()
    document = read(
        f"<html><body>Text<img src='https://x.example.com/a.png'>"
        f"<img src='data:image/png;base64,{inner}'></body></html>".encode()
    )
    assert names(document) == ["picture.png"]
    assert codes(document) == {"pictures_not_fetched"}


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ("<meta charset=iso-8859-2>", "iso-8859-2"),
        ('<meta http-equiv=Content-Type content="text/html; charset=windows-1251">', "cp1251"),
        ("", "utf-16"),
        ("", "utf-8"),
    ],
)
def test_encodings_are_those_that_the_page_names(head: str, encoding: str) -> None:
    words = "Привет" if encoding == "cp1251" else "Wołoszyński"
    document = read(f"<html><head>{head}</head><body>{words}</body></html>".encode(encoding))
    assert document.text == words
    assert document.media_type == sniff.HTML


def test_ten_thousand_levels_lose_nothing() -> None:
    deep = "<div><table><tr><td>" * 10_000
    document = read(f"<html><body>Top{deep}The innermost words.".encode())
    assert document.text.startswith("Top")
    assert document.text.endswith("The innermost words.")


def test_pages_for_print_are_pages() -> None:
    document = read(
        b"<html><body><p>One</p><p style='page-break-before: always'>Two</p></body></html>"
    )
    assert [segment.page for segment in document.segments] == [1, 2]


def test_other_xml_gives_its_words() -> None:
    document = read(
        b'<?xml version="1.0"?><case><name>Ann Oake</name>'
        b"<said><![CDATA[I saw <him>.]]></said></case>"
    )
    assert document.media_type == sniff.XML
    assert document.text == "Ann Oake\nI saw <him>."


def test_a_page_with_nothing_to_see_says_so() -> None:
    with pytest.raises(Unreadable) as error:
        read(b"<html><body><script>x()</script></body></html>")
    assert error.value.reason == "no_text"
