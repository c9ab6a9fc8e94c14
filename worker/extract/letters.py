"""Which code page makes sense of bytes: by where letters and signs stand that ASCII lacks."""

import unicodedata

_SINGLE = (
    ("cp1252", "Windows-1252"), ("cp1250", "Windows-1250"), ("iso8859_2", "ISO-8859-2"),
    ("cp1251", "Windows-1251"), ("koi8_r", "KOI8-R"), ("koi8_u", "KOI8-U"),
    ("iso8859_5", "ISO-8859-5"), ("cp866", "DOS 866"), ("cp1253", "Windows-1253"),
    ("iso8859_7", "ISO-8859-7"), ("cp1254", "Windows-1254"), ("cp1257", "Windows-1257"),
    ("iso8859_15", "ISO-8859-15"), ("cp850", "DOS 850"), ("cp437", "DOS 437"),
    ("cp852", "DOS 852"), ("mac_roman", "Mac Roman"),
)  # fmt: skip
"""Code pages with one byte a letter; of equals the first is taken."""

_OTHERS = [
    "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr", "cp1255", "cp1256", "iso8859_8",
    "iso8859_6", "cp874", *(name for name, _ in _SINGLE),
]  # fmt: skip
_MOST_LOOKED_AT = 2_000
_SENSE_ENOUGH = 0.4
_OPENING, _CLOSING = frozenset("\u2018\u201c"), frozenset("\u2019\u201d")
_BEFORE_NUMBERS = frozenset("\u00a3\u20ac")
_AFTER_NUMBERS = frozenset("\u00b0\u00bd\u00bc\u00be\u00b2\u00b3\u00ba\u20ac")
_ANYWHERE = frozenset(
    "\u00ab\u00bb\u2013\u2014\u2022\u2026\u00a0\u00b7\u00a7\u00a9\u00ae\u2122\u00d7"
)


_FREQUENT = {
    "CYRILLIC": frozenset("\u043e\u0435\u0430\u0438\u043d\u0442\u0441\u0440\u0432\u043b"),
    "GREEK": frozenset("\u03b1\u03bf\u03b9\u03b5\u03c4\u03c3\u03c2\u03bd\u03b7\u03c1\u03c0"),
}


def most_sensible(data: bytes) -> tuple[str, str]:
    """Return the text of ``data`` and the name of the code page in which it makes most sense."""
    places = [at for at, byte in enumerate(data) if byte > 0x7F][:_MOST_LOOKED_AT]
    best: tuple[float, str, str] | None = None
    for codec, name in _SINGLE:
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        sense = sum(_sense(text, at) for at in places) / len(places)
        if best is None or sense > best[0]:
            best = (sense, text, name)
    if best is not None and best[0] >= _SENSE_ENOUGH:
        return best[1], best[2]
    return _by_frequency(data) or _western(data)


def _by_frequency(data: bytes) -> tuple[str, str] | None:
    """Tell the encoding by how often its letters come, which takes a text of some length."""
    from charset_normalizer import from_bytes

    likely = from_bytes(data, cp_isolation=_OTHERS).best()
    return (str(likely), likely.encoding) if likely is not None else None


def _western(data: bytes) -> tuple[str, str]:
    try:
        return data.decode("cp1252"), "Windows-1252"
    except UnicodeDecodeError:
        # Bytes that Windows-1252 leaves undefined mean nothing in it; Latin-1 at least loses none.
        return data.decode("latin-1"), "ISO-8859-1"


def _sense(text: str, at: int) -> float:
    """Return how well the sign at ``at`` stands among its neighbours, -2 to 1."""
    sign = text[at]
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if sign.isalpha():
        return _letter_sense(sign, before, after)
    if sign in _BEFORE_NUMBERS and (after.isdigit() or after == " "):
        return 1
    if sign in _AFTER_NUMBERS:
        return 1 if not before.isalpha() and not after.isalpha() else -1
    if sign in _OPENING:
        return 1 if not before.isalnum() and after.strip() else -1
    if sign in _CLOSING:
        return 1 if before.strip() and (sign == "\u2019" or not after.isalpha()) else -0.5
    if sign in _ANYWHERE:
        return 0.6
    if "\u2500" <= sign <= "\u257f":
        return 0.2 if not before.isalpha() and not after.isalpha() else -2
    if unicodedata.category(sign) == "Cc":
        return -2
    return -2 if before.isalpha() or after.isalpha() else -0.8


def _letter_sense(sign: str, before: str, after: str) -> float:
    neighbours = [each for each in (before, after) if each.isalpha()]
    if not neighbours:
        # A word of one letter: some languages have them, and nobody writes "\u0141" for a pound.
        return -1 if before.isdigit() or after.isdigit() else 0.3
    if sign.isupper() and before.islower():
        return -1
    if sign.islower() and before.isupper() and after.isupper():
        return -0.5
    script = _script(sign)
    if any(_script(each) != script for each in neighbours):
        return -1.5
    if script == "LATIN":
        # In the languages of Latin letters an accent seldom stands next to another.
        foreign = sum(not each.isascii() for each in neighbours)
        return 1 - foreign if foreign < len(neighbours) or len(neighbours) == 1 else -1
    # The code pages of one alphabet differ in the order of its letters: frequency must tell.
    frequent = _FREQUENT.get(script)
    return 1 if frequent is None or _bare(sign) in frequent else 0.5


def _bare(letter: str) -> str:
    return unicodedata.normalize("NFD", letter)[0].casefold()


def _script(letter: str) -> str:
    return unicodedata.name(letter, "LATIN").partition(" ")[0]
