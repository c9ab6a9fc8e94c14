"""Exhibits: each reference with the words that say what it is, and who produced it.

All mentions of one reference are one item. The words are quoted from the sentence that names it; a
sentence that only says "this" brings the one before it along.
"""

import re

from models.inference.results import Span
from worker.digest.exhibit_producers import PRODUCES, producers
from worker.digest.exhibit_things import says_nothing, thing
from worker.digest.lexicon.patterns import cue
from worker.digest.quoting import quote
from worker.digest.telling import Cue, Telling
from worker.record import DigestItem, DigestPart, RecordMention

_EXHIBITS = frozenset({"EXHIBIT_REF"})
_NEXT = 20
_REACH = 200
"""Characters before or after a reference within which the words for it are looked for."""
_LIST = 1000
"""Characters that a row of references which share their words may take."""

# Words before a reference that lead to it and say nothing of the thing.
_LEADS = re.compile(
    rf"(?<!\w)(?:(?:,|\(|-|:)?\s*(?:\b(?:which|that|and|who|whom|these|those|all\s+of\s+which|"
    rf"both\s+of\s+which)\s+)?(?:\b(?:I|we|he|she|they)\s+(?:\w+\s+){{0,2}}?)?"
    rf"(?:\b(?:thats|that's|its|until|where|can|will|now|also|have|has|had|is|was|are|were|been|"
    rf"be|being|since|later|then|subsequently|it's|here)\s+)*"
    rf"(?:\b{PRODUCES}\s+(?:(?:it|this|them|these|both|here|in\s+evidence|by\s+me|on\s+\w+|"
    rf"now)\s+)*)?"
    rf"(?:\b(?:as|is|was|are|were|now|called|my|our|his|her|their|under|with|and|the|by|number|known|given|"
    rf"being|label(?:led)?|marked|produced|"
    rf"police|exhibit(?:s|ed)?|item|ref(?:erence)?|no|identification|mark|ID)[\s:.,(#-]*+)*)$",
    re.IGNORECASE,
)
# Where the words for a thing begin: behind these.
_BEGINS = re.compile(
    rf"(?:(?:[;:.!?](?!\d)|\()\s*|,?\s+(?:and|then|but|also)\s+(?=(?:a|an|the|my|his|her|two|three|one|some|"
    rf"its|their|our)\b)|"
    rf"\b(?:I|we|he|she|they)\s+(?:(?:now|also|then|have|had|can|will|later|since|subsequently|"
    rf"did|\w+ed\s+and|would|further)\s+)*"
    rf"(?:{PRODUCES}|found|took|gave|made|handed|retained|kept|collected|downloaded|obtained|"
    rf"received|removed|cut|swabbed|photographed|put|have|had|"
    rf"saw|examined|wrote|drew|printed|copied|got|picked\s+up|located|discovered|viewed|possess|"
    rf"used|recorded|showed|bagged|placed|packaged)\s+(?:(?:him|her|them|from\s+\w+|up|out|"
    rf"to\s+\w+|possession\s+of|custody\s+of)\s+)?|"
    rf"\b(?:I|we|he|she|they)\s+(?:was|were|have\s+been|had\s+been)\s+(?:then\s+|also\s+|now\s+)*"
    rf"(?:shown|given|handed|sent|passed|provided\s+with)\s+|"
    rf"\b(?:handed|gave|passed|showed|sent|delivered|brought)\s+(?:over\s+)?(?:to\s+)?"
    rf"(?:me|us|him|her|them)\s+(?:(?:in\s+person|back|over|also|then)\s+)*"
    rf"(?=(?:a|an|the|two|three|some|his|her|their)\b)|"
    rf"\b{PRODUCES}\s+(?:(?:from|by)\s+[^,;]{{1,40}},?\s+)?(?=(?:a|an|the|my|his|her|two|three|"
    rf"one|some|its|their|our|this)\b))",
    re.IGNORECASE,
)
_SEAL = re.compile(
    r"[\s,(]*\b(?:(?:and|with|under|in|into|bearing|evidence|police|bag|sealed)\s+)*"
    r"(?:seal(?:ed)?|bag|tag)(?:\s+(?:bag|tag))?\s*(?:numbers?|nos?|ref(?:erence)?)?[\s.:]*"
    r"[A-Z]{0,4}\d{3,}\b[\s,)]*(?:and\s*)?\Z",
    re.IGNORECASE,
)
_PACKED = re.compile(
    r"\s+(?:in|into|inside)\s+(?:a|an|the|my)\s+(?:[\w-]+\s+){0,3}"
    r"(?:bags?|tubes?|envelopes?|box|boxes|containers?)\Z",
    re.IGNORECASE,
)
_ANY_THING = re.compile(
    r"(?:a|an|the|this|my)\s+(?:documents?|items?|objects?|articles?|things?|files?|exhibits?)",
    re.IGNORECASE,
)
_AND_A = re.compile(r",?\s+and\b", re.IGNORECASE)
_BARE_WORD = re.compile(rf"(?:{PRODUCES})(?:\s+and)?", re.IGNORECASE)
_PRONOUN = re.compile(
    r"(?:this|it|these|them|those|that|both|which|the\s+same|all\s+of\s+(?:this|these|it)|one|he|"
    r"she|I|all)(?:\s+(?:is|was|are|were|now|here|also))*",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\s*(?:\)\s*)?(?:,\s*(?:(?:which|that)\s+(?:is|was|are|were|shows?|contains?)\s+|being\s+)?|"
    r"\s+(?:is|was|are|were|shows?|contains?|being)\s+|"
    r"\s*[:=-]\s+|\s*\(\s*|\s+(?=a\s|an\s|the\s|my\s))(?P<what>(?:a|an|the|my|his|her|two|three|"
    r"four|our|their|some|one|\d+|[\u00a3$]\d[\d,]*(?:\.\d\d)?)\s+[^,;.()]{2,90})",
    re.IGNORECASE,
)
_LISTED = re.compile(r"\s+(?P<what>[a-z][^.;()\n]{3,110})")
# "SB/1, account opening form; SB/2, statements": each opens an entry, and what it is follows.
_ENTRY_OPENS = re.compile(
    r"(?:\A|[;:.])\s*(?:(?:and|also|the\s+(?:items?|exhibits?|specimens?|documents?)|they|these|"
    r"exhibits?|items?|are|were|is|was|as\s+follows|namely|\(?[a-z\d]{1,3}[.)])[\s:,]*)*\Z",
    re.IGNORECASE,
)
_ENTRY = re.compile(r"\s*(?:[,:=-]|\s(?:is|was|being)\s)?\s*(?P<what>[^;\n]{3,120})")
# "AM/4, £340 in cash": a thing right behind.
_APPOSED = re.compile(
    r"\s*,\s*(?:a|an|the|my|his|her|two|three|four|some|one|\d+|[\u00a3$]\d\S*)\s", re.IGNORECASE
)
_OF_ANOTHER = re.compile(
    r"\b(?:of|on|in|from|to|with|for)\s+(?:(?:my|the)\s+)?(?:exhibit\s+)?\Z", re.IGNORECASE
)
_JOINED = re.compile(r"\s*(?:,|,?\s*and|&|to|until|-|or)\s*(?:exhibits?\s+)?", re.IGNORECASE)
_VERB_FIRST = re.compile(
    r"(?:(?:is|was|are|were)\b(?!\s+(?:a|an|the|my|his|her|their|two|three|four|\d+)\b)|(?:took|had|has|have|shows?|showed|contains?|contained|gives?|gave|went|came|"
    r"would|could|will|can|did|does|matche[sd]|match|measure[sd]|bears?|bore|needs?|which|who|that|"
    r"and|or|to|in|on|of|from|with|at|by|for|as|well|then)\b)",
    re.IGNORECASE,
)
# "FG/5 is a swab, and FG/6 shows the yard": what stands before the second is about the first.
_SAYS = re.compile(
    r"\s+(?:is|was|are|were|shows?|showed|contains?|contained|has|had|gives?|gave|bears?|bore|"
    r"depicts?|depicted|records?|recorded|came|lay|matche[sd])\b",
    re.IGNORECASE,
)
_OPENS_CLAUSE = re.compile(
    r"(?:[,;]|\b(?:and|but|while|whereas))\s*(?:exhibit\s+)?\Z", re.IGNORECASE
)
_JOINT = re.compile(r"[\s,;]*\b(?:and|&)\s*\Z")
_ROW_JOINT = re.compile(r"[\s,;]*\b(?:and|&)\Z")
_EDGE = re.compile(
    r"[\s,;:()-]*(?:(?:and|then|of|also|in|which|that|was|is|(?:it|this|them)\s+(?:on)?to)\s+)?"
    r"[\s,;:(]*"
)
_IS = re.compile(r"\s+(?:is|was|are|were)\s", re.IGNORECASE)
_BARE_VERB = re.compile(
    rf"(?:I|we|he|she|they)\s+(?:(?:now|also|hereby|then|can)\s+)*{PRODUCES}", re.IGNORECASE
)
_SOMETHING = cue(r"(?!(?:exhibits?|and|the|a|an|of|as|my|see|also|is|was)\b)[A-Za-z][\w'-]{2,}")


def of(telling: Telling) -> tuple[DigestItem, ...]:
    """Return the exhibits in the order of their first mention."""
    groups: dict[str, list[RecordMention]] = {}
    for mention in telling.mentions:
        if mention.label in _EXHIBITS:
            groups.setdefault(_reference(mention), []).append(mention)
    first: dict[int, bool] = {}
    return tuple(_item(telling, group, first) for group in groups.values())


def _reference(mention: RecordMention) -> str:
    written = (mention.value or {}).get("canonical", mention.quote)
    return "".join(written.upper().split())


def _item(telling: Telling, group: list[RecordMention], first: dict[int, bool]) -> DigestItem:
    parts: list[DigestPart] = []
    for mention in group:
        known = {(part.kind, " ".join(part.quote.casefold().split())) for part in parts}
        parts += [
            part
            for part in _parts(telling, mention, first)
            if (part.kind, " ".join(part.quote.casefold().split())) not in known
        ]
    if any(part.kind == "what" for part in parts):
        # What one sentence says outright no other needs to be quoted for in full.
        parts = [part for part in parts if part.kind not in {"told", "before"}]
    named = group[0]
    return DigestItem(
        mention_ids=tuple(mention.id for mention in group),
        modality="stated",
        parts=tuple(parts),
        **quote(telling.document, named.start, named.end),
    )


def _parts(telling: Telling, mention: RecordMention, first: dict[int, bool]) -> list[DigestPart]:
    number = telling.sentence_at(mention.start)
    if number is None:
        return []
    sentence = telling.sentences[number]
    if number not in first:
        first[number] = _stand_first(telling, sentence.start, sentence.end)
    what = _what(telling, (sentence.start, sentence.end), mention, first=first[number])
    cues = [Cue("what", *what)] if what else []
    plain = telling.plain
    if what is None or _PRONOUN.fullmatch(plain, *what) or says_nothing(plain, *what):
        cues = [Cue("told", sentence.start, sentence.end)]
        if number:
            before = telling.sentences[number - 1]
            cues.insert(0, Cue("before", before.start, before.end))
    cues += producers(telling, sentence.start, sentence.end, mention)
    return [telling.part(cue) for cue in cues]


def _what(telling: Telling, within: Span, mention: RecordMention, *, first: bool) -> Span | None:
    """Return the words of a sentence that say what the exhibit is, None where none do.

    ``first`` says whether each reference of the sentence stands before what it is.
    """
    start, end = within
    entry = _entry(telling, start, end, mention)
    if entry:
        return entry
    if first:
        return _behind(telling, end, mention, alone=False)
    before = _before(telling, start, mention)
    if before and _ANY_THING.fullmatch(telling.plain, *before):
        # "The document marked TB/1 is the contract": what it is stands behind.
        return _behind(telling, end, mention) or before
    return before or _behind(telling, end, mention) or _row(telling, start, end, mention)


def _entry(telling: Telling, start: int, end: int, mention: RecordMention) -> Span | None:
    """Return what stands behind a reference that opens an entry of a list parted by semicolons."""
    plain = telling.plain
    left, right = max(start, mention.start - _LIST), min(end, mention.end + _LIST)
    if ";" not in plain[left:right] or len(telling.inside(left, right, _EXHIBITS)) < 2:
        return None
    if not _ENTRY_OPENS.search(plain[max(start, mention.start - _REACH) : mention.start]):
        return None
    found = _ENTRY.match(plain, mention.end, min(end, mention.end + _REACH))
    if found is None or telling.inside(mention.end, found.end(), _EXHIBITS):
        return None
    left, right = found.span("what")
    while right > left and plain[right - 1] in " .,":
        right -= 1
    return _phrase(plain, left, right)


def _before(telling: Telling, start: int, mention: RecordMention) -> Span | None:
    earlier = telling.inside(max(start, mention.start - _LIST), mention.start, _EXHIBITS)
    while earlier and _JOINED.fullmatch(telling.plain, earlier[-1].end, mention.start):
        # "Two photographs, TRM/1 and TRM/2": what is said of the first is said of both.
        mention = earlier.pop()
    if earlier and _about_the_first(telling.plain, earlier[-1], mention):
        return None
    left = max(start, mention.start - _REACH, earlier[-1].end if earlier else start)
    lead = _LEADS.search(telling.plain[left : mention.start])
    right = left + lead.start() if lead else mention.start
    sealed = _SEAL.search(telling.plain[left:right])
    if sealed:
        right = left + sealed.start()
        packed = _PACKED.search(telling.plain[left:right])
        right = left + packed.start() if packed else right
    left = _begins(telling, left, right, mention)
    phrase = _phrase(telling.plain, left, right)
    if phrase and _BARE_WORD.fullmatch(telling.plain, *phrase):
        return None
    phrase = thing(telling, phrase)
    # "I produce, marked FA/1, the phone": who produces is not what is produced.
    return None if phrase and _BARE_VERB.fullmatch(telling.plain, *phrase) else phrase


def _about_the_first(plain: str, first: RecordMention, second: RecordMention) -> bool:
    """Whether what stands between two references is told of the first alone."""
    if all(_IS.match(plain, one.end) for one in (first, second)):
        return True
    if not all(_SAYS.match(plain, one.end) for one in (first, second)):
        return False
    return _OPENS_CLAUSE.search(plain, first.end, second.start) is not None


def _begins(telling: Telling, left: int, right: int, mention: RecordMention) -> int:
    """Return where the words for a thing begin between two places."""
    follows = telling.inside(mention.end, mention.end + _NEXT, _EXHIBITS)
    shared = bool(follows) and _JOINED.fullmatch(telling.plain, mention.end, follows[0].start)
    for found in _BEGINS.finditer(telling.plain, left, right):
        if found[0].startswith("(") and ")" in telling.plain[found.end() : right]:
            continue
        if shared and _AND_A.match(found[0]) and not _IS.search(telling.plain, left, found.start()):
            # "Two ampoules and a syringe, GI/1 and GI/2": all of it is shared between them.
            continue
        left = found.end()
    return left


def _stand_first(telling: Telling, start: int, end: int) -> bool:
    """Whether each of a sentence's references stands before what it is.

    "I received AM/4, £340 in cash, and AM/5, a bag": nothing but a verb leads to the first of them.
    """
    several = telling.inside(start, end, _EXHIBITS)
    if len(several) < 2 or _before(telling, start, several[0]):
        return False
    return all(_APPOSED.match(telling.plain, each.end, end) for each in several)


def _behind(
    telling: Telling, end: int, mention: RecordMention, *, alone: bool = True
) -> Span | None:
    """Return what stands behind a reference; ``alone`` where no other may follow close by."""
    plain = telling.plain
    end = min(end, mention.end + _REACH)
    others = telling.inside(mention.end, end, _EXHIBITS)
    found = _AFTER.match(plain, mention.end, end if alone or not others else others[0].start)
    if found is None:
        return None
    if alone and telling.inside(mention.end, found.end() + _NEXT, _EXHIBITS):
        # The words belong to the reference behind them.
        return None
    left, right = found.span("what")
    led_by = plain[mention.end : left].strip()
    if (not led_by or led_by.isalpha()) and _OF_ANOTHER.search(
        plain[max(0, mention.start - _NEXT) : mention.start]
    ):
        # "The history of TKB/4 contains a visit": that is not what TKB/4 is.
        return None
    verb = None if led_by else _IS.search(plain, left, right)
    right = verb.start() if verb else right
    joint = _JOINT.search(plain[left:right])
    return _phrase(plain, left, left + joint.start() if joint else right)


def _row(telling: Telling, start: int, end: int, mention: RecordMention) -> Span | None:
    """Return what stands behind a reference that opens a row of a list."""
    if telling.plain[start : mention.start].strip(" -*\u2022.0123456789"):
        return None
    end = min(end, mention.end + _REACH)
    others = telling.inside(mention.end, end, _EXHIBITS)
    found = _LISTED.match(telling.plain, mention.end, others[0].start if others else end)
    if found is None or _VERB_FIRST.match(found["what"]):
        return None
    phrase = _phrase(telling.plain, *found.span("what"))
    if phrase and others:
        # The words that lead to the next reference are not about this one.
        joint = _ROW_JOINT.search(telling.plain[slice(*phrase)])
        phrase = _phrase(telling.plain, phrase[0], phrase[0] + joint.start()) if joint else phrase
    return phrase


def _phrase(plain: str, left: int, right: int) -> Span | None:
    """Return a span without blanks, commas and joints at its edges; None where no word is left."""
    opening = _EDGE.match(plain, left, right)
    left = opening.end() if opening else left
    while right > left and plain[right - 1] in " ,;:(-":
        right -= 1
    if right <= left or not _SOMETHING.search(plain, left, right):
        return (left, right) if right > left and _PRONOUN.fullmatch(plain, left, right) else None
    return left, right
