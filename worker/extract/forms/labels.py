"""The printed words of the MG11 family, recognised by meaning whatever the force's layout."""

import re

_QUOTES = str.maketrans("\u2018\u2019\u201c\u201d\u00a0\u2013\u2014", "''\"\" --")


def plain(text: str) -> str:
    """Return ``text`` with plain quotes, dashes and spaces; offsets stay the same."""
    return text.translate(_QUOTES)


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


_WHO = r"(?:witness|complainant|victim|informant|injured\s+party)"
_LABELS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "continuation",
        (
            r"continuation\s+(?:sheet\s*)?(?:-\s*)?(?:of\s+)?(?:witness\s+)?statement(?:\s+of)?",
            r"cont(?:inued|'?d)\.?\s+(?:witness\s+)?statement(?:\s+of)?",
        ),
    ),
    (
        "witnessed",
        (
            r"(?:witness(?:'s)?\s+)?signature\s+(?:was\s+)?witnessed\s*(?:by)?",
            r"(?:signature\s+)?witnessed\s+by",
            r"signature\s+of\s+(?:person\s+)?(?:witnessing|taking)[^:]{0,30}",
        ),
    ),
    (
        "taken_by",
        (
            r"(?:this\s+)?statement\s+(?:was\s+)?taken\s+by",
            r"taken\s+by",
            r"(?:name\s+of\s+)?(?:officer|person)\s+taking\s+(?:the\s+|this\s+)?statement",
            r"statement[\s-]?taker",
        ),
    ),
    (
        "taken_at",
        (
            r"time\s+and\s+(?:place|date)[^:]{0,30}",
            r"(?:place|time|date)\s+statement\s+(?:was\s+)?taken",
            r"(?:police\s+)?station",
        ),
    ),
    (
        "statement_of",
        (
            (
                rf"(?:witness\s+)?statement\s+of(?:\s+(?:the\s+|a\s+)?{_WHO}\b)?(?!\s+"
                r"(?:truth|facts?|account|case|means|evidence|complaint)\b)"
            ),
            (
                rf"(?:full\s+)?name\s+of\s+(?:the\s+)?(?:{_WHO}|person\s+making\s+"
                r"(?:the\s+|this\s+)?statement)"
            ),
            rf"{_WHO}(?:'s)?\s+(?:full\s+)?name",
            r"full\s+name",
        ),
    ),
    (
        "age",
        (
            (
                r"age(?:\s+of\s+(?:the\s+)?witness)?(?:\s+\(?(?:if|when)\s+under\s+"
                r"(?:18|eighteen)\)?)?(?=\s*(?:[:.(_]|over\b|under\b|\d|$))"
            ),
        ),
    ),
    (
        "occupation",
        (
            (
                r"occupation(?:\s+of\s+(?:the\s+)?witness)?(?:\s*(?:/|or|and)\s*"
                r"(?:role|rank|profession|employer|job\s+title))?"
            ),
            r"(?:role|rank)\s*(?:/|or)\s*occupation",
        ),
    ),
    (
        "urn",
        (
            r"(?:police\s+)?(?:urn|u\.r\.n\.?)",
            r"unique\s+ref(?:erence)?\.?\s*(?:number|no\.?)?(?:\s*\(urn\))?",
        ),
    ),
    (
        "reference",
        (r"case\s+ref(?:erence)?\b\s*(?:number|no\.?)?",),
    ),
    (
        "dated",
        (
            (
                r"dated?(?:\s+(?:of\s+statement|of\s+signature|signed|statement\s+made))?(?:\s+"
                r"(?:this|the)(?=\s+\d))?(?!\s+(?:of|s)\b|s)"
            ),
        ),
    ),
    (
        "signed",
        (
            r"(?:witness(?:'s)?\s+)?signature(?:\s+of\s+(?:the\s+)?(?:witness|maker))?",
            r"signed(?:\s+by(?:\s+(?:the\s+)?witness)?)?",
        ),
    ),
    (
        "other",
        (
            r"(?:crime|incident|custody\s+record)\s+(?:ref(?:erence)?|no|number)\b[^:]{0,12}",
            r"print\s+name",
            r"(?:collar|warrant)\s+(?:no|number)\.?",
            r"rank",
            r"page\s*(?:no\.?|number)?(?=\s*:)",
            r"(?:number|no\.?)\s+of\s+pages",
            r"tick\s+if",
            r"(?:police\s+)?force",
            r"form\b",
            r"tel(?:ephone)?\b",
            r"e-?mail\b",
        ),
    ),
)
LABEL = re.compile(
    "|".join(rf"(?P<{name}>\b(?:{'|'.join(patterns)}))" for name, patterns in _LABELS),
    re.IGNORECASE,
)
HINT = re.compile(
    r"\((?:if\s+over|if\s+under|please|insert|print|block|the\s+)?\s*"
    r"(?:over|under|18|insert|witness|maker|name|letters|capitals|print|signed|signature|state|only)"
    r"[^)]{0,60}\)",
    re.IGNORECASE,
)
FILLERS = " \t\n.:_\u2026-\u2013\u2014|\u00b7\u2022*[]"

TITLE = re.compile(
    r"(?:s(?:ection)?\.?9)?(?:mg11\w?)?(?:victim)?(?:witness|personal)statement", re.IGNORECASE
)
_ROLE_TITLE = re.compile(
    rf"^\W*(?:witness\s+)?statement\s+of\s+(?:the\s+|an?\s+)?{_WHO}\W*$", re.IGNORECASE
)
_ROLE = re.compile(
    rf"(?:\W|\b(?:the|an?|{_WHO}|defendant|suspect|accused|person|maker|officer|"
    r"statement|continued)\b)*",
    re.IGNORECASE,
)
LEGAL = _any(
    r"criminal\s+justice\s+act,?\s*1967",
    r"c\.?\s?j\.?\s*a(?:ct)?\.?,?\s*1967",
    r"criminal\s+procedure\s+rules",
    r"\bcrim\s?\.?p\.?r\b",
    r"magistrates'?\s+courts\s+act,?\s*1980",
)
FORM_MARK = re.compile(r"\bm\.?g\.?\s?-?11\w?\b", re.IGNORECASE)
CONTINUATION = _any(
    r"^\W*continuation\s+(?:sheet|page|of\s+(?:witness\s+)?statement)",
    r"^\W*(?:witness\s+)?statement\b.{0,60}\bcont(?:inued|inuation|'?d)\b",
    r"^\W*cont(?:'?d|inued)\b.{0,12}\bstatement",
)
PAGE_OF = re.compile(
    r"\b(?:page|sheet|pg)\b\W*(?:no\.?|number)?\W*(\d{1,3})\W*(?:of|/)\W*(\d{1,3})\b", re.IGNORECASE
)
MARKING = _any(
    r"^\W*(?:restricted|official|confidential|protect|not\s+protectively)\b.{0,50}$",
    r"^\W*\(?when\s+complete[d]?\)?\W*$",
    r"^\W*not\s+(?:for\s+disclosure|disclosable)\b.{0,30}$",
)
TRUE_TO_BEST = re.compile(r"true\s+to\s+the\s+best\s+of\s+my\s+knowledge", re.IGNORECASE)
DECLARATION_OPENS = _any(
    r"\b(?:this|my)\s+statement\b.{0,40}\bconsist",
    r"\b(?:this|my)\s+statement\b.{0,80}\btrue\b",
    r"^\W*i\s+(?:declare|believe|certify|state)\b.{0,60}\bstatement\b",
)
DECLARATION_CLOSES = _any(
    r"\bbelieve\s+to\s+be\s+(?:un)?true",
    r"\bnot\s+(?:believe\s+)?to\s+be\s+true",
    r"\bdo\s+not\s+believe\b.{0,10}\btrue",
    r"\bbelieve\b[^.]{0,20}\bnot\s+true",
    r"\bknow\s+to\s+be\s+false\s*\.",
)
BACK_LABEL = _any(
    r"\bhome\s+address",
    r"^\W*(?:\w\)\s*)?(?:current\s+|work\s+)?address\b",
    r"\bpost\s?code\s*:",
    r"\b(?:home|work|mobile|daytime|evening)\b[^:]{0,20}\b(?:tel|phone|no\b|number)",
    r"^\W*(?:tele)?phone\b|^\W*mobile\b",
    r"^\W*e-?mail\b",
    r"\bpreferred\s+(?:means|method|contact)",
    r"\bdate\s+(?:and\s+place\s+)?of\s+birth|^\W*d\.?o\.?b\b",
    r"\bplace\s+of\s+birth",
    r"\bformer\s+names?\b|\bmaiden\s+name",
    r"\bethnicity\b|\bethnic\s+(?:code|appearance)",
    r"^\W*(?:gender|sex|religion|nationality|height)\s*[:/]",
    r"\bdates?\b[^:]{0,24}\b(?:avoid|non-?availability|unavailab)",
    r"\bavailab(?:le|ility)\s*(?:to\s+attend|:)",
    r"\bwilling\s+to\s+attend",
    r"\bspecial\s+measures",
    r"\b(?:particular|special|care)\s+needs",
    r"\bmedical\s+records?\b",
    r"^\W*(?:\w\)\s*)?i\s+(?:do\s+)?(?:not\s+)?consent\b|\bconsents?\s*[:?(]",
    r"\bvictim\s+personal\s+statement",
    r"\bwitness\s+(?:care|services?|consent|contact|details)\b",
    r"\bstatement\s+taken\s+by",
    r"\btime\s+and\s+place\b",
    r"\bvulnerable|\bintimidated",
    r"\bnot\s+(?:for\s+disclosure|disclosable)",
    r"\bcontact\s+(?:details|details\s+of|point)",
)
BACK_HEADING = _any(
    r"^\W*(?:witness|personal|contact|victim)\W+(?:contact\s+|personal\s+)?(?:details|care|consent|information)\b.{0,40}$",
    r"^\W*(?:for\s+)?(?:police|internal)\s+(?:and\s+prosecution\s+)?(?:use\s+)?only\b.{0,40}$",
    r"^\W*restricted\W+for\s+police\b.{0,40}$",
    r"^\W*not\s+(?:for\s+disclosure|disclosable)\b.{0,30}$",
    r"^\W*(?:back|rear|reverse)\s+(?:page|of|sheet)\b.{0,40}$",
)
_FORM_LINE = _any(
    r"^\W*tick\s+if\b",
    r"\bvisually\s+recorded\b",
    r"\bsupply\s+witness\s+details\b",
    r"^\W*\(?if\s+over\s+18\b",
    r"^\W*\(?witness\)?\W*$",
    r"^\W*delete\s+as\s+(?:applicable|appropriate)",
)


def is_title(line: str) -> bool:
    """Whether a line is the form's title, however widely its letters are set."""
    squeezed = re.sub(r"[\W_]+", "", line)
    return (len(squeezed) <= 60 and bool(TITLE.match(squeezed))) or is_role_title(line)


def is_role_title(line: str) -> bool:
    """Whether a line is a title that says whose kind of statement this is, not by which name."""
    return ":" not in line and bool(_ROLE_TITLE.match(line))


def is_name(value: str) -> bool:
    """Whether a value may be a person's name: no printed words of the form, no part in a case."""
    printed = LEGAL.search(value) or MARKING.match(value) or _ROLE.fullmatch(value)
    return not printed and value[:1] != "(" and sum(map(str.isalpha, value)) > 1


def is_prose(line: str) -> bool:
    """Whether a line reads like running text rather than a label, a heading or a short value."""
    count = len(line.split())
    return count >= 8 or (count >= 4 and line.rstrip("\"')").endswith((".", "?", "!")))


def is_filler(line: str) -> bool:
    """Whether a line has nothing but rules and dots to write on."""
    return not any(char.isalnum() for char in line)


def opening_label(line: str) -> str | None:
    """Return the name of the label that opens ``line``, None when none does."""
    found = LABEL.match(line.lstrip(FILLERS + "(") if line else line)
    return found.lastgroup if found else None


def is_form_line(line: str) -> bool:
    """Whether a line belongs to the block at the head of an MG11."""
    line = plain(line)
    if is_filler(line) or is_title(line) or _FORM_LINE.search(line):
        return True
    if LEGAL.search(line) and len(line) <= 160:
        return True
    if opening_label(line) is not None:
        # "Statement of", "Signed" and the like may open a sentence; a form's line is no sentence.
        return ":" in line or not line.rstrip().endswith(".") or len(line.split()) <= 8
    return any(
        found and line[found.end() : found.end() + 1] == ":" for found in LABEL.finditer(line)
    )


def is_band(line: str) -> bool:
    """Whether a line is what stands at the head or foot of every sheet of an MG11."""
    line = plain(line)
    words = len(line.split())
    if is_filler(line) or MARKING.match(line) or CONTINUATION.search(line):
        return True
    if words <= 12 and (FORM_MARK.search(line) or PAGE_OF.search(line)):
        return True
    if is_title(line) or (LEGAL.search(line) and len(line) <= 160):
        return True
    return is_signature(line)


def is_signature(line: str) -> bool:
    """Whether a line is for signing: signature, its witness, its date."""
    line = plain(line)
    if len(line.split()) > 30 or opening_label(line) not in {"signed", "witnessed", "dated"}:
        return False
    to_write_on = ":" in line or ".." in line or "__" in line
    # "dated 3rd March." may be the end of a sentence.
    return to_write_on or (len(line.split()) <= 8 and not line.rstrip().endswith("."))


def is_closing(line: str) -> bool:
    """Whether a line may stand below the last words of a statement."""
    return is_signature(line) or (
        opening_label(plain(line)) in {"taken_by", "taken_at"} and len(line.split()) <= 30
    )
