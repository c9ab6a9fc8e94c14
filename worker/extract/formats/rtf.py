"""Rich text (RTF) by our own reader: for machines without LibreOffice, and for Outlook's bodies."""

import re
from collections.abc import Callable
from dataclasses import replace

from worker.casefile import ExtractedDocument
from worker.extract import READER_VERSION, sniff
from worker.extract.flow import Flow
from worker.extract.formats import blocks as blocks_of
from worker.extract.formats import rtf_words, symbols
from worker.extract.formats.blocks import Block
from worker.extract.formats.rtf_gathered import Gathered
from worker.extract.formats.rtf_groups import TOKEN, State
from worker.extract.formats.rtf_objects import picture_name, take_object
from worker.extract.limits import Limits

READER = f"deponent-rtf {READER_VERSION}"

_DEEPEST = 10_000
_FETCHING = re.compile(r"\s*(?:INCLUDETEXT|INCLUDEPICTURE|DDE|LINK|IMPORT)\b", re.IGNORECASE)


def read(data: bytes, limits: Limits) -> ExtractedDocument:
    """Read an RTF file. Raises Unreadable."""
    flow = Flow(limits)
    write(data, flow)
    return flow.document(media_type=sniff.RTF, reader=READER)


def write(data: bytes, flow: Flow) -> None:
    """Write what an RTF file shows into a flow, with notices of what it doesn't."""
    reading = _Reading(flow)
    reading.run(data)
    reading.finish()


class _Reading:
    """One RTF file on its way into a flow."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self._state = State()
        self._groups: list[State] = []
        self._gathered = Gathered()
        self._fonts: dict[int, tuple[str, str]] = {}
        self._font_read = 0
        self._waiting = bytearray()
        self._to_skip = 0
        self._starred = False
        self._notes = 0
        self._deleted = self._hidden = self._comments = 0
        self._outside = False
        self._unfinished = False
        self._was_unseen = ""
        self._default_codepage = "cp1252"
        self._form: dict[str, int] = {}

    def run(self, data: bytes) -> None:
        """Follow the file from its start to its end."""
        at = 0
        while found := TOKEN.match(data, at):
            at = found.end()
            word, number, byte, sign, brace, text = found.groups()
            if word is not None:
                at = self._word(word.decode("ascii"), number, at)
            elif byte is not None:
                self._byte(int(byte, 16))
            elif sign is not None:
                self._sign(sign)
            elif brace is not None:
                self._brace(brace)
            elif text is not None:
                self._text(text)
        self._flush()
        self._unfinished = bool(self._groups) or at < len(data)

    def finish(self) -> None:
        """Write what was gathered into the flow."""
        body, lines_of = self._gathered.body(), self._gathered.lines
        heads = [line for part in ("header", "headerf", "headerl", "headerr")
                 for line in lines_of(part)]  # fmt: skip
        feet = [line for part in ("footer", "footerf", "footerl", "footerr")
                for line in lines_of(part)]  # fmt: skip
        notes = []
        for number in range(1, self._notes + 1):
            lines = lines_of(f"note{number}")
            notes.append(Block(f"[{number}] " + "\n".join(lines)))
        blocks_of.tell(
            self._flow, [*body, *notes], list(dict.fromkeys(heads)), list(dict.fromkeys(feet))
        )
        blocks_of.say_changes(
            self._flow,
            deleted=self._deleted,
            hidden=self._hidden,
            comments=self._comments,
            outside=self._outside,
        )
        if self._unfinished:
            self._flow.note(
                "file_damaged",
                "The document ends before it should; some of it may be missing. "
                "Compare with the original.",
            )

    # Groups.

    def _brace(self, brace: bytes) -> None:
        self._flush()
        self._starred = False
        self._to_skip = 0
        if brace == b"{":
            # What is deeper than any writer goes is read as if it were not grouped.
            if len(self._groups) < _DEEPEST:
                self._groups.append(self._state)
        elif self._groups:
            before, self._state = self._state, self._groups.pop()
            if before.target != self._state.target:
                self._leave(before.target)

    def _leave(self, target: str) -> None:
        """Finish what a group gathered apart from the text."""
        words = self._gathered.take(target)
        if target == "objdata":
            take_object(self._flow, words)
        elif target == "pict":
            self._flow.attach_picture(picture_name(words), rtf_words.unhexed(words))
        elif target == "fldinst":
            self._outside = self._outside or bool(_FETCHING.match(words))
            if "FORMCHECKBOX" in words:
                ticked = self._form.get("ffres", 25)
                ticked = self._form.get("ffdefres", 0) if ticked == 25 else ticked
                self._form.clear()
                self._put(symbols.TICKED if ticked else symbols.UNTICKED)

    def _into(self, target: str) -> None:
        self._state = replace(self._state, target=target)

    # Control words.

    def _word(self, word: str, number: bytes | None, at: int) -> int:
        """Follow a control word; return where reading goes on."""
        amount = int(number) if number is not None else None
        if word == "u":
            self._flush_bytes()
            self._unicode(amount or 0)
            return at
        if self._to_skip:
            self._to_skip -= 1
            return at
        if word == "bin":
            return at + max(0, amount or 0)
        self._flush()
        starred, self._starred = self._starred, False
        if word in rtf_words.TARGETS:
            self._into(self._target(word))
        elif starred and word not in rtf_words.READ_THOUGH_STARRED:
            self._into("nothing")
            self._outside = self._outside or word == "template"
        elif word in rtf_words.SIGNS:
            self._put(rtf_words.SIGNS[word])
        elif word in _FORMATS:
            _FORMATS[word](self, amount)
        elif word in rtf_words.FORM:
            self._form[word] = amount or 0
        return at

    def _target(self, word: str) -> str:
        inside = self._state.target
        if inside in {"nothing", "objdata"}:
            return inside
        if word == "footnote":
            self._notes += 1
            self._put(f"[{self._notes}]")
            return f"note{self._notes}"
        if word == "annotation":
            self._comments += 1
        return rtf_words.TARGETS[word]

    def _set_font(self, number: int | None) -> None:
        if self._state.target == "fontname":
            self._font_read = number or 0
            self._fonts.setdefault(self._font_read, (self._default_codepage, ""))
            return
        codepage, name = self._fonts.get(number or 0, (self._default_codepage, ""))
        self._state = replace(self._state, codepage=codepage, font=name.rstrip(";"))

    def _set_charset(self, number: int | None) -> None:
        if self._state.target == "fontname":
            codepage = rtf_words.CHARSETS.get(number or 0, self._default_codepage)
            self._fonts[self._font_read] = (codepage, "")

    def _name_font(self, text: str) -> None:
        codepage, name = self._fonts.get(self._font_read, (self._default_codepage, ""))
        if not name.endswith(";"):
            self._fonts[self._font_read] = (codepage, name + text.strip())

    def _set_codepage(self, number: int | None) -> None:
        self._default_codepage = rtf_words.codepage(number or 1252)
        self._state = replace(self._state, codepage=self._default_codepage)

    def _plain(self, _: int | None) -> None:
        self._state = replace(
            self._state, hidden=False, deleted=False, codepage=self._default_codepage, font=""
        )

    def _hide(self, number: int | None) -> None:
        self._state = replace(self._state, hidden=number != 0)

    def _delete(self, number: int | None) -> None:
        self._state = replace(self._state, deleted=number != 0)

    def _count_skipped(self, number: int | None) -> None:
        self._state = replace(self._state, skip=max(0, min(number or 0, 10)))

    # Words.

    def _unicode(self, number: int) -> None:
        code = number + 0x10000 if number < 0 else number
        self._to_skip = self._state.skip
        if 0xD800 <= code <= 0xDFFF:
            # Half of a pair: the other half comes next, and UTF-16 joins them.
            self._put(chr(code))
        elif 0xF000 <= code <= 0xF0FF:
            self._put(symbols.sign(self._state.font, code))
        elif 0 < code < 0x110000:
            self._put(chr(code))

    def _byte(self, byte: int) -> None:
        if self._to_skip:
            self._to_skip -= 1
        else:
            self._waiting.append(byte)

    def _text(self, text: bytes) -> None:
        if self._to_skip:
            skipped = min(self._to_skip, len(text))
            self._to_skip -= skipped
            text = text[skipped:]
        self._waiting += text

    def _sign(self, sign: bytes) -> None:
        if self._to_skip:
            self._to_skip -= 1
            return
        if sign in b"\\{}":
            self._waiting += sign
            return
        self._flush()
        if sign == b"*":
            self._starred = True
        elif sign == b"~":
            self._put("\u00a0")
        elif sign == b"_":
            self._put("-")
        elif sign in b"\r\n":
            self._gathered.end_paragraph(self._state.target)

    def _flush(self) -> None:
        self._flush_bytes()

    def _flush_bytes(self) -> None:
        if not self._waiting:
            return
        data, self._waiting = bytes(self._waiting), bytearray()
        font = self._state.font.casefold()
        if self._state.target == "body" and font in {"symbol", "wingdings", "wingdings 2"}:
            text = "".join(symbols.sign(font, byte) for byte in data)
        else:
            text = data.decode(self._state.codepage, "replace")
        self._put(text)

    def _put(self, text: str) -> None:
        state = self._state
        if state.target == "nothing":
            return
        if state.target == "fontname":
            self._name_font(text)
            return
        unseen = "deleted" if state.deleted else "hidden" if state.hidden else ""
        if unseen and state.target != "fldinst":
            if text.strip() and unseen != self._was_unseen:
                self._deleted += unseen == "deleted"
                self._hidden += unseen == "hidden"
                self._was_unseen = unseen
            return
        if text.strip():
            self._was_unseen = ""
        self._gathered.put(state.target, text)

    # Paragraphs and tables.

    def _paragraph(self, _: int | None) -> None:
        self._gathered.end_paragraph(self._state.target)

    def _cell(self, _: int | None) -> None:
        self._gathered.end_cell(self._state.target)

    def _row(self, _: int | None) -> None:
        self._gathered.end_row(self._state.target)

    def _page(self, _: int | None) -> None:
        self._put("\f")


_FORMATS: dict[str, Callable[[_Reading, int | None], None]] = {
    "f": _Reading._set_font,  # noqa: SLF001 - the words of the format and what each does
    "fcharset": _Reading._set_charset,  # noqa: SLF001
    "ansicpg": _Reading._set_codepage,  # noqa: SLF001
    "plain": _Reading._plain,  # noqa: SLF001
    "v": _Reading._hide,  # noqa: SLF001
    "deleted": _Reading._delete,  # noqa: SLF001
    "uc": _Reading._count_skipped,  # noqa: SLF001
    "par": _Reading._paragraph,  # noqa: SLF001
    "sect": _Reading._page,  # noqa: SLF001
    "page": _Reading._page,  # noqa: SLF001
    "pagebb": _Reading._page,  # noqa: SLF001
    "cell": _Reading._cell,  # noqa: SLF001
    "nestcell": _Reading._cell,  # noqa: SLF001
    "row": _Reading._row,  # noqa: SLF001
    "nestrow": _Reading._row,  # noqa: SLF001
}
