"""Sentences that say nothing but how sure a claim beside them is, or where it comes from.

A claim and its hedge are shown together or not at all.
"""

import re
from collections.abc import Sequence

from models.inference.results import Span

_MOST_WORDS = 16
_OPENING = (
    r"\W*(?:(?:and|but|though|although|however|well|so|or|now|again|to\s+be\s+(?:honest|fair)|honestly|"
    r"at\s+least|then\s+again|mind\s+you|obviously|if\s+I['\u2019]m\s+honest)\b\W*)*"
)
_THAT = (
    r"(?:(?:of|about|on|for|to|with)\s+)?(?:(?:any|all|some|most|either)\s+of\s+)?(?:that|this|it|which|"
    r"(?:this|the)\s+(?:next\s+|following\s+)?(?:bit|part)|what\s+(?:follows|comes\s+next|I\s+saw)|"
    r"the\s+(?:exact\s+)?(?:order|details?|timings?|times?|dates?|colours?|numbers?|"
    r"spelling|sequence|height|age|make|model|last\s+(?:part|bit|letter|digit)))?"
)
_CAN = r"(?:can(?:\s*not|['\u2019]?t)|could(?:\s+not|n['\u2019]?t)|would(?:\s+not|n['\u2019]?t))"
_HOW = (
    r"(?:\s+(?:now|though|anyway|either|at\s+all|for\s+(?:sure|certain|definite)|exactly|mind|like|one\s+"
    r"hundred\s+per\s*cent|100%|entirely|completely|totally))*"
)
_SURE = (
    r"(?:\w+ly\s+|100%\s+|too\s+|so\s+|that\s+|a\s+hundred\s+per\s*cent\s+)?"
    r"(?:sure|certain|positive|confident|definite)"
)
_THINK = r"(?:think|believe|guess|suppose|presume|assume|reckon|imagine)"
_DID = (
    r"(?:so|not|that['\u2019]s\s+(?:right|what\s+(?:it|he|she|they)\s+(?:was|said|did))|(?:he|she|it|they|I|we|there)\s+"
    r"(?:did|was|were|had|is|are|does|has|would|could|did\s*n['\u2019]?t|was\s*n['\u2019]?t|might\s+have\s+been)|"
    r"(?:it|that|he|she|they)\s+(?:was|were)(?:\s+(?:him|her|them|then|that))?)"
)
_HEDGE = re.compile(
    # "At least" takes back what was said, whatever it says again.
    r"\W*(?:(?:well|or|but|so|and)\b\W+)?at\s+least\b[^.!?]{0,80}?\b(?:I\s+(?:think|thought|believe|believed|"
    r"assume|assumed)|seem(?:s|ed)|looked|I\s+(?:was|am|remember|recall)|told|as\s+far\s+as)\b[^.!?]{0,80}\W*|"
    rf"{_OPENING}(?:"
    rf"I\s*(?:am|['\u2019]m|was)\s+(?:still\s+)?not\s+{_SURE}{_HOW}\s*{_THAT}{_HOW}|"
    rf"I\s+{_CAN}\s+(?:really\s+|now\s+)?be\s+{_SURE}{_HOW}\s*{_THAT}{_HOW}|"
    rf"I\s+{_CAN}\s+(?:really\s+|now\s+)?(?:say|swear|tell|remember|recall)\s*{_THAT}{_HOW}|"
    rf"I\s+(?:do\s+not|don['\u2019]?t)\s+(?:really\s+)?(?:remember|recall|know)(?:\s+{_THAT})?{_HOW}|"
    r"(?:I|that)\s+(?:could|may|might)\s+(?:well\s+)?(?:be|have\s+been)\s+(?:wrong|mistaken|him|her|it|a\s+guess)"
    rf"\s*{_THAT}{_HOW}|"
    rf"I\s+{_THINK}(?:\s+{_DID})?{_HOW}|or\s+so\s+I\s+(?:thought|think|was\s+told|believe)|"
    r"(?:that|this|it)\s*(?:is|was|['\u2019]s)\s+(?:only\s+|just\s+)?(?:a\s+(?:rough\s+)?guess|an\s+(?:estimate|assumption)|"
    r"my\s+(?:best\s+)?(?:guess|estimate|impression|recollection|belief)|how\s+(?:I\s+remember\s+it|it\s+(?:looked|seemed))|"
    r"as\s+(?:near|close|much)\s+as\s+I\s+can\s+(?:say|get|remember|tell)|approximate|from\s+memory|hearsay)|"
    r"(?:as\s+far\s+as\s+I\s+(?:know|knew|can\s+(?:tell|say|remember|recall)|could\s+(?:tell|see)|remember|recall|am\s+aware)|"
    r"to\s+the\s+best\s+of\s+my\s+(?:recollection|knowledge|memory|belief)|if\s+I\s+remember\s+(?:rightly|right|correctly)|"
    r"if\s+(?:that\s+is|that['\u2019]s|I['\u2019]m|I\s+am|memory\s+serves)(?:\s+(?:right|not\s+mistaken|me))?|give\s+or\s+take|"
    r"(?:maybe|perhaps|possibly|probably|presumably)(?:\s+not)?|or\s+maybe\s+not|not\s+(?:that\s+)?(?:sure|certain)|"
    r"for\s+all\s+I\s+know|don['\u2019]?t\s+(?:quote|hold)\s+me\s+(?:on|to)\s+(?:that|it))|"
    r"I\s+(?:only\s+)?(?:got|had|caught)\s+(?:only\s+)?a\s+(?:glimpse|brief\s+look|quick\s+look|passing\s+glance)(?:\s+of\s+(?:it|him|her|them))?|"
    # Where it comes from.
    r"(?:that|this|it)\s*(?:is|was|['\u2019]s)\s+(?:only\s+|just\s+|all\s+)?(?:what|from\s+what)\s+(?:he|she|they|I|people|everyone|"
    r"(?-i:[A-Z])\w+)\s+(?:\w+\s+)?(?:told|said|says|say|heard|was|were|have|had|been|reckons?|claims?)(?:\s+(?:me|us|told|"
    r"afterwards|later|since|been\s+told|heard))*|"
    r"(?:he|she|they|(?-i:[A-Z])\w+)\s+told\s+(?:me|us)\s+(?:that|this|so|it|all\s+this|all\s+that)(?:\s+(?:later|afterwards|after|"
    r"himself|herself|the\s+next\s+day))*|I\s+did\s*(?:not|n['\u2019]?t)\s+(?:see|hear|witness)\s+(?:that|this|it|any\s+of\s+(?:that|this|it))"
    r"\s+(?:myself|for\s+myself|with\s+my\s+own\s+eyes)|I\s+was\s+told\s+(?:that|this|so)(?:\s+(?:later|afterwards|after))?"
    r")\W*",
    re.IGNORECASE,
)
_FOLLOWS = re.compile(
    r"\b(?:the\s+)?(?:following|what\s+follows|next\s+(?:bit|part|thing)|this\s+(?:next\s+)?(?:bit|part))\b|"
    r":\W*$",
    re.IGNORECASE,
)


def is_hedge(sentence: str) -> bool:
    """Whether a sentence says only how sure, or whence, the claim beside it is."""
    runs = sentence.split()
    return len(runs) <= _MOST_WORDS and _HEDGE.fullmatch(" ".join(runs)) is not None


def among(text: str, sentences: Sequence[Span]) -> list[int]:
    """Return which of the sentences are hedges, in order."""
    return [number for number, (start, end) in enumerate(sentences) if is_hedge(text[start:end])]


def partners(
    text: str, sentences: Sequence[Span], hedging: Sequence[int] | None = None
) -> dict[int, set[int]]:
    """Return which sentences are to be kept together, each with its hedges and claims.

    A hedge belongs to the sentence before it, or to the one after it where it says so or where the
    account or a paragraph begins with it.

    Args:
        text: the passage's text.
        sentences: the narrative's sentences in order.
        hedging: which of them are hedges, where that is known.
    """
    together: dict[int, set[int]] = {}
    for number in among(text, sentences) if hedging is None else hedging:
        start, end = sentences[number]
        last = number == len(sentences) - 1
        opens = number == 0 or "\n\n" in text[sentences[number - 1][1] : start]
        follows = _FOLLOWS.search(text, start, end) is not None
        claim = number + 1 if (opens or follows) and not last else number - 1
        if claim >= 0:
            group = together.get(claim, {claim}) | together.get(number, {number})
            for one in group:
                together[one] = group
    return together
