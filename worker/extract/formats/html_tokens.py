"""The tags and words of a web page, found in one pass whose time grows with its length alone.

Python's own parser looks to the end of the page for each tag that is not closed, which takes hours
on a page made of them. Here, what was once sought in vain is not sought again.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Literal

_NAME = re.compile(r"[A-Za-z][^\s/>]*")
_ATTRIBUTE = re.compile(r"[^\s/>=][^\s/>=]*")
_GAP = re.compile(r"[\s/]*")
_SPACE = re.compile(r"\s*")
_BARE = re.compile(r"[^\s>]*")
_RAW = frozenset({"script", "style", "xmp", "iframe", "noembed", "noframes"})
_LETTERS_ONLY = frozenset({"textarea", "title"})
_MOST_ATTRIBUTES = 500


@dataclass(frozen=True, slots=True)
class Token:
    """An opening tag with its attributes, a closing tag, or words."""

    kind: Literal["start", "end", "text"]
    text: str
    attributes: dict[str, str] = field(default_factory=dict)


def tokens(page: str) -> Iterator[Token]:
    """Yield what a page consists of, in order. Comments and declarations are left out."""
    return _Scanner(page).run()


class _Scanner:
    """A page and how far it was read."""

    def __init__(self, page: str) -> None:
        self._page = page
        self._sought_in_vain: set[str] = set()

    def run(self) -> Iterator[Token]:
        page, at = self._page, 0
        while at < len(page):
            tag = page.find("<", at)
            if tag < 0:
                yield Token("text", unescape(page[at:]))
                return
            if tag > at:
                yield Token("text", unescape(page[at:tag]))
            found, at = self._tag(tag)
            yield from found
            if found and found[0].kind == "start" and found[0].text in _RAW | _LETTERS_ONLY:
                raw, at = self._raw(found[0].text, at)
                yield from raw

    def _find(self, what: str, at: int) -> int:
        """Return where ``what`` comes next, -1 where it doesn't."""
        if what in self._sought_in_vain:
            return -1
        found = self._page.find(what, at)
        if found < 0:
            self._sought_in_vain.add(what)
        return found

    def _tag(self, at: int) -> tuple[list[Token], int]:
        """Return what begins with the angle bracket at ``at``, and where reading goes on."""
        page = self._page
        if page.startswith("<!", at):
            return self._declaration(at)
        if page.startswith("<?", at):
            end = self._find(">", at)
            return [], end + 1 if end >= 0 else len(page)
        closing = page.startswith("</", at)
        name = _NAME.match(page, at + 1 + closing)
        if name is None:
            return [Token("text", "<")], at + 1
        end, attributes = self._attributes(name.end())
        if end < 0:
            # A tag without its end is words: "a < b" and a page cut off look like this.
            return [Token("text", page[at : name.end()])], name.end()
        kind: Literal["start", "end"] = "end" if closing else "start"
        found = [Token(kind, name[0].casefold(), attributes)]
        if page[end - 2] == "/" and not closing:
            found[0].attributes["/"] = ""
        return found, end

    def _declaration(self, at: int) -> tuple[list[Token], int]:
        page = self._page
        if page.startswith("<!--", at):
            end = at + 2 if page.startswith("<!-->", at) else self._find("-->", at + 4)
            if end >= 0:
                return [], end + 3
        if page.startswith("<![CDATA[", at):
            end = self._find("]]>", at)
            if end >= 0:
                return [Token("text", page[at + 9 : end])], end + 3
        close, inner = self._find(">", at), self._find("[", at)
        if 0 <= inner < close and page[at : at + 9].casefold() == "<!doctype":
            end = self._find("]>", inner)
            if end >= 0:
                return [], end + 2
        return [], close + 1 if close >= 0 else len(page)

    def _attributes(self, at: int) -> tuple[int, dict[str, str]]:
        """Return where the tag ends, -1 where it doesn't, and its attributes."""
        page = self._page
        found: dict[str, str] = {}
        if self._find(">", at) < 0:
            return -1, found
        while at < len(page):
            at = _end(_GAP, page, at)
            if page[at : at + 1] == ">":
                return at + 1, found
            name = _ATTRIBUTE.match(page, at)
            if name is None:
                # An equals sign with no name before it.
                at += 1
                continue
            at = _end(_SPACE, page, name.end())
            value = ""
            if page[at : at + 1] == "=":
                value, at = self._value(_end(_SPACE, page, at + 1))
            if len(found) < _MOST_ATTRIBUTES:
                found.setdefault(name[0].casefold(), unescape(value))
        return -1, found

    def _value(self, at: int) -> tuple[str, int]:
        page = self._page
        quote = page[at : at + 1]
        if quote and quote in "\"'":
            end = self._find(quote, at + 1)
            if end >= 0:
                return page[at + 1 : end], end + 1
        end = _end(_BARE, page, at)
        return page[at:end], end

    def _raw(self, name: str, at: int) -> tuple[list[Token], int]:
        """Return what an element holds in which tags are no tags, and where it ends."""
        page = self._page
        key = f"</{name}"
        end = at
        if key not in self._sought_in_vain:
            closing = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(page, at)
            if closing:
                end = closing.start()
                words = page[at:end]
                return [Token("text", unescape(words) if name in _LETTERS_ONLY else words)], end
            self._sought_in_vain.add(key)
        return [], end


def _end(pattern: "re.Pattern[str]", page: str, at: int) -> int:
    found = pattern.match(page, at)
    return found.end() if found else at
