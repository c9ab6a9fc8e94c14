"""Transcripts of interviews, calls and recordings, in every kind of file that they come in."""

import pytest

from fixtures import word_files as word
from tests.unit.extract.forms import test_tables as laid
from tests.unit.extract.forms.transcripts import FILES, TRANSCRIPTS, Transcript, pages
from tests.unit.extract.sheets import lines, pdf, together
from worker.casefile import ExtractedDocument
from worker.extract import readers
from worker.extract.limits import Limits


def read(data: bytes) -> ExtractedDocument:
    return readers.read(data, Limits())


def turns(document: ExtractedDocument) -> list[tuple[str, str]]:
    return [
        (turn.speaker, " ".join(document.text[turn.start : turn.end].split()))
        for turn in document.turns
    ]


def told(document: ExtractedDocument) -> str:
    return " ".join(" ".join(document.text[a:b] for a, b in document.narrative).split())


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("name", TRANSCRIPTS)
def test_label_and_words_are_one_turn_in_every_file(name: str, file: str) -> None:
    transcript = TRANSCRIPTS[name]
    document = read(FILES[file](transcript))
    assert document.kind == "interview"
    assert turns(document) == transcript.turns
    assert told(document) == " ".join(words for _, words in transcript.turns)


def test_a_label_that_a_narrow_column_breaks_is_one_and_no_words_of_the_turn() -> None:
    document = laid.read(
        laid.p("RECORD OF INTERVIEW"),
        laid.table(
            [
                ["DC 4411 HOLT:", "You do not have to say anything."],
                ["PENHALLOW:", "No comment."],
                ["DC 4411 HOLT:", f"{'Why is that, when it is such an easy question, ' * 3}then?"],
                ["PENHALLOW:", "I was tired."],
            ],
            [75, 400],
        ),
    )
    assert [speaker for speaker, _ in turns(document)] == ["DC 4411 HOLT", "PENHALLOW"] * 2
    assert "HOLT" not in told(document)
    assert document.text.count("HOLT:") == 2


@pytest.mark.parametrize(
    ("label", "other"), [("CALL TAKER:", "CALLER:"), ("Call handler", "Caller"), ("PC 22", "W1")]
)
def test_labels_in_two_lines_of_a_call(label: str, other: str) -> None:
    document = laid.read(
        laid.p("TRANSCRIPT OF 999 CALL"),
        laid.table(
            [
                [label, "Police emergency. What is happening where you are this evening?"],
                [other, "Somebody is trying to get in by the kitchen window with a spade."],
                [label, "Are you on your own?"],
                [other, "Yes."],
            ],
            [49, 420],
        ),
    )
    assert [speaker for speaker, _ in turns(document)] == [label.strip(":"), other.strip(":")] * 2


@pytest.mark.parametrize(
    "rows",
    [
        (("DC 4411", "Where were you?"), ("FOLEY", "At home"),
         ("DC 4411", "Who hit Lee?"), ("FOLEY", "I hit him with the bat.")),
        (("DC 4411", "Where were you"), ("FOLEY:", "at home"),
         ("DC 4411", "So you hit Lee"), ("FOLEY:", "no comment"), ("SOL:", "He has said that.")),
        (("HOLT", "Where were you?"), ("FOLEY:", "At home."),
         ("HOLT", "And you hit him"), ("FOLEY:", "I hit him with the bat."), ("SOL:", "Stop.")),
        (("DC 4411", "Do you know why you are here"), ("MARSH", "no"),
         ("FOLEY", "he had the knife"), ("DC 4411", "Which knife"), ("FOLEY", "a kitchen one")),
        (("POLICE", "Where is he?"), ("OPERATOR", "In the kitchen."),
         ("POLICE", "Has he a knife"), ("OPERATOR", "yes")),
    ],
)  # fmt: skip
def test_a_label_under_another_is_somebody_else_s(rows: tuple[tuple[str, str], ...]) -> None:
    transcript = Transcript(("RECORD OF INTERVIEW", "Date of interview: 4 March 2026"), rows)
    assert turns(read(pages(transcript))) == transcript.turns


def test_a_broken_label_that_the_head_gives_whole_is_one() -> None:
    rows = (
        ("DC 4411", "Where were you when Lee"), ("HOLT", "was hit?"), ("FOLEY", "At home"),
        ("DC 4411", "Who hit Lee"), ("HOLT", "then?"), ("FOLEY", "I hit him with the bat."),
    )  # fmt: skip
    transcript = Transcript(("RECORD OF INTERVIEW", "Interviewing officer: DC 4411 Holt"), rows)
    assert turns(read(pages(transcript))) == [
        ("DC 4411 HOLT", "Where were you when Lee was hit?"), ("FOLEY", "At home"),
        ("DC 4411 HOLT", "Who hit Lee then?"), ("FOLEY", "I hit him with the bat."),
    ]  # fmt: skip


def test_a_word_table_whose_labels_are_broken_by_hand_or_left_empty() -> None:
    document = read(
        word.document(
            word.paragraph("RECORD OF INTERVIEW")
            + word.table(
                ["DC 4411\nHOLT", "Where were you on Tuesday night?\nTell me."],
                ["LOWRI\nPENHALLOW", "At home."],
                ["", "I went to bed at ten."],
                ["DC 4411\nHOLT", "Why?"],
                ["LOWRI\nPENHALLOW", "I was tired.\nAnd ill."],
            )
        )
    )
    assert [speaker for speaker, _ in turns(document)] == [
        "DC 4411 HOLT", "LOWRI PENHALLOW", "DC 4411 HOLT", "LOWRI PENHALLOW",
    ]  # fmt: skip
    assert told(document) == (
        "Where were you on Tuesday night? Tell me. At home. I went to bed at ten. Why? "
        "I was tired. And ill."
    )


def test_labels_over_values_in_capitals_are_not_joined() -> None:
    body = word.table(["SURNAME\nQUIRKE", "FORENAMES\nBERNADETTE", "OCCUPATION\nBaker."])
    assert "SURNAME  FORENAMES" in read(word.document(body)).text


_STATEMENT = (
    "I listened to the recording and made this transcript of the 999 call:",
    "OPERATOR: Police emergency.",
    "CALLER: He has a knife.",
    "OPERATOR: Where?",
    "CALLER: In the kitchen.",
    "I produce it as AO/1. I then went back to my desk.",
)


def test_turns_quoted_in_an_account_leave_it_whole() -> None:
    document = read("\n".join(_STATEMENT).encode())
    assert document.kind == "document"
    assert told(document) == " ".join(_STATEMENT)


@pytest.mark.parametrize(
    "rows",
    [
        ("Key facts", "Mother: Ann Oake", "Father: Bill Oake", "Solicitor: Mr D Foyle",
         "Witness: Kit Lane", "Child: Ada Oake", "Social worker: Jo Rusk"),
        ("Witness Ann Oake lives next door to me.", "Officer Holt came at nine.",
         "Officer Amin came at ten.", "Caller ID was withheld.", "Male voices were heard.",
         "I went to bed after that."),
        ("Dear Mr Holt,", "The operator told me to wait.", "Officer 2 said no.",
         "Caller one was my wife.", "Witness A saw it.", "Yours sincerely"),
        ("Log of the 999 call", "Received: 21:04", "Closed: 21:40",
         "The caller rang off before she could give her address to us."),
        ("Suspect: Dean Foley", "Witness: Ann Lee", "Suspect: Kyle Marsh", "Witness: Bob Stone", "",
         "I was at home when I heard a shout.", "I looked out and saw Dean hit Lee with a bat."),
        ("Suspect: Dean Foley", "Witness: Ann Lee", "Suspect: Kyle Marsh", "Witness: Bob Stone",
         "I was at home when I heard a shout.", "I looked out and saw Dean hit Lee with a bat."),
        ("Mother: Ann Oake", "Father: Bill Oake", "Child: Ada Oake", "Mother: Jo Rusk",
         "Father: Sam Rusk"),
        ("Mother: Ann Oake.", "Father: Bill Oake.", "Child: Ada Oake.", "Mother: Jo Rusk.",
         "Father: Sam Rusk.", "Child: Kit Rusk."),
        ("Caller: Who is there?", "Male: It is me.", "Caller: Go away.", "Male: I have a knife.",
         "", "That is what I heard through my wall.", "I saw nobody, but it was Dean's voice."),
    ],
)  # fmt: skip
def test_what_only_names_such_people_is_no_transcript(rows: tuple[str, ...]) -> None:
    document = read("\n".join(rows).encode())
    assert document.kind == "document"
    assert told(document) == " ".join(filter(None, rows))


def test_an_account_below_a_list_of_people_on_a_page_is_nobody_s_turn() -> None:
    rows = ("Suspect: Dean Foley?", "Witness: I am Ann Lee.", "Suspect: Why?", "Witness: I saw it.")
    account = ("I was at home when I heard a shout.", "I saw Dean hit Lee with a bat.")
    document = read(pdf(together(lines(*rows), lines(*account, top=200))))
    assert document.kind == "document"
    assert told(document) == " ".join((*rows, *account))


def test_questions_and_answers_without_a_title_are_turns_though_blank_lines_part_them() -> None:
    said = [("Q", "Where were you?"), ("A", "At home."), ("Q", "Who hit Lee?"), ("A", "I hit him.")]
    typed = "\n\n".join(f"{who}: {words}" for who, words in said)
    assert turns(read(typed.encode())) == said


def test_two_blanks_after_a_sentence_part_no_column() -> None:
    rows = ["RECORD OF INTERVIEW", "Q. Were you there?", "A. Yes.  He was there too."]
    rows += ["Holt  Where was he?", "Quirke  Behind me.", "Holt  And then?", "No.  He ran."]
    assert [who for who, _ in turns(read("\n".join(rows).encode()))] == [
        "Q", "A", "Holt", "Quirke", "Holt",
    ]  # fmt: skip
