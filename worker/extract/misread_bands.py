"""Running headers and footers of scanned pages, which are read a little differently on each."""

import re
from collections import defaultdict
from difflib import SequenceMatcher

from worker.extract.forms import labels as form_labels
from worker.extract.forms import lines as form_lines

_ALIKE, _SHORTEST, _LENGTH = 0.85, 10, 0.15
_MOST_KNOWN = 40
_PLACE = 14.0
_FEWEST_PAGES = 3
_DIGITS = re.compile(r"\d+")
UNLIKE = "\u2248"
"""What opens the wording of lines that were read a little differently on other pages."""
_SAYS = re.compile(
    r"\b(?:i|he|she|we|they|you|it|me|him|her|us|them|my|his|their|who|not|never|"
    r"am|is|are|was|were|be|been|being|has|had|have|do|does|did|can|could|would|should|must|might|"
    r"ran|run|runs|hit|hits|cut|cuts|bit|bites|put|puts|shot|shoots|shut|hurt|hurts|beat|beats|"
    r"said|says|saw|sees|told|tells|took|takes|went|goes|came|comes|gave|gives|got|gets|left|held|"
    r"holds|fell|falls|felt|heard|hears|kept|knew|knows|lay|led|let|lost|made|makes|met|paid|rang|"
    r"rode|sat|sent|shook|sold|spat|spoke|stole|steals|stood|struck|strikes|swung|swore|"
    r"thought|threw|throws|tore|tried|woke|wore|wrote|began|bent|bled|blew|bought|broke|breaks|"
    r"brought|caught|chose|dealt|drank|drew|drove|drives|ate|fought|fled|flew|flung|forgot|found|"
    r"froze|hid|slept|slid|stabs|punches|kicks|punch|kick|stab|kills|kill|hitting|stabbing|"
    r"punching|kicking|running|holding|taking|cutting|"
    # Those of headers, and names, that end as verbs do:
    r"(?!(?:restricted|protected|limited|united|"
    r"ahmed|mohammed|muhammed|mohamed|hamed|saeed|javed|syed|reed|creed|fred|alfred|wilfred|ted|"
    r"ed|ned|red|bed|shed|need|speed)\b)"
    # A form says "Signed:" or "recorded by"; who signed something is told.
    r"(?!(?:(?<!\w\s)(?:continued|recorded|signed|dated|witnessed|completed)\b"
    r"|(?:continued|recorded|signed|dated|witnessed|completed)(?=\W*$|\s?[:.,()]|\s(?:by|on)\b)))"
    r"\w+ed)\b",
    re.IGNORECASE,
)
_FORM_WORDS = re.compile(
    r"\b(?:page|sheet|statement|signed|signature|continuation|continued|exhibit|official|"
    r"restricted|mg\s?11\w?|section 9|form|ref|reference|court|constabulary|association|limited)\b",
    re.IGNORECASE,
)


class Readings:
    """What lines near the edges of scanned pages were meant to say, as far as others tell."""

    def __init__(self) -> None:
        self._known: dict[tuple[bool, int], list[str]] = defaultdict(list)

    def wordings(self, text: str, place: int, *, at_top: bool) -> set[str]:
        """Return words to compare a line by, and ``UNLIKE`` ones where it may be misread.

        These are the same for readings of one line that differ a bit; figures stay as they were
        read. What may tell something has none: one letter makes it another man that was hit.
        ``place`` says how far the line is from its edge.
        """
        if not at_top and form_lines.is_signature(text):
            # What was written by hand is read as anything.
            return {" ".join(sorted(form_labels.read(text).names()))}
        letters = "".join(filter(str.isalpha, text.casefold()))
        figures = _DIGITS.findall(text)
        wordings = {text.casefold()}
        if len(letters) >= _SHORTEST and not _SAYS.search(text):
            alike = self._alike(letters, place, at_top=at_top)
            wordings.add(" ".join([UNLIKE + alike, *figures]))
        return wordings

    def _alike(self, letters: str, place: int, *, at_top: bool) -> str:
        for near in (place, place - 1, place + 1, place - 2, place + 2):
            for known in self._known[at_top, near]:
                if abs(len(known) - len(letters)) <= _LENGTH * len(known) and _same(known, letters):
                    return known
        if len(self._known[at_top, place]) < _MOST_KNOWN:
            self._known[at_top, place].append(letters)
        return letters


def needed(wording: str, text: str, usual: int) -> int:
    """Return on how many pages a ``wording`` stands at least where it is a running line's.

    Readings that differ prove less than the same ones, unless ``text`` is a form's words or counts
    the pages (its number is taken out of the wording).
    """
    told = wording.startswith(UNLIKE) and "#" not in wording and not _FORM_WORDS.search(text)
    return max(_FEWEST_PAGES, usual) if told else usual


def _same(one: str, other: str) -> bool:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE


def place(away: float) -> int:
    """Return the place of a line that is so far, in points, from its edge: pages shift a little."""
    return int(away // _PLACE)
