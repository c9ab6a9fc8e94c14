"""What stands beside an account is not spliced into it: letterheads' columns, margin notes."""

import textwrap
from collections.abc import Sequence

import pytest

from tests.unit.extract.sheets import NAME, Draw, front, lines, pdf, text, together
from tests.unit.extract.test_pdf_roads import alike
from worker.casefile import ExtractedDocument
from worker.extract import readers
from worker.extract.limits import Limits

SAID = (
    "I live at an address that is known to the police. On Tuesday 3 March 2026 at about ten past "
    "nine I was walking along Tanner Street when I saw a red van stop outside the bakery. The "
    "driver got out and shouted at a woman I know as Priya Nair. Nobody else was in the street at "
    "that time and it was getting dark, but the lamps of the bakery were on. He was holding a claw "
    "hammer in his right hand. I rang the police on 07700 900456 and waited by the post box until "
    "PC 2417 Holt came to me. I told him what I had seen, and then I went home to my mother."
)
HEAD = (
    "Neverham Constabulary", "Tanner Street Police Station", "Neverham", "ZZ9 9ZZ",
    "Tel: 01632 960123", "info@neverham.example",
)  # fmt: skip


def read(*pages: Draw) -> ExtractedDocument:
    data = pdf(*pages)
    alike(data)
    return readers.read(data, Limits())


def narrowed(count: int, narrow: int = 62, wide: int = 88) -> list[str]:
    """Return the account with its first ``count`` lines narrower than the others."""
    rows = textwrap.wrap(SAID, narrow)
    return [*rows[:count], *textwrap.wrap(" ".join(rows[count:]), wide)]


@pytest.mark.parametrize(
    ("size", "leading", "top"),
    [(8, 10, 100), (11, 15, 100), (9, 15, 103), (10, 12, 60), (9, 12, 130), (8, 15, 92)],
)
@pytest.mark.parametrize("narrow", [8, 99], ids=["beside the first lines", "beside all"])
def test_a_letterheads_side_column_is_kept_apart(
    size: float, leading: float, top: float, narrow: int
) -> None:
    column = lines(*HEAD, x=415, top=top, size=size, leading=leading)
    document = read(together(lines(*narrowed(narrow)), column))
    head = "\n".join(HEAD)
    assert document.text in {f"{head}\n\n{SAID}", f"{SAID}\n\n{head}"}
    assert document.narrative == ((0, len(document.text)),)
    assert document.warnings == ()


@pytest.mark.parametrize(
    "head",
    [
        ("Our ref: NV/123", "Your ref:", "Date: 3 March 2026", "DC 2417 Holt"),
        ("Neverham Constabulary", "Tanner Street", "Neverham", "01632 960123", "01632 960456"),
        ("Neverham Constabulary", "", "Tanner Street", "Neverham", "ZZ9 9ZZ", "", "01632 960123"),
    ],
    ids=["references", "numbers", "groups"],
)
def test_side_columns_of_other_kinds(head: Sequence[str]) -> None:
    document = read(together(lines(*narrowed(99)), lines(*head, x=415, top=92, size=10)))
    assert document.text.endswith(f"\n\n{SAID}")
    assert [row for row in document.text.split("\n\n" + SAID)[0].split("\n") if row] == [
        row for row in head if row
    ]


def test_a_side_column_on_the_left() -> None:
    column = lines(*HEAD, x=40, top=100, size=8, leading=10)
    document = read(together(lines(*textwrap.wrap(SAID, 62), x=190), column))
    assert document.text == "\n".join(HEAD) + f"\n\n{SAID}"


def test_a_side_column_beside_capitals() -> None:
    column = lines(*HEAD, x=430, top=90, size=8, leading=10)
    document = read(together(lines(*textwrap.wrap(SAID.upper(), 48)), column))
    assert document.text == "\n".join(HEAD) + f"\n\n{SAID.upper()}"


def test_a_side_column_on_every_page_cuts_no_sentence() -> None:
    rows = textwrap.wrap(SAID, 62)
    column = lines(*HEAD, x=430, top=90, size=8, leading=10)
    document = read(*(together(lines(*part), column) for part in (rows[:5], rows[5:])))
    assert SAID in document.text
    assert document.text.count("\n".join(HEAD)) == 2


def test_a_side_column_beside_the_account_of_a_form() -> None:
    column = lines(*HEAD, x=430, top=255, size=8, leading=10)
    document = read(together(front(*narrowed(99), pages=1), column))
    assert SAID in document.text
    fields = {field.name: field.value for field in document.form}
    assert (fields["statement_of"], fields["signed"]) == (NAME, "O Brennan-Achebe")
    assert document.warnings == ()


NOTES = {
    "level with a line": [(2, 470, "See OBA/1", 11, 0)],
    "in small letters": [(2, 470, "See OBA/1", 8, 0)],
    "two of them": [(2, 470, "OB", 11, 0), (5, 470, "OB", 11, 0)],
    "of two lines": [(2, 470, "I have signed", 8, 2), (2, 470, "this change. OB", 8, 11)],
    "where a sentence ends": [(3, 470, "OB", 11, 0), (6, 470, "OB", 11, 0)],
    "between two lines": [(4, 470, "OBA/1", 9, 7)],
    "beside a number that goes on": [(5, 470, "OBA/1", 11, 0)],
}


def noted(notes: Sequence[tuple[int, float, str, float, float]], shift: float = 0) -> Draw:
    return together(
        *(text(x + shift, 100 + 15 * at + down, said, size) for at, x, said, size, down in notes)
    )


@pytest.mark.parametrize("notes", NOTES.values(), ids=NOTES.keys())
@pytest.mark.parametrize("left", [False, True], ids=["right", "left"])
def test_a_note_in_the_margin_is_told_after_its_paragraph(
    notes: list[tuple[int, float, str, float, float]], left: bool
) -> None:
    account = lines(*textwrap.wrap(SAID, 70), x=120 if left else 60)
    document = read(together(account, noted(notes, -445 if left else 0)))
    assert document.text.startswith(SAID + "\n\n")
    rest = document.text.removeprefix(SAID).split()
    assert rest == [word for note in notes for word in note[2].split()]


def test_notes_at_the_foot_of_a_page_and_the_head_of_the_next() -> None:
    rows = textwrap.wrap(SAID, 70)
    first = together(lines(*rows[:4]), noted([(2, 470, "OB/2", 11, 0)]))
    second = together(lines(*rows[4:]), noted([(0, 470, "OB/3", 11, 0)]))
    document = read(first, second)
    assert document.text == f"{SAID}\n\nOB/2\n\nOB/3"
    places = [word.box.page for word in document.words[-2:]]
    assert places == [1, 2]


def paired(*pairs: tuple[str, str], x: float = 110) -> Draw:
    draws, top = [], 100.0
    for left, right in pairs:
        rows = textwrap.wrap(right, 66)
        draws += [text(60, top, left), lines(*rows, x=x, top=top)]
        top += 15 * len(rows)
    return together(*draws)


SENTENCES = SAID.split(". ")
FIRST, SECOND, THIRD = (". ".join(SENTENCES[at : at + 2]) for at in (0, 2, 4))


@pytest.mark.parametrize(
    "labels",
    [("21:10", "21:20", "21:45"), ("1.", "2.", "3."), ("Scene", "Van", "After"),
     ("HOLT:", "NAIR:", "HOLT:"), ("(a)", "(b)", "(c)")],
)  # fmt: skip
def test_labels_left_of_prose_are_read_with_it(labels: Sequence[str]) -> None:
    pairs = list(zip(labels, (FIRST, SECOND, THIRD), strict=True))
    document = read(paired(*pairs))
    said = " ".join(document.text.split())
    assert all(f"{label} {told}" in said for label, told in pairs)


TIMED = {
    "what happened when": ("22:05 hit Lee", "22:10 ran off", "22:20 came back", "22:45 rang me"),
    "in words": ("at 9.05pm Lee fell", "about 9.10pm a van", "9.20pm police"),
    "four figures": ("2205 hrs hit Lee", "2210 hrs ran off", "2220 hrs police"),
    "on two lines each": ("22:05 Marcus", "hit Lee", "22:10 Marcus", "ran off", "22:20 he", "came"),
    "only two": ("22:05 hit Lee", "22:10 ran off"),
}


@pytest.mark.parametrize("times", TIMED.values(), ids=TIMED.keys())
def test_times_with_words_right_of_prose_stay_at_their_lines_and_are_told_of(
    times: Sequence[str],
) -> None:
    rows = textwrap.wrap(SAID, 62)
    document = read(together(lines(*rows), lines(*times, x=440)))
    said = " ".join(document.text.split())
    assert all(f"{row} {time}" in said for row, time in zip(rows, times, strict=False))
    assert [notice.code for notice in document.warnings] == ["reading_order_doubtful"]


def test_a_letterhead_with_its_opening_hours_is_kept_apart() -> None:
    head = (*HEAD, "Open", "09:00 to 17:00")
    document = read(together(lines(*textwrap.wrap(SAID, 62)), lines(*head, x=415, top=92, size=8)))
    assert document.text == "\n".join(head) + f"\n\n{SAID}"
    assert document.warnings == ()


ITEMS = (
    "a red scarf that my mother gave me", "a pair of gloves", "the black leather purse and keys",
    "two tickets for the bus", "a book of stamps", "my phone",
)  # fmt: skip


@pytest.mark.parametrize(
    "values",
    [("gone", "found", "broken", "gone", "gone", "found"), ("£4", "£5", "£6", "£7", "£8", "£9")],
)
def test_values_right_of_a_list_are_read_with_it(values: Sequence[str]) -> None:
    document = read(together(lines(*ITEMS), lines(*values, x=420)))
    said = " ".join(document.text.split())
    assert all(f"{item} {value}" in said for item, value in zip(ITEMS, values, strict=True))


def test_a_wide_space_in_a_line_makes_no_note() -> None:
    rows = textwrap.wrap(SAID, 70)
    rows[3] = rows[3].replace(" ", "      ", 1)
    rows[5] = "      ".join(rows[5].rsplit(" ", 1))
    assert read(lines(*rows)).text == SAID


@pytest.mark.parametrize("answer", ["Yes", "Yes No", "No [x]", "N/A", "[ ] Yes [x] No"])
def test_answers_right_of_questions_are_read_with_them(answer: str) -> None:
    asked = (
        "a) Is the witness willing to attend court, and on which days of the week",
        "b) Does the witness need any special measures as a vulnerable witness",
        "c) Has a Victim Personal Statement been offered to the witness so far",
        "d) I consent to police having access to my medical record if need be",
        "e) I consent to my medical record being disclosed to the defence also",
        "f) I consent to my details being passed to the support services here",
    )
    document = read(together(lines(*asked), lines(*[answer] * 6, x=460)))
    said = " ".join(document.text.split())
    assert all(f"{question} {answer}" in said for question in asked)


def test_an_answer_beside_a_question_of_several_lines_is_read_with_it() -> None:
    asked = (
        "c) I consent to police having access to my medical record in relation to",
        "this matter, which was obtained in accordance with the local practice of the",
        "hospital or of the doctor who keeps it, and which is to be shown to nobody",
        "else but the defence and the court, unless a judge says in so many words",
        "that others may see it or that it may be spoken of in open court, or the",
        "witness has said so to the officer in the case and has signed for it:",
    )
    for at, answer in ((0, "No"), (5, "not before May")):
        beside = text(460, 100 + 15 * at, answer)
        said = " ".join(read(together(lines(*asked), beside)).text.split())
        assert f"{asked[at]} {answer}" in said
