"""The words for hurt to a body, and for what was done about it."""

from worker.digest.lexicon.patterns import Phrases, words

BODY = words("""
heads? faces? eyes? eyebrows? brows? eyelids? eye_sockets? cheeks? cheekbones? nose nostrils?
mouths?
lips? tooth teeth gums? tongue jaws? jawbone chins? ears? earlobes? necks? throats? windpipe
shoulders? shoulder_blades? collar_?bones? clavicle arms? upper_arms? forearms? biceps? armpits?
elbows? wrists? hands? fingers? fingertips? thumbs? knuckles? palms? fists? chests? breasts?
breastbone sternum ribs? ribcage backs? spine vertebra vertebrae lower_back stomach? abdomen belly
tummy guts? torso sides? flanks? hips? pelvis groin genitals? testicles? penis buttocks? bum
backside arse bottom thighs? legs? hamstrings? knees? kneecaps? shins? calf calves ankles? heels?
foot feet toes? toenails? fingernails? nails? skull scalp hairline forehead temples? skin body
bodies lungs? liver spleen kidneys? bowels? tendons? ligaments? artery arteries veins? muscles?
bones? tibia fibula femur ulna radius humerus heid een oxter shooder wame
""")

BODIES = Phrases(BODY)

# Hurt by the word alone.
HURT = Phrases(
    words(r"""
bruis(?:e|es|ed|ing|in) graz(?:e|es|ed|ing) lacerat(?:ion|ions|ed) abrasions? contusions?
fractur(?:e|es|ed)
swelling swellings swollen h(?:a)?ematomas? concuss(?:ion|ed) black_eyes? blackened_eyes? shiners?
nose_?bleeds? whiplash puncture_wounds? stab_wounds? gunshot_wounds? exit_wounds? head_wounds?
wounds? wounded
injur(?:y|ies|ed) gash(?:es|ed)? (?:fat|split|busted|burst)_lips? bleed(?:s|ing|in)? bled
h(?:a)?emorrhag(?:e|es|ing)
black_and_blue headaches? unconscious unconsciousness semi-conscious unresponsive concuss
knocked_out
knocked_(?:me|him|her|them)_out
pass(?:ed|es|ing)?_out black(?:ed)?_out out_cold spark_out sparked_out dislocat(?:ed|ion)
sprain(?:ed|s)?
scald(?:s|ed)?
burns? friction_burns? blister(?:s|ed|ing)? weals? welts? petechiae? disfigured paralysed
amputat(?:ed|ion)
stab(?:bed|bing|s) slashed knifed glassed frostbit(?:e|ten) hypothermi[ac] limping limped
life_extinct pronounced_dead fatal(?:ly)?
died_(?:at|in|from|of|on)_(?:the|his|her|hospital|scene|their)
(?:lost|losing|loss_of|regained)_(?:a_lot_of_)?consciousness  lost_(?:a_lot_of_)?blood
loss_of_blood blood_loss
(?:not|stopped|wasn't)_breathing
(?:left|right|his|her)_pupils? pupils?_(?:was|were|is|are|dilated|unequal|fixed|slow) GCS was_sick
being_sick been_sick grey_and_\w+ clammy
(?:could_not|couldn't|cannot|can't|hard_to|struggling_to|struggled_to)_breathe
choked strangled throttled suffocat(?:ed|ing) asphyxia\w* dizzy dizziness nausea nauseous
vomit(?:ed|ing)?
double_vision blurred_vision ringing_in_(?:my|his|her)_ears? pins_and_needles painful
tender(?:ness)?
discolouration redness reddening red_marks? scarred_for_life
left_(?:me|him|her|us)_with_(?:a_)?scar(?:s|ring)? will_scar permanent_scarring defen[cs]e_wounds?
defensive_(?:wounds?|injur(?:y|ies))
miscarri(?:ed|age) pepper_sprayed sprayed_in_the_(?:face|eyes) bite_marks? ligature_marks?
skint_knees? keeled_over
(?:the_|a_)?bones?_(?:was|were|is)_(?:showing|visible|exposed|poking|sticking|protruding)
(?:at|in)_an?_(?:odd|funny|strange|unnatural|weird|awkward|peculiar)_angle
(?:loose|chipped|wobbly)_(?:front_)?(?:tooth|teeth)
(?:tooth|teeth)(?:'s)?(?:_(?:is|are|was|were|feels?|felt|came|went))?(?:_(?:all|now))?_(?:loose|wobbly|chipped)
""")
    + r"|(?:in|of|with|no|any|some|much|the|more|severe|sharp|shooting|terrible|constant|great|"
    r"felt|"
    r"feel|chest|back|head|neck|abdominal|complain\w+\s+of)\s+(?:\w+\s+){0,2}?pains?"
    r"(?!\s+(?:in\s+the\s+(?:arse|backside|neck)|and\s+suffering))"
    r"|pains?\s+(?:in|to|from|when|across|around|down|score|relief)"
    r"|(?:got|get|was|were|been|am|is|are|isn't|wasn't|weren't|be|badly|not|really|him|her|me|them|"
    r"us|anyone|anybody|nobody|someone|one)\s+(?:badly\s+|seriously\s+|really\s+|physically\s+)?"
    r"(?:hurt|unhurt|uninjured|unharmed)(?!\s+(?:feelings|by\s+what|that))"
    r"|hurts?\s+(?:my|his|her|their|me|him|to\s+(?:breathe|walk|move|swallow|eat|"
    r"talk))(?!\s+feelings)"
    r"|hurt\s+(?:themsel\w+|himself|herself|myself)|unhurt|uninjured|unharmed"
)

# A part of the body that does not do what it should.
USELESS = Phrases(
    r"(?:can't|cannot|can\s+not|couldn't|could\s+not|cannae|couldnae|unable\s+to|hard\s+to|"
    r"won't)\s+"
    r"(?:\w+ly\s+)?(?:feel|move|close|bend|lift|straighten|grip|see\s+out\s+of|hear\s+(?:in|"
    r"out\s+of|with)|"
    r"raise|put\s+weight\s+on|walk\s+on)"
)

# Blood tells of hurt, but not what a laboratory or a nurse does with it.
BLOOD = Phrases(
    r"blood(?:ied|y|stained)?(?!\s*(?:-|pressure|tests?|samples?|group|type|alcohol|sugar|glucose|"
    r"brother|sister|relati\w+|cold|analys\w+|form|vials?|kit|was\s+taken|specimens?|oranges?|"
    r"thinners?|pattern|hell|idiot|stains?\s+analys|results?|money))"
)
BLOOD_NOT_OF_HURT = Phrases(
    r"blood(?=\s+(?:was\s+|is\s+|were\s+)?(?:then\s+|also\s+)?(?:drawn|room|typed|tested|"
    r"analysed|got\s+there|came\s+back|matched|belongs?)\b)|"
    r"bloody(?=\s+(?:hell|idiot|well|great|good|awful|thing|stupid|fool|day|minded|phone|car|"
    r"door|dog|kids|nuisance|lie|joke|long|big|loud|cold|freezing|sick|disgrace|mess)\b)|"
    r"(?:sample|specimen|test|vial|swab)s?\s+of\s+(?:\w+\s+)?blood|(?:high|low|new|young|own|"
    r"first|full|half|in)\s+blood|flesh\s+and\s+blood"
)

# Hurt when a part of the body stands near.
NEAR_BODY = Phrases(
    words(r"""
cuts? cutting scratch(?:es|ed|ing)? marks? marked burn(?:t|ed|ing) broke broken breaking breaks?
split
lumps? bumps?
sore soreness ach(?:e|es|ed|ing) stiff(?:ness)? numb(?:ness)? lost losing cracked torn
tore (?<!a\s)bit bites? bitten biting
stung stinging stings? hurt hurts hurting shattered smashed twisted sliced slit severed
closed_up swollen_shut gaping damaged? ripped crushed trapped pierced punctured gouged skinned
scraped scrapes? smarting throbb(?:ed|ing)
bust busted burst shot pellets? shrapnel alight on_fire went_in went_into bloodshot paralysed
feeling
no_feeling sewn stapled screws? in_(?:two|three|four|five|six|several)_(?:bits|pieces|places)
knocked_out ruptured
""")
)
# Broken, lost or cut things that are no bodies.
NOT_A_BODY = Phrases(
    r"(?:\d|four|five|six|seven)\s*-?\s*(?:foot|feet)|foot\s*well|neck\s+of\s+(?:the|"
    r"a)\s+(?:bottle|\w+\s+bottle)|"
    r"lip\s*-?\s*read\w*|cut\w*\s+(?:[\w']+\s+){0,4}hair|chest\s+of\s+drawers|(?:table|"
    r"chair)\s+legs?|legs?\s+of\s+(?:the|a)\s+(?:table|chair)|"
    r"(?:head|face|back|front|left|right|off)\s*(?:-|\s)?(?:lights?|lamps?|board|rest|door|wheel|"
    r"seat|"
    r"window|garden|yard|bumper|wing|mirror|panel|tyre|screen|gate|room|bedroom|office|quarters|"
    r"phones?|sets?|lock|to\s+back|side)|hand(?:s?-?held|bags?|sets?|brake|cuffs?|le|les|writing|"
    r"over|ed)|(?:the\s+)?(?:back|side|bottom|foot|head)\s+of\s+"
    r"(?:the|a|an|my|his|her|our|their)(?!\s+(?:head|neck|leg|hand|knee|arm|skull|thigh|eye|"
    r"mouth|throat|calf|body)\b)|body\s*-?\s*worn|foot\s*(?:path|ball|age|well|print|wear|step|"
    r"bridge|"
    r"note)|on\s+foot|by\s+hand|second\s*-?\s*hand|eye\s*-?\s*witness|neck\s*lace|arm\s*chair|"
    r"(?:get|got|go|went|came|come|be|was|were|hit|hold|held|give|gave|gone|ran|run|turned|"
    r"looked|walked|drove|sent|put|pulled|got|taken|took|moved|called|rang)\s+(?:it\s+|me\s+|"
    r"him\s+|"
    r"her\s+|them\s+|straight\s+|right\s+)?back|back\s+(?:to|at|in|into|up|down|on|from|home|"
    r"inside|out|and|then|when|again)|"
    r"head\s+(?:of|office|teacher|doorman|chef|gardener|keeper)|other\s+hand|hands?\s+over|"
    r"left\s+side|right\s+side|nail\s+(?:bar|gun|varnish)|foot\s+of|feet\s+(?:away|from|of|"
    r"high|long|wide|deep|off)|foot\s+(?:away|from|high|long|wide|deep|off)|arms?\s+length|"
    r"hand\s+side|my\s+side|both\s+sides|"
    r"either\s+side|one\s+side|to\s+the\s+side|lost\s+(?:sight|my\s+head|his\s+head|her\s+head|"
    r"face|heart|track)|marks?\s+on\s+the\s+(?:wall|door|road|window|tarmac|floor)|by\s+heart|"
    r"heart\s+(?:of|to)|on\s+my\s+hands|skin(?:ned)?\s+(?:colour|tone)"
)

# A house is burnt down, and a garment torn at the knee: that hurts nobody. What is not listed here
# may be somebody.
BURNT_THINGS = Phrases(
    r"burn(?:s|ed|t|ing)?\s+(?:(?:it|them|this|that)\s+)?(?:down|to\s+the\s+ground)"
    r"(?!\s+(?:the|my|our|your|his|her|their|one|both)\b)|"
    r"burn(?:s|ed|t|ing)?\s+(?:down\s+)?(?:the|a|an|my|our|your|his|her|their|its)\s+(?:[\w'-]+\s+)?"
    + words("""
houses? homes? barns? sheds? garages? flats? places? buildings? cars? vans? lorry bikes? caravans?
tents? doors? fences? bins? clothes papers? letters? documents? rubbish waste wood leaves
shops? offices? clubs? pubs? schools? church mosque temple
""")
    + r"|burns?\s+(?:oil|rubber|fuel|wood|rubbish)|burns\s+(?:night|supper)"
)
TORN_CLOTHES = Phrases(
    words("""
tights stockings jeans trousers leggings shorts skirts? blouses? shirts? t-?shirts? tops?
tracksuits? jackets? coats? dress dresses bras? knickers underwear pants vests? jumpers?
hoodies? hood sleeves? collars? gloves? boots? trainers clothes clothing uniforms?
jogging_bottoms joggers
""")
    + r"\s+(?:(?:was|were|had|has|got|been|is|are|all|also|badly|\w+ly)\s+){0,3}"
    r"(?:ripped|torn|tore|split|cut|slit|slashed|burnt|burned|damaged|marked|scraped)"
    r"(?=\s+(?:\w+\s+)?(?:at|on|by|near|around|over|across|down|along|below|above)\s+"
    r"(?:the|both|one|her|his)\b)"
)

TREATMENT = Phrases(
    words("""
stitch(?:es|ed)? sutures? sutured steri-?strips? butterfly_(?:stitches|strips) painkillers?
entonox gas_and_air tetanus first_aid CPR defibrillat(?:or|ed|ion) tourniquet
bandag(?:e|es|ed|ing)
intensive_care resus(?:citation|citated)? chest_compressions? in_plaster plaster_cast in_a_cast
crutches
physiotherapy x-?rays? x-?rayed CT_scan MRI_scan MRI skin_grafts? minor_injuries(?:_unit)?
walk-?in_centre
recovery_position oxygen_mask oxygen head_blocks (?:was|been|being)_discharged
discharged_(?:himself|herself|myself|from|home|early)
kept_in(?=_(?:at|for|overnight|hospital))  neck_brace cervical_collar spinal_board scoop_stretcher
stretcher
air_ambulance
trauma_(?:team|unit|centre) fracture_clinic eye_casualty burns_unit
dressed_(?:the|my|his|her)_(?:wounds?|cuts?|hand|arm|leg|head)
in_a_sling a_sling naloxone eye_drops
kitchen_roll_round airlifted airlift(?:ed)? medical_attention medical_treatment
medically_(?:assessed|examined)
""")
    + r"|(?:gave|given|giving|administered|prescribed|having|takes|taking|need|needed|"
    r"on)\s+(?:[\w'-]+\s+){0,4}?"
    r"(?:morphine|paracetamol|ibuprofen|codeine|co-codamol|tramadol|adrenaline|antibiotics?|"
    r"analgesia|ketamine|fluids|oxygen)"
    r"|(?:taken|conveyed|rushed|went|gone|go|going|drove|driven|admitted|discharged|transferred|"
    r"airlifted|kept|stayed|spent|attended|attend|treated|seen|removed|blue-?lighted|was|is|were|"
    r"remains?|took|nights?|days?|ended\s+up|visited|later|arrived?|left|brought|handed|got|"
    r"came)\s+(?:[\w'-]+\s+){0,8}?"
    r"(?:hospital|infirmary|a\s?&\s?e|a\s+and\s+e|casualty|accident\s+and\s+emergency)"
    r"|(?:at|from)\s+(?:[A-Z][\w'-]+\s+){1,4}(?:hospital|infirmary)\s+(?:they|the\s+doctors?|a\s+"
    r"doctor|dr|I\s+was|he\s+was|she\s+was|where)"
    r"|(?:an|the|for\s+an|called\s+an|rang\s+an|rang\s+the)\s+ambulances?(?!\s+(?:trust|station|"
    r"bay|"
    r"entrance|service\s+since|driver|technician))"
    r"|ambulance\s+(?:was|were|came|arrived|attended|crew|took|service\s+to)"
    r"|paramedics?\s+(?:came|arrived|attended|treated|worked|said|were|was|took|looked|checked|"
    r"dealt|put|tried|and)"
    r"|(?:in|at|to)\s+(?:the\s+)?(?:[A-Z][\w'-]+\s+){0,3}(?:royal|general|infirmary|hospital|"
    r"queen\s+elizabeth)"
    r"(?:\s+[A-Z][\w'-]+){0,3}\s+(?:for\s+)?(?:[\w-]+\s+)?(?:days?|nights?|weeks?|months?|"
    r"overnight)"
    r"|watched\s+for\s+\w+\s+days|(?:given|gave|on)\s+(?:me\s+|him\s+|her\s+)?tablets|plate\s+in|"
    r"pins?\s+in"
    r"|operated\s+(?:on|one|two)|(?:emergency|plastic|reconstructive)\s+surgery|(?:had|needed|"
    r"needs|need|having|for)\s+(?:an\s+)?(?:operation|surgery)|to\s+theatre"
    r"|treated\s+(?:for|at|in|by|on|him|her|me)(?!\s+(?:like|as)\b)|wound\s+(?:was|"
    r"is)\s+(?:cleaned|glued|closed)"
    r"|(?:glued|cleaned|dressed|bathed|iced)\s+(?:it|the\s+(?:cut|wound)|my|his|her)"
    r"|(?:pressure|pressing|pressed|holding|held|tied|wrapped|put|"
    r"sat)\s+(?:\w+\s+){0,2}?(?:towels?|cloths?|scarf|"
    r"t-?shirts?|jumper|tea\s+towels?|kitchen\s+roll|lead|bandages?|tissues?|"
    r"pressure)\s+(?:\w+\s+){0,2}?"
    r"(?:to|on|onto|against|round|around|over|into)\s+(?:the\s+)?(?:wound|bleeding|cut|his|her|my)"
)
# Treatment where the sentence tells of hurt, or of a part of the body, besides.
DOCTOR = Phrases(
    r"(?:doctors?|dr\.?|nurses?|surgeons?|medics?|dentists?|hospital|gp|infirmary|physio|"
    r"optician)\s+"
    r"(?:[\w-]+\s+){0,3}?(?:said|says?|told|tells|confirmed|treated|examined|repaired|removed|"
    r"glued|"
    r"stitched|cleaned|diagnosed|dressed|put|took\s+out|found|reckons?|thinks?)"
)
# Hospitals, ambulances and doctors that have nothing to do with anyone being hurt there and then.
TREATMENT_NOT_OF_HURT = Phrases(
    r"(?:work|works|worked|working|employed|nurse|porter|cleaner|doctor|registrar|consultant|"
    r"volunteer|job|shift)\s+(?:at|for|in)\s+(?:[\w'-]+\s+){0,5}?(?:hospital|infirmary)|hospital\s+"
    r"(?:car\s+park|security|radio|appointment|staff|trust|canteen|grounds|porter)|walked\s+past\s+"
    r"(?:\w+\s+){0,3}hospital|vet(?:erinary)?\s+hospital|treated\s+(?:like|as|me\s+like|with)"
)
