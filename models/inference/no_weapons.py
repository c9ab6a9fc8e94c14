"""What bears a weapon's word and is none: a knife block, a bat and ball, gun metal, a shot glass.

The scheme marks a thing that is used, carried or described as a weapon, and a bottle when somebody
is struck with it. The network goes by the word. Nothing is left out that a sentence strikes,
throws, points or threatens with, and nothing told of just before somebody is hurt.
"""

import re

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
    r"(?:glue|heat|staple|spray|speed|radar|grease|massage|price|label(?:ling)?)[\s-]guns?|"
    r"(?:wiper|shoulder|rotor|fan|mower|turbine|ice)[\s-]blades?|"
    r"chains?\s+of\s+(?:custody|command|events|evidence|shops|stores|restaurants)|"
    r"(?:memory|usb|selfie|pogo)[\s-]sticks?|sticks?\s+of\s+(?:rock|gum|celery|furniture)|"
    r"cue[\s-]balls?|jerry(?=[\s-]?cans?\b)|brick[\s-](?:walls?|built|work|layers?)|"
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
_VESSEL_WORD = rf"\b(?:shot[\s-]+)?{_VESSEL}\b"
_CLAMP = re.compile(r"(?:wheel[\s-]|parking\s)?clamps?", re.IGNORECASE)
_CLAMP_WORD = r"\bclamps?\b"
_STRUCK = re.compile(
    r"\b(?:hit|hits|hitting|struck|strik(?:e|es|ing)|sw(?:ung|ing|inging)|threw|throw(?:n|ing|s)?|"
    r"beat(?:en|ing)?|attack(?:ed|ing|s)?|threaten(?:ed|ing|s)?|brandish(?:ed|ing)?|"
    r"wav(?:ed|ing)|smash(?:ed|ing|es)?|bludgeon(?:ed)?|assault(?:ed)?|raised|lunged|injured|"
    r"armed|weapons?|stab(?:bed|bing|s)?|slash(?:ed|ing)?|jab(?:bed|bing)?|pok(?:ed|ing)|"
    r"point(?:ed|ing)|aim(?:ed|ing)|fired?|shot(?!\s+glass)|shoot(?:s|ing)?|glass(?:ed|ing)|lob(?:bed|bing)?|"
    r"chuck(?:ed|ing)?|hurl(?:ed|ing)?|launch(?:ed)?|flung|bott?led|broken|broke|cut\s+(?:me|him|"
    r"her|them|his|my)|held\s+(?:\w+\s+){0,4}(?:to|at|against)|over\s+(?:the|my|his|her)\s+head|"
    r"in\s+(?:his|her|their|each|one)\s+(?:(?:right|left|other)\s+)?hands?|h[eo]ld(?:ing|s)?\s+(?:up|out)|"
    r"push(?:ed|ing)|ramm(?:ed|ing)|crack(?:ed|ing)|pull(?:ed|ing)|"
    r"(?:c[ao]m(?:e|ing)|went|going|ran|running|flew)\s+(?:straight\s+|right\s+)?(?:at|for)\s+"
    r"(?:me|him|her|us|them|my|his|their|(?-i:[A-Z])\w*)|"
    r"pour(?:ed|ing)\s+[^.!?\n]{0,60}?\b(?:over|on|onto|at|down)\s+(?:me|him|her|us|them|my|his|"
    r"their|(?-i:[A-Z])\w*)|br(?:ought|inging)\s+(?:\w+\s+){0,6}?down|"
    r"punch(?:ed|ing)?|kick(?:ed|ing)|knock(?:ed|ing)?|gash(?:ed)?|bleeding|wound(?:ed|s)?|"
    r"bottom\s+half|jagged|stuck|shoved|thrust|clubbed|whack(?:ed|ing)?|batter(?:ed|ing)?|cosh(?:ed)?|blood(?:y|stain(?:ed|s)?)?)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.!?](?:\s|$)|\n\s*\n")
_AROUND, _FAR = 40, 200


class NoWeapons:
    """What a passage strikes with, each thing's name looked up once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._told: dict[str, bool] = {}

    def holds(self, start: int, end: int) -> bool:
        """Whether what the model took for a weapon is another thing, and nobody is hurt with it."""
        text = self._text
        if found := _around(text, start, end, _OTHER_THINGS):
            words = text[slice(*found)]
            name = rf"\b{re.escape(words)}\b"
        elif found := _CLAMP.fullmatch(text, start, end) and (start, end):
            name = _CLAMP_WORD
        elif found := _around(text, start, end, _VESSELS):
            name = _VESSEL_WORD
        else:
            return False
        return not _hurts_near(text, *found) and not self._strikes_with(name)

    def _strikes_with(self, name: str) -> bool:
        """Whether a sentence anywhere strikes with a thing of this name."""
        if (key := name.casefold()) not in self._told:
            places = re.finditer(name, self._text, re.IGNORECASE)
            self._told[key] = any(_struck_in(self._text, *found.span()) for found in places)
        return self._told[key]


def _around(text: str, start: int, end: int, things: re.Pattern[str]) -> tuple[int, int] | None:
    """Return the place of a thing whose words are, or hold, those of a mention."""
    for found in things.finditer(text, max(0, start - _AROUND), end + _AROUND):
        if found.start() <= start and end <= found.end():
            return found.span()
        if start <= found.start() and found.end() == end:
            # "Black-handled knife block": what stands last is what it is.
            return found.span()
    return None


def _hurts_near(text: str, start: int, end: int) -> bool:
    """Whether the sentence of a thing or the next two tell of a blow: "He hit me with it"."""
    return _struck_in(text, start, end, sentences=3)


def _struck_in(text: str, start: int, end: int, sentences: int = 1) -> bool:
    """Whether the sentence around a thing strikes, throws or threatens with something.

    With more ``sentences`` than one, those after it count too.
    """
    left = max(0, start - _FAR)
    begins = [found.end() for found in _SENTENCE.finditer(text, left, start)]
    left = begins[-1] if begins else left
    after = end
    for _ in range(sentences):
        right = min(len(text), after + _FAR)
        ends = _SENTENCE.search(text, after, right)
        after = ends.end() if ends else right
    # The thing's own words ("shot glass") strike nobody.
    return _STRUCK.search(f"{text[left:start]}it{text[end:after]}") is not None
