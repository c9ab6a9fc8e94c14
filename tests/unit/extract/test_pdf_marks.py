"""Marks printed over a page are none of the account."""

import pytest

from tests.unit.extract.printed_marks import (
    ACCOUNT,
    REST,
    SAID,
    UNSIGNED,
    account,
    annotation,
    codes,
    read,
    statement,
    typed,
)
from tests.unit.extract.roads import fast, taken
from tests.unit.extract.sheets import Draw, by_hand, lines, pdf, text, together
from worker.extract.limits import Limits
from worker.extract.pdf import mark_words
from worker.extract.pdf.slow_road import SlowRoad

TYPED = {
    "slanted": typed("DRAFT", 150, 600, 120, grey=0.85, slope=45),
    "slanted and dark": typed("COPY", 180, 560, 110, grey=0, slope=30),
    "pale": typed("DRAFT", 120, 380, 100),
    "dark": typed("COPY", 120, 380, 100, grey=0),
    "hollow": typed("COPY", 120, 380, 100, grey=0, hollow=True),
    "words": typed("OFFICIAL-SENSITIVE", 60, 395, 40),
    "longer than the line it stands on": typed("NEVERSHIRE POLICE COPY", 60, 262, 30),
    "set apart": typed("DRAFT", 60, 390, 60, apart=30),
    "small": typed("DRAFT COPY DRAFT COPY DRAFT COPY", 60, 318, 12),
    "below the account": typed("DRAFT", 120, 600, 100),
    "below the account, dark": typed("CONFIDENTIAL COPY", 60, 600, 40, grey=0),
    "below the account, set apart": typed("COPY", 60, 600, 60, grey=0, apart=40),
    "in Welsh": typed("DRAFFT", 120, 600, 80),
    "coloured": together(lambda canvas: canvas.setFillColorRGB(1, 0.7, 0.7), text(
        60, 600, "UNSIGNED COPY", 50)),
}  # fmt: skip


@pytest.mark.parametrize("under", [True, False])
@pytest.mark.parametrize("mark", TYPED.values(), ids=TYPED)
def test_what_is_printed_over_a_page_is_no_part_of_the_account(mark: Draw, *, under: bool) -> None:
    document = read(statement(mark, under=under))
    assert account(document) == SAID
    assert codes(document) == UNSIGNED
    # It is kept, behind the account.
    said = document.text[document.narrative[-1][1] :].replace(" ", "")
    assert any(word in said for word in ("DRAFT", "COPY", "OFFICIAL", "DRAFFT"))


def test_a_letter_of_a_mark_upon_the_same_one_of_the_account_takes_no_place_of_it() -> None:
    """Letters printed twice in one place are read once: these were printed by two."""
    said = "HE LEFT A NOTE ON THE TABLE. IT WAS NOT SHORT."
    rows = lines("HE LEFT A NOTE ON THE TABLE.", "IT WAS NOT SHORT.", *ACCOUNT)
    for at in range(100, 160, 3):
        marks = (
            annotation("Watermark", (40, 600, 560, 800), typed("NOON", at, 100, 11)),
            typed("COPY", at, 100, 11, font="Helvetica"),
        )
        for mark in marks:
            assert said in " ".join(read(pdf(together(mark, rows))).text.split())


@pytest.mark.parametrize("shade", [0, 0.6])
def test_words_printed_twice_for_weight_or_for_a_shadow_are_read_once(shade: float) -> None:
    rows = [
        together(typed(row, 60.6, 100.6 + 15 * at, 11, grey=shade, font="Helvetica"),
                 text(60, 100 + 15 * at, row))
        for at, row in enumerate(ACCOUNT)
    ]  # fmt: skip
    assert read(pdf(together(*rows))).text == " ".join(ACCOUNT)


def test_letters_of_a_slanted_mark_make_one_word() -> None:
    words = ("DRAFT", "OFFICIAL-SENSITIVE", "IMITATION")
    for slope in (20, 45, 60, -45, 135):
        for said in words:
            mark = typed(said, 290, 500, 30, slope=slope)
            assert said in read(pdf(together(lines(*ACCOUNT), mark))).text.split()


def marked(tag: bytes, words: bytes = b"Printed for 4477") -> bytes:
    """Return a page on which a line as large and dark as the others has a name."""
    return by_hand(
        b"BT /F1 12 Tf 60 700 Td (I saw him at the door of the shop) Tj ET "
        + b"/Artifact %b BDC BT /F1 12 Tf 60 680 Td (%b) Tj ET EMC " % (tag, words)
        + b"BT /F1 12 Tf 60 660 Td (and then he ran off to the bridge.) Tj ET",
        b"/Nothing 0",
    ).replace(
        b"/Resources <<",
        b"/Resources << /Properties << /Mk << /Type /Pagination /Subtype /Watermark >> "
        b"/Hd << /Type /Pagination /Subtype /Header >> >>",
    )


WHOLE = "I saw him at the door of the shop and then he ran off to the bridge."


@pytest.mark.parametrize("tag", [b"<< /Type /Pagination /Subtype /Watermark >>", b"/Mk"])
def test_what_the_file_calls_a_watermark_is_one(tag: bytes) -> None:
    assert read(marked(tag)).text.split("\n\n") == [WHOLE, "Printed for 4477"]


@pytest.mark.parametrize("tag", [b"<< /Type /Pagination /Subtype /Header >>", b"/Hd", b"/None"])
def test_what_the_file_calls_something_else_stays(tag: bytes) -> None:
    said = marked(tag, b"by the bank")
    assert read(said).text == WHOLE.replace("shop and", "shop by the bank and")


def test_a_watermark_that_never_ends_or_ends_twice_loses_nothing() -> None:
    tag = b"/Artifact << /Subtype /Watermark >> BDC "
    for before, after in ((tag, b""), (b"EMC EMC " + tag, b" EMC EMC EMC")):
        content = before + b"BT /F1 12 Tf 60 700 Td (I saw him.) Tj ET" + after
        assert read(by_hand(content)).text == "I saw him."


def test_a_watermark_laid_on_the_page_is_one() -> None:
    mark = annotation("Watermark", (40, 400, 560, 560), typed("Print of 4477", 60, 350, 11))
    document = read(statement(mark))
    assert account(document) == SAID
    assert codes(document) == UNSIGNED
    assert "Print of 4477" in document.text


PROSE = lines(*ACCOUNT, top=200)
PLAIN = {
    "a title": together(text(60, 90, "WITNESS STATEMENT", 30), PROSE),
    "a title in the middle": together(text(60, 420, "PART TWO: THE VAN", 28), PROSE),
    "a title over all the page": together(
        text(30, 420, "WHAT I SAW ON HARROW WALK", 34), PROSE
    ),
    "a pale title": together(typed("Nevershire Police", 60, 120, 28), PROSE),
    "a pale heading": together(PROSE, typed("What I saw", 60, 420, 16), lines(*REST, top=450)),
    "a pale paragraph": together(
        PROSE, *(typed(row, 60, 420 + 15 * at, 11, font="Helvetica")
                 for at, row in enumerate(ACCOUNT[:3]))
    ),
    "a pale copy of nothing": together(
        PROSE, typed("I took a copy of the draft.", 60, 420, 11, font="Helvetica")
    ),
    "large print": lines(*(row[:50] for row in ACCOUNT), size=18, leading=26),
    "a header": together(text(250, 40, "OFFICIAL-SENSITIVE", 20), PROSE),
    "a copy in the account": together(PROSE, lines("I gave her a", "COPY", "of it.", top=420)),
    "a first letter": together(text(60, 124, "I", 40), lines(*ACCOUNT, x=90)),
}  # fmt: skip


@pytest.mark.parametrize("page", PLAIN.values(), ids=PLAIN)
def test_what_somebody_wrote_stays_where_it_is(page: Draw) -> None:
    data = pdf(page)
    slow = SlowRoad(data).pages(Limits())[0]
    assert slow.asides == ()
    quick = fast(data)[0]
    if quick is not None:
        assert [line.text for line in quick.lines] == [line.text for line in slow.lines]


@pytest.mark.parametrize("name", [name for name in PLAIN if "copy" not in name])
def test_plain_pages_keep_to_the_fast_road(name: str) -> None:
    assert taken(pdf(PLAIN[name]))


def test_pale_labels_of_a_form_stay_under_what_was_typed_on_them() -> None:
    labels = ("Full name of the witness", "Occupation of the witness", "Official reference")
    pale = (typed(row, 60, 300 + 30 * at, 9) for at, row in enumerate(labels))
    values = lines("Odalys Brennan", "Bus driver", "44 77 99", x=150, top=301, leading=30, size=12)
    slow = SlowRoad(pdf(together(*pale, values, PROSE))).pages(Limits())[0]
    said = " ".join(line.text for line in slow.lines)
    for row in ("witness", "Odalys", "driver", "Official"):
        assert row in said


def test_pages_of_nothing_else_say_what_they_say() -> None:
    assert read(pdf(text(120, 400, "COPY", 100))).text == "COPY"


def test_many_large_words_are_read_in_time() -> None:
    rows = [
        text(
            20 + 60 * (at % 9), 20 + 3 * (at // 9), "COPY" if at % 2 else "was", 20 if at % 2 else 6
        )
        for at in range(2_000)
    ]
    assert "was" in read(pdf(together(*rows))).text


@pytest.mark.parametrize(
    ("said", "only"),
    [
        *[(each, True) for each in ("DRAFT", "Copy", "OFFICIAL-SENSITIVE", "D R A F T", "COPY 2")],
        *[(each, False) for each in ("", "12", "draft of my letter", "A copy", "Sensitive data")],
    ],
)
def test_words_of_marks(said: str, *, only: bool) -> None:
    assert mark_words.only(said) is only
