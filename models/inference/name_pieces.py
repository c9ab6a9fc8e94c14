"""A name as written, taken apart: what is the name itself and what only stands beside it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from models.inference import name_words as known
from models.inference.name_lists import BURMESE
from models.inference.name_words import fold

# A line that ends in a hyphen goes on: "Thackray-\nBose". A dot parts "Mr.Smith", not "J.R.R.".
_WORD = re.compile(
    r"[^\s,;()\[\]<>{}\"“”„«»|]+?(?=(?<=\.)[^\W\d_]{2}|[\s,;()\[\]<>{}\"“”„«»|]|$)"
    r"(?:(?<=[\w][-\u2010])\s{0,3}\n\s{0,3}(?=\w)[^\s,;()\[\]<>{}\"“”„«»|]+)?"
)
_QUOTED = re.compile(
    r"[\"“”„«]([^\"“”„«»]{1,60})[\"“”»]|(?<!\w)['\u2018\u2019`]([^'\u2018\u2019`\"]{1,40})['\u2019`](?!\w)"
)
_BRACKETED = re.compile(r"\(([^()]{1,60})\)|\[([^\[\]]{1,60})\]|\{([^{}]{1,60})\}")
_CALLED = re.compile(
    r"(?<!\w)(?:a\.?k\.?a\.?|also known as|(?:better )?known as|alias|nicknamed|called)(?!\w)(.*)",
    re.IGNORECASE | re.DOTALL,
)
_BORN = re.compile(
    r"(?<=\w)[\s,(\[]+(?:née|nee|né|formerly|previously)\s+([^()\[\]]{1,60})", re.IGNORECASE
)
_RANK_AND_NUMBER = re.compile(r"([A-Za-z/]{2,8}\.?)[-:]?(\d\w*)")
_AFTER_HYPHEN = re.compile(r"(.*\w)[-\u2010\u2013](\w+)", re.DOTALL)
_EDGES = " \t\r\n.:*_•·=~/\\<>-\u2010\u2013—!?…\u200b\u200e\u200f\u2066\u2067\u2068\u2069\ufeff"
_TITLES_AND_SUFFIXES = known.TITLES | known.SUFFIXES
_PARTS_OF_RANKS = known.RANKS | {"a", "t", "d", "l", "s", "ch"}
_BEFORE_ONE_NAME = known.KIN_OR_NAME | known.SELDOM_TITLES


@dataclass(frozen=True, slots=True)
class Word:
    """One word of the surface; ``index`` is its number, ``comma`` says that one stands before.

    ``folded`` is the word as the lists hold it.
    """

    start: int
    end: int
    text: str
    index: int
    comma: bool = False
    folded: str = field(init=False)

    def __post_init__(self) -> None:
        # Asked for by every list, so folded once.
        object.__setattr__(self, "folded", fold(self.text))


@dataclass(slots=True)
class Pieces:
    """The words of the name itself, and what was told apart from them, verbatim.

    ``kind`` says what a single name after the title is: "family", "given" or "" where unsure.
    """

    words: list[Word]
    beside: dict[str, str] = field(default_factory=dict)
    kind: str = ""


def take_apart(surface: str) -> Pieces:
    """Return the pieces of a name as written."""
    text, beside = _aside(surface)
    words, numbered = _without_numbers(list(_words(text)))
    while len(words) > 1 and words[0].text in known.EPITHETS and not words[-1].text.islower():
        words.pop(0)
    words = words[: next((n for n, w in enumerate(words) if n and _label(w)), None)]
    pieces = Pieces(words, beside, "family" if numbered else "")
    _leading(surface, pieces)
    _trailing(surface, pieces)
    for at, word in enumerate(pieces.words):
        if at and word.comma:
            # "SMITH, Mr John": the title stands in the middle.
            later = Pieces(pieces.words[at:])
            _leading(surface, later)
            if "title" in later.beside:
                pieces.beside.setdefault("title", later.beside["title"])
                pieces.kind = pieces.kind or later.kind
                rest = later.words
                pieces.words[at:] = [replace(rest[0], comma=True), *rest[1:]] if rest else []
            break
    return pieces


def _aside(surface: str) -> tuple[str, dict[str, str]]:
    """Blank out nicknames and former names; the rest keeps its places."""
    text = surface
    beside: dict[str, str] = {}
    for pattern, part in ((_QUOTED, "nickname"), (_BORN, "birth_family"), (_BRACKETED, "nickname")):
        for match in list(pattern.finditer(text)):
            group = match.lastindex or 1
            start, end = match.span(group)
            inner = text[start:end].strip()
            if pattern is _BRACKETED and inner and all(map(_beside_only, inner.split())):
                text = _blank(text, match.start(), start)
                text = _blank(text, end, match.end())
                continue
            # In brackets, small letters describe: "Mr Patel (shopkeeper)".
            if inner.strip(_EDGES) and not (pattern is _BRACKETED and inner.islower()):
                beside.setdefault(part, inner.strip(_EDGES))
            text = _blank(text, match.start(), match.end())
    if called := _CALLED.search(text):
        inner = called[1].strip(_EDGES + ",;()[]\"'")
        if inner and called.start():
            beside.setdefault("nickname", inner)
        if called.start() or not inner:
            text = _blank(text, called.start(), called.end())
    return text, beside


def _blank(text: str, start: int, end: int) -> str:
    return text[:start] + " " * (end - start) + text[end:]


def _beside_only(word: str) -> bool:
    bare = word.strip(_EDGES + ",")
    return (
        _is_number(bare)
        or fold(bare) in _TITLES_AND_SUFFIXES
        or bare in known.HONOURS
        or _RANK_AND_NUMBER.fullmatch(bare) is not None
    )


def _words(text: str) -> Iterator[Word]:
    index, last, comma = 0, 0, False
    for match in _WORD.finditer(text):
        between = text[last : match.start()]
        comma = comma or "," in between or ";" in between
        last = match.end()
        start, end = match.span()
        bare = text[start:end]
        if bare.isalpha():
            # Nothing at its edges, no number and no hyphen to cut it at.
            yield Word(start, end, bare, index, comma)
            index, comma = index + 1, False
            continue
        if bare.strip("-\u2010\u2013/&+#№") and bare.strip(_EDGES):
            start += len(bare) - len(bare.lstrip(_EDGES))
            # A dot stays with an initial or a short form.
            short = sum(map(str.isalpha, bare)) < 4 or text[end:].strip() != ""
            end -= len(bare) - len(bare.rstrip(_EDGES.replace(".", "") if short else _EDGES))
        elif bare not in "-\u2010\u2013/&+#№":
            continue
        ranked = _RANK_AND_NUMBER.fullmatch(text[start:end])
        cuts = [start, end]
        if ranked and fold(ranked[1]) in known.RANKS:
            cuts = [start, start + ranked.end(1), end]
        elif (tail := _AFTER_HYPHEN.fullmatch(text[start:end])) and (
            fold(tail[2]) in known.HYPHENED_AFTER
        ):
            cuts = [start, start + tail.end(1), end]
        for first, stop in pairwise(cuts):
            yield Word(first, stop, text[first:stop].lstrip("-\u2010\u2013") or "-", index, comma)
            index, comma = index + 1, False


def _is_number(text: str) -> bool:
    """Whether a word is a collar number, and not a name with one letter read wrongly (O'Br1en)."""
    digits = sum(map(str.isdigit, text))
    letters = sum(map(str.isalpha, text))
    return digits > 1 or (digits == 1 and letters < 3)


def _without_numbers(words: Sequence[Word]) -> tuple[list[Word], bool]:
    kept: list[Word] = []
    numbered = False
    for word in words:
        if _is_number(word.text) and word.folded not in {"wo1", "wo2", "2lt"}:
            numbered = True
            while kept and kept[-1].folded in known.NUMBER_WORDS:
                kept.pop()
        else:
            kept.append(word)
    return kept, numbered


def _label(word: Word) -> bool:
    return word.folded in known.FORM_LABELS


def _title(word: Word) -> str:
    """Return the folded title that a word is, or nothing."""
    folded = word.folded
    bare = folded.replace("'s", "")
    parts = [part for part in bare.split("/") if part]
    if len(parts) > 1 and all(part in _PARTS_OF_RANKS for part in parts):
        return parts[-1] if parts[-1] in known.RANKS else "sgt"
    if bare in known.UPPER_RANKS:
        return "pc" if word.text.replace(".", "").isupper() else ""
    return bare if bare in known.TITLES else ""


_OF_RANK = "officer"
"""What a title of several words counts as: one name after it is the family name."""
_LONGEST_PHRASE = max(len(phrase.split()) for phrase in known.TITLE_PHRASES)


def _leading(surface: str, pieces: Pieces) -> None:
    """Take the titles from the front."""
    words = pieces.words
    taken, title, at = 0, "", 0
    while at < len(words) and (at == taken or _modifies(words[at - 1])):
        if phrase := _phrase(words[at:]):
            at = taken = at + phrase
            title = _OF_RANK
            continue
        left = len(words) - at - 1
        found = _title(words[at])
        if found in _BEFORE_ONE_NAME and left != 1:
            found = ""
        if not found and words[at].folded in known.BURMESE_TITLES:
            found = "daw" if left and words[at].text.istitle() and _burmese(words[at + 1 :]) else ""
        if not found and at and at == taken and words[at].folded == "col" and left:
            found = "colonel"
        if found:
            title, taken = found, at + 1
        elif at and words[at].folded in {"hon", "honourable"}:
            taken = at + 1
        elif not _modifies(words[at]):
            break
        at += 1
    # With a number beside it, even such a word is a rank.
    if taken == len(words) and title in known.NAMES_TOO and not pieces.kind:
        taken -= 1
        title = _title(words[taken - 1]) if taken else ""
    if not taken:
        return
    run = 1
    while run < taken and words[run].index == words[run - 1].index + 1:
        run += 1
    pieces.beside["title"] = surface[words[0].start : words[run - 1].end]
    pieces.kind = _kind(title, pieces.kind)
    pieces.words = words[taken:]


def _phrase(words: Sequence[Word]) -> int:
    """Return how many words a title of several takes that opens ``words``, with a name after it."""
    for count in range(min(_LONGEST_PHRASE, len(words) - 1), 1, -1):
        if " ".join(word.folded for word in words[:count]) in known.TITLE_PHRASES:
            return count
    return 0


def _modifies(word: Word) -> bool:
    return word.folded in known.BEFORE_TITLES


def _burmese(words: Sequence[Word]) -> bool:
    return all(word.folded in BURMESE for word in words)


def _kind(title: str, before: str) -> str:
    if title in known.GIVEN_TITLES:
        return "given"
    return "family" if title in known.FAMILY_TITLES else before


def _trailing(surface: str, pieces: Pieces) -> None:
    """Take suffixes, honours, words of respect and ranks from the back."""
    words, honours = pieces.words, ""
    end = 0
    while words:
        last = words[-1]
        part = _after(last, len(words), ranked="title" in pieces.beside)
        if not part:
            break
        end = end or last.end
        words.pop()
        if part == "suffix":
            pieces.beside.setdefault("suffix", surface[last.start : last.end])
            end = 0
        elif part == "honours":
            honours = surface[last.start : end]
        else:
            name = "honours" if "title" in pieces.beside else "title"
            pieces.beside.setdefault(name, surface[last.start : last.end])
            pieces.kind = pieces.kind or ("family" if part == "rank" else "")
            end = 0
    if honours:
        pieces.beside.setdefault("honours", honours)


def _after(word: Word, count: int, *, ranked: bool) -> str:
    """Return what a last word is besides a name: suffix, honours, respect, rank; or nothing."""
    bare, folded = word.text.replace(".", ""), word.folded
    # What a single word is was decided at the front, but for honours beside a title.
    if count == 1 and not (bare in known.HONOURS and ranked):
        return ""
    if folded in known.SUFFIXES and (folded not in known.UPPER_SUFFIXES or bare.isupper()):
        return "suffix"
    if word.comma if bare in known.COMMA_HONOURS else bare in known.HONOURS:
        return "honours"
    if folded in known.AFTER and (not bare.isupper() or folded in {"sahib", "ji", "bhai"}):
        return "respect"
    title = _title(word)
    if title in known.RANKS and (word.comma or (len(bare) < 5 and bare.isupper() and bare != "DI")):
        return "rank"
    courtesy = folded in {"mr", "mrs", "ms", "miss", "mx", "dr"}
    return "rank" if courtesy or (title in known.FAMILY_TITLES and word.comma) else ""
