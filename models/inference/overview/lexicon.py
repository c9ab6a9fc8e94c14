"""Classes of words that decide what may be left out of a sentence without changing what it says."""

from functools import cache

from models.inference.identifiers.numberwords import ORDINALS, TENS, UNITS
from models.inference.person_words import PERSON_PHRASE


def words(listed: str) -> frozenset[str]:
    """Return the words that a text lists, parted by spaces."""
    return frozenset(listed.split())


DETERMINERS = words("a an the")
POSSESSIVES = words("my his her their our its your mine hers theirs ours yours")
PRONOUNS = {
    "i": "i", "me": "i", "he": "he", "him": "he", "she": "she", "her": "she", "they": "they",
    "them": "they", "we": "we", "us": "we", "it": "it", "you": "you",
}  # fmt: skip
NOMINATIVE = words("i he she they we")
THIRD_PERSON = words("he him his she her hers they them their theirs")
# At the head of a sentence they point to the one before.
POINTING_BACK = words("it this that these those both neither another")
BE = words("am is are was were be been being")
PERFECT = words("have has had having")
DO = words("do does did")
MODALS = words("can could may might must shall should will would ought dare need 'll 'd")
COORDINATORS = words("and but or nor yet so then")
SUBORDINATORS = words(
    "when while whilst as after before until till because since although though where once whereas"
)
RELATIVES = words("who whom whose which")
PREPOSITIONS = words(
    "about above across after against along alongside among amongst around at before behind below "
    "beneath beside between beyond by down during for from in inside into near of off on onto "
    "opposite out outside over past per round since through throughout to toward towards under "
    "underneath until till up upon via with within"
)
# Nothing that is said changes where one of these is left out. ``-ly`` makes more of them.
ADVERBS = words(
    "then again also afterwards later there here now soon next too well very quite really "
    "eventually meanwhile today yesterday"
)
NOUNS_IN_LY = words("family bully belly reply supply fly assembly anomaly jelly rally")

NEGATIONS = words(
    "not no never nobody none nothing nowhere neither nor without cannot hardly barely scarcely "
    "rarely seldom unable nowt naebody nae"
)
# With one of these a sentence that leaves out what narrows it claims more.
WHOLES = words(
    "all always every everyone everybody everything each only first last most least exactly any"
)
QUANTITIES = WHOLES | words(
    "some many few several both half part more less fewer than just enough twice once pair couple "
    "dozen dozens another other others same different second third majority minority either much "
    "little nearly almost approximately approx roughly circa mostly mainly partly partially "
    "usually normally generally occasionally sometimes regularly often frequently typically "
    "always constantly originally formerly previously initially temporarily momentarily"
)
ROUNDING = words("about around over under nearly almost approximately approx roughly circa some")
# Words that take back, guess, report or condition what stands near them.
DOUBT = words(
    "think thought believe believed guess suppose presume assume suspect reckon imagine estimate "
    "seem appear maybe perhaps possibly probably presumably likely unlikely apparently allegedly "
    "supposedly reportedly seemingly evidently sure certain unsure uncertain positive remember "
    "recall swear doubt mistaken wrong hear heard say said tell told state claim allege reply "
    "answer shout shouted scream yell whisper mutter mumble add explain mention admit deny ask "
    "insist confirm inform advise warn text message write according rumour gossip if unless "
    "whether except apart instead rather or either but although though like as otherwise "
    "provided suspected alleged question why"
)
# Words after which the deed that follows is not said to be done.
UNDONE = words(
    "try attempt want wish intend plan mean threaten offer promise refuse fail forget hope fear "
    "expect pretend dream decide hesitate agree arrange prepare order let help make force stop "
    "prevent manage go going use used start begin nearly almost able bound due ready "
    "supposed meant suspect suspicion accuse charge wonder see saw watch watched"
)
# What makes a thing another thing.
PRETENCE = words(
    "toy fake imitation replica alleged suspected attempted former ex so-called supposed potential "
    "possible apparent pretend mock model dummy false counterfeit future would-be next other "
    "another second first last same half part step late unloaded empty broken blunt plastic water "
    "nerf unknown similar so-called intended planned threatened missing"
)
# What makes a deed no deed, or a sighting none.
CIRCUMSTANCES = words(
    "accident accidentally mistake mistakenly unintentionally jokingly playfully joke jest "
    "self-defence defence dream nightmare film video cctv footage photograph photo picture image "
    "screen television telly tv screenshot mirror drawing game training exercise rehearsal story "
    "theory rumour report article wrongly falsely theoretically virtually technically nominally "
    "potentially case event condition permission consent agreement invitation request duress "
    "instruction instructions orders"
)
PLACE_WORDS = words(
    "street road lane avenue close drive way place court square terrace crescent gardens hill park "
    "green row walk grove house hotel inn arms hospital infirmary school college university "
    "station church bridge centre club bar pub restaurant shop store stores market estate council "
    "police ltd limited plc company services trust group bank building city united rovers"
)
WITNESS = words("witness writer author")

NUMBER_WORDS = frozenset(word.lower() for word in (*UNITS, *TENS, "HUNDRED", "THOUSAND", "MILLION"))
ORDINAL_WORDS = {word.lower(): value for word, value in ORDINALS.items()}

FUNCTION_WORDS = (
    DETERMINERS | POSSESSIVES | frozenset(PRONOUNS) | BE | PERFECT | DO | MODALS | COORDINATORS
    | SUBORDINATORS | RELATIVES | PREPOSITIONS | ADVERBS | NEGATIONS | QUANTITIES | NUMBER_WORDS
    | words("this that these those there if unless myself himself herself themselves")
)  # fmt: skip


@cache
def is_person(word: str) -> bool:
    """Whether a noun in small letters tells of a person or of several: "brother", "men"."""
    return PERSON_PHRASE.fullmatch(f"the {word}") is not None
