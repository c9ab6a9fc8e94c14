"""The printed words of Welsh forms, by what they ask for, and the Welsh months.

Each phrase is in lower case with no punctuation. On a bilingual form either language comes first.
"""

import re
from collections.abc import Mapping

HEAD: Mapping[str, tuple[str, ...]] = {
    "continuation": (
        "parhad o ddatganiad", "parhad datganiad", "parhad y datganiad", "taflen barhad",
        "tudalen barhad", "dalen barhad",
    ),
    "witnessed": (
        "tystiwyd gan", "tystiwyd ir llofnod gan", "llofnod wedii dystio gan",
        "tyst ir llofnod", "llofnod y tystiwr",
    ),
    "taken_by": (
        "cymerwyd gan", "cymerwyd y datganiad gan", "datganiad wedii gymryd gan",
        "datganiad a gymerwyd gan", "swyddog syn cymryd y datganiad",
    ),
    "taken_at": (
        "amser a lle", "amser a lleoliad", "amser a man", "amser a lle y cymerwyd y datganiad",
        "ble cymerwyd y datganiad", "lle cymerwyd y datganiad",
    ),
    "station": ("gorsaf", "gorsaf heddlu", "gorsaf yr heddlu"),
    "statement_of": (
        "datganiad", "datganiad gan", "datganiad o", "datganiad y tyst", "datganiad tyst gan",
        "enw", "enw llawn", "enwr tyst", "enw llawn y tyst",
    ),
    "age": (
        "oed", "oedran", "oedran os o dan 18", "oedran os dan 18", "oedran os yn iau na 18",
        "oed os o dan 18", "oed os dan 18", "oedran y tyst",
    ),
    "occupation": ("galwedigaeth", "swydd", "galwedigaeth neu reng", "galwedigaeth y tyst"),
    "urn": ("cyfeirnod unigryw", "rhif cyfeirnod unigryw", "rhif unigryw"),
    "reference": ("cyfeirnod yr achos", "cyfeirnod achos"),
    "dated": ("dyddiad", "dyddiedig", "dyddiad y datganiad", "dyddiad llofnodi"),
    "signed": ("llofnod", "llofnodwyd", "arwyddwyd", "llofnod y tyst", "llofnod tyst"),
    "name_part": ("cyfenw", "enw cyntaf", "enwau cyntaf", "enw teuluol"),
    "other": ("rheng", "rhif y dudalen", "rhif tudalen", "rhif trosedd"),
}  # fmt: skip

BACK: Mapping[str, tuple[str, ...]] = {
    "address": ("cyfeiriad", "cyfeiriad cartref", "cyfeiriad y tyst", "cyfeiriad presennol"),
    "postcode": ("cod post",),
    "home_phone": ("ff\u00f4n cartref", "rhif ff\u00f4n cartref", "ffon cartref"),
    "work_phone": ("ff\u00f4n gwaith", "rhif ff\u00f4n gwaith", "ffon gwaith"),
    "mobile": ("ff\u00f4n symudol", "rhif ff\u00f4n symudol", "symudol", "ffon symudol"),
    "phone": ("ff\u00f4n", "rhif ff\u00f4n", "rhif cyswllt", "ffon"),
    "email": ("ebost", "cyfeiriad ebost"),
    "preferred_contact": ("dull cysylltu a ffefrir", "ffordd orau o gysylltu"),
    "date_of_birth": ("dyddiad geni", "dyddiad a man geni", "dyddiad a lle geni"),
    "place_of_birth": ("lle geni", "lleoliad geni"),
    "former_name": ("enw blaenorol", "enwau blaenorol", "enw cyn priodi"),
    "gender": ("rhyw", "rhywedd"),
    "ethnicity_code": ("cod ethnigrwydd", "ethnigrwydd", "cod ethnig"),
    "dates_to_avoid": (
        "dyddiadau iw hosgoi", "dyddiadau na fydd y tyst ar gael", "dyddiadau ddim ar gael",
        "dyddiadau nad ywr tyst ar gael",
    ),
    "willing_to_attend": (
        "parod i fynychur llys", "parod i fynychu llys", "barod i fynychur llys",
        "yn fodlon mynychur llys", "fodlon mynd ir llys", "parod i ddod ir llys",
    ),
    "special_measures": ("mesurau arbennig",),
    "needs": ("anghenion arbennig", "anghenion penodol"),
    "vps_offered": ("datganiad personol dioddefwr",),
    "next_of_kin": ("perthynas agosaf",),
}  # fmt: skip

WEAK = frozenset(
    {
        "datganiad", "dyddiad", "dyddiedig", "oed", "oedran", "swydd", "gorsaf", "rhyw", "rhywedd",
        "ff\u00f4n", "ffon", "symudol", "cyfeiriad", "llofnod", "llofnodwyd", "arwyddwyd",
        "ethnigrwydd", "rheng", "enw", "datganiad o", "datganiad gan", "datganiad y tyst",
        "cyfenw", "enw cyntaf", "tystiwyd gan", "cymerwyd gan", "galwedigaeth",
    }
)  # fmt: skip
"""Words that open sentences too: labels only where something says so."""

_MONTHS = {
    "ionawr": "January", "chwefror": "February", "mawrth": "March", "ebrill": "April",
    "mai": "May", "mehefin": "June", "gorffennaf": "July", "awst": "August", "medi": "September",
    "hydref": "October", "tachwedd": "November", "rhagfyr": "December",
}  # fmt: skip
_MONTH = re.compile(rf"(?<=\d)\s*(?:o\s+)?({'|'.join(_MONTHS)})\b", re.IGNORECASE)


def with_english_months(written: str) -> str:
    """Return a date with its Welsh month, after a figure, in English; other words as they are."""
    return _MONTH.sub(lambda found: f" {_MONTHS[found[1].casefold()]}", written)
