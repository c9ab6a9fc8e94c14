"""Names that a text itself says are no person's: an animal's, a vessel's, an operation's.

"A dog named Frost", "our rabbit Biscuit", "Mot's the dog", "the trawler called Guiding Grace",
"Operation Encompass". Only words that leave no doubt count: in "walking the dog, Sam and I" Sam is
somebody. What is named so is left out wherever its name comes back, unless the text also has
somebody of that name, told by a title, a longer name, a relation or what only people do: one person
lost harms more than one dog found.
"""

import re
from collections.abc import Sequence

from models.inference import name_words as known
from models.inference.results import Mention

_PETS = (
    r"dogs?|puppy|pup|labrador|spaniel|collie|terrier|alsatian|staffie|staffy|whippet|greyhound|"
    r"lurcher|cats?|kitten|rabbits?|hamster|guinea\s+pig|gerbil|budgies?|budgerigar|parrot|"
    r"cockatiel|horse|pony|mare|gelding|ferret|tortoise|goldfish"
)
# No "bird" and no "cow": "some bird called Tracey" is a woman.
_ANIMALS = rf"{_PETS}|donkey|goat|bull|ram|ewe|calf|lamb"
_VESSELS = (
    r"boat|vessel|ship|trawler|yacht|narrowboat|barge|dinghy|lifeboat|ferry|cruiser|tug|catamaran"
)
_BEINGS = rf"(?:{_ANIMALS}|{_VESSELS})"
_QUOTE = "[\"'\u201c\u2018]?"
_OWN = r"(?:my|our|his|her|their|your)\s+"
_INTRODUCED = re.compile(
    rf"\b(?:{_BEINGS}\s+(?:named|cried|(?:is|was|are|were)\s+(?:called|named|cried))\s+{_QUOTE}"
    rf"|{_BEINGS}(?:['\u2019]?s)?\s+name\s+(?:is|was)\s+{_QUOTE})$",
    re.IGNORECASE,
)
# In "walking my dog Sam Smith came over" a comma is missing: of a whole name this leaves a doubt.
_OWNED = re.compile(
    rf"\b(?:{_OWN}|(?:police|search|guide|sniffer)\s+)(?:{_PETS})\s+$", re.IGNORECASE
)
# In "I was walking my dog Sam came over" the comma is missing, and Sam does what follows.
_BUSY_WITH = re.compile(
    rf"\b(?:walk|feed|hold|wash|groom|rid|exercis|train|tak|fetch)\w*\s+{_OWN}(?:{_PETS})\s+$",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"\s+(?!(?:when|while|and|along|in|on|at|by|near|round|around|through|down|up|past|as|who|he|she|"
    r"it|but|or|to|with|because|for|before|after|across|over|home|back|out|off|yesterday|that|this|"
    r"from|into|like|every|so|is|was)\b)[a-z]"
)
# "The man with the dog called Sam over" calls somebody.
_CALLED = re.compile(
    rf"\b(?:an?\s+|{_OWN})(?:\w+\s+)?{_BEINGS}\s+called\s+{_QUOTE}$", re.IGNORECASE
)
_CALLED_FOR = re.compile(
    r"\s+(?:over|to|back|out|up|down|away|in|names|me|him|her|us|them|an?|the)\b", re.IGNORECASE
)
# "Our boat called Humber Coastguard on channel 16."
_HAILED = re.compile(rf"\b(?:{_VESSELS})\s+called\s+$", re.IGNORECASE)
_ON_THE_RADIO = re.compile(
    r"\s+(?:on|at|for|by|via|from|requesting|asking|saying|reporting|immediately)\b"
)
# "Mot's the dog." "Sam was a dog" may be no more than what somebody thought of him.
_EXPLAINED = re.compile(
    rf"(?:\s+(?:is|was)|['\u2019]?s)\s+(?:{_OWN}|the\s+)(?:\w+\s+)?(?:{_PETS})"
    r"(?=\s*(?:[.,;:!?)]|$|(?:and|he|she|it|who|that|but|comma)\b))",
    re.IGNORECASE,
)
# "A search dog, Frost, indicated": told for the first time, closed by a comma, and no list. Behind
# "a man with a dog," the name may be the man's, so the animal opens its sentence.
_BETWEEN = re.compile(rf"(?:^|[.!?\n]\s*)(?:a|an)\s+(?:\w+\s+)?(?:{_ANIMALS}),\s+$", re.IGNORECASE)
_CLOSED = re.compile(r",\s+(?!(?:and|or|but|my|his|her|our|their|who|the)\b)[a-z]")
_KIN = (
    r"(?:wife|husband|partner|boyfriend|girlfriend|mum|mother|dad|father|brother|sister|son|"
    r"daughter)"
)
# What no animal does and no boat: whoever does it is somebody of the same name.
_AS_PEOPLE_DO = re.compile(
    r"\s+(?:then\s+|also\s+|had\s+|has\s+)?(?:said|says|told|tells|asked|asks|replied|texted|texts|"
    r"rang|phoned|messaged|answered|admitted|agreed|denied|gave|works|worked|drove|drives|wrote|"
    r"explained|offered|opened|paid|bought|sold|shouted|shouts|screamed|yelled|swore|threatened|"
    r"punched|slapped|stabbed|hit|threw|knocked|called|and\s+I|next\s+door|"
    rf"and\s+(?:his|her)\s+{_KIN})\b|['\u2019]s\s+{_KIN}\b",
    re.IGNORECASE,
)
_KIN_BEFORE = re.compile(
    r"\b(?:brother|sister|mother|father|mum|dad|son|daughter|uncle|aunt|auntie|cousin|nephew|niece|"
    r"husband|wife|partner|boyfriend|girlfriend|friend|mate|neighbour|ex)[,\s]+(?:called\s+)?$|"
    r"\b(?:texted|rang|phoned|messaged|emailed|married|arrested)\s+$",
    re.IGNORECASE,
)
# An "Operation Support Group" is a body, and "after my operation Sarah" speaks of a surgeon's.
_OPERATION = re.compile(
    r"(?:Operation|OPERATION|Op|OP)\s+(?!(?i:support|group|team|unit|command|centre)\b)[A-Z]"
)
_OPERATION_BEFORE = re.compile(r"\b(?:Operation|OPERATION|operation|[Cc]odename|Op)\s+$")
_SURGERY = re.compile(
    r"\b(?:my|his|her|their|our|your|an?|the|this|that|for|after|before|had|having|"
    r"of|knee|hip|heart)\s+operation\s+$",
    re.IGNORECASE,
)
_NAMES = frozenset({"PERSON", "ORG", "LOCATION"})
# "My dog Chelsea" takes no place of that name along.
_BEINGS_AS = frozenset({"PERSON", "ORG"})
# As far back as what introduces a name is looked for, in characters.
_REACH = 48


def without_beings(text: str, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Return ``mentions`` without the names of animals, vessels and operations.

    Args:
        text: the passage in which the mentions stand.
        mentions: the model's mentions, sorted by start.
    """
    mentions = [one for one in mentions if not _is_operation(text, one)]
    named = {text[one.start : one.end] for one in mentions if _is_being(text, one)}
    if not named:
        return tuple(mentions)
    people = {
        part
        for one in mentions
        if one.label == "PERSON" and (surface := text[one.start : one.end]) not in named
        for part in _parts(surface)
    }
    left_out = {surface for surface in named if not people.intersection(_parts(surface))}
    left_out -= {
        surface
        for one in mentions
        if (surface := text[one.start : one.end]) in left_out and _is_somebody(text, one)
    }
    return tuple(
        one
        for one in mentions
        if one.label not in _BEINGS_AS
        or (surface := text[one.start : one.end]) not in named
        or (surface not in left_out and not _is_being(text, one))
    )


def _is_operation(text: str, one: Mention) -> bool:
    """Whether a name is an operation's; whoever else bears its word is not meant."""
    if one.label not in _NAMES:
        return False
    before = text[max(0, one.start - _REACH) : one.start]
    if _OPERATION.match(text, one.start, one.end):
        return True
    if _has_title(text[one.start : one.end]) or _SURGERY.search(before):
        return False
    return _OPERATION_BEFORE.search(before) is not None


def _is_being(text: str, one: Mention) -> bool:
    """Whether the words beside a name say that it is no person's."""
    if one.label not in _BEINGS_AS:
        return False
    before = text[max(0, one.start - _REACH) : one.start]
    if _has_title(text[one.start : one.end]):
        return False
    if _OWNED.search(before):
        whole = one.label == "PERSON" and " " in text[one.start : one.end]
        parted = _BUSY_WITH.search(before) and _GOES_ON.match(text, one.end)
        return not whole and not parted and _AS_PEOPLE_DO.match(text, one.end) is None
    if _INTRODUCED.search(before) or _EXPLAINED.match(text, one.end):
        return True
    if _CALLED.search(before):
        hailed = _HAILED.search(before) and _ON_THE_RADIO.match(text, one.end)
        return not hailed and _CALLED_FOR.match(text, one.end) is None
    return _BETWEEN.search(before) is not None and _CLOSED.match(text, one.end) is not None


def _is_somebody(text: str, one: Mention) -> bool:
    """Whether the words beside a name say that here it is a person's."""
    before = text[max(0, one.start - _REACH) : one.start]
    return bool(_AS_PEOPLE_DO.match(text, one.end) or _KIN_BEFORE.search(before))


def _parts(name: str) -> list[str]:
    return [word.casefold() for word in name.replace(".", " ").split()]


def _has_title(name: str) -> bool:
    return known.fold(name.split(maxsplit=1)[0]) in known.TITLES if name.split() else False
