"""Pages with an empty place to sign, and exhibits with no reference, in ordinary layouts."""

from collections.abc import Sequence

import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from tests.unit.extract.sheets import (
    DECLARATION,
    HEIGHT,
    NAME,
    Draw,
    front,
    lines,
    pdf,
    text,
    together,
)
from worker.extract import readers
from worker.extract.forms import exhibits
from worker.extract.limits import Limits

ONE = "I was driving the number 9 bus along Harrow Walk when a white van pulled out and"
TWO = "struck the nearside. The driver got out and shouted at me."
SIGNED = "O Brennan-Achebe"


def sheet(*foot: Draw, account: Sequence[str] = (TWO,)) -> Draw:
    return together(
        text(60, 60, f"Continuation of Statement of: {NAME}"),
        lines(*account, top=100),
        *foot,
        text(250, 820, "Page 2 of 2"),
    )


def box(x: float, y: float) -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.rect(x, HEIGHT - y - 30, 200, 30)

    return draw


def rule(x: float, y: float) -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.line(x, HEIGHT - y, x + 140, HEIGHT - y)

    return draw


def crest(y: float, x: float = 490) -> Draw:
    def draw(canvas: Canvas) -> None:
        from PIL import Image

        canvas.drawImage(ImageReader(Image.new("L", (60, 60), 90)), x, HEIGHT - y - 60, 60, 60)

    return draw


def scrawl(canvas: Canvas) -> None:
    canvas.bezier(120, 52, 140, 70, 160, 40, 200, 60)


def codes(*pages: Draw) -> list[tuple[str, int | None]]:
    document = readers.read(pdf(*pages), Limits())
    return [(notice.code, notice.page) for notice in document.warnings]


EMPTY: dict[str, Sequence[Draw]] = {
    "rule": (text(60, 790, "Signature:"), rule(115, 791), text(300, 790, "Witnessed by:")),
    "box": (
        text(60, 760, "Signature of witness"), box(60, 765),
        text(300, 760, "Signature witnessed by"), box(300, 765),
    ),
    "dated": (text(60, 790, "Signed"), text(300, 790, "Date"), text(340, 790, "03/03/2025")),
    "witnessed": (text(60, 790, "Signature: ............ Signature witnessed by: PC 77 Rao"),),
    "below each other": (
        text(60, 775, "Signature of witness:"), text(60, 793, "Signature witnessed by: PC 77 Rao"),
    ),
    "hint": (text(60, 790, "Signed (witness) ............................"),),
    "maker": (text(60, 790, "Maker's signature: ________________"),),
    "printed": (text(60, 790, "Print name: O BRENNAN-ACHEBE  Signature: ______________"),),
    "right below the account": (text(60, 130, "Signature of witness"),),
}  # fmt: skip


@pytest.mark.parametrize("name", EMPTY)
def test_an_empty_place_to_sign_is_named(name: str) -> None:
    account = (TWO, "by the door") if name == "right below the account" else (TWO,)
    assert codes(front(ONE), sheet(*EMPTY[name], account=account)) == [("page_unsigned", 2)]


@pytest.mark.parametrize(
    "foot",
    [
        (text(60, 790, f"Signature: {SIGNED}"),),
        (text(60, 770, SIGNED), text(60, 785, "Signature of witness")),
        (text(60, 770, "Signature of witness"), text(60, 785, SIGNED)),
        (
            text(60, 770, f"Signature of witness: {SIGNED}"),
            text(60, 790, "Signature witnessed by: PC 77 Rao"),
        ),
        (text(60, 790, "Signature:"), rule(115, 791), scrawl),
        (text(60, 790, "Signature of witness"), box(60, 795), scrawl),
    ],
)
def test_a_signed_page_is_not(foot: Sequence[Draw]) -> None:
    assert codes(front(ONE), sheet(*foot)) == []


def test_a_crest_that_is_printed_on_every_page_is_no_signature() -> None:
    empty = sheet(*EMPTY["rule"], crest(740))
    assert codes(together(front(ONE), crest(740)), empty) == [("page_unsigned", 2)]


def test_a_crest_in_the_head_is_no_signature() -> None:
    unsigned = together(front(ONE, pages=1, signature="..........."), crest(5, x=300))
    assert codes(unsigned) == [("no_typed_signature", None)]


def test_a_page_is_named_without_a_declaration_too() -> None:
    head = lines(
        "WITNESS STATEMENT", "Statement of: Odalys Brennan-Achebe",
        "Age if under 18: Over 18   Occupation: Bus driver",
        f"Signed: {SIGNED}   Date: 3rd March 2025", "", ONE, top=60,
    )  # fmt: skip
    first = together(head, text(60, 800, f"Signed: {SIGNED}"))
    assert codes(first, sheet(*EMPTY["rule"])) == [
        ("page_unsigned", 2),
        ("declaration_missing", None),
    ]
    assert codes(first, sheet()) == [("declaration_missing", None)]


def test_a_typed_form_with_an_empty_line_is_named() -> None:
    declared = [line.format(pages=2) for line in DECLARATION]
    typed = [
        "WITNESS STATEMENT", f"Statement of: {NAME}", "Age if under 18: Over 18", *declared,
        f"Signed: {SIGNED}   Date: 3rd March 2025", ONE, f"Signed: {SIGNED}",
        f"\fContinuation of Statement of: {NAME}", TWO, "Signed: ...............",
    ]  # fmt: skip
    document = readers.read("\n".join(typed).encode(), Limits())
    assert [(n.code, n.page) for n in document.warnings] == [("page_unsigned", 2)]


def test_a_signature_below_private_details_is_one() -> None:
    details = lines(
        "Home address: 4 Invented Row", "Mobile: 07700 900123", "Date of birth: 1 April 1980",
        top=500,
    )  # fmt: skip
    last = sheet(details, text(60, 790, f"Signature: {SIGNED}"))
    assert codes(front(ONE), last) == [("private_details_on_page", 2)]


WITHOUT = (
    "I produce the disc as an exhibit.", "I now produce a copy of the CCTV. It shows the man.",
    "I produce two photographs which I took.", "I produce screenshots of the messages.",
    "I took photographs, which I produce.", "The footage, which I exhibit, shows the man.",
    "I seized the knife, placed it in a bag and exhibited it.",
    "The phone was seized and exhibited by me.", "I have exhibited the receipt.",
    "I produce this CCTV as exhibit reference (          ).", "I identify this knife as exhibit",
    "I refer to the photograph marked exhibit ........", "I hand over the coat as my exhibit.",
    "I produce the coat. I gave it to PC 77 Rao at 12.40, and DS 4 Shaw was with him.",
    "I produce the keys of the van, AV72 HNE, which stood in LE3 9QZ.",
    "I produce the first picture as JS/1. I also produce the knife that he had.",
)  # fmt: skip
NONE = (
    "I produce the disc as JB/1.", "I produce this as exhibit RHB/12.",
    "I handed PC Rao the disc (exhibit KL1).", "I took a picture of it (JS 4). I produce it.",
    "I produce the coat. I put it into a bag. I have marked it JS/5 and signed the label.",
    "I produce the knife, which is in bag MP19385562.", "I produce two photographs (LP/1-2).",
    "He produced a knife from his pocket.", "I produced my passport at the desk.",
    "The noise was produced by the machine.", "We produce biscuits at the works.",
    "The museum had an exhibit about bees.", "His paintings were exhibited at the town hall.",
    "I produced the letter at the tribunal last year.", "I produced a statement for my boss.",
)  # fmt: skip


@pytest.mark.parametrize("said", WITHOUT)
def test_an_exhibit_without_a_reference_is_found(said: str) -> None:
    told = f"I was at home then. {said} I then went to work."
    assert len(list(exhibits.without_label(told, 0, len(told)))) == 1


@pytest.mark.parametrize("said", NONE)
def test_what_is_labelled_or_is_no_exhibit_is_not(said: str) -> None:
    told = f"I was at home then. {said} I then went to work."
    assert not list(exhibits.without_label(told, 0, len(told)))
