"""The printed words of records of interview, by what they ask for.

Each phrase is in lower case with no punctuation. Another force's wording is one line here.
"""

from collections.abc import Mapping

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
