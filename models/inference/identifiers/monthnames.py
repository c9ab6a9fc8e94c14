"""The names of months and weekdays, their abbreviations and how scans misread them."""

from models.inference.identifiers.tokens import words

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "JANUARY JAN JANURARY JANUAY",
            "FEBRUARY FEB FEBUARY FEBURARY FEBRARY FEBRURY",
            "MARCH MAR MARCB",
            "APRIL APR",
            "MAY",
            "JUNE JUN",
            "JULY JUL",
            "AUGUST AUG AUGEST",
            "SEPTEMBER SEPTEMBR SEPT SEP SEPTERNBER SEPTEMEBER SETPEMBER",
            "OCTOBER OCT 0CTOBER OCTBER",
            "NOVEMBER NOV NOVERNBER NOVEMEBER NOVMBER",
            "DECEMBER DEC DECERNBER DECEMEBER DECMBER",
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
            "TUESDAY TUES TUE TEUSDAY TUSEDAY",
            "WEDNESDAY WEDS WED WEDNESDSAY WENSDAY WENDESDAY WEDENSDAY WEDNESAY",
            "THURSDAY THURS THUR THU THRUSDAY THURDSAY",
            "FRIDAY FRI",
            "SATURDAY SAT SATERDAY SATUARDAY SETTERDAY",
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
