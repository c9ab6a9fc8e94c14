"""Notes of an office on a page of an account: who the officer is, an extension, a stamp."""

import re
from collections.abc import Sequence

from worker.extract.forms import labels as form_labels
from worker.extract.forms import lines as form_lines
from worker.extract.forms.page import Part

_RANK = r"(?:T?DC|WDC|W?PC|PCSO|[TA]?/?(?:DS|PS|DI|DCI|Sgt|Insp)|CI|SO)\.?"
_WHO = (
    r"(?:o\.?\s?i\.?\s?c\b\.?|s?io\b|officer\s+in\s+(?:the\s+)?case|(?:case|investigating|exhibits?|"
    r"disclosure|supervising|reporting)\s+officer|supervisor|file\s+builder|oic\s+name)"
)
_DONE = (
    r"(?:typed|checked|seen|scanned|copied|faxed|e-?mailed|posted|filed|uploaded|approved|"
    r"submitted|rec'?d|received|return(?:ed)?)"
)
_NOTE = re.compile(
    rf"^\W*(?:{_WHO}\s*(?:[:\-/=]|(?={_RANK}\s))"
    rf"|{_DONE}\s*(?:[:\-]|(?:by|to)\s*:|(?:by|to)\s+(?={_RANK}\s|CJU\b|CPS\b)|CJU\b|CPS\b)"
    r"|(?:cc|copy|copies|file|ref|cju|cps|return)\s*(?:to|no\.?)?\s*:"
    rf"|(?:{_RANK}\s+)?(?:\d{{1,5}}\s+)?(?:[A-Z][\w'-]+\s+){{1,3}}(?:[-,]\s*)?"
    r"(?:ext|extn|extension|x|tel|mob)\.?\s*:?\s*\d[\d ]{2,12}\W*$)",
    re.IGNORECASE,
)
_MOST_WORDS = 10
_ENDS = (".", "?", "!", ":", ";", '"', "\u201d")


def is_note(line: str) -> bool:
    """Whether a short line says what an office notes on papers, and is no sentence."""
    plain = form_labels.plain(line).replace("O.I.C", "OIC")
    return (
        len(plain.split()) <= _MOST_WORDS
        and not plain.rstrip().endswith(("?", "!"))
        and not form_lines.speaks(plain)
        and _NOTE.match(plain) is not None
    )


def among(lines: Sequence[str], parts: Sequence[Part]) -> list[int]:
    """Return the lines of the account that are such notes: at an edge of it, or amid a sentence.

    A note that stands between whole sentences, or in a list of such, may be the witness's own, and
    stays in the account.
    """
    told = [at for at, part in enumerate(parts) if part == "body"]
    return [at for place, at in enumerate(told) if _interrupts(lines, told, place)]


def _interrupts(lines: Sequence[str], told: Sequence[int], place: int) -> bool:
    if not is_note(lines[told[place]]):
        return False
    above = lines[told[place - 1]].rstrip() if place else ""
    below = lines[told[place + 1]].lstrip() if place + 1 < len(told) else ""
    if above.endswith((":", ";")) or (above and is_note(above)) or (below and is_note(below)):
        return False
    if not above or not below:
        return True
    goes_on = below[0].islower() or (below.isupper() and above.isupper())
    return goes_on and not above.endswith(_ENDS)
