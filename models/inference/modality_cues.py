"""Words that tell how a sentence knows what it says: British, Scots, Irish, spoken and typed."""

import re

from models.inference.cues import Cues, cue
from models.inference.denial_cues import NOT

_PERSON = (
    r"(?:he|she|they|it|who|we|somebody|someone|people|everyone|everybody|"
    r"(?-i:[A-Z])[\w'\u2019.-]+)"
)
_ADVERB = (
    r"(?:(?:also|since|later|then|already|just|now|only|first|again|even|subsequently|recently|"
    r"initially|always|further|previously|both|all|clearly|kindly|eventually|once)\s+)*"
)

# What is said in every statement's declaration, and tells nothing about its claims.
DECLARATION = Cues(
    (
        cue("facts", r"\bbelieve\s+(?:that\s+)?the\s+facts\b"),
        cue("facts", r"\bfacts\s+(?:stated\s+|set\s+out\s+)?in\s+this\b"),
        cue(
            "statement",
            r"\bstatement\b(?s:.){0,60}\btrue\s+to\s+the\s+best\s+of\s+my\b|"
            r"\bstatement\s+of\s+truth\b",
        ),
        cue("knowing", r"\bmake\s+it\s+knowing\b"),
        cue("contempt", r"\bcontempt\s+of\s+court\b"),
        cue("prosecution", r"\bliable\s+to\s+prosecution\b"),
    )
)

_TELL = r"(?:told|informed|advised|assured|notified|texted|messaged|emailed)"
_TOLD = (
    r"(?:me|us|my\s+\w+|our\s+\w+|the\s+(?:police|officers?|operator|court|class|staff)|officers|"
    r"police)"
)
_NOT_AN_ORDER = (
    r"(?!\s+(?:not\s+)?to\b|\s+off\b|\s+(?:what|where|how)\s+to\b|\s+i\s+(?:could|should)\b)"
)
_SAY = (
    r"(?:said|says|saying|stated|states|explained|mentioned|claimed|claims|alleged|alleges|reckons?|"
    r"reckoned|disclosed|confirmed|admitted|denied|denies|maintained|insisted|revealed|complained|"
    r"thinks|believes|swears|swore)"
)
# What is said of this kind tells nothing.
_EMPTY_SAID = (
    r"so\b|sorry|thanks?\b|thank\s+you|hello|hi\b|hiya|goodbye|bye\b|things?\b|very\b|to\b|a\s+word|"
    r"something\b|anything|nothing|no\s+more|what\b|which\b|in\s|at\b|on\s+the\s+(?:phone|tape)|"
    r"\w+ly\b|with\b|by\b|and\b|\"|[.,;:!?]"
)
_NOT_I = "".join(
    rf"(?<!\b{who}\s)"
    for who in (
        *("i", "we", r"i['\u2019]ve", "i\\shave", "i\\shad", "i\\sthen", "i\\salso", "i\\sjust"),
        *(
            "i\\sonly",
            "i\\sagain",
            "not",
            "i\\sonce",
            "we\\sboth",
            "we\\sthen",
            "i\\scan",
            "i\\sam",
        ),
    )
)
# Who speaks is looked at only where somebody does: it is asked of many words.
_TELLS = rf"\b(?={_TELL}){_NOT_I}{_TELL}"
_SAYS = rf"\b(?={_SAY}){_NOT_I}{_SAY}"
REPORTED = Cues(
    (
        cue(
            "told informed advised assured notified texted messaged emailed",
            rf"{_TELLS}\s+{_TOLD}\b{_NOT_AN_ORDER}|"
            rf"{_TELLS}\s+(?:him|her|them|(?-i:[A-Z])[\w'\u2019-]+)\s+"
            r"(?:that|he|she|they|it|there)\b",
        ),
        cue(
            "told informed advised notified aware understand",
            rf"\b(?:was|were|am|been|being|wis|got)\s+{_ADVERB}(?:told|informed|advised|notified|"
            rf"made\s+aware|given\s+to\s+understand)\b{_NOT_AN_ORDER}",
        ),
        cue(
            "said says saying stated states explained mentioned claim alleg reckon disclosed "
            "confirmed admitted denied denies maintained insisted revealed complained thinks "
            "believes swears swore",
            rf"{_SAYS}\s+(?:to\s+(?:me|us|my\s+\w+|officers|the\s+\w+)\s+that\b|"
            rf"(?!{_EMPTY_SAID})\w)",
        ),
        cue("say", r"\b(?:people|they|folk|folks|everyone|locals|some|neighbours)\s+say\b"),
        cue(
            "said says reckon claims",
            r",\s*(?:he|she|they|(?-i:[A-Z])[\w'\u2019-]+)\s+(?:said|says|reckons?|claims)"
            r"\s*[.,!]?\s*$",
        ),
        cue(
            "telt telling",
            rf"\b{_PERSON}\s+(?:had\s+|has\s+)?{_ADVERB}(?:telt|telling)\s+(?:me|us)\b"
            rf"{_NOT_AN_ORDER}",
        ),
        cue(
            "according apparently allegedly supposedly reportedly accounts word rumo hearsay "
            "second",
            r"\b(?:according\s+to|apparently|allegedly|supposedly|reportedly|by\s+all\s+accounts|"
            r"word\s+is|rumou?r\s+(?:is|has\s+it)|hearsay|second[\s-]hand)\b",
        ),
        cue(
            "claim rumo allegation stories report information",
            r"\b(?:claims?|rumou?rs?|allegations?|stories|reports?|information)\b[^.;]{0,50}?"
            r"\bthat\b",
        ),
        cue(
            "said alleged reported claimed rumo",
            r"\bit\s+(?:is|was|['\u2019]s)\s+(?:said|alleged|reported|claimed|rumou?red)\b",
        ),
        cue("heard", r"\b(?:has|had|have|['\u2019]ve)\s+heard\s+(?:of|that|from|it\s+said)\b"),
        cue(
            "hear learn understand understood gather found discovered read shown",
            rf"\bi(?:['\u2019]ve|['\u2019]d|\s+have|\s+had)?\s+{_ADVERB}(?:heard|hear|learned|"
            r"learnt|understand|understood|gather|gathered|found\s+out|discovered|read|"
            r"been\s+shown)\s+(?:from|that|he|she|they|it(?:['\u2019]s|\s+(?:was|is|had))|through|"
            r"afterwards|later|on\s+the\s+news)\b"
            r"(?!\s+(?:shout|scream|bang|say|crash|yell|cry|outside|noise)\w*)",
        ),
        cue(
            "what",
            r"\bfrom\s+what\s+(?:i\s+(?:was|have\s+been|['\u2019]ve\s+been)\s+told|"
            r"i(?:['\u2019]ve|\s+have)?\s+(?:heard|gather)|(?:he|she|they|(?-i:[A-Z])\w+)\s+"
            r"(?:said|says|told))\b",
        ),
        cue(
            "report information message call",
            r"\b(?:received|got|had|took)\s+(?:a|an|the)\s+(?:\w+\s+)?(?:report|reports|"
            r"information|message|call)\s+(?:that|stating|saying|to\s+say)\b|"
            r"\breports?\s+of\s+(?:a|an|two|three|males?|females?|someone)\b",
        ),
        cue(
            "say tell",
            r"\b(?:rang|phoned|called|came)\s+(?:\w+\s+)?to\s+(?:say|tell\s+(?:me|us))\b"
            r"(?!\s+sorry)",
        ),
        cue("aware", r"\bmade\s+(?:me|us)\s+aware\b"),
        cue(
            "said says told",
            r"\b(?:so|as)\s+(?:he|she|they)\s+(?:said|says|told\s+(?:me|us))\b",
        ),
        cue("understood", r"\b(?:is|are|was|were)\s+understood\s+to\b"),
    )
)
# Speech of others in quotation marks, so many words long that it may claim something.
SPEECH = re.compile(
    rf"\b(?P<who>I|we)?\s*{_ADVERB}(?:said|says|say|shout(?:ed|s|ing)?|repl(?:ied|ies)|told|tells|asked|yell(?:ed|ing)?|"
    r"scream(?:ed|ing)?|answered|whispered|muttered|mumbled|responded|stated|explained|cried|demanded|"
    r"added|went|goes|going|call(?:ed|ing)\s+(?:out|me|him|her|us)|text(?:ed)?|messaged|wrote|written|read|reads|"
    r"saying|shouts|words|like|telt|repeated|laughed|message)\b",
    re.IGNORECASE,
)

_WH = (
    r"(?:if|whether|who|whose|what|how|which|where|why|when|exactly|is|are|was|were|"
    r"for\s+(?:sure|certain|definite))"
)
UNCERTAIN = Cues(
    (
        cue(
            "think believe guess suppose presume assume suspect reckon imagine estimate fancy say "
            "put",
            r"\bi(?:['\u2019]d|\s+would|\s+do(?:\s+not|n['\u2019]?t|nae)?|\s+did\s+not|"
            r"\s+didn['\u2019]?t|\s+can\s+only|\s+could\s+only|\s+only|\s+just|\s+honestly|\s+now|"
            r"\s+also|\s+genuinely)?\s+(?:think|believe|guess|suppose|presume|assume|suspect|reckon|"
            r"imagine|estimate|fancy|say\s+(?:he|she|it|they|about|around|maybe|probably|roughly|"
            r"between|mixed|late|early|mid|in)|put\s+(?:him|her|it)\s+at)\b"
            r"(?!\s+(?:you\b|of\b|about\b|so\s+much\b|in\s+(?:god|jesus)\b|"
            r"i\s+(?:should|deserve|can\s+ever)\b))",
        ),
        cue(
            "believed presumed assumed suspected reckoned guessed imagined",
            r"\bi\s+(?:\w+\s+)?(?:believed|presumed|assumed|suspected|reckoned|guessed|imagined)\b",
        ),
        cue(
            "thought",
            r"\bi\s+(?:\w+\s+)?thought\b(?!\s*[\"“\u2018,]|\s+(?:to\s+myself|nothing|about|of\b|"
            r"better|i\s+(?:was\s+(?:going|about|dying)|would|['\u2019]d|had\s+better|should|must)|"
            r"(?:he|she|they|we)(?:(?:['\u2019]d|\s+would)\s+(?:kill|hit|hurt|stab|shoot|get|do|come|"
            r"go)|\s+w(?:as|ere)\s+(?:going|gonna|about|joking|messing))|it\s+was\s+(?:odd|strange|"
            r"weird|funny|a\s+(?:joke|prank|wind)|over|the\s+end)|that\s+was\s+(?:it|odd|strange|"
            r"the\s+end)|no\s+more))",
        ),
        cue(
            "may might could",
            r"\b(?:(?:may|might)\s+(?:not\s+)?|could\s+)(?:well\s+|just\s+|also\s+|possibly\s+|"
            r"only\s+)?(?:have|of)\b(?!\s+(?:it|a|an|the|my|his|her|some|any|one|that|this|to|died|"
            r"been\s+killed|killed|stopped|helped|cried))|\b(?:may|might)\s+(?:well\s+|not\s+)?be\b|"
            r"\bcould\s+(?:well\s+)?be\b(?!\s+(?:seen|heard|used|done|reached))",
        ),
        cue(
            "been",
            r"\b(?:must|would|will|['\u2019]d|should)\s+(?:have|of)\s+been\s+(?:about|around|"
            r"approximately|roughly|some(?:where|time)?|between|just|getting|near(?:ly)?|after|before|"
            r"maybe|quarter|half|in\s+(?:his|her|their)|\d)",
        ),
        cue(
            "must",
            r"\bmust(?:['\u2019]ve|\s+have|\s+of)\s+(?:been|got|gone|come|had|left|taken|fallen|hit|"
            r"used|seen|heard|thought)\b",
        ),
        cue(
            "possibly probably perhaps maybe mebbe mibbe presumably likely conceivably dunno "
            "evidently roughly seemingly",
            r"\b(?:possibly|probably|perhaps|maybe|mebbe|mibbe|presumably|likely|unlikely|"
            r"conceivably|dunno|evidently|roughly\s+speaking|seemingly)\b",
        ),
        cue(
            "sure certain positive definite clear remember recall swear confident guarantee",
            rf"\b{NOT}\s+(?:\w+\s+){{0,2}}?(?:be\s+)?(?:\w+ly\s+|too\s+|so\s+|quite\s+|very\s+|"
            r"all\s+that\s+|100%\s+|a\s+hundred\s+per\s*cent\s+)?(?:sure|certain|positive|definite|"
            r"clear\s+(?:if|whether|who|what)|remember|recall|swear|confident|guarantee)\b"
            r"(?!\s+(?:saying|telling|to\s+\w+\s+(?:him|her)))",
        ),
        cue(
            "unsure uncertain unclear unable",
            r"\b(?:unsure|uncertain|unclear|unable\s+to\s+(?:say|recall|remember|be\s+sure|confirm|"
            r"estimate))\b",
        ),
        cue("know", rf"\b{NOT}\s+(?:\w+\s+)?know\s+{_WH}\b"),
        cue(
            "dunno idea clue knows ken",
            r"\b(?:dunno|no\s+idea|not\s+a\s+clue|no\s+clue|who\s+knows|don['\u2019]?t\s+ken)\b",
        ),
        cue(
            "say tell make put give",
            r"\b(?:can(?:['\u2019]?t|not|nae)|could(?:\s+not|n['\u2019]?t|nae))\s+(?:really\s+|"
            r"honestly\s+|now\s+|exactly\s+)?(?:say\b(?!\s+(?:no|anything|a\s+word))|"
            rf"tell\s+{_WH}|make\s+out\s+{_WH}|put\s+a\s+(?:name|number|time|figure)|"
            r"give\s+(?:a|an)\s+(?:exact|better))",
        ),
        cue(
            "seem appear look sound felt what if though",
            r"\b(?:seem(?:s|ed)?|appear(?:s|ed)?\s+(?:to|as|that|very|quite|drunk|intoxicated|upset)|"
            r"look(?:s|ed)?\s+(?:like|as\s+if|as\s+though|to\s+be|to\s+me\s+like)|"
            r"sound(?:s|ed)?\s+(?:like|as\s+if|as\s+though|to\s+be)|felt\s+like\s+(?:a|it)|"
            r"what\s+(?:looked|appeared|seemed|sounded|i\s+(?:believe|think|thought|took))|"
            r"as\s+(?:if|though)\s+(?:he|she|they|it|someone|somebody)\b)",
        ),
        cue(
            "something so thereabouts maybe possibly was summat somewhere",
            r"\bor\s+(?:something|so\b(?!\s+that)|thereabouts|maybe|possibly|was\s+it|summat|"
            r"somewhere)|\bsomething\s+like\b(?!\s+that\s+happen)",
        ),
        cue(
            "kind sort type",
            r"\b(?:some|a)\s+(?:kind|sort|type)\s+of\s+(?:\w+\s+)?(?:knife|blade|weapon|bar|pole|"
            r"stick|gun|bat|tool|object|hammer|liquid|powder|bottle|accent|logo|badge|car|van)\b",
        ),
        cue(
            "best far know remember memory recall say guess impression assumption belief wrong "
            "mistaken corrected hard difficult impossible swear quote give less estimation glimpse",
            r"\b(?:to\s+(?:the\s+)?best\s+of\s+my|as\s+far\s+as\s+(?:i|we)\s+(?:know|knew|can|could|"
            r"am|was|remember|recall|saw)|for\s+all\s+i\s+know|if\s+(?:i\s+remember|"
            r"memory\s+serves|i\s+recall|i\s+had\s+to\s+(?:say|guess))|from\s+memory|"
            r"at\s+a\s+guess|i['\u2019]m\s+guessing|my\s+(?:best\s+)?(?:guess|impression|assumption|"
            r"belief)|i\s+(?:got|had|formed)\s+the\s+impression|(?:could|may|might)\s+be\s+(?:wrong|"
            r"mistaken)|i\s+(?:stand|am\s+happy)\s+to\s+be\s+corrected|(?:hard|difficult|impossible)"
            r"\s+to\s+(?:say|tell|judge|be\s+sure)|i\s+would(?:\s+not|n['\u2019]t)\s+(?:swear|"
            r"like\s+to\s+say|want\s+to\s+say)|don['\u2019]?t\s+quote\s+me|give\s+or\s+take|"
            r"more\s+or\s+less|in\s+my\s+estimation|only\s+a\s+(?:guess|glimpse))\b",
        ),
        # The claim itself is an estimate: "He was about six foot".
        cue(
            "about around approx roughly circa round",
            r"^\W*(?:(?:and|but|so|then)\W+)?(?:it|this|that|he|she|they|the\s+(?:[\w-]+\s+){1,3}?)"
            r"['\u2019]?\s*(?:s|was|were|is|are|lasted|took|weighed|measured|cost)\s+(?:then\s+|now\s+|"
            r"only\s+|maybe\s+)?(?:about|around|approximately|approx\.?|roughly|circa|round)\s+"
            r"(?:a\s+|an\s+|the\s+|my\s+|five|six|\d|[a-z]+ty|\w+teen|one|two|three|four|seven|eight|"
            r"nine|ten|eleven|twelve|half|quarter|midnight|midday|noon|mid)",
        ),
    )
)
