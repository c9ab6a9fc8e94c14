"""The names of months and weekdays, their abbreviations and how scans misread them."""

from models.inference.identifiers.tokens import words

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "JANUARY JAN",
            "FEBRUARY FEB FEBUARY",
            "MARCH MAR",
            "APRIL APR",
            "MAY",
            "JUNE JUN",
            "JULY JUL",
            "AUGUST AUG",
            "SEPTEMBER SEPTEMBR SEPT SEP SEPTERNBER",
            "OCTOBER OCT 0CTOBER",
            "NOVEMBER NOV NOVERNBER",
            "DECEMBER DEC DECERNBER",
        ),
        start=1,
    )
    for name in names.split()
}
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "MONDAY MON",
            "TUESDAY TUES TUE",
            "WEDNESDAY WEDS WED WEDNESDSAY",
            "THURSDAY THURS THUR THU",
            "FRIDAY FRI",
            "SATURDAY SAT",
            "SUNDAY SUN",
        )
    )
    for name in names.split()
}
WEEKDAY_NAMES = words("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")


def _longest_first(names: dict[str, int]) -> str:
    return "|".join(sorted(names, key=lambda name: (-len(name), name)))


MONTH = f"(?:{_longest_first(MONTHS)})"
WEEKDAY = f"(?:{_longest_first(WEEKDAYS)})"
FULL_WEEKDAY = f"(?:{'|'.join(name.upper() for name in WEEKDAY_NAMES)})"
