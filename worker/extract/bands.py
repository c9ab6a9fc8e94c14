"""Running headers and footers: what stands at the same place on most pages and is no account.

Leaving a line out can cost a witness's words, keeping one costs nobody anything but an odd line in
the text. So a line is left out only when everything speaks for it; in doubt it is read.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from worker.casefile import Notice
from worker.extract import misread_bands
from worker.extract.forms import labels as form_labels
from worker.extract.forms import lines as form_lines
from worker.extract.layout import Line, SourcePage
from worker.extract.misread_bands import Readings

_EDGE_LINES = 6
_MARGIN = 0.2
_PLACE = 8.0
_LONGEST_BAND = 3
_NUMBERS_TRIED = 8
_LONGEST_PAGE_NUMBER = 4
_WORDY = 5
"""So many words stand at one place of every page by no chance."""
_SMALL_PRINT = 0.85
_DIGITS = re.compile(r"\d+")
_PAGE_OF = re.compile(
    r"^\W*(?:pa[gq9][ec]|sheet|pg)\W*(?:no\.?|number)?\W*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?\W*$",
    re.IGNORECASE,
)
_LONE_NUMBER = re.compile(r"^\W*(?:page)?\W*(\d{1,4})\W*$", re.IGNORECASE)
_SENTENCE_ENDS = re.compile(r"[a-z][.?!][\"'\u201d\u2019)\]]*$")
_SPEAKS = re.compile(r"^(?:[QA][.:]?|\(?\d{1,3}[.)]|\(?[a-z][.)])\s|\b(?:I|we|me|my)\b")

_Key = tuple[str, bool, str, int]
"""The words with at most one number written as its distance from the page's, whether they stand
at the top, the size of their letters, and how far they are from the edge."""


def repeated(pages: Sequence[SourcePage]) -> list[frozenset[int]]:
    """Return, for each page, the indexes of the lines that are running headers or footers.

    A line counts when the same words (page numbers aside) stand at the same height on at least
    half of the pages, when nothing but such lines is between it and the edge of the page, when it
    is set apart from what follows, and when it does not read like part of an account. An edge with
    more such lines than a header or footer has keeps them all, and so does a page that would be
    left with little else: both are more likely copies of one account. Words that stand at the same
    place of every page, each time the same, may be as long as they like; where they fill two lines,
    or one that is long, they need not be set apart.
    """
    read = [page for page in pages if page.lines]
    readings = Readings()
    keys = {page.number: _edge_keys(page, readings) for page in read}
    counts = Counter(key for found in keys.values() for key in set().union(*found.values()))
    needed = max(2, len(read) // 2)
    everywhere = {
        key
        for key in set[_Key]().union(*(c for f in keys.values() for c in f.values()))
        if len(read) > 1 and "#" not in key[0] and counts[key] == len(read)
    }

    def is_running(found: set[_Key], text: str) -> bool:
        return any(counts[key] >= misread_bands.needed(key[0], text, needed) for key in found)

    sequence = _numbered_by_sequence(read)
    left_out = []
    for page in pages:
        numbers = {
            index
            for index in keys.get(page.number, {})
            if _PAGE_OF.match(page.lines[index].text)
            or (sequence and _LONE_NUMBER.match(page.lines[index].text))
        }
        found_here = keys.get(page.number, {})
        same = {
            index
            for index, found in found_here.items()
            if is_running(found & everywhere, page.lines[index].text)
            and not _is_told(page.lines[index].text)
        }
        again = {
            index
            for index, found in found_here.items()
            if is_running(found, page.lines[index].text)
            and not _reads_like_an_account(page, page.lines[index])
        }
        left_out.append(_from_edges(page, numbers, again | same, same))
    return left_out


def notice(left_out: Sequence[frozenset[int]]) -> list[Notice]:
    """Say how many running lines were left out, and of which pages (given in order, from 1)."""
    pages = [number for number, lines in enumerate(left_out, start=1) if lines]
    if not pages:
        return []
    count = sum(map(len, left_out))
    lines = "1 line was" if count == 1 else f"{count} lines were"
    return [
        Notice(
            code="running_lines_left_out",
            message=f"{lines} taken for a running header, a footer or a page number and left out, "
            f"at the top or foot of {_named(pages)}. Compare with the original.",
            page=pages[0] if len(pages) == 1 else None,
        )
    ]


def _named(pages: Sequence[int]) -> str:
    """Return page numbers in words, runs of them as from and to."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    said = [f"{run[0]} to {run[-1]}" if len(run) > 1 else str(run[0]) for run in runs[:20]]
    more = " and more" if len(runs) > len(said) else ""
    return f"page{'s' if len(pages) > 1 else ''} {', '.join(said)}{more}"


def _edge_keys(page: SourcePage, readings: Readings) -> dict[int, set[_Key]]:
    """Return what to compare for the lines near the top and bottom edge, by index."""
    keys: dict[int, set[_Key]] = {}
    last = len(page.lines) - 1
    for index, line in enumerate(page.lines):
        at_top = index < _EDGE_LINES and line.bottom <= page.height * _MARGIN
        at_foot = last - index < _EDGE_LINES and line.top >= page.height * (1 - _MARGIN)
        if at_top or at_foot:
            texts, settings = _compared(page, line, readings, at_top=at_top)
            keys[index] = {
                (words, at_top, size, place)
                for text in texts
                for words in _wordings(text, page.number)
                for size, place in settings
            }
    return keys


def _compared(
    page: SourcePage, line: Line, readings: Readings, *, at_top: bool
) -> tuple[set[str], set[tuple[str, int]]]:
    """Return the wordings to compare a line by, and its size with each place that it may have.

    Scanned pages lie a little further up or down, tell no size and are misread here and there.
    """
    away = line.top if at_top else page.height - line.bottom
    if page.method != "ocr":
        return {line.text.casefold()}, {(f"{line.size:.0f}", round(away / _PLACE))}
    near = misread_bands.place(away)
    return readings.wordings(line.text, near, at_top=at_top), {
        ("", at) for at in (near - 1, near, near + 1)
    }


def _wordings(words: str, page: int) -> set[str]:
    """Return ``words`` as they are, and with each number that may be the page's own taken out."""
    return {words} | {
        f"{words[: found.start()]}#{int(found[0]) - page}{words[found.end() :]}"
        for found in list(_DIGITS.finditer(words))[:_NUMBERS_TRIED]
        if len(found[0]) <= _LONGEST_PAGE_NUMBER
    }


def _reads_like_an_account(page: SourcePage, line: Line) -> bool:
    """Whether a line may be a witness's words: a sentence, a long line, an answer, a list's item.

    Small print (a company's registered office, a rule of disclosure) may be as long as it likes.
    """
    text = form_labels.plain(line.text)
    if line.size <= _SMALL_PRINT * median(other.size for other in page.lines):
        return bool(re.search(r"\b(?:I|me|my)\b", text))
    words = text.split()
    sentence = len(words) > 1 and bool(_SENTENCE_ENDS.search(text))
    return sentence or form_lines.is_prose(text) or bool(_SPEAKS.search(text))


def _is_told(text: str) -> bool:
    """Whether a line that stands on every page may be a witness's words all the same."""
    plain = form_labels.plain(text)
    return bool(_SENTENCE_ENDS.search(plain) or _SPEAKS.search(plain))


def _numbered_by_sequence(pages: Sequence[SourcePage]) -> bool:
    """Whether the pages carry bare numbers at an edge that count up by one."""
    numbers = [
        {
            int(found[1]) - page.number
            for index in (0, len(page.lines) - 1)
            if (found := _LONE_NUMBER.match(page.lines[index].text))
        }
        for page in pages
    ]
    shifts = Counter(shift for found in numbers for shift in found)
    return bool(shifts) and max(shifts.values()) >= max(2, len(pages) // 2)


def _from_edges(
    page: SourcePage, numbers: set[int], again: set[int], same: set[int]
) -> frozenset[int]:
    count = len(page.lines)
    found: set[int] = set()
    for order in (list(range(count)), list(range(count - 1, -1, -1))):
        band: list[int] = []
        for index in order:
            if index not in numbers | again:
                break
            band.append(index)
        if len(band) > _LONGEST_BAND:
            band = _leading(band, numbers)
        # A header stands apart from the text; what goes on at a line's distance is the text.
        wordy = sum(len(page.lines[at].words) for at in band if at in same) >= _WORDY
        while band and not (
            (wordy and band[-1] in same)
            or _PAGE_OF.match(page.lines[band[-1]].text)
            or _set_apart(page, band[-1], order[len(band) : len(band) + 1])
        ):
            band.pop()
        found.update(band)
    if _says_less(page, found):
        found = {index for index in found if index in numbers}
    # A page on which everything repeats is a form, and a form is read.
    return frozenset() if len(found) == count else frozenset(found)


def _leading(band: Sequence[int], among: set[int]) -> list[int]:
    """Return the outermost lines of ``band`` as far as they are among some."""
    kept = []
    for index in band:
        if index not in among:
            break
        kept.append(index)
    return kept


def _set_apart(page: SourcePage, index: int, following: Sequence[int]) -> bool:
    """Whether more than a line's usual distance, or another size, parts a line from the next."""
    if not following:
        return True
    line, other = page.lines[index], page.lines[following[0]]
    if abs(line.size - other.size) > 0.1 * other.size:
        return True
    return abs(line.bottom - other.bottom) > 1.25 * _leading_of(page) + 1


def _leading_of(page: SourcePage) -> float:
    pitches = [
        below.bottom - above.bottom
        for above, below in pairwise(page.lines)
        if below.bottom - above.bottom > 0.6 * below.size
    ]
    usual = 1.4 * median(line.size for line in page.lines)
    return min(median(pitches), 1.5 * usual) if pitches else usual


def _says_less(page: SourcePage, without: set[int]) -> bool:
    """Whether leaving lines out would take most of a page's words, or leave only its edges."""
    words = [len(line.words) for line in page.lines]
    left = [index for index in range(len(words)) if index not in without]
    lost = sum(words[index] for index in without)
    inside = any(
        page.lines[index].bottom > page.height * _MARGIN / 2
        and page.lines[index].top < page.height * (1 - _MARGIN / 2)
        for index in left
    )
    return lost > sum(words) / 2 or not inside
