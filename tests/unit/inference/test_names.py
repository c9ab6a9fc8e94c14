"""The parts of names, as people of every community of the United Kingdom bear and write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.inference.name_words import KIN, RANKS, fold
from models.inference.names import parts, with_parts
from models.inference.results import Mention

STATED = [
    # One name, and what stands before or after it.
    ("Mr Dalgleish", "title=Mr family=Dalgleish"),
    ("MRS RENSHAW", "title=MRS family=RENSHAW"),
    ("Ms Wójcik", "title=Ms family=Wójcik"),
    ("Mr Singh", "title=Mr family=Singh"),
    ("Mrs Begum", "title=Mrs family=Begum"),
    ("Rev Smith", "title=Rev family=Smith"),
    ("Dr. Mansoor", "title=Dr. family=Mansoor"),
    ("Mr.Smith", "title=Mr. family=Smith"),
    ("Smith (Mrs)", "title=Mrs family=Smith"),
    ("the late Mr Smith", "title=Mr family=Smith"),
    ("Mr and Mrs Smith", "title=Mr and Mrs|family=Smith"),
    ("Mr Justice Fraser", "title=Mr Justice|family=Fraser"),
    ("Lt Col Jones", "title=Lt Col|family=Jones"),
    ("Major Smith", "title=Major family=Smith"),
    ("Dr Sharma ji", "title=Dr family=Sharma honours=ji"),
    ("Mrs Smith (née Jones)", "title=Mrs family=Smith birth_family=Jones"),
    ("Sir Keir", "title=Sir given=Keir"),
    ("Uncle Mick", "title=Uncle given=Mick"),
    ("Nana Jean", "title=Nana given=Jean"),
    ("Adeer Hassan", "title=Adeer given=Hassan"),
    ("Khala Nasreen", "title=Khala given=Nasreen"),
    # Police.
    ("PC 2417 HUGHES", "title=PC family=HUGHES"),
    ("PC2417 Hughes", "title=PC family=Hughes"),
    ("PC No. 1234 Smith", "title=PC family=Smith"),
    ("PC 418CE O\u2019Driscoll", "title=PC family=O\u2019Driscoll"),
    ("SGT 3390\nFAZAKERLEY", "title=SGT family=FAZAKERLEY"),
    ("HUGHES, PC 2417", "title=PC family=HUGHES"),
    ("Hughes (PC)", "title=PC family=Hughes"),
    ("HUGHES 2417", "family=HUGHES"),
    ("1178 CHOUDHURY", "family=CHOUDHURY"),
    ("T/DC 99 Jones", "title=T/DC family=Jones"),
    ("D/Sgt Smith", "title=D/Sgt family=Smith"),
    ("Det Sgt 123 Smith", "title=Det Sgt|family=Smith"),
    ("DI Smith", "title=DI family=Smith"),
    ("PARAMEDIC KEARNEY", "title=PARAMEDIC family=KEARNEY"),
    ("PC 8841 Kirsty BAIRD", "title=PC given=Kirsty family=BAIRD"),
    ("Kirsty BAIRD URN", "given=Kirsty family=BAIRD"),
    ("PC 2305 LOCKETT Station Fosse", "title=PC family=LOCKETT"),
    # Read wrongly from a picture.
    ("Dr 0'Brien", "title=Dr family=0'Brien"),
    ("Mr Sm1th", "title=Mr family=Sm1th"),
    ("PC 24l7 Hughes", "title=PC family=Hughes"),
    # Capitals, commas, initials.
    ("RENSHAW Dale", "given=Dale family=RENSHAW"),
    ("Obinna EZE", "given=Obinna family=EZE"),
    ("Jan van der BERG", "given=Jan|family=van der BERG"),
    ("VAN DER BERG Jan", "given=Jan|family=VAN DER BERG"),
    ("Smith, John Paul", "given=John Paul|family=Smith"),
    ("SMITH, Mr John", "title=Mr given=John family=SMITH"),
    ("T RENSHAW", "given=T family=RENSHAW"),
    ("J.R.R. Tolkien", "given=J.R.R. family=Tolkien"),
    ("Gwyneth M Rees", "given=Gwyneth M|family=Rees"),
    ("Smith J A", "given=J A|family=Smith"),
    # Scotland, Ireland, Wales.
    ("Eilidh McCrone", "given=Eilidh family=McCrone"),
    ("ANTHONY GERARD MCALEER", "given=ANTHONY GERARD|family=MCALEER"),
    ("Mc Aleer", "family=Mc Aleer"),
    ("John O' Brien", "given=John|family=O' Brien"),
    ("Seán Ó Briain", "given=Seán|family=Ó Briain"),
    ("Siobhán Ní Dhomhnaill", "given=Siobhán|family=Ní Dhomhnaill"),
    ("PC DP1163 Siôn ap Llŷr", "title=PC|given=Siôn|family=ap Llŷr"),
    ("Ffion ferch Rhys", "given=Ffion|family=ferch Rhys"),
    ("Mary St John", "given=Mary|family=St John"),
    ("Renée de la Cour", "given=Renée|family=de la Cour"),
    # Eastern Asia.
    ("Chan Wei Ling", "given=Wei Ling|family=Chan"),
    ("Wai Man Ng", "given=Wai Man|family=Ng"),
    ("Xiaoming Wang", "given=Xiaoming family=Wang"),
    ("王小明", "given=小明 family=王"),
    ("김민준", "given=민준 family=김"),
    ("佐藤太郎", "given=太郎 family=佐藤"),
    ("Dominic Wei-Jie Koh", "given=Dominic Wei-Jie|family=Koh"),
    ("David Chan Wei Ling", "given=David family=Chan"),
    ("Kim Min-jun", "given=Min-jun family=Kim"),
    ("Kim Minjun", "given=Minjun family=Kim"),
    ("Lee Kuan Yew", "given=Kuan Yew|family=Lee"),
    ("Nguyễn Thị Hồng Nhung", "given=Thị Hồng Nhung|family=Nguyễn"),
    ("Tran Van Minh", "given=Van Minh|family=Tran"),
    ("Ha Nguyen", "given=Ha family=Nguyen"),
    ("Tanaka Hiroshi", "given=Hiroshi family=Tanaka"),
    # Europe.
    ("Nagy Ferenc", "given=Ferenc family=Nagy"),
    ("Ferenc Nagy", "given=Ferenc family=Nagy"),
    ("Ivan Petrovich Sokolov", "given=Ivan patronymic=Petrovich family=Sokolov"),
    ("Sokolova Anna Ivanovna", "given=Anna patronymic=Ivanovna family=Sokolova"),
    ("María José García López", "given=María José|family=García López"),
    ("Maria del Carmen Garcia Lopez", "given=Maria del Carmen|family=Garcia Lopez"),
    ("Ana Paula dos Santos Silva", "given=Ana Paula|family=dos Santos Silva"),
    ("José Sousa e Silva", "given=José|family=Sousa e Silva"),
    ("Ludwig van Beethoven", "given=Ludwig|family=van Beethoven"),
    # Arabic and Malay names, southern Asia.
    ("Ahmad bin Abdullah", "given=Ahmad|patronymic=bin Abdullah"),
    ("Nur binti Hassan", "given=Nur|patronymic=binti Hassan"),
    ("Ibrahim al-Masri", "given=Ibrahim family=al-Masri"),
    ("Omar Al Masri", "given=Omar|family=Al Masri"),
    ("Ram Singh s/o Shyam Singh", "given=Ram Singh|patronymic=s/o Shyam Singh"),
    ("Mordechai ben Yosef", "given=Mordechai|patronymic=ben Yosef"),
    ("HARPREET SINGH GREWAL", "given=HARPREET SINGH|family=GREWAL"),
    ("S. Balasubramaniam", "initials=S. given=Balasubramaniam"),
    ("Suresh K", "initials=K given=Suresh"),
]
ASSUMED = [
    ("Gwyneth Mair Rees", "given=Gwyneth Mair|family=Rees"),
    ("Miss Imogen Thackray-Bose", "title=Miss given=Imogen family=Thackray-Bose"),
    ("Llewellyn - Jones Rhys", "given=Llewellyn - Jones|family=Rhys"),
    ("Yusuf Abdirahman Warsame", "given=Yusuf Abdirahman|family=Warsame"),
    ("Harpreet Kaur", "given=Harpreet family=Kaur"),
    ("Shabana Bibi", "given=Shabana family=Bibi"),
    ("Mohammed Abdul Rahman", "given=Mohammed|family=Abdul Rahman"),
    ("Ali Khan Sahib", "title=Sahib given=Ali family=Khan"),
    ("Auntie Jean Smith", "title=Auntie given=Jean family=Smith"),
    ("Nana Kwame Asante", "given=Nana Kwame|family=Asante"),
    ("Lee Harrison", "given=Lee family=Harrison"),
    ("Kim Marie Hope", "given=Kim Marie|family=Hope"),
    ("Abi Jones", "given=Abi family=Jones"),
    ("Dean Smith", "given=Dean family=Smith"),
    ("John Major", "given=John family=Major"),
    ("Chen Li", "given=Chen family=Li"),
    ("Lim Wei Yang", "given=Lim Wei|family=Yang"),
    ("Dame Judi Dench", "title=Dame given=Judi family=Dench"),
    ("John Smith Jnr", "given=John family=Smith suffix=Jnr"),
    ("Dr Jane Smith OBE PhD", "title=Dr|given=Jane|family=Smith|honours=OBE PhD"),
    ("Gary 'Gaz' Smith", "given=Gary family=Smith nickname=Gaz"),
    ("Gary \u201cGaz\u201d Smith", "given=Gary family=Smith nickname=Gaz"),
    ("Gary (Gaz) Smith", "given=Gary family=Smith nickname=Gaz"),
    ("Gary Smith aka Gaz", "given=Gary family=Smith nickname=Gaz"),
    ("Mary Smith nee Jones", "given=Mary family=Smith birth_family=Jones"),
    ("Det. Ch. Insp. Jane Doe", "title=Det. Ch. Insp.|given=Jane|family=Doe"),
    ("Staff Nurse Joy Adeyemi", "title=Staff Nurse|given=Joy|family=Adeyemi"),
    ("Σοφία Παπαδοπούλου", "given=Σοφία family=Παπαδοπούλου"),
    ("Björk Guðmundsdóttir", "given=Björk family=Guðmundsdóttir"),
]
UNTOLD = [
    ("Zainab", "name=Zainab"),
    ("Suharto", "name=Suharto"),
    ("young Kobby", "name=Kobby"),
    ("Big Sal", "name=Big Sal"),
    ("Darren B", "name=Darren B"),
    ("Van Gogh", "name=Van Gogh"),
    ("Abdul Karim", "name=Abdul Karim"),
    ("Zia ul Haq", "name=Zia ul Haq"),
    ("Thackray-\nBose", "name=Thackray-\nBose"),
    ("Imam Yusuf", "title=Imam name=Yusuf"),
    ("Lady Smith", "title=Lady name=Smith"),
    ("Ahmet Abi", "title=Abi name=Ahmet"),
    ("Sharma-ji", "title=-ji name=Sharma"),
    ("Tanaka-san", "title=-san name=Tanaka"),
    ("Daw Aung San Suu Kyi", "title=Daw|name=Aung San Suu Kyi"),
    ("U Thant", "title=U name=Thant"),
    ("Maung Maung", "name=Maung Maung"),
    ("Mr T", "title=Mr name=T"),
    ("Uncle", "title=Uncle"),
    ("PC 6127", "title=PC"),
    ("CONSTABLE 6127", "title=CONSTABLE"),
    ("\u2018Smudge\u2019", "nickname=Smudge"),
    ("5", ""),
    ("John Smith and Mary Jones", ""),
]


def told(expected: str) -> dict[str, str]:
    separator = "|" if "|" in expected else None
    if expected.count("=") == 1:
        separator = "|"
    pairs = (part.partition("=") for part in expected.split(separator) if part)
    return {key: value for key, _, value in pairs}


@pytest.mark.parametrize(("surface", "expected"), STATED)
def test_evidence_tells_the_parts(surface: str, expected: str) -> None:
    assert parts(surface) == told(expected) | {"order": "stated"}


@pytest.mark.parametrize(("surface", "expected"), ASSUMED)
def test_without_evidence_the_order_is_said_to_be_assumed(surface: str, expected: str) -> None:
    assert parts(surface) == told(expected) | {"order": "assumed"}


@pytest.mark.parametrize(("surface", "expected"), UNTOLD)
def test_what_is_not_known_is_not_said(surface: str, expected: str) -> None:
    assert parts(surface) == told(expected)


_PIECES = st.sampled_from(
    [
        *sorted(RANKS | KIN),
        *("PC", "2417", "McCrone", "O'", "van", "der", "bin", "al-", "Nguyen", "Kim", "Singh"),
        *("SMITH", "José", "née", "aka", "(", ")", '"', "'", ",", "-", "\n", "&", "ul", "王", "J."),
    ]
)
_WRITTEN = st.lists(_PIECES, max_size=12).flatmap(
    lambda pieces: st.sampled_from([" ", ""]).map(lambda gap: gap.join(pieces))
)


@given(st.one_of(st.text(max_size=220), _WRITTEN))
def test_every_part_stands_in_the_surface(surface: str) -> None:
    found = parts(surface)
    order = found.pop("order", None)
    assert (order in {"stated", "assumed"}) == bool({"given", "family"} & found.keys())
    assert all(part and part in surface for part in found.values())
    assert not ("name" in found and {"given", "family"} & found.keys())


@pytest.mark.parametrize(
    "piece", ["a", "(", "'a ", "Mc", "Van ", "PC ", "a-\n", "aka ", ".", "née "]
)
def test_what_is_too_long_for_a_name_is_none(piece: str) -> None:
    assert parts(piece * 1_000_000) == {}


def test_only_people_without_a_value_are_given_one() -> None:
    text = "Mr Smith of Mr Kipling at 5"
    mentions = [
        Mention(label=label, start=start, end=end, source="model", confidence=1, explanation="")
        for label, start, end in (("PERSON", 0, 8), ("ORG", 12, 22), ("PERSON", 26, 27))
    ]
    assert [one.value for one in with_parts(text, mentions)] == [
        {"title": "Mr", "family": "Smith", "order": "stated"},
        None,
        None,
    ]


def test_a_name_that_stands_twice_is_told_twice() -> None:
    text = "Mr Smith. Mr Smith"
    mentions = [
        Mention(label="PERSON", start=at, end=at + 8, source="model", confidence=1, explanation="")
        for at in (0, 10)
    ]
    first, second = with_parts(text, mentions)
    assert first.value == second.value
    assert first.value is not second.value


@given(st.text(st.characters(max_codepoint=127)))
def test_words_of_ascii_are_folded_as_all_others(word: str) -> None:
    assert fold(f"\u0301{word}") == fold(word)
