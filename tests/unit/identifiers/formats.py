"""Every format and every checksum, one table each: what is right, what only looks so, in a text.

``cue`` is the words without which a format is not claimed, and ``{}`` stands for the identifier in
``embedded``. ``nearly`` are marked and called invalid; ``never`` are not taken for it at all: they
are nothing, or something else.
"""

from dataclasses import dataclass

PLAINLY = ("It was {}, I am told.", "Notes ({}) to follow", "so\n{}\nthen")


@dataclass(frozen=True, kw_only=True, slots=True)
class Format:
    """One format: a name, its label, what its value says of it, and its examples."""

    name: str
    label: str
    right: tuple[str, ...]
    nearly: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    embedded: tuple[str, ...] = PLAINLY
    cue: str = ""
    told: tuple[str, str] | None = None
    check: str = "valid"


VEHICLES = (
    Format(
        name="mark since 2001", label="VRM", told=("format", "current"),
        right=("AB51 ABC", "LA24XYZ", "BD73 SMR"),
        nearly=("AB01 ABC", "AB50 ABC", "LA24 XIZ", "QA24 XYZ", "LA76 XYZ"),
        embedded=("a grey Kia,{},went off", "reg:{}.", "the van ({}) turned"),
    ),
    Format(
        name="mark of 1983 to 2001", label="VRM", told=("format", "prefix"), cue="registration",
        right=("P123 ABC", "A1 ABC", "Y999XYZ"), nearly=("U123 ABC", "Z12 ABC", "P123 AIC"),
        never=("P1234 ABC", "P123 AB"),
    ),
    Format(
        name="mark of 1963 to 1983", label="VRM", told=("format", "suffix"), cue="number plate",
        right=("ABC 123D", "XYZ 9M", "ABC1Y"), nearly=("ABC 12Z", "ABC 123U", "QBC 123D"),
        never=("ABC 1234D", "AB 123D"),
    ),
    Format(
        name="kit car", label="VRM", told=("format", "prefix"), cue="index",
        right=("Q123 ABC", "Q1 ABC", "Q999XYZ"), nearly=("Q123 AIC", "Q12 IBC", "Q1 ABI"),
    ),
    Format(
        name="Northern Ireland", label="VRM", told=("format", "northern_ireland"), cue="VRM",
        right=("YIG 567", "AZ 1234", "OUI 9999"), never=("YIG 56789", "ZIG 567A", "AZ 12345"),
        embedded=("the registration was {} I think.", "VRM {}, seen", "reg. {}"),
    ),
    Format(
        name="Republic of Ireland", label="VRM", told=("format", "ireland"),
        right=("131-D-12345", "12-D-34567", "242-KE-901"),
        nearly=("133-D-12345", "86-D-34567", "131-D-01234"),
    ),
    Format(
        name="dateless mark", label="VRM", told=("format", "dateless"), cue="registration mark",
        right=("A 12", "1234 AB", "123 ABC"), nearly=("Q 12", "12 QB", "QQ 123"),
        never=("12345 AB",),
    ),
    Format(
        name="diplomatic mark", label="VRM", told=("format", "diplomatic"), cue="plate",
        right=("101 D 234", "245 X 301", "350D999"), nearly=("101 E 234", "245 Y 301", "350 A 999"),
        never=("1010 D 234",),
    ),
    Format(
        name="trade plate", label="VRM", told=("format", "trade"), cue="trade plates",
        right=("12345", "01234", "98765"), never=("1234", "123456", "1234/5"),
        embedded=("It wore trade plates {}, red on white.", "trade plate no. {} was on it",
                  "TRADE PLATE {}."),
    ),
    Format(
        name="foreign mark", label="VRM", told=("format", "foreign"), cue="a Polish plate,",
        check="none", right=("WX 1234A", "KR 5T678", "DW 4321K"), never=("WARSAW", "12", "WX"),
        embedded=("a lorry with Romanian plates {} passed", "Its French registration {} ended it",
                  "a German-registered Audi, plate {}, stopped"),
    ),
    Format(
        name="mark in no known form", label="VRM", told=("format", "unknown"), cue="registration",
        check="none", right=("45 KL 67", "B-AB 1234", "AB-123-CD"), never=("45", "KL", "ABCDE"),
        embedded=("the registration was {} I think", "Plate {}, no country", "reg {}."),
    ),
    Format(
        name="part of a mark", label="VRM", told=("format", "partial"), cue="the plate began",
        check="none", right=("BV16", "LK18", "FN17", "FN17 K"), never=("BV01", "QV16", "BV99"),
        embedded=("I could read the plate a bit, {} and no more.", "reg began {} something",
                  "part of the registration was {}"),
    ),
)  # fmt: skip

PLACES_AND_NUMBERS = (
    Format(
        name="mobile", label="PHONE", told=("kind", "mobile"),
        right=("07700 900123", "+44 7700 900123", "(07700) 900-123"),
        nearly=("07700 90012", "07700 9001234"),
        never=("7700",), embedded=("Tel:{}", "ring {} or me", "({})"),
    ),
    Format(
        name="landline", label="PHONE", told=("kind", "landline"),
        right=("020 7946 0958", "01632 960123", "0121 496 0177"),
        nearly=("0207 946 095",), never=("2135", "946 0958"),
    ),
    Format(
        name="foreign telephone", label="PHONE",
        right=("+353 87 123 4567", "+40 721 234 567", "+1 202 555 0143"),
        never=("+12", "353 87", "+353 8"),
    ),
    Format(
        name="postcode", label="POSTCODE",
        right=("SW1A 1AA", "M1 1AE", "GIR 0AA", "BFPO 57", "JE2 3AB", "W1A 0AX"),
        nearly=("S1 1AC", "QX1 1AA", "AI1 1AA", "P01 3AX"), never=("BFPO", "SW1A", "1AA"),
        embedded=("of 4 Elm Rd, Leeds, {}", "lives at {} now", "({})"),
    ),
    Format(
        name="National Insurance number", label="NI_NUMBER",
        right=("AB123456C", "JG 12 13 16 A", "OA123456D"),
        nearly=("QQ123456A", "AO123456B", "AB123456E", "GB123456A", "TN123456A", "ZZ123456D"),
        never=("AB12345C", "A1234567C"),
    ),
    Format(
        name="NHS number", label="NHS_NUMBER", cue="NHS number",
        right=("9434765919", "401 023 2137", "450-557-7104"),
        nearly=("9434765918", "0000000000", "4857773456", "943476591"), never=("94347",),
    ),
    Format(
        name="driving licence", label="DRIVING_LICENCE",
        right=("MORGA657054SM9IJ", "SMITH701019JA9XX", "FOX99860305A99KM"),
        nearly=("MORGA613054SM9IJ", "MORGA657354SM9IJ", "FOX99861315A99KM"),
        never=("MORGA65705", "MORGAN657054"),
    ),
    Format(
        name="passport", label="PASSPORT", cue="passport number",
        right=("123456789", "501234567", "925665416"), nearly=("12345678", "1234567890"),
        never=("1234",),
        embedded=("My passport is {} and", "passport no {}.", "British passport ({})"),
    ),
    Format(
        name="IMEI", label="IMEI", cue="IMEI",
        right=("490154203237518", "35-693803-564380-9", "352099001761481"),
        nearly=("490154203237519", "49015420323751", "4901542032375181", "000000000000000"),
        never=("4901542",),
    ),
    Format(
        name="payment card", label="CARD_NUMBER", cue="card number",
        right=("4111111111111111", "5555 5555 5555 4444", "3782 822463 10005"),
        nearly=("4111111111111112", "5555 5555 5555 4445", "378282246310006",
                "0000000000000000"),
        never=("4111 1111",),
    ),
    Format(
        name="account and sort code", label="SORT_CODE", cue="sort code", check="none",
        right=("08-99-99", "202959", "10 79 99"), never=("08-99", "0899999", "08-99-9"),
    ),
    Format(
        name="IBAN", label="BANK_ACCOUNT",
        right=("GB82 WEST 1234 5698 7654 32", "DE89370400440532013000", "GB29NWBK60161331926819"),
        nearly=("GB82WEST12345698765433", "GB30NWBK60161331926819", "IE30AIBK93115212345678"),
        never=("GB82WEST", "DE89 3704"),
    ),
    Format(
        name="IP address", label="IP_ADDRESS", right=("203.0.113.5", "2001:db8::1", "10.0.0.1"),
        nearly=("256.1.1.1", "192.0.2.256", "203.0.113.999"),
        never=("12.30.45", "version 1.2.3.4", "10:30"),
    ),
    Format(
        name="e-mail address", label="EMAIL",
        right=("a.b@example.org", "o'hara+x@police.example.co.uk", "j_w-1@sub.example.com"),
        nearly=("a..b@example.org", "someone@example", "a.@example.org"), never=("@example.org",),
    ),
    Format(
        name="web address", label="URL",
        right=("https://example.com/a?b=1&c=2", "www.example.org", "example.com/path"),
        never=("http:/example", "well.Then he left", "and/or"),
    ),
    Format(
        name="handle", label="SOCIAL_HANDLE",
        right=("@geth_prob81", "@walsall.wardz", "@T4riq_x"), never=("@ the bar", "@home", "a@b"),
    ),
)  # fmt: skip

REFERENCES = (
    Format(
        name="URN", label="CRIME_REF", told=("kind", "urn"),
        right=("01ZD0303208", "45AA0012324", "01/ZD/12345/25"),
        nearly=("O1ZD1234525", "99ZD1234525"), never=("ZD12",),
    ),
    Format(
        name="PNCID", label="CRIME_REF", told=("kind", "pncid"),
        right=("2001/1234567K", "98/123456G", "2013/45W"),
        nearly=("2001/1234567X", "98/123456B", "2013/45V"), never=("2001/12",),
    ),
    Format(
        name="CRO number", label="CRIME_REF", told=("kind", "cro"),
        right=("265416/21G", "65656/91H", "SF83/50058Z"),
        nearly=("265416/21H", "85227/65G", "SF83/050058Z"), never=("265416/G",),
    ),
    Format(
        name="ASN", label="CRIME_REF", told=("kind", "asn"),
        right=("1101ZD0100000448754K", "11/01ZD/01/448754K", "2445AA0100000000987G"),
        nearly=("1101ZD0100000448754L", "1101ZD01448754", "11/01ZD/01/448754L"),
        never=("1101ZD",),
    ),
    Format(
        name="court case", label="CRIME_REF", told=("kind", "court_case"),
        right=("05/9876/123456L",), nearly=("05/9876/123456R", "05/9876/123457L"),
        never=("05/98/12",),
    ),
    Format(
        name="Metropolitan crime report", label="CRIME_REF", told=("kind", "crime"),
        right=("6543210/24", "0112345/19", "01/7654321/25"),
        nearly=("6543210/26", "99/7654321/25"), never=("6543210", "24/7"),
    ),
    Format(
        name="incident of a day", label="CRIME_REF", told=("kind", "incident"),
        right=("CAD 1234/03MAR25", "CAD 87/1JAN24", "LOG 2263 OF 14/03/25"),
        nearly=("CAD 1/31FEB25", "CAD 1234"), never=("CADDY 12", "the loggerhead 5"),
    ),
    Format(
        name="Action Fraud", label="CRIME_REF", told=("kind", "action_fraud"),
        right=("NFRC250298417", "NFRC240112233", "NFRC231200045"),
        never=("NFRC", "NFR 12", "NFRC 2 of 3"),
    ),
    Format(
        name="exhibit", label="EXHIBIT_REF", right=("ABC/1", "JRS/12", "KL/3A"),
        never=("IC3", "MG11", "N/A", "and/or", "M25", "24/7"),
        embedded=("I produce {} here.", "(exhibit {})", "as {},sealed"),
    ),
    Format(
        name="officer", label="OFFICER_ID", cue="PC", right=("1234AS", "2417", "45XB"),
        never=("World", "2015 hours", "and 4 others"),
        embedded=("Then PC {} Hughes came.", "with PC {}.", "(PC {})"),
    ),
    Format(
        name="warrant number", label="OFFICER_ID", cue="warrant number",
        right=("204417", "181920", "230045"), never=("A", "of 2024", "cards"),
    ),
)  # fmt: skip

WHEN_AND_HOW_MUCH = (
    Format(
        name="day", label="DATE", right=("03/03/2025", "3rd March 2025", "Monday 3rd March 2025"),
        nearly=("31/02/2025", "31st April 2025", "29/02/2023"), never=("3/4 of it", "10/10"),
    ),
    Format(
        name="feast", label="DATE", check="valid",
        right=("Christmas Eve 2024", "Boxing Day 2023", "New Year's Day 2025"),
        never=("a boxing match", "the year we met", "Easterly winds"),
    ),
    Format(
        name="clock time", label="TIME", right=("22:45 hours", "2245hrs", "9.30pm"),
        nearly=("25:61 hours", "2561 hours", "13am"), never=("4 of 12", "2245 people"),
    ),
    Format(
        name="money", label="MONEY", right=("£3,000.50", "two hundred pounds", "€20"),
        never=("3,000 people", "pounds of flour", "a pound of apples"),
    ),
)  # fmt: skip

FORMATS = (*VEHICLES, *PLACES_AND_NUMBERS, *REFERENCES, *WHEN_AND_HOW_MUCH)
