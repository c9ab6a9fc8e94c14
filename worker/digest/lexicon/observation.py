"""The words for how somebody was seen: the ADVOKATE conditions, and what makes them matter."""

import re
from dataclasses import dataclass

from worker.digest.lexicon.patterns import Phrases, cue

_COUNT = (
    r"(?:(?:about|around|approximately|roughly|maybe|perhaps|some|only|just|less\s+than|"
    r"more\s+than|under|over|at\s+least|"
    r"no\s+more\s+than|nearly|almost)\s+)*(?:an?|a\s+few|a\s+couple\s+of|a\s+good|one|two|three|"
    r"four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|"
    r"(?:twenty|thirty|forty|fifty|sixty|eighty|ninety)(?:[\s-](?:one|two|three|four|five|six|"
    r"seven|"
    r"eight|nine)\b)?|(?:a\s+)?hundred|several|half\s+an?|"
    r"\d{1,3}(?:\.\d)?)(?:\s+(?:or|to)\s+(?:so|\w+))?"
)
_SPAN = r"(?:seconds?|secs?|minutes?|mins?|moments?|hours?|hrs?)"
_LENGTH = (
    r"(?:metres?|meters?|mtrs?|m|feet|foot|ft|yards?|yds|paces|car\s+lengths?|inches|centimetres?|"
    r"cm)"
)

# The witness has seen somebody, and could or could not know them again.
IDENTIFIES = Phrases(
    r"(?:I|we|and|twice\s+before\s+and)(?:'d|\s+would|\s+will|\s+could|\s+can|\s+should|\s+might|"
    r"'ll)?\s+(?:(?:not|never|"
    r"definitely|certainly|easily|probably|immediately|also|instantly|straight\s+away)\s+){0,2}"
    r"(?:recogni[sz]e[ds]?\s+(?:him|her|them|the\s+(?:man|male|woman|female|lad|boy|girl|driver|"
    r"rider|one|voice|face|tall|other|two|first|second)|one\s+of|either|both|any|a\s+(?:man|male|"
    r"lad|woman|female))|identif(?:y|ied)\s+(?:him|her|the\s+(?:man|male|suspect|woman|person))|"
    r"know\s+(?:him|her|them)\s+(?:again|anywhere)|"
    r"pick(?:ed)?\s+(?:him|her|them|\w+)?\s*(?:out\b|number|no\.)|"
    r"know\s+the\s+[\w\s'-]{2,40}?\s+(?:again|anywhere|by)\b)|(?:wouldn't|couldn't|can't|cannot|"
    r"cannae|not\s+be\s+able\s+to|be\s+able\s+to|unable\s+to|not)\s+(?:recogni[sz]e|identify|"
    r"know)\s+(?:him|her|them|the\s+\w+|any\s+of|either|anyone|anybody)(?:\s+again)?"
    r"|identification\s+(?:procedure|parade|suite)|identity\s+parade|video\s+(?:parade|"
    r"identification)|VIPER(?:\s+parade)?|would\s+know\s+(?:him|her|them|that|"
    r"the\s+\w+)(?:\s+\w+)?\s+(?:again|anywhere|by)"
)
# Somebody else's description, which the writer passes on.
PASSED_ON = cue(
    r"(?:he|she|they|who|victim|complainant|informant|caller|witness|witnesses|"
    r"[A-Z][\w'-]+)\s+(?:had\s+|then\s+|also\s+)?(?:describe[ds]?|gave\s+(?:me\s+|us\s+)?(?:a|"
    r"the|this|his|her)\s+description)|(?:was|were|been)\s+(?:given|described)|"
    r"description\s+(?:given|circulated|passed)"
)

_SAW = (
    r"(?:saw|see|seen|seeing|view|viewed|watch(?:ed|ing)?|look(?:ed|ing)?|observ(?:e|ed|ing|"
    r"ation)|sight|eyes|notice[d]?|glanced?|glimpsed?|stared|"
    r"staring|incident|whole\s+thing|whole\s+incident|lasted|took|took\s+place|over\s+in|"
    r"all\s+over|o\s+him|of\s+him|of\s+her|of\s+them|face|with\s+(?:him|her|me|us))"
)

AMOUNT = Phrases(
    rf"(?:for|lasted|lasting|took|within|only|in\s+all|in\s+total|over\s+in|"
    rf"about)\s+(?:no\s+more\s+than\s+|the\s+best\s+part\s+of\s+|what\s+(?:felt|"
    rf"seemed)\s+like\s+)?{_COUNT}\s+(?:\w+\s+)?{_SPAN}"
    rf"|(?<!\d[,:.]){_COUNT}\s+{_SPAN}(?<!\sa\ssecond)|(?<!\d[,:.])a\s+second(?=\s*[,.;]|\s+or)|(?:a\s+|"
    rf"the\s+)?(?:split|few|couple\s+of)\s+seconds?|(?:a|only\s+a|just\s+a|brief|quick|"
    rf"fleeting)\s+(?:\w+\s+)?(?:glimpse|glance|moment|look)|got\s+a\s+(?:good|proper|decent|"
    rf"clear|quick|brief)\s+look|"
    r"(?:saw|seen|see|looked\s+at)\s+(?:him|her|them|it)\s+(?:only\s+)?(?:briefly|fleetingly)|"
    r"in\s+a\s+flash|all\s+night|all\s+evening|the\s+whole\s+(?:time|journey|way)|"
    r"in\s+(?:my\s+)?(?:sight|view)\s+(?:throughout|the\s+whole\s+time)"
)
AMOUNT_NEEDS = cue(_SAW)
DISTANCE = Phrases(
    rf"(?<!\d[,:.]){_COUNT}\s+{_LENGTH}(?:\s+or\s+(?:so|less))?\s+(?:away|from|off|in\s+front|behind|"
    rf"ahead|of\s+(?:me|us|him)|to\s+my|apart|up|down|distant|between|before)|"
    rf"(?<!\d[,:.]){_COUNT}\s+{_LENGTH}(?=\s*[,.;]|\s+(?:and|but|at)\b)|(?:within|at|"
    rf"from)\s+(?:about\s+|around\s+)?(?:a\s+distance\s+of\s+)?{_COUNT}\s+{_LENGTH}|"
    r"(?:at|within|an?)\s+(?:arm's?|arms)\s+length|(?:within\s+)?touching\s+distance|(?:sat|"
    r"stood|standing|sitting|seated)\s+(?:\w+\s+)?(?:opposite|facing)|(?:right|directly|stood|"
    r"standing|straight|sat|sitting|just)\s+(?:next\s+to|beside|opposite|"
    r"in\s+front\s+of|behind)\s+(?:me|us|him|her)|face\s+to\s+face|(?:close|"
    r"near)\s+enough\s+to\s+\w+|"
    r"(?:could|could've|could\s+have|could\s+of)\s+touched\s+(?:him|her|them)|(?:across|over|"
    r"opposite)\s+(?:the\s+)?(?:road|street|counter|bar|table|carriageway)|on\s+the\s+(?:other|"
    r"opposite)\s+side\s+of\s+the\s+(?:road|street|room|glass)|not\s+a\s+(?:yard|metre|foot)|"
    r"\w+\s+(?:metres?|feet|yards)\s+at\s+most|"
    r"(?:in|right\s+in|up\s+in|into)\s+my\s+face|nose\s+to\s+nose|(?:very\s+|quite\s+|so\s+|"
    r"too\s+)(?:close|near|far\s+(?:away|off))(?:\s+to\s+(?:me|us|him|her))?|a\s+(?:few|"
    r"couple\s+of)\s+(?:feet|metres|yards|steps|inches)|(?:two|three|four|five|six|"
    r"ten)\s+(?:seats?|rows?|tables|doors|cars|houses)\s+(?:away|from|behind|in\s+front)"
)
# Lengths that are no distance between the witness and anybody.
NO_DISTANCE = cue(
    rf"(?:miss(?:ed|ing)?|overshot|cleared)\s+(?:(?:me|him|her|it|us|them|the\s+\w+|my\s+\w+)\s+)?by\s+"
    rf"(?:only\s+|about\s+|around\s+)?{_COUNT}\s+{_LENGTH}|"
    rf"(?<!\d[,:.]){_COUNT}\s+{_LENGTH}(?:\s+in\s+(?:length|height|width|diameter))?\s+(?:long|tall|"
    rf"wide|deep|high|thick|square|across|of\s+(?:pipe|cable|wire|rope|wall|fence|copper|the))|"
    rf"(?:blade|knife|cut|laceration|wound|machete|pole|bar|stick|height|tall|"
    rf"build)\s+(?:\w+\s+){{0,3}}{_COUNT}\s+{_LENGTH}|"
    rf"(?:four|five|six|[456])\s*(?:foot|feet|ft|')\s*(?:\d|one|two|three|four|five|six|seven|"
    rf"eight|nine|ten|eleven|nothing|tall)|(?:four|five|six|[456])\s*(?:foot|ft)(?=\s*[,.;]|"
    rf"\s+(?:and|with))|cm\s+(?:long|deep)|{_COUNT}\s+(?:inches|cm|centimetres?)(?!\s+(?:away|"
    rf"from))"
)
VISIBILITY = Phrases(
    r"(?:street|security|shop|porch|head|flood|canopy|strip|ceiling|landing|hall|outside|kitchen|"
    r"bright|poor|good|dim|fluorescent|artificial|natural|full|broad)\s*-?\s*(?:lights?|lighting|"
    r"lamps?|lit|daylight)(?:\s+(?:was|were|is|are)\s+(?:(?:very|quite|fairly|really|so|not|"
    r"pretty|still|all)\s+)?\w+)?|(?:well|poorly|badly|dimly|brightly|floodlit|"
    r"partially)[\s-]*lit|lamp\s*-?\s*post|under\s+(?:the|a)\s+(?:\w+\s+)?(?:lamp|light)|"
    r"(?:broad\s+|full\s+|in\s+)?day\s*-?\s*light|(?:it\s+was|was\s+getting|getting|still|"
    r"already|quite|pitch|very|too|not)\s+(?:\w+\s+)?(?:dark|light|bright|dusk|dim|black|foggy|"
    r"misty|sunny|gloomy)(?!\s+(?:blue|grey|green|red|brown|skinned|haired|coloured|hair|"
    r"clothing|jacket|eyes))|(?:dark|bright|light|dusk|dawn|twilight)\s+(?:outside|enough|"
    r"by\s+then)|"
    r"(?:lighting|light|visibility|weather)\s+(?:was|were|is)\s+(?:(?:very|quite|fairly|really|"
    r"so|not|pretty|still)\s+)?\w+|(?:in|by)\s+(?:the\s+)?(?:good|bad|poor|full|clear|bright|"
    r"broad)\s+(?:light|moonlight|sunlight|view)|(?:lights?|lamps?)\s+(?:(?:was|were|is|"
    r"are)\s+)?(?:(?:all|full|still|up|fully)\s+)?(?:lit|on|off|out|broken|working|not\s+working|"
    r"good|bright|dim)|"
    r"(?:it\s+was\s+|was\s+)?(?:raining|foggy|snowing|misty|drizzling)(?:\s+(?:heavily|hard))?|"
    r"(?:sunny|clear|overcast|dry|foggy|cloudy)(?:\s+and\s+\w+)?(?=\s*[,.;]|\s+(?:day|night|"
    r"evening|morning|afternoon))|(?:could|can|able\s+to)\s+see\s+(?:him|her|them|it|his\s+face|"
    r"her\s+face|everything|\w+)?\s*(?:very\s+)?(?:clear(?:ly)?|well|perfectly|properly)|"
    r"saw\s+(?:\w+\s+){1,4}clearly|clear\s+(?:view|line\s+of\s+sight|sight)|good\s+(?:view|"
    r"visibility)|(?:moonlight|sunlight|streetlights?|street\s+lights?|by\s+torch|torchlight|"
    r"sun\s+was|headlights)|lamp\s+(?:that\s+works|was)|(?:my|have|had|wear|"
    r"wearing)\s+(?:\w+\s+)?(?:glasses|contact\s+lenses|eyesight)(?=\s*(?:on|off|for|,|\.|is|"
    r"was))|20/20|eyesight"
)
OBSTRUCTION = Phrases(
    r"(?:nothing|nobody|no\s*one|something|someone|not|no|without|"
    r"any)\s+(?:\w+\s+){0,3}?(?:in\s+the\s+way|obstruct\w*|block\w*|between\s+(?:us|me|him|them)|"
    r"in\s+my\s+way)|unobstructed|(?:un)?interrupted\s+view|clear\s+(?:view|line\s+of\s+sight)|"
    r"(?:view|vision|sight)\s+(?:was|is|of\s+\w+\s+was|was\s+not|"
    r"wasn't)\s+(?:\w+\s+){0,2}?(?:block\w*|obstruct\w*|obscured?|broken|clear|hidden|restricted|"
    r"partial\w*|impeded|good|interrupted)|"
    r"(?:blocked|obscured|obstructed|restricted|hid|covered)\s+(?:\w+\s+)?(?:view|sight|face|"
    r"legs|eyes|mouth)|couldn't\s+see\s+(?:his|her|their|the)\s+face|(?:did\s+not|didn't|"
    r"could\s+not|couldn't|never|not)\s+(?:\w+\s+)?see\s+(?:his|her|their|either|any|neither|"
    r"the\s+\w+'s|"
    r"any\s+of\s+(?:his|her|their))\s+(?:faces?|features|hair|eyes|mouth)|only\s+(?:saw|see|seen|"
    r"had|could\s+see)\s+(?:\w+\s+){0,4}?(?:back|side|eyes|top\s+of|from\s+behind|profile)|"
    r"(?:through|behind)\s+(?:the|a|my|our)\s+(?:\w+\s+)?(?:window|glass|windscreen|curtains?|"
    r"blinds?|spyhole|peephole|letterbox|fence|hedge|bushes|crowd|net\s+curtains|screen|keyhole|"
    r"railings|gap|nets|parked\s+\w+)|(?:hood|mask|balaclava|snood|scarf|visor|helmet|covering|"
    r"bandana)\s+(?:\w+\s+){0,3}?(?:up|over|covering|across|down|on)|(?:face|faces|"
    r"mouth)\s+(?:was|were|is)\s+(?:\w+\s+)?(?:covered|hidden|masked|concealed)|(?:cover(?:ed|"
    r"ing)|hid(?:ing)?|conceal(?:ed|ing))\s+(?:his|her|their|the|"
    r"most\s+of\s+his)\s+(?:\w+\s+)?faces?|(?:had|with)\s+masks?\s+on|up\s+to\s+the\s+eyes|"
    r"from\s+(?:behind|the\s+(?:back|side))(?=\s*[,.;])"
)
# "I know", "whom I recognised": a name right behind these is of somebody known.
KNOWS = re.compile(
    r"(?<!would\s)(?<!could\s)(?<!will\s)(?<!now\s)\b(?:known|knew|know|"
    r"recogni[sz]ed?(?:\s+(?:him|her|them|the\s+\w+|one|this|that)(?:\s+\w+){0,4}\s+as)?)\s+$",
    re.IGNORECASE,
)
KNOWN = Phrases(
    r"(?:(?<!would\s)(?<!could\s)(?<!will\s)(?<!'d\s)(?<!now\s)(?<!can\s)(?:known|knew|know|"
    r"recogni[sz]ed?))\s+(?:(?:him|her|them|either|both|none)\b(?!\s+again)(?:\s+(?:\w+\s+)"
    r"?(?:for|from|as|to\s+be|by\s+\w+|before|since|well))?|"
    r"(?:who|which)\s+(?:he|she|they|it)\s+(?:is|was|were|are)|the\s+(?:man|male|woman|female|"
    r"lad|lads|boy|boys|girl|driver|rider|two|three|other|others|one|men|family|suspect)\b|"
    r"for\s+(?:\w+\s+){1,3}years|to\s+(?:me|us|police)|(?:one|two|some|all|any|most|"
    r"neither)\s+of\s+them|anyone|anybody|nobody\s+there)|"
    r"(?:did\s+not|didn't|do\s+not|don't|never|dinnae|didnae)\s+(?:\w+\s+)?(?:know|knew|known|"
    r"recogni[sz]ed?)\s+(?:him|her|them|either|any\s+of|who|the\s+(?:man|men|male|woman|two|lad|"
    r"lads|other|others|driver|boys?|person|people|names?)|anyone|anybody|whom)|(?:never|not|"
    r"hadn't|haven't|had\s+not|have\s+not)\s+(?:\w+\s+){0,2}?(?:seen|met|come\s+across|"
    r"set\s+eyes\s+on)\s+(?:him|her|them|either|any|the\s+(?:man|men|male|woman|lad|others?|"
    r"two))|"
    r"(?:seen|met|saw|arrested|stopped|taught|marked|spoken\s+to|dealt\s+with|served|"
    r"played\s+(?:with|against))\s+(?:him|her|them|either|both|any\s+of\s+them|"
    r"the\s+\w+)\s+(?:\w+\s+){0,3}?(?:before|around(?=\s*[,.;]|\s+(?:the|town|here))|"
    r"about(?=\s*[,.;]|\s+(?:the|town|here))|regularly|several|many|once|twice|previously|"
    r"a\s+few|thirty|in\s+the\s+(?:area|"
    r"shop|pub|"
    r"estate))|(?:known|familiar)\s+to\s+(?:me|us|police)|(?:he|she|they)(?:'s|\s+is|\s+was|"
    r"\s+are|\s+were)\s+(?:a\s+)?(?:regular|stranger|strangers|regulars)|(?:total|"
    r"complete)\s+strangers?|(?:went|was|were|been)\s+(?:to|at)\s+(?:the\s+same\s+)"
    r"?school\s+with|in\s+(?:my|the\s+same)\s+(?:class|year|set|form)|"
    r"(?:used\s+to\s+)?(?:go|went|goes|come|came|comes|comes?\s+in(?:to)?)"
    r"\s+to\s+our\s+(?:school|shop|church|gym)|whom?\s+I\s+(?:\w+\s+)?(?:know|knew|"
    r"recogni[sz]ed?|have\s+known|had\s+seen|did\s+not\s+know|didn't\s+know)|"
    r"have\s+never\s+seen\s+(?:him|her|them)|by\s+sight"
)
REASON = Phrases(
    r"(?:I\s+)?(?:remember(?:ed)?|recall(?:ed)?|noticed?|noted)\s+(?:him|her|them|it|this|that|"
    r"the\s+\w+)?\s*(?:\w+\s+){0,3}?(?:because|as\s+(?:he|she|it|I)|for\s+(?:his|her)|due\s+to)|"
    r"(?:st(?:ood|uck|icks?|ands?|uck\s+out)|stick)\s+(?:out|in\s+my\s+(?:mind|memory|head))|"
    r"(?:never|not|won't|don't|didn't)\s+forget(?:s|ting)?|reason\s+(?:to|I|"
    r"why\s+I)\s+(?:remember|noticed?|recall|know)|"
    r"(?:drew|caught|attracted)\s+my\s+(?:attention|eye)|distinctive|unusual(?:ly)?|"
    r"(?:I\s+)?(?:would|will|'d|could|should)\s+(?:know|ken)\s+(?:him|her|them|(?:the|"
    r"that)\s+\w+(?:\s+\w+){0,4}?)\s+(?:again\s+by|by|anywhere|"
    r"in\s+any\s+place|because)|"
    r"(?:I\s+)?(?:thought|found)\s+(?:it|this|him|her|that)\s+(?:was\s+)?(?:odd|strange|unusual|"
    r"suspicious|weird|funny)|"
    r"what\s+(?:I\s+(?:noticed|remember)|struck|made\s+me\s+(?:look|notice|remember))|"
    r"made\s+me\s+(?:look|notice|remember|stare)|I\s+(?:know|remember|"
    r"am\s+sure\s+of)\s+(?:the\s+time|this|it|that)\s+because|same\s+(?:man|male|lad|one|face|"
    r"voice|walk)\s+(?:as|who|that)|"
    r"reminded\s+me\s+of"
)
LAPSE = Phrases(
    r"(?:my\s+)?(?:original|contemporaneous)\s+notes|statement\s+(?:was|is)\s+(?:being\s+)?made|"
    r"while\s+(?:it|this)\s+(?:is|was)\s+(?:still\s+)?fresh|no\s+notes|"
    r"(?:identification|identity|video|VIPER)\s*(?:procedure|parade|suite)|(?:attend(?:ed)?|did|"
    r"took\s+part\s+in|shown)\s+(?:\w+\s+){0,3}?(?:parade|procedure|VIPER|photographs|images|"
    r"line-?up)|picked\s+(?:him|her|them|out|number)|(?:first|initial)\s+(?:account|description|"
    r"description\s+to\s+police)|(?:made|wrote|written|making)\s+(?:\w+\s+){0,3}?(?:notes?|"
    r"statement|record|account)\s+(?:\w+\s+){0,5}?(?:after(?:wards)?|later|at\s+the\s+time|same|"
    r"immediately|minutes|straight|within|before|that)|"
    r"(?:seen|saw|see)\s+(?:him|her|them)\s+(?:again|since)|have\s+(?:not\s+|"
    r"never\s+)?(?:since\s+)?seen\s+(?:him|her|them)\s+since|(?:since\s+then|"
    r"since\s+that\s+(?:day|night)|the\s+next\s+time\s+I\s+saw|when\s+I\s+(?:next|first)\s+saw)|"
    r"(?:gave|given|told)\s+(?:\w+\s+){0,5}?(?:description|account)|"
    r"(?:still\s+)?(?:fresh\s+in\s+my\s+(?:mind|memory))|(?:seconds|minutes|hours|days|weeks|"
    r"months)\s+(?:between|later)\s+(?:\w+\s+){0,6}?(?:saw|recogni\w+|identif\w+|picked|pointed|"
    r"stopped|detained)"
)
ERROR = Phrases(
    r"(?:I\s+)?(?:was|am|may\s+be|might\s+be|could\s+be|may\s+have\s+been|might\s+have\s+been|"
    r"got\s+(?:it|that|this|the\s+\w+(?:\s+\w+)?))\s+(?:wrong|mistaken|incorrect|in\s+error)|"
    r"no\s*,?\s+sorry|sorry\s*,|(?:I\s+(?:said|told|stated|wrote|put)|previously\s+(?:said|"
    r"stated|told)|in\s+my\s+(?:first|earlier|previous)\s+(?:account|"
    r"statement))\s+(?:\w+\s+){0,12}?(?:but|now|actually|wrong|in\s+fact|mistake|"
    r"that\s+is\s+not)|"
    r"(?:correct|amend|clarify|add\s+to|change)\s+(?:\w+\s+){0,3}?(?:statement|account|that)|"
    r"I\s+(?:wish|want|would\s+like)\s+to\s+(?:correct|amend|clarify)|by\s+mistake|in\s+error|"
    r"(?:does\s+not\s+match|did\s+not\s+match|differs?\s+from|inconsistent\s+with|discrepanc\w+)|"
    r"not\s+as\s+I\s+(?:said|thought)|on\s+reflection|having\s+(?:thought|"
    r"seen)\s+(?:\w+\s+){0,4}?(?:I\s+now|I\s+realise)|I\s+now\s+(?:think|believe|realise)|"
    r"(?:matched|fitted|fit|answered)\s+(?:\w+\s+){0,3}?description"
)


@dataclass(frozen=True, slots=True)
class Condition:
    """One of the conditions: how words that meet it are found, and what to ask where none do."""

    name: str
    pattern: Phrases
    question: str


CONDITIONS = (
    Condition(
        "amount of time",
        AMOUNT,
        "Not found in this statement: how long the person was in view. Ask: for how long did you "
        "see them?",
    ),
    Condition(
        "distance",
        DISTANCE,
        "Not found in this statement: how far away the person was. Ask: how far were you from "
        "them, and did that change?",
    ),
    Condition(
        "visibility",
        VISIBILITY,
        "Not found in this statement: the light and the weather. Ask: what was the light like, "
        "and how well could you see?",
    ),
    Condition(
        "obstruction",
        OBSTRUCTION,
        "Not found in this statement: whether anything was in the way. Ask: did anything get in "
        "the way of your view, even for a moment?",
    ),
    Condition(
        "known or seen before",
        KNOWN,
        "Not found in this statement: whether the witness knew the person. Ask: had you seen them "
        "before, and if so where and how often?",
    ),
    Condition(
        "any reason to remember",
        REASON,
        "Not found in this statement: any reason to remember the person. Ask: was there anything "
        "that made you notice or remember them?",
    ),
    Condition(
        "time lapse",
        LAPSE,
        "Not found in this statement: how long it was until the person was described or identifie"
        "d. "
        "Ask: when did you first describe them, and have you seen them since?",
    ),
    Condition(
        "error or material discrepancy",
        ERROR,
        "Not found in this statement: whether an earlier description differed. Ask: have you "
        "described them to anybody before, and was any of it different?",
    ),
)
