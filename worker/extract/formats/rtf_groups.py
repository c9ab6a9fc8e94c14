"""The signs that RTF is written in, and what holds inside one of its groups."""

import re
from dataclasses import dataclass

TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\(.)|([{}])|([^\\{}\r\n]+)|[\r\n]+",
    re.DOTALL,
)
"""A control word and its number, a coded byte, a control sign, a brace, or plain text."""


@dataclass(frozen=True, slots=True)
class State:
    """What holds in a group: where its words go, how they are coded, whether they are seen."""

    target: str = "body"
    codepage: str = "cp1252"
    font: str = ""
    skip: int = 1
    hidden: bool = False
    deleted: bool = False
