"""The head of a statement that runs in a sentence: "I, NAME, of PLACE, a baker, will say"."""

import re
from collections.abc import Sequence

from worker.casefile import FormField
from worker.extract.forms import values
from worker.extract.forms.phrases import plain

_PART = r"[^\W\d_][\w'\u2019.-]*"
_NAME = (
    r"(?P<name>(?:(?:Mrs?|Ms|Miss|Dr|PC|DC|DS|PS|DI|Mx|PCSO)\.?\s+(?:\d+\s+)?)?"
    rf"{_PART}(?:\s+{_PART}){{1,5}})"
)
_OPENS = re.compile(
    rf"^\W*I,?\s+{_NAME}\s*(?:,|\(|(?=\s+(?:aged|of|will|state|say|make)\b))", re.UNICODE
)
_SAYS = re.compile(
    r"\b(?:will\s+(?:say|state)|(?:do\s+)?(?:hereby\s+)?(?:say|states?|declare|make\s+oath)|"
    r"wish\s+to\s+(?:say|state)|make\s+th(?:is|e\s+following)\s+statement|"
    r"says?\s+as\s+follows|aged|years\s+of\s+age|over\s+(?:18|eighteen))\b",
    re.IGNORECASE,
)
_AGE = re.compile(
    r"\b(?:aged?\s+(?P<a>over\s+(?:18|eighteen|21)|\d{1,3})|(?P<b>\d{1,3})\s+years?(?:\s+(?:old|of\s+age))|"
    r"(?P<c>over\s+(?:18|eighteen))(?:\s+years)?)",
    re.IGNORECASE,
)
_WORK = re.compile(
    r"(?:\bby\s+(?:occupation|profession)\s+an?\s+(?P<a>[^,.;()]{3,60}))"
    r"|(?:,\s*(?:an?\s+)?(?P<b>[^,.;()\d]{3,60}?)\s+by\s+(?:occupation|profession|trade))"
    r"|(?:\b(?:employed|working)\s+as\s+an?\s+(?P<c>[^,.;()]{3,60}))"
    r"|(?:,\s*(?:and\s+)?an?\s+(?P<d>[^,.;()\d]{3,60})(?=,|\s+will\b|\s+state\b))"
    r"|(?:,\s*occupation:?\s+(?P<e>[^,.;()]{3,60}))",
    re.IGNORECASE,
)
_MADE = re.compile(r"\b(?:made|given|dated)\s+(?:this|on|the)\b", re.IGNORECASE)
_LONGEST = 420


def names_witness(line: str) -> bool:
    """Whether a line opens as such a sentence does."""
    if not line.lstrip("\"'( 1.").startswith(("I ", "I,")):
        return False
    found = _OPENS.match(plain(line))
    return (
        found is not None
        and _is_shown(found["name"])
        and bool(_SAYS.search(line) or found[0].rstrip().endswith(","))
    )


def _is_shown(name: str) -> bool:
    """Whether every word of a name has a capital, particles aside."""
    words = [w for w in name.split() if w not in {"de", "van", "von", "bin", "al", "ap", "da"}]
    return len(words) > 1 and all(word[:1].isupper() or word[:1].isdigit() for word in words)


def fields(text: str, spans: Sequence[tuple[int, int]]) -> list[FormField]:
    """Return the fields in the first such sentence of ``spans`` of ``text``."""
    read = plain(text)
    for start, end in spans:
        found = _OPENS.match(read[start : min(end, start + _LONGEST)])
        if not found or not _is_shown(found["name"]):
            continue
        stop = _stop(read, start, min(end, start + _LONGEST))
        if not _SAYS.search(read, start, stop):
            continue
        name = (start + found.start("name"), start + found.end("name"))
        shown = {"statement_of": name}
        for key, pattern in (("age", _AGE), ("occupation", _WORK)):
            match = pattern.search(read, name[1], stop)
            if match:
                group = next(g for g in "abcde" if match.groupdict().get(g))
                shown[key] = match.span(group)
        made = _MADE.search(read, name[1], stop)
        day = values.date_in(read[made.end() : stop]) if made else None
        if made and day:
            shown["dated"] = (made.end() + day.start(), made.end() + day.end())
        return [
            FormField(
                name=key,
                value=values.normalised(key, " ".join(text[a:b].split())),
                start=a,
                end=b,
            )
            for key, (a, b) in shown.items()
        ]
    return []


def _stop(text: str, start: int, end: int) -> int:
    """Return where the sentence ends: at "will say" and the like, or at a full stop."""
    says = re.compile(
        r"\b(?:will\s+say|will\s+state|say|states?|as\s+follows)\b\s*:?|\.\s", re.IGNORECASE
    ).search(text, start + 3, end)
    return says.end() if says else end
