"""The numbers that stand for police forces in national references, and their check letters."""

from models.inference.identifiers.tokens import words

FORCES = frozenset(
    words(
        "01 02 03 04 05 06 07 10 11 12 13 14 16 17 20 21 22 23 30 31 32 33 34 35 36 37 40 41 42 "
        "43 44 45 46 47 48 50 52 53 54 55 60 61 62 63 88 89 90 91 92 93 94 95 96 97 98"
    )
)
CHECK_LETTERS = "ZABCDEFGHJKLMNPQRTUVWXY"


def check_letter(digits: str) -> str:
    """The letter that these digits call for: their remainder on division by 23."""
    return CHECK_LETTERS[int(digits) % 23]
