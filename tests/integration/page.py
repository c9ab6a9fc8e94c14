"""A page as a reader without a browser sees it."""

from html.parser import HTMLParser


class Page(HTMLParser):
    """A page as it is read: its ids, its links, its text, and the text of the statement on it."""

    _VOID = frozenset({"meta", "link", "input", "br", "img"})
    _APART = frozenset({"dt", "dd", "li", "td", "th", "p", "h1", "h2", "h3", "label"})

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.ids: list[str] = []
        self.links: list[str] = []
        self.inline: list[str] = []
        self.text = ""
        self.statement = ""
        self._open: list[tuple[str, bool]] = []
        self.feed(html)
        self.close()
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if named.get("id"):
            self.ids.append(named["id"] or "")
        self.links += [named[name] or "" for name in ("href", "src", "action") if name in named]
        self.inline += [name for name in named if name == "style" or name.startswith("on")]
        if tag == "style" or (tag == "script" and "src" not in named):
            self.inline.append(tag)
        if tag not in self._VOID:
            within = bool(self._open) and self._open[-1][1]
            self._open.append((tag, within or named.get("class") == "words"))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop()[0] == tag
        if tag in self._APART:
            self.text += " "

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1][1]:
            self.statement += data
        else:
            self.text += data

    def says(self, words: str) -> bool:
        return words in " ".join((self.text + " " + self.statement).split())
