"""Forms set as tables by a layout program: wrapped cells, rows of labels, tables over pages."""

import io
from collections.abc import Sequence

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table
from reportlab.platypus.tables import TableStyle

from worker.casefile import ExtractedDocument
from worker.extract import readers
from worker.extract.limits import Limits

STYLE = getSampleStyleSheet()["Normal"]
SMALL = ParagraphStyle("small", parent=STYLE, fontSize=8, leading=9.5)
GRID = TableStyle(
    [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")]
)
DECLARATION = (
    "This statement (consisting of 1 page signed by me) is true to the best of my knowledge and "
    "belief and I make it knowing that, if it is tendered in evidence, I shall be liable to "
    "prosecution if I have wilfully stated in it anything which I know to be false or do not "
    "believe to be true."
)
ACCOUNT = (
    "I look after the allotments behind Quarry Road. On Sunday 1 March 2026 I found that the "
    "padlock of the store had been cut and that two rotavators were gone from it."
)


def p(words: str, style: ParagraphStyle = STYLE) -> Paragraph:
    return Paragraph(words, style)


def table(rows: Sequence[Sequence[str]], widths: Sequence[float], **options: int) -> Table:
    cells = [[p(cell, SMALL if cell.isupper() else STYLE) for cell in row] for row in rows]
    return Table(cells, colWidths=list(widths), style=GRID, **options)


def read(*story: Flowable) -> ExtractedDocument:
    buffer = io.BytesIO()
    SimpleDocTemplate(buffer, pagesize=A4, leftMargin=50, rightMargin=50, invariant=1).build(
        [*story]
    )
    return readers.read(buffer.getvalue(), Limits())


def fields(document: ExtractedDocument) -> dict[str, str]:
    return {f.name: f.value for f in document.form if f.name != "declaration"}


def told(document: ExtractedDocument) -> str:
    return " ".join(" ".join(document.text[a:b] for a, b in document.narrative).split())


def test_a_head_in_rows_of_labels_and_values_that_wrap() -> None:
    head = table(
        [
            ["FULL NAME OF WITNESS", "DATE OF BIRTH", "OCCUPATION"],
            ["Ottoline Quayle-Bassett", "03/09/1990", "Secretary of the allotment society"],
            ["CONTACT TELEPHONE", "E-MAIL", "ADDRESS"],
            [
                "07700 900777",
                "o.q@example.org",
                "Rose Cottage, Mill Lane, Little Neverham, ZZ9 8ZZ",
            ],
        ],
        [165, 165, 165],
    )
    document = read(
        p("Witness statement"), p("Section 9 Criminal Justice Act 1967"), head, Spacer(1, 6),
        p(DECLARATION), p("Signed: O Quayle-Bassett"), p("Dated: 2 March 2026"), Spacer(1, 10),
        p(ACCOUNT), Spacer(1, 8), p("Signed: O Quayle-Bassett"),
    )  # fmt: skip
    assert fields(document) == {
        "statement_of": "Ottoline Quayle-Bassett", "date_of_birth": "1990-09-03",
        "occupation": "Secretary of the allotment society", "phone": "07700 900777",
        "email": "o.q@example.org", "postcode": "ZZ9 8ZZ", "pages_declared": "1",
        "address": "Rose Cottage, Mill Lane, Little Neverham, ZZ9 8ZZ",
        "signed": "O Quayle-Bassett", "dated": "2026-03-02",
    }  # fmt: skip
    assert told(document) == ACCOUNT
    assert not document.pages[0].disclosable


def test_a_back_page_whose_lines_follow_each_other_closely() -> None:
    document = read(
        p("WITNESS STATEMENT"), p("(CJ Act 1967, s.9)"), p("Statement of: Otto QUAYLE"),
        p("Age if under 18: Over 18 (if over 18 insert 'over 18') Occupation: Gardener"),
        p(DECLARATION), p("Signature: (signed) O. Quayle Date: 02/03/2026"), Spacer(1, 8),
        p(ACCOUNT), p("Signature: (signed) O. Quayle Signature witnessed by: PC 2417 Holt"),
        PageBreak(), p("RESTRICTED - FOR POLICE AND PROSECUTION ONLY"),
        p("Home address:"), p("12 Invented Row"), p("Neverham"), p("Postcode: ZZ9 9ZZ"),
        p("Mobile: 07700 900123 Home: 01632 960123"),
        p("Date and place of birth: 12/04/1985 Leicester"),
        p("Former name: None Height: 5ft 4 Ethnicity Code: A1"),
        p("DATES OF WITNESS NON-AVAILABILITY:"), p("14-28 April 2026"), p("Witness care"),
        p("a) Is the witness willing to attend court? YES"),
        p("b) Does the witness require a Special Measures Assessment? NO"),
        p("c) Does the witness have any particular needs? NO"),
        p("Statement taken by (print name): PC 2417 HOLT Station: Neverham"),
        p("Time and place statement taken: 1630, Neverham"),
    )  # fmt: skip
    assert fields(document) == {
        "statement_of": "Otto QUAYLE", "age": "over 18", "occupation": "Gardener",
        "pages_declared": "1", "signed": "O. Quayle", "dated": "2026-03-02",
        "address": "12 Invented Row Neverham", "postcode": "ZZ9 9ZZ", "mobile": "07700 900123",
        "home_phone": "01632 960123", "date_of_birth": "1985-04-12",
        "place_of_birth": "Leicester", "former_name": "None", "ethnicity_code": "A1",
        "dates_to_avoid": "14-28 April 2026", "willing_to_attend": "YES",
        "special_measures": "NO", "needs": "NO", "taken_by": "PC 2417 HOLT",
        "station": "Neverham", "taken_at": "1630, Neverham",
    }  # fmt: skip
    assert told(document) == ACCOUNT
    assert [page.role for page in document.pages] == ["front", "back"]


def test_a_table_of_turns_runs_over_a_page() -> None:
    turns = [
        ("10:02", "DC 4402 HALE", "This interview is being visually recorded. " * 9),
        ("10:03", "MARSH", "No comment."),
        ("", "SOLICITOR", "My client has given a prepared statement, which I shall read. " * 12),
        ("10:09", "DC 4402 HALE", "Did you go to the store?"),
        ("10:10", "MARSH", "I went there at nine because he rang me and he said to come. " * 30),
        ("", "DC 1 FENN", "What was he wearing?"),
        ("10:14", "MARSH", "A coat, and another coat over it, because it was cold. " * 20),
    ]
    rows = [["<b>Time</b>", "<b>Speaker</b>", "<b>Text</b>"], *map(list, turns)]
    document = read(
        p("RECORD OF VISUALLY RECORDED INTERVIEW"), p("Person interviewed: Lee MARSH"),
        p("Time concluded: 10:40"), Spacer(1, 10), table(rows, [45, 90, 360], repeatRows=1),
        Spacer(1, 10), p("Interview concluded at 10:40"),
    )  # fmt: skip
    assert len(document.pages) > 1
    found = [(t.speaker, " ".join(document.text[t.start : t.end].split())) for t in document.turns]
    assert found == [(who, " ".join(said.split())) for _, who, said in turns]
    assert fields(document) == {"person_interviewed": "Lee MARSH", "time_ended": "10:40"}
