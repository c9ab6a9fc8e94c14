"""Labels of speakers that a narrow column breaks: "DC 4411" over "HOLT:", beside the words.

Two labels over each other are far oftener two speakers, and the answer of one is not the other's:
they are joined only where nothing but a broken label can be meant.
"""

import re
from collections.abc import Mapping, Sequence

from models.inference.speaker_roles import is_role
from worker.extract.forms.speakers import RANK, Opening, SourceLine, Span, may_be_name

_LONGEST = 24
_ALIKE = 1.5
"""Two cells of a column begin at the same place, within so many points."""
_FULL, _WIDE = 0.85, 30
"""A line of words that its column broke is at least so much of the longest, and so many letters."""
_ENDS = (".", "?", "!", ":", ";")
_NO_NAME = re.compile(rf"{RANK}\.?(?:\s+\d{{1,6}})?", re.IGNORECASE)
_SERVICE = re.compile(r"bt|999|101|111|police|ambulance|fire|emergency|coastguard", re.IGNORECASE)

Openings = Sequence[Sequence[Opening | None]]


def broken_in(
    pages: Sequence[Sequence[SourceLine]], openings: Openings, accepted: frozenset[str]
) -> list[Mapping[int, Span]]:
    """Return where the rests of broken labels stand: for each page, by the number of the line.

    ``openings`` say how each line may open a turn, ``accepted`` which labels are speakers'. In
    typed text no column breaks a label.
    """
    found = [
        {
            at: rest
            for at in range(1, len(page))
            if (above := opened[at - 1]) and (rest := _below(page[at - 1], above, page[at]))
        }
        for page, opened in zip(pages, openings, strict=True)
    ]
    if not any(found):
        return [{} for _ in pages]
    known = _Known(pages, openings, accepted)
    return [
        {at: rest for at, rest in rests.items() if known.is_one(number, at, rest)}
        for number, rests in enumerate(found)
    ]


def _below(above: SourceLine, opening: Opening, line: SourceLine) -> Span | None:
    """Return what stands right below a label with no colon, as short and as far to the left."""
    speaker = opening.told.speaker
    if speaker is None or opening.told.said is None or line.typed or not line.cells:
        return None
    edge = next((x0 for start, _, x0 in above.cells if start == speaker[0]), None)
    start, end, left = line.cells[0]
    if edge is None or abs(left - edge) > _ALIKE or end - start > _LONGEST:
        return None
    return None if above.text[speaker[1] : speaker[1] + 1] == ":" else (start, end)


class _Known:
    """What the whole record says of its labels."""

    def __init__(
        self,
        pages: Sequence[Sequence[SourceLine]],
        openings: Openings,
        accepted: frozenset[str],
    ) -> None:
        self._pages, self._openings, self._accepted = pages, openings, accepted
        self._cells = [
            line.text[start:end].casefold()
            for page in pages
            for line in page
            for start, end, _ in line.cells
        ]
        self._longest = max(
            len(line.text) - who.told.said
            for page, opened in zip(pages, openings, strict=True)
            for line, who in zip(page, opened, strict=True)
            if who and who.told.said is not None
        )
        self._decided: dict[tuple[str, str], bool] = {}

    def is_one(self, number: int, at: int, rest: Span) -> bool:
        """Whether a label and what stands at ``rest`` on the line below it are one."""
        above, line = self._pages[number][at - 1 : at + 1]
        opening = self._openings[number][at - 1]
        if opening is None or opening.told.speaker is None:
            return False
        pair = above.text[slice(*opening.told.speaker)], line.text[slice(*rest)]
        if pair not in self._decided:
            self._decided[pair] = self._are_one(*pair)
        return self._decided[pair]

    def _are_one(self, label: str, below: str) -> bool:
        name = below.rstrip(" :.")
        whole = f"{label} {name}"
        if is_role(whole) and not is_role(label):
            return not (is_role(name) and _SERVICE.fullmatch(label))
        if not may_be_name(name) or is_role(name) or _NO_NAME.match(name):
            return False
        key, rest = label.casefold(), name.casefold()
        if not self._always_so(key, rest):
            return False
        named = re.compile(rf"(?<!\w){re.escape(whole.casefold())}(?!\w)")
        if any(map(named.search, self._cells)):
            return True
        others = self._accepted - {key, rest}
        joinable = _NO_NAME.fullmatch(label) is not None and below.endswith(":") and others
        return bool(joinable) and self._words_go_on(key)

    def _always_so(self, label: str, rest: str) -> bool:
        """Whether neither label ever opens a line without the other above or below it."""
        for page, opened in zip(self._pages, self._openings, strict=True):
            for at, who in enumerate(opened):
                if who is None:
                    continue
                after = page[at + 1] if at + 1 < len(page) else None
                if who.key == label and not (after and _opens_with(after, rest)):
                    return False
                before = opened[at - 1] if at else None
                if who.key == rest and not (before and before.key == label):
                    return False
        return True

    def _words_go_on(self, label: str) -> bool:
        """Whether the words beside a label and those beside its rest are always one sentence."""
        go_on: set[bool | None] = set()
        for page, opened in zip(self._pages, self._openings, strict=True):
            for at, who in enumerate(opened):
                if who and who.key == label:
                    after = opened[at + 2] if at + 2 < len(page) else None
                    go_on.add(self._goes_on(page[at : at + 2], who, after, at + 2 == len(page)))
        return True in go_on and False not in go_on

    def _goes_on(
        self, lines: Sequence[SourceLine], opening: Opening, after: Opening | None, last: bool
    ) -> bool | None:
        """Whether a sentence goes on from the first line to the next, None where it need not.

        ``after`` opens the line below both, unless the second is the ``last`` of its page.
        """
        above, line = lines
        words = line.text[line.cells[0][1] :].split()
        if not words:
            # Words on the line below would be those of whom the lower label names.
            return None if last or (after and after.key in self._accepted) else False
        said = above.text[opening.told.said or 0 :]
        full = max(_FULL * self._longest, _WIDE)
        ended = said.rstrip("\"'\u2019\u201d)").endswith(_ENDS)
        return not ended and len(f"{said} {words[0]}") >= full


def _opens_with(line: SourceLine, name: str) -> bool:
    start, end, _ = line.cells[0] if line.cells else (0, 0, 0.0)
    return line.text[start:end].rstrip(" :.").casefold() == name
