"""Streams of a PDF unpacked piece by piece, and never further than they are allowed to grow."""

import binascii
import zlib
from collections.abc import Callable
from itertools import islice
from typing import Any

from pdfminer.ascii85 import ascii85decode
from pdfminer.lzw import LZWDecoder
from pdfminer.pdfexceptions import PDFException
from pdfminer.pdftypes import PDFStream
from pdfminer.psexceptions import PSException
from pdfminer.utils import apply_png_predictor, apply_tiff_predictor

from worker.extract.pdf import objects as pdf

_PIECE = 65_536
_MOST_FILTERS = 8
_WHITE = b" \t\r\n\f\x00"


class Unpackable(Exception):
    """A stream is broken, or packed in a way that files are not packed in."""


def inflated(stream: PDFStream, most: int) -> bytes:
    """Return what a stream holds, cut off after ``most`` bytes. Raises Unpackable.

    No step on the way there makes more than that either (and what its packing adds).
    """
    data = stream.rawdata if stream.rawdata is not None else stream.data
    if data is None:
        raise Unpackable
    if stream.rawdata is None:
        return data[:most]
    try:
        if stream.decipher and stream.objid is not None and stream.genno is not None:
            data = stream.decipher(stream.objid, stream.genno, data, stream.attrs)
        filters = stream.get_filters()
        if len(filters) > _MOST_FILTERS:
            raise Unpackable
        for at, (kind, parameters) in enumerate(filters):
            last = at == len(filters) - 1
            # What a packer before the last one gives is packed itself, so it may be a little more.
            data = _step(pdf.name(kind), data, most if last else most + most // 8 + _PIECE)
            data = _predicted(data, pdf.mapping(parameters))
    except (
        PDFException, PSException, ValueError, TypeError, LookupError, AttributeError, zlib.error,
        AssertionError,
    ):  # fmt: skip
        raise Unpackable from None
    return data[:most]


def _step(kind: str, data: bytes, most: int) -> bytes:
    unpack = _UNPACKERS.get(kind)
    if unpack is None:
        # Pictures are files as they are; anything else nobody here can unpack.
        if kind in {"DCTDecode", "DCT", "JPXDecode"}:
            return data
        raise Unpackable
    return unpack(data, most)


def _flate(data: bytes, most: int) -> bytes:
    unpacker = zlib.decompressobj()
    out = bytearray()
    waiting = data
    while waiting and len(out) < most and not unpacker.eof:
        try:
            out += unpacker.decompress(waiting, min(_PIECE, most - len(out)))
        except zlib.error:
            if out:
                raise Unpackable from None
            raise
        waiting = unpacker.unconsumed_tail
    if not unpacker.eof and len(out) < most:
        out += unpacker.flush(_PIECE)
    return bytes(out)


def _lzw(data: bytes, most: int) -> bytes:
    import io

    out = bytearray()
    for piece in LZWDecoder(io.BytesIO(data)).run():
        out += piece
        if len(out) >= most:
            break
    return bytes(out)


def _run_lengths(data: bytes, most: int) -> bytes:
    out = bytearray()
    at = 0
    while at < len(data) and len(out) < most:
        length = data[at]
        if length == 128:
            break
        if length < 128:
            out += data[at + 1 : at + 2 + length]
            at += length + 2
        else:
            out += data[at + 1 : at + 2] * (257 - length)
            at += 2
    return bytes(out)


def _hex(data: bytes, most: int) -> bytes:
    digits = data.partition(b">")[0].translate(None, _WHITE)[: 2 * most]
    return binascii.unhexlify(digits + b"0" * (len(digits) % 2))


def _ascii85(data: bytes, most: int) -> bytes:
    # Five letters give four bytes, and one letter at most four.
    return bytes(islice(ascii85decode(data[: 2 * most]), most))


_UNPACKERS: dict[str, Callable[[bytes, int], bytes]] = {
    "FlateDecode": _flate,
    "Fl": _flate,
    "LZWDecode": _lzw,
    "LZW": _lzw,
    "RunLengthDecode": _run_lengths,
    "RL": _run_lengths,
    "ASCIIHexDecode": _hex,
    "AHx": _hex,
    "ASCII85Decode": _ascii85,
    "A85": _ascii85,
}


def _predicted(data: bytes, parameters: dict[Any, Any]) -> bytes:
    predictor = pdf.whole(parameters.get("Predictor"))
    if predictor < 2:
        return data
    colours, columns, bits = (
        pdf.whole(parameters.get(key)) or usual
        for key, usual in (("Colors", 1), ("Columns", 1), ("BitsPerComponent", 8))
    )
    if not (0 < colours <= 32 and 0 < columns <= 1_000_000 and bits in {1, 2, 4, 8, 16}):
        raise Unpackable
    if predictor == 2:
        return apply_tiff_predictor(colours, columns, bits, data)
    return apply_png_predictor(predictor, colours, columns, bits, data)
