"""What Word shows in front of a list's items, what its styles hide, and where its sections end."""

from dataclasses import dataclass

from worker.extract.formats import symbols
from worker.extract.formats.markup import Element, child, is_on, name, value

_LEVELS = 9
_MOST_STEPS = 20
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
          (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list: its first number, how numbers are written, and the text round them."""

    start: int
    written: str
    text: str
    font: str


class Lists:
    """The numbering and the styles of one document; it counts as the paragraphs come by."""

    def __init__(self, styles: Element, numbering: Element) -> None:
        """``styles`` and ``numbering`` are the roots of those parts, None where there is none."""
        self._abstract: dict[str, dict[int, _Level]] = {}
        self._numbers: dict[str, tuple[str, dict[int, _Level]]] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._hidden: set[str] = set()
        self._style_numbering: dict[str, tuple[str | None, int]] = {}
        self._based_on: dict[str, str] = {}
        self._default_style = ""
        self._ended_sections = 0
        if numbering is not None:
            self._read_numbering(numbering)
        if styles is not None:
            self._read_styles(styles)

    def marker(self, properties: Element) -> str:
        """Return the number or bullet of the paragraph with these properties, "" without one."""
        numbered = self._numbered(properties)
        if numbered is None:
            return ""
        number, at = numbered
        abstract, levels = self._numbers.get(number, ("", {}))
        level = levels.get(at)
        if level is None:
            return ""
        counts = self._counts.setdefault(abstract, [None] * _LEVELS)
        before = counts[at]
        counts[at] = level.start if before is None else before + 1
        counts[at + 1 :] = [None] * (_LEVELS - at - 1)
        if level.written == "bullet":
            return symbols.sign(level.font, ord(level.text[0])) if level.text else ""
        if level.written == "none":
            return ""
        return self._numbered_text(level, levels, counts)

    def _numbered_text(
        self, level: _Level, levels: dict[int, _Level], counts: list[int | None]
    ) -> str:
        text = level.text
        for at in range(_LEVELS):
            if f"%{at + 1}" in text:
                other = levels.get(at, level)
                count = counts[at]
                text = text.replace(
                    f"%{at + 1}",
                    as_written(other.start if count is None else count, other.written),
                )
        return text.strip()

    def hides_paragraph(self, properties: Element) -> bool:
        """Whether the style of the paragraph with these properties hides its text."""
        style = child(properties, "pStyle") if properties is not None else None
        return style is not None and (value(style, "val") or "") in self._hidden

    def hides(self, properties: Element, *, otherwise: bool = False) -> bool:
        """Whether a run is hidden text; ``otherwise`` is what its paragraph says of it."""
        if properties is None:
            return otherwise
        own = child(properties, "vanish")
        if own is not None:
            return is_on(own)
        style = child(properties, "rStyle")
        return otherwise or (style is not None and (value(style, "val") or "") in self._hidden)

    def starts_page_after(self, properties: Element) -> bool:
        """Whether a section ends with the paragraph of these properties, and a page with it."""
        section = child(properties, "sectPr")
        return section is not None and not _goes_on(section)

    def _numbered(self, properties: Element) -> tuple[str, int] | None:
        own = child(properties, "numPr") if properties is not None else None
        style = child(properties, "pStyle") if properties is not None else None
        style_id = (value(style, "val") or "") if style is not None else self._default_style
        number, at = self._from_style(style_id)
        if own is not None:
            level, said = child(own, "ilvl"), child(own, "numId")
            number = value(said, "val") if said is not None else number
            at = _whole(value(level, "val")) if level is not None else at
        if number in {None, "0"} or not 0 <= at < _LEVELS:
            return None
        return str(number), at

    def _from_style(self, style: str) -> tuple[str | None, int]:
        for _ in range(_MOST_STEPS):
            if style in self._style_numbering:
                return self._style_numbering[style]
            style = self._based_on.get(style, "")
        return None, 0

    def _read_styles(self, root: Element) -> None:
        for style in root:
            if name(style) != "style":
                continue
            number = value(style, "styleId") or ""
            based_on = child(style, "basedOn")
            if based_on is not None:
                self._based_on[number] = value(based_on, "val") or ""
            if value(style, "type") == "paragraph" and value(style, "default") in {"1", "true"}:
                self._default_style = number
            if is_on(child(style, "rPr", "vanish")):
                self._hidden.add(number)
            numbered = child(style, "pPr", "numPr")
            if numbered is not None:
                said, level = child(numbered, "numId"), child(numbered, "ilvl")
                self._style_numbering[number] = (
                    value(said, "val") if said is not None else None,
                    _whole(value(level, "val")) if level is not None else 0,
                )

    def _read_numbering(self, root: Element) -> None:
        for element in root:
            if name(element) == "abstractNum":
                self._abstract[value(element, "abstractNumId") or ""] = _levels(element)
        for element in root:
            said = child(element, "abstractNumId")
            if name(element) != "num" or said is None:
                continue
            number, abstract = value(element, "numId") or "", value(said, "val") or ""
            levels = dict(self._abstract.get(abstract, {}))
            counted = abstract
            for change in element:
                if name(change) == "lvlOverride":
                    # A list that starts anew counts for itself.
                    counted = f"{abstract}/{number}"
                    self._override(levels, change)
            self._numbers[number] = (counted, levels)

    def _override(self, levels: dict[int, _Level], change: Element) -> None:
        at = _whole(value(change, "ilvl"))
        levels.update(_levels(change))
        start = child(change, "startOverride")
        if start is not None and at in levels:
            old = levels[at]
            levels[at] = _Level(_whole(value(start, "val")), old.written, old.text, old.font)


def _levels(parent: Element) -> dict[int, _Level]:
    levels = {}
    for element in parent:
        if name(element) != "lvl":
            continue
        start, written, text = (child(element, part) for part in ("start", "numFmt", "lvlText"))
        fonts = child(element, "rPr", "rFonts")
        levels[_whole(value(element, "ilvl"))] = _Level(
            start=_whole(value(start, "val")) if start is not None else 1,
            written=(value(written, "val") or "decimal") if written is not None else "decimal",
            text=(value(text, "val") or "") if text is not None else "",
            font=(value(fonts, "ascii") or "") if fonts is not None else "",
        )
    return levels


def _goes_on(section: Element) -> bool:
    kind = child(section, "type")
    return kind is not None and value(kind, "val") == "continuous"


def _whole(text: str | None) -> int:
    try:
        return int(text or "0")
    except ValueError:
        return 0


def as_written(number: int, written: str) -> str:
    """Return a number in one of Word's ways to write numbers, in digits where it is another."""
    if written in {"lowerLetter", "upperLetter"} and 0 < number <= 780:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if written == "upperLetter" else letter
    if written in {"lowerRoman", "upperRoman"} and 0 < number < 4000:
        numeral = ""
        for size, letters in _ROMAN:
            times, number = divmod(number, size)
            numeral += letters * times
        return numeral.upper() if written == "upperRoman" else numeral
    return f"{number:02d}" if written == "decimalZero" else str(number)
