"""The invented statement that the hostile files carry, and the places that they try to reach."""

LINES = (
    "WITNESS STATEMENT",
    "Statement of: Odette Farrimond",
    "Age if under 18: over 18",
    "Occupation: Ferry steward",
    "On Tuesday 3 March 2026 I was walking along Quay Lane when",
    "a man in a green jacket pushed past me and ran to the ferry.",
    "I gave the scarf that he dropped to PC 4418 Imrie as OF/1.",
    "Signed: O Farrimond",
)
TEXT = "\n".join(LINES) + "\n"

SAYS = "a man in a green jacket pushed past me"
"""Words that every readable file must keep. They stand on one line."""

SECOND = "He wore one white glove and he smelt of diesel."
"""Words of a second page or part."""

CANARY_PORT = 8599
CANARY = f"127.0.0.1:{CANARY_PORT}"
"""Where everything that calls home calls: the corpus runs beside a listener that must hear
nothing."""

SECRET_FILE = "/etc/passwd"
SECRET = "root:x:0:0"
"""What that file says on every machine: no reading may ever show it."""

PLANTED = "deponent-canary"
"""Part of the name of every file that a hostile one tries to write."""
