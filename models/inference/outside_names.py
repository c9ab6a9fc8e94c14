"""Words of a form, a letter or a list that stand beside a name and are none of it.

A form's cells, a letter's greeting and a paragraph's number are laid out where a sentence would go
on, and the network was taught on sentences. Each rule here holds whatever the text is about.
"""

import re
from collections.abc import Sequence

from models.inference.speaker_roles import opens_turn

# Labels that forms print after a name's value. Nobody is called so.
_LABELS_TEXT = (
    "urn dob age occupation postcode tel telephone mobile email e-mail signature signed dated "
    "rank ethnicity gender nationality"
)
_LABELS = frozenset(_LABELS_TEXT.split())
# These may end a name's neighbours ("Station Road"), so what follows has to say that it is a label.
_COLON_TEXT = """
station force unit division address date time name number position role ref reference
"""
_LABELS_WITH_A_COLON = _LABELS | frozenset(_COLON_TEXT.split())
# Named for people who are never called so: "urn" and "dob" need nothing beside them.
_ONLY_LABELS = frozenset({"urn", "dob", "postcode"})
_GREETINGS_TEXT = "dear hi hello okay ok immediate name surname forename signed"
_GREETINGS = frozenset(_GREETINGS_TEXT.split())
# What somebody does or what became of them, before a name: in notes and logs, with a capital as
# the first word of a line. Of some 5,000 marked names in the corpus none begins with one.
_DOINGS_TEXT = """
driver passenger supervisor manager manageress handler taker operator complainant suspect
defendant informant caller witness victim arrested detained cautioned colleague neighbour partner
keeper tenant interviewer interviewee
"""
_BEFORE_NAMES = _GREETINGS | frozenset(_DOINGS_TEXT.split())
# Who is spoken of so in a call-taker's log is nobody's name: the informant.
_CIPHERS = frozenset({"inf", "inft"})
# What is printed at a form's foot, alone or together, is nobody.
_PRINTED_TEXT = "signed dated signature signatures witnessed witness date by the and of"
_PRINTED = frozenset(_PRINTED_TEXT.split())
# Degrees and memberships after a name. KC stays with it, as a title does.
_DEGREES_TEXT = """
BSc BEng MSc MEng MChem MSci MBA MPhil PhD DPhil DClinPsy LLB LLM MBBS MBChB MBBCh BDS RN RGN RMN
MRCP MRCS MRCGP MRCEM MRCPsych MRCVS FRCP FRCS FRCA FRCEM FRCPCH FRCPath FRCPsych FRCR FFICM CEng
FRICS MRICS PGCE MCSP
"""
_DEGREES = frozenset(_DEGREES_TEXT.split())
# The Crown, in the name of a case.
_CROWN = re.compile(r"(?:R|Rex|Regina|The\s+(?:King|Queen))\s+(?:-v-|v\.?|vs\.?)\s+(?=\S)")
_CROWN_ALONE = re.compile(r"(?:R|Rex|Regina)")
_AGAINST = re.compile(r"\.?\s+(?:-\s?v\s?-|v\.?|vs\.?)\s")
_ALONE = re.compile(r"\s*[:\t]")
_WORDS = re.compile(r"\S+")
# Beside one name; a text of nothing but such words is not worth its square of steps.
_MOST_LABELS = 12
_NAMES = frozenset({"PERSON", "LOCATION", "ORG"})
_DRINKS_TEXT = """
vodka whisky whiskey rum gin wine beer beers lager cider ale stout prosecco champagne cava brandy
sherry tequila sambuca absinthe alcopop alcopops alcohol smirnoff jameson jameson's bacardi absolut
gordon's stella fosters foster's guinness carling carlsberg budweiser heineken peroni strongbow
buckfast bell's baileys jagermeister
"""
_DRINKS = frozenset(_DRINKS_TEXT.split())
_AROUND_DRINKS_TEXT = "white red rose bottle bottles can cans pint pints glass glasses of a the and"
_AROUND_DRINKS = _DRINKS | frozenset(_AROUND_DRINKS_TEXT.split())
# What is sold over the counter, sprayed or cleaned with. The scheme's DRUG is a controlled one.
_HOUSEHOLD_TEXT = """
lynx febreze glade airwick zoflora dettol domestos deodorant deodorants deoderant
antiperspirant aftershave perfume perfumes cologne fragrance hairspray shampoo conditioner soap
toothpaste mouthwash bleach disinfectant freshener polish detergent vicks
paracetamol ibuprofen aspirin nurofen calpol anadin panadol gaviscon rennie rennies piriton
strepsils lemsip insulin ventolin salbutamol inhaler inhalers epipen antibiotics antibiotic
penicillin amoxicillin antihistamine antihistamines statins metformin
tobacco cigarette cigarettes cigar cigars fags coffee tea lucozade caffeine
"""
_HOUSEHOLD = frozenset(_HOUSEHOLD_TEXT.split())
_AROUND_HOUSEHOLD_TEXT = """
africa body spray sprays air can cans bottle bottles tablet tablets tin smell scent of a an the some
and men's ladies household kitchen toilet
"""
_AROUND_HOUSEHOLD = _HOUSEHOLD | frozenset(_AROUND_HOUSEHOLD_TEXT.split())
_WORN_TEXT = """
parka parkas jacket jackets coat coats overcoat raincoat trenchcoat hoodie hoodies hoody hoodie's
jumper jumpers sweater sweaters sweatshirt sweatshirts cardigan fleece anorak cagoule windbreaker
gilet puffa tracksuit tracksuits trousers jeans joggers leggings shorts skirt dress blouse shirt
shirts t-shirt t-shirts tshirt tee vest jersey top tops trainers trainer shoes boots sandals
slippers sliders socks hat hats cap caps beanie balaclava snood scarf hijab niqab gloves belt
uniform overalls dungarees suit suits waistcoat tabard pyjamas
bag bags rucksack rucksacks backpack backpacks holdall suitcase handbag wallet purse umbrella phone
phones iphone laptop
"""
_WORN = frozenset(_WORN_TEXT.split())
# A Citroën van; roofs.
_DRIVEN = re.compile(
    r"citro[e\u00eb]n\s+jumper|\b(?:soft|hard|drop|rag|open)[\s-]tops?$", re.IGNORECASE
)
_COLOURS_TEXT = """
black white silver grey gray blue navy red green yellow orange brown gold beige purple pink maroon
cream bronze dark light bright pale metallic
"""
_COLOURS = frozenset(_COLOURS_TEXT.split())


# Printed on Welsh forms, or words that open Welsh sentences, and nobody's name.
_WELSH_TEXT = """
datganiad tyst tystion galwedigaeth dyddiad oed oedran llofnod llofnodwyd enw cyfenw cyfeiriad
heddlu tudalen parhad rhif roedd rwy'n rwy rwyf rydw dw i'n oedd wedi yn y'r
mae'r mae'n nid dydy dyma dyna felly wedyn
"""
_WELSH = frozenset(_WELSH_TEXT.split())
# Mae West is somebody; "Mae o wedi" is how a sentence begins.
_MAE = re.compile(r"Mae\s+(?:o|hi|e|fe|nhw|yn|wedi|gen|gyda|gan|y|yr|rhaid|na|ni|pawb|rhywun)\b")


def _is_welsh(word: str) -> bool:
    """Whether a word is one of these, and no two initials: "DW hit me first"."""
    return word.casefold() in _WELSH and not (len(word) < 3 and word.isupper())


def without_labels(text: str, label: str, start: int, end: int) -> tuple[int, int]:
    """Return a name's place without the form's labels that the model took along.

    "Chloe Pickersgill URN:" ends before the label, "Dear Miss Tring" begins after the greeting and
    "Driver Ryszard Gil" after what he did. Where nothing else is left, the place is empty.
    """
    if label not in _NAMES:
        return start, end
    if label == "PERSON" and (crown := _CROWN.match(text, start, end)):
        start = crown.end()
    for _ in range(_MOST_LABELS):
        if not _may_hold_labels(label, text[start:end].split()):
            break
        words = list(_WORDS.finditer(text, start, end))
        last = words[-1][0].rstrip(".,;").casefold()
        parted = len(words) > 1 and _parts(text[words[-2].end() : words[-1].start()])
        said = _ALONE.match(text, end) is not None
        with_a_colon = said and (label == "PERSON" or parted or len(words) < 2)
        without = len(words) > 1 and (parted or last in _ONLY_LABELS)
        if (last in _LABELS_WITH_A_COLON and with_a_colon) or (last in _LABELS and without):
            end = words[-1].start()
        elif label == "PERSON" and len(words) > 1 and words[-1][0].strip(".,;") in _DEGREES:
            end = words[-2].end()
        elif label == "PERSON" and len(words) > 1 and _stands_before(words[0][0], words[1:]):
            start = words[1].start()
        else:
            break
        while end > start and text[end - 1].isspace():
            end -= 1
    return start, end


def _stands_before(first: str, rest: Sequence[re.Match[str]]) -> bool:
    """Whether a word only stands before a name; "Witness A" and "Suspect 1" are called just so."""
    first = first.casefold()
    called = any(sum(map(str.isalpha, word[0])) > 1 for word in rest)
    return first in _GREETINGS or (first in _BEFORE_NAMES and called)


def _may_hold_labels(label: str, words: Sequence[str]) -> bool:
    """Whether a name's first or last word may be one that only stands beside it."""
    if not words:
        return False
    if words[-1].rstrip(".,;").casefold() in _LABELS_WITH_A_COLON:
        return True
    degree = words[-1].strip(".,;") in _DEGREES
    return label == "PERSON" and (degree or words[0].casefold() in _BEFORE_NAMES)


def _parts(gap: str) -> bool:
    """Whether a gap between two words is as wide as that between two cells."""
    return len(gap) > 1 or gap in {"\t", "\n"}


_COUNTED = re.compile(r"\d{1,3}")
_UNIT = re.compile(r"\s*(?:h\b|hrs?\b|hours?\b|[ap]\.?m\b|o'?clock)", re.IGNORECASE)


def is_none(text: str, label: str, start: int, end: int) -> bool:
    """Whether what stands there cannot be what the model took it for.

    Who only says what they do before their speech ("CALL TAKER:") is no name; a paragraph's number
    or a pulse no time; a colour or a number alone, what is worn or carried no vehicle; what is
    drunk, sprayed or sold over the counter no drug; one letter no organisation. Nobody is called
    by the Crown in a case's name, "Inf" in a log, a degree, what is printed at a form's foot
    ("Signed and dated"), or Welsh words of forms and those that open sentences ("Mae o wedi").
    """
    surface = text[start:end]
    if label in _NAMES and opens_turn(text, label, start, end):
        return True
    if label == "TIME" and _COUNTED.fullmatch(surface) and not _UNIT.match(text, end):
        opens = not text[text.rfind("\n", 0, start) + 1 : start].strip()
        return len(surface) == 3 or (opens and text[end : end + 1] in {".", ")"})
    if label == "PERSON":
        bare = [word.strip(".,:;()") for word in surface.split()]
        if all(map(_is_welsh, bare)) or all(word.casefold() in _PRINTED for word in bare):
            return True
        if surface.casefold() in _CIPHERS and not surface.isupper():
            return True
        if surface == "Mae":
            return _MAE.match(text, start) is not None
        crown = _CROWN_ALONE.fullmatch(surface) is not None
        return (crown and _AGAINST.match(text, end) is not None) or surface in _DEGREES
    if label == "ORG":
        return len(surface.strip(".")) == 1
    words = [word.strip(".,;:'\"").casefold() for word in surface.split()]
    if label == "VEHICLE":
        if words[-1] in _WORN and not _DRIVEN.search(surface):
            return True
        return all(word in _COLOURS or (word.isdigit() and len(word) < 3) for word in words)
    return label == "DRUG" and any(
        any(word in bought for word in words) and all(word in around for word in words)
        for bought, around in ((_DRINKS, _AROUND_DRINKS), (_HOUSEHOLD, _AROUND_HOUSEHOLD))
    )
