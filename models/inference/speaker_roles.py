"""Labels of speakers that are no names: what somebody does in a recorded conversation.

Records of interview, emergency calls and recordings of cameras on the body use these. One source
for who reads pages, who parts sentences and who marks people: nobody is called "CALL TAKER".
"""

import re

_INTERVIEW = (
    r"interviewer|interviewing\s+officer|officer|suspect|solicitor|sol|witness|child|"
    r"appropriate\s+adult|a\.?a|interpreter|int|reply|question|answer|legal\s+rep(?:resentative)?|"
    r"interviewee|detainee|det|io|lawyer|intermediary|voice|unknown|male|female|victim|complainant|"
    r"social\s+worker|mother|father|defendant|custody\s+(?:sergeant|officer)|legal\s+advis[eo]r|"
    r"adult|speaker|accused|monitoring\s+officer|duty\s+solicitor|second\s+interviewer|nurse"
)
_SERVICE = r"bt|999|101|111|police|ambulance|fire|emergency|coastguard|control\s+room"
_CALL = (
    rf"(?:(?:{_SERVICE})\s+)?(?:operator|op|call[\s-]*(?:taker|handler)|control(?:ler)?|"
    r"d[ei]spatch(?:er)?)|call[\s-]*advis[eo]r|control\s+room|caller|informant|telephonist|"
    r"(?:first|second|third|other|unknown|male|female|unidentified|background)\s+"
    r"(?:caller|voice|male|female|speaker|man|woman|person|officer)|(?:un)?known\s+speaker"
)
_LETTERS = r"pc|dc|ps|io|op|w|s|v|m|f"
ROLE = rf"(?:{_INTERVIEW}|{_CALL})(?:\s?\d{{1,2}})?|(?:{_LETTERS})\s?\d{{1,2}}"
"""One such label, in any case: "Interviewer", "CALL TAKER", "Op", "SOL", "Officer 2", "W1", "PC2".

It holds no capturing group; who uses it says what stands around it.
"""
_WHOLE = re.compile(ROLE, re.IGNORECASE)


def is_role(words: str) -> bool:
    """Whether these words, without the colon after them, are such a label."""
    return _WHOLE.fullmatch(words.strip(" \t.:")) is not None


# Who is spoken of under such a number is nobody's name. Other short labels are initials and
# ciphers too ("AA punched me", "S1 ran at V1"), and stand for somebody where they open no turn.
_NUMBERED = re.compile(r"(?:PC|DC|PS|W)\d{1,2}")
_OPENS_TURN = re.compile(
    r"[ \t]*(?:\d{1,4}[.)]?[ \t]+)?(?:[\[(]?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?[\])]?[ \t]+)?"
    rf"(?P<role>{ROLE})(?=[ \t]*:|\t|\x20{{2}})",
    re.IGNORECASE,
)


def opens_turn(text: str, label: str, start: int, end: int) -> bool:
    """Whether ``text`` from start to end, marked ``label``, says only who speaks, or part of it.

    "M4" and "W1" are places too: a letter and a figure are a speaker only for a PERSON.
    """
    line = text.rfind("\n", 0, start) + 1
    surface = text[start:end]
    found = _OPENS_TURN.match(text, line)
    if found and found.start("role") <= start and end <= found.end("role"):
        return label == "PERSON" or surface.isalpha()
    return label == "PERSON" and _NUMBERED.fullmatch(surface) is not None
