"""Which encoding a text is in: it says so, it shows, or it has to be guessed."""

import codecs
import re

from worker.casefile import Notice
from worker.extract import letters, textual

REPLACEMENT = "\ufffd"
"""Stands for a character that could not be read."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SHIFTED = ((b"\x1b$B", "iso2022_jp"), (b"\x1b$@", "iso2022_jp"), (b"\x1b$)C", "iso2022_kr"))
_HZ = re.compile(rb"~\{(?:[!-w][!-~]){2,}~\}")
_META = re.compile(
    rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})"
    rb"|<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_:.-]{2,40})",
    re.IGNORECASE,
)
_TWICE = re.compile(
    r"\u00c3[\u0080-\u00bf\u0152-\u0178\u2018-\u2122]|\u00e2\u20ac[\u2018-\u2122\u0080-\u00bf\u0153]"
    r"|\u00c2[\u00a3\u00a0\u00b0]"
)
_NAMED_AS = {"iso8859_1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030",
             "ks_c_5601_1987": "cp949", "x_sjis": "cp932", "shift_jis": "cp932"}  # fmt: skip


def decode(data: bytes, *, declared: str | None = None) -> tuple[str, list[Notice]]:
    """Return the text of ``data``, and notices about what had to be guessed or was lost.

    ``declared`` is the encoding that the file or its envelope names; it is believed where it fits.
    """
    text, notices = _decoded(data, declared)
    if len(_TWICE.findall(text[:200_000])) > 1:
        notices.append(
            Notice(
                code="letters_garbled",
                message="Some letters were already garbled when this file was made (such as "
                "\u00c3\u00a9 for \u00e9); they were left as they are. Compare with the original.",
            )
        )
    return text, notices


def _decoded(data: bytes, declared: str | None) -> tuple[str, list[Notice]]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace"), []
    wide = textual.wide_encoding(data)
    if wide:
        return data.decode(wide, "replace"), []
    if textual.is_ebcdic(data):
        return _ebcdic(data)
    shifted = _shifted(data)
    if shifted is not None:
        return shifted
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError:
        pass
    named = known(declared)
    if named is not None and named != "utf-8":
        text = data.decode(named, "replace")
        if text.count(REPLACEMENT) * 200 <= len(text):
            return text, []
    if _mostly_utf8(data):
        return data.decode("utf-8", "replace"), []
    return _guess(data)


def known(name: str | None) -> str | None:
    """Return Python's name of a text encoding, None where it knows none by this one."""
    if not name:
        return None
    try:
        found = codecs.lookup(name.strip().strip("\"'"))
        # Some of Python's codecs turn bytes into bytes; those are no encodings of text.
        b"abc".decode(found.name)
    except (LookupError, ValueError, TypeError):
        return None
    plain = found.name.replace("-", "_").lower()
    return _NAMED_AS.get(plain, found.name)


def declared_in_markup(data: bytes) -> str | None:
    """Return the encoding that a web page or an XML file names in its first lines."""
    found = _META.search(data[:4096])
    return (found[1] or found[2]).decode("ascii") if found else None


def _ebcdic(data: bytes) -> tuple[str, list[Notice]]:
    """Decode text of a mainframe. Britain's code page differs from America's in the pound sign."""
    text = data.decode("cp037").replace("\x85", "\n")
    # In page 285 the pound sign stands where 037 has the dollar, and it is before a number.
    if data.count(b"\x5b"):
        text = data.decode("cp1140").replace("\x85", "\n")
        if re.search(r"\$\d", text):
            text = text.replace("$", "\u00a3")
    return text, [_guessed("EBCDIC")]


def _shifted(data: bytes) -> tuple[str, list[Notice]] | None:
    """Decode text that switches its alphabet by escape sequences: all of it is 7 bits wide."""
    for mark, encoding in _SHIFTED:
        if mark in data:
            try:
                return data.decode(encoding), []
            except UnicodeDecodeError:
                continue
    if _HZ.search(data[:65_536]) and data.isascii():
        try:
            return data.decode("hz"), []
        except UnicodeDecodeError:
            return None
    return None


def _mostly_utf8(data: bytes) -> bool:
    """Whether all but a few accented letters are sound UTF-8: then the few are damage."""
    text = data.decode("utf-8", "replace")
    lost = text.count(REPLACEMENT)
    sound = sum(char > "\x7f" for char in text) - lost
    return sound > 4 * lost


def _guess(data: bytes) -> tuple[str, list[Notice]]:
    """Decode bytes that don't say their encoding, as the one in which they make most sense."""
    text, encoding = letters.most_sensible(data)
    return text, [_guessed(encoding)]


def _guessed(encoding: str) -> Notice:
    return Notice(
        code="encoding_guessed",
        message=f"The file does not say how its letters are coded; it was read as {encoding}. "
        "Check names with accents and signs such as £.",
    )
