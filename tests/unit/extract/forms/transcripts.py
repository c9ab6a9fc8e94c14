"""Invented transcripts, and the files that people make of them: tables, paragraphs, typed text."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from fixtures import word_files as word
from tests.unit.extract.sheets import pdf

INTERVIEW = (
    "RECORD OF INTERVIEW",
    "Person interviewed: Lowri Penhallow",
    "Date of interview: 4 March 2026",
    "Interviewing officers: DC 4411 Holt and PC 2203 Amin",
)
_EDGES = {2: (56, 170), 3: (56, 120, 220), 4: (56, 85, 150, 250)}
_RIGHT = 540


@dataclass(frozen=True, slots=True)
class Transcript:
    """Lines of its head, the names of its columns, and its rows: the words last, who before."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    columns: tuple[str, ...] = ()

    @property
    def turns(self) -> list[tuple[str, str]]:
        return [(row[-2].rstrip(" :."), row[-1]) for row in self.rows]

    @property
    def all_rows(self) -> list[tuple[str, ...]]:
        return [*([self.columns] if self.columns else []), *self.rows]

    @property
    def typed_rows(self) -> list[str]:
        return [
            " ".join(row[:-1]) + (" " if row[-2].endswith((":", ".")) else ": ") + row[-1]
            for row in self.rows
        ]


def word_table(of: Transcript) -> bytes:
    return word.document("".join(map(word.paragraph, of.head)) + word.table(*of.all_rows))


def word_table_with_its_head(of: Transcript) -> bytes:
    head = [tuple(part.strip() for part in line.split(":", 1)) for line in of.head]
    return word.document(word.table(*head, *of.all_rows))


def word_paragraphs(of: Transcript) -> bytes:
    return word.document("".join(map(word.paragraph, (*of.head, *of.typed_rows))))


def tabs(of: Transcript) -> bytes:
    return "\n".join([*of.head, "", *map("\t".join, of.all_rows), ""]).encode()


def typed(of: Transcript) -> bytes:
    return "\n".join([*of.head, "", *of.typed_rows, ""]).encode()


def pages(of: Transcript) -> bytes:
    edges = _EDGES[len(of.rows[0])]

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 11)
        y = 780.0
        for line in of.head:
            canvas.drawString(56, y, line)
            y -= 18
        for row in of.all_rows:
            y -= 6
            for x, words in zip(edges[:-1], row[:-1], strict=True):
                canvas.drawString(x, y, words)
            for line in _wrapped(row[-1], _RIGHT - edges[-1]):
                canvas.drawString(edges[-1], y, line)
                y -= 14

    return pdf(draw)


def _wrapped(words: str, width: float) -> Sequence[str]:
    lines = [""]
    for each in words.split():
        longer = f"{lines[-1]} {each}".strip()
        if stringWidth(longer, "Helvetica", 11) > width:
            lines.append(each)
        else:
            lines[-1] = longer
    return lines


FILES: Mapping[str, Callable[[Transcript], bytes]] = {
    each.__name__: each
    for each in (word_table, word_table_with_its_head, word_paragraphs, tabs, typed, pages)
}

TRANSCRIPTS: Mapping[str, Transcript] = {
    "ranks and numbers": Transcript(
        INTERVIEW,
        (
            ("DC 4411 HOLT:", "You do not have to say anything. Where were you on Tuesday?"),
            ("PENHALLOW:", "I was at home with my sister Carys. We watched television until ten."),
            ("DC 4411 HOLT:", "Did anybody see you there?"),
            (
                "PENHALLOW:",
                "Mr Adebayo from next door came in at about nine. It was dark by then.",
            ),
            ("PC2:", "What did he say to you?"),
            ("PENHALLOW:", "He said that he had seen a white van."),
            ("SOL:", "My client has answered that."),
        ),
    ),
    "short labels": Transcript(
        ("RECORD OF INTERVIEW", "Person interviewed: Joel Quirke"),
        (
            ("INT", "Tell me what happened outside the shop."),
            ("W1", "I saw a man with a hammer. He hit the window twice."),
            ("INT", "Which window?"),
            ("W1", "The one next to the door."),
            ("SOL", "We will take a break there."),
            ("PC2", "The time is 14.32."),
            ("INT", "Did you know the man?"),
            ("W1", "No. Bernadette Ogden knew him."),
        ),
    ),
    "numbered questions": Transcript(
        ("INTERVIEW WITH CHILD", "Name of child: Ada Price"),
        (
            ("Q1.", "Who was in the kitchen?"),
            ("A.", "Mummy and Dean."),
            ("Q2.", "What did Dean do?"),
            ("A.", "He threw the plate at Mummy. It broke on the floor."),
        ),
    ),
    "row numbers and times": Transcript(
        INTERVIEW,
        (
            ("1", "00:00:12", "DC HOLT", "Please state your full name."),
            ("2", "00:00:20", "PENHALLOW", "Lowri Ann Penhallow."),
            ("3", "00:00:31", "DC HOLT", "You are still under caution."),
            ("4", "00:00:40", "PENHALLOW", "I understand. I never touched the car."),
            ("5", "00:01:02", "SOL", "No comment to that."),
        ),
        columns=("No", "Time", "Person speaking", "Text"),
    ),
    "row numbers with stops": Transcript(
        INTERVIEW,
        (
            ("1.", "DC HOLT", "Where is the van now?"),
            ("2.", "PENHALLOW", "At my brother's. He keeps it behind the yard in Ashmouth."),
            ("3.", "DC HOLT", "Who drove it there?"),
            ("4.", "PENHALLOW", "I did, on Sunday."),
        ),
    ),
    "emergency call": Transcript(
        ("TRANSCRIPT OF 999 CALL", "Incident: CAD 4417/03MAR26", "Date: 3 March 2026"),
        (
            ("OPERATOR:", "Emergency, which service do you require?"),
            ("CALLER:", "Police, please. There is a man with a knife outside the Co-op."),
            ("OPERATOR:", "Connecting you."),
            ("CALL TAKER:", "Police emergency. What is happening?"),
            ("CALLER:", "He is shouting at Mrs Okafor. He has a kitchen knife in his hand."),
            ("CALL TAKER:", "What is your name?"),
            ("CALLER:", "Gwen Tallis. I work in the shop."),
        ),
    ),
    "call with times": Transcript(
        ("999 call transcript",),
        (
            ("21:04:10", "Operator", "Police emergency."),
            ("21:04:13", "Caller", "They are breaking in next door."),
            ("21:04:18", "Operator", "What number are you calling from?"),
            ("21:04:22", "Caller", "07700 900123. Hurry, there are two of them."),
            ("21:04:41", "Second caller", "He has got out of the back."),
        ),
        columns=("Time", "Speaker", "Words"),
    ),
    "letters of the control room": Transcript(
        ("Transcript of emergency call, exhibit GT/1",),
        (
            ("Op:", "Fire, police or ambulance?"),
            ("C:", "Ambulance. My husband has fallen down the stairs."),
            ("Op:", "Is he breathing?"),
            ("C:", "Yes but he is not awake. Please hurry."),
        ),
    ),
    "no heading": Transcript(
        (),
        (
            ("Operator", "Police emergency."),
            ("Caller", "My neighbour is being attacked in the street."),
            ("Operator", "Where are you?"),
            ("Caller", "Outside 12 Invented Row."),
        ),
    ),
    "body worn video": Transcript(
        ("TRANSCRIPT OF BODY WORN VIDEO", "PC 2417 AMIN"),
        (
            ("14:02:11", "PC 2417 AMIN", "Hello, what has gone on here?"),
            ("14:02:15", "MALE 1", "She hit me first."),
            ("14:02:18", "FEMALE 1", "That is a lie. He pushed me down the stairs."),
            ("14:02:30", "PC 2417 AMIN", "Calm down both of you."),
            ("14:02:41", "MALE 1", "I want my phone back."),
        ),
        columns=("Time", "Speaker", "Speech"),
    ),
}
