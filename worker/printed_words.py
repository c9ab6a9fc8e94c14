"""What a statement form prints itself, so that the models need not read it: it tells nothing.

A third of the text of a typed MG11 is no account, and half of that is the same on each: the law,
the declaration of truth, the questions and consents on the back. No name can hide in them, for a
line counts only where each of its words, up to the first that was filled in, is one that forms are
printed with. Short labels are always read: what is filled in behind them is known by them.
"""

import re

from models.inference.results import Span
from worker.casefile import ExtractedDocument

LEFT_TO = "left to the rules"
"""What a record's provenance says of these words: identifiers are looked for in them all the same.
"""
_SHORTEST = 40
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*|\d+")
_PRINTED_FIELDS = frozenset({"declaration", "pages_declared"})
"""Fields that are printed words themselves: nothing is filled in where they begin."""
_SIGNS = str.maketrans({"\u2019": "'"})
# The declarations of England and Wales (Criminal Procedure Rules, r 16.2), of the Magistrates'
# Courts Act 1980 and of Northern Ireland, and the law that stands above them.
_DECLARATION_TEXT = """
this statement consisting consists of page pages s each signed by me is true to the best my
knowledge and belief i make it knowing that if tendered in evidence shall be liable prosecution
have wilfully stated anything which know false or do not believe at a preliminary enquiry
trial any person declare made contents criminal procedure rules rule r justice act magistrates
courts section part order
"""
# The back of an MG11, as forces have it: availability, needs, special measures, consents.
_BACK_TEXT = """
the witness willing likely able attend court no yes include reason reasons on form mg what
can done ensure attendance does has been had given require requires special measures assessment as
vulnerable intimidated submit with file anticipated guilty contested indictable only cases case
particular needs are they childcare healthcare transport language difficulties visually impaired
restricted mobility other concerns wish want would like personal victim victims vps scheme leaflet
explained requirements for making giving police happens next consent consents having access medical
record records relation matter being disclosed defence obtained accordance local practice purposes
civil proceedings applicable e g child care witnesses provision regarding reporting restrictions
apply behalf understand information recorded above passed service which offers help support
pre tick evidence supply details rear completion completed when not to x
"""
_PRINTED = frozenset(f"{_DECLARATION_TEXT} {_BACK_TEXT}".split())
_YEARS_OF_ACTS = frozenset({"1967", "1968", "1980", "1981", "2003", "2020"})
_LONGEST_NUMBER = 2


def printed(document: ExtractedDocument) -> tuple[Span, ...]:
    """Return what a form prints in long lines outside the account, in order."""
    filled_in = sorted(f.start for f in document.form if f.name not in _PRINTED_FIELDS)
    found: list[Span] = []
    for start, end in _outside(document):
        at = start
        for line in document.text[start:end].splitlines(keepends=True):
            ends = at + len(line.rstrip())
            cut = min((place for place in filled_in if at <= place < ends), default=ends)
            words = document.text[at:cut].strip()
            if _is_printed(words):
                begins = document.text.index(words, at)
                found.append((begins, begins + len(words)))
            at += len(line)
    return tuple(found)


def _outside(document: ExtractedDocument) -> list[Span]:
    """Return what is no account: from one stretch of it to the next."""
    if not document.narrative:
        return []
    edges = [0, *(edge for span in sorted(document.narrative) for edge in span)]
    edges.append(len(document.text))
    return [(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if start < end]


def _is_printed(words: str) -> bool:
    if len(words) < _SHORTEST:
        return False
    first, *rest = _WORD.findall(words.casefold().translate(_SIGNS)) or [""]
    # A letter at the beginning is the question's in their list.
    return (len(first) == 1 or _may_be_printed(first)) and all(map(_may_be_printed, rest))


def _may_be_printed(word: str) -> bool:
    return word in _PRINTED or (
        word.isdecimal() and (len(word) <= _LONGEST_NUMBER or word in _YEARS_OF_ACTS)
    )
