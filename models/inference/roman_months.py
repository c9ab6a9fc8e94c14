"""Months as Roman numerals (3.xi.2025): one source for who reads forms and who finds dates.

It stands apart from the rules for dates, which a child that only reads pages need not load.
"""

ROMAN_MONTHS = {
    "I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6,
    "VII": 7, "VIII": 8, "IX": 9, "X": 10, "XI": 11, "XII": 12,
}  # fmt: skip
"""The number of the month for each numeral, in capitals."""
ROMAN_MONTH = "|".join(sorted(ROMAN_MONTHS, key=lambda numeral: -len(numeral)))
"""A pattern for one of them, the longest first."""
