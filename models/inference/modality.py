"""How a sentence knows what it says: stated, reported, negated or uncertain, from its cues.

Where several cues meet, hearsay comes before doubt and doubt before denial: the reader must not
miss the weaker ground of a claim. What others say inside quotation marks is reported as a whole;
what stands in the quotation decides nothing else.
"""

from models.inference.modality_cues import (
    DECLARATION,
    NEGATED,
    NO_DENIAL,
    REPORTED,
    SPEECH,
    UNCERTAIN,
)
from models.inference.quotations import quotations
from models.inference.results import Modality

# A shorter quotation is a name or a cry, no claim.
_FEWEST_QUOTED = 3


def modality(sentence: str) -> Modality:
    """Return the modality of one sentence."""
    straight = " ".join(sentence.split())
    if DECLARATION.found(straight):
        return "stated"
    quoted = quotations(straight, 0, len(straight))
    plain = _without(straight, quoted)
    longest = max((len(straight[left:right].split()) for left, right in quoted), default=0)
    if REPORTED.found(plain) or (longest >= _FEWEST_QUOTED and _others_speak(plain)):
        return "reported"
    if UNCERTAIN.found(plain):
        return "uncertain"
    if NEGATED.found(plain) and NEGATED.found(NO_DENIAL.sub(" ", plain)):
        return "negated"
    return "stated"


def _without(text: str, quoted: list[tuple[int, int]]) -> str:
    """Return the text with empty quotations."""
    parts, last = [], 0
    for left, right in quoted:
        parts += [text[last:left], '""']
        last = right + 1
    return "".join([*parts, text[last:]])


def _others_speak(plain: str) -> bool:
    """Whether the quotations are somebody else's words, or nobody is said to speak them."""
    spoken = [match["who"] for match in SPEECH.finditer(plain)]
    return not plain.strip(" \".,!?'\u2018\u2019“”") or any(who is None for who in spoken)
