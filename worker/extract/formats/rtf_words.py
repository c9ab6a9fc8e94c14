"""The words of RTF: which groups are no text, which signs words stand for, which code pages."""

import re

TARGETS = {
    **dict.fromkeys((
        "colortbl", "stylesheet", "info", "listtable", "listoverridetable", "rsidtbl", "generator",
        "revtbl", "filetbl", "themedata", "colorschememapping", "datastore", "latentstyles",
        "xe", "tc", "bkmkstart", "bkmkend", "nonshppict", "annotation", "atnid", "atnauthor",
        "nonesttables", "mmathPr", "pgdsctbl", "ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc",
        "objclass", "objname", "fontemb", "falt", "panose", "private1", "sp",
    ), "nothing"),
    "fonttbl": "fontname",
    "pict": "pict",
    "objdata": "objdata",
    "fldinst": "fldinst",
    "footnote": "footnote",
    "header": "header", "headerf": "headerf", "headerl": "headerl", "headerr": "headerr",
    "footer": "footer", "footerf": "footerf", "footerl": "footerl", "footerr": "footerr",
}  # fmt: skip
"""Where the words of a group go. "nothing" is nowhere."""

READ_THOUGH_STARRED = frozenset({
    "shppict", "shpinst", "shptxt", "ud", "formfield", "nesttableprops", "cs", "ds", "ts",
})  # fmt: skip
"""Groups that an older reader may skip, and that hold what is shown."""

SIGNS = {
    "line": "\n", "tab": "\t", "emdash": "\u2014", "endash": "\u2013", "lquote": "\u2018",
    "rquote": "\u2019", "ldblquote": "\u201c", "rdblquote": "\u201d", "bullet": "\u2022",
    "emspace": "\u2003", "enspace": "\u2002", "qmspace": "\u2005", "softline": "\n",
}  # fmt: skip

FORM = frozenset({"ffres", "ffdefres", "fftype"})

CHARSETS = {
    0: "cp1252", 1: "cp1252", 2: "latin-1", 77: "mac_roman", 128: "cp932", 129: "cp949",
    134: "gb18030", 136: "cp950", 161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255",
    178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250", 254: "cp437",
    255: "cp437",
}  # fmt: skip

_NOT_HEX = re.compile(r"[^0-9a-fA-F]+")


def codepage(number: int) -> str:
    """Return Python's name of a Windows code page, Western Europe's where it knows none."""
    import codecs

    name = {65001: "utf-8", 10000: "mac_roman", 936: "gb18030"}.get(number, f"cp{number}")
    try:
        codecs.lookup(name)
    except LookupError:
        return "cp1252"
    return name


def unhexed(words: str) -> bytes:
    """Return the bytes that stand in ``words`` as hexadecimal digits, an odd last one left out."""
    digits = _NOT_HEX.sub("", words)
    return bytes.fromhex(digits[: len(digits) // 2 * 2])
