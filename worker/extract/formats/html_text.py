"""The words that a web page shows: an event at a time, so that no depth of nesting matters."""

import base64
import binascii
import re
from urllib.parse import unquote_to_bytes

from worker.extract import flow as flows
from worker.extract.flow import Flow
from worker.extract.formats import symbols
from worker.extract.formats.html_tokens import tokens

_VOID = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
})  # fmt: skip
_UNSEEN = frozenset({
    "script", "style", "head", "template", "noscript", "object", "applet", "iframe", "svg",
    "audio", "video", "canvas", "map", "datalist", "noframes", "xml",
})  # fmt: skip
_PARAGRAPHS = frozenset({
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "ul", "ol", "dl", "table",
    "form", "fieldset", "figure", "address", "article", "section", "main", "header", "footer",
    "aside", "nav", "hr", "center", "details",
})  # fmt: skip
_LINES = frozenset({
    "div", "li", "dt", "dd", "tr", "caption", "legend", "figcaption", "option", "optgroup",
    "title", "summary",
})  # fmt: skip
_INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "button", "cite", "code", "data", "del",
    "dfn", "em", "font", "i", "ins", "kbd", "label", "mark", "meter", "nobr", "o:p", "output",
    "progress", "q", "rp", "rt", "ruby", "s", "samp", "select", "small", "span", "st1", "strike",
    "strong", "sub", "sup", "textarea", "time", "tt", "u", "var", "html", "body", "tbody",
    "thead", "tfoot", "wbr", "img", "input", "br", "td", "th", "colgroup", "col",
})  # fmt: skip
_CLOSED_BY_NEXT = {
    "p": frozenset({"p"}), "li": frozenset({"li"}), "td": frozenset({"td", "th"}),
    "th": frozenset({"td", "th"}), "tr": frozenset({"td", "th", "tr"}),
    "dt": frozenset({"dt", "dd"}), "dd": frozenset({"dt", "dd"}), "option": frozenset({"option"}),
}  # fmt: skip
_SPACE = re.compile(r"[ \t\n\r\f]+")
_HIDING = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all"
    r"|font-size\s*:\s*0(?:\.0+)?(?:px|pt|em|%)?\s*(?:!important\s*)?(?:;|$)"
    r"|opacity\s*:\s*0(?:\.0+)?\s*(?:;|$))",
    re.IGNORECASE,
)
_NEW_PAGE = re.compile(
    r"page-break-(?:before|after)\s*:\s*always|break-(?:before|after)\s*:\s*page", re.IGNORECASE
)
_NEVER_EMPTY = frozenset({"p", "div", "span", "script", "td", "th", "li", "tr", "table"})
_MOST_OPEN = 100_000
_LONGEST_PICTURE = 40_000_000


class _Cell:
    """A table's cell, or a table's row, while its words are gathered."""

    def __init__(self) -> None:
        self.parts: list[str] = []


class PageText:
    """Writes what a page shows into a flow. ``hidden`` counts parts that it doesn't show."""

    def __init__(self, flow: Flow) -> None:
        self.hidden = 0
        self.pictures = 0
        self._flow = flow
        self._open: list[tuple[str, bool]] = []
        self._counts: dict[str, int] = {}
        self._counted = False
        self._unseen_depth = 0
        self._preformatted = 0
        self._space_due = False
        self._at_start = True
        self._lists: list[int | None] = []
        self._rows: list[list[_Cell]] = []
        self._cells: list[_Cell] = []

    def read(self, page: str) -> None:
        """Read a whole page."""
        for token in tokens(page):
            if token.kind == "text":
                self._take_words(token.text)
            elif token.kind == "end":
                self._close(token.text)
            else:
                self._open_tag(token.text, token.attributes)
        while self._open:
            self._close(self._open[-1][0])

    # What the page consists of.

    def _open_tag(self, tag: str, said: dict[str, str]) -> None:
        self._close_implied(tag)
        if tag in _VOID:
            if not self._unseen_depth:
                self._void(tag, said)
            return
        unseen = self._is_unseen(tag, said)
        if len(self._open) < _MOST_OPEN:
            self._open.append((tag, unseen))
            self._counts[tag] = self._counts.get(tag, 0) + 1
            self._unseen_depth += unseen
        if not self._unseen_depth:
            self._start(tag, said)
        if "/" in said and tag not in _NEVER_EMPTY:
            self._close(tag)

    def _close(self, tag: str) -> None:
        """Follow a closing tag, and close with it what was left open inside."""
        if tag in {"br", "p"} and not self._counts.get(tag):
            self._break_line()
            return
        if not self._counts.get(tag):
            return
        while self._open:
            found, unseen = self._open.pop()
            self._counts[found] -= 1
            if not self._unseen_depth:
                self._end(found)
            self._unseen_depth -= unseen
            if found == tag:
                break

    def _take_words(self, data: str) -> None:
        if self._unseen_depth:
            if data.strip() and not any(tag in _UNSEEN for tag, hides in self._open[-8:] if hides):
                self._count_hidden()
            return
        self._words(data)

    # What it means.

    def _is_unseen(self, tag: str, said: dict[str, str]) -> bool:
        if tag in _UNSEEN:
            return True
        style = said.get("style", "")
        hides = "hidden" in said or bool(style and _HIDING.search(style))
        self._counted = False if hides else self._counted
        return hides

    def _count_hidden(self) -> None:
        if not self._counted:
            self.hidden += 1
            self._counted = True

    def _close_implied(self, tag: str) -> None:
        closes = _CLOSED_BY_NEXT.get(tag) or (frozenset({"p"}) if tag in _PARAGRAPHS else None)
        while closes and self._open and self._open[-1][0] in closes:
            self._close(self._open[-1][0])

    def _start(self, tag: str, said: dict[str, str]) -> None:
        if _NEW_PAGE.search(said.get("style", "")):
            self._break_page()
        if tag == "tr":
            self._break_line(soft=True)
            self._rows.append([])
        elif tag in {"td", "th"}:
            self._cells.append(_Cell())
            self._at_start, self._space_due = True, False
        elif tag in {"ul", "ol"}:
            self._lists.append(_number(said.get("start"), 1) if tag == "ol" else None)
        if tag in _PARAGRAPHS:
            self._end_paragraph()
        elif tag in _LINES or tag not in _INLINE:
            self._break_line(soft=True)
        if tag == "pre":
            self._preformatted += 1
        elif tag == "li":
            self._item(said)
        elif tag == "q":
            self._words("\u201c")

    def _end(self, tag: str) -> None:
        if tag in {"td", "th"} and self._cells:
            cell = self._cells.pop()
            if self._rows:
                self._rows[-1].append(cell)
            else:
                self._put("".join(cell.parts))
                self._break_line(soft=True)
            return
        if tag == "tr" and self._rows:
            self._finish_row(self._rows.pop())
        elif tag in {"ul", "ol"} and self._lists:
            self._lists.pop()
        elif tag == "pre":
            self._preformatted = max(0, self._preformatted - 1)
        elif tag == "q":
            self._words("\u201d")
        if tag in _PARAGRAPHS:
            self._end_paragraph()
        elif tag in _LINES or tag not in _INLINE:
            self._break_line(soft=True)

    def _finish_row(self, cells: list[_Cell]) -> None:
        texts = ["".join(cell.parts).strip("\n ") for cell in cells]
        filled = [text for text in texts if text.strip()]
        text = filled[0] if len(filled) == 1 else flows.row(texts)
        if text.strip():
            self._put(text)
            self._break_line(soft=True)

    def _item(self, said: dict[str, str]) -> None:
        count = self._lists[-1] if self._lists else None
        if count is None:
            self._put("\u2022 ")
        else:
            count = _number(said.get("value"), count)
            self._put(f"{count}. ")
            self._lists[-1] = count + 1
        self._at_start = True

    def _void(self, tag: str, said: dict[str, str]) -> None:
        if tag == "br":
            self._break_line()
        elif tag == "hr":
            self._end_paragraph()
        elif tag == "img":
            self._picture(said)
        elif tag == "input":
            self._input(said)

    def _input(self, said: dict[str, str]) -> None:
        kind = said.get("type", "text").casefold()
        if kind in {"checkbox", "radio"}:
            self._words(symbols.TICKED if "checked" in said else symbols.UNTICKED)
        elif kind in {"text", "date", "email", "tel", "number", "time", "url", "search"}:
            self._words(said.get("value", ""))

    def _picture(self, said: dict[str, str]) -> None:
        source = said.get("src", "")
        if not source.startswith("data:"):
            self.pictures += not source.startswith("cid:") and bool(source)
            return
        about, _, content = source[:_LONGEST_PICTURE].partition(",")
        try:
            data = (
                base64.b64decode(unquote_to_bytes(content))
                if about.endswith("base64")
                else unquote_to_bytes(content)
            )
        except (binascii.Error, ValueError):
            return
        self._flow.attach_picture(f"picture.{about[11:15].partition(';')[0]}", data)

    # Where it goes.

    def _words(self, data: str) -> None:
        data = data.replace("\u00ad", "")
        if self._preformatted:
            self._put(data)
            self._at_start, self._space_due = data.endswith("\n"), False
            return
        words = _SPACE.sub(" ", data)
        if words == " ":
            self._space_due = self._space_due or not self._at_start
            return
        if not words:
            return
        lead = words[0] == " " or self._space_due
        self._put((" " if lead and not self._at_start else "") + words.strip(" "))
        self._at_start, self._space_due = False, words[-1] == " "

    def _put(self, text: str) -> None:
        if self._cells:
            self._cells[-1].parts.append(text)
        else:
            self._flow.write(text)

    def _break_line(self, *, soft: bool = False) -> None:
        """End the line; a soft end is none where nothing stands on the line yet."""
        if self._cells:
            if not soft or not self._at_start:
                self._cells[-1].parts.append("\n")
        elif not soft and self._at_start:
            self._flow.end_paragraph()
        else:
            self._flow.end_line()
        self._at_start, self._space_due = True, False

    def _end_paragraph(self) -> None:
        if self._cells:
            self._break_line(soft=True)
        else:
            self._flow.end_paragraph()
            self._at_start, self._space_due = True, False

    def _break_page(self) -> None:
        if not self._cells:
            self._flow.end_paragraph()
            self._flow.break_page()
            self._at_start, self._space_due = True, False


def _number(text: str | None, otherwise: int) -> int:
    found = (text or "").strip()
    return int(found) if found.lstrip("-").isdigit() and len(found) < 9 else otherwise
