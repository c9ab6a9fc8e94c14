"""Files inside OLE objects: what somebody put into a document, without the wrapping around it."""

import io
import struct

from worker.extract import containers
from worker.extract.flow import Flow

_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PACKAGE_STREAM = "\x01Ole10Native"
_INNER_STREAMS = ("Package", "CONTENTS")
_SUFFIXES = (("worddocument", ".doc"), ("workbook", ".xls"), ("powerpoint document", ".ppt"),
             ("__properties_version1.0", ".msg"))  # fmt: skip


def unwrapped(name: str, data: bytes) -> tuple[str, bytes] | None:
    """Return the name and bytes of the file inside an OLE object; what is no object, as it is.

    None stands for an object that no reader here knows, such as an equation.
    """
    if not data.startswith(_OLE_MAGIC):
        return name, data
    names = containers.ole_names(data)
    stem = name.rpartition(".")[0] or name
    for mark, suffix in _SUFFIXES:
        if mark in names:
            return stem + suffix, data
    streams = _streams(data)
    packed = streams.get(_PACKAGE_STREAM)
    if packed:
        return native(packed) or (name, packed)
    for inner in _INNER_STREAMS:
        if streams.get(inner):
            return stem + _suffix(streams[inner]), streams[inner]
    return None


def say_unread(flow: Flow) -> None:
    """Name an object that nobody opened."""
    flow.note(
        "object_not_read",
        "The document holds an object that is not read and was never opened. "
        "Look at the original for words in it.",
    )


def _suffix(data: bytes) -> str:
    if data.startswith(b"%PDF-"):
        return ".pdf"
    if data.startswith(b"PK"):
        names = containers.zip_names(data)
        kinds = (("word/", ".docx"), ("xl/", ".xlsx"), ("ppt/", ".pptx"))
        return next(
            (end for start, end in kinds if any(each.startswith(start) for each in names)), ".zip"
        )
    return ".bin"


def _streams(data: bytes) -> dict[str, bytes]:
    import olefile

    found: dict[str, bytes] = {}
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            for wanted in (_PACKAGE_STREAM, *_INNER_STREAMS):
                if ole.exists(wanted):
                    found[wanted] = ole.openstream(wanted).read()
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - a broken container raises almost anything
        return found
    return found


def native(data: bytes) -> tuple[str, bytes] | None:
    """Return the name and bytes in an ``Ole10Native`` stream, None where it is none."""
    try:
        at = 6
        label, at = _string(data, at)
        path, at = _string(data, at)
        at += 4
        length = struct.unpack_from("<I", data, at)[0]
        at += 4 + length
        size = struct.unpack_from("<I", data, at)[0]
    except (struct.error, ValueError):
        return None
    content = data[at + 4 : at + 4 + size]
    return (label or path or "unnamed", content) if content else None


def _string(data: bytes, at: int) -> tuple[str, int]:
    end = data.index(b"\x00", at)
    return data[at:end].decode("cp1252", "replace"), end + 1
