"""Text and encodings: what editors, exports and old machines write."""

import codecs
import unicodedata

from tests.hostile.case import Case, Family
from tests.hostile.statement import LINES, SAYS, TEXT

_FRENCH = "L'homme a crié « Arrêtez ! » près du café, où Zoë l'a aperçu à 15 h."
_POLISH = "Świadek zeznał, że mężczyzna w zielonej kurtce pobiegł w stronę łodzi."
_RUSSIAN = "Мужчина в зелёной куртке толкнул меня и побежал к парому."
_GREEK = "Ένας άνδρας με πράσινο μπουφάν με έσπρωξε και έτρεξε προς το πλοίο."
_JAPANESE = "緑色の上着を着た男が私を押しのけて、フェリーの方へ走って行きました。"
_CHINESE = "一个穿绿色夹克的男人推开我,跑向渡船。我把他掉下的围巾交给了警察。"
_KOREAN = "초록색 재킷을 입은 남자가 나를 밀치고 여객선 쪽으로 뛰어갔습니다."
_ARABIC = "دفعني رجل يرتدي سترة خضراء وركض نحو العبّارة."


def cases() -> list[Case]:
    """Return the plain texts."""
    family = Family("text and encodings")
    for add in (_marked, _unmarked, _languages, _characters, _layouts, _damaged):
        add(family)
    return family.cases


def _marked(family: Family) -> None:
    for name, mark, encoding in (
        ("utf-8", codecs.BOM_UTF8, "utf-8"),
        ("utf-16-little", codecs.BOM_UTF16_LE, "utf-16-le"),
        ("utf-16-big", codecs.BOM_UTF16_BE, "utf-16-be"),
        ("utf-32-little", codecs.BOM_UTF32_LE, "utf-32-le"),
        ("utf-32-big", codecs.BOM_UTF32_BE, "utf-32-be"),
    ):
        family.whole(f"marked-{name}.txt", mark + TEXT.encode(encoding), SAYS)
        family.reads(f"marked-{name}-cut-off.txt", mark + TEXT.encode(encoding)[:-1], SAYS)
    family.whole("marked-twice.txt", codecs.BOM_UTF8 * 2 + TEXT.encode(), SAYS)
    family.refused("mark-and-nothing.txt", codecs.BOM_UTF16_LE, "no_text", "empty_file")


def _unmarked(family: Family) -> None:
    for encoding in (
        "utf-16-le",
        "utf-16-be",
        "utf-32-le",
        "utf-32-be",
        "cp1252",
        "cp850",
        "ascii",
    ):
        family.whole(f"unmarked-{encoding}.txt", TEXT.encode(encoding), SAYS)
    pounds = (
        TEXT + "He had \N{POUND SIGN}40 and a caf\N{LATIN SMALL LETTER E WITH ACUTE} receipt.\n"
    )
    for encoding in ("cp1252", "iso8859-15", "utf-8"):
        family.whole(f"pounds-in-{encoding}.txt", pounds.encode(encoding), SAYS, "\u00a340")
    family.reads("mainframe-cp037.txt", TEXT.encode("cp037"), SAYS)
    family.reads(
        "two-encodings-in-one.txt",
        (TEXT + "caf\u00e9 ").encode() + "\u00a340 caf\u00e9".encode("cp1252"),
        SAYS,
    )
    family.reads("utf-8-coded-twice.txt", pounds.encode().decode("latin-1").encode(), SAYS)
    family.whole("utf-7.txt", TEXT.encode("utf-7"), SAYS)


def _languages(family: Family) -> None:
    for name, text in (
        ("french", _FRENCH),
        ("polish", _POLISH),
        ("russian", _RUSSIAN),
        ("greek", _GREEK),
        ("japanese", _JAPANESE),
        ("chinese", _CHINESE),
        ("korean", _KOREAN),
        ("arabic", _ARABIC),
    ):
        family.whole(f"{name}-in-utf-8.txt", text.encode(), text)
        family.whole(f"{name}-in-utf-16.txt", text.encode("utf-16"), text)
    many = 12
    for name, text, encoding in (
        ("french", _FRENCH, "cp1252"),
        ("polish", _POLISH, "cp1250"),
        ("russian", _RUSSIAN, "cp1251"),
        ("russian", _RUSSIAN, "koi8-r"),
        ("japanese", _JAPANESE, "shift_jis"),
        ("chinese", _CHINESE, "gb18030"),
    ):
        data = (text + "\n").encode(encoding) * many
        family.reads(f"{name}-in-{encoding}.txt", data, text)


def _characters(family: Family) -> None:
    parts = unicodedata.normalize("NFD", _FRENCH)
    sound = {
        "letters-with-parted-accents": parts,
        "no-break-spaces": TEXT.replace(" ", "\u00a0"),
        "letters-beyond-the-first-plane": TEXT + "\U0001f6a2 \U0001d400\U0001d401 \U00020000",
        "private-letters": TEXT + "\ue000\uf8ff",
        "marks-that-turn-text-round": TEXT + "The file was \u202egpj.exe\u202c, \u2067abc\u2069.",
        "marks-of-no-width": TEXT + "Z\u200bo\u200d\u2060e\ufeff rang.",
        "marks-piled-on-a-letter": TEXT + "Z" + "\u0301\u0489" * 400,
        "noncharacters": TEXT + "\ufffe\uffff\ufdd0",
        "letters-that-look-latin": TEXT + "\u0420\u0430u\u04cf \u0391nn",
    }
    for name, text in sound.items():
        spaced = " ".join(line for line in text.split("\n"))
        says = " ".join(spaced.split())[-20:]
        # What cannot be printed may be shown as damage; everything else stands as it was.
        family.reads(f"{name}.txt", text.encode(), *([says] if name != "noncharacters" else [SAYS]))
    for name, extra in (
        ("nul", "\0"),
        ("bell", "\a"),
        ("escape-sequences", "\x1b[31mred\x1b[0m\x1b]0;title\x07"),
        ("backspaces", "x\b\by"),
        ("delete", "\x7f"),
        ("end-of-file", "\x1a"),
        ("c1", "\x85\x9b31m"),
    ):
        family.reads(f"control-{name}.txt", (TEXT + f"He said{extra} no.\n").encode(), SAYS)


def _layouts(family: Family) -> None:
    for name, text in (
        ("line-ends-windows", TEXT.replace("\n", "\r\n")),
        ("line-ends-mac", TEXT.replace("\n", "\r")),
        ("line-ends-mixed", "\r\n".join(LINES[:4]) + "\n" + "\r".join(LINES[4:])),
        ("line-ends-unicode", "\u2028".join(LINES)),
        ("line-end-missing", TEXT.rstrip()),
        ("pages-by-form-feeds", TEXT + "\f" + TEXT + "\f"),
        ("pages-all-blank-but-one", "\f" * 40 + TEXT),
        ("indented", "".join(f"\t\t  {line}\n" for line in LINES)),
        ("spaced-far-apart", "\n\n\n\n\n\n".join(LINES)),
        ("one-line", " ".join(LINES)),
        ("justified-by-spaces", TEXT.replace(" in ", "  in ")),
        ("quoted-by-a-mailer", "".join(f"> {line}\n" for line in LINES)),
        ("a-word-of-a-million-letters", TEXT + "a" * 1_000_000),
        ("fifty-thousand-empty-lines", "\n" * 50_000 + TEXT),
        ("fifty-thousand-colons", TEXT + ":" * 50_000),
        ("labels-without-end", TEXT + "Statement of: Signature: Date: " * 5000),
    ):
        says = () if name == "justified-by-spaces" else (SAYS,)
        family.reads(f"{name}.txt", text.encode(), *says)


def _damaged(family: Family) -> None:
    for name, data in (
        ("spaces-alone", b" \t\r\n" * 50),
        ("no-break-spaces-alone", "\u00a0\u2003\u3000".encode() * 9),
        ("line-ends-alone", b"\n" * 400),
    ):
        family.refused(f"{name}.txt", data, "no_text")
    family.either("marks-of-no-width-alone.txt", "\u200b\u2060".encode() * 9, "no_text")
    family.refused("nothing.txt", b"", "empty_file")
    family.refused(
        "bytes-of-chance.txt",
        bytes((n * n * 31 + n) % 256 for n in range(4000)),
        "unsupported_type",
    )
    family.refused("nuls-alone.txt", bytes(500), "unsupported_type", "no_text")
    cut = TEXT.encode() + "\N{EURO SIGN}".encode()[:2]
    family.reads("cut-in-a-letter.txt", cut, SAYS)
    family.reads("surrogates-alone.txt", TEXT.encode() + b"\xed\xa0\x80\xed\xb0\x80", SAYS)
    family.reads("letters-coded-too-long.txt", TEXT.encode() + b"\xc0\xaf\xe0\x80\xaf", SAYS)
    family.reads("beyond-the-last-letter.txt", TEXT.encode() + b"\xf7\xbf\xbf\xbf", SAYS)
    family.reads(
        "a-byte-gone-in-utf-16.txt",
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le")[:401] + TEXT.encode("utf-16-le")[402:],
    )
