"""Outlook messages (MSG): what was sent to whom, the body, and the files that came with it."""

import re
import struct
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from worker.casefile import ExtractedDocument
from worker.extract import READER_VERSION, encodings, sniff
from worker.extract.flow import Flow, listed
from worker.extract.formats import (
    embedded,
    headed,
    html,
    mail_headers,
    replies,
    rtf,
    rtf_packed,
    rtf_words,
)
from worker.extract.formats.compound import Compound, write
from worker.extract.limits import Limits

READER = f"deponent-msg {READER_VERSION}"

_SUBJECT, _BODY, _HTML, _RTF, _HEADERS = "0037", "1000", "1013", "1009", "007D"
_SENDER, _SENDER_ADDRESS, _SENDER_SMTP = "0C1A", "0C1F", "5D01"
_TO, _CC, _CLASS = "0E04", "0E03", "001A"
_DATA, _LONG_NAME, _SHORT_NAME, _SHOWN_NAME, _MIME, _CONTENT_ID = (
    "3701", "3707", "3704", "3001", "370E", "3712",
)  # fmt: skip
_SENT, _DELIVERED, _CODEPAGE, _MESSAGE_CODEPAGE = 0x0039, 0x0E06, 0x3FDE, 0x3FFD
_PROPERTIES = "__properties_version1.0"
_ATTACHMENT = "__attach_version1.0_"
_NESTED = "__substg1.0_3701000D"
_TOP_HEADER, _INNER_HEADER = 32, 24
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
_AS_GOOD = 0.8
_LINE_ENDS = re.compile(r"\r\n?")


def read(data: bytes, limits: Limits) -> ExtractedDocument:
    """Read an Outlook message. Raises Unreadable."""
    flow = Flow(limits)
    message = _Message(Compound(data, limits), flow)
    message.tell()
    return headed.document(list(message.header_lines()), flow, media_type=sniff.MSG, reader=READER)


class _Message:
    """The properties of one message and of its attachments."""

    def __init__(self, ole: Compound, flow: Flow) -> None:
        self._ole = ole
        self._flow = flow
        self._numbers = dict(_fixed(ole.read(_PROPERTIES) or b"", _TOP_HEADER))
        page = self._number(_CODEPAGE) or self._number(_MESSAGE_CODEPAGE) or 1252
        self._codepage = rtf_words.codepage(page if 0 < page < 70_000 else 1252)

    def header_lines(self) -> Iterator[str]:
        """Yield the message's own header lines, or what Outlook knows of them."""
        raw = self._text(_HEADERS)
        if raw:
            import email
            from email import policy

            try:
                found = list(mail_headers.lines(
                    email.message_from_string(raw.lstrip(), policy=policy.compat32)
                ))  # fmt: skip
            except (RecursionError, ValueError):
                found = []
            if any(line.casefold().startswith("from:") for line in found):
                yield from found
                return
        yield from self._own_lines()

    def _own_lines(self) -> Iterator[str]:
        name = self._text(_SENDER)
        address = self._text(_SENDER_SMTP) or self._text(_SENDER_ADDRESS)
        shown = f"{name} <{address}>" if name and "@" in address and address != name else name
        for label, words in (
            ("From", shown or address),
            ("To", self._text(_TO)),
            ("Cc", self._text(_CC)),
            ("Date", self._sent()),
            ("Subject", self._text(_SUBJECT)),
        ):
            if words.strip():
                yield f"{label}: {' '.join(words.split())}"

    def tell(self) -> None:
        """Write the body and keep the files."""
        self._body()
        self._flow.end_paragraph()
        for storage in self._ole.storages():
            if storage.casefold().startswith(_ATTACHMENT):
                self._attachment(storage)
        if "smime" in self._text(_CLASS).casefold() or "rpmsg" in self._text(_CLASS).casefold():
            self._flow.note(
                "message_encrypted",
                "The message is signed or encrypted in a way that may hide its text. "
                "Open it in Outlook, save it unencrypted, and upload that.",
            )
        if self._ole.lost:
            self._flow.note(
                "file_damaged",
                "The message is damaged or holds more than can be read; some of it may be "
                "missing. Compare with the original.",
            )

    def _body(self) -> None:
        """Write the plain body, or the web page or rich text where they say more."""
        plain = self._text(_BODY).strip("\r\n\x00")
        page = self._page()
        shown = 0
        if page:
            inner = Flow(self._flow.limits)
            html.write(page, inner)
            shown = len(inner.text.split())
        if plain and len(plain.split()) >= _AS_GOOD * shown:
            self._flow.write(replies.rejoined(_LINE_ENDS.sub("\n", plain)))
        elif shown:
            html.write(page, self._flow)
        else:
            packed = self._ole.read(f"__substg1.0_{_RTF}0102")
            rich = rtf_packed.unpacked(packed, self._flow.limits) if packed else b""
            if rich:
                rtf.write(rich, self._flow)

    def _page(self) -> str:
        data = self._ole.read(f"__substg1.0_{_HTML}0102")
        if data is None:
            return self._text(_HTML)
        declared = encodings.declared_in_markup(data) or self._codepage
        return encodings.decode(data, declared=declared)[0]

    def _attachment(self, storage: str) -> None:
        names = (self._text(prop, storage) for prop in (_LONG_NAME, _SHORT_NAME, _SHOWN_NAME))
        name = next((found.strip("\x00 ") for found in names if found.strip("\x00 ")), "attachment")
        content = self._ole.read(storage, f"__substg1.0_{_DATA}0102")
        if content is None and _NESTED.casefold() in {
            each.casefold() for each in self._ole.storages(storage)
        }:
            self._nested(storage, name)
        elif not content:
            self._flow.note(
                "attachment_empty",
                f"The attached file {listed([name])} is empty, damaged or kept elsewhere.",
            )
        elif self._text(_CONTENT_ID, storage) and self._text(_MIME, storage).startswith("image/"):
            self._flow.attach_picture(name, content)
        else:
            self._flow.attach(name, content)

    def _nested(self, storage: str, name: str) -> None:
        """Keep a message or object in a message as a file of its own."""
        tree = self._ole.tree(storage, _NESTED)
        properties = tree.get(_PROPERTIES)
        if not isinstance(properties, bytes):
            found = embedded.unwrapped(f"{name}.bin", write(tree)) if tree else None
            if found is None:
                embedded.say_unread(self._flow)
                return
            self._flow.attach(*found)
            return
        # A message that stands by itself has eight bytes more in the head of its properties.
        head = properties[:_INNER_HEADER].ljust(_INNER_HEADER, b"\x00") + bytes(8)
        content = write({**tree, _PROPERTIES: head + properties[_INNER_HEADER:]})
        name = name if name.casefold().endswith(".msg") else f"{name}.msg"
        self._flow.attach(name.replace("/", "-").replace("\\", "-"), content)

    def _text(self, prop: str, *storage: str) -> str:
        """Return a property that is text, "" where the message has none."""
        data = self._ole.read(*storage, f"__substg1.0_{prop}001F")
        if data is not None:
            return data.decode("utf-16-le", "replace").strip("\x00")
        data = self._ole.read(*storage, f"__substg1.0_{prop}001E")
        if data is None:
            return ""
        return encodings.decode(data.strip(b"\x00"), declared=self._codepage)[0]

    def _number(self, prop: int) -> int:
        return self._numbers.get(prop, 0)

    def _sent(self) -> str:
        ticks = self._number(_SENT) or self._number(_DELIVERED)
        if not 0 < ticks < 1 << 62:
            return ""
        try:
            at = _EPOCH + timedelta(microseconds=ticks // 10)
        except OverflowError:
            return ""
        return at.strftime("%a, %d %b %Y %H:%M:%S +0000")


def _fixed(properties: bytes, start: int) -> Iterator[tuple[int, int]]:
    """Yield the properties that are numbers or times: their number and value."""
    for at in range(start, len(properties) - 15, 16):
        kind, prop, _, content = struct.unpack_from("<HHIQ", properties, at)
        if kind in {0x0003, 0x0040}:
            yield prop, content & 0xFFFFFFFF if kind == 0x0003 else content
