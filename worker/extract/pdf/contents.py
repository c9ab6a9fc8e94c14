"""What a PDF holds besides its pages: a quick look at whether there is anything at all."""

import re
import zlib
from dataclasses import dataclass, field

from worker.casefile import Attachment, Notice

_TELLING = re.compile(
    rb"/(?:EmbeddedFiles?|AF|Collection|JavaScript|JS|Launch|SubmitForm|ImportData|RichMedia"
    rb"|AcroForm|AA|XFA|FileAttachment)\b"
)
_ESCAPED_NAME = re.compile(rb"/[A-Za-z]{0,16}(?:#[0-9A-Fa-f]{2}[A-Za-z]{0,16}){1,16}")
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_OBJECT_STREAM = re.compile(rb"/ObjStm\b")
_MOST_OBJECT_STREAMS = 2_000
_LOOKED_AT = 4_000_000


@dataclass(slots=True)
class Contents:
    """What a PDF holds besides its pages."""

    attachments: list[Attachment] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)


def may_be_any(data: bytes) -> bool:
    """Whether a PDF may hold files, commands or a form: a quick look that errs towards yes."""
    if b"/Encrypt" in data or _tells(data):
        return True
    for streams, mark in enumerate(_OBJECT_STREAM.finditer(data)):
        begin = data.find(b"stream", mark.end(), mark.end() + 2_000)
        if begin < 0 or streams > _MOST_OBJECT_STREAMS:
            return True
        packed = data[begin + 6 : begin + 8 + _LOOKED_AT].lstrip(b"\r\n")
        try:
            objects = zlib.decompressobj().decompress(packed, _LOOKED_AT)
        except zlib.error:
            return True
        if _tells(objects):
            return True
    return False


def _tells(data: bytes) -> bool:
    """Whether names that matter stand somewhere, also where their letters are written as codes."""
    return bool(_TELLING.search(data)) or any(
        _TELLING.search(_ESCAPE.sub(lambda code: bytes([int(code[1], 16)]), found[0]))
        for found in _ESCAPED_NAME.finditer(data)
    )
