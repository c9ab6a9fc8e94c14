"""Small letters for letters, place for place, so that a pattern need not mind the case.

A pattern that ignores case folds every letter it looks at, again for each of its alternatives.
In a text of small letters a pattern written in small letters finds the same, at the same places,
for a third of the work.
"""

# A pattern that ignores case takes these for "i", "s" and "k" (the last is the sign for kelvin),
# and "İ" alone has two small letters, which would shift all that stands behind it.
_ALIKE = (("\u0130", "i"), ("\u0131", "i"), ("\u017f", "s"), ("\u212a", "k"))


def small(text: str) -> str:
    """Return a text of the same length in small letters.

    A pattern of the letters a to z, and none of them a capital, finds in it what it would find in
    ``text`` if it ignored case.
    """
    if not text.isascii():
        for sign, letter in _ALIKE:
            text = text.replace(sign, letter)
    return text.lower()
