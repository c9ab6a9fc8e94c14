"""What forms print themselves: found in its many wordings, never with what was filled in."""

from dataclasses import replace

import pytest

from fixtures.source import STATEMENTS
from tests import examples
from worker import pipeline
from worker.casefile import ExtractedDocument, FormField
from worker.extract import readers
from worker.extract.limits import Limits
from worker.printed_words import printed

DECLARATION = (
    "This statement (consisting of 2 page(s) each signed by me) is true to the best of my "
    "knowledge and belief and I make it knowing that, if it is tendered in evidence, I shall be "
    "liable to prosecution if I have wilfully stated in it anything which I know to be false, or "
    "do not believe to be true."
)
DECLARED = (
    "I declare that this statement consisting of 1 page, signed by me is true to the best of my "
    "knowledge and belief and I make it knowing that if it is tendered in evidence at a "
    "preliminary enquiry or at the trial of any person I shall be liable to prosecution"
)
ACCOUNT = "I saw Mr Gant at the gate. He ran."


def form(*lines: str, behind: tuple[str, ...] = ()) -> ExtractedDocument:
    """Return a document with these lines before its account, and others behind it."""
    head = "".join(f"{line}\n" for line in lines)
    text = head + ACCOUNT + "".join(f"\n{line}" for line in behind)
    narrative = ((len(head), len(head) + len(ACCOUNT)),)
    return replace(
        examples.document(), text=text, narrative=narrative, words=(), segments=(), form=()
    )


def spared(document: ExtractedDocument) -> list[str]:
    return [document.text[start:end] for start, end in printed(document)]


@pytest.mark.parametrize(
    "line",
    [
        DECLARATION,
        DECLARATION.replace("(consisting of 2 page(s) each", "consisting of 11 pages, each"),
        f"  {DECLARATION}  ",
        DECLARED,
        "(Criminal Procedure Rules, r 16.2; Criminal Justice Act 1967, s.9)",
        "(Criminal Justice Act 1967, s 9; Magistrates\u2019 Courts Act 1980, s 5B)".replace(
            "5B", "5"
        ),
        "Tick if witness evidence is visually recorded (supply witness details on rear)",
        "a) Is the witness willing to attend court? If not, include reason(s) on form MG6.",
        "f) I consent to my medical record being disclosed to the defence Yes [X] No [ ]",
    ],
)
def test_printed_lines_are_spared(line: str) -> None:
    assert spared(form("WITNESS STATEMENT", line)) == [line.strip()]
    assert spared(form("WITNESS STATEMENT", behind=("Witness care", line))) == [line.strip()]


@pytest.mark.parametrize(
    "line",
    [
        # Something was filled in.
        DECLARATION.replace("by me", "by me, Ade Nwosu,"),
        DECLARATION.replace("I make it", "I, A. Nwosu, make it"),
        DECLARATION.replace("2 page(s)", "2471 page(s)"),
        "a) Is the witness willing to attend court? If not, include reason(s) on MG6. Wednesdays",
        "b) Does the witness have any particular needs? Uses a wheelchair",
        "I consent to police having access to my medical records at the Harlow surgery",
        "Tick if witness evidence is visually recorded 07700 900482",
        "Mae'r datganiad hwn yn wir hyd eithaf fy ngwybodaeth a'm cred ac rwyf yn ei wneud",
        # Labels are read: what stands behind them is known by them.
        "Signature:",
        "Name of witness:",
        # Nothing but rules to write on.
        "_" * 60,
    ],
)
def test_a_line_with_anything_else_is_read(line: str) -> None:
    assert spared(form("WITNESS STATEMENT", line, behind=(line,))) == []


def test_a_question_is_spared_up_to_its_answer() -> None:
    question = "b) Does the witness have any particular needs?"
    document = form(behind=(f"{question} Uses a wheelchair; ask Mrs Lowe",))
    start = document.text.index("Uses")
    needs = FormField(name="needs", value="x", start=start, end=len(document.text))
    assert spared(replace(document, form=(needs,))) == [question]


def test_the_declaration_is_a_field_and_spared_all_the_same() -> None:
    document = form(DECLARATION)
    fields = tuple(
        FormField(name=name, value="x", start=start, end=end)
        for name, start, end in (
            ("declaration", 0, len(DECLARATION)),
            ("pages_declared", DECLARATION.index("2"), DECLARATION.index("2") + 1),
        )
    )
    assert spared(replace(document, form=fields)) == [DECLARATION]


def test_the_account_is_read_whatever_it_says() -> None:
    document = form(behind=())
    text = f"{DECLARATION}\n{ACCOUNT}"
    assert spared(replace(document, text=text, narrative=((0, len(text)),))) == []
    assert spared(replace(document, text=text, narrative=())) == []


def test_a_typed_form_is_spared_a_seventh_and_no_field_but_the_declaration_lies_in_it() -> None:
    for path in sorted((STATEMENTS / "sample").glob("*.pdf")):
        document = readers.read(path.read_bytes(), Limits())
        spans = pipeline.passage(document).printed
        assert sum(end - start for start, end in spans) > 250
        assert list(spans) == sorted(spans)
        outside = [f for f in document.form if f.name not in {"declaration", "pages_declared"}]
        for start, end in spans:
            assert not any(f.start < end and start < f.end for f in outside)
            assert not any(first < end and start < last for first, last in document.narrative)


def test_what_is_no_form_is_read_whole() -> None:
    bare = readers.read(b"I saw a man. He was tall.\nHe ran to the gate.\n", Limits())
    assert printed(bare) == ()
