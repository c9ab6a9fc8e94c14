"""Addresses on networks: email, web, and the names people go by on social media."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from models.inference.identifiers.candidate import CERTAIN, CUED, LIKELY, Candidate, checked
from models.inference.identifiers.reading import Reading
from models.inference.identifiers.tokens import words

_LOCAL = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._%+'-!#$&*/=?^`{|}~")
_LABEL = r"[A-Z0-9](?:[A-Z0-9-]{0,61}[A-Z0-9])?"
_DOMAIN = re.compile(rf"((?:{_LABEL}\.){{1,8}})([A-Z]{{2,24}})(?![A-Z0-9])")
_WRAPPED_DOMAIN = re.compile(
    rf"\n?[ ]{{0,4}}((?:{_LABEL}\.(?:\n[ ]{{0,4}})?){{1,8}})([A-Z]{{2,24}})(?![A-Z0-9])"
)
_BARE_DOMAIN = re.compile(rf"{_LABEL}(?![A-Z0-9]|\.[A-Z0-9])")
_LONGEST_LOCAL = 64

_WEB = re.compile(r"(?<![A-Z0-9])(?:HTTPS?://|FTPS?://|WWW\.)[^\s<>\"|\\^`{}]{3,2000}")
# How an address without a scheme ends, with the dot before it.
_ENDING = (
    r"\.(?:COM|NET|ORG|INFO|BIZ|CO\.UK|ORG\.UK|GOV\.UK|AC\.UK|POLICE\.UK|NHS\.UK|ME\.UK|UK|EU|IO|"
    r"TV|APP|GOV|EDU|RU|CN|PL|RO|IE|AU|CA|FR|NL|GG|LY|CC|ONION|EXAMPLE|XYZ|SHOP|ONLINE|SITE|STORE|"
    r"CLUB|LIVE|TOP|PRO|TECH|CLOUD|LINK)(?![A-Z0-9@]|\.[A-Z0-9]|-)"
)
_ENDS = re.compile(_ENDING)
_WITHOUT_SCHEME = re.compile(
    rf"(?<![A-Z0-9@._/-]){_LABEL}(?:\.{_LABEL}){{0,3}}{_ENDING}(?:/[^\s<>\"|\\^`{{}}]{{0,500}})?"
)
_SITE_CUE = re.compile(
    r"\b(?:WEB ?SITE|WEBPAGE|SITE|PAGE|LINK|URL|VISIT(?:ED)?|DOMAIN|CALLED)[^A-Z0-9]{0,3}(?:(?:IS|"
    r"WAS|TO|AT|CALLED|NAMED)[ ]){0,2}\Z"
)
_TRAILING = ".,;:!?)'\"]*"
_HANDLE = re.compile(
    r"@(?<![A-Z0-9._%+@/-]@)([A-Z0-9_](?:[A-Z0-9_.]{0,28}[A-Z0-9_])?)(?![A-Z0-9@])"
)
_PLACES = frozenset({"HOME", "WORK", "SCHOOL", "PUB", "COURT", "THE", "A"})  # "meet @home"
_PLATFORM = re.compile(
    r"\b(?:SNAPCHAT|SNAP|INSTAGRAM|INSTA|IG|TIKTOK|TIK TOK|TWITTER|FACEBOOK|TELEGRAM|DISCORD|"
    r"YOUTUBE|KIK|"
    r"ONLYFANS|TWITCH|WHATSAPP|REDDIT|HANDLE|USER ?NAME|PROFILE|GAMER ?TAG|SCREEN NAME|ACCOUNT|"
    r"CALLED|USER)\b"
)
_PLATFORM_WORDS = words(
    "PSN WECHAT SIGNAL VIBER STEAM ROBLOX XBOX SNAPCHAT SNAP INSTAGRAM INSTA IG TIKTOK TIK TWITTER "
    "FACEBOOK TELEGRAM DISCORD YOUTUBE "
    "KIK ONLYFANS TWITCH WHATSAPP REDDIT HANDLE USER USERNAME PROFILE GAMER GAMERTAG SCREEN "
    "ACCOUNT CALLED"
)
_NAME = re.compile(
    r"(?<![A-Z0-9@._/-])([A-Z][A-Z0-9]*+(?:[._][A-Z0-9]++){1,4}_?)(?![A-Z0-9@/]|[._-][A-Z0-9])"
)
_PLATFORMS = words(
    "SNAPCHAT SNAP INSTAGRAM INSTA IG TIKTOK TWITTER TELEGRAM DISCORD KIK PSN XBOX WECHAT TWITCH "
    "REDDIT "
    "SIGNAL VIBER STEAM ROBLOX FORTNITE LINE GRINDR TINDER"
)
_PLATFORM_NAME = re.compile(
    rf"\b(?:{'|'.join(_PLATFORMS)})(?:'S)?(?:[ ,:]{{1,2}}(?:USER ?NAME|USER|NAME|ACCOUNT|HANDLE|ID|"
    rf"IS|WAS|CALLED|AS|"
    r"NAMED|UNDER|TAG|HE|SHE|HIS|HER|PROFILE)(?![A-Z])){0,4}[ :,]{1,2}[\"']?"
    r"(?=[A-Z0-9._-]{0,28}[0-9_#])([A-Z][A-Z0-9._-]{1,27}[A-Z0-9_](?:#[0-9]{4})?)(?![A-Z0-9@_/#]|"
    r"[.-][A-Z0-9])"
)
_USED_NAME = re.compile(
    r"\b(?:HANDLE|USER ?NAME|GAMER ?TAG|SCREEN NAME)[^A-Z0-9]{0,3}(?:(?:IS|WAS|OF|THERE|"
    r"ON)[^A-Z0-9]{1,3}){0,3}[\"']?"
    r"([A-Z][A-Z0-9]{2,28})(?![A-Z0-9@._])"
)


def emails(reading: Reading) -> Iterator[Candidate]:
    """Email addresses; one that breaks the rules of its parts is marked as invalid."""
    place = reading.upper.find("@")
    while place >= 0:
        candidate = _email_around(reading, place)
        if candidate:
            yield candidate
        place = reading.upper.find("@", place + 1)


def _email_around(reading: Reading, at: int) -> Candidate | None:
    upper = reading.upper
    start = at
    while start > 0 and at - start < _LONGEST_LOCAL and upper[start - 1] in _LOCAL:
        start -= 1
    while start < at and not upper[start].isalnum() and upper[start] != "_":
        start += 1
    if start == at:
        return None
    local = reading.cased(start, at)
    domain = _DOMAIN.match(upper, at + 1) or _WRAPPED_DOMAIN.match(upper, at + 1)
    if not domain:
        bare = _BARE_DOMAIN.match(upper, at + 1)
        if not bare or not local[-1].isalnum():
            return None
        return checked(
            "EMAIL",
            (start, bare.end()),
            holds=False,
            why="what stands behind the @ is not a whole domain",
            value={"email": reading.cased(start, bare.end())},
        )
    fault = ""
    if ".." in local or local.endswith("."):
        fault = "its dots stand where the rules for addresses allow none"
    address = re.sub(r"\s", "", reading.cased(start, domain.end()))
    value = {"email": local + address[len(local) :].lower()}
    why = fault or "a local part and a domain that keep to the rules for addresses"
    return checked("EMAIL", (start, domain.end()), holds=not fault, why=why, value=value, cued=True)


def web_addresses(reading: Reading) -> Iterator[Candidate]:
    """Web addresses with a scheme, with ``www``, or with a well-known ending."""
    for found in reading.matches(_WEB, reading.tokens.of(("HTTP", "HTTPS", "FTP", "FTPS", "WWW"))):
        yield from _web(reading, found, whole=True)
    if _ENDS.search(reading.upper):
        for found in _WITHOUT_SCHEME.finditer(reading.upper):
            yield from _web(reading, found, whole=False)


def _web(reading: Reading, found: re.Match[str], *, whole: bool) -> Iterator[Candidate]:
    written = _without_trailing(reading.cased(*found.span()))
    word_like = re.search(r"\.(?:ONLINE|SITE|STORE|CLUB|LIVE|TOP|PRO|SHOP|LINK)\Z", written.upper())
    if not whole and word_like and not _SITE_CUE.search(reading.before(found.start())):
        return  # "we went to bed.live music": a blank is missing behind a full stop
    if not whole and written.split("/")[0][-3:].istitle() and not reading.shouted:
        return
    link = written if "://" in written else f"http://{written}"
    try:
        host = urlsplit(link).hostname or ""
    except ValueError:
        host = ""
    holds = (
        re.fullmatch(rf"(?:{_LABEL}\.)+[A-Z]{{2,24}}|[0-9.]{{7,15}}|LOCALHOST", host.upper())
        is not None
    )
    if holds or whole:
        yield checked(
            "URL",
            (found.start(), found.start() + len(written)),
            holds=holds,
            why="its host is a whole domain" if holds else "its host is not a domain",
            value={"url": written} | ({"host": host} if host else {}),
            cued=whole,
        )


def _without_trailing(written: str) -> str:
    """The address without the sentence's signs behind it; a bracket that it opens is its own."""
    bare = written.rstrip(_TRAILING)
    if bare.count("(") > bare.count(")") and written[len(bare) :].startswith(")"):
        return bare + ")"
    return bare


def handles(reading: Reading) -> Iterator[Candidate]:
    """Names on social media: with an @, or such a name beside the word for a platform."""
    for found in _HANDLE.finditer(reading.upper):
        if re.search("[A-Z]", found[1]) and found[1] not in _PLACES:
            yield _handle(reading, found.span(), "a name behind an @", CERTAIN)
    if not reading.tokens.has(_PLATFORM_WORDS):
        return
    for found in reading.matches(_NAME, reading.tokens.before_dot):
        shown = reading.cased(*found.span(1))
        near = reading.before(found.start(), 60)
        called = _PLATFORM.search(near)
        if called and shown.isupper() and not reading.shouted and called[0] == "CALLED":
            continue  # a file or a folder that shouts its name
        if called and (shown[0].islower() or "_" in shown) and len(shown) > 3:
            yield _handle(reading, found.span(1), "a name beside the word for a platform", CUED)
    yield from _named_on_platforms(reading)
    for found in reading.matches(
        _USED_NAME, reading.tokens.of(("HANDLE", "USERNAME", "USER", "GAMERTAG", "GAMER", "SCREEN"))
    ):
        shown = reading.cased(*found.span(1))
        if re.search(r"[0-9]", shown) or (found[0][-1 - len(shown)] in "\"'"):
            yield _handle(reading, found.span(1), "a name straight after a word for one", LIKELY)


def _named_on_platforms(reading: Reading) -> Iterator[Candidate]:
    """Names straight after a platform's: with a digit, an underscore or a number sign."""
    for found in reading.matches(_PLATFORM_NAME, reading.tokens.of(_PLATFORMS)):
        shown = reading.cased(*found.span(1))
        if re.search("[0-9_#]", shown) and not re.fullmatch(r"[0-9.,]+(?:AM|PM)?", found[1]):
            yield _handle(reading, found.span(1), "a name straight after a platform's", CUED)


def _handle(reading: Reading, span: tuple[int, int], why: str, confidence: float) -> Candidate:
    return Candidate(
        label="SOCIAL_HANDLE",
        start=span[0],
        end=span[1],
        why=why,
        value={"handle": reading.cased(*span).lstrip("@")},
        check="valid" if confidence == CERTAIN else "none",
        cued=confidence == CERTAIN,
        confidence=confidence,
    )
