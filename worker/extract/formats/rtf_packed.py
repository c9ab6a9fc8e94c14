"""Compressed RTF, as Outlook keeps the bodies of messages (MS-OXRTFCP)."""

import struct

from worker.extract.limits import Limits

_COMPRESSED, _PLAIN = 0x75465A4C, 0x414C454D
_WINDOW = 4096
_FIRST = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern "
    b"\\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0"
    b"\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
"""The words that every message is taken to have begun with."""


def unpacked(data: bytes, limits: Limits) -> bytes:
    """Return the RTF in ``data``, as far as it goes; b"" when it is none."""
    if len(data) < 16:
        return b""
    size, raw, kind = struct.unpack_from("<III", data)
    if kind == _PLAIN:
        return data[16 : 16 + raw]
    if kind != _COMPRESSED:
        return b""
    window = bytearray(_FIRST.ljust(_WINDOW, b"\x00"))
    write = len(_FIRST)
    out = bytearray()
    at, end = 16, min(len(data), size + 4)
    most = min(raw, limits.text_bytes * 8) if raw else limits.text_bytes
    while at < end and len(out) < most:
        control = data[at]
        at += 1
        for bit in range(8):
            if control >> bit & 1:
                if at + 1 >= end:
                    return bytes(out)
                pair = data[at] << 8 | data[at + 1]
                at += 2
                offset, length = pair >> 4, (pair & 0xF) + 2
                if offset == write:
                    return bytes(out)
                for step in range(length):
                    byte = window[(offset + step) % _WINDOW]
                    out.append(byte)
                    window[write] = byte
                    write = (write + 1) % _WINDOW
            else:
                if at >= end:
                    return bytes(out)
                out.append(data[at])
                window[write] = data[at]
                write = (write + 1) % _WINDOW
                at += 1
    return bytes(out)
