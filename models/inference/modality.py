"""How a sentence knows what it says: stated, reported, negated or uncertain, from its cues.

What stands inside quotation marks was heard by the witness, so it decides nothing. Where several
cues meet, hearsay comes before doubt and doubt before denial: the reader must not miss the weaker
ground of a claim.
"""

import re

from models.inference.results import Modality

_QUOTED = re.compile(r"\"[^\"]*\"|“[^”]*”")
_SPEAKER = r"(?:told|informed|advised|assured)"
_REPORTED = re.compile(
    rf"\b{_SPEAKER}\s+(?:me|us|my\s+\w+|the\s+(?:police|officer|officers|operator))\b(?!\s+to\b)|"
    rf"\b(?:was|were|am|been|being)\s+(?:also\s+|since\s+|later\s+)?{_SPEAKER}\b(?!\s+to\b)|"
    r"\b(?:said|says|stated|explained|mentioned|claimed|alleged|reckons|disclosed|replied)\s+"
    r"(?:to\s+(?:me|us)\s+)?(?:that\s+)?(?:he|she|they|it|there|his|her|their|someone|somebody|"
    r"the|this|that|(?-i:[A-Z][a-z]+))\b|"
    r"\b(?:according\s+to|apparently|allegedly|supposedly|reportedly)\b|"
    r"\bI\s+(?:have\s+since\s+|later\s+|since\s+|then\s+)?(?:heard|learned|learnt|understand|"
    r"understood|gather|gathered)\s+(?:from|that|he|she|they|it)\b|\bword\s+is\b",
    re.IGNORECASE,
)
_UNCERTAIN = re.compile(
    r"\b(?:I\s+(?:think|thought|believe|believed|guess|suppose|presume|presumed|assume|assumed|"
    r"suspect|reckon|imagine)|may\s+(?:well\s+)?have|might(?:\s+have)?|could\s+have\s+been|"
    r"could\s+be|may\s+be|must\s+have\s+been|possibly|probably|perhaps|maybe|presumably|"
    r"(?:not|\w*n['\u2019]t|never)\s+(?:be\s+)?(?:\w+\s+)?(?:sure|certain|positive|remember|recall)|unsure|"
    r"not\s+know\s+(?:if|whether)|don['\u2019]t\s+know\s+(?:if|whether|who|what|how)|can(?:no|['\u2019])t\s+say|"
    r"seem(?:s|ed)?|appear(?:s|ed)?\s+to|looked\s+(?:like|as\s+if|as\s+though)|looks\s+like|"
    r"as\s+if|I['\u2019]d\s+say|I\s+would\s+say|or\s+something\b|to\s+the\s+best\s+of\s+my)\b",
    re.IGNORECASE,
)
_NEGATED = re.compile(
    r"\b(?:(?:did|do|does|was|were|is|are|am|has|have|had|would|could|can|will|should)\s+not|"
    r"cannot|\w+n['\u2019]t|never|nobody|no\s+one|none\s+of|nothing|neither|nowhere|unable\s+to|"
    r"without\s+(?:my|his|her|any)|no\s+(?:sign|trace|injur\w+|idea|witness\w*|permission|reason))\b",
    re.IGNORECASE,
)


def modality(sentence: str) -> Modality:
    """Return the modality of one sentence."""
    plain = _QUOTED.sub(' "" ', sentence)
    if _REPORTED.search(plain):
        return "reported"
    if _UNCERTAIN.search(plain):
        return "uncertain"
    if _NEGATED.search(plain):
        return "negated"
    return "stated"
