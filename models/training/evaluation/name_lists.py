"""The names that are put in: by community, by gender, with accents and in other scripts."""

import csv
import unicodedata
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from models.training.names import communities
from models.training.synthesis import Lists, Names

# Communities put together where one alone would have too few names.
GROUPS: dict[str, tuple[str, ...]] = {
    "English": ("english",),
    "Scottish, Welsh, Irish, Traveller": ("scottish", "welsh", "irish", "traveller"),
    "Pakistani, Bangladeshi": ("pakistani", "bangladeshi"),
    "Indian, Sikh, Tamil, Nepali": ("indian", "sikh", "tamil", "nepali_gurkha"),
    "West African": ("nigerian", "ghanaian"),
    "East and Southern African": ("somali", "sudanese_eritrean_ethiopian", "zimbabwean_congolese"),
    "Caribbean": ("caribbean",),
    "Eastern European": ("polish", "romanian_bulgarian", "baltic_ukrainian"),
    "Southern European": ("portuguese_brazilian", "italian_greek_cypriot"),
    "Jewish": ("jewish_israeli",),
    "Chinese, Vietnamese, Korean, Japanese": ("chinese", "vietnamese_filipino", "korean_japanese"),
    "Arab, Turkish, Iranian, Afghan": ("arab_iraqi_syrian", "turkish_kurdish", "iranian_afghan"),
}
_FEWEST = 5


def by_community() -> dict[str, Lists]:
    """Return the names of each group, each of its communities equally likely."""
    known = communities()
    return {
        group: _lists({part: Names(*map(tuple, known[part])) for part in parts})
        for group, parts in GROUPS.items()
    }


def everybody() -> Lists:
    """Return the names of all communities, each equally likely."""
    return _lists({part: Names(*map(tuple, names)) for part, names in communities().items()})


def by_gender(folder: Path) -> dict[str, Lists]:
    """Return given names registered for one sex only, with everybody's family names.

    Args:
        folder: the folder with ``names``, of which the register of births is read.
    """
    borne: dict[str, set[str]] = defaultdict(set)
    for row in _rows(folder / "names" / "ons_firstnames_by_decade_1904_2024.csv"):
        borne[row["name"]].add(row["sex"])
    families = {part: tuple(names.family) for part, names in everybody().names.items()}
    table = {}
    for group, sex in (("girls' names", "F"), ("boys' names", "M")):
        given = tuple(sorted(name for name, sexes in borne.items() if sexes == {sex}))
        table[group] = _lists({part: Names(given, family) for part, family in families.items()})
    return table


def by_script(folder: Path) -> dict[str, Lists]:
    """Return names as they are written at home: Latin letters with accents, and other scripts."""
    return {
        "Latin letters with accents": _local(folder, is_accented),
        "other scripts": _local(folder, is_other_script),
    }


def is_accented(name: str) -> bool:
    """Whether a name is written in Latin letters, at least one of which is none of English's."""
    return not name.isascii() and all(_is_latin(letter) for letter in name)


def is_other_script(name: str) -> bool:
    """Whether a name is written in letters none of which is Latin."""
    return bool(name) and all(
        unicodedata.category(letter)[0] in "LM" and not _is_latin(letter) for letter in name
    )


def _is_latin(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith("LATIN ")


def _local(folder: Path, fits: Callable[[str], bool]) -> Lists:
    """Return the names that fit by country, where a country has a few of both kinds."""
    given, family = (
        _by_country(folder / "names" / file, fits)
        for file in ("common-forenames-by-country.csv", "common-surnames-by-country.csv")
    )
    return _lists(
        {
            country: Names(given[country], family[country])
            for country in sorted(given.keys() & family.keys())
            if min(len(given[country]), len(family[country])) >= _FEWEST
        }
    )


def _by_country(file: Path, fits: Callable[[str], bool]) -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in _rows(file):
        name = unicodedata.normalize("NFC", row["Localized Name"])
        if fits(name):
            found[row["Country"]].add(name)
    return {country: tuple(sorted(names)) for country, names in found.items()}


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as rows:
        return list(csv.DictReader(rows))


def _lists(names: dict[str, Names]) -> Lists:
    return Lists(names=names, places=(), streets=())
