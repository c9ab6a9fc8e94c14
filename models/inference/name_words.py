"""Words that stand beside a name and are none: titles, ranks, kin, honours, suffixes, particles.

All are folded as ``fold`` folds: no accents, no dots, lower case.
"""

import unicodedata
from itertools import product

_LETTERS = str.maketrans(
    {"đ": "d", "ł": "l", "ø": "o", "\u0131": "i", "ð": "d", "\u2019": "'", "\u2018": "'"}
)
_MARKS = "'\"`:;,*_|"


def fold(word: str) -> str:
    """Return ``word`` in lower case, without accents, dots and marks at its edges."""
    if word.isascii():
        return word.lower().replace(".", "").strip(_MARKS)
    bare = unicodedata.normalize("NFKD", word.lower().translate(_LETTERS))
    return "".join(c for c in bare if not unicodedata.combining(c) and c != ".").strip(_MARKS)


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


def _phrases(*lines: str) -> frozenset[str]:
    """Return phrases: a slash parts words of which each may stand in its place."""
    ways = (product(*(word.split("/") for word in line.split())) for line in lines)
    return frozenset(" ".join(words) for each in ways for words in each)


# One name after any of these is the family name.
_COURTESY = _words(
    "mr mrs ms miss mx mister missus messrs dr doctor prof professor rev revd reverend canon "
    "vicar judge hhj justice cllr councillor mp madam ma'am mme mlle monsieur madame mademoiselle "
    "herr frau senor senora senorita sra senhor senhora signor signora signorina sig pani kyrios"
)
RANKS = _words(
    "pc ps dc ds di dci dcs dsi dsu insp ins sgt ci wpc wps wdc wds tdc tds tpc apc aps adc ads "
    "sps spc pcso cso cdo csi soco cso supt ch/supt acc dcc const det cons detective constable "
    "sergeant serjeant inspector superintendent supintendent commander commissioner investigator "
    "officer paramedic technician nurse matron midwife surgeon firefighter ff driver warden "
    "custodian pte private lcpl cpl corporal ssgt csgt sgtmaj wo1 wo2 lt lieutenant 2lt capt "
    "captain maj major colonel brig brigadier gen general cdr cmdr admiral marshal leader tpr "
    "trooper gnr gunner rfn rifleman spr sapper sqn ldr wg flt gp lac sac gdsm guardsman cadet "
    "coroner sheriff bailiff magistrate solicitor barrister consultant registrar coach "
    "headteacher headmaster headmistress sub-officer"
)
# Only in capitals: in small letters they are names and other words.
UPPER_RANKS = _words("di sc cc po ab si do ma cpo dso gp col")
# Titles only before another title: Staff Nurse, Wing Commander, the Right Honourable Mr.
BEFORE_TITLES = _words(
    "police detective special student trainee temporary temp acting woman chief ch deputy dep "
    "assistant asst staff senior community support charge wing squadron flight group watch crew "
    "station custody lance petty warrant field air the very right rt hon honourable most his her "
    "honour lord lady and & crime scene protection prison probation security medical emergency "
    "family liaison vice rear"
)
# Right before a name these always belong to it; other titles may only describe somebody.
SURE_TITLES = _words(
    "mr mrs ms miss mx dr prof professor rev reverend rabbi imam pastor sir dame councillor cllr "
    "lieutenant corporal firefighter sub-officer constable sergeant inspector superintendent"
)
# As they are written: in small letters they are other words.
SURE_SHORT = (
    "PC", "DC", "DS", "DI", "DCI", "DSU", "PS", "PCSO", "WPC", "FF", "Sgt", "Insp", "Supt",
)  # fmt: skip
# These may stand before a sure rank, any number of them: Acting Detective Chief Inspector.
BEFORE_SURE = _words("acting temporary special police chief assistant deputy detective")
# Titles of several words, whatever each of them means by itself.
TITLE_PHRASES = _phrases(
    "watch/crew/station/group/area manager/commander",
    "leading firefighter",
    "sub officer",
    "lance corporal",
    "staff/colour sergeant",
    "warrant/pilot/flying/petty officer",
    "flight lieutenant",
    "squadron leader",
    "wing commander",
    "group captain",
    "lieutenant colonel",
    "staff/charge nurse",
    "ward sister",
    "district judge",
    "deputy district judge",
    "mr/mrs/lord/lady justice",
)
_GIVEN_TITLES = _words("sir dame swami")
KIN = _words(
    "uncle auntie aunty aunt nan nanny nana gran granny grandma grandad granddad grandpa "
    "grandmother grandfather mum mam mummy mom dad daddy cousin bro sis taid nain mamgu tadcu "
    "ewythr modryb yncl anti chacha chachi masi maasi phupho phuppo phuppi bua taya tayi dada "
    "dadi nani khala khalu khalo khalto bhabhi bhaiya bhaijaan bhaijan didi apa baji ammi abbu "
    "amma appa akka thambi abla teyze amca dayi agabey ammo amo ciocia ciotka wujek wuj babcia "
    "dziadek tante oncle onkel opa oma tia tio kuya ate mzee adeer eedo abti habaryar bunica "
    "unchiul matusa teta tetka baka deda babushka dedushka mama papa baba brother sista"
)
# Kin words that people are called too: kin only where exactly one name follows.
KIN_OR_NAME = _words(
    "nana anti masi bua dada dadi nani apa api didi tia tio ate amo oma opa nan nain mama papa "
    "baba mam taya tayi dayi teta deda baka gran sis bro bunica amma appa akka baji"
)
# After these, one name may be either.
_UNSURE_TITLES = _words(
    "father fr mother sister br imam sheikh shaikh "
    "shaykh sheik rabbi rav rebbe pastor bishop archbishop "
    "archdeacon deacon pope lord lady master maulana moulana molana maulvi moulvi mullah mufti "
    "qari ustad ustadh hazrat hafiz haji hajji hajja hajjah alhaji alhaja mallam malam pandit pt "
    "sri shri shrimati smt sardar giani granthi bhai lama ayatollah chief otunba oba datuk dato "
    "dato' encik puan pak bu ibu mbak daw evangelist elder apostle prophet prophetess abbot "
    "prior nun monk mata sant bhagat guru rana khoury hoca"
)
FAMILY_TITLES = _COURTESY | RANKS
GIVEN_TITLES = _GIVEN_TITLES | KIN
TITLES = FAMILY_TITLES | GIVEN_TITLES | _UNSURE_TITLES
# Titles that are names as well: alone, they are the name.
NAMES_TOO = KIN_OR_NAME | _words(
    "major judge justice bishop master marshal guru chief rana hafiz elder prior abbot pope "
    "leader driver warden canon constable sergeant serjeant sheriff coach general shaikh sardar "
    "private mata sant khoury deacon sister father"
)
# Names as well, and oftener than titles: titles only where exactly one name follows.
SELDOM_TITLES = _words("elder leader justice rana sant mata guru khoury hafiz bu pak chief")
BURMESE_TITLES = _words("u daw ko ma")
# Said after a name: Khan Sahib, Ahmet Abi, Sharma-ji.
AFTER = _words(
    "sahib saab saheb sahab sahiba ji jee bhai bhaiya bhaijaan ben behn uncle auntie aunty chacha "
    "abi agabey abla bey hanim efendi amca teyze san sama sensei ssi nim didi hoca"
)
HYPHENED_AFTER = _words(
    "ji jee san sama sensei ssi nim sahib saheb saab bhai bey uncle auntie aunty abi"
)
HONOURS = _words(
    "KC QC OBE MBE CBE KBE DBE GBE KCB CB CMG KCMG BEM QPM KPM KFSM QFSM QAM KAM MP MSP MLA JP DL "
    "FRCS FRCP MRCP MRCS MRCGP FRCA FRCEM FRCPCH FRCPsych MRCPsych MBBS MBChB MBBCh BSc MSc BEng "
    "LLB LLM PhD DPhil MPhil RN RGN RMN SRN FRS FBA Esq Esquire esq RIP VC GC GM DSO DFC MD MRCVS "
    "FRCPath CEng FRICS MRICS PGCE"
)
# Names and initials as well: honours only after a comma.
COMMA_HONOURS = _words("MA BA MC MS MD DO DSc BD BEd")
SUFFIXES = _words("jnr jr junior snr senior ii iii iv filho neto sobrinho")
UPPER_SUFFIXES = _words("ii iii iv")
NUMBER_WORDS = _words("no num number nos collar shoulder warrant badge id # № and")
# A form's next label, taken up with a name; nobody is called so.
FORM_LABELS = _words("urn dob station signature signed occupation witness statement telephone tel")
EPITHETS = _words("young old little late poor dear the big wee")
BETWEEN_PEOPLE = _words("and & or with + / versus v vs")

# Belong to the family name that follows.
PARTICLES = _words(
    "van von der den ter ten de da di do du dos das del dello della dei degli la las los le lo al "
    "el ul as ash an ad ar az at zu zum zur af av st saint o' o mc mac fitz d' l' ap ab ferch "
    "verch ach merch ni nic ui mhic de' y e i"
)
# Particles that are also words or names of their own; sure only in small letters.
OPEN_PARTICLES = _words("van al el di da do la le lo los as ash an ad ar az at ab ach ni e i y ten")
PATRONYMIC_PARTICLES = _words("bin binti binte bint ibn ben bat ould wuld s/o d/o a/l a/p")
GIVEN_PARTICLES = _words("abdul abdur abdus abdel abd abdal abu umm")
LINKS = _words("ul ur ud us uz un ush ut ullah - \u2010 \u2013 y i e al-din ad-din")
# Between two family names: Ortega y Gasset, Sousa e Silva.
DOUBLING = _words("y e i")
# "de" before these is devotion, not family: María del Carmen García.
DEVOTION = _words(
    "carmen fatima pilar rosario lourdes jesus mar rocio conceicao concepcion dolores angeles luz "
    "graca ceu socorro mercedes asuncion assuncao gloria natividade nieves remedios paz deus cruz "
    "sagrado guadalupe consuelo soledad"
)
