"""What stands beside a name on a form, in a letter or in a list is none of it."""

import pytest

from models.inference.outside_names import is_none, without_labels


def place(text: str) -> tuple[str, int, int]:
    """Return a text and the place of what stands between ``[`` and ``]`` in it."""
    start = text.index("[")
    end = text.index("]") - 1
    return text.replace("[", "").replace("]", ""), start, end


@pytest.mark.parametrize(
    ("label", "marked", "left"),
    [
        ("PERSON", "Statement of: [Chloe Pickersgill URN]: 44/AB", "Chloe Pickersgill"),
        ("PERSON", "Taken by [DC 1733 Obinna EZE Station]: Neverham", "DC 1733 Obinna EZE"),
        ("PERSON", "[Olive COLERIDGE   DOB] 1/1/80", "Olive COLERIDGE"),
        ("PERSON", "[Dear Miss Tring], I write", "Miss Tring"),
        ("PERSON", "[Hi Rhodri], are you in", "Rhodri"),
        ("PERSON", "[Driver Ryszard Gil], 61.", "Ryszard Gil"),
        ("PERSON", "0136 hrs. [Arrested HUGHES] for", "HUGHES"),
        ("PERSON", "[Mrs Driver] saw it", "Mrs Driver"),
        ("PERSON", "[Driver] is her name", "Driver"),
        ("PERSON", "[Witness A] saw it", "Witness A"),
        ("PERSON", "[Suspect 1] ran off", "Suspect 1"),
        ("PERSON", "[Page Occupation]: Clerk", "Page"),
        ("PERSON", "Then [Mr Page] spoke", "Mr Page"),
        ("PERSON", "[SMITH]: I did not.", "SMITH"),
        ("LOCATION", "[9 Mere Walk, Wetherfold  Postcode]: WF99", "9 Mere Walk, Wetherfold"),
        ("LOCATION", "I got off at [Central Station]: it was late", "Central Station"),
        ("LOCATION", "[Station Road], Neverham", "Station Road"),
        ("LOCATION", "Name: Eze  [Station]: Neverham", ""),
        ("LOCATION", "[Mobile]: 07700 900417", ""),
        ("WEAPON", "[name]: knife", "name"),
        ("PERSON", "I am [Dr Anita Rao FRCEM] of", "Dr Anita Rao"),
        ("PERSON", "by [Mr Lewis Penn MBBS, MRCP], who", "Mr Lewis Penn"),
        ("PERSON", "for [Sarah Blake KC], who", "Sarah Blake KC"),
        ("PERSON", "met [U Kyaw Ba] there", "U Kyaw Ba"),
        ("PERSON", "in [R v Smith] he said", "Smith"),
        ("PERSON", "in [R -v- Okafor], he said", "Okafor"),
        ("PERSON", "in [Regina v. Lee Dobson] he said", "Lee Dobson"),
        ("PERSON", "so [R V Smith] signed", "R V Smith"),
    ],
)
def test_labels_and_greetings_stay_outside(label: str, marked: str, left: str) -> None:
    text, start, end = place(marked)
    start, end = without_labels(text, label, start, end)
    assert text[start:end] == left


@pytest.mark.parametrize(
    ("label", "marked"),
    [
        ("TIME", "He left.\n[340]. I saw him"),
        ("TIME", "[12]) Then I saw him"),
        ("TIME", "his pulse was [132] then"),
        ("VEHICLE", "a [blue] phone"),
        ("VEHICLE", "number [13]"),
        ("DRUG", "a bottle of [Smirnoff] vodka"),
        ("DRUG", "a [bottle of vodka]"),
        ("DRUG", "he sprayed [Lynx] at me"),
        ("DRUG", "a can of [Lynx Africa]"),
        ("DRUG", "the smell of [Febreze]"),
        ("DRUG", "two [paracetamol tablets]"),
        ("DRUG", "he rolled some [tobacco]"),
        ("VEHICLE", "in a [green parka]"),
        ("VEHICLE", "in a [black North Face jacket]"),
        ("VEHICLE", "a [grey Audi hoodie]."),
        ("VEHICLE", "a [WHITE T-SHIRT]"),
        ("VEHICLE", "a [red Puma holdall]"),
        ("PERSON", "in [R] v Smith"),
        ("PERSON", "in [Rex] -v- Smith"),
        ("PERSON", "Dr Rao, [FRCEM], said"),
        ("PERSON", "Tadhg Ó Laoire, [MChem], am"),
        ("PERSON", "21:49 [Inf] says he is"),
        ("ORG", "[A] told me"),
        ("ORG", "then [X.] left"),
    ],
)
def test_what_cannot_be_meant_is_none(label: str, marked: str) -> None:
    assert is_none(*_with(label, marked))


@pytest.mark.parametrize(
    ("label", "marked"),
    [
        ("TIME", "at [9] he left"),
        ("TIME", "at [10] hours"),
        ("TIME", "at [930] hours"),
        ("TIME", "[1405]. I saw him"),
        ("VEHICLE", "a [blue Golf]"),
        ("VEHICLE", "in the [206]"),
        ("DRUG", "some [white]"),
        ("DRUG", "some [spice]"),
        ("DRUG", "[cannabis and tobacco]"),
        ("DRUG", "[Valium tablets]"),
        ("VEHICLE", "a [white Citroen Jumper]"),
        ("VEHICLE", "a [red Ford Puma]"),
        ("VEHICLE", "a [blue BMW soft top]"),
        ("VEHICLE", "a [green Polo]"),
        ("ORG", "[BT] rang"),
        ("ORG", "[O2] rang"),
        ("PERSON", "known as [G]"),
        ("PERSON", "then [INF] wrote it"),
        ("PERSON", "known as [R], he"),
        ("PERSON", "then [Rex] ran"),
        ("DRUG", "a bag of [weed and vodka]"),
        ("LOCATION", "the [13] bar"),
    ],
)
def test_what_may_be_meant_stays(label: str, marked: str) -> None:
    assert not is_none(*_with(label, marked))


def _with(label: str, marked: str) -> tuple[str, str, int, int]:
    text, start, end = place(marked)
    return text, label, start, end


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("DATGANIAD TYST / WITNESS STATEMENT", "DATGANIAD"),
        ("Galwedigaeth / Occupation: Bus driver", "Galwedigaeth"),
        ("Mae o wedi malu'r ffenest.", "Mae"),
        ("Roedd hi'n bwrw glaw.", "Roedd"),
    ],
)
def test_welsh_words_of_forms_and_sentences_are_nobody(text: str, words: str) -> None:
    start = text.index(words)
    assert is_none(text, "PERSON", start, start + len(words))


@pytest.mark.parametrize("name", ["DW", "YN", "Mae", "Mae Oedran Price", "Dylan Tyst", "Rhiannon"])
def test_names_beside_them_are_somebody(name: str) -> None:
    text = f"{name} came in."
    assert not is_none(text, "PERSON", 0, len(name))
