"""Sentence boundaries: by table, and that nothing is lost or altered."""

import random
from itertools import pairwise
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.inference.run_ons import MOST_WORDS
from models.inference.sentences import split
from models.inference.surfaces import words

# Each row is a text in which | stands where a new sentence begins.
TABLE = {
    "two": "I left. |He stayed.",
    "lower case typist": "i ran. |he ran.",
    "lower case after a question": "what was it? |i asked him.",
    "question": "Why? |I asked him. |Who?",
    "exclamation": "It was mad! |Then it stopped.",
    "two marks": "What?! |I said no.",
    "brackets around a sentence": "He left. |(I think he ran.) |I stayed.",
    "brackets inside one": "He left (I think he ran) and I stayed. |I sat.",
    "semicolon": "He left; I stayed. |I sat.",
    "colon": "I saw three things: a bat, a knife and a rope. |I ran.",
    "no stop at all": "and then he left",
    # Titles and ranks
    "title": "I met Mr. Khan. |He ran.",
    "title in capitals": "I MET DR. KHAN. |HE RAN.",
    "rank": "Det. Sgt. Lowe came. |I sat.",
    "ranks": "Det. Ch. Insp. Lowe and Det. Con. Shah came. |I sat.",
    "dotted rank": "P.C. Lowe came. |I sat.",
    "dotted rank with number": "P.C. 2417 Ahmed and W.P.C. Hall came. |I sat.",
    "rank that stands alone": "I spoke to the P.C. |He wrote it down.",
    "title that stands alone": "I saw the Dr. |She stitched it.",
    "rev": "Rev. Adomako sang. |We left.",
    "hon": "The Hon. Mr. Justice Bell sat. |We stood.",
    "couple": "Mr. and Mrs. Patel own it. |They were out.",
    "junior": "I know Tom Bell Jr. by sight. |He ran.",
    # Initials
    "initials": "J. P. Smith saw it. |I did.",
    "initials after a title": "I met Mr. J. R. Smith. |He ran.",
    "an initial I": "I met J. I. Smith. |He ran.",
    "initials together": "I met J.R. Smith there. |He ran.",
    "initial at the end": "I only know him as Darren B. |He lives there.",
    "signature": "Signed D. A. Fellows",
    "countries": "He came from the U.K. in May. |He left.",
    "country at the end": "He came from the U.S. |He left.",
    "exhibit letter": "I held Exhibit A. |I left.",
    "exhibit letter before a name": "I held Exhibit A. |PC Lowe took it.",
    "male letter": "I saw male A. |Male B then ran.",
    # Times and dates
    "clock": "It was 8.30pm. |I ran.",
    "dotted half": "I left at 8.30 p.m. |I ran.",
    "dotted half before he": "It was 9.30 p.m. |He hit me.",
    "half and day": "At 10 p.m. Monday he came.",
    "half and on a day in capitals": "IT WAS 10 P.M. ON MONDAY WHEN HE CAME. |I LEFT.",
    "half before a name": "At 9.30 p.m. PC Lowe arrived. |I sat.",
    "half and comma": "At 9.30 p.m., Lowe arrived. |I sat.",
    "hours": "At 2130 hrs. on Monday I left. |I ran.",
    "twenty-four hours": "I left at 21.30. |I ran home.",
    "date with stops": "On 03.04.2025 I left. |I ran.",
    "month": "It was 3 Jan. 2025 then. |I ran.",
    "weekday": "It was Sat. 3rd May. |I ran.",
    "sat down": "There I sat. |3 men came in.",
    "the word may": "He said I may. |3 men came in.",
    # Money and numbers
    "money": "I paid £3.50. |He paid £1,200.75 more.",
    "price at the end": "It cost £3. |I paid.",
    "number": "It was No. 4 that burnt.",
    "numbers": "I wrote Nos. 4 and 5 down. |I left.",
    "the word no": "I said no. |Then I left.",
    "number in capitals": "I WAS IN. |HE CAME. |NO. 4 BURNT.",
    "approximately": "He was approx. 6ft tall. |I ran.",
    "feet": "It was 6 ft. by 4 ft. in size. |I ran.",
    "feet and inches": "He was approx. 5ft. 9in. tall and thin. |I ran.",
    "feet and inches at the end": "He was 6ft. 2in. |He ran.",
    "feet at the end": "She was about 5ft. |PC Lowe came. |It was 10m. away.",
    "feet at the end in small letters": "he was 6ft. |he ran.",
    "feet before a number": "He stood at 6ft. |3 men came.",
    "stones": "He weighed 12st. 4lbs. and wore black. |I ran.",
    "spaced measures": "It was 2 ft. 6 in. long. |I ran.",
    "coming in": "I let 2 in. |Hall came in. |He sat. |It was in. |side",
    "telephone": "My tel. no. Is on it, tel. 01632 960123 ext. Nine. |I ran.",
    "extension": "Ring 01632 960123 ext. 204 or ext. two. |I ran.",
    "included": "I paid £30 incl. VAT to him. |I ran.",
    "numbered by a word": "We went to flat no. B on it. |I ran.",
    "numbered by a name": "The case no. MIL was on it. |I ran.",
    "no as an answer": "I asked for a card and he said no. |Hall ran.",
    "birth": "I met Ruth, b. 1961, and Tom, b. 02/03/1980. |I ran.",
    "around": "It was built c. 1890 there. |I ran.",
    "plan b": "It was plan b. |12 men came. |I sat.",
    "case": "In R v. Dobson he said so. |I ran.",
    "page": "See p. 4 and para. 6 of it. |I ran.",
    "decimal": "It weighed 2.5 kg. |I ran.",
    # Other short forms
    "street": "We met at St. Mary's. |I left.",
    "road": "I live at 4 Mill Rd. Leeds and work there. |I left.",
    "road at the end": "I live on Mill Rd. |He lives there too.",
    "road in capitals": "AT THE CORNER OF MILL RD. AND HIGH ST. HALL SAW HIM. |HE RAN.",
    "for example": "He had tools, e.g. Stanley knives. |I ran.",
    "that is": "The manager, i.e. Mrs. Hall, came. |I ran.",
    "and so on": "He took tools etc. |He ran.",
    "and so on inside": "He took tools etc. and ran. |I sat.",
    "company": "I work for Hall & Co. Ltd. in Leeds. |I drive.",
    "company at the end": "I work for Hall Ltd. |I drive.",
    "versus": "It was Leeds vs. Hull that day. |I ran.",
    # Speech
    "quoted speech": 'He said "Stop. I mean it." and ran. |I stayed.',
    "speech ends the sentence": 'He said "Go." |I left.',
    "speech and then": 'He said "Stop." |Then he ran.',
    "shout": '"Help!" she shouted. |I ran.',
    "I said": '"Stop!" I said. |He ran.',
    "a name said": '"Stop it!" Sarah Hall said. |He ran.',
    "an officer said": '"Get back!" PC Lowe shouted. |He ran.',
    "the man said": '"Give me it." the tall man said. |I ran.',
    "capitals said": '"STOP!" HE SHOUTED. |I RAN.',
    "another speaks": 'He said "No." |I said "Yes." |We left.',
    "said before, then I said": 'He said "Stop." |I said nothing.',
    "curly": "“Run. Now.” he said. |I ran.",
    "single curly": "He said \u2018Run. Now.\u2019 and left. |I ran.",
    "single straight": "He said 'Run. Don't wait.' and left. |I ran.",
    "angle marks": "He said «Run. Now.» and left. |I ran.",
    "apostrophes are no marks": "The lads' car was Tom's. |It wasn't theirs.",
    "forgotten mark": 'He said "Stop. |I ran. |He fell.',
    "forgotten mark and a whole one": 'He said "Stop. |He said "Go. Now." |I fell.',
    "forgotten mark ends with its paragraph": 'He said "Stop.\n\n|I ran. |He said "Go."',
    # Ellipses
    "ellipsis": "I was... not sure. |I left.",
    "one-letter ellipsis": "I was… not sure. |I left.",
    "ellipsis at the end": "I waited... |Then he came.",
    # Lists and paragraphs
    "numbered": "1. I am a nurse.\n|2. I was there.",
    "numbered in a line": "1. I am a nurse. |2. I was there.",
    "numbered in brackets": "(1) I am a nurse.\n|(2) I was there.",
    "numbered by parts": "1.1 I am a nurse.\n|1.2 I was there.",
    "lettered": "I saw:\n|(a) a knife\n|(b) a bag",
    "numbered without stops": "I took:\n|1. a knife\n|2. a bag\n|3. a rope",
    "a figure in a wrapped line": "I saw him at number\n14. |He ran.",
    "bullets": "I took\n|- a knife\n|- a bag",
    "exhibits": "I produce:\n|JS/1 - a CCTV disc\n|JS/2 - a phone",
    "exhibits in a sentence": "I produce JS/1, JS/2 and JS/3. |I left.",
    "questions and answers": "Q. Where?\n|A. At home.",
    "numbered questions": "Q1. Where?\n|A1. At home.",
    "speakers": "DC HALL: Where were you\n|BELL: At home",
    # Lines
    "hard wrap": "I saw him\nrun away. |He\nfell.",
    "wrap before a name": "I saw\nPC Lowe there.",
    "blank line": "No stop here\n\n|new part",
    "blank line inside a sentence": "I saw him run over the\n\nbridge. |He fell.",
    "blank line before a preposition": "I saw him run\n\nover the bridge. |He fell.",
    "blank line after a comma": "When I looked,\n\nhe had gone. |I sat.",
    "page end inside a sentence": "I went to see\fof my own will. |I sat.",
    "lower case paragraphs": "i saw it all\n\n|on friday i left",
    "two stops and a blank line": "I ran.\n\n|He fell.",
    # Spaces that are missing
    "joined": "He left.|I stayed.",
    "joined after a figure": "I left at 10.|He stayed.",
    "joined in capitals": "HE LEFT.|I STAYED.",
    "joined after a question": "Why?|He left.",
    "web": "I looked at www.shop.Example today.",
    "web at the end": "See https://shop.example/a.b. |I left.",
    "mail": "Mail jo.Smith@x.org for it.",
    "file": "It is IMG.Front.JPG on it.",
    "only marks": "... \n\n|--",
    "marks of a paragraph": 'I left. |" He ran.',
    "a line of marks": "I left.\n\n|-----\n\n|He ran.",
}


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split(text, [(0, len(text))])]


@pytest.mark.parametrize("marked", TABLE.values(), ids=TABLE)
def test_boundaries(marked: str) -> None:
    assert sentences(marked.replace("|", "")) == [part.strip() for part in marked.split("|")]


def test_the_table_is_a_table() -> None:
    assert len(TABLE) >= 80


def test_nothing_has_no_sentences() -> None:
    assert sentences("") == sentences(" \n\n ") == []


def test_a_line_left_short_ends_a_heading() -> None:
    line = "The narrative is wrapped at about seventy characters as forms usually"
    text = f"INJURIES\n{line}\nare and it goes on for a while. {line}\nand it ends.\n{line} so."
    found = sentences(text)
    assert found[0] == "INJURIES"
    assert found[1].endswith("for a while.")


def test_double_spaced_lines_are_one_account() -> None:
    lines = (
        "I was walking home along the river path with my dog when a tall man in",
        "dark clothing stepped out between the parked cars and asked me what the",
        "time was. I looked at my watch, and while I did so he took hold of my bag",
        "strap and pulled until it broke. He ran towards the bus station.",
    )
    found = sentences("\n\n".join(lines))
    assert [one.split()[0] for one in found] == ["I", "I", "He"]


def test_a_sentence_runs_over_a_page_end() -> None:
    text = "I saw him run\nover the bridge. He fell."
    assert split(text, [(0, 13), (14, len(text))]) == [(0, 30), (31, 39)]


def test_only_the_narrative_is_split() -> None:
    text = "Name: Jo. I left. Signed: Jo."
    found = split(text, [(10, 17)])
    assert [text[start:end] for start, end in found] == ["I left."]


def test_a_run_on_is_parted_at_semicolons() -> None:
    clause = "he went up the road and round the corner with the others who were there " * 5
    assert len(sentences(f"{clause}; {clause.strip()}.")) == 2
    assert len(sentences(f"{clause}, {clause.strip()}.")) == 1


def test_a_text_without_stops_is_parted_where_new_clauses_set_in() -> None:
    text = " ".join(
        f"and then i went to shop {n} and looked round for a while with my sister"
        for n in range(40)
    )
    found = sentences(text)
    assert len(found) > 5
    assert all(words(one) <= MOST_WORDS for one in found)
    assert all(one.startswith("and then i") for one in found)


# What statements are made of, and what breaks a splitter.
FRAGMENTS = """
Mr. Khan|Dr. Hall|P.C. 2417 Ahmed|J. R. Smith|at 9.30 p.m.|on 03.04.2025|£3.50|£1,200.75|No. 4
St. Mary's|Mill Rd.|e.g.|i.e.|etc.|Hall Ltd.|"Stop!" he said.|He said "Go. Now."|“Run.”
\u2018No.\u2019|'Don't.'|«Va.»|"|“|”|1. I am|(2) He|(a) it|JS/1 -|Q. Where?|A. Home.|- a bag|...
…|. . .|;|!?|(|)|www.shop.example/a.b|jo@x.example|I ran.|he ran.|HE RAN.|I RAN AT 9 P.M.
left.I stayed|-----|* * *|DC HALL: Where|and then i left|\u00a0|\u200b|\ufeff|🏏|e\u0301|\x00
naïve|PC|the|I|over the|because he|was|, but|He was holding a knife|said|13.|b)|\u2022|x
""".strip().replace("\n", "|")
GAPS = [" ", " ", " ", "\n", "\n\n", "", "  ", "\r\n", "\f", "\n \n", "\u2029", "\t"]


def invented(seed: int) -> str:
    chance = random.Random(seed)
    fragments = FRAGMENTS.split("|")
    return "".join(
        chance.choice(fragments) + chance.choice(GAPS) for _ in range(chance.randint(0, 40))
    )


def holds(text: str, cut: int) -> None:
    for narrative in ([(0, len(text))], [(0, cut), (cut, len(text))]):
        found = split(text, narrative)
        assert found == split(text, narrative)
        assert all(0 <= start < end <= len(text) for start, end in found)
        assert all(text[start:end] == text[start:end].strip() for start, end in found)
        assert all(left[1] <= right[0] for left, right in pairwise(found))
        edges = [0, *(edge for span in found for edge in span), len(text)]
        between = [text[edges[n] : edges[n + 1]] for n in range(0, len(edges), 2)]
        assert not "".join(between).strip()


def test_ten_thousand_accounts_are_split_verbatim_apart_whole_and_always_the_same() -> None:
    for seed in range(10_000):
        text = invented(seed)
        holds(text, len(text) * (seed % 9) // 8)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="aBc .!?\"'\n\t\f1;:,£()[]…”“\u2018\u2019«»-/I", max_size=150))
def test_marks_in_any_order_lose_nothing(text: str) -> None:
    holds(text, len(text) // 2)


@pytest.mark.parametrize(
    "piece",
    [
        "I saw him run. ",
        'He said "Go." ',
        "a.Bb",
        '" . ',
        "\n1. I am",
        "\n\nthe ",
        "\u2018a. ",
        "«a. ",
        "and then i ran ",
        "x",
        ". ",
        "\n",
        "'a. b ",
        "p.m. ",
        "\f",
    ],
)
def test_time_grows_with_the_text_and_no_faster(piece: str) -> None:
    texts = [piece * (times // len(piece)) for times in (10_000, 80_000)]
    least = [float("inf")] * 2
    # The least of several: other work on the machine lengthens some measurements, never shortens.
    for number in range(8):
        for place, text in enumerate(texts):
            began = process_time()
            split(text, [(0, len(text))])
            least[place] = min(least[place], process_time() - began)
        # Eight times the text may take sixteen times as long; a square would be sixty-four.
        if number > 1 and least[1] <= 16 * least[0] + 0.02:
            break
    assert least[1] <= 16 * least[0] + 0.02


def test_words_are_runs_with_a_letter_or_digit() -> None:
    assert words("I paid £3.50 - he didn't ...") == 5
