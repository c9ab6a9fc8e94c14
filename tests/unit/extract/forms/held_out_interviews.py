"""Records of interview held out from the making of the reading."""

from tests.unit.extract.forms.held_out_forms import Case, Sheet, flow, row


def initials() -> Case:
    """A record of taped interview with initials and a counter at the right of the speaker."""
    head = [
        row(40, (190, "RECORD OF TAPE RECORDED INTERVIEW"), font="Courier-Bold", size=12),
        row(70, (56, "Name of person interviewed: Rowan Hesketh"), font="Courier"),
        row(86, (56, "Interviewing officers: DC 88 Lister, PC 901 Amin"), font="Courier"),
        row(102, (56, "Also present: Mr D Foyle (solicitor)"), font="Courier"),
        row(118, (56, "Location: Ashmouth East"), (330, "Date: 14 February 2026"), font="Courier"),
        row(134, (56, "Time commenced: 1004"), (330, "Time concluded: 1022"), font="Courier"),
        row(150, (56, "Tape ref no: AE/26/118"), font="Courier"),
    ]
    said = (
        ("JL:", "You do not have to say anything. Do you know why you are here"),
        ("", "this morning?"),
        ("RH:", "Somebody said that I was in an old lady's flat. I went to the wrong"),
        ("", "door, that was all it was. I had a job on in the block."),
        ("JL:", "For whom were you working?"),
        ("RH:", "No comment."),
        ("SA:", "There is a folder here. Whose is it?"),
        ("RH:", "No comment."),
        ("DF:", "I have advised my client not to answer any more."),
    )
    rows = [
        row(180 + at * 16, *(((56, who),) if who else ()), (110, words), font="Courier")
        for at, (who, words) in enumerate(said)
    ]
    foot = [row(790, (56, "Signature of officer: J Lister"), (400, "Page 1 of 1"), font="Courier")]
    return Case(
        name="initials", pages=(Sheet(rows=[*head, *rows, *foot]),), kind="interview",
        roles=("page",),
        fields={
            "person_interviewed": "Rowan Hesketh", "interviewers": "DC 88 Lister, PC 901 Amin",
            "others_present": "Mr D Foyle (solicitor)", "place": "Ashmouth East",
            "dated": "2026-02-14", "time_began": "1004", "time_ended": "1022",
            "recording_reference": "AE/26/118",
        },
        told=[words for _, words in said],
        speakers=("JL", "RH", "JL", "RH", "SA", "RH", "DF"),
    )  # fmt: skip


def short_note() -> Case:
    """An MG15 that is a short descriptive note: no turns, an account in the third person."""
    account = (
        "Hesketh was cautioned and confirmed that he understood. He said that he had gone to the",
        "wrong door by mistake. He did not wish to say for whom he had been working that day.",
        "He was shown exhibit JWF/1, a plastic folder, and made no comment about it at all.",
    )
    page = Sheet(
        rows=[
            row(36, (500, "MG15"), size=12),
            row(56, (180, "SHORT DESCRIPTIVE NOTE OF INTERVIEW"), font="Helvetica-Bold", size=12),
            row(84, (56, "Person interviewed"), (180, "Rowan HESKETH")),
            row(102, (56, "Place of interview"), (180, "Ashmouth East custody suite")),
            row(120, (56, "Date of interview"), (180, "14/02/2026"), (330, "Duration"),
                (390, "18 minutes")),
            row(138, (56, "Interviewing officer"), (180, "DC 88 Jane Lister")),
            *flow(180, 17, "Helvetica", 11, *account),
            row(780, (56, "Signature of officer preparing record: J Lister")),
        ]
    )  # fmt: skip
    return Case(
        name="short_note", pages=(page,), kind="interview", roles=("page",),
        fields={
            "person_interviewed": "Rowan HESKETH", "place": "Ashmouth East custody suite",
            "dated": "2026-02-14", "duration": "18 minutes", "interviewers": "DC 88 Jane Lister",
        },
        told=account,
    )  # fmt: skip


def questions() -> Case:
    """An interview set as numbered questions and answers over two pages."""
    first = (
        "Q1. Please tell me your name for the recording.",
        "A1. Rowan Hesketh.",
        "Q2. How did you come to be at Copper Beech Court on the twelfth?",
        "A2. I was looking for work. I do gutters, and windows, and I had put some cards",
    )
    second = (
        "through the doors along there the week before that.",
        "Q3. Did anybody ask you in?",
        "A3. The lady did. She said that her tap dripped.",
    )
    pages = (
        Sheet(rows=[
            row(44, (160, "Transcript of Interview under Caution"), font="Times-Bold", size=14),
            row(70, (56, "Interviewee: Rowan Hesketh"), font="Times-Roman", size=11),
            row(86, (56, "Interviewer: B Oduya-Leigh"), (300, "Interview date: 15/02/2026"),
                font="Times-Roman", size=11),
            row(102, (56, "Start time: 14:00"), (300, "Finish time: 14:20"),
                font="Times-Roman", size=11),
            *flow(690, 17, "Times-Roman", 11, *first),
            row(810, (280, "Page 1 of 2"), font="Times-Roman", size=8),
        ]),
        Sheet(rows=[
            *flow(60, 17, "Times-Roman", 11, *second),
            row(810, (280, "Page 2 of 2"), font="Times-Roman", size=8),
        ]),
    )  # fmt: skip
    return Case(
        name="questions", pages=pages, kind="interview", roles=("page", "page"),
        fields={
            "person_interviewed": "Rowan Hesketh", "interviewers": "B Oduya-Leigh",
            "dated": "2026-02-15", "time_began": "14:00", "time_ended": "14:20",
        },
        told=[line.split(". ", 1)[1] if line[0] in "QA" else line for line in (*first, *second)],
        speakers=("Q1", "A1", "Q2", "A2", "Q3", "A3"),
    )  # fmt: skip


INTERVIEWS = (initials(), short_note(), questions())
