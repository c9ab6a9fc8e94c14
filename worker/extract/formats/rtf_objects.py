"""Files put into RTF: OLE 1.0 objects round packages, documents and pictures."""

import struct

from worker.extract.flow import Flow
from worker.extract.formats import embedded, rtf_words

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LARGEST_CLASS = 256


def take_object(flow: Flow, words: str) -> None:
    """Keep the file in an object's bytes (hexadecimal ``words``); what is none is named."""
    data = rtf_words.unhexed(words)
    if not data:
        return
    content = _native(data)
    at = data.find(_OLE)
    if content is None and at >= 0:
        content = data[at:]
    found = None
    if content is not None:
        found = embedded.native(content)
        if found is None:
            found = embedded.unwrapped("object.bin", content)
    if found is None:
        embedded.say_unread(flow)
        return
    flow.attach(*found)


def _native(data: bytes) -> bytes | None:
    """Return the native data of an OLE 1.0 object, None where its header is not one."""
    try:
        version, kind, length = struct.unpack_from("<III", data)
        if kind != 2 or length > _LARGEST_CLASS:
            return None
        at = 12 + length
        for _ in range(2):
            at += 4 + int(struct.unpack_from("<I", data, at)[0])
        size = int(struct.unpack_from("<I", data, at)[0])
    except struct.error:
        return None
    content = data[at + 4 : at + 4 + size]
    return content if version and content else None


def picture_name(words: str) -> str:
    """Return a name for a picture by its first bytes."""
    head = rtf_words.unhexed(words[:64])
    kinds = ((b"\x89PNG", "png"), (b"\xff\xd8", "jpg"), (b"GIF8", "gif"), (b"BM", "bmp"))
    return f"picture.{next((end for mark, end in kinds if head.startswith(mark)), 'bin')}"
