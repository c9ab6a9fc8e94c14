"""Which encoding a text is in: it says so, it shows, or it has to be guessed."""

import codecs
import re

from worker.casefile import Notice
from worker.extract import sniff

REPLACEMENT = "\ufffd"
"""Stands for a character that could not be read."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_GUESSES = [
    "cp1252", "iso8859_15", "cp1250", "iso8859_2", "cp1251", "iso8859_5", "koi8_r", "cp1253",
    "iso8859_7", "cp1254", "iso8859_9", "cp1257", "cp850", "mac_roman",
]  # fmt: skip
_SYMBOL_IN_WORD = re.compile(
    r"[a-z][\u00a1-\u00bf\u00d7\u00f7\u20ac-\u2122][a-z]|[^\W\d_][\u00b9\u00b2\u00b3\u00bc-\u00bf]|\u00a3[a-z]"
)


def decode(data: bytes) -> tuple[str, list[Notice]]:
    """Return the text of ``data``, and notices about what had to be guessed or was lost."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace"), []
    wide = sniff.wide_encoding(data)
    if wide:
        return data.decode(wide, "replace"), []
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError:
        pass
    if _mostly_utf8(data):
        return data.decode("utf-8", "replace"), []
    return _guess(data)


def _mostly_utf8(data: bytes) -> bool:
    """Whether all but a few accented letters are sound UTF-8: then the few are damage."""
    text = data.decode("utf-8", "replace")
    lost = text.count(REPLACEMENT)
    sound = sum(char > "\x7f" for char in text) - lost
    return sound > 4 * lost


def _guess(data: bytes) -> tuple[str, list[Notice]]:
    """Decode bytes that don't say their encoding: Windows-1252 unless that gives no sense."""
    try:
        text, encoding = data.decode("cp1252"), "Windows-1252"
        if not _SYMBOL_IN_WORD.search(text):
            return text, [_guessed(encoding)]
    except UnicodeDecodeError:
        # Bytes that Windows-1252 leaves undefined mean nothing in it; Latin-1 at least loses none.
        text, encoding = data.decode("latin-1"), "ISO-8859-1"
    from charset_normalizer import from_bytes

    likely = list(from_bytes(data, cp_isolation=_GUESSES))
    sensible = [match for match in likely if not _SYMBOL_IN_WORD.search(str(match))]
    if sensible or likely:
        best = (sensible or likely)[0]
        text, encoding = str(best), best.encoding
    return text, [_guessed(encoding)]


def _guessed(encoding: str) -> Notice:
    return Notice(
        code="encoding_guessed",
        message=f"The file does not say how its letters are coded; it was read as {encoding}. "
        "Check names with accents and signs such as £.",
    )
