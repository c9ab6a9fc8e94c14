"""Words that deny, and words that only look as if they did: British, Scots, Irish and typed."""

from models.inference.cues import Cues, cue
from models.inference.word_trees import tree

_NT = r"n(?:['\u2019]|)t"
_BEFORE_NT = """
do does did is are was were has have had would could should might must need ai ca wo sha
"""
_BEFORE_NAE = """
did was is could would have had has does do will wis were can wid cud hid should shoud
"""
NOT = (
    rf"(?:not|never|cannot|cannae|dinnae|\b{tree(_BEFORE_NT.split())}{_NT}|"
    rf"{tree(_BEFORE_NAE.split())}nae)"
)
"""A pattern of "didn't", "didnt", "didnae"; "dont" and "cant" without an apostrophe too."""

# What only looks like a denial: taken out before denials are looked for. No word needed here holds
# an "i", for which a pattern takes "\u0131" as well, and casefolding does not.
NO_DENIAL = Cues(
    (
        cue("only", r"\bnot\s+only\b"),
        cue("doubt", r"\bno\s+doubt\b|\bwithout\s+(?:a\s+|any\s+)?doubt\b"),
        cue(
            "sooner matter wonder problem worr than",
            r"\bno\s+(?:sooner|matter|wonder|problem|worries|later\s+than|less\s+than|"
            r"fewer\s+than|more\s+than)\b",
        ),
        cue("long far much least", r"\bnot\s+(?:long|far|much\s+later|least)\b"),
        cue(
            "unt",
            rf"\b{NOT}\s+(?:\w+\s+)?(?:realise|realize|notice|know|find\s+out|see|hear|get|feel|"
            r"stop|leave|wake|come|arrive|let\s+go)\b[^.;,]{0,40}?\buntil\b",
        ),
        cue("tate", rf"\b{NOT}\s+hesitate\b"),
        cue(
            "bel help stop stress",
            r"\b(?:could|can)(?:\s*not|n['\u2019]?t)\s+(?:believe|help\s+but|help\s+\w+ing|"
            r"stop\s+\w+ing|stress)\b",
        ),
        cue("but", r"\bnothing\s+but\b"),
        cue("not", r"\b(?:if|or|why)\s+not\b|\bnot\s+to\s+mention\b"),
        cue("never", r"\bnever\s+mind\b|\bnever\s+(?:ever\s+)?forget\b"),
        cue(
            "not",
            r"\b(?:told|asked|asking|warned|advised|begged|ordered|reminded|try|tried|trying|"
            r"wanted|decided|careful)\s+(?:\w+\s+)?not\s+to\b",
        ),
        cue(
            "?",
            rf"\b(?:is|was|did|do|does|has|have|are|were|would|could){_NT}\s+"
            r"(?:it|he|she|they|i|you|we)\s*\?",
        ),
        cue("no", r"\bno\.?\s*\d|\bnos?\.\s*\d"),
        cue("far long", r"\bnot\s+(?:\w+\s+)?(?:that|very)\s+(?:far|long)\b"),
        cue("yes", r"\byes\s+(?:or|and)\s+no\b"),
    )
)
NEGATED = Cues(
    (
        cue("not never nae nt n't n\u2019t", rf"\b{NOT}(?!\w)"),
        cue(
            "no nae nane neither without unable failed refused declined hardly barely",
            r"\b(?:nobody|no[\s-]one|naebody|none|nane|nothing|nowt|nought|nae|nowhere|neither|nor|"
            r"without|unable\s+to|failed\s+to|refused\s+to|declined\s+to|hardly|"
            r"barely\s+(?:any|ever))\b|\bno\s+(?!one\b)(?:[a-z][a-z'\u2019-]+)\b",
        ),
        cue("denie", r"\bdenie[sd]\b"),
        cue(
            "no naw nah",
            r"(?:^|[.!?]\s+)(?:q[.:].*\?\s*)?(?:a[.:]\s*)?(?:no|nope|naw|nah)\b\s*[.,!]",
        ),
    )
)
