"""Labels of speakers that a narrow column breaks: "DC 4411" over "HOLT:", beside the words."""

import re

from models.inference.speaker_roles import is_role
from worker.extract.forms.speakers import RANK, Opening, SourceLine, Span, may_be_name

_LONGEST = 24
_ALIKE = 1.5
"""Two cells of a column begin at the same place, within so many points."""
_NO_NAME = re.compile(rf"{RANK}\.?(?:\s+\d{{1,6}})?", re.IGNORECASE)


def rest_of(above: SourceLine, opening: Opening, line: SourceLine) -> Span | None:
    """Return where the rest of a label stands on the line below it, None where there is none.

    ``opening`` is how ``above`` opens a turn. In typed text no column breaks a label.
    """
    speaker = opening.told.speaker
    if speaker is None or line.typed or not line.cells:
        return None
    edge = next((x0 for start, _, x0 in above.cells if start == speaker[0]), None)
    start, end, left = line.cells[0]
    if edge is None or abs(left - edge) > _ALIKE or end - start > _LONGEST:
        return None
    label, rest = above.text[slice(*speaker)], line.text[start:end]
    if above.text[speaker[1] : speaker[1] + 1] == ":":
        return None
    if is_role(f"{label} {rest}") and not is_role(label):
        return start, end
    if not may_be_name(rest.rstrip(" :")):
        return None
    closes = rest.endswith(":") and not _NO_NAME.match(rest)
    named = _NO_NAME.fullmatch(label) and not _NO_NAME.match(rest) and not is_role(rest)
    return (start, end) if closes or named else None
