"""Whether bytes are text at all, and in which wide or foreign way their characters are coded."""

import codecs

_BYTE_ORDER_MARKS = (
    codecs.BOM_UTF8,
    codecs.BOM_UTF32_LE,
    codecs.BOM_UTF32_BE,
    codecs.BOM_UTF16_LE,
    codecs.BOM_UTF16_BE,
)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\x0b\x1a\x1b")) + b"\x7f"
_LOOKED_AT = 64 * 1024


def is_binary(data: bytes) -> bool:
    """Return whether ``data`` is no text in any encoding that a statement comes in."""
    if data.startswith(_BYTE_ORDER_MARKS) or wide_encoding(data) or is_ebcdic(data):
        return False
    head = data[:_LOOKED_AT]
    controls = len(head) - len(head.translate(None, _CONTROLS))
    # A few stray NULs happen in exports of older systems; one byte in fifty does not.
    return controls > max(8, len(head) // 50) or 4 * controls > len(head) > 0


_EBCDIC_LETTERS = bytes(
    byte
    for start, end in (
        (0x81, 0x8A),
        (0x91, 0x9A),
        (0xA2, 0xAA),
        (0xC1, 0xCA),
        (0xD1, 0xDA),
        (0xE2, 0xEA),
    )
    for byte in range(start, end)
)


def is_ebcdic(data: bytes) -> bool:
    """Return whether ``data`` is evidently text of a mainframe: its spaces are at signs in ASCII.

    Two thirds of such a text are letters of EBCDIC, and almost none of it is letters of ASCII.
    """
    head = data[:4096]
    if (
        len(head) < 40
        or head.count(b"\x40") * 20 < len(head)
        or head.count(b"\x20") * 50 > len(head)
    ):
        return False
    letters = len(head) - len(head.translate(None, _EBCDIC_LETTERS))
    return letters * 2 > len(head)


def wide_encoding(data: bytes) -> str | None:
    """Return which of UTF-16 or UTF-32 unmarked ``data`` evidently is, None when it isn't.

    Western text in two or four bytes a character is half or three quarters NUL, always in the
    same places. An odd byte at the end was cut off and changes nothing.
    """
    head = data[: _LOOKED_AT // 16]
    for width, encodings in ((4, ("utf-32-be", "utf-32-le")), (2, ("utf-16-be", "utf-16-le"))):
        whole = head[: len(head) // width * width]
        if len(whole) < 2 * width:
            continue
        columns = [whole[at::width].count(0) / len(whole[at::width]) for at in range(width)]
        if columns[-1] < 0.05 and min(columns[:-1]) > 0.6:
            return encodings[0]
        if columns[0] < 0.05 and min(columns[1:]) > 0.6:
            return encodings[1]
    return None
