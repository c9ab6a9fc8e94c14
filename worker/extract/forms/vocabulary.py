"""The printed words of statement forms, by what they ask for, whatever the force.

Each phrase is in lower case with no punctuation. Another force's wording is one line here.
"""

from collections.abc import Mapping

_WHO = ("witness", "complainant", "victim", "informant", "injured party", "deponent")

HEAD: Mapping[str, tuple[str, ...]] = {
    "continuation": (
        "continuation of statement of", "continuation of witness statement of",
        "continuation of statement", "continuation of witness statement",
        "continuation sheet", "continuation page", "continuation statement of",
        "continuation statement", "continuation sheet of statement of",
        "continued statement of", "continued statement", "contd statement of", "contd statement",
        "cont statement of", "continued witness statement of", "statement continuation",
        "continuation witness statement",
    ),
    "witnessed": (
        "signature witnessed by", "witness signature witnessed by", "signature witnessed",
        "witnessed by", "signature of person witnessing signature",
        "signature of person witnessing", "signature of witnessing officer",
        "signature of person taking statement", "signature of officer taking statement",
        "statement witnessed by", "witnessing signature", "signature of member",
        "signature of member by whom", "signature of member by whom statement was taken",
    ),
    "taken_by": (
        "statement taken by", "taken by", "officer taking statement", "person taking statement",
        "name of officer taking statement", "name of person taking statement", "statement taker",
        "statement noted by", "noted by", "statement recorded by", "recorded by",
        "recording officer",
        "member by whom statement was taken", "statement taken and recorded by",
        "name of statement taker", "taken and written down by", "statement obtained by",
        "noting officer", "officer noting statement", "officer noting",
        "statement noted and read over by",
    ),
    "taken_at": (
        "time and place statement taken", "time and place", "time and place taken",
        "place and time statement taken", "place and time", "date time and place",
        "time date and place", "date and place statement taken", "place statement taken",
        "where statement taken", "time statement taken", "date statement taken",
        "time and date statement taken", "statement taken at", "taken at", "where taken",
        "when and where taken", "place taken", "place where statement taken", "noted at",
        "statement noted at", "where noted", "time date and place noted", "date statement noted",
        "time date and place statement noted", "time and place statement noted",
        "time and place noted", "date and place noted", "place statement noted",
    ),
    "station": ("station", "police station", "officers station", "base station"),
    "statement_of": (
        "statement of", "witness statement of", "full name", "full names", "name in full",
        *(f"statement of {who}" for who in _WHO), *(f"name of {who}" for who in _WHO),
        *(f"witness statement of {who}" for who in _WHO),
        *(f"full name of {who}" for who in _WHO),
        *(f"{who} name" for who in _WHO), *(f"{who} full name" for who in _WHO),
        *(f"{who}s name" for who in _WHO), *(f"{who}s full name" for who in _WHO),
        "name of person making statement", "person making statement", "maker of statement",
        "name of maker", "name of maker of statement", "deposition of",
        "full name and rank", "name of person giving statement", "statement made by",
        "name of witness in full", "statement given by",
    ),
    "age": (
        "age", "age if under 18", "age when under 18", "age if under eighteen",
        "age when under eighteen", "age of witness", "age of witness if under 18",
        "age of witness if under eighteen", "age if under 21", "age in years",
        "age if under 18 years", "age or over 18", "age if not over 18", "age if 18 or under",
        "age if over 18", "age if over eighteen",
    ),
    "occupation": (
        "occupation", "rank or occupation", "role or occupation", "rank occupation",
        "role occupation", "profession", "profession or occupation", "job title",
        "trade or occupation", "occupation of witness", "witness occupation",
        "occupation rank and number",
    ),
    "urn": (
        "urn", "police urn", "unique reference number", "unique reference", "unique ref",
        "unique ref number", "unique reference no", "unique ref no",
    ),
    "reference": ("case reference", "case ref", "case number", "file reference", "case file"),
    "dated": (
        "date", "dated", "date of statement", "date of signature", "date signed",
        "date statement made", "dated this", "dated the", "date made", "statement date",
        "date of signing", "statement made on", "dated day", "dated signed",
    ),
    "signed": (
        "signature", "signed", "signature of witness", "signature of maker", "signed by",
        "signed by witness", "witness signature", "signature of person making statement",
        "signature of deponent", "sign", "signature of victim", "witness sign", "signed witness",
        "witness to sign", "signature of maker of statement", "victims signature",
        "witnesss signature", "makers signature", "signature of appropriate adult",
    ),
    "name_part": (
        "surname", "forename", "forenames", "family name", "first names", "first name",
        "given names", "last name", "middle names", "middle name", "given name", "christian names",
    ),
    "other": (
        "crime reference", "crime ref", "crime no", "crime number", "incident no",
        "incident number", "incident reference", "custody record", "custody ref", "print name",
        "name in block capitals", "block capitals", "collar no", "collar number", "warrant no",
        "warrant number", "rank", "page no", "page number", "number of pages", "no of pages",
        "tick if", "force", "police force", "form", "operation", "division", "exhibit no",
        "name of appropriate adult", "appropriate adult", "relationship to witness", "interpreter",
        "name of interpreter", "language", "work address", "business address",
        "address of employer", "rank and number", "form number", "doc ref", "name and rank",
        "height", "nationality", "religion", "country", "county", "build", "faith",
        "sheet no", "witness number", "offence", "sio", "officer in case", "oic", "title",
        "corroborating officer", "corroborated by", "corroborating witness", "place of employment",
        "relationship to accused", "employer", "place of work",
    ),
}  # fmt: skip

BACK: Mapping[str, tuple[str, ...]] = {
    "address": (
        "home address", "address", "current address", "private address", "residential address",
        "address of witness", "witness address", "permanent address", "home or business address",
        "address and postcode", "home address and postcode", "full address",
    ),
    "postcode": ("postcode", "post code", "postal code"),
    "home_phone": (
        "home telephone", "home phone", "home tel", "telephone home", "tel home", "phone home",
        "landline", "home telephone number", "home number", "home telephone no", "home no",
        "home", "evening", "evening telephone", "telephone number home", "telephone no home",
        "house telephone", "telephone evening", "tel evening",
    ),
    "work_phone": (
        "work telephone", "work phone", "work tel", "telephone work", "tel work", "phone work",
        "business telephone", "daytime telephone", "work telephone number", "work number",
        "work telephone no", "work no", "telephone number work", "telephone no work",
        "daytime phone", "office telephone", "work", "daytime", "office", "telephone day",
        "telephone daytime", "tel day", "tel daytime", "telephone business",
    ),
    "mobile": (
        "mobile", "mobile telephone", "mobile phone", "mobile number", "mobile no", "mobile tel",
        "mobile pager", "mobile pager no", "telephone mobile", "tel mobile", "phone mobile",
        "mobile telephone number", "mobile telephone no", "mobile phone number", "mobile phone no",
        "mob", "mob no", "telephone number mobile", "telephone no mobile", "cell phone",
    ),
    "phone": (
        "telephone", "phone", "tel", "telephone number", "phone number", "telephone no", "tel no",
        "contact number", "contact telephone", "contact telephone number", "contact phone",
        "contact numbers", "telephone numbers", "phone numbers", "contact telephone numbers",
    ),
    "email": ("email", "email address", "e mail", "e mail address", "electronic mail"),
    "preferred_contact": (
        "preferred means of contact", "preferred method of contact", "preferred contact",
        "best way to contact", "best means of contact", "best method of contact",
        "preferred way of contact", "preferred contact method", "contact preference",
        "prefers contact by", "best contact",
        "preferred means of being contacted",
    ),
    "date_of_birth": (
        "date of birth", "dob", "d o b", "date and place of birth", "birth date", "born on",
        "date place of birth", "date of birth age", "dob age", "age date of birth",
    ),
    "place_of_birth": ("place of birth", "birthplace", "town of birth", "born at", "born in"),
    "former_name": (
        "former name", "former names", "maiden name", "previous name", "previous names",
        "former maiden name", "former or maiden name", "maiden or former name", "other names",
        "maiden former name", "name at birth", "alias",
        "previously known as", "former previous name", "maiden or previous name",
    ),
    "gender": ("gender", "sex", "gender of witness", "gender identity"),
    "ethnicity_code": (
        "ethnicity code", "ethnic code", "self defined ethnicity", "ethnicity", "ethnic origin",
        "self defined ethnicity code", "ethnic appearance", "self classified ethnicity",
        "ethnic origin code", "identity code", "ethnicity code 16 1", "selfdefined ethnicity",
        "selfdefined ethnicity code", "ethnic background", "16 1 code", "ethnicity 16 1",
        "ethnic group", "16 point plus 1", "ethnic appearance code",
    ),
    "dates_to_avoid": (
        "dates to avoid", "dates to be avoided", "date to avoid", "dates not available",
        "dates unavailable", "dates of witness non availability", "dates of non availability",
        "dates of witness nonavailability", "dates of nonavailability", "non availability",
        "nonavailability", "dates witness not available", "dates witness unavailable",
        "unavailable dates", "dates of unavailability", "unavailability", "holiday dates",
        "dates when unavailable", "dates cannot attend", "dates when not available",
        "dates witness cannot attend", "dates when witness cannot attend",
        "dates you cannot attend", "dates on which witness is not available",
        "dates on which witness cannot attend", "court dates to avoid", "witness availability",
        "dates to avoid for court", "dates witness is not available", "days to avoid",
        "availability", "dates of availability", "dates unable to attend", "not available",
    ),
    "willing_to_attend": (
        "willing to attend court", "willing to attend",
        "willing and likely to attend court", "willing and able to attend court",
        "prepared to attend court", "willing to give evidence",
        "attend court if required", "willing to attend court if required", "attend court",
        "willing to come to court", "prepared to give evidence",
    ),
    "special_measures": (
        "special measures", "special measures needed", "special measures required",
        "needs or measures", "special measures or needs", "needs and special measures",
        "vulnerable or intimidated", "measures needed", "special measures requested",
    ),
    "needs": (
        "particular needs", "special needs", "care needs", "access needs", "support needs",
        "needs of witness", "special requirements",
        "particular requirements",
    ),
    "vps_offered": (
        "victim personal statement", "vps",
        "victim personal statement offered", "vps offered", "personal statement",
        "victim personal statement vps",
        "victim personal statement scheme",
    ),
    "vps_explained": (
        "requirements for making personal statement",
        "requirements for making victim personal statement", "victim personal statement leaflet",
        "vps leaflet",
    ),
    "consent": ("consent", "consents", "consent to"),
    "next_of_kin": ("next of kin", "emergency contact"),
}  # fmt: skip

INTERVIEW: Mapping[str, tuple[str, ...]] = {
    "person_interviewed": (
        "person interviewed", "name of person interviewed", "interview of", "interviewee",
        "name of interviewee", "person being interviewed", "name of person being interviewed",
        "interview with", "suspect name", "name of suspect", "detainee", "name of detainee",
        "name of witness interviewed", "witness interviewed", "child interviewed",
        "suspects name", "full name of person interviewed", "record of interview with",
        "record of interview of", "detained person", "name of child", "name of child interviewed",
    ),
    "interviewers": (
        "interviewing officer", "interviewing officers", "interviewing officer s", "interviewer",
        "interviewers", "interviewed by", "officers present", "interviewing", "officers conducting",
        "interviewing officers names", "lead interviewer", "interview conducted by",
        "officers interviewing", "officers",
    ),
    "others_present": (
        "other persons present", "others present", "other person present", "also present",
        "persons present", "other people present", "solicitor present", "solicitor",
        "legal representative", "others in room", "other parties present", "anyone else present",
        "solicitor or legal representative", "third parties present",
    ),
    "place": (
        "place of interview", "location of interview", "interview location", "where interviewed",
        "place interviewed", "venue", "place", "location", "interview room", "venue of interview",
    ),
    "time_began": (
        "time commenced", "time interview commenced", "time began", "start time", "commenced",
        "time started", "interview commenced", "time interview began", "time of start",
        "commenced at", "time interview started", "interview began", "began", "started",
        "time start", "time of commencement", "time on",
    ),
    "time_ended": (
        "time concluded", "time interview concluded", "finish time", "end time", "concluded",
        "time ended", "time finished", "interview concluded", "time interview ended", "time of end",
        "concluded at", "time interview finished", "interview ended", "ended", "finished",
        "time end", "time of conclusion", "time completed", "time off",
    ),
    "duration": ("duration", "duration of interview", "length of interview", "interview duration"),
    "recording_reference": (
        "tape reference", "tape reference no", "tape reference number", "tape no", "tape number",
        "tape ref", "tape ref no", "audio reference", "audio tape reference", "disc reference",
        "recording reference", "recording ref", "recording reference number", "recording no",
        "recording reference no", "disc no", "disc number", "visual image reference",
        "tape identification", "recording number", "master tape no", "master disc no",
        "audio tape reference no", "audio tape reference nos", "digital recording reference",
        "media reference", "exhibit reference", "recording id", "master recording", "master disc",
        "visual image reference nos", "working copy reference", "dvd reference", "dvd no",
    ),
    "dated": (
        "date of interview", "interview date", "date interviewed", "date and time of interview",
    ),
}  # fmt: skip

PRINTED: Mapping[str, tuple[str, ...]] = {
    "legal": (
        "criminal justice act 1967", "cj act 1967", "cja 1967", "criminal procedure rules",
        "crimpr", "crim pr", "crim p r", "magistrates courts act 1980", "mc act 1980",
        "criminal justice act northern ireland order", "criminal justice miscellaneous",
        "magistrates courts northern ireland order", "criminal procedure rule", "c j act 1967",
        "magistrates courts rules",
    ),
    "true": (
        "true to the best of my knowledge", "true to the best of my information",
        "true and accurate to the best of my knowledge", "true to best of my knowledge",
    ),
    "interview": (
        "record of interview", "record of taped interview", "record of tape recorded interview",
        "record of audio recorded interview", "record of video recorded interview",
        "record of visually recorded interview", "record of video interview",
        "record of recorded interview", "record of taped interview", "roti", "rovi", "mg15",
        "transcript of interview", "interview transcript", "transcript of recorded interview",
        "record of achieving best evidence interview", "abe interview transcript",
        "transcript of abe interview", "record of visual interview", "record of witness interview",
        "record of suspect interview", "record of voluntary interview", "taped interview record",
        "record of audio interview", "short descriptive note", "interview record",
        "record of digitally recorded interview", "record of contemporaneous interview",
        "record of audibly recorded interview",
        "transcript of taped interview", "transcript of video interview", "mg 15",
    ),
    "notes": (
        "pocket notebook", "pocket note book", "pnb", "officers notes", "officer notes",
        "incident report book", "evidence and action book", "evidence action book", "eab",
        "pocket book", "duty notebook", "notebook entry", "note book entry", "original notes",
        "arrest notes", "day book", "policy book", "evidence book", "notes made at",
        "contemporaneous notes", "official notebook", "extract from notebook",
    ),
    "vps": (
        "victim personal statement", "vps", "victim impact statement", "family impact statement",
        "personal impact statement", "victim statement of impact",
    ),
}  # fmt: skip

WORDS = (
    "witness", "statement", "personal", "restricted", "complete", "official", "sensitive",
    "confidential", "disclosable", "disclosure", "prosecution", "police", "details", "knowledge",
    "consisting", "tendered", "evidence", "liable", "prosecuted", "wilfully", "stated", "anything",
    "believe", "belief", "false", "declaration", "contact", "completion", "continued", "section",
    "victim", "recorded", "visually", "medical", "defence", "record", "information", "signatures",
)  # fmt: skip
