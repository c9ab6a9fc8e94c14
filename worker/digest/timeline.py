"""The timeline: the sentences that say when, in the order they are told, with what fixes each time.

Nothing is put in another order. An item's ``order`` is its place among those whose whole date and
time (or, on a day of its own, whose date) stand in the sentence itself; the others have none.
"""

import re
from dataclasses import replace

from models.inference.heads import heads_of_messages
from models.inference.results import Modality
from worker.digest.births import of_birth
from worker.digest.lexicon.patterns import Phrases
from worker.digest.standing import own_standing
from worker.digest.stretches import Stretches
from worker.digest.telling import Cue, Telling, apart
from worker.record import DigestItem, RecordMention

_TIMES = frozenset({"DATE", "TIME"})
_REFERENCES = frozenset({"CRIME_REF"})
_COUNT = (
    r"(?:(?:about|around|approximately|roughly|maybe|perhaps|some|just|only|at\s+least|over|"
    r"under|less\s+than|"
    r"more\s+than|nearly|almost|no\s+more\s+than|another|within)\s+)*(?:a\s+(?:few|couple\s+of|"
    r"good|matter\s+of)|an?|one|two|three|four|five|six|seven|eight|"
    r"nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|forty-five|fifty|sixty|ninety|several|"
    r"many|some|half\s+an?|a\s+half|"
    r"\d{1,3})(?:\s+(?:or|to)\s+(?:so|\w+))?"
)
_UNIT = (
    r"(?:seconds?|secs?|minutes?|mins?|moments?|hours?|hrs?|days?|nights?|weeks?|fortnight|months?|"
    r"years?)"
)
RELATIVE = Phrases(
    rf"{_COUNT}\s+{_UNIT}(?:\s+or\s+(?:so|two))?\s+(?:later|after(?:wards)?|before(?:hand)?|"
    rf"earlier|ago|previously|prior)"
    rf"|within\s+(?:a\s+)?(?:{_COUNT}\s+)?(?:{_UNIT})(?:\s+of)?|(?:after|"
    rf"in)\s+(?:about\s+)?{_COUNT}\s+{_UNIT}(?=\s*[,;])"
    r"|(?:the\s+)?(?:next|following|same|previous|preceding|very\s+next)\s+(?:day|morning|"
    r"afternoon|evening|night|week|month|weekend|year)"
    r"|the\s+(?:day|night|morning|evening|week|month|year|weekend)\s+(?:before|after|afterwards|"
    r"following)"
    r"|(?:later\s+)?(?:that|this)\s+(?:same\s+)?(?:day|morning|afternoon|evening|"
    r"night)(?=\s*[,.;]|\s+(?:I|he|she|we|they|at|when|my|the|in)\b)"
    r"|later\s+(?:on\s+)?(?:that|the\s+same|in\s+the)\s+(?:day|morning|afternoon|evening|night|"
    r"week)|earlier\s+(?:that|the\s+same|in\s+the)\s+(?:day|morning|afternoon|evening|night|week)"
    r"|yesterday|last\s+(?:night|week|month|year|summer|winter|autumn|spring|time)|today|tonight|"
    r"this\s+(?:morning|week|month|year)|tomorrow"
    r"|(?:shortly|soon|not\s+long|immediately|straight|right|just|some\s+time|sometime|"
    r"directly)\s+(?:after(?:wards)?|before(?:hand)?|thereafter|prior\s+to)"
    r"|(?:moments?|minutes|seconds|hours|days|weeks|months|years)\s+(?:later|afterwards|earlier|"
    r"before|after)|at\s+(?:about\s+)?(?:the|that)\s+same\s+(?:time|moment)|at\s+(?:that|"
    r"this)\s+(?:point|moment|time|stage)"
    r"|(?:a\s+)?(?:short|little|long)\s+(?:time|while)\s+(?:later|after(?:wards)?|before|"
    r"earlier)|a\s+while\s+(?:later|after)|later\s+on|since\s+then|until\s+then|by\s+then|"
    r"meanwhile|in\s+the\s+meantime"
)
# How a statement ends: who signed it and when.
_SIGNED = re.compile(
    r"(?:(?:(?:this|my)\s+)?(?:witness\s+)?statement\s+(?:is\s+|was\s+)?(?=dated))?"
    r"(?:\(?signed\)?|signature|dated?|sent\s+from\s+my\s+\w+)\s*:?"
    # Possessive: a word may hold the signs that part words, and there must be one way to part them.
    r"(?:[\s,:.()/-]++(?:(?-i:[A-Z])[\w'\u2019-]*+|\d[\w./:-]*+|(?:on|at|this|day|of|time)\b))*+"
    r"[\s.,)]*",
    re.IGNORECASE,
)
# The year in which a thing was made, or a rule laid down, is no event of the account. A day or a
# month may well be one.
_MADE = re.compile(
    r"\b(?:built|rebuilt|founded|established|constructed|manufactured|published|printed|"
    r"designed|erected|refurbished|converted|enacted|drafted|incorporated|"
    r"(?:car|van|lorry|truck|motorbike|motorcycle|vehicle)\s+(?:was|is)\s+(?:first\s+)?registered)"
    r"\s+(?:back\s+)?(?:in|around|about|during|circa)\s+(?:about\s+|around\s+)?$"
    r"|(?-i:\b(?:Policy|Policies|Act|Regulations?|Rules?|Code|Guidance|Guidelines|Standards?|"
    r"Procedures?|Protocol|Directive|Convention|Edition|Handbook|Manual|Version|Model|Series|"
    r"Charter|Statute|Bye-?laws?)\b)"
    r"(?:,?\s+(?:of|from|dated|for|in)\b|\s*[,(])?\s*(?:the\s+)?$",
    re.IGNORECASE,
)
_A_YEAR = re.compile(r"(?:19|20)\d\d")
_LAST_SENTENCES = 3
_NEAR = 40
_WHOLE_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_WHOLE_TIME = re.compile(r"\d\d:\d\d(?::\d\d)?")


def of(telling: Telling) -> tuple[DigestItem, ...]:
    """Return the sentences that carry a date, a time or a cue such as "ten minutes later".

    When a message was sent, or the statement signed, is no event of the account.
    """
    told: list[tuple[int, list[Cue], str | None]] = []
    heads = heads_of_messages(
        telling.document.text, [(sentence.start, sentence.end) for sentence in telling.sentences]
    )
    for number, sentence in enumerate(telling.sentences):
        if number in heads or _is_signature(telling, number):
            continue
        fixed = _fixed(telling, sentence.start, sentence.end)
        relative = [Cue("relative", *found.span()) for found in telling.found(RELATIVE, number)]
        if fixed or relative:
            told.append((number, apart([*fixed, *relative]), _moment(fixed)))
    places = _places([moment for _, _, moment in told])
    items = []
    for number, cues, moment in told:
        item = telling.sentence_item(number, cues, _stands(telling, number, cues))
        order = places.get(moment) if moment else None
        items.append(_placed(telling, item, cues, order))
    return tuple(items)


def _stands(telling: Telling, number: int, cues: list[Cue]) -> Modality:
    """Return how a sentence stands whose time is not only in what somebody said."""
    speech = telling.speech(number)
    if all(speech.meet(cue.start, cue.end) for cue in cues):
        return telling.sentences[number].modality
    return own_standing(telling, number)


def _is_signature(telling: Telling, number: int) -> bool:
    """Whether the first or one of the last sentences is nothing but who signed, and when."""
    sentence = telling.sentences[number]
    edge = number >= len(telling.sentences) - _LAST_SENTENCES or not number
    return (
        edge and _SIGNED.fullmatch(telling.document.text, sentence.start, sentence.end) is not None
    )


def _placed(telling: Telling, item: DigestItem, cues: list[Cue], order: int | None) -> DigestItem:
    fixed = {(c.start, c.end) for c in cues if c.kind != "relative"}
    ids = tuple(
        m.id for m in telling.inside(item.start, item.end, _TIMES) if (m.start, m.end) in fixed
    )
    return replace(item, mention_ids=ids, order=order)


def _fixed(telling: Telling, start: int, end: int) -> list[Cue]:
    """Return the dates and times of a sentence, but no birth's, reference's or making's."""
    times = telling.inside(start, end, _TIMES)
    if not times:
        return []
    references = Stretches((m.start, m.end) for m in telling.inside(start, end, _REFERENCES))
    return [
        Cue(mention.label.lower(), mention.start, mention.end, _value(mention))
        for mention in times
        if not references.meet(mention.start, mention.end)
        and not of_birth(telling, mention)
        and not _of_making(telling, mention)
    ]


def _of_making(telling: Telling, mention: RecordMention) -> bool:
    """Whether a date says only when a thing was made or a rule laid down."""
    before = telling.document.text[max(0, mention.start - _NEAR) : mention.start]
    year = mention.label == "DATE" and _A_YEAR.fullmatch(mention.quote) is not None
    return year and _MADE.search(before) is not None


def _value(mention: RecordMention) -> str | None:
    """Return what is known of a date or time: ISO, or the part of it that was said."""
    value = mention.value or {}
    if mention.label == "TIME":
        return value.get("time")
    return value.get("inferred") or value.get("iso")


def _moment(fixed: list[Cue]) -> str | None:
    """Return the one moment that a sentence fixes; None where it fixes none, or several."""
    dates = {cue.value for cue in fixed if cue.kind == "date"}
    times = {cue.value for cue in fixed if cue.kind == "time"}
    if len(dates) != 1 or len(times) > 1:
        return None
    date = next(iter(dates)) or ""
    time = next(iter(times), "") or ""
    if not _WHOLE_DATE.fullmatch(date) or (times and not _WHOLE_TIME.fullmatch(time)):
        return None
    return f"{date}T{time}" if times else date


def _places(moments: list[str | None]) -> dict[str, int]:
    """Number the moments that can be told apart, from 1.

    A day without a time cannot be put before or after a time on that day, so it has no place then.
    """
    known = {moment for moment in moments if moment}
    timed = {moment[:10] for moment in known if "T" in moment}
    comparable = sorted(m for m in known if "T" in m or m not in timed)
    return {moment: place for place, moment in enumerate(comparable, start=1)}
