"""Words for people that say a gender or a number, and how a mention of a person tells its own."""

import re
from typing import Literal

from models.inference.small_letters import small
from models.inference.word_trees import tree

Gender = Literal["male", "female", "any", "many"]

_MALE = """
man male boy lad guy bloke gentleman fella fellow chap geezer dad daddy father stepfather stepdad da
husband brother stepbrother son stepson uncle nephew boyfriend grandad grandfather grandpa fiancé
groom landlord schoolboy workman fireman policeman postman barman doorman salesman milkman
"""
_FEMALE = """
woman female girl lass lassie lady mum mummy mam mother stepmother stepmum ma wife sister
stepsister daughter stepdaughter aunt auntie niece girlfriend grandmother grandma gran granny nan
nanny fiancée bride landlady schoolgirl policewoman barmaid waitress
"""
_ANY = """
person neighbour partner driver rider passenger pillion cyclist pedestrian manager manageress
supervisor officer constable sergeant inspector pcso colleague friend mate pal boss teacher nurse
doctor paramedic consultant surgeon registrar customer suspect attacker offender robber burglar
thief victim patient youth teenager child kid baby toddler guard bouncer steward shopkeeper
cashier operator caller student pupil tenant lodger resident housemate flatmate roommate cousin
ex solicitor interpreter carer lifeguard worker assistant engineer mechanic owner shooter gunman
intruder stranger witness detainee prisoner dealer one other colleague relative in-law
"""
_MANY = """
men males boys lads guys blokes gentlemen fellas women females girls ladies people persons youths
teenagers children kids officers neighbours parents suspects attackers robbers burglars brothers
sisters friends mates couple pair group gang crew customers passengers colleagues paramedics
drivers residents others students pupils strangers doormen bouncers staff family sons daughters
cousins police twins
"""
_GENDERS: dict[str, Gender] = {
    **dict.fromkeys(_ANY.split(), "any"),
    **dict.fromkeys(_MALE.split(), "male"),
    **dict.fromkeys(_FEMALE.split(), "female"),
    **dict.fromkeys(_MANY.split(), "many"),
}
_BEFORE_TEXT = """
my our his her their the a an this that these those another one two three four five some several
both
"""
_NOT_BETWEEN_TEXT = """
of and or who whom which that with in on at to from for by was were is are had has have did said
told as but when then he she they it i we you me him her them us not the a an my way out up down
"""
_NOT_BETWEEN = rf"(?!{tree(_NOT_BETWEEN_TEXT.split())}\b)"
_NOUNS = tree(_GENDERS)
_PHRASE = (
    rf"\b(?:{tree(_BEFORE_TEXT.split())}|\d{{1,2}})\s+"
    rf"(?:{_NOT_BETWEEN}[\w'\u2019-]+,?\s+){{0,3}}?(?P<noun>{_NOUNS})\b(?![-'\u2019]\w)"
)
# Looked for in a name as it is written: its "AND" in capitals is as often part of a firm's.
_BOTH = re.compile(r"\band\b|&")
PERSON_PHRASE = re.compile(_PHRASE, re.IGNORECASE)
PERSON_PHRASE_IN_SMALL = re.compile(_PHRASE)
"""The same for a text in small letters, as are all patterns below."""
_MALE_TITLE = re.compile(
    r"\b(?:mr|mister|sir|lord|uncle|fr|father|brother|master|imam|sheikh|monsieur)\b\.?"
)
_FEMALE_TITLE = re.compile(
    r"\b(?:mrs|ms|miss|mme|madam|lady|dame|aunt|aunty|auntie|sister|nan|nana|wpc)\b\.?"
)
_RELATION_BEFORE = re.compile(
    rf"\b(?:my|our|his|her|their|the|a)\s+(?:[\w-]+\s+){{0,2}}?(?P<noun>{_NOUNS})\s*,?\s*"
    r"(?:called\s+|named\s+)?$"
)
_NAME_IS = re.compile(
    r"\b(?:(?P<his>his)|her)\s+(?:first\s+|real\s+|full\s+)?name\s+(?:is|was)\s+$"
)
_RELATION_AFTER = re.compile(
    rf"^\s*,?\s*(?:is|was|who\s+is|,)?\s*(?:my|our|his|her|their|a|the)\s+(?:[\w-]+\s+){{0,2}}?"
    rf"(?P<noun>{_NOUNS})\b"
)


def gender_of_noun(noun: str) -> Gender:
    """Return what a noun for a person says."""
    return _GENDERS.get(noun.lower(), "any")


def gender_of_name(text: str, start: int, end: int) -> Gender:
    """Return what a name's title or the relation beside it says; a given name says nothing."""
    name = text[start:end]
    before, after = text[max(0, start - 40) : start], text[end : end + 40]
    if _BOTH.search(name):
        return "many"
    with_title = small(f"{before[-8:]}{name}" if before[-1:] == " " else name)
    if _FEMALE_TITLE.search(with_title):
        return "female"
    if _MALE_TITLE.search(with_title):
        return "male"
    named = _NAME_IS.search(small(before))
    if named:
        return "male" if named["his"] else "female"
    for relation, beside in ((_RELATION_BEFORE, before), (_RELATION_AFTER, after)):
        match = relation.search(small(beside))
        if match and (gender := gender_of_noun(beside[slice(*match.span("noun"))])) != "many":
            return gender
    return "any"
