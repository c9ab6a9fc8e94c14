"""The words for how a person looks and sounds: the points of a description that police ask for."""

from worker.digest.lexicon.patterns import Phrases, cue, words

SOMEBODY = words("""
man men woman women male males female females boys? girls? lads? lasses lass bloke blokes guy guys
lady ladies
fella fellas gentleman gentlemen chap chaps geezer youths? teenagers? kid kids suspects?
offenders? assailants? attackers? robbers?
burglars? driver rider passenger pillion person persons people individual figure shopper customer
stranger intruder youngster
fellow wifie loon quine laddie lassie chaps? person_unknown subject he she him her they them who
one other others wean thief thieves gunman
""")
_NUMBER = (
    r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|"
    r"fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|"
    r"ninety)(?:[\s-](?:one|two|three|four|five|six|seven|eight|nine))?(?:[\s-]?(?:ish|odd))?"
)
_COLOUR = words("""
black white grey gray blue navy red green yellow orange purple pink brown cream beige tan khaki
camouflage camo dark
light silver gold maroon burgundy turquoise teal pale bright fluorescent hi-?vis two-?tone checked
tartan striped stripy plain denim leather
lilac mustard charcoal olive linen woollen quilted padded puffa puffer navy_blue dark_blue
light_blue dark_grey light_grey multicoloured
""")
_GARMENT = words("""
hoodies? hoods? hooded_tops? tracksuits? trackies? jackets? coats? parkas? anoraks? gilets?
bomber_jackets? puffer_jackets? puffers? body_?warmers?
jeans trousers bottoms joggers jogging_bottoms leggings shorts cords chinos combats t-?shirts?
tee-?shirts? shirts? polo_shirts? vests? tops? jumpers?
sweaters? sweatshirts? fleeces? cardigans? blouses? dress(?:es)? skirts? suits? ties? overalls
boiler_suits? uniforms? tabards? aprons?
trainers? shoes? boots? wellies sandals? sliders? slippers? heels caps? baseball_caps? hats?
beanies? bobble_hats? woolly_hats? bucket_hats? balaclavas? snoods? ski_masks?
masks? face_masks? face_coverings? scarf scarves bandanas? gloves? helmets? crash_helmets?
turbans? hijabs? niqabs? headscarf burqas? sunglasses shades lanyards? hi-?vis
(?:hi-?vis|high_visibility)_(?:vests?|jackets?)  mac macs mackintosh waistcoats? kilts? kurta
shalwar_kameez sari saris tunic dressing_gown pyjamas blazers? onesie football_shirts?
football_tops? shirts? linen goggles
""")

AGE = Phrases(
    rf"(?:aged?|about|around|approximately|approx\.?|roughly|maybe|perhaps|probably|say|looked|"
    rf"only|nearly|under|over|at\s+least)\s+(?:about\s+|around\s+|maybe\s+|between\s+)?"
    rf"{_NUMBER}(?:\s+(?:to|or|and|-)\s+{_NUMBER}|-\d\d)?(?:\s*(?:years?\s+(?:of\s+age|old)|"
    rf"yrs?(?:\s+old)?|-?ish))"
    rf"|aged\s+(?:between\s+|about\s+|around\s+|approximately\s+|"
    rf"roughly\s+)?{_NUMBER}(?:\s*(?:to|or|and|-)\s*{_NUMBER})?(?!\s*(?:months?|weeks?))"
    rf"|(?:in\s+)?(?:his|her|their|the)\s+(?:early\s+|mid\s*-?\s*|late\s+|early\s+to\s+mid\s+|"
    rf"mid\s+to\s+late\s+)?"
    r"(?:teens|twenties|thirties|forties|fifties|sixties|seventies|eighties|[2-8]0'?s)"
    r"|(?:early|mid|late)\s*-?\s*(?:to\s*-?\s*(?:mid|late)\s*-?\s*)?(?:teens|twenties|thirties|"
    r"forties|fifties|sixties|"
    r"seventies|[2-8]0'?s)(?!\s+(?:degrees|century))"
    rf"|{_NUMBER}\s*(?:to|or|-)\s*{_NUMBER}\s*(?:years?\s+(?:of\s+age|old)|yrs?(?:\s+old)?)"
    rf"|(?:\d\d|{_NUMBER})\s*-?\s*(?:years?\s*-?\s*old|yrs?\s*-?\s*old|"
    rf"years\s+of\s+age)(?!\s+(?:son|daughter|boy\s+of\s+mine))"
    r"|\d\d\s*-?\s*ish|(?:thirty|forty|fifty|sixty|twenty)-?ish|middle\s*-?\s*aged|elderly|"
    r"teenaged?|of\s+about\s+my\s+age|"
    r"(?:about|around)\s+(?:my|his|her)\s+(?:own\s+)?age|in\s+(?:his|her)\s+teens|(?:school|"
    r"student|pension)\s+age"
)
# Ages told by a bare number count only inside a description.
BARE_AGE = Phrases(
    rf"(?:about|around|maybe|perhaps|approximately|roughly|looked|say)\s+(?:\d\d|(?:twenty|"
    rf"thirty|forty|"
    rf"fifty|sixty|seventy|fifteen|sixteen|seventeen|eighteen|nineteen)(?:[\s-](?:one|two|three|"
    rf"four|five|six|seven|"
    rf"eight|nine))?)(?:\s+(?:to|or)\s+{_NUMBER}|-\d\d)?(?!\s*(?:metres?|meters?|feet|foot|ft|"
    rf"yards?|"
    r"miles?|m\b|cm\b|mph|minutes?|mins?|seconds?|secs?|hours?|days?|weeks?|months?|years|yrs|"
    r"pounds?|quid|people|of\s+|times|per|%|"
    r"centimetres?|inches|kilos?|stone|percent|grams?|litres?|[£$]|[:.]\d|past|to\s|o'clock|"
    r"strong|pages|calls|texts|messages|lads|lasses|other|in\s+(?:the|all|on)))"
    r"|(?:twenty|thirty|forty|fifty)(?:-\w+)?\s+to\s+(?:twenty|thirty|forty|fifty|"
    r"sixty)(?:-\w+)?|(?:man|woman|lad|girl|boy|lady)\s+of\s+(?:about\s+|around\s+|perhaps\s+)?"
    r"(?:\d\d|twenty|thirty|forty|fifty|sixty|seventy)(?:-\w+)?|like\s+\d\d(?=\s*,)|(?:twenty|"
    r"thirty|forty|fifty|sixty|seventy)(?:[\s-]+(?:odd|something)|\s+or\s+so|"
    r"\s+at\s+(?:the\s+)?(?:most|outside))|(?<=,\s)(?:twenty|thirty|forty|fifty|sixty|\d\d)(?=,)|"
    r"(?:forty|thirty|fifty|twenty|sixty)\s+(?:perhaps|maybe|odd)|(?:very\s+)?young(?:er|"
    r"ish)?(?=\s*[,.;]|\s+(?:man|male|woman|lad|bloke|guy|girl|boy|female|lady|person|fella|lass|"
    r"chap|white|black|asian|and))|old(?:er)?(?=\s+(?:man|woman|"
    r"lady|bloke|fella|chap|gentleman|fellow|guy|than|boy)\b)"
)
_FEET = r"(?:four|five|six|seven|[4-7])"
_INCHES = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|\d{1,2})(?:\s+and\s+a\s+half)?"
)
HEIGHT = Phrases(
    rf"(?:(?:about|maybe|around|perhaps|roughly|over|under|nearly|"
    rf"approximately)\s+)?{_FEET}\s*-?\s*(?:foot|feet|ft|fit)\.?\s*-?,?\s*(?:nothing|nowt|odd|"
    rf"plus|{_INCHES}(?:\s*(?:\"|inch(?:es)?|ins?|''))?)?(?!\s*(?:away|from|"
    r"of\b|wide|long|deep|high|off|apart|by|to\s+(?:my|the|his|her)|up|down|behind|in\s+front|"
    r"or\s+(?:so\s+)?(?:away|from)|and|square|above|below|across|back|"
    r"between|inside|outside|fence|wall|gate|ladder|drop))"
    rf"|{_FEET}\s*'\s*\d{{1,2}}(?:\s*(?:\"|''))?|{_FEET}\s*ft\s*\d{{0,2}}(?:\s*(?:\"|ins?|"
    rf"inch(?:es)?))?(?!\s*(?:away|from|of|wide|long|deep|high|off))"
    rf"|(?:about|maybe|around|perhaps|roughly|over|under|nearly)\s+(?:five|six)\s+(?:one|two|"
    rf"three|four|five|six|seven|eight|"
    r"nine|ten|eleven|foot)(?!\s*(?:minutes|seconds|hours|metres|people))"
    r"|1\.[4-9]\d?\s*m(?:etres?)?|1[4-9]\d\s*cm|(?<!the\s)(?:quite|very|fairly|really|pretty|not|"
    r"medium|average|normal|a\s+bit|"
    r"rather|also)\s+(?:tall|short|small|height)(?:er)?(?!\s+(?:of|notice|time|while|distance|"
    r"amount|walk|drive|video|clip|"
    r"statement|break|term|cut|sleeved?|haired|hair|money|change|part|bag|knife|box|wrap|"
    r"quantity|building|tree|fence|window|glass))|(?:medium|average|normal)\s+height|"
    r"(?<!the\s)(?:tall|short)(?:er|est|ish)?(?=\s+(?:one|man|male|lad|guy|bloke|woman|boy|girl|"
    r"fella|female|lady|thin|slim|and|chap))|taller\s+(?:than|of|one)|"
    r"shorter\s+(?:than|of|one)(?!\s+(?:time|usual))|(?:was|is|were|are)\s+(?:also\s+)?(?:tall|"
    r"short)(?:er)?(?!\s+(?:of|on|by))|(?:as\s+)?tall\s+as|(?<=,\s)(?:tall|short)(?=\s*[,.;]|"
    r"\s+(?:and|with))|of\s+(?:medium|average)\s+height"
)
BUILD = Phrases(
    words("""
slim slim_build slimly_built skinny stocky stockily_built
(?:heavy|medium|large|small|average|slight|thin|athletic|muscular|proportionate|big|stocky|slim|thick|broad|slender|normal)_?_build(?:_of)?
(?:heavily|well|slightly|powerfully|solidly|strongly|big|thick)[\\s-]?built heavy-?set thick-?set
lanky wiry muscular overweight chubby tubby podgy plump portly obese burly hefty
broad-?shouldered broad_shoulders broadly_built gangly gaunt scrawny petite slender athletic
pot-?bell(?:y|ied) beer_belly bulky built_like(?:_a_\\w+)?
thin_build well-?made rotund stout stoutly_built heavy_in_the_body big_belly belly_on_him
(?<!the\\s)(?<!\\b.y\\s)(?<!\\brny\\s)(?<!our\\s)(?<!his\\s)(?:(?:big_)?heavy_(?:fella|man|lad|bloke)|(?:big|large|small|little|huge|fat|thin|skinny)_(?:lad|fella|bloke|man|guy|woman|lady|girl|boy))
barrel-?chested
""")
    + r"|(?:quite|very|fairly|really|pretty|a\s+bit|a|rather)\s+(?:thin|fat|big|large|broad|"
    r"heavy|slight)"
    r"(?=\s*[,.;]|\s+(?:man|lad|bloke|guy|fella|woman|male|lady|and|with|girl|boy|fellow)\b)|"
    r"(?:was|is|were|are)\s+(?:\w+ly\s+)?(?:thin|fat|big|"
    r"broad|slight)(?=\s*[,.;]|\s+(?:and|with|in\s+the)\b)|(?<=,\s)(?:thin|fat|big|broad|"
    r"heavy)(?=\s*[,.;]|\s+and\b)|built\s+up"
)
ETHNICITY = Phrases(
    r"IC\s?-?[1-69]|mixed[\s-]*(?:race|heritage|ethnicity)?(?=\s*(?:,|\.|;|male|man|lad|maybe|"
    r"perhaps|and|race))|mixed[\s-]*race|dual[\s-]+heritage|"
    r"(?:dark|light|fair|pale|olive|brown|black|white|tanned|lighter|darker|"
    r"yellowish)[\s-]*(?:skin(?:ned)?|complexion(?:ed)?)|"
    r"of\s+(?:\w+\s+){1,3}(?:appearance|origin|heritage|descent)|\w+(?:-|\s+)looking(?=\s+(?:man|"
    r"male|lad|woman|bloke|guy|and)|\s*,)|"
    r"(?:white|black|asian|chinese|oriental|arab(?:ic)?|somali|african|indian|pakistani|"
    r"bangladeshi|turkish|polish|romanian|albanian|lithuanian|european|east(?:ern)?[\s-]european|"
    r"mediterranean|middle[\s-]eastern|"
    r"caribbean|afro[\s-]*caribbean|south[\s-]asian|east[\s-]asian|latino|hispanic|kurdish|irish|"
    r"scottish|english|welsh|vietnamese|ukrainian|"
    r"russian|bulgarian|nigerian|eritrean|sudanese|british|spanish|italian|greek|iranian|afghan|"
    r"tanned)(?:\s+british)?"
    r"(?=\s+(?:(?:teenage|young|older|elderly|middle-aged|skinny|tall|short|slim|"
    r"adult)\s+)?(?:man|men|male|males|woman|women|female|"
    r"females|lads?|boys?|girls?|guys?|blokes?|lady|ladies|fella|gentleman|chap|youths?|kid|"
    r"teenagers?|person|people|appearance|couple)\b)|"
    r"(?:was|is|were|are|as|be|looked|both|all|either|probably|possibly|maybe|who\s+was|one|"
    r"other|him|her|he's|she's|driver|rider|suspect|him)\s+(?:a\s+|an\s+)?(?P<core>(?:light\s+|"
    r"dark\s+)?"
    r"(?:white|black|asian|mixed|chinese|oriental|arab|somali|european|"
    r"eastern\s+european))(?=\s*(?:,|;|\.|$|\s(?:and|with|or|but|about|aged|in|maybe|perhaps))"
    r")|(?<=[.!?]\s)(?:white|black|asian|chinese)(?=\s*,)|(?<=,\s)(?:white|black|asian|tanned|"
    r"olive|"
    r"chinese)(?=\s*,)|(?:brown|black|white|pale|dark|olive|tanned)\s+(?:skin|complexion)|sallow|"
    r"ruddy|olive\s+skin"
)
HAIR = Phrases(
    r"(?:(?:short|long|dark|black|brown|blond|blonde|fair|ginger|gingery|red|reddish|grey|gray|"
    r"white|curly|straight|"
    r"wavy|greasy|shaved|shaven|dyed|cropped|spiky|thinning|receding|mousy|light|frizzy|afro|"
    r"scruffy|tied[\s-]+back|"
    r"shoulder[\s-]*length|slicked[\s-]*back|sandy|silver|auburn|bleached|pink|blue|purple|green|"
    r"messy|braided|permed|chin[\s-]*length|"
    r"streaked|highlighted|thick|thin|length|bobbed|bushy|two[\s-]*tone|wet[\s-]*look|gelled|"
    r"strawberry|jet|neat|lank|matted|collar[\s-]*length|salt\s+and\s+pepper)"
    r"[\s,-]+(?:and\s+|to\s+)?){1,5}(?:colou?red\s+)?hair(?:ed|line)?(?:\s+(?:in|tied|cut|shaved|"
    r"set|going)\s+(?!the\b)[\w-]+(?:\s+(?!and\b)[\w-]+)?)?|"
    r"(?:his|her|their)\s+hair\s+(?:was|is|were)\s+(?!smoking|wet|on\s+fire|all\s+over|"
    r"everywhere)[\w-]+(?:\s+(?:and\s+)?[\w-]+){0,2}|"
    r"hair\s+(?:(?:in|tied|cut|shaved|dyed|scraped|slicked|pulled)\s+(?:short\s+|tight\s+|"
    r"very\s+)?[\w-]+|down\s+to\s+\w+\s+\w+|to\s+(?:his|her)\s+\w+)|was\s+fair|"
    r"(?<!the\s)bald(?:y|ing|ed)?(?:\s+head(?:ed)?)?|(?:shaven|shaved)\s+head(?:ed)?|"
    r"skinhead|dreadlocks?|dreads|locs|braids|cornrows|corn\s+rows|afro|"
    r"(?:a\s+)?(?:skin\s+)?fade|pony\s*-?\s*tails?|pigtails|mohican|mohawk|mullet|"
    r"crew\s*-?\s*cut|buzz\s*-?\s*cut|"
    r"quiff|top\s*knot|man\s*bun|(?:short|tight|small)\s+twists|(?:tight|dark|blond|ginger|black|"
    r"brown|loose)\s+curls|blonde?(?=\s*[,.;]|\s+(?:woman|girl|lady|man|lad|male|female|"
    r"highlights|"
    r"hair|bob))|brunette|ginger(?:\s+\w+)?(?=\s*[,.;]|\s+(?:one|lad|bloke|fella|man|bit|fringe|"
    r"male|guy|boy)\b)|(?:\w+\s+)?fringe|toupee|wig|combover|comb-?\s?over|"
    r"receding(?:\s+hairline)?|widow's\s+peak|parting|no\s+hair|(?:a\s+)?bob(?=\s*[,.])"
)
EYES = Phrases(
    r"(?:blue|brown|green|hazel|dark|grey|light|staring|bloodshot|squinty|deep[\s-]*set|piercing|"
    r"wide|big|small|close[\s-]*set|blood[\s-]*shot|sunken|"
    r"glazed|pale|black)\s+eyes|(?:wearing\s+|wore\s+|with\s+|in\s+)?(?:(?:thick|round|black|"
    r"steel|wire|dark|metal|gold|tinted|thin)[\s-]*(?:rimmed|framed)?\s+)"
    r"(?:glasses|spectacles|specs)|(?:wearing|wore|with|in|had\s+on|,)\s+(?:glasses|spectacles|"
    r"specs|contact\s+lenses)|(?:a\s+)?(?:wall|lazy|glass)\s+eye|cross-?eyed|squint|"
    r"bushy\s+eyebrows|"
    r"(?:thick|thin|slit|dark|bushy|shaved)\s+(?:eyebrows?|brows?)|monobrow|eyebrow\s+(?:slit|"
    r"piercing)|eyes\s+(?:were|are)\s+(?:blue|brown|green|red|bloodshot|dark|glazed)"
)
FACE = Phrases(
    r"(?:(?:short|long|full|bushy|goatee|trimmed|thick|thin|ginger|gingery|dark|grey|white|black|"
    r"patchy|scruffy|neat|big|brown|light|red|wispy|stubbly|pencil|"
    r"handlebar|droopy|close[\s-]*cropped|well[\s-]*trimmed)\s+)*(?:beard(?:ed)?|moustaches?|"
    r"mustaches?|stubble|goatee|sideburns|facial\s+hair|tache|designer\s+stubble)|"
    r"clean[\s-]*shaven|unshaven|"
    r"(?:un)?shaven(?!\s+head)|freckle[sd]?|freckly|acne|spotty|pock[\s-]*marked|pimples|"
    r"wrinkled|(?:round|thin|long|chubby|gaunt|drawn|square|narrow|weather[\s-]*beaten|"
    r"angular|baby|ruddy|red|tanned|bony|pale)\s+(?:in\s+the\s+)?face[d]?|thin\s+in\s+the\s+face|"
    r"double\s+chin|dimples?|(?:big|large|hooked|crooked|pointed|bent|flat|long|"
    r"broken|squashed)\s+nose|high\s+cheekbones|hollow\s+cheeks|sticking[\s-]*out\s+ears|"
    r"cauliflower\s+ears?|thick\s+lips|bad\s+skin|rotten\s+teeth|bad\s+teeth|(?:gold|missing|"
    r"broken|crooked|chipped)\s+"
    r"(?:front\s+)?(?:tooth|teeth)|gap[\s-]*toothed|teeth\s+missing|buck\s+teeth|(?:tooth|"
    r"teeth)\s+missing|(?:heavy|thick|a\s+lot\s+of)\s+make-?up"
)
CLOTHING = Phrases(
    rf"(?:wearing|wore|dressed|clad|had\s+on|sporting|dressed\s+up|clothed)(?!\s+(?:off|out|thin|"
    rf"a\s+seat|seat|body\s*-?worn|my|no\s+seat|gloves\s+to|him|her|me|it|in\s+full\s+uniform|"
    rf"plain\s+clothes|(?:the|his|their|both|these|those|each)\s+(?:\w+\s+)?(?:wounds?|"
    rf"lacerations?|injur(?:y|ies))\b))"
    rf"(?:\s+(?:all\s+)?in)?(?:,?\s+(?!(?:but|because|when|while|who|which|that|as|says|said|so|"
    rf"then|he|she|I|they|it|was|were|is|are|has|had|"
    r"carrying|walking|standing|running|holding|aged|about|if|for|where|came|went|got|from|"
    r"on\s+the|at)\b)[\w'-]+){1,9}|"
    rf"(?:in|with)\s+(?:a\s+|an\s+|his\s+|her\s+|the\s+|all\s+)?(?:[\w'-]+\s+)"
    rf"{{0,4}}{_COLOUR}(?:\s+[\w'-]+){{0,3}}?\s+{_GARMENT}"
    rf"|(?:in|with)\s+(?:a\s+|an\s+)?(?!(?:my|the|his|our|your)\b)(?:[\w'-]+\s+)"
    rf"{{0,3}}?{_GARMENT}|(?:had|has|wi|in|with)\s+(?:a|an|his|"
    rf"her)\s+(?:[\w-]+\s+){{0,2}}{_GARMENT}\s+on\b(?!\s+(?:full|of|bag))|"
    rf"(?:{_COLOUR}\s+(?:and\s+{_COLOUR}\s+)?(?:[\w'-]+\s+){{0,3}}?){_GARMENT}(?:\s+(?:up|over|"
    rf"pulled|with|on|down))?"
    rf"|(?:hood|mask|balaclava|snood|scarf|cap|helmet)\s+(?:was\s+|were\s+)?(?:up|on|over|pulled|"
    rf"down|covering)(?:\s+[\w'-]+){{0,4}}|(?:his|her|their)\s+(?:hood|mask|balaclava|snood|"
    rf"scarf)\s+\w+|(?:no|had\s+his|had\s+a)\s+(?:hood|helmet)(?:\s+up|\s+on)?|all\s+in\s+black|"
    rf"dressed\s+in\s+\w+|"
    rf"(?:adidas|nike|north\s+face|puma|under\s+armour|reebok|stone\s+island|superdry|moncler|jd|"
    rf"lacoste|berghaus|canada\s+goose)\s+(?:[\w'-]+\s+){{0,2}}{_GARMENT}"
)
MARKS = Phrases(
    r"(?:(?:a|an|the|big|small|large|neck|chest|arm|hand|face|sleeve|spider|black|long|deep|old|"
    r"faded|slight|bad|noticeable|pronounced|hare|gold|silver|two|nose)\s+){0,3}(?:tattoo(?:s|"
    r"ed)?|birth\s*-?\s*marks?|piercings?|pierced\s+(?:\w+)|limp(?:ed|ing)?(?!\s+(?:back|home|"
    r"off\s+the))|stutter(?:ed)?|stammer(?:ed)?|lisp|scars?(?!\s+(?:on\s+the\s+(?:wall|road|"
    r"door)))|scarred|nose\s+(?:ring|stud)|"
    r"ear\s*-?\s*rings?|hearing\s+aid|walking\s+stick|prosthe\w+|wall\s+eye)(?:\s+(?:of|on|to|"
    r"down|across|through|under|above|over|in|saying)(?:\s+(?!(?:and|that|which|who|told|with|"
    r"was)\b)[\w'-]+){1,6})?|"
    r"(?:a\s+)?mole\s+(?:on|under|above|by)(?:\s+[\w'-]+){1,4}|(?:finger|thumb|tooth|ear|arm|leg|"
    r"hand)\s+missing|missing\s+(?:a\s+|his\s+|her\s+)?(?:finger|thumb|tooth|arm|leg)|"
    r"(?:was|is|be|he's|she's)\s+(?:left|right)[\s-]*handed|bow[\s-]*legged|pigeon[\s-]*toed|"
    r"hunched|stoop(?:ed)?|walked\s+with\s+(?:a\s+)?(?:\w+\s+)?(?:limp|stick|swagger|stoop)"
)
VOICE = Phrases(
    r"(?:with|had|has|in|spoke\s+with|a|an|his|her|the|no|some)\s+(?:(?!accent|"
    r"voice)[\w'-]+\s+){0,4}accents?(?!\s*(?:,\s*thank|please))|accent\s+(?:was|is|sounded|"
    r"seemed)(?:\s+[\w-]+){1,3}|"
    r"(?:a|his|her)\s+(?:deep|high|high-pitched|gruff|soft|posh|husky|squeaky|croaky|hoarse|"
    r"northern|southern|local|rough|young|foreign|(?!male|female|low|loud|quiet|raised|calm|"
    r"small|man's|woman's|different|familiar|normal|human|recorded|automated|single|"
    r"second)[\w-]+)\s+voice(?!\s*(?:mail|note|message))|voice\s+was\s+[\w-]+|"
    r"well[\s-]*spoken|softly\s+spoken|"
    r"(?:spoke|speaking|talking|talked)\s+(?:in\s+)?(?:broken\s+english|with\s+a|polish|romanian|"
    r"arabic|urdu|punjabi|welsh|french|spanish|albanian|russian|kurdish|turkish|"
    r"another\s+language|a\s+foreign\s+language)|"
    r"(?:sounded|spoke\s+like)\s+(?:local|foreign|scottish|irish|welsh|northern|southern|polish|"
    r"eastern\s+european|scouse|geordie|london|[a-z]+ish)|way\s+of\s+(?:talking|speaking)|"
    r"(?:scouse|geordie|brummie|cockney|mancunian|manc|yorkshire|glaswegian)(?=\s*[,.;])"
)
CARRIED = Phrases(
    r"(?:carrying|carried|holding|pushing|wheeling|clutching|had\s+with\s+(?:him|her))\s+(?:a|an|"
    r"two|some|his|her)\s+(?:[\w'-]+\s+){0,4}(?:bag|rucksack|backpack|holdall|case|umbrella|"
    r"bin\s*bag|carrier|suitcase|briefcase|satchel|guitar|box|"
    r"bike|dog|can|pole|stick|torch|phone|helmet|sack|bucket)s?|(?:rucksack|backpack|satchel|"
    r"bum\s*-?bag|man\s*-?bag|cross\s*-?body\s+bag)\s+(?:on|over|across)(?:\s+[\w'-]+){1,3}"
)
SEX = Phrases(
    r"(?:man|men|woman|women|male|males|female|females|boys?|girls?|lads?|lass(?:es)?|blokes?|"
    r"guys?|lady|ladies|fellas?|gentlem[ae]n|chaps?|geezers?|laddie|lassie|wifie)"
)
ANIMAL = words("""
dogs? pupp(?:y|ies) lurchers? terriers? staffies staffy bulldogs? alsatians? labradors? collies
collie rottweilers?
whippets? greyhounds? spaniels? xl_bully xl_bullies cats? kittens? horses? ponies pony
foals? hares? ewes? lambs? sheep goats? cows? calves bullocks? cattle hens? birds?
rabbits? deer foxes fox
""")
BARE_GARMENT = cue(rf"(?:a\s+|an\s+)?(?:[\w'-]+\s+)?{_GARMENT}")

# A description is of somebody: these are not descriptions, whatever the words look like.
NOBODY = Phrases(
    rf"(?:from|fae|at|within)\s+(?:about\s+|aboot\s+|around\s+|roughly\s+)?{_FEET}\s*(?:foot|"
    rf"feet|ft)|"
    r"black\s+(?:eyes?|market|box|mark|ice|cab|spot|sheep|friday|and\s+white)|white\s+(?:powder|"
    r"goods|van|line|lines|board|noise|lie|wine|paint|house)|(?:head|hand|foot|bed|dust|sauce|"
    r"wing|"
    r"mirror|seat|screen)\s+(?:scarf|dress)|short\s+(?:time|while|distance|walk|statement|break|"
    r"video|clip)|tall\s+(?:building|tree|fence|order)|fair\s+(?:play|enough)|"
    r"dress\s+(?:circle|size|shop)|suits?\s+(?:me|him|her|us|them|you)|top\s+(?:of|floor|deck|"
    r"road|end|shelf|drawer|lock|lip|bunk|step|team|speed|gear|left|right)|tops\s+of|"
    r"ties?\s+(?:in|up|to)|bottoms?\s+(?:of|end|drawer|step|shelf)|(?:shirt|jacket|"
    r"coat)\s+pocket|"
    r"uniform\s+(?:patrol|duties|officer)|hair\s*(?:dresser|dressing|brush|dryer|cut|business|"
    r"salon|net|clip)s?|masks?\s+(?:of|off)|(?:the\s+)?hood\s+of\s+(?:the|a)|cap\s+(?:off|"
    r"on)\s+the|boots?\s+(?:of|lid|was|open|opened)|(?:car|the)\s+boot|"
    r"police\s+(?:uniform|helmet)|my\s+(?:[\w'-]+\s+){0,3}(?:coat|jacket|hood|hat|cap|gloves?|"
    r"helmet|boots?|shoes?|trainers|mask|hair|beard|glasses|shirt|dress|suit|uniform|jumper|"
    r"tattoo|scar|accent|voice|scarf|top|jeans|trousers)|mask(?:ed)?\s+sample|fringe\s+of|"
    r"(?:the\s+)?fade\s+out|"
    r"ginger\s+(?:beer|ale|wine|nuts?|biscuits?|cake|bread|tea|root|cat|tom|kitten)|"
    r"parting\s+(?:shot|words)|wig\s+shop|hi-?vis\s+police|body\s*-?\s*worn|(?:high|"
    r"low)\s+heels?\s+(?:mark|print)|heels?\s+(?:mark|print|of)"
)
