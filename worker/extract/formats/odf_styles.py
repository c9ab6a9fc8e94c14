"""What the styles of an OpenDocument text say that matters to its words."""

from worker.extract.formats.markup import Element, child, name, value

_MOST_STEPS = 20
_LETTERS = {"a": 97, "A": 65}


class Styles:
    """Which styles hide text or start a page, and what lists show before their items."""

    def __init__(self, *roots: Element | None) -> None:
        self._parents: dict[str, str] = {}
        self._hidden: set[str] = set()
        self._new_page: set[str] = set()
        self._lists: dict[str, dict[int, tuple[str, str, str, int, int]]] = {}
        for root in roots:
            for element in root.iter() if root is not None else ():
                if name(element) == "style":
                    self._read(element)
                elif name(element) == "list-style":
                    self._read_list(element)

    def hides(self, style: str) -> bool:
        """Whether text in this style is not shown."""
        return any(each in self._hidden for each in self._line(style))

    def breaks_page(self, style: str) -> bool:
        """Whether a paragraph in this style starts a page."""
        return any(each in self._new_page for each in self._line(style))

    def start(self, style: str, level: int) -> int:
        """Return the number that a list's first item has."""
        return self._lists.get(style, {}).get(level, ("", "", "", 1, 1))[3]

    def marker(self, style: str, numbers: list[int]) -> str:
        """Return what stands before an item whose numbers, level by level, are ``numbers``."""
        levels = self._lists.get(style, {})
        level = levels.get(len(numbers))
        if level is None:
            return "\u2022"
        before, form, after, _, shown = level
        if not form:
            return before + after if before or after else ""
        if form not in {"1", "a", "A", "i", "I"}:
            return form
        parts = numbers[max(0, len(numbers) - max(shown, 1)) :]
        return before + ".".join(_written(number, form) for number in parts) + after

    def _line(self, style: str) -> list[str]:
        line: list[str] = []
        while style and style not in line and len(line) < _MOST_STEPS:
            line.append(style)
            style = self._parents.get(style, "")
        return line

    def _read(self, element: Element) -> None:
        style = value(element, "name") or ""
        self._parents[style] = value(element, "parent-style-name") or ""
        text = child(element, "text-properties")
        if text is not None and value(text, "display") == "none":
            self._hidden.add(style)
        paragraph = child(element, "paragraph-properties")
        if paragraph is not None and value(paragraph, "break-before") == "page":
            self._new_page.add(style)

    def _read_list(self, element: Element) -> None:
        levels: dict[int, tuple[str, str, str, int, int]] = {}
        for level in element:
            at = _whole(value(level, "level"), 1)
            before, after = value(level, "num-prefix") or "", value(level, "num-suffix") or ""
            if name(level) == "list-level-style-bullet":
                levels[at] = ("", value(level, "bullet-char") or "\u2022", "", 1, 1)
            elif name(level) == "list-level-style-number":
                levels[at] = (
                    before,
                    value(level, "num-format") or "",
                    after,
                    _whole(value(level, "start-value"), 1),
                    _whole(value(level, "display-levels"), 1),
                )
        self._lists[value(element, "name") or ""] = levels


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdigit() and len(text) < 9 else otherwise


def _written(number: int, form: str) -> str:
    from worker.extract.formats.word_lists import as_written

    kinds = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
    return as_written(number, kinds.get(form, "decimal"))
