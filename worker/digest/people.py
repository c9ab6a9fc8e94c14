"""People: every name, and the words that say who somebody was and what they did or suffered.

A clause is quoted where the sentence states it, and the whole sentence where it does not: a hedge
is never cut away from its claim. Pronouns are not resolved and names are not merged.
"""

import re

from models.inference.modality_cues import SPEECH
from models.inference.results import Span
from worker.digest.births import born
from worker.digest.lexicon import roles
from worker.digest.quoting import quote
from worker.digest.standing import own_standing
from worker.digest.telling import Cue, Telling
from worker.digest.things import named_alike
from worker.record import DigestItem, DigestPart, RecordMention

_PERSONS = frozenset({"PERSON"})
_ACTS = frozenset({"did", "undergone"})
_REACH = 90
"""Characters before or after a name within which a role is looked for."""
_OPENS = re.compile(
    r"\b(?:my|our|his|her|their|the|a|an|one\s+of\s+(?:my|our|the|his|her|their)|another|"
    r"[A-Za-z][\w-]+'s?)\s",
    re.IGNORECASE,
)
_TO_THE_NAME = re.compile(
    r"\s*(?:,|\(|:|-)?\s*(?:of\s+mine\s*,?\s*)?(?:who\s+(?:is|was)\s+)?(?:(?:is|was|"
    r"being)\s+)?(?:called|named|by\s+the\s+name\s+of|known\s+as|whose\s+name\s+is)?\s*",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"\s*(?:,|\(|-)\s*(?P<role>(?:who\s+(?:is|was|'s|works?|worked|runs|owns|"
    r"lives)\s+[^,;.()]{2,70}|"
    r"(?:my|our|his|her|their|the|a|an|one\s+of|another|also|both)\s+[^,;.()]{2,70}))",
    re.IGNORECASE,
)
_IS = re.compile(
    r"\s+(?:is|was|are|were|has\s+been|had\s+been|works\s+as|worked\s+as|being)\s+(?P<role>(?:my|"
    r"our|his|her|their|the|a|an|one\s+of|in\s+charge)\s+"
    r"[^,;.()]{2,60})",
    re.IGNORECASE,
)
_PLAIN_ROLE = re.compile(rf"\s*,\s*(?P<role>{roles.ROLES})(?=\s*[,.;)])", re.IGNORECASE)
# A role ends where the sentence goes on to say what happened.
_ENDS = re.compile(
    r"\s+(?:and|who|which|but|when|while|because|that|had|has|was|were|came|went|said|took|told|"
    r"gave|walked|ran|got|made|put|called|"
    r"rang|saw|let|stood|started|began|then|with\s+(?:me|us)|to\s+(?:say|tell|ask|get))\b",
    re.IGNORECASE,
)
_SAYS_WHO = re.compile(
    r"\s*(?:,\s*who\s+|,\s*(?:[^,]{2,60}),\s*(?:who\s+)?|\s+who\s+|\s+also\s+|\s+then\s+|"
    r"\s+and\s+|\s+both\s+|\s+\w+ly\s+|\s*,\s*)?",
    re.IGNORECASE,
)
_VERB = re.compile(
    rf"\s*(?:(?:then|also|later|now|again|both|just|still|never|immediately|suddenly|quickly|"
    rf"never|always|first|had|\w+ly)\s+)*"
    rf"(?P<passive>{roles.PASSIVE})?(?P<verb>(?:{roles.DID}|(?!(?:aged|named|called|indeed|red|"
    rf"instead|need|unnamed|Ahmed|Mohamed)\b)[a-z]{{2,}}ed)\b)?",
    re.IGNORECASE,
)
_SPEAKS = re.compile(
    rf"(?:\s*,)?\s+(?:who\s+)?(?:(?:was|were|then|had|just|also|kept)\s+)*(?={SPEECH.pattern})",
    re.IGNORECASE,
)
_DONE_TO_ENDS = re.compile(
    rf"\b{roles.DONE_TO}\s+(?:at\s+|to\s+|on\s+|out\s+to\s+|over\s+)?$", re.IGNORECASE
)


def of(telling: Telling) -> tuple[DigestItem, ...]:
    """Return the people by name, in the order of their first mention."""
    named = [mention for mention in telling.mentions if mention.label in _PERSONS]
    return tuple(_item(telling, group) for group in named_alike(named))


def _item(telling: Telling, group: list[RecordMention]) -> DigestItem:
    parts: list[DigestPart] = []
    seen: set[tuple[str, str]] = set()
    for mention in group:
        for part in _parts(telling, mention):
            key = (part.kind, " ".join(part.quote.casefold().split()))
            if key not in seen:
                seen.add(key)
                parts.append(part)
    first = group[0]
    told = [part for part in parts if part.kind not in _ACTS]
    acts = [part for part in parts if part.kind in _ACTS]
    return DigestItem(
        mention_ids=tuple(mention.id for mention in group),
        modality="stated",
        parts=(*told, *acts),
        **quote(telling.document, first.start, first.end),
    )


def _parts(telling: Telling, mention: RecordMention) -> list[DigestPart]:
    """Return what one mention's sentence says of the person named."""
    rank = roles.RANK.match(telling.plain, mention.start, mention.end)
    cues = [Cue("role", *rank.span())] if rank and rank.end() < mention.end else []
    number = telling.sentence_at(mention.start)
    if number is None:
        return [telling.part(cue) for cue in cues]
    sentence = telling.sentences[number]
    cues += [Cue("role", *span) for span in _roles(telling, sentence.start, sentence.end, mention)]
    parts = [
        telling.part(cue, "stated" if cue.start == mention.start else sentence.modality)
        for cue in cues
    ]
    birth = born(telling, mention, sentence.end)
    if birth:
        value = (birth.value or {}).get("iso")
        parts.append(telling.part(Cue("date of birth", birth.start, birth.end, value)))
    act = _act(telling, number, mention)
    return [*parts, act] if act else parts


def _roles(telling: Telling, start: int, end: int, mention: RecordMention) -> list[Span]:
    """Return the words around a name that say who the person is."""
    plain, found = telling.plain, []
    right = min(end, mention.end + _REACH)
    for pattern in (_BEHIND, _IS, _PLAIN_ROLE):
        behind = pattern.match(plain, mention.end, right)
        if behind:
            span = _cut(plain, *behind.span("role"))
            if roles.ROLE.search(plain, *span):
                found.append(span)
                break
    left = max(start, mention.start - _REACH)
    others = telling.inside(left, mention.start, _PERSONS)
    left = others[-1].end if others else left
    before = _leading_role(plain[left : mention.start])
    if before:
        found.append((left + before[0], left + before[1]))
    return found


def _leading_role(before: str) -> Span | None:
    """Return the role that leads up to a name ("my line manager, ..."), None without one."""
    found = [*roles.ROLE.finditer(before)]
    if not found or not _TO_THE_NAME.fullmatch(before[found[-1].end() :]):
        return None
    last = found[-1]
    start = last.start()
    openings = [*_OPENS.finditer(before, max(0, start - 50), start)]
    if openings and not re.search(r"[,;:.()]", before[openings[-1].start() : start]):
        start = openings[-1].start()
    bare = start == last.start()
    if bare and not re.search(r"(?:^|[,.;(]\s*|\b(?:by|and|from|with|to|of)\s+)$", before[:start]):
        return None
    return start, last.end()


def _cut(plain: str, start: int, end: int) -> Span:
    ends = _ENDS.search(plain, start + 4, end)
    stop = ends.start() if ends else end
    while stop > start and plain[stop - 1] in " ,;-":
        stop -= 1
    return start, stop


def _act(telling: Telling, number: int, mention: RecordMention) -> DigestPart | None:
    """Return the clause that says what the person did, or what was done to them."""
    plain, sentence = telling.plain, telling.sentences[number]
    if telling.speech(number).meet(mention.start, mention.end):
        return None
    clause = telling.clause_at(number, mention.start)
    kind = _kind(plain, clause, mention)
    if kind is None:
        return None
    start, end = clause
    # What somebody said is reported, whatever else the sentence tells of them.
    speaks = _SPEAKS.match(telling.document.text, mention.end)
    stands = sentence.modality if speaks else own_standing(telling, number)
    if sentence.modality != "stated" or not start <= mention.start < end:
        start, end = sentence.start, sentence.end
    else:
        end = _to_the_verbs_clause(telling, number, mention, end)
        while end > start and plain[end - 1] in " ,;":
            end -= 1
    return telling.part(Cue(kind, start, end), stands)


def _to_the_verbs_clause(telling: Telling, number: int, mention: RecordMention, end: int) -> int:
    """Return the end of the clause that the verb stands in: "X, who ..." has it in the next."""
    if telling.plain[mention.end : end].strip(" ,"):
        return end
    following = telling.clause_at(number, min(end + 2, telling.sentences[number].end - 1))
    return max(end, following[1])


def _kind(plain: str, clause: Span, mention: RecordMention) -> str | None:
    before = plain[max(clause[0], mention.start - 40) : mention.start]
    if plain[mention.end : mention.end + 2].lower() == "'s":
        return None
    if _DONE_TO_ENDS.search(before):
        return "undergone"
    opening = _SAYS_WHO.match(plain, mention.end, mention.end + _REACH)
    for place in {opening.end() if opening else mention.end, mention.end}:
        verb = _VERB.match(plain, place, place + _REACH)
        if verb and verb["passive"]:
            return "undergone"
        if verb and verb["verb"]:
            return "did"
    if re.search(r"\bby\s+$", before, re.IGNORECASE):
        return "did"
    return None
