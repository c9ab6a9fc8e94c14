"""Whether a full stop, a question mark or the like ends a sentence."""

import re

# What a mark is part of, without its last stop.
_NEVER_ENDS_TEXT = """
mr mrs ms mx messrs mme hon lt cpl pte cst e.g i.e eg ie cf viz approx vs tel mob ref para paras
fig dept est exh ex wm ch incl excl ext
"""
_NEVER_ENDS = frozenset(_NEVER_ENDS_TEXT.split())
# Titles that also stand alone: "I spoke to the Dr. He said".
_TITLES_TEXT = """
dr prof sgt insp supt det rev revd capt lieut gen col maj cllr const con p.c d.c d.s d.i w.p.c p.s
p.c.s.o
"""
_TITLES = frozenset(_TITLES_TEXT.split())
# These end a sentence only when a new one plainly starts.
_SELDOM_ENDS_TEXT = """
st rd ave av ln gdns cres ct sq blvd bldg mt ltd co inc plc bros jr snr jnr esq etc a.m p.m am pm
hrs hr mins min secs yds ft lbs no nos b.sc m.d u.k u.s d.o.b
"""
_SELDOM_ENDS = frozenset(_SELDOM_ENDS_TEXT.split())
_CLOCK = frozenset({"a.m", "p.m", "am", "pm", "hrs", "hr", "etc"})
# Short for something only with a capital letter, and only before a number.
_DAYS_AND_MONTHS_TEXT = """
jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun
"""
_DAYS_AND_MONTHS = frozenset(_DAYS_AND_MONTHS_TEXT.split())
_BEFORE_NUMBERS = frozenset(
    {"no", "nos", "p", "pp", "vol", "sec", "s", "flat", "apt", "ext", "num"}
)
# A height, a weight or a length goes on: "5ft. 9in. tall", "12 st. 4 lbs. and".
_MEASURE = re.compile(
    r"\d(?<![\w.].)\d*(?:\.\d+)?\s?(?:ft|ins?|st|lbs?|oz|kgs?|kms?|cms?|mms?|m|yds?|hrs?|mins?|secs?)$",
    re.IGNORECASE,
)
_MEASURED_ON = re.compile(
    r"\d{1,3}(?:\.\d+)?\s?(?:in|lb|oz|st|min|sec|cm|mm|m\b|\"|')", re.IGNORECASE
)
# "No" that is no answer: what it numbers stands before it.
_NUMBERED = re.compile(
    r"\b(?:account|badge|bag|batch|bay|box|bus|cad|card|case|catalogue|certificate|chassis|cheque|"
    r"collar|contact|contract|crime|door|employee|engine|exhibit|file|flat|form|frame|hospital|"
    r"house|incident|invoice|item|job|label|licence|locker|log|message|mobile|model|nhs|ni|order|"
    r"page|passport|patient|payroll|phone|plan|platform|plot|policy|prison|prisoner|production|"
    r"receipt|ref|reference|reg|registration|room|route|seal|seat|serial|shoulder|staff|stock|"
    r"table|tag|tel|telephone|ticket|unit|vin|warrant)"
    r"\.?\s+no$",
    re.IGNORECASE,
)
# "Reg. no. AB12 CDE": what is short for something is numbered.
_NO_NEXT = re.compile(r"nos?\b\.?\s*:?\s*[A-Z0-9]")
_LONGEST_SHORT = 5
_BEFORE_YEARS = frozenset({"b", "c", "d", "ca"})
_YEAR = re.compile(r"\d{1,2}([./-])\d{1,2}\1(?:\d\d){1,2}\b|(?:1[89]|20)\d\d\b")
_PRONOUNS_TEXT = """
i he she they we it the then there this that these those i'm i'd i've i'll he'd she'd they'd my
"""
_PRONOUNS = frozenset(_PRONOUNS_TEXT.split())
_STARTERS_TEXT = """
his her their our on at when after before as in if so but and a an once during upon while later
however due following from to you your both one two no yes what who why where how im nobody
someone nothing another other all suddenly
"""
_STARTERS = _PRONOUNS | frozenset(_STARTERS_TEXT.split())
_CALENDAR = re.compile(
    r"(?:on\s+)?(?:(?:the\s+)?\d{1,2}(?:st|nd|rd|th)|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:jan|febr)uary|march|april|june|july|august|"
    r"(?:septem|octo|novem|decem)ber)\b",
    re.IGNORECASE,
)
_LETTERED = re.compile(
    r"\b(?:exhibit|plan|flat|gate|block|unit|room|ward|platform|door|male|female|suspect|person|"
    r"witness|point|area|group|section|part|vehicle|car|item|cell|class|annex|appendix|level|zone)"
    r"\s+[A-Z]$",
    re.IGNORECASE,
)
_INITIAL_NEXT = re.compile(r"[A-Z]\.")
_MARK_ONLY = re.compile(
    r"[\s\"“\u2018'(\[]*(?:\d{1,3}(?:\.\d{1,3})*|[A-Za-z]|[ivx]{1,4}|[QA]\d{1,3})[.)]+",
    re.IGNORECASE,
)
_BEFORE_LAST_WORD = re.compile(r"(?:.*[\s\"“”\u2018'(\[«,;:])?", re.DOTALL)
_DOTTED = re.compile(r"(?:[a-z]\.)+[a-z]")
NEXT_WORD = re.compile(r"[\"“\u2018'(\[«]*([^\s,.;:!?\"”\u2019)\]»]+(?:['\u2019][A-Za-z]+)?)")
_WORD = re.compile(r"\w+")
_TIME_WORD = re.compile(
    r"at|about|around|approx|approximately|by|from|between|on|until|since|before|after|just|roughly|"
    r"circa|the|time|and|to|or|past|half|quarter|[ap]m?|m|hrs|hours|same|day|date|same|in|morning|"
    r"evening|night|\d+(?:st|nd|rd|th)?|(?:mon|tues|wednes|thurs|fri|satur|sun)day|"
    r"(?:jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*|may",
    re.IGNORECASE,
)
_SPEECH = re.compile(
    r"\s*(?:I|we|you|he|she|they|"
    r"(?:the|this|that|my|our|his|her|another|one|a|an)(?:\s+[\w'\u2019-]+){1,3}?|"
    r"(?:(?-i:[A-Z])[\w'\u2019.-]*|\d{1,5})(?:\s+(?:(?-i:[A-Z])[\w'\u2019.-]*|\d{1,5})){0,3}?)"
    r"(?:\s+(?:then|also|had|just|kept|was|were|\w+ly))?\s+"
    r"(?:said|says|saying|shout(?:ed|s|ing)|repl(?:ied|ies)|asked|asks|asking|told|yell(?:ed|ing)|"
    r"scream(?:ed|ing)|call(?:ed|ing)\s+(?:out|back|over)|answered|whispered|muttered|mumbled|"
    r"responded|stated|explained|cried|demanded|added|went|goes|roared|bellowed|swore)\b"
    r"(?!\s*[,:]?\s*[\"“\u2018«])",
    re.IGNORECASE,
)


def ends(text: str, begin: int, match: re.Match[str], opening: int | None) -> bool:
    """Whether the sentence that began at ``begin`` ends at a mark.

    Args:
        text: the passage's text.
        begin: where the sentence so far begins.
        match: the mark, with groups ``mark`` and ``close``, and the whitespace after it.
        opening: where the quotation opened that closes right after the mark, None if none does.
    """
    if match.end() - begin <= 16 and _MARK_ONLY.fullmatch(text[begin : match.end()].strip()):
        return False
    following = NEXT_WORD.match(text, match.end())
    new = following[1] if following else ""
    first = text[match.end()]
    lower = new[:1].islower()
    mark, closed = match["mark"], match["close"]
    if opening is not None and _goes_on_speaking(text, begin, opening, match.end()):
        return False
    if lower and mark != "." and not closed and new in {"i", "i'm", "im"}:
        return "." not in mark and mark != "…"
    if lower and (closed or mark != "." or first in "([-\u2013"):
        return False
    if mark != ".":
        return True
    return _full_stop_ends(text, begin, match, new)


def _full_stop_ends(text: str, begin: int, match: re.Match[str], new: str) -> bool:
    as_written = _last_word(text, max(begin, match.start() - 24), match.start())
    word = as_written.lower()
    first, lower = text[match.end()], new[:1].islower()
    if word in _NEVER_ENDS or _goes_on(text, begin, match, as_written):
        return False
    if _MEASURE.search(text, max(begin, match.start() - 12), match.start()):
        measured_on = _MEASURED_ON.match(text, match.end()) is not None
        return not measured_on and (not lower or new in _PRONOUNS)
    if word in _TITLES:
        return new.lower() in _PRONOUNS and _starts_anew(text, begin, match, new)
    if first.isdigit() and _before_a_number(word, as_written):
        return False
    if word in _CLOCK:
        return _clock_ends(text, begin, match, new)
    if word in _SELDOM_ENDS:
        plainly = word in {"no", "nos"} and not first.isdigit() and not lower
        return plainly or _starts_anew(text, begin, match, new)
    if len(word) == 1 and as_written.isupper() and word.isalpha():
        # An initial, unless what it follows or what follows it says that it is none.
        if _INITIAL_NEXT.match(text, match.end()):
            return False
        lettered = _LETTERED.search(text, max(begin, match.start() - 24), match.start())
        return (lettered is not None and not lower) or _starts_anew(text, begin, match, new)
    return not _DOTTED.fullmatch(word) or _starts_anew(text, begin, match, new)


def _last_word(text: str, start: int, end: int) -> str:
    """Return the word, or what is left of it, that ends where the mark stands."""
    if end > start and text[end - 1] == "\n":
        end -= 1
    before = _BEFORE_LAST_WORD.match(text, start, end)
    # It matches nothing at all if need be.
    return text[before.end() if before else start : end]


def _starts_anew(text: str, begin: int, match: re.Match[str], new: str) -> bool:
    """Whether the next word is one of those that plainly start a sentence."""
    if new[:1].islower():
        return False
    loud = _is_loud(text, max(begin, match.start() - 40), match.end())
    return new.lower().replace("\u2019", "'") in (_PRONOUNS if loud else _STARTERS)


def _goes_on(text: str, begin: int, match: re.Match[str], word: str) -> bool:
    """Whether a short word stands for one that leads on: "b. 1961", "R v. Dobson", "door no. B"."""
    if word in _BEFORE_YEARS:
        return _YEAR.match(text, match.end()) is not None
    if word == "v":
        return text[match.end()].isupper()
    if len(word) <= _LONGEST_SHORT and _NO_NEXT.match(text, match.end()):
        return True
    # All that ``_NUMBERED`` lists ends in "no": behind any other word it need not be tried.
    if word.lower() != "no":
        return False
    return _NUMBERED.search(text, max(begin, match.start() - 24), match.start()) is not None


def _before_a_number(word: str, as_written: str) -> bool:
    return word in _BEFORE_NUMBERS or (word in _DAYS_AND_MONTHS and as_written[0].isupper())


def _clock_ends(text: str, begin: int, match: re.Match[str], new: str) -> bool:
    """Whether "p.m." ends a sentence: not before a day, nor where nothing but a time was said."""
    if new[:1].islower() or text[match.end()] in "(,-\u2013":
        return False
    if _CALENDAR.match(text, match.end()):
        return False
    said = text[max(begin, match.start() - 60) : match.end()]
    return match.start() - begin > 60 or not all(map(_TIME_WORD.fullmatch, _WORD.findall(said)))


def _is_loud(text: str, start: int, end: int) -> bool:
    """Whether these words stand in CAPITALS, where a capital letter tells nothing."""
    some = text[start:end]
    return not any(map(str.islower, some)) and sum(map(str.isupper, some)) >= 6


def _goes_on_speaking(text: str, begin: int, opening: int, place: int) -> bool:
    """Whether a sentence that opened with the quotation goes on with who said it."""
    before = text[begin:opening]
    if len(before) > 16 or any(map(str.isalpha, before)):
        return False
    return _SPEECH.match(text, place) is not None
