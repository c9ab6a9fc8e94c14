"""Titles right before a name are part of it; words that only describe somebody are not."""

from collections.abc import Callable

import pytest

from models.inference import name_words as known
from models.inference import titles_before
from models.inference.names import parts
from models.inference.titles_before import with_title


@pytest.mark.parametrize(
    ("before", "title"),
    [
        ("a ", "Watch Manager "),
        ("I spoke to ", "Detective Chief Inspector "),
        ("I spoke to ", "TEMPORARY DETECTIVE SERGEANT "),
        ("Then ", "PC "),
        ("Then ", "Sgt. "),
        ("seen by ", "Staff Nurse "),
        ("before ", "Deputy District Judge "),
        ("with ", "Squadron Leader "),
        ("with ", "Mr "),
        ("with ", "Mrs. "),
        ("with ", "Police Constable\n"),
    ],
)
def test_a_title_belongs_to_the_name(before: str, title: str) -> None:
    text = before + title + "Asghar came."
    assert with_title(text, len(before + title)) == len(before)


@pytest.mark.parametrize(
    "before",
    [
        "my sister ",
        "the driver ",
        "the custody nurse ",
        "a police officer ",
        "the manager ",
        "He missed ",
        "Hamster ",
        "it was dc ",
        "the sergeant.\n\n",
        "She told the constable, ",
        "",
    ],
)
def test_what_only_describes_somebody_does_not(before: str) -> None:
    assert with_title(before + "Asghar came.", len(before)) == len(before)


@pytest.mark.parametrize("title", sorted(known.TITLE_PHRASES))
@pytest.mark.parametrize("written", [str.title, str.upper, str.lower])
def test_a_title_of_several_words_is_one_wherever_names_are_read(
    title: str, written: Callable[[str], str]
) -> None:
    text = f"with {written(title)} "
    assert with_title(f"{text}Asghar came.", len(text)) == len("with ")
    told = parts(f"{title.title()} Asghar")
    assert (told["title"], told["family"]) == (title.title(), "Asghar")


@pytest.mark.parametrize("title", sorted(known.SURE_TITLES) + list(known.SURE_SHORT))
def test_every_sure_title_is_one_in_a_name_too(title: str) -> None:
    assert known.fold(title) in known.TITLES | known.UPPER_RANKS
    assert parts(f"{title if title in known.SURE_SHORT else title.title()} Asghar")["title"]


@pytest.mark.parametrize(
    ("name", "title", "given", "family"),
    [
        ("Leading Firefighter Ola Obi", "Leading Firefighter", "Ola", "Obi"),
        ("Temporary Watch Manager Fenn", "Temporary Watch Manager", None, "Fenn"),
        ("Watch Manager 412 Fenn", "Watch Manager", None, "Fenn"),
        ("Deputy District Judge Ann Fenn", "Deputy District Judge", "Ann", "Fenn"),
        ("Manager Fenn", None, "Manager", "Fenn"),
        ("Squadron Leader", None, "Squadron", "Leader"),
        ("Ward Fenn", None, "Ward", "Fenn"),
    ],
)
def test_titles_of_several_words_in_names(
    name: str, title: str | None, given: str | None, family: str
) -> None:
    told = parts(name)
    assert (told.get("title"), told.get("given"), told["family"]) == (title, given, family)


_ENDS = [title.split()[-1] for title in sorted(known.SURE_TITLES | known.TITLE_PHRASES)]


@pytest.mark.parametrize("end", [*_ENDS, *known.SURE_SHORT, "M\u0130ss", "\u017fir", "Mr\u2019"])
@pytest.mark.parametrize("gap", [" ", ".", ". ", "\n", " \n", ".\n", "  ", ", ", ""])
def test_what_is_not_searched_for_a_title_has_none(end: str, gap: str) -> None:
    for written in (end, end.upper(), end.title(), f"Acting Chief {end}", f"of a long way, {end}"):
        before = f"{written}{gap}"
        assert titles_before._may_end_in_title(before) or not titles_before._BEFORE.search(before)
