"""Words without their inflection: ``hitting`` and ``hit``, ``thieves`` and ``thief``.

Only inflection is taken off, never derivation: a ``driver`` is not ``drive``.
"""

from functools import lru_cache
from typing import Literal

Form = Literal["plain", "past", "ing", "s"]

# Verb, past, participle where it differs.
_IRREGULAR_TEXT = """
arise arose arisen;awake awoke awoken;bear bore borne;beat beat beaten;become became become;
begin began begun;bend bent;bet bet;bind bound;bite bit bitten;bleed bled;blow blew blown;
break broke broken;breed bred;bring brought;build built;burn burnt;burst burst;buy bought;
catch caught;choose chose chosen;cling clung;come came come;cost cost;creep crept;cut cut;
deal dealt;dig dug;do did done;draw drew drawn;dream dreamt;drink drank drunk;drive drove driven;
eat ate eaten;fall fell fallen;feed fed;feel felt;fight fought;find found;flee fled;fling flung;
fly flew flown;forget forgot forgotten;forgive forgave forgiven;freeze froze frozen;get got gotten;
give gave given;go went gone;grab grabbed;grind ground;grow grew grown;hang hung;hear heard;
hide hid hidden;hit hit;hold held;hurt hurt;keep kept;kneel knelt;know knew known;lay laid;
lead led;lean leant;leap leapt;learn learnt;leave left;lend lent;let let;lie lay lain;light lit;
lose lost;make made;mean meant;meet met;pay paid;put put;quit quit;read read;ride rode ridden;
ring rang rung;rise rose risen;run ran run;say said;see saw seen;sell sold;send sent;set set;
shake shook shaken;shine shone;shoot shot;show showed shown;shrink shrank shrunk;shut shut;
sing sang sung;sink sank sunk;sit sat;sleep slept;slide slid;sling slung;slit slit;smell smelt;
speak spoke spoken;speed sped;spell spelt;spend spent;spill spilt;spin spun;spit spat;split split;
spread spread;spring sprang sprung;stand stood;steal stole stolen;stick stuck;sting stung;
strike struck stricken;string strung;swear swore sworn;sweep swept;swell swelled swollen;
swim swam swum;swing swung;take took taken;teach taught;tear tore torn;tell told;think thought;
throw threw thrown;tread trod trodden;understand understood;wake woke woken;wear wore worn;
weep wept;win won;wind wound;withdraw withdrew withdrawn;write wrote written;overtake overtook
overtaken;mistake mistook mistaken;undo undid undone;rebuild rebuilt;
"""
_NOUNS = {
    "men": "man", "women": "woman", "children": "child", "feet": "foot", "teeth": "tooth",
    "knives": "knife", "wives": "wife", "lives": "life", "thieves": "thief", "halves": "half",
    "shelves": "shelf", "people": "person", "mice": "mouse", "gentlemen": "gentleman",
    "policemen": "policeman", "leaves": "leaf",
}  # fmt: skip
_NOT_INFLECTED_TEXT = (
    "his this was has is as us its gas bus bed red shed thing nothing something anything king ring "
    "bring during string spring wing ceiling evening morning building clothing sing hundred need "
    "feed seed speed weed indeed"
)
_NOT_INFLECTED = frozenset(_NOT_INFLECTED_TEXT.split())


def _irregular() -> dict[str, str]:
    table: dict[str, str] = {}
    for entry in _IRREGULAR_TEXT.replace("\n", " ").split(";"):
        verb, *forms = entry.split() or [""]
        for form in forms:
            table.setdefault(form, verb)
    return table


_IRREGULAR = _irregular()
# "I left", "it cut": the past looks like the verb itself, or like another word.
_PAST = frozenset(_IRREGULAR)


@lru_cache(maxsize=4096)
def lemma(word: str) -> str:
    """Return a lower-case word without its inflection, in a spelling that may not be a word."""
    if word in _NOUNS:
        return _NOUNS[word]
    if word in _IRREGULAR:
        return _stem(_IRREGULAR[word])
    if word in _NOT_INFLECTED or len(word) < 4:
        return _stem(word)
    if word.endswith("ing") and _has_vowel(word[:-3]):
        return _stem(_undoubled(word[:-3]))
    if word.endswith("ied") or (word.endswith("ies") and len(word) > 4):
        return _stem(word[:-3] + "y")
    if word.endswith("ed") and _has_vowel(word[:-2]):
        return _stem(_undoubled(word[:-2]))
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return _stem(word[:-2])
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return _stem(word[:-1])
    return _stem(word)


def form(word: str) -> Form:
    """Return which form of a verb a lower-case word may be; ``plain`` where nothing tells."""
    if word in _NOT_INFLECTED:
        return "plain"
    if word in _PAST or (word.endswith("ed") and len(word) > 3):
        return "past"
    if word.endswith("ing") and len(word) > 4:
        return "ing"
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        return "s"
    return "plain"


def _undoubled(stem: str) -> str:
    """``grabb`` to ``grab``; ``kiss``, ``pull`` and ``buzz`` stay as they are."""
    if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "lszf":
        return stem[:-1]
    return stem


def _stem(word: str) -> str:
    """Take off a final ``e``, so that ``driv-ing`` and ``drive`` meet; travel(l) meets too."""
    if len(word) > 4 and word.endswith("ll"):
        word = word[:-1]
    return word[:-1] if len(word) > 3 and word.endswith("e") else word


def _has_vowel(stem: str) -> bool:
    return len(stem) > 1 and any(letter in "aeiouy" for letter in stem)
