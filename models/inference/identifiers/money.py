"""Amounts of money: with a sign, a code or a word for the currency, in figures or in words."""

import re
from collections.abc import Iterator
from decimal import Decimal

from models.inference.identifiers.candidate import CERTAIN, CUED, LIKELY, Candidate
from models.inference.identifiers.numberwords import NUMBER, TENS, UNITS, number_value
from models.inference.identifiers.reading import END, GAP, START, WS, Reading

_SIGNS = {"£": "GBP", "€": "EUR", "$": "USD", "¥": "JPY", "₹": "INR", "₦": "NGN"}
_WORDS = {
    "POUND": "GBP", "QUID": "GBP", "STERLING": "GBP", "PENCE": "GBP", "PENNY": "GBP",
    "PENNIES": "GBP", "GRAND": "GBP", "EURO": "EUR", "DOLLAR": "USD", "BUCK": "USD",
    "CENT": "", "LEI": "RON", "LEVA": "BGN", "ZLOTY": "PLN", "ZLOTYS": "PLN", "RUPEE": "",
    "NAIRA": "NGN", "LIRA": "TRY", "FRANC": "", "YEN": "JPY", "YUAN": "CNY", "DIRHAM": "",
    "RAND": "ZAR", "FORINT": "HUF", "KRONER": "", "TAKA": "BDT", "DINAR": "", "ROUBLE": "RUB",
    "BOB": "GBP", "NICKER": "GBP", "GUINEA": "GBP", "SHILLING": "", "DONG": "VND", "RUPIAH": "IDR",
    "DALASI": "GMD", "CEDI": "GHS", "BAHT": "THB", "PESO": "", "KRONA": "SEK", "KUNA": "HRK",
    "LEK": "ALL", "HRYVNIA": "UAH", "RIYAL": "", "BIRR": "ETB", "TOMAN": "", "BITCOIN": "BTC",
    "Z\u0142": "PLN", "Z\u0142OTY": "PLN", "Z\u0141OTY": "PLN", "Z\u0141": "PLN",
}  # fmt: skip
_CURRENCY_WORDS = [*_WORDS, *(f"{word}S" for word in _WORDS)]
_CODES = "GBP|EUR|USD|CHF|PLN|RON|AED|BTC|ETH|USDT|AUD|INR|NGN"
_SCALES = {"K": 1000, "M": 10**6, "BN": 10**9, "GRAND": 1000, "THOUSAND": 1000, "MILLION": 10**6,
           "BILLION": 10**9}  # fmt: skip
# "£8,500 M Connolly" is a price and a name: who writes thousands out does not go on in millions.
_SCALE = (
    rf"(?:(?:K|M|MN|BN)(?![A-Z0-9])|{WS}(?:THOUSAND|MILLION|BILLION|GRAND)(?![A-Z])|"
    rf"(?<!,[0-9]{{3}}){WS}(?:K|M)(?![A-Z]))"
)
_LETTERED = "0-9OIL"
_AMOUNT = (
    r"(?:[0-9IL]{1,3}(?:,[0-9OIL]{3}(?![0-9])){1,4}+|[0-9OIL]{1,12}+)"
    r"(?:\.(?:[0-9][0-9OIL]?|O[0-9O])(?![0-9]))?+"
)
_FIGURES = r"(?:[0-9]{1,3}(?:,[0-9]{3}(?![0-9])){1,4}+|[0-9]{1,9}+)(?:\.[0-9]{1,2}(?![0-9]))?+"
_IN_NOTES = re.compile(r"\A[ \n-](?:NOTES|COINS|BILLS|PIECES)(?![A-Z])")
_CURRENCY = (
    r"(?:POUNDS?(?:[ ]STERLING)?|QUID|PENCE|PENN(?:Y|IES)|EUROS?|(?:(?:US|AMERICAN)[ ])?DOLLARS?|"
    r"BOB|"
    r"NICKER|GUINEAS?|SHILLINGS?|DONG|RUPIAH|DALASIS?|CEDIS?|BAHT|PESOS?|KRONA|KUNA|LEKS?|"
    r"HRYVNIAS?|RIYALS?|BIRR|TOMANS?|BITCOINS?|Z\u0142OTY|Z\u0141OTY|Z\u0142|Z\u0141|BUCKS|CENTS?|"
    r"LEI|LEVA|"
    r"ZLOTYS?|RUPEES?|NAIRA|LIRA|FRANCS?|YEN|YUAN|DIRHAMS?|RAND|FORINTS?|KRONER|TAKA|DINARS?|"
    r"ROUBLES?)"
)

_NUMBER_STARTS = (*UNITS, *TENS, "A", "AN", "HALF", "HUNDRED", "THOUSAND", "MILLION", "COUPLE")
_SIGNED = re.compile(
    rf"[U£€$¥₹₦](?:(?<!U)|(?<=U)(?<![A-Z]U)S[£€$¥₹₦])[ ]{{0,2}}(?=[0-9OIL,]{{0,3}}[0-9])({_AMOUNT})"
    rf"({_SCALE})?(?:(?<=[0-9])(?![0-9]|,[0-9])|{END})"
)
_SIGNED_AFTER = re.compile(rf"(?<![A-Z0-9.,£€$])({_FIGURES})[ ]?(€|£){END}")
_CODED = re.compile(rf"{START}(?:(?:{_CODES}){GAP}({_FIGURES})|({_FIGURES}){GAP}(?:{_CODES})){END}")
_NAMED = re.compile(
    rf"(?<![A-Z0-9.,£€$])({_FIGURES})((?:[ ]?K(?![A-Z]))|{WS}(?:THOUSAND|MILLION|BILLION|HUNDRED))?"
    rf"(?:{GAP}|-)({_CURRENCY}){END}"
)
_SPOKEN = re.compile(
    rf"(?<![A-Z0-9])({NUMBER}|(?:HALF{WS})?AN?(?=[ \n]))(?:{WS}|-)({_CURRENCY}){END}"
    rf"((?:{WS}(?:AND{WS})?(?:{NUMBER}{WS}PENCE|(?:TWENTY|THIRTY|FORTY|FIFTY|SIXTY|SEVENTY|EIGHTY|"
    rf"NINETY)"
    rf"(?:(?:{WS}|-)FIVE)?(?=[ .,;:!?\n]|\Z)))?)"
)
_AND_PENCE = re.compile(
    rf"(?<![A-Z0-9.,€$])({_FIGURES})(?:[ ](?:POUNDS?|QUID))?[ ](?:AND[ ])?([0-9]{{1,2}})(?:P|"
    rf"[ ]PENCE){END}"
)
_PENCE = re.compile(r"(?<![A-Z0-9.,£/:-])([0-9]{1,2})P(?!\.?M)(?![A-Z0-9])")
_GRAND = re.compile(
    rf"(?<![A-Z0-9.,£])({NUMBER}|{_FIGURES}|(?:HALF{WS})?A){WS}GRAND{END}"
    r"(?![ \n](?:HOTEL|PRIX|NATIONAL|UNION|PIANO|SLAM|PARADE|CANAL|STREET|ROAD|CHEROKEE|TOTAL|"
    r"MASTER|"
    r"CENTRAL|THEATRE|JURY|CANYON|SCALE|OLD|DAY|HOUSE|CHILDREN|DAUGHTER|SON|MOTHER|FATHER))"
)
_SLANG = re.compile(rf"(?<![A-Z0-9])((?:(?:{NUMBER}|[0-9]{{1,3}}){WS})?)(FIVERS?|TENNERS?){END}")

_WEIGHT_AFTER = re.compile(
    r"\A[ \n](?:IN WEIGHT|LIGHTER|HEAVIER|OVERWEIGHT|OF (?:FLESH|MEAT|POTATOES|SUGAR|FLOUR|BUTTER|"
    r"MINCE|PRESSURE|MUSCLE|FAT|APPLES?|PEARS|CHERRIES|GRAPES|TOMATOES|CARROTS|ONIONS|RICE|CHEESE|"
    r"BACON|SAUSAGES|STEAK|LIVER|FISH|PRAWNS|BEEF|LAMB|PORK|CHICKEN|TURKEY|CANNABIS|COCAINE|COPPER|"
    r"LEAD|SWEETS|TEA|COFFEE|SALT|SEED|EXPLOSIVES?|NAILS)\b|WEIGHT|DUMB-?BELLS?|KETTLEBELLS?|HAMMER|SHOP|SHOPS|STORE|LAND|"
    r"STRETCHER|"
    r"LUMP)"
)
_NOT_OWED_BEFORE = re.compile(
    r"(?:SIZE OF AN?|WEIGH(?:ED|S|ING)?(?: ABOUT| ONLY| OVER| NEARLY)?|LOST|STONE)[ \n]\Z"
)
_HUNDREDS = re.compile(r"HUNDRED|THOUSAND|MILLION|[0-9]{3}")
_ONLY_ARTICLE = re.compile(r"(?:HALF\s+)?AN?")


def amounts(reading: Reading) -> Iterator[Candidate]:
    """Amounts of money, each with its value in figures and its currency where they are known."""
    upper = reading.upper
    if any(sign in upper for sign in _SIGNS):
        yield from _signed(reading)
    for found in reading.matches(
        _CODED, reading.tokens.of(_CODES.split("|")), reading.tokens.numbers
    ):
        code = re.search(_CODES, found[0])
        yield _amount(
            found.span(), _number(found[1] or found[2]), code[0] if code else "", "a code"
        )
    for found in reading.matches(_NAMED, reading.tokens.numbers):
        if not _is_weight(reading, found, 3):
            factor = {"T": 1000, "K": 1000, "M": 10**6, "B": 10**9, "H": 100}
            scale = (found[2] or "").strip()[:1]
            value = _number(found[1]) * factor.get(scale, 1)
            yield _in_words(found.span(), value, found[3])
    yield from _spoken(reading)
    for found in reading.matches(_PENCE, reading.tokens.mixed):
        coins = _IN_NOTES.match(reading.after(found.end()))
        if not coins and not _NOT_OWED_BEFORE.search(reading.before(found.start())):
            yield _amount(found.span(), Decimal(found[1]) / 100, "GBP", "a letter for pence")
    yield from _slang(reading)
    yield from _with_pence(reading)


def _with_pence(reading: Reading) -> Iterator[Candidate]:
    """``£320 and 50 pence``, ``320 pounds 50 pence``: one amount in two parts."""
    for found in reading.matches(_AND_PENCE, reading.tokens.numbers):
        value = _number(found[1]) + Decimal(found[2]) / 100
        start = (
            found.start() - 1 if reading.upper[found.start() - 1 : found.start()] == "£" else None
        )
        if (start is not None) != ("POUND" in found[0] or "QUID" in found[0]):
            yield _amount(
                (found.start() if start is None else start, found.end()), value, "GBP", "a word"
            )


def _signed(reading: Reading) -> Iterator[Candidate]:
    for found in _SIGNED.finditer(reading.upper):
        digits = found[1].translate(str.maketrans("OIL", "011"))
        scale = (found[2] or "").strip()
        value = _number(digits) * _SCALES.get(scale, 10**6 if scale == "MN" else 1)
        code = next(code for sign, code in _SIGNS.items() if sign in found[0])
        if digits == found[1]:
            yield _amount(found.span(), value, code, "a sign")
        else:
            yield Candidate(
                label="MONEY",
                start=found.start(),
                end=found.end(),
                why="figures behind a sign for a currency, with a letter read as a digit",
                value={"amount": _plain(value), "currency": code, "repaired": "true"},
                cued=True,
                confidence=CUED,
            )
    for found in reading.matches(_SIGNED_AFTER, reading.tokens.numbers):
        yield _amount(found.span(), _number(found[1]), _SIGNS[found[2]], "a sign")


def _spoken(reading: Reading) -> Iterator[Candidate]:
    if not reading.tokens.has(_CURRENCY_WORDS):
        return
    for found in reading.matches(_SPOKEN, reading.tokens.of(_NUMBER_STARTS)):
        article = _ONLY_ARTICLE.fullmatch(found[1])
        if article and found[2] not in {"POUND", "EURO", "DOLLAR", "PENNY", "QUID", "SHILLING"}:
            continue
        if (article and found[2] == "PENNY") or _is_weight(reading, found, 2):
            continue
        start = found.start()
        if found[1] == "A" and found[2] in {"QUID", "SHILLING"}:
            start = found.start(2)
        if article and re.match(r"[ \n-](?:COIN|NOTE|SHOP|LAND)", reading.after(found.end())):
            continue
        value = Decimal(str(number_value(found[1]) if not article else 1))
        if article and "HALF" in found[1]:
            value /= 2
        if found[3]:
            value += Decimal(str(number_value(found[3]))) / 100
        yield _in_words((start, found.end()), value, found[2])


def _slang(reading: Reading) -> Iterator[Candidate]:
    if not reading.tokens.has(("GRAND", "FIVER", "FIVERS", "TENNER", "TENNERS")):
        return
    for found in reading.matches(_GRAND, reading.tokens.of(_NUMBER_STARTS), reading.tokens.numbers):
        if _ONLY_ARTICLE.fullmatch(found[1]) and not re.match(
            r"[.,;:!?\"')]|[ \n](?:IN|OFF|FOR|OF|TO|CASH|EACH|AND|OR|OUT|A|ON|BACK|BY|FROM|THAT|"
            r"WAS|IF)\b|\Z",
            reading.after(found.end()),
        ):
            continue
        value = _number(found[1]) if found[1][0].isdigit() else _spoken_value(found[1])
        # "a grand" is marked without its article, as "a fiver" is.
        start = found.end() - len("GRAND") if found[1] == "A" else found.start()
        yield _in_words((start, found.end()), value * 1000, "GRAND")
    for found in reading.matches(
        _SLANG,
        reading.tokens.of((*_NUMBER_STARTS, "FIVER", "FIVERS", "TENNER", "TENNERS")),
        reading.tokens.numbers,
    ):
        many = found[1].strip()
        count = Decimal(1)
        if many:
            count = Decimal(many) if many.isdigit() else _spoken_value(many)
        yield _in_words(found.span(), count * (5 if found[2].startswith("F") else 10), "QUID")


def _spoken_value(words: str) -> Decimal:
    if _ONLY_ARTICLE.fullmatch(words):
        return Decimal("0.5") if "HALF" in words else Decimal(1)
    return Decimal(str(number_value(words)))


def _is_weight(reading: Reading, found: re.Match[str], unit: int) -> bool:
    """Whether pounds are a weight here, or the money is only a measure of size."""
    if found[unit].startswith("POUND") and _WEIGHT_AFTER.match(reading.after(found.end(unit))):
        return True
    if _IN_NOTES.match(reading.after(found.end())):
        return True
    before = _NOT_OWED_BEFORE.search(reading.before(found.start()))
    if before and before[0].startswith("LOST") and _HUNDREDS.search(found[0]):
        return False  # nobody loses fifteen thousand pounds of weight
    return before is not None and (found[unit].startswith(("POUND", "PEN")))


def _number(figures: str) -> Decimal:
    return Decimal(re.sub(r"[^0-9.]", "", figures))


def _plain(value: Decimal) -> str:
    exact = value.normalize()
    return f"{exact:.2f}" if exact != exact.to_integral_value() else f"{exact:.0f}"


def _in_words(span: tuple[int, int], value: Decimal, word: str) -> Candidate:
    name = word.split(" ", maxsplit=1)[0]
    code = _WORDS.get(name, _WORDS.get(name.rstrip("S"), ""))
    code = "USD" if word.startswith(("US ", "AMERICAN ")) else code
    if name == "BOB":
        value /= 20
    if name.startswith("GUINEA"):
        value *= Decimal("1.05")
    if name in {"PENCE", "PENNY", "PENNIES", "CENT", "CENTS"}:
        value /= 100
    return _amount(span, value, code, "a word")


def _amount(span: tuple[int, int], value: Decimal, code: str, named_by: str) -> Candidate:
    amount = {"amount": _plain(value)}
    if code:
        amount["currency"] = code
    return Candidate(
        label="MONEY",
        start=span[0],
        end=span[1],
        why=f"a number with {named_by} for a currency",
        value=amount,
        check="valid" if value else "none",
        cued=True,
        confidence=CERTAIN if value else LIKELY,
    )
