"""Compounds that bear a weapon's word and are never one: a chain of custody, a sketch plan.

A closed list, and only where the compound ends there. What can be swung, thrown or drunk from is
none of it: whatever else the model calls a weapon stays one.
"""

import re

_NEVER = re.compile(
    r"(?:(?:sketch|floor|site|street)[ -](?:plans?|maps?)|plans?|sketch(?:es)?|"
    r"gun[ -]?metal|needle[ -](?:decompression|thoracostomy|biopsy|aspiration|exchange|phobia)|"
    r"chains? of (?:custody|command|events|evidence)|(?:knife|gun)[ -]crime|"
    r"(?:gun|rifle)[ -](?:clubs?|ranges?)|sword[ -]danc(?:es?|ing)|shoulder[ -]blades?|"
    r"brick[ -]?(?:walls?|work)|bow[ -]ties?)"
    r"(?:(?=\s*(?:[.,;)]|$))|(?=\s+(?:of|is|are|was|were)\b))"
    r"|gun[ -]?metal[ -](?:gr[ea]y|colou?r(?:ed)?)\b"
    r"|wheel[ -]clamps?(?= on (?:my|his|her|our|their|the|a) (?:car|van|vehicle|wheel)\b)"
    r"|(?:wheel[ -])?clamped (?:car|van|vehicle)s?\b",
    re.IGNORECASE,
)


def is_no_weapon(text: str, start: int, end: int) -> bool:
    """Whether a mention is such a compound, or opens one whose rest stands right behind it."""
    found = _NEVER.match(text, start)
    return found is not None and end <= found.end()
