"""E-mail: what real mailboxes hold, and what no mailbox ought to."""

import base64
import quopri

from tests.hostile.case import Case, Family
from tests.hostile.cfb_bytes import compound_file
from tests.hostile.pdf_bytes import pdf, statement
from tests.hostile.statement import CANARY, PLANTED, SAYS, SECOND, SECRET, SECRET_FILE, TEXT

_HEAD = (
    "From: Desk Sergeant <desk@example.org>\r\nTo: O Farrimond <odette@example.com>\r\n"
    "Date: Tue, 3 Mar 2026 18:20:00 +0000\r\nSubject: Your statement\r\nMIME-Version: 1.0\r\n"
)
_BODY = TEXT.replace("\n", "\r\n")


def cases() -> list[Case]:
    """Return the messages."""
    family = Family("e-mail")
    for add in (_codings, _structures, _attached, _outside, _outlook):
        add(family)
    return family.cases


def _message(headers: str, body: str | bytes, head: str = _HEAD) -> bytes:
    content = body if isinstance(body, bytes) else body.encode()
    return head.encode() + headers.encode() + b"\r\n" + content


def _plain(headers: str = "", charset: str = "utf-8") -> str:
    return f"Content-Type: text/plain; charset={charset}\r\n{headers}"


def _parts(kind: str, *parts: str, end: str = "--part--\r\n") -> bytes:
    body = "".join(f"--part\r\n{part}\r\n" for part in parts) + end
    return _message(f'Content-Type: multipart/{kind}; boundary="part"\r\n', body)


_TEXT_PART = f"{_plain()}\r\n{_BODY}"


def _codings(family: Family) -> None:
    sixty_four = base64.encodebytes(_BODY.encode()).replace(b"\n", b"\r\n")
    coded = "Content-Transfer-Encoding: %s\r\n"
    printable = quopri.encodestring(_BODY.encode())
    sound = {
        "no-type-at-all": _message("", _BODY),
        "in-base-64": _message(_plain(coded % "base64"), sixty_four),
        "in-quoted-printable": _message(_plain(coded % "quoted-printable"), printable),
        "line-ends-of-unix": _message(_plain(), _BODY).replace(b"\r\n", b"\n"),
        "headers-folded": _message(_plain(), _BODY).replace(
            b"Your statement", b"Your\r\n statement"
        ),
        "subject-in-coded-words": _message(_plain(), _BODY).replace(
            b"Your statement", b"=?utf-8?B?WW91ciBzdGF0ZW1lbnQ=?= =?iso-8859-1?Q?=A3?="
        ),
        "flowed": _message("Content-Type: text/plain; format=flowed; delsp=yes\r\n", _BODY),
        "in-windows-1252": _message(
            _plain(charset="windows-1252"), _BODY + "\u00a330".encode("cp1252").decode("latin-1")
        ),
        "headers-of-eight-bits": _message(_plain(), _BODY).replace(b"Sergeant", b"Serg\xe9ant"),
        "received-by-fifty": b"Received: from a.example by b.example\r\n" * 50
        + _message(_plain(), _BODY),
        "from-line-of-a-mailbox": b"From desk@example.org Tue Mar  3 18:20:00 2026\n"
        + _message(_plain(), _BODY),
    }
    for name, data in sound.items():
        family.whole(f"{name}.eml", data, SAYS)
    odd = {
        "charset-unknown": _message(_plain(charset="x-nowhere"), _BODY),
        "charset-that-lies": _message(
            _plain(charset="us-ascii"), (_BODY + "caf\u00e9").encode("cp1252")
        ),
        "charset-that-is-a-codec-of-bytes": _message(_plain(charset="zlib"), _BODY),
        "charset-utf-7": _message(_plain(charset="utf-7"), _BODY),
        "base-64-with-rubbish": _message(
            _plain(coded % "base64"), sixty_four.replace(b"\r\n", b"!*\r\n", 3)
        ),
        "base-64-cut-off": _message(_plain(coded % "base64"), sixty_four[:-21]),
        "quoted-printable-with-rubbish": _message(
            _plain(coded % "quoted-printable"), printable + b"=Z=\r\n=4"
        ),
        "coding-unknown": _message(_plain(coded % "x-token"), _BODY),
        "coding-said-twice": _message(_plain(coded % "8bit" + coded % "7bit"), _BODY),
        "uuencoded-said": _message(_plain(coded % "x-uuencode"), _BODY),
        "nul-bytes-in-the-body": _message(_plain(), _BODY.replace("I gave", "I\0 gave")),
    }
    for name, data in odd.items():
        family.reads(f"{name}.eml", data, SAYS)


def _structures(family: Family) -> None:
    page = f"Content-Type: text/html; charset=utf-8\r\n\r\n<p>{'<br>'.join(TEXT.splitlines())}</p>"
    inner = _parts("alternative", _TEXT_PART, page).decode().split("MIME-Version: 1.0\r\n", 1)[1]
    sound = {
        "as-words-and-as-a-page": _parts("alternative", _TEXT_PART, page),
        "as-a-page-alone": _message(
            "Content-Type: text/html; charset=utf-8\r\n", page.split("\r\n\r\n", 1)[1]
        ),
        "parts-within-parts": _parts("mixed", inner.replace("part", "inner")),
        "preamble-and-epilogue": _parts(
            "mixed", _TEXT_PART, end="--part--\r\nThe end.\r\n"
        ).replace(b"\r\n\r\n--part", b"\r\n\r\nThis is a message in parts.\r\n--part", 1),
        "part-without-headers": _parts("mixed", f"\r\n{_BODY}"),
        "report-of-non-delivery": _parts(
            "report", _TEXT_PART, "Content-Type: message/delivery-status\r\n\r\nStatus: 5.1.1\r\n"
        ),
        "signed": _parts("signed", _TEXT_PART, "Content-Type: application/pgp-signature\r\n\r\nxx"),
    }
    for name, data in sound.items():
        family.reads(f"{name}.eml", data, SAYS)
    odd = {
        "boundary-missing": _message("Content-Type: multipart/mixed\r\n", _BODY),
        "boundary-never-seen": _message("Content-Type: multipart/mixed; boundary=zzz\r\n", _BODY),
        "boundary-never-closed": _parts("mixed", _TEXT_PART, end=""),
        "boundary-of-brackets": _parts("mixed", _TEXT_PART).replace(b"part", b"(p)[.*"),
        "boundary-empty": _message(
            'Content-Type: multipart/mixed; boundary=""\r\n', f"--\r\n{_TEXT_PART}\r\n----\r\n"
        ),
        "boundary-the-same-inside": _parts("mixed", inner),
        "type-of-nonsense": _message("Content-Type: ;;;=\r\n", _BODY),
        "type-twice": _message(_plain() + "Content-Type: text/html\r\n", _BODY),
        "headers-without-end": _message("X-A: " + "a" * 200_000 + "\r\n", _BODY),
        "header-lines-without-colon": _message("this is no header\r\n", _BODY),
        "address-of-brackets": _message(_plain(), _BODY).replace(
            b"<desk@example.org>", b"<" * 3000
        ),
        "date-of-nonsense": _message(_plain(), _BODY).replace(b"Tue, 3 Mar 2026", b"99 Foo -1"),
        "coded-words-without-end": _message(_plain(), _BODY).replace(
            b"Your statement", b"=?utf-8?B?" * 400
        ),
        "lines-ended-by-bare-returns": _message(_plain(), _BODY.replace("\r\n", "\r")),
    }
    for name, data in odd.items():
        family.reads(f"{name}.eml", data, SAYS)


def _attached(family: Family) -> None:
    coded = base64.encodebytes(pdf(statement())).decode()
    disposition = (
        "Content-Disposition: attachment; %s\r\nContent-Transfer-Encoding: base64\r\n\r\n%s"
    )
    head = "Content-Type: application/octet-stream\r\n"
    hello = f"{_plain()}\r\n{SECOND}"
    names = {
        "plain": 'filename="statement.pdf"',
        "with-a-path": f'filename="../../../tmp/{PLANTED}.pdf"',
        "of-a-device": 'filename="CON"',
        "with-nul": 'filename="a\0.pdf"',
        "in-parts": "filename*0*=utf-8''sta; filename*1*=tement%2e; filename*2=pdf",
        "of-many-letters": f'filename="{"a" * 5000}.pdf"',
        "with-a-mark-that-turns-it-round": "filename*=utf-8''statement%E2%80%AEfdp.exe",
        "missing": "",
        "of-a-broken-code": "filename*=utf-99''%ZZ%",
    }
    for name, said in names.items():
        part = head + disposition % (said, coded)
        family.reads(f"attachment-named-{name}.eml", _parts("mixed", hello, part), SECOND, SAYS)
    inside = "Content-Type: message/rfc822\r\n\r\n" + _message(_plain(), _BODY).decode()
    family.reads("message-inside-a-message.eml", _parts("mixed", hello, inside), SECOND, SAYS)
    cut = _parts("mixed", hello, head + disposition % ('filename="s.pdf"', coded))
    family.reads("attachment-cut-off.eml", cut[: len(cut) - 300], SECOND)
    tnef = base64.encodebytes(b"\x78\x9f\x3e\x22" + bytes(80)).decode()
    winmail = "Content-Type: application/ms-tnef\r\n" + disposition % (
        'filename="winmail.dat"',
        tnef,
    )
    family.reads("attachments-in-winmail.eml", _parts("mixed", hello, winmail), SECOND)


def _outside(family: Family) -> None:
    external = (
        f'Content-Type: message/external-body; access-type="URL"; URL="http://{CANARY}/b"\r\n\r\n'
        "Content-Type: text/plain\r\n\r\n"
    )
    local = (
        f'Content-Type: message/external-body; access-type=local-file; name="{SECRET_FILE}"\r\n\r\n'
    )
    page = (
        "Content-Type: text/html\r\n\r\n"
        f'<img src="http://{CANARY}/pixel.gif"><link rel=stylesheet href="http://{CANARY}/s.css">'
        f'<iframe src="file://{SECRET_FILE}"></iframe><p>{SAYS}</p>'
        f'<script>fetch("http://{CANARY}/s")</script><object data="http://{CANARY}/o"></object>'
    )
    family.reads("body-from-an-address.eml", _parts("mixed", _TEXT_PART, external), SAYS)
    family.reads("body-from-a-file.eml", _parts("mixed", _TEXT_PART, local), SAYS, hides=[SECRET])
    family.reads(
        "page-that-calls-home.eml", _parts("related", page), SAYS, hides=[SECRET, "fetch("]
    )
    receipt = f"Disposition-Notification-To: <http://{CANARY}/>\r\nList-Unsubscribe: <http://{CANARY}/u>\r\n"
    family.reads("receipt-wanted.eml", _message(receipt + _plain(), _BODY), SAYS)


def _outlook(family: Family) -> None:
    """Saved Outlook messages: compound files of properties."""

    def stored(extra: dict[str, bytes] | None = None, body: str = _BODY) -> bytes:
        wide = {
            "0037": "Your statement",
            "0C1A": "Desk Sergeant",
            "0E04": "O Farrimond",
            "1000": body,
        }
        streams = {f"__substg1.0_{tag}001F": text.encode("utf-16-le") for tag, text in wide.items()}
        streams["__properties_version1.0"] = bytes(32)
        streams["__substg1.0_001A001F"] = "IPM.Note".encode("utf-16-le")
        names = {
            f"__nameid_version1.0/__substg1.0_{n}0102": bytes(16) for n in ("0002", "0003", "0004")
        }
        return compound_file(streams | names | (extra or {}))

    attached = "__attach_version1.0_#00000000/"
    file = {
        attached + "__substg1.0_37010102": pdf(statement()),
        attached + "__substg1.0_3707001F": f"..\\..\\{PLANTED}.pdf".encode("utf-16-le"),
        attached + "__properties_version1.0": bytes(8),
    }
    good = stored()
    family.reads("saved-by-outlook.msg", good, SAYS)
    family.reads("saved-by-outlook-with-a-file.msg", stored(file, SECOND), SECOND, SAYS)
    family.either(
        "saved-by-outlook-cut-off.msg", good[: len(good) // 2], "damaged_file", "unsupported_type"
    )
    family.refused(
        "compound-file-of-no-kind.msg",
        compound_file({"Data": bytes(900)}),
        "unsupported_type",
        "damaged_file",
    )
    for name, place, value in (
        ("directory-past-the-end", 48, b"\xf0\xff\xff\x7f"),
        ("sectors-of-a-gigabyte", 30, b"\x1e\0"),
        ("tables-without-end", 44, b"\xff\xff\xff\x7f"),
        ("small-streams-everywhere", 56, b"\xff\xff\xff\x7f"),
    ):
        broken = good[:place] + value + good[place + len(value) :]
        family.either(
            f"compound-file-{name}.msg", broken, "damaged_file", "no_text", "unsupported_type"
        )
    table = len(good) - 512
    looped = good[:table] + b"\0\0\0\0" * 128
    family.either(
        "compound-file-chains-that-loop.msg", looped, "damaged_file", "no_text", "unsupported_type"
    )
