"""Names and things that a statement says again."""

import re

import pytest

from models.inference.echoes import said_again


def again(text: str, *sure: tuple[str, str], taken: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    """Return (label, surface) of what is found again; a sure one is the first of its words."""
    places = [match.span() for match in re.finditer(r"[^\W_]+|[^\w\s]|_", text)]
    spans = [(label, text.index(name), text.index(name) + len(name)) for label, name in sure]
    marked = [(start, end) for _, start, end in spans]
    marked += [(text.rindex(word), text.rindex(word) + len(word)) for word in taken]
    return [
        (echo.label, text[places[echo.first][0] : places[echo.last - 1][1]])
        for echo in said_again(text, places, spans, marked)
    ]


@pytest.mark.parametrize(
    ("text", "name", "found"),
    [
        ("Kevin Tranter came. Tranter hit me, said Kevin.", "Kevin Tranter", ["Tranter", "Kevin"]),
        ("PC 2417 Amara Obi came. Obi left.", "PC 2417 Amara Obi", ["Obi"]),
        ("Mrs Khan came. Mrs Patel left.", "Mrs Khan", []),
        ("Auntie Bisi rang. Auntie rang.", "Auntie Bisi", []),
        ("i know daf. daf ran", "daf", ["daf"]),
        ("Tom Lee ran. tom was a tom-tom.", "Tom Lee", []),
        ("Sinead Doherty spoke. SD: Who? AB: Me.", "Sinead Doherty", ["SD"]),
        ("Ian Thomas spoke. IT was off.", "Ian Thomas", []),
        ("Jean-Luc Petit ran. Jean-Luc fell.", "Jean-Luc Petit", ["Jean-Luc"]),
        ("Ciar\u00e1n O'Neill ran. O'Neill fell.", "Ciar\u00e1n O'Neill", ["O'Neill"]),
        ("Ann Marie Ross ran. Annabel fell, and Annie.", "Ann Marie Ross", []),
        ("Maria de Souza ran. de facto.", "Maria de Souza", []),
    ],
)
def test_a_person_is_called_by_the_whole_name_its_parts_and_initials(
    text: str, name: str, found: list[str]
) -> None:
    assert again(text, ("PERSON", name)) == [("PERSON", word) for word in found]


def test_a_thing_is_said_again_whole_or_not_at_all() -> None:
    text = "a claw hammer. The claw hammer, the hammer."
    assert again(text, ("WEAPON", "claw hammer")) == [("WEAPON", "claw hammer")]


def test_what_is_marked_already_is_left_alone() -> None:
    text = "Al Hope ran. Hope Street"
    assert again(text, ("PERSON", "Al Hope"), taken=("Hope Street",)) == []


def test_the_longest_reading_wins() -> None:
    text = "Mia Ross ran. Then Mia Ross fell."
    assert again(text, ("PERSON", "Mia Ross")) == [("PERSON", "Mia Ross")]


def test_without_sure_mentions_nothing_is_found() -> None:
    assert again("Nobody came.") == []


def test_many_names_in_a_long_text_cost_no_more_than_its_words() -> None:
    import sys

    def calls(count: int) -> int:
        text = " ".join(f"John N{number}x ran." for number in range(count))
        places = [match.span() for match in re.finditer(r"[^\W_]+|[^\w\s]|_", text)]
        sure = [("PERSON", *match.span()) for match in re.finditer(r"John N\w+", text)]
        seen = 0

        def counted(frame: object, event: str, argument: object) -> None:
            nonlocal seen
            seen += 1

        sys.setprofile(counted)
        try:
            said_again(text, places, sure, [(start, end) for _, start, end in sure])
        finally:
            sys.setprofile(None)
        return seen

    assert calls(2000) < 3 * calls(1000)
