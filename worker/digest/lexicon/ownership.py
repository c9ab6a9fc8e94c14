"""The words for things that people own, and for what is done to them."""

import re

from worker.digest.lexicon.patterns import Phrases, cue, words

MOVABLES = words("""
(?:mobile_|smart|i)?phones? iphones? handsets? wallets? purses? handbags? bags? rucksacks?
backpacks? holdalls? suitcases? luggage
laptops? macbooks? ipads? tablets? computers? PCs? monitors? hard_drives? watch(?:es)? rolex
rings? necklaces? chains? bracelets?
bangles? earrings? jewell?ery pendants? lockets? medals? brooch(?:es)? cash money coins? savings
takings float tills?
till_drawers? safes? cash_box(?:es)? keys? fobs? cars? vans? lorry lorries trucks? pickups?
vehicles? bikes?
motorbikes? motorcycles? mopeds? scooters? e-?bikes? bicycles? cycles? quads? quad_bikes?
trailers? caravans? tractors? diggers?
excavators? plant_machinery machinery mowers? strimmers? chainsaws? generators? tools?
toolbox(?:es)? drills? cables? copper lead
pipework diesel fuel red_diesel catalytic_converters? cat_converters? alloys? number_?plates?
tv tvs televisions? consoles? play_?stations? x_?boxes? ps[345] games? cameras? drones?
lens(?:es)? speakers? headphones? earphones? air_?pods?
sim_cards? glasses spectacles hearing_aids? coats? jackets? trainers shoes dress(?:es)? clothes
clothing hoodies? caps?
passports? bank_cards? cards? licen[cs]es? parcels? packages? cheques? paintings? statues?
(?:phone_)?chargers?
antiques? ornaments? furniture vapes? cigarettes? tobacco alcohol spirits whisk(?:y|ey) vodka gin
wine beers? lagers? medication medicines? stock goods
belongings property possessions contents valuables dogs? pupp(?:y|ies) horses? ponies pony sheep
lambs? ewes? tups? cattle cows? hens? hives? beehives?
boats? outboards? engines? kayaks? crops? chocolate meat joints steaks? razor_blades cosmetics
perfumes?
bottles?_of cans?_of packs?_of cases?_of crates?_of trays?_of prosecco champagne rum brandy cider
coffee cheese nappies baby_milk sandwich(?:es)? washing_powder
instruments? violins? guitars? trolleys? pushchairs? prams? buggy wheelchairs? mobility_scooters?
toys?
account accounts deposits? pensions? wages instruments? urns? turbans? hijabs?
""")
FIXTURES = words("""
windscreens? windows? panes? glass doors? locks? hasps? padlocks? gates? fences? fencing walls?
roofs? tiles? ceilings? floors? carpets? letterbox(?:es)? shutters?
bonnets? bumpers? wing_mirrors? mirrors? headlights? headlamps? tail_?lights? panels? paintwork
bodywork boot_lid wings? doors? tyres?
shops? houses? flats? sheds? garages? barns? outbuildings? greenhouses? huts? tents? premises
counter display_cabinets? cabinets? shelves shelving signs? screens?
cctv_cameras? atms? cash_?points? cash_machines? machines? vending_machines? pumps? meters?
benches bench headstones? graves? memorials? trees? hedges?
fridges? freezers? cookers? boilers? radiators? sofas? settees? beds? tables? chairs? pianos?
plates? crockery mugs? vases? clocks? lamps? lights?
shop_?front frames? door_?frames? frontage banners? posters? books? letters? photographs?
pictures?
""")
MOVABLE = Phrases(MOVABLES)
FIXTURE = Phrases(FIXTURES)

# Taken, whatever was taken.
STOLEN = Phrases(
    words("""
stole stolen steal stealing thieving robbed rob burgled nicked nicking
pinched_(?:my|his|her|the|our|it|a|some|from) swiped looted looting ransacked ransacking
shoplift(?:ed|ing|er|ers)? pilfered pickpocket(?:ed|s)?
half-?inched tea-?leafed made_off_with ran_off_with run_off_with went_off_with gone_off_with
walked_off_with walked_out_with rode_off_on_(?:my|his|her|the)
walked_out_without_paying left_without_paying without_paying without_paying_for not_paid_for
drove_off_without_paying drove_off_in_my made_off_without_paying cloned skimmed defrauded scammed
conned embezzled misappropriated
hijacked carjacked mugged twoc(?:ked|ced)? had_it_away helped_himself helped_themselves
helped_herself emptied_the_(?:till|safe|account)
cleaned_me_out cleaned_out siphoned syphoned stolen_from snaffled half-?inching filched purloined
lifted_from_the_shelf cleared_the_shelf
""")
)
# Taken when a thing or a sum stands near behind it.
TAKEN = Phrases(
    words("""
took taken taking takes take grabbed grabbing snatched snatching pulled_off ripped_off ripped_from
yanked lifted nabbed had_away had_off demanded handed_over
handed_him handed_them gave_him gave_them gave_her hand_over give_him give_them emptied pocketed
helped_himself_to helped_themselves_to
removed unbolted cut_out cut_off unscrewed stripped withdrew withdrawn debited transferred
moved_out_of sent_him sent_them
left_my_account left_our_account gone_from went_from come_out_of_my went_out_of_my concealed
concealing
""")
)
DAMAGED = Phrases(
    words("""
damag(?:e|es|ed|ing) vandalis(?:ed|m|ing) vandalized graffiti(?:ed)? smash(?:ed|es|ing)(?!_hit)
shatter(?:ed|ing) wreck(?:ed|ing) trashed
destroyed written_off write-?off torched keyed dented dents? arson firebombed petrol-?bombed
flooded ransacked
set_fire_to set_alight set_on_fire set_light_to burnt_down burned_down burnt_out burned_out gutted
demolished defaced tampered_with
break-?ins? broken_into broke_into breaking_into broke_in forced_entry
signs_of_(?:a_)?forced_entry jemmied jimmied prised_open forced_open
levered_open crowbarred kicked_in kicking_in put_in_the_windows? put_through_the_windows? caved_in
stoved?_in stove_in ram-?raid(?:ed)? spray-?painted beyond_repair
""")
)
# Damaged when a thing stands near.
BROKEN = Phrases(
    words("""
broke broken breaking breaks cracked cracks crazed burst bust split slashed ripped torn scratched
scratches scraped scored bent
buckled snapped punctured let_down ruined spoilt spoiled burnt burned melted scorched crushed tore
hanging_off overturned egged chipped torn_off ripped_out wrenched on_fire alight
crumpled
(?:was|were|been|being|got)_pulled_out
pulled_out_(?:(?:all|some)_)?(?:of_)?(?:the|my|our)_(?:wires?|wiring|cables?|pipes?|pipework|radio|stereo|plants?)
""")
)
# What is worn is damaged as a thing is, though nobody who takes it off takes it.
WORN = Phrases(
    words("""
tights stockings jeans trousers leggings shorts skirts? blouses? shirts? t-?shirts? tops?
bras? bra_straps? knickers underwear pants boxers? vests? jumpers? sweatshirts?
hood sleeves? collars? pockets? scarf scarves hats? gloves? boots? dressing_gown
nightdress nightie pyjamas uniforms? tabards? headscarf turbans? hijabs?
""")
)
# Damaged when done to a thing that is named right after.
DONE_TO = Phrases(
    words("""
kicked kicking cut forced forcing prised levered poured sprayed daubed painted soaked burning
burned
knocked_over pulled_down hole_in holes_in stamped_on drilled slit sliced tipped_over smashed_up
pushed_over jumped_on
stabbed slashed punched headbutted threw_(?:a|an)_\\w+_(?:at|through) brick_through stone_through
rock_through put_a_\\w+_through
 put_his_foot_through put_through shot_at shot_out drove_into reversed_into
crashed_into rammed scraped
""")
)
LOST = Phrases(
    words("""
missing lost losing gone disappeared vanished mislaid no_longer_there not_there wasn't_there
weren't_there out_of_pocket
""")
)
RECOVERED = Phrases(
    words("""
recovered recovering got_it_back got_them_back got_my(?:_\\w+)?_back
got_back(?!_(?:in|into|to|up|on|home|out|at|about|from|with)) given_back gave_back
gave_me_back handed_back handed_in
returned returned_to_me dumped abandoned turned_up found_my found_our found_dumped found_abandoned
found_burnt found_burning for_sale offered_for pawn_shop pawnbrokers? restored_to reunited
brought_back get_back get_it_back get_them_back
""")
)
VALUE = Phrases(
    words("""
worth valued (?:to_the_)?value_of cost costs costing insured quoted quote estimate estimated
replace replacing replacement fix fixing sort put_right repairs? repair(?:ed|ing)
excess refunded? compensation losses loss to_the_tune_of defrauded short down_by loser
out_of_pocket retails? retailing
""")
)
# These words take no property: "took part", "took a photograph", "broke down in tears".
NO_TAKING = Phrases(
    r"take-?away|went\s+off\s+with\s+no|(?:took|take|taking)\s+off\s+(?:his|her|my|their|the)|"
    r"(?:took|take|takes|taken|taking)\s+(?:\w+\s+)?(?:part|place|hold|off\s+(?:running|"
    r"on\s+foot|down|"
    r"towards|up|along|at|again|in)|over|up|care|note|notes|notice|advice|time|turns?|ages|long|"
    r"about|around|some|"
    r"roughly|perhaps|less|more|under|only|just|at\s+least|a\s+(?:while|few|bit|couple|look|"
    r"photo\w*|picture|"
    r"video|screenshot|copy|seat|breath|step|statement|sip|drag|swing|call|turn|walk|lift|break|"
    r"moment|minute|message|note|long|short|swab|sample|reading|position|view|first|second|"
    r"further|witness|"
    r"detailed|left|right|taxi|bus|train|cab|punch|kick|run|knock|dislike|day|week|shine|fancy|"
    r"dim|hit|\d+)|an\s+(?:hour|account|interest|overdose|uber|oath)|the\s+(?:bus|train|stairs|"
    r"lift|"
    r"view|first|second|next|road|path|call|phone\s+call|decision|opportunity|pulse|lead|name|"
    r"number|registration|reg|statement|account|mick|pi\w+|blame|bait|photo\w*|"
    r"picture\w*|message|wheel|oath|time|temperature|same|long|short|form)|my\s+(?:time|details|"
    r"statement|account|name|pulse|first|arm|hand|temperature|shoes\s+off|coat\s+off|seat|break|"
    r"eyes|blood|"
    r"lunch|word|son|daughter|children|mother|mum|dad|wife|husband|blood\s+pressure)|"
    r"his\s+(?:time|details|"
    r"statement|account|name|pulse|arm|hand|hands|pictures?|hood\s+down|eyes|hat\s+off|blood|word|"
    r"seat|temperature|place|coat\s+off)|her\s+(?:time|details|statement|account|name|pulse|arm|"
    r"hand|"
    r"hands|home|to|blood|eyes|word|seat|temperature)|(?:him|them|me|us|her|it)\s+(?:to|"
    r"back\s+to|home|into|up|down|in|"
    r"upstairs|outside|off\s+me|for|about|a\s+while|apart|as|over|round|on|out)|it|photographs?|"
    r"photos|pictures|"
    r"screenshots?|images|copies|swabs|samples|measurements|statements?|details|possession|steps|"
    r"exception|offence|responsibility|control|charge|cover|aim|pity|heart|umbrage|him|her|them|"
    r"me|us|"
    r"one|two|three|four|five|six|seven|eight|nine|ten|twenty|thirty|forty|\d+|seconds|minutes|"
    r"hours|effect|"
    r"delivery|questions|orders|calls|blood|stock|legal|medicine|medication|his\s+medication|"
    r"drugs|cocaine|cannabis|heroin|ketamine|tablets|to\b)"
    r"|(?:was|were|been|being|is|are|be)\s+(?:then\s+|also\s+|later\s+|"
    r"immediately\s+)?taken\s+(?:to|by\s+"
    r"(?:ambulance|police|car|taxi)|into|home|back|from\s+(?:me|him|her)\s+by\s+(?:pc|dc|the\s+"
    r"police)|up|at|off|away\s+by|ill|aback|in|over|on|out|through|down|and)|taken\s+(?:ill|aback|"
    r"to\s+(?:hospital|custody|the))"
)
NO_DAMAGE = Phrases(
    r"(?:smash|broke|break)\w*\s+(?:a|the|his|her)\s+(?:[\w']+\s+){0,2}?(?:bottle|"
    r"glass)(?!\s+(?:door|panel|pane|front|cabinet|of))|broken\s+(?:bottle|glass\s+(?:in|"
    r"into)\s+(?:his|my|the|her))|"
    r"broke(?:n)?\s+(?:down|up|off|hard|sharply|harshly|the\s+(?:speed|limit)|into\s+(?:a|tears)|out|free|away|cover|the\s+(?:news|silence|"
    r"law|rules))|broken\s+(?:english|sleep|up|glass)|"
    r"cut\s+(?:him|her|me|them)\s+off|cut\s+(?:across|through|down|in|short|up|the\s+call|out)|"
    r"cut\s+off\s+(?:the|my)\s+call|"
    r"burst\s+(?:out|into|in|through)|kicked\s+(?:off|him|her|me|out|them|us)|forced\s+(?:him|"
    r"her|me|"
    r"them|us|myself|to|his\s+way|out)|split\s+up|cracked\s+(?:up|on|a\s+joke)|ripped\s+(?:off|"
    r"into)|"
    r"nerve\s+damage|brain\s+damage|tissue\s+damage|damage\s+(?:to\s+the|to\s+his|to\s+my|"
    r"to\s+her)\s+(?:nerve|"
    r"tendon|muscle|ligament|eye|brain|spine|kidney|liver|lung)\w*|criminal\s+damage\s+(?:unit|"
    r"team)|"
    r"smashed\s+(?:it|drunk|in\s+the\s+face|him|her|me|his\s+head|my\s+head)|"
    r"hole\s+in\s+(?:his|her|my)\s+(?:arm|leg|chest|head|neck|side)|through\s+the\s+(?:door|window|"
    r"gate|glass|shop|house|floor|ceiling|wall|letterbox|boot|screen|fence|hedge)(?!s)|"
    r"paint(?:ed|ing)\s+(?:my|his|her|the)\s+(?:nails|face|picture|walls?\s+(?:of|in)\s+the)|"
    r"burning\s+(?:smell|sensation)|on\s+fire|dress\s+cut"
)
NO_LOSS = Phrases(
    r"lost\s+(?:the\s+post|the\s+job|sight|consciousness|control|his\s+(?:temper|job|balance|"
    r"footing|life|voice|mum|dad|"
    r"mother|father|rag|head|grip)|her\s+(?:temper|job|balance|footing|life|voice|grip|baby)|my\s+"
    r"(?:temper|job|balance|footing|voice|way|rag|husband|wife|mum|dad|grip|nerve)|the\s+(?:signal|"
    r"plot|use|will|feeling|hearing|sight|baby)|count|touch|track|weight|a\s+(?:tooth|stone|"
    r"lot\s+of\s+blood|finger)|"
    r"blood|two\s+teeth|them|him|her|interest)|gone\s+(?:to|in|into|on|off|out|up|down|home|"
    r"through|"
    r"round|past|back|over|by|red|white|quiet|mad|crazy|wrong|all|as|for|behind|under|midnight|"
    r"half|ten|"
    r"eleven|missing)|missing\s+(?:person|persons|people|tooth|teeth|finger|him|her|them|my|"
    r"since|from\s+home|child|girl|boy|man|woman)|"
    r"dropped\s+(?:me|him|her|us|them|off|the\s+kids|to|down|by|in|out|dead)|"
    r"found\s+(?:out|that|it\s+(?:hard|odd|strange|difficult|funny)|him|her|them|myself|guilty|"
    r"no|nothing|"
    r"nobody|to\s+be)|returned\s+(?:to|home|at|from|with|inside|a|the\s+call|and|on|later|about)|"
    r"dumped\s+(?:him|her|me)"
)
MONEY_MOVED = Phrases(
    words("""
withdrawn withdrew withdrawals? debited transferred gone_from went_from is_gone was_gone has_gone
all_gone 's_gone out_of_it out_of_my_account lost stolen stole taken took cashed
robbed
scammed defrauded missing conned sent sent_(?:him|her|them) had_(?:him|her|me)_for taken_out
handed_over emptied cleared away_with
""")
)
# Thrown at or through a thing that is named right after.
THROWN = Phrases(
    r"(?:threw|thrown|flung|chucked|lobbed|hurled|throwing|put|came|"
    r"went)\s+(?:[\w-]+\s+){1,5}?(?:at|through|into|intae|over)"
)
# "He had my sewing box under his arm": what is the witness's and in another's hands.
HAD_MINE = Phrases(
    r"(?:he|she|they|one|man|woman|lad|male|boy)\s+(?:\w+\s+)?(?:had|was\s+(?:holding|carrying|"
    r"wearing)|were\s+(?:holding|carrying)|"
    r"came\s+out\s+with|carrying|holding)\s+(?:my|our)(?=\s+(?!(?:son|daughter|wife|husband|mum|"
    r"mother|brother|sister|dad|"
    r"father|baby|child|boy|girl|mate|friend|partner|name|number|attention|details|dog\s+bark|"
    r"\w*\s*(?:arms?|hands?|hair|neck|back|wrists?|"
    r"legs?|throat|head|face|mouth|ear|shoulders?|hood|collar))\b)\w)"
)
# Those who take or break things in the course of their work.
AT_WORK = cue(
    r"(?:I|we|officers?|police|firefighters?|the\s+fire\s+(?:service|brigade|crew)|paramedics?|"
    r"PC\s+\w+|"
    r"PC\s+\d+\s+\w+)(?:\s+(?:had|have|then|also|later|and\s+\w+|since|just|both|had\s+to|"
    r"managed\s+to)){0,2}\s*$"
)
# "Took a knife out of his bag" takes nothing from anybody.
OUT_OF_HIS_OWN = cue(
    r"(?:[\w'-]+\s+){1,7}?(?:out\s+of|from)\s+(?:a|the|his|her|my|their|"
    r"its)\s+(?:own\s+)?(?:[\w'-]+\s+){0,2}?(?:bag|rucksack|"
    r"pocket|boot|jacket|coat|drawer|case|carrier|holdall|waistband|sleeve|sock|chair|hook|"
    r"shelf\s+and\s+threw|belt|"
    r"locker|fridge|kitchen|tray|glovebox|mouth|ear|ears|hand)"
)
# "I transferred £3,000 to him" is what a fraud took, though the witness did it.
PAID_AWAY = re.compile(r"(?:sent|transferred)\b", re.IGNORECASE)
# A vehicle that only moves or comes back is no loss of anybody's.
DRIVEN = Phrases(
    words("""
cars? vans? vehicles? lorry lorries trucks? pickups? bikes? motorbikes? motorcycles? mopeds?
scooters? e-?bikes? cycles? quads? quad_bikes? trailers? tractors?
bus buses coach coaches taxis? cabs? boats?
""")
)
OWNED = re.compile(
    r"(?:\b(?:my|our|his|her|their|your|its|whose)|'s|s')\s+(?:[\w'-]+\s+){0,3}$", re.IGNORECASE
)
TO_THE_VERB = re.compile(
    r"\s*,?\s*(?:(?:had|has|have|then|also|just|later|soon|again|already|suddenly|was|were|now|"
    r"long|both|all|not)\s+){0,3}",
    re.IGNORECASE,
)
MOVES = re.compile(
    r"(?:return(?:ed|ing)|turned\s+up|snapped\s+(?:past|by)|"
    r"broke\s+(?:hard|harshly|sharply|heavily|suddenly|late|the\s+(?:speed|limit|law|lights?))|"
    r"split\s+(?:from|off|up))\b",
    re.IGNORECASE,
)
