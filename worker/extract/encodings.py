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
    "cp1252", "iso8859_15", "cp1250", "iso8859_2", "cp1251", "iso8859_5", "koi8_r", "koi8_u",
    "cp1253", "iso8859_7", "cp1254", "iso8859_9", "cp1255", "cp1256", "cp1257", "cp850", "cp437",
    "cp852", "cp866", "mac_roman", "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr",
]  # fmt: skip
_SYMBOL_IN_WORD = re.compile(
    r"[a-z][\u00a1-\u00bf\u00d7\u00f7\u20ac-\u2122][a-z]|[^\W\d_][\u00b9\u00b2\u00b3\u00bc-\u00bf]"
    r"|\u00a3[a-z]"
)
_ODD_IN_WORD = re.compile(
    r"[a-z][A-Z\u00c0-\u00de\u0152\u0160\u0178\u017d][a-z]"
    r"|[a-z][\u0080-\u00bf\u0192-\u2017\u201a-\u20ff][a-z]"
    r"|[a-z][\u0152\u0160\u0178\u017d\u0192\u02c6\u02dc\u2020\u2021\u2030\u2039\u203a\u201a\u201e]"
    r"|[\u0153\u0192\u0161]\d"
)
_SHIFTED = ((b"\x1b$B", "iso2022_jp"), (b"\x1b$@", "iso2022_jp"), (b"\x1b$)C", "iso2022_kr"))
_HZ = re.compile(rb"~\{(?:[!-~][!-~])+~\}")
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
    wide = sniff.wide_encoding(data)
    if wide:
        return data.decode(wide, "replace"), []
    if sniff.is_ebcdic(data):
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
    if len(_HZ.findall(data[:65_536])) > 1:
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
    """Decode bytes that don't say their encoding: Windows-1252 unless that gives no sense."""
    try:
        text, encoding = data.decode("cp1252"), "Windows-1252"
        if not _SYMBOL_IN_WORD.search(text) and not _strange(text):
            return text, [_guessed(encoding)]
    except UnicodeDecodeError:
        # Bytes that Windows-1252 leaves undefined mean nothing in it; Latin-1 at least loses none.
        text, encoding = data.decode("latin-1"), "ISO-8859-1"
    western = _western(data)
    if western is not None:
        return western
    from charset_normalizer import from_bytes

    likely = list(from_bytes(data, cp_isolation=_GUESSES))
    sensible = [match for match in likely if not _SYMBOL_IN_WORD.search(str(match))]
    if sensible or likely:
        best = (sensible or likely)[0]
        text, encoding = str(best), best.encoding
    return text, [_guessed(encoding)]


def _strange(text: str) -> bool:
    """Whether letters stand together as in no language of Western Europe."""
    foreign = sum(char > "\x7f" for char in text)
    letters = sum(char.isalpha() for char in text)
    return foreign * 3 > letters or bool(_ODD_IN_WORD.search(text))


def _western(data: bytes) -> tuple[str, list[Notice]] | None:
    """Decode an English text of MS-DOS or of an old Macintosh, known by where its signs stand."""
    foreign = [byte for byte in data if byte > 0x7F]
    if len(foreign) * 10 > len(data):
        return None
    best: tuple[int, str, str] | None = None
    for encoding in ("cp1252", "cp850", "cp437", "mac_roman"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        score = _sense(text)
        if best is None or score > best[0]:
            best = (score, text, encoding)
    if best is None or best[0] < len(foreign):
        return None
    return best[1], [_guessed(best[2])]


_COMMON = frozenset("£éèêëáàâäóòôöúùûüíìîïçñÉÈÁÓÖÜÄÇÑŵŷ")
_QUOTES = frozenset("\u2018\u2019\u201c\u201d\u2013\u2014\u2026\u2022€°½¼·")


def _sense(text: str) -> int:
    """Return how well the signs beyond ASCII stand: a letter in a word, a pound before a number."""
    score = 0
    for found in re.finditer(r"[^\x00-\x7f]", text):
        sign, at = found[0], found.start()
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        if sign == "£":
            score += 2 if after.isdigit() or after == " " else -2
        elif sign in _COMMON:
            joined = before.isalpha() or after.isalpha()
            out_of_case = sign.isupper() and before.islower()
            score += 1 if joined and not out_of_case else -2
        elif sign in _QUOTES or "\u2500" <= sign <= "\u257f":
            amid = before.isalpha() and after.isalpha()
            score += -2 if amid and sign != "\u2019" else 1
        else:
            score -= 2
    return score


def _guessed(encoding: str) -> Notice:
    return Notice(
        code="encoding_guessed",
        message=f"The file does not say how its letters are coded; it was read as {encoding}. "
        "Check names with accents and signs such as £.",
    )
