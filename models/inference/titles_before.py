"""A title that stands right before a name belongs to it (the scheme's PERSON), however rare.

The network learnt the usual titles with their names. Of ranks of several words, as the fire
service has them, it now and then leaves the first words outside. Words that may as well describe
somebody ("my sister Lowri", "the driver Dai", "the custody nurse Ms Ncube") are none of these: in
the corpus, no mark begins after one of these.
"""

import re

_ALWAYS = r"mr|mrs|ms|miss|mx|dr|prof|professor|rev|reverend|rabbi|imam|pastor|sir|dame"
_POLICE = (
    r"(?:(?:acting|temporary|special|police|chief|assistant\schief|deputy\schief|detective|"
    r"detective\schief|temporary\sdetective|acting\sdetective)\s)*"
    r"(?:constable|sergeant|inspector|superintendent)"
)
_FIRE = (
    r"(?:watch|crew|station|group|area)\s(?:manager|commander)|(?:leading\s)?firefighter|"
    r"sub[-\s]officer"
)
_FORCES = (
    r"lance\scorporal|staff\ssergeant|colour\ssergeant|warrant\sofficer|flight\slieutenant|"
    r"squadron\sleader|wing\scommander|group\scaptain|pilot\sofficer|flying\sofficer|"
    r"petty\sofficer|lieutenant\scolonel|lieutenant|corporal"
)
_CARE = r"staff\snurse|charge\snurse|ward\ssister|councillor|cllr"
_COURTS = r"(?:deputy\s)?district\sjudge|mr\sjustice|mrs\sjustice|lord\sjustice"
_SHORT = r"PC|DC|DS|DI|DCI|DSU|PS|PCSO|WPC|FF|Sgt|Insp|Supt"
_BEFORE = re.compile(
    rf"(?<![\w'\u2019-])(?:(?i:{_ALWAYS}|{_POLICE}|{_FIRE}|{_FORCES}|{_CARE}|{_COURTS})|{_SHORT})"
    r"(?:\.\x20?|\x20|\n)$"
)
# Where a longest title and its blank end, in characters before the name.
_REACH = 48


def with_title(text: str, start: int) -> int:
    """Return where a name that begins at ``start`` begins with the title right before it."""
    while found := _BEFORE.search(text, max(0, start - _REACH), start):
        start = found.start()
    return start
