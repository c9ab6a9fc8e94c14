"""Names with an "s" that is no part of them: "azads face", typed without the apostrophe.

Who types in small letters leaves apostrophes out as well. Where the same name stands in the text
without the "s", and no longer name has it with the "s" ("dave williams"), the letter is left out.
"""

from collections.abc import Sequence

from models.inference.results import Span

# A shorter stem is too often another word's.
_SHORTEST = 3
# Two people may be called so in one text: Luca and Lucas.
_EITHER_WAY_TEXT = "lucas lukas nicolas nicholas andreas jonas elias matias carlos marcos ellis"
_NAMES_EITHER_WAY = frozenset(_EITHER_WAY_TEXT.split())


def without(text: str, names: Sequence[Span]) -> list[Span]:
    """Return the places of people's names, each without an "s" that only says whose something is.

    Args:
        text: the passage.
        names: where people are named in it, in order.
    """
    surfaces = [text[start:end] for start, end in names]
    alone = {surface for surface in surfaces if surface.islower() and " " not in surface}
    in_longer = {word for one in surfaces if " " in one for word in one.split()}

    def is_possessive(surface: str) -> bool:
        stem = surface[:-1]
        return (
            surface in alone
            and surface[-1] == "s"
            and len(stem) >= _SHORTEST
            and surface not in in_longer
            and surface not in _NAMES_EITHER_WAY
            and (stem in alone or stem in in_longer)
        )

    return [
        (start, end - 1) if is_possessive(surface) else (start, end)
        for (start, end), surface in zip(names, surfaces, strict=True)
    ]
