"""The headers of e-mail as they are in the wild: coded, folded, in the wrong letters, or broken."""

import re
from collections.abc import Iterator
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import collapse_rfc2231_value
from urllib.parse import unquote_to_bytes

from worker.extract import encodings

_SHOWN = ("from", "sender", "reply-to", "to", "cc", "bcc", "date", "sent", "subject")
_LONGEST = 4_000
_FOLD = re.compile(r"\s*[\r\n]+\s*")


def lines(message: Message) -> Iterator[str]:
    """Yield the headers that a reader of mail shows, in the message's own order."""
    for name, raw in message.raw_items():
        if name.casefold() in _SHOWN:
            yield f"{name}: {decoded(str(raw))}".rstrip()


def value(message: Message, wanted: str) -> str:
    """Return a header's value, "" where the message has none."""
    for name, raw in message.raw_items():
        if name.casefold() == wanted:
            return decoded(str(raw))
    return ""


def decoded(raw: str) -> str:
    """Return a header's value in readable letters, on one line."""
    text = _FOLD.sub(" ", _letters(raw)).strip()[:_LONGEST]
    if "=?" not in text:
        return text
    try:
        pieces = decode_header(text)
    except (HeaderParseError, ValueError):
        return text
    out: list[str] = []
    for piece, charset in pieces:
        if isinstance(piece, str):
            out.append(piece)
        else:
            out.append(_decoded_piece(piece, charset))
    return _FOLD.sub(" ", "".join(out)).strip()


def _decoded_piece(piece: bytes, charset: str | None) -> str:
    if charset is None:
        return piece.decode("raw-unicode-escape", "replace") if b"\\u" not in piece else str(
            piece, "ascii", "replace"
        )  # fmt: skip
    text, _ = encodings.decode(piece, declared=charset)
    return text


def _letters(raw: str) -> str:
    """Return what stands in a header as raw bytes, which mail forbids and mailers do."""
    try:
        return encodings.decode(raw.encode("ascii", "surrogateescape"))[0]
    except UnicodeEncodeError:
        return raw


def filename(part: Message) -> str:
    """Return the name of the file in a part, "" where it has none."""
    for header, parameter in (("content-disposition", "filename"), ("content-type", "name")):
        raw = next((str(v) for k, v in part.raw_items() if k.casefold() == header), "")
        if not raw.isascii():
            part.replace_header(header, _letters(raw))
        try:
            found = part.get_param(parameter, None, header)
            if isinstance(found, tuple):
                # Its letters' encoding may be unknown to Python.
                charset = encodings.known(found[0]) or "utf-8"
                found = collapse_rfc2231_value((charset, found[1], found[2]))
        except (ValueError, LookupError, TypeError, AttributeError):
            continue
        if isinstance(found, str) and found.strip():
            return _plain(decoded(found))
    return ""


def _plain(name: str) -> str:
    """Return a name without the signs that some mailers put round or into it."""
    name = name.strip().strip("\"'")
    if "''" in name and "%" in name:
        charset, _, coded = name.partition("''")
        return encodings.decode(unquote_to_bytes(coded), declared=charset)[0]
    return name
