"""What a printed line of a form is: its title, the law, a marking, a place to sign, or prose."""

import re
from functools import lru_cache

from worker.extract.forms import labels as form_labels
from worker.extract.forms import misread, scanned

TITLE = re.compile(
    r"(?:psni|police\w{0,30}?)?(?:form)?(?:s(?:ection)?\.?9)?(?:mg11\w?)?"
    r"(?:datganiad(?:y?tyst|personoldioddefwr)|(?:victim)?(?:witness|personal)statement|victimimpactstatement|deposition(?:of)?$|"
    r"statementofevidence|statement(?:form|sheet)?$|policestatement)",
    re.IGNORECASE,
)
_WHO = r"(?:witness|complainant|victim|informant|injured\s+party)"
_ROLE_TITLE = re.compile(
    rf"^\W*(?:witness\s+)?statement\s+of\s+(?:the\s+|an?\s+)?{_WHO}\W*$", re.IGNORECASE
)
_TITLES = ("witness statement", "statement of witness", "police statement", "personal statement")
_TITLE_WORDS = 5
_LAWS = ("criminal justice act 1967", "criminal procedure rules")
_ROLE = re.compile(
    rf"(?:\W|\b(?:the|an?|{_WHO}|defendant|suspect|accused|person|maker|officer|"
    r"statement|continued|sheet|page|name|of)\b)*",
    re.IGNORECASE,
)
FORM_MARK = re.compile(r"\bm\.?\s?g\.?\s?-?\s?[1lI]{2}\w?\b|\bform\s+38/36\b", re.IGNORECASE)
CONTINUATION = re.compile(
    r"^\W*continuation\s+(?:sheet|page|of\s+(?:witness\s+)?statement)"
    r"|^\W*(?:witness\s+)?statement\b.{0,60}\bcont(?:inued|inuation|'?d)\b"
    r"|^\W*cont(?:'?d|inued)\b.{0,12}\bstatement",
    re.IGNORECASE,
)
PAGE_OF = re.compile(
    r"\b(?:pag[ec]|sheet|pg)\b\W*(?:no\.?|number)?\W*(\d{1,3}|[lI])\W*(?:[o0]f|/)\W*(\d{1,3})\b",
    re.IGNORECASE,
)
_PAGE_NUMBER = re.compile(r"^\W*(?:page|sheet|pg)\W*(?:no\.?|number)?\W*\d{1,3}\W*$", re.IGNORECASE)
_MARKING = re.compile(
    r"^\W*(?:restricted|official|confidential|protect|not\s+protectively|sensitive)\b.{0,50}$"
    r"|^\W*\(?when\s+complete[d]?\)?\W*$"
    r"|^\W*not\s+(?:for\s+disclosure|disclosable)\b.{0,40}$",
    re.IGNORECASE,
)
DECLARATION_OPENS = re.compile(
    r"\b(?:this|my)\s+statement\b.{0,60}\bconsist|\bdatganiad\s+hwn\b.{0,80}\b(?:cynnwys|gwir|wir)\b"
    r"|\b(?:this|my)\s+statement\b.{0,80}\btrue\b"
    r"|^\W*i\s+(?:hereby\s+)?(?:declare|believe|certify|state)\b.{0,60}\bstatement\b",
    re.IGNORECASE,
)
DECLARATION_CLOSES = re.compile(
    r"\bbelieve\s+to\s+be\s+(?:un)?true|\bfod\s+yn\s+anwir\b|\bnad\s+wyf\b.{0,40}\bwir\b"
    r"|\bnot\s+(?:believe\s+)?to\s+be\s+true"
    r"|\bdo\s+not\s+believe\b.{0,10}\btrue"
    r"|\bbelieve\b[^.]{0,20}\bnot\s+true"
    r"|\bknow\s+to\s+be\s+false\s*\."
    r"|\bwilfully\s+stated\b.{0,80}\bfalse\b[^.]{0,40}\btrue\b",
    re.IGNORECASE,
)
_BACK_HEADING = re.compile(
    r"^\W*(?:witness|personal|contact|victim)\W+(?:contact\s+|personal\s+)?"
    r"(?:details|care|consent|information|availability)\b.{0,40}$"
    r"|^\W*(?:for\s+)?(?:police|internal)\s+(?:and\s+prosecution\s+)?(?:use\s+)?only\b.{0,40}$"
    r"|^\W*restricted\W+for\s+police\b.{0,40}$"
    r"|^\W*not\s+(?:for\s+disclosure|disclosable)\b.{0,40}$"
    r"|^\W*(?:back|rear|reverse)\s+(?:page|of|sheet)\b.{0,40}$"
    r"|\bdo\s+not\s+disclose\b|^[^.]*\bnot\s+disclosable\b[^.]{0,50}$",
    re.IGNORECASE,
)
_SPEAKS = re.compile(r"\b(?:I|I'm|my|me|we|he|she|they)\b|\b(?:was|were|had|said)\b")
_HEADING_WORDS = frozenset(
    {
        "details", "care", "consent", "information", "only", "restricted", "disclosure",
        "disclosable", "back", "rear", "reverse", "availability", "disclose",
    }
)  # fmt: skip
_BACK_SENTENCE = re.compile(
    r"^\W*(?:\w\)\s*)?i\s+(?:do\s+)?(?:not\s+)?consent\b|\bconsents?\s*[:?(]"
    r"|\bmedical\s+records?\b|\bavailab(?:le|ility)\s*(?:to\s+attend|:)"
    r"|\bnot\s+(?:for\s+disclosure|disclosable)|\bcontact\s+(?:details|point)"
    r"|\bvulnerable\b|\bintimidated\b|\bwitness\s+(?:care|services?|consent|contact|details)\b",
    re.IGNORECASE,
)
_BACK_WORDS = frozenset(
    {
        "consent", "consents", "medical", "availability", "available", "disclosure", "disclosable",
        "contact", "vulnerable", "intimidated", "care", "service", "services", "details",
    }
)  # fmt: skip
_FORM_LINE = re.compile(
    r"^\W*tick\s+if\b|\bvisually\s+recorded\b|\bsupply\s+witness\s+details\b"
    r"|^\W*\(?if\s+over\s+18\b|^\W*\(?witness\)?\W*$|^\W*delete\s+as\s+(?:applicable|appropriate)"
    r"|^\W*please\s+(?:print|use)\b.{0,40}$|^\W*\(?to\s+be\s+completed\b.{0,70}$",
    re.IGNORECASE,
)
_FORM_WORDS = frozenset(
    {"tick", "visually", "supply", "if", "witness", "delete", "please", "completed"}
)
_DIRECTION = re.compile(
    r"^\W*(?:\(?to\s+be\s+completed|delete\s+as|please\s+(?:print|use|tick))\b", re.IGNORECASE
)


def is_title(line: str) -> bool:
    """Whether a line is the form's title, however widely its letters are set."""
    if len(line) > 110:
        return False
    marked = form_labels.read(line)
    if marked.tokens:
        squeezed = "".join(token.word for token in marked.tokens)
    elif marked.words and max(map(len, marked.words)) == 1:
        squeezed = "".join(filter(str.isalnum, marked.text.casefold()))
    else:
        squeezed = ""
    if squeezed and len(squeezed) <= 60 and TITLE.match(squeezed):
        return True
    return is_role_title(line) or (_is_misread_title(line) if scanned.is_scan() else False)


def _is_misread_title(line: str) -> bool:
    """Whether a line is a title and next to nothing else, as a scanner may have read it."""
    return len(line.split()) <= _TITLE_WORDS and misread.holds(line, _TITLES)


def is_role_title(line: str) -> bool:
    """Whether a line is a title that says whose kind of statement this is, not by which name."""
    return ":" not in line and len(line) <= 70 and bool(_ROLE_TITLE.match(line))


def is_name(value: str) -> bool:
    """Whether a value may be a person's name: no printed words of the form, no part in a case."""
    said = is_legal(value) or _MARKING.match(value) or _ROLE.fullmatch(value)
    letters = sum(map(str.isalpha, value))
    return not said and value[:1] != "(" and letters > 1 and letters * 3 >= len(value)


@lru_cache(maxsize=4096)
def is_prose(line: str) -> bool:
    """Whether a line reads like running text rather than a label, a heading or a short value."""
    count = len(line.split())
    return count >= 8 or (count >= 4 and line.rstrip("\"'\u2019\u201d)").endswith((".", "?", "!")))


def speaks(line: str) -> bool:
    """Whether a line has words that sentences are told with and forms are not filled in with."""
    return bool(_SPEAKS.search(form_labels.plain(line)))


def is_direction(line: str) -> bool:
    """Whether a line tells whoever fills in the form what to do."""
    return len(line) <= 110 and _DIRECTION.match(line) is not None


def is_filler(line: str) -> bool:
    """Whether a line has nothing but rules and dots to write on."""
    return not any(char.isalnum() for char in line)


def is_legal(line: str) -> bool:
    """Whether a line names the law that such statements are made under, and little else."""
    if len(line) > 190:
        return False
    if form_labels.printed(line).has("legal"):
        return True
    return scanned.is_scan() and misread.holds(line, _LAWS)


def is_marking(line: str) -> bool:
    """Whether a line is a protective marking."""
    return len(line) <= 90 and bool(_MARKING.match(line))


def has_form_mark(line: str) -> bool:
    """Whether a short line carries the form's number."""
    return len(line) <= 120 and len(line.split()) <= 12 and bool(FORM_MARK.search(line))


def has_page_of(line: str) -> bool:
    """Whether a line says which page of how many this is."""
    return len(line) <= 160 and bool(PAGE_OF.search(line))


@scanned.kept
def is_continuation(line: str) -> bool:
    """Whether a line is the heading of a continuation sheet."""
    marked = form_labels.read(line)
    if any(m.name == "continuation" and form_labels.opens(marked.text, m) for m in marked.marks):
        return len(marked.tokens) <= 24
    return "cont" in line.casefold() and bool(CONTINUATION.search(marked.text))


def is_back_heading(line: str) -> bool:
    """Whether a line heads what only the police and the prosecution may see."""
    if len(line) > 110:
        return False
    marked = form_labels.read(line)
    if _HEADING_WORDS.isdisjoint(marked.words):
        return False
    mended = " ".join(token.word for token in marked.tokens)
    return bool(_BACK_HEADING.search(marked.text) or _BACK_HEADING.search(mended))


@scanned.kept
def is_back_line(line: str) -> bool:
    """Whether a line asks for, or gives, what stands on the back of an MG11."""
    marked = form_labels.read(line)
    for mark in marked.marks:
        if mark.name not in form_labels.BACK_NAMES and mark.name not in {"taken_by", "taken_at"}:
            continue
        if mark.name in {"taken_by", "taken_at"} and not form_labels.opens(marked.text, mark):
            continue
        if (
            form_labels.opens(marked.text, mark)
            or form_labels.stands_alone(marked.text, mark)
            or mark.name in ASKED
        ):
            return True
    return not _BACK_WORDS.isdisjoint(marked.words) and bool(_BACK_SENTENCE.search(marked.text))


ASKED = frozenset(
    {"willing_to_attend", "special_measures", "needs", "vps_offered", "vps_explained", "address",
     "dates_to_avoid", "date_of_birth", "place_of_birth", "former_name", "ethnicity_code",
     "preferred_contact", "home_phone", "work_phone"}
)  # fmt: skip


@scanned.kept
def is_form_line(line: str) -> bool:
    """Whether a line belongs to the block at the head of an MG11."""
    if is_filler(line) or is_title(line) or is_legal(line):
        return True
    marked = form_labels.read(line)
    if not _FORM_WORDS.isdisjoint(marked.words) and _FORM_LINE.search(marked.text):
        return True
    if form_labels.opening_label(line) is not None:
        # "Statement of", "Signed" and the like may open a sentence; a form's line is no sentence.
        return ":" in line or not line.rstrip().endswith(".") or len(line.split()) <= 8
    return any(
        mark.name in form_labels.HEAD_NAMES and line[mark.end : mark.end + 1] == ":"
        for mark in marked.marks
    )


@scanned.kept
def is_band(line: str) -> bool:
    """Whether a line is what stands at the head or foot of every sheet of an MG11."""
    text = form_labels.plain(line)
    if is_filler(text) or is_marking(text) or is_continuation(line):
        return True
    short = len(text) <= 120 and len(text.split()) <= 12
    if short and (has_form_mark(text) or has_page_of(text) or _PAGE_NUMBER.match(text)):
        return True
    return is_title(line) or is_legal(line) or is_signature(line)


_SIGNING = frozenset({"signed", "witnessed", "dated"})


@scanned.kept
def is_signature(line: str) -> bool:
    """Whether a line is for signing: signature, its witness, its date."""
    if len(line.split()) > 30:
        return False
    marked = form_labels.read(line)
    signing = [mark for mark in marked.marks if mark.name in _SIGNING]
    if form_labels.opening_label(line) not in _SIGNING:
        return any(
            mark.name != "dated" and line[mark.end : mark.end + 1] == ":" for mark in signing
        )
    if len(signing) > 1:
        return True
    to_write_on = ":" in line or ".." in line or "__" in line or "\u2026" in line
    # "dated 3rd March." may be the end of a sentence.
    return to_write_on or (len(line.split()) <= 8 and not line.rstrip().endswith("."))


def is_bare(line: str) -> bool:
    """Whether a line has labels of a form's foot and nothing else: values stand above or below."""
    marked = form_labels.read(line)
    at, rest = 0, ""
    for mark in marked.marks:
        if mark.name not in _SIGNING | {"taken_by", "taken_at", "station"}:
            return False
        rest, at = rest + marked.text[at : mark.start], mark.end
    rest += marked.text[at:]
    return bool(marked.marks) and not any(map(str.isalnum, rest))


def is_label_row(line: str) -> bool:
    """Whether a line has labels and nothing else, as over the values of a table."""
    marked = form_labels.read(line)
    if not marked.marks or line.rstrip().endswith((".", "?", "!")):
        return False
    return not form_labels.left_over(marked)


def is_signed_name(line: str) -> bool:
    """Whether a line is short and holds names alone, as on a rule for signing."""
    words = [word for word in line.split() if word[:1].isalpha()]
    return (
        0 < len(line.split()) <= 10
        and not line.rstrip().endswith((".", "?", "!", ",", ";", ":"))
        and all(word[:1].isupper() for word in words)
        and not is_prose(line)
    )


def is_closing(line: str) -> bool:
    """Whether a line may stand below the last words of a statement."""
    return (
        is_signature(line)
        or (
            form_labels.opening_label(line) in {"taken_by", "taken_at", "station", "other"}
            and len(line.split()) <= 30
            # "officer in the case, DC Wardle, that he was in" is the middle of a sentence.
            and (":" in line or not (line.rstrip().endswith(".") or line.lstrip()[:1].islower()))
        )
    )


def opens_declaration(two_lines: str, line: str) -> bool:
    """Whether a declaration of truth opens on ``line``, the first of ``two_lines``."""
    found = DECLARATION_OPENS.search(form_labels.mended(two_lines))
    return found is not None and found.start() < len(line)


def declares_true(text: str) -> bool:
    """Whether the words of a declaration of truth are in ``text``."""
    return ("true" in text or " wir " in text) and form_labels.printed(text).has("true")
