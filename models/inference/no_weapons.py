"""What bears a weapon's word and is none: a knife block, a bat and ball, gun metal, a shot glass.

The scheme marks a thing that is used, carried or described as a weapon, and a bottle when somebody
is struck with it. The network goes by the word. Nothing is left out that a sentence strikes,
throws, points or threatens with.
"""

import re
from collections.abc import Iterable

_BOX = r"(?:blocks?|racks?|rests?|rolls?|sharpeners?|drawers?|holders?|sets?|boxes|box|stands?)"
_VESSEL = r"(?:bottles?|glass(?:es)?|jugs?|mugs?|cups?|cans?|tins?|pints?)"
# Whatever these are used for, the word for a weapon in them means another thing.
_OTHER_THINGS = re.compile(
    rf"\b(?:(?:sketch|floor|site|street)[\s-]+(?:plans?|maps?)|plans?|sketch(?:es)?|"
    rf"kni(?:fe|ves)[\s-]+{_BOX}|kni(?:fe|ves)\s+and\s+forks?|forks?\s+and\s+kni(?:fe|ves)|"
    r"gun[\s-]?metal(?:[\s-]gr[ea]y)?|gun[\s-]?(?:dogs?|dealers?|clubs?|shops?|ranges?)|"
    r"rifle[\s-]+(?:clubs?|ranges?)|air[\s-]rifle\s+clubs?|"
    r"(?:[\w-]+\s+)?bats?\s+and\s+balls?(?:\s+sets?)?|"
    r"needle[\s-]+(?:decompression|thoracostomy|thoracocentesis|biopsy|biopsies|aspiration|"
    r"exchange|phobia|sticks?)|needles?\s+and\s+threads?|"
    r"hammer[\s-]+drills?|hammers?\s+and\s+(?:nails?|tongs)|screwdriver[\s-]+(?:sets?|bits?)|"
    r"sword[\s-]+(?:danc(?:e|es|ers?|ing)|fish)|bow[\s-]+ties?|"
    r"(?:nail|glue|heat|staple|spray|speed|radar|grease|massage|price|label(?:ling)?)[\s-]guns?|"
    r"(?:wiper|shoulder|rotor|fan|mower|turbine|saw|ice)[\s-]blades?|"
    r"chains?\s+of\s+(?:custody|command|events|evidence|shops|stores|restaurants)|"
    r"(?:memory|usb|selfie|pogo)[\s-]sticks?|sticks?\s+of\s+(?:rock|gum|celery|furniture)|"
    r"cue[\s-]balls?|jerry[\s-]?cans?|brick[\s-](?:walls?|built|work|layers?)|"
    r"(?:knife|gun|weapons?)[\s-](?:crime|amnesty|arch|bins?|detectors?))\b",
    re.IGNORECASE,
)
# Things to drink from: weapons when somebody is struck with one, or it is thrown.
_DRINK = (
    r"(?:(?:red|white|sparkling|fizzy|hot|cold|orange|tomato|brown)\s+)?(?:wine|beer|lager|cider|"
    r"vodka|gin|rum|whisk(?:e)?y|brandy|prosecco|champagne|water|milk|pop|cola|coke|lemonade|juice|"
    r"squash|tea|coffee|ale|stout|sherry|port|perfume|aftershave|shampoo|medicine|sauce|ketchup|"
    r"pills|tablets|vinegar|buckfast|strongbow)"
)
_VESSELS = re.compile(
    rf"\b(?:{_VESSEL}\s+of\s+{_DRINK}|"
    rf"(?:shot|wine|pint|beer|champagne|water|milk|gin|whisky|vodka|half[\s-]pint|sherry|scent|"
    rf"perfume|plastic|drinking|cocktail|brandy|tumbler)[\s-]+{_VESSEL}|"
    rf"jugs?|pint[\s-]?glass(?:es)?|tumblers?|mugs?)\b",
    re.IGNORECASE,
)
_VESSEL_WORD = re.compile(rf"\b(?:shot[\s-]+)?{_VESSEL}\b", re.IGNORECASE)
_CLAMP = re.compile(r"(?:wheel[\s-]|parking\s)?clamps?", re.IGNORECASE)
_CLAMP_WORD = re.compile(r"\bclamps?\b", re.IGNORECASE)
_STRUCK = re.compile(
    r"\b(?:hit|hits|hitting|struck|strik(?:e|es|ing)|sw(?:ung|ing|inging)|threw|throw(?:n|ing|s)?|"
    r"beat(?:en|ing)?|attack(?:ed|ing|s)?|threaten(?:ed|ing|s)?|brandish(?:ed|ing)?|"
    r"wav(?:ed|ing)|smash(?:ed|ing|es)?|bludgeon(?:ed)?|assault(?:ed)?|raised|lunged|injured|"
    r"armed|weapons?|stab(?:bed|bing|s)?|slash(?:ed|ing)?|jab(?:bed|bing)?|pok(?:ed|ing)|"
    r"point(?:ed|ing)|aim(?:ed|ing)|fired?|shot(?!\s+glass)|shoot(?:s|ing)?|glass(?:ed|ing)|lob(?:bed|bing)?|"
    r"chuck(?:ed|ing)?|hurl(?:ed|ing)?|launch(?:ed)?|flung|bott?led|broken|broke|cut\s+(?:me|him|"
    r"her|them|his|my)|held\s+(?:\w+\s+){0,4}(?:to|at|against)|over\s+(?:the|my|his|her)\s+head|"
    r"in\s+(?:his|her|their|each|one)\s+(?:(?:right|left|other)\s+)?hands?|h[eo]ld(?:ing|s)?\s+(?:up|out)|"
    r"bottom\s+half|jagged|stuck|shoved|thrust|clubbed|whack(?:ed|ing)?|batter(?:ed|ing)?|cosh(?:ed)?|blood(?:y|stain(?:ed|s)?)?)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.!?](?:\s|$)|\n\s*\n")
_AROUND, _FAR = 40, 200


def is_no_weapon(text: str, start: int, end: int) -> bool:
    """Whether what the model took for a weapon is another thing, and nobody is struck with it."""
    found = _around(text, start, end, _OTHER_THINGS)
    if found:
        same = re.compile(rf"\b{re.escape(text[slice(*found)])}\b", re.IGNORECASE)
        return not _struck_anywhere(text, same)
    if _CLAMP.fullmatch(text, start, end):
        return not _struck_anywhere(text, _CLAMP_WORD)
    found = _around(text, start, end, _VESSELS)
    return found is not None and not _struck_anywhere(text, _VESSEL_WORD)


def _around(text: str, start: int, end: int, things: re.Pattern[str]) -> tuple[int, int] | None:
    """Return the place of a thing whose words are, or hold, those of a mention."""
    for found in things.finditer(text, max(0, start - _AROUND), end + _AROUND):
        if found.start() <= start and end <= found.end():
            return found.span()
        if start <= found.start() and found.end() == end:
            # "Black-handled knife block": what stands last is what it is.
            return found.span()
    return None


def _struck_anywhere(text: str, thing: re.Pattern[str]) -> bool:
    """Whether a sentence anywhere strikes with a thing of this name."""
    return _any_struck(text, (found.span() for found in thing.finditer(text)))


def _any_struck(text: str, places: Iterable[tuple[int, int]]) -> bool:
    return any(_struck_in(text, start, end) for start, end in places)


def _struck_in(text: str, start: int, end: int) -> bool:
    """Whether the sentence around a thing strikes, throws or threatens with something."""
    left, right = max(0, start - _FAR), end + _FAR
    begins = [found.end() for found in _SENTENCE.finditer(text, left, start)]
    ends = _SENTENCE.search(text, end, right)
    after = ends.start() if ends else right
    left = begins[-1] if begins else left
    # The thing's own words ("shot glass") strike nobody.
    return bool(_STRUCK.search(text, left, start) or _STRUCK.search(text, end, after))
