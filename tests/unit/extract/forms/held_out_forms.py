"""Forms in other words, orders, fonts and sizes than the ones that the reading was written with.

They were drawn after it was done, from what printed forms are known to ask, to see what it gets at
first sight; what it did not get was mended in general and they stay as tests.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from reportlab.pdfgen.canvas import Canvas

from tests.unit.extract.sheets import Draw

HEIGHT = 842.0
Row = tuple[float, str, float, Sequence[tuple[float, str]]]
TICKED, EMPTY = "\u2718", "\u274f"


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A page: rows of (y, font, size, ((x, words), ...))."""

    rows: Sequence[Row]

    def __call__(self, canvas: Canvas) -> None:
        for y, font, size, cells in self.rows:
            for x, words in cells:
                boxes = words in {TICKED, EMPTY}
                canvas.setFont("ZapfDingbats" if boxes else font, size)
                canvas.drawString(x, HEIGHT - y, words)


@dataclass(frozen=True, kw_only=True)
class Case:
    """A form as drawn, and what should be read of it."""

    name: str
    pages: Sequence[Draw]
    kind: str
    roles: Sequence[str]
    fields: Mapping[str, str]
    told: Sequence[str]
    speakers: Sequence[str] = field(default_factory=tuple)


def flow(
    top: float, leading: float, font: str, size: float, *lines: str, x: float = 56
) -> list[Row]:
    return [(top + at * leading, font, size, ((x, line),)) for at, line in enumerate(lines) if line]


def row(y: float, *cells: tuple[float, str], font: str = "Helvetica", size: float = 10) -> Row:
    return (y, font, size, cells)


def yes_no(y: float, words: str, answer: str, *, x: float = 56, at: float = 430) -> list[Row]:
    return [
        row(
            y, (x, words), (at, "Yes"), (at + 22, TICKED if answer == "Yes" else EMPTY),
            (at + 50, "No"), (at + 70, TICKED if answer == "No" else EMPTY), size=9,
        )
    ]  # fmt: skip


DECLARED = (
    (
        "This statement (consisting of {n} page(s) each signed by me) is true to the best of my "
        "knowledge"
    ),
    "and belief and I make it knowing that, if it is tendered in evidence, I shall be liable to",
    "prosecution if I have wilfully stated in it, anything which I know to be false, or do not",
    "believe to be true.",
)
ONE = (
    "I am the warden of the sheltered flats at Copper Beech Court. On Thursday 12 February",
    "2026 I was in my office on the ground floor when I heard Mrs Alsop call out from number 9.",
    "I went to her door and found it open, and a man whom I did not know was coming out of it.",
)
TWO = (
    "He had a plastic folder with the name of a water company on it. I asked what he wanted",
    "and he said that he had to test the taps. I told him to wait and he walked away from me.",
)


def classic() -> Case:
    """The whole reverse of an MG11, with its printed questions."""
    front = Sheet(
        rows=[
            row(30, (220, "RESTRICTED (when complete)"), (520, "MG11"), size=9),
            row(56, (210, "WITNESS STATEMENT"), font="Helvetica-Bold", size=14),
            row(70, (92, ("(CJ Act 1967, s.9; MC Act 1980, ss.5A(3) (a) and 5B; MC Rules "
                "1981, r.70)")),
                size=9),
            row(92, (330, "URN"), (362, "31"), (392, "BC"), (424, "00817"), (478, "26")),
            row(120, (56, "Statement of:"), (128, "Jocasta Wray-Ferreira"), size=11),
            row(140, (56, "Age if under 18:"), (140, "Over 18"),
                (190, "(if over 18 insert 'over 18')"),
                (330, "Occupation:"), (396, "Scheme warden"), size=10),
            *flow(164, 12, "Helvetica", 9, *(line.format(n=2) for line in DECLARED)),
            row(226, (56, "Signature:"), (112, "J Wray-Ferreira"), (330, "Date:"),
                (362, "13th February 2026")),
            row(244, (56, "Tick if witness evidence is visually recorded"), (262, EMPTY),
                (280, "(supply witness details on rear)"), size=8.5),
            *flow(274, 20, "Helvetica", 11, *ONE),
            row(790, (56, "Signature:"), (112, "J Wray-Ferreira"), (300, "Signature witnessed by:"),
                (416, "T Oyinlola PC 5583")),
            row(812, (56, "2006/07(1): MG 11(T)"), (220, "RESTRICTED (when complete)"), size=8),
        ]
    )  # fmt: skip
    more = Sheet(
        rows=[
            row(30, (220, "RESTRICTED (when complete)"), (500, "MG11(CONT)"), size=9),
            row(50, (480, "Page No 2 of 2"), size=9),
            row(64, (56, "Continuation of Statement of:"), (200, "Jocasta Wray-Ferreira")),
            *flow(96, 20, "Helvetica", 11, *TWO),
            row(790, (56, "Signature:"), (112, "J Wray-Ferreira"), (300, "Signature witnessed by:"),
                (416, "T Oyinlola PC 5583")),
        ]
    )  # fmt: skip
    rear = Sheet(
        rows=[
            row(30, (150, "RESTRICTED - FOR POLICE AND PROSECUTION ONLY"), font="Helvetica-Bold"),
            row(52, (56, "Witness contact details"), font="Helvetica-Bold", size=11),
            row(72, (56, "Home address:"), (130, "Warden's Flat, Copper Beech Court, Ashmouth")),
            row(72, (420, "Postcode:"), (470, "AM5 0ZQ")),
            row(92, (56, "Home telephone No:"), (160, "01632 960377"), (320, "Work telephone No:"),
                (420, "01632 960378")),
            row(112, (56, "Mobile / Pager No:"), (160, "07700 900604"), (320, "E-mail address:"),
                (404, "j.wray@example.org")),
            row(132, (56, "Preferred means of contact:"), (200, "Work telephone")),
            row(152, (56, "Male / Female"), (200, "Date and place of birth:"),
                (320, "17 October 1972, Recife")),
            row(172, (56, "Former name:"), (130, "Ferreira"), (250, "Height:"), (290, "5'4"),
                (350, "Ethnicity Code (16+1):"), (470, "M9")),
            row(192, (56, "DATES OF WITNESS NON-AVAILABILITY:"), (270, "NONE")),
            row(216, (56, "Witness care"), font="Helvetica-Bold", size=11),
            *yes_no(234, "a) Is the witness willing and likely to attend court?", "Yes"),
            row(246, (68, "If 'No', include reason(s) on form MG6."), size=9),
            row(264, (56, "b) What can be done to ensure attendance?"), size=9),
            *yes_no(282, "c) Does the witness require a Special Measures Assessment?", "No"),
            row(294, (68, "If 'Yes' submit MG2 with file in anticipated not guilty cases."),
                size=9),
            *yes_no(312, "d) Does the witness have any particular needs?", "No"),
            row(324, (68, ("If 'Yes' what are they? (Disability, healthcare, childcare, "
                "transport, language")),
                size=9),
            row(336, (68, ("difficulties, visually impaired, restricted mobility or other "
                "concerns?).")), size=9),
            row(360, (56, "Witness Consent (for witness completion)"),
                font="Helvetica-Bold", size=11),
            *yes_no(380, "a) The Victim Personal Statement scheme has been explained to "
                "me:", "Yes"),
            *yes_no(400, "b) I have been given the Victim Personal Statement leaflet:", "Yes"),
            *yes_no(420, "c) I consent to police having access to my medical record(s) in "
                "relation to", "No"),
            row(432, (68, "this matter (obtained in accordance with local practice):"), size=9),
            *yes_no(450, "d) I consent to my medical record being disclosed to the defence:", "No"),
            *yes_no(470, "e) I consent to the statement being disclosed for the purposes of "
                "civil,", "Yes"),
            row(482, (68, ("or other proceedings if applicable, e.g. child care proceedings, "
                "CICA:")), size=9),
            row(510, (56, ("'I understand that the information recorded above will be passed "
                "on to the Witness Service,")),
                size=9),
            row(522, (56, "which offers help and support to witnesses pre-trial and at court'."),
                size=9),
            row(550, (56, "Signature of witness:"), (160, "J Wray-Ferreira"), (330, "PRINT NAME:"),
                (404, "JOCASTA WRAY-FERREIRA")),
            row(576, (56, "Signature of parent/guardian/appropriate adult:"), (330, "PRINT NAME:")),
            row(606, (56, "Statement taken by (print name):"), (220, "PC 5583 Tunde OYINLOLA"),
                (380, "Station:"), (424, "Ashmouth East")),
            row(626, (56, "Time and place statement taken:"), (220, "1120 hrs, warden's office")),
        ]
    )  # fmt: skip
    return Case(
        name="classic",
        pages=(front, more, rear),
        kind="statement",
        roles=("front", "continuation", "back"),
        fields={
            "statement_of": "Jocasta Wray-Ferreira", "age": "over 18", "urn": "31BC0081726",
            "occupation": "Scheme warden", "pages_declared": "2", "signed": "J Wray-Ferreira",
            "dated": "2026-02-13", "address": "Warden's Flat, Copper Beech Court, Ashmouth",
            "postcode": "AM5 0ZQ", "home_phone": "01632 960377", "work_phone": "01632 960378",
            "mobile": "07700 900604", "email": "j.wray@example.org",
            "preferred_contact": "Work telephone", "date_of_birth": "1972-10-17",
            "place_of_birth": "Recife", "former_name": "Ferreira", "ethnicity_code": "M9",
            "dates_to_avoid": "NONE", "willing_to_attend": "Yes", "special_measures": "No",
            "needs": "No", "vps_offered": "Yes", "vps_explained": "Yes",
            "consent_medical_records": "No", "consent_medical_disclosure": "No",
            "consent_civil_proceedings": "Yes", "taken_by": "PC 5583 Tunde OYINLOLA",
            "station": "Ashmouth East", "taken_at": "1120 hrs, warden's office",
        },
        told=(*ONE, *TWO),
    )  # fmt: skip


def council() -> Case:
    """A council's trading standards officer: values first in the line, a footer with the name."""
    page = Sheet(
        rows=[
            row(40, (56, "Ashmouth Borough Council - Trading Standards"),
                font="Times-Bold", size=12),
            row(60, (56, "Section 9 Statement"), font="Times-Bold", size=16),
            row(76, (56, ("Criminal Procedure Rules 2025 (Rule 16.2), Criminal Justice Act "
                "1967, Section 9")),
                font="Times-Italic", size=9),
            row(104, (56, "Witness name"), (220, "Barnaby Oduya-Leigh"),
                font="Times-Roman", size=11),
            row(122, (56, "Age"), (220, "Over 18"), font="Times-Roman", size=11),
            row(140, (56, "Profession"), (220, "Trading Standards Officer"),
                font="Times-Roman", size=11),
            row(158, (56, "Case reference"), (220, "TS/2026/0093"), font="Times-Roman", size=11),
            *flow(184, 13, "Times-Roman", 10, *(line.format(n=1) for line in DECLARED)),
            row(250, (56, "Signed"), (110, "B. Oduya-Leigh"), (330, "Dated"), (380, "24/02/2026"),
                font="Times-Roman", size=11),
            *flow(284, 18, "Times-Roman", 12, *ONE, "", *TWO),
            row(770, (56, "Signed"), (110, "B. Oduya-Leigh"), font="Times-Roman", size=11),
            row(800, (56, "Statement of Barnaby Oduya-Leigh"), (470, "Page 1 of 1"),
                font="Times-Roman", size=8),
        ]
    )  # fmt: skip
    return Case(
        name="council", pages=(page,), kind="statement", roles=("front",),
        fields={
            "statement_of": "Barnaby Oduya-Leigh", "age": "over 18",
            "occupation": "Trading Standards Officer", "pages_declared": "1",
            "signed": "B. Oduya-Leigh", "dated": "2026-02-24",
        },
        told=(*ONE, *TWO),
    )  # fmt: skip


def wide() -> Case:
    """A head of three columns in small type, labels over values, the account in large type."""
    page = Sheet(
        rows=[
            row(44, (56, "Statement of Evidence"), font="Times-Bold", size=20),
            row(62, (56, "s.9 Criminal Justice Act 1967"), font="Times-Roman", size=8),
            row(84, (56, "MAKER OF STATEMENT"), (250, "OCCUPATION"), (420, "AGE (IF UNDER 18)"),
                font="Times-Roman", size=6.5),
            row(98, (56, "Sgt Imelda Catchpole"), (250, "Military police officer"),
                (420, "Over 18"),
                font="Times-Roman", size=12),
            row(118, (56, "DATE OF STATEMENT"), (250, "UNIQUE REFERENCE NUMBER"),
                (420, "SIGNATURE"),
                font="Times-Roman", size=6.5),
            row(132, (56, "1 March 2026"), (250, "44RM0010126"), (420, "I Catchpole"),
                font="Times-Roman", size=12),
            *flow(160, 12, "Times-Roman", 10, *(line.format(n=1) for line in DECLARED)),
            *flow(230, 24, "Times-Roman", 12, *ONE),
            row(780, (56, "Signature: I Catchpole"), (330, "Witnessed: none"),
                font="Times-Roman", size=10),
        ]
    )  # fmt: skip
    return Case(
        name="wide", pages=(page,), kind="statement", roles=("front",),
        fields={
            "statement_of": "Sgt Imelda Catchpole", "occupation": "Military police officer",
            "age": "over 18", "dated": "2026-03-01", "urn": "44RM0010126",
            "signed": "I Catchpole", "pages_declared": "1",
        },
        told=ONE,
    )  # fmt: skip


STATEMENTS = (classic(), council(), wide())
