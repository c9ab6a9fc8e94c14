"""How a sentence knows what it says: stated, reported, negated or uncertain, from its cues.

Where several cues meet, hearsay comes before doubt and doubt before denial: the reader must not
miss the weaker ground of a claim. What others say inside quotation marks is reported as a whole;
what stands in the quotation decides nothing else.
"""

from collections.abc import Sequence

from models.inference.cues import Reader, Writing
from models.inference.denial_cues import NEGATED, NO_DENIAL
from models.inference.modality_cues import DECLARATION, REPORTED, SPEECH, UNCERTAIN
from models.inference.quotations import quotations
from models.inference.results import Modality, Span

# A shorter quotation is a name or a cry, no claim.
_FEWEST_QUOTED = 3
_READER = Reader(DECLARATION, REPORTED, UNCERTAIN, NEGATED, NO_DENIAL)


def modality(sentence: str) -> Modality:
    """Return the modality of one sentence."""
    straight = " ".join(sentence.split())
    writing = _READER.read(straight)
    if DECLARATION.stand_in(writing):
        return "stated"
    quoted = quotations(straight, 0, len(straight))
    longest = 0
    if quoted:
        longest = max(len(straight[left:right].split()) for left, right in quoted)
        whole = [(left, right + 1) for left, right in quoted]
        writing = _READER.read(_without(straight, whole, '""'))
    if REPORTED.stand_in(writing) or (longest >= _FEWEST_QUOTED and _others_speak(writing.text)):
        return "reported"
    if UNCERTAIN.stand_in(writing):
        return "uncertain"
    if _denies(writing):
        return "negated"
    return "stated"


def _denies(writing: Writing) -> bool:
    """Whether a denial stands there beside what only looks like one."""
    if not NEGATED.stand_in(writing):
        return False
    if not NO_DENIAL.stand_in(writing):
        return True
    alike = [match.span() for match in NO_DENIAL.finditer(writing.text)]
    return NEGATED.found(_without(writing.text, alike, " "))


def _without(text: str, spans: Sequence[Span], instead: str) -> str:
    """Return the text with something else for each of the spans."""
    parts, last = [], 0
    for start, end in spans:
        parts += [text[last:start], instead]
        last = end
    return "".join([*parts, text[last:]])


def _others_speak(plain: str) -> bool:
    """Whether the quotations are somebody else's words, or nobody is said to speak them."""
    spoken = [match["who"] for match in SPEECH.finditer(plain)]
    return not plain.strip(" \".,!?'\u2018\u2019“”") or any(who is None for who in spoken)
