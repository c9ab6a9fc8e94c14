"""E-mail messages (EML): what was sent to whom, the body, and the files that came with it."""

import base64
import email
import re
from collections.abc import Iterator
from dataclasses import replace
from email import policy
from email.errors import MessageError
from email.message import Message

from worker.casefile import ExtractedDocument
from worker.errors import Unreadable
from worker.extract import READER_VERSION, encodings, sniff
from worker.extract.flow import Flow, listed
from worker.extract.formats import headed, html, mail_headers, replies
from worker.extract.limits import Limits

READER = f"deponent-email {READER_VERSION}"

_SIGNATURES = frozenset({
    "application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature",
    "application/pgp-encrypted",
})  # fmt: skip
_SEALED = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
_TNEF = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})
_MOST_PARTS = 2_000
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]")
_LINE_ENDS = re.compile(r"\r\n?")
_UNIX_FROM = re.compile(rb"\A\s*From [^\n]*\n")
_AS_GOOD = 0.8
"""A plain body with this share of the web body's words is taken for the same message."""


def read(data: bytes, limits: Limits) -> ExtractedDocument:
    """Read a message. Raises Unreadable."""
    return of_message(_parsed(data), data, limits)


def of_message(message: Message | None, data: bytes, limits: Limits) -> ExtractedDocument:
    """Make a document of a parsed message; of one that is nested beyond reason, of its bytes."""
    flow = Flow(limits)
    mail = _Mail(flow)
    if message is None:
        text, notices = encodings.decode(data)
        flow.notices.extend(notices)
        flow.write(text)
        flow.note(
            "file_damaged",
            "The message is made of parts inside parts beyond all reason; it is shown as it came. "
            "Ask the sender for the statement itself.",
        )
        return replace(flow.document(media_type=sniff.EML, reader=READER), kind="message")
    mail.tell(message)
    return headed.document(
        list(mail_headers.lines(message)), flow, media_type=sniff.EML, reader=READER
    )


def _parsed(data: bytes) -> Message | None:
    """Return the message, None when its parts are nested deeper than can be followed."""
    data = _UNIX_FROM.sub(b"", data, count=1).lstrip(b"\r\n \xef\xbb\xbf")
    try:
        message = email.message_from_bytes(data, policy=policy.compat32)
        for number, _ in enumerate(message.walk()):
            if number > _MOST_PARTS:
                raise Unreadable(
                    "too_many_files",
                    f"The message has more than {_MOST_PARTS:,} parts. "
                    "Ask the sender for the statement itself.",
                )
    except RecursionError:
        return None
    return message


class _Mail:
    """One message on its way into a flow."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self._damaged = False
        self._bodies = 0

    def tell(self, message: Message) -> None:
        """Write the bodies and keep the files."""
        for part in self._shown(message):
            self._write(part)
        if self._damaged or any(True for part in message.walk() if part.defects):
            self._flow.note(
                "file_damaged",
                "The message is damaged and was read as far as possible. Some of it may be "
                "missing. Compare with the original.",
            )

    def _shown(self, part: Message) -> Iterator[Message]:
        """Yield the parts whose words are shown, in order, and keep the files on the way."""
        kind = part.get_content_type()
        if kind == "message/rfc822" or (kind == "text/rfc822-headers" and part.is_multipart()):
            self._keep_message(part)
        elif kind == "message/external-body":
            self._flow.note(
                "external_content_not_fetched",
                "The message names a file that is kept elsewhere; it was not fetched.",
            )
        elif part.is_multipart():
            inner = [each for each in part.get_payload() if isinstance(each, Message)]
            if kind == "multipart/alternative":
                yield from self._best(inner)
            else:
                for each in inner:
                    yield from self._shown(each)
        elif self._is_body(part, kind):
            yield part
        else:
            self._keep(part, kind)

    def _is_body(self, part: Message, kind: str) -> bool:
        if part.get_content_disposition() == "attachment" or mail_headers.filename(part):
            return False
        return kind in {"text/plain", "text/html", "text/enriched"} or (
            kind.startswith("text/") and not self._bodies and kind != "text/calendar"
        )

    def _best(self, parts: list[Message]) -> Iterator[Message]:
        """Yield of alternatives the plain one, unless the web page says more; keep their files."""
        shown = [list(self._shown(part)) for part in parts]
        shown = [bodies for bodies in shown if bodies]
        if not shown:
            return
        counts = [sum(self._words(body) for body in bodies) for bodies in shown]
        most = max(counts)
        plain = [body[0].get_content_type() == "text/plain" for body in shown]
        order = sorted(range(len(shown)), key=lambda at: (not plain[at], -counts[at]))
        yield from next(shown[at] for at in order if counts[at] >= _AS_GOOD * most)

    def _words(self, part: Message) -> int:
        text = self._text(part)
        if part.get_content_type() == "text/html":
            inner = Flow(self._flow.limits)
            html.write(text, inner)
            text = inner.text
        return len(text.split())

    def _write(self, part: Message) -> None:
        text = self._text(part)
        self._bodies += 1
        if part.get_content_type() == "text/html":
            html.write(text, self._flow)
        else:
            if str(part.get_param("format", "")).casefold() == "flowed":
                text = _unflowed(text, str(part.get_param("delsp", "")).casefold() == "yes")
            self._flow.write(replies.rejoined(_LINE_ENDS.sub("\n", text.strip("\r\n"))))
        self._flow.end_paragraph()

    def _text(self, part: Message) -> str:
        data = self._content(part)
        charset = part.get_param("charset")
        declared = charset if isinstance(charset, str) else None
        if part.get_content_type() == "text/html":
            declared = declared or encodings.declared_in_markup(data)
        text, notices = encodings.decode(data, declared=declared)
        self._flow.notices.extend(n for n in notices if n not in self._flow.notices)
        return text

    def _content(self, part: Message) -> bytes:
        if str(part.get("content-transfer-encoding", "")).strip().casefold() == "base64":
            return self._from_base64(part)
        try:
            payload = part.get_payload(decode=True)
        except (ValueError, LookupError, MessageError, AssertionError):
            payload = None
        if not isinstance(payload, bytes):
            self._damaged = True
            return b""
        return payload

    def _from_base64(self, part: Message) -> bytes:
        """Return what is in a part, as far as it goes: it may be cut off or have rubbish in it."""
        payload = part.get_payload()
        raw = payload.encode("ascii", "replace") if isinstance(payload, str) else b""
        letters = _NOT_BASE64.sub(b"", raw)
        whole = letters[: len(letters) // 4 * 4]
        rest = letters[len(whole) :]
        if len(rest) > 1:
            whole += rest.ljust(4, b"=")
        self._damaged = self._damaged or (bool(rest) and b"=" not in raw)
        return base64.b64decode(whole)

    def _keep(self, part: Message, kind: str) -> None:
        if kind in _SIGNATURES:
            return
        name = mail_headers.filename(part) or _invented(kind)
        content = self._content(part)
        if kind in _TNEF or name.casefold() == "winmail.dat":
            self._flow.note(
                "winmail_not_read",
                "The message carries its files in Outlook's own wrapping (winmail.dat), which is "
                "not read. Ask the sender to send it as plain text or HTML.",
            )
        elif kind in _SEALED and "signed" not in str(part.get_param("smime-type", "")):
            self._flow.note(
                "message_encrypted",
                "A part of the message is encrypted for its receiver and was not read. "
                "Open it in Outlook, save it unencrypted, and upload that.",
            )
        elif not content:
            self._flow.note(
                "attachment_empty", f"The attached file {listed([name])} has no bytes in it."
            )
        elif kind.startswith("image/") and part.get_content_disposition() != "attachment":
            self._flow.attach_picture(name, content)
        else:
            self._flow.attach(name, content)

    def _keep_message(self, part: Message) -> None:
        inner = part.get_payload()
        message = inner[0] if isinstance(inner, list) and inner else None
        if not isinstance(message, Message):
            self._damaged = True
            return
        try:
            content = message.as_bytes(policy=policy.compat32.clone(max_line_length=0))
        except (ValueError, LookupError, TypeError, MessageError, RecursionError):
            self._damaged = True
            return
        subject = mail_headers.value(message, "subject")
        name = mail_headers.filename(part) or f"{subject or 'message'}.eml"
        self._flow.attach(name.replace("/", "-").replace("\\", "-"), content)


def _invented(kind: str) -> str:
    import mimetypes

    return "attachment" + (mimetypes.guess_extension(kind, strict=False) or ".bin")


def _unflowed(text: str, delete_space: bool) -> str:
    """Join the lines that a mailer broke only for the width of its window (RFC 3676)."""
    out: list[str] = []
    open_depth = -1
    for line in text.replace("\r\n", "\n").split("\n"):
        depth = len(line) - len(line.lstrip(">"))
        words = line[depth:]
        words = words.removeprefix(" ")
        goes_on = words.endswith(" ") and words != "-- "
        if goes_on and delete_space:
            words = words[:-1]
        if open_depth == depth and words != "-- ":
            out[-1] += words
        else:
            out.append((">" * depth + " " if depth else "") + words)
        open_depth = depth if goes_on else -1
    return "\n".join(out)
