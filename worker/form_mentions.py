"""What the fields of a form name, where the models and rules saw nothing.

A URN stands in boxes on many forms, one letter in each, and no rule for running text finds it; the
form's own label says what it is.
"""

from collections.abc import Sequence

from models.inference.results import Mention
from worker.casefile import ExtractedDocument, FormField

LABELS = {
    "urn": "CRIME_REF", "statement_of": "PERSON", "person_interviewed": "PERSON", "dated": "DATE",
}  # fmt: skip
_OTHER_NAMES = frozenset({"LOCATION", "ORG"})


def with_form(document: ExtractedDocument, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Return ``mentions`` and one for each field of a form that none of them touches, in order.

    Where the model took a name that the form asks for by its label for a place, the form stands.
    """
    fields = [field for field in document.form if field.name in LABELS]
    standing = [m for m in mentions if not any(_is_person(field, m) for field in fields)]
    added = [
        _mention(field, LABELS[field.name])
        for field in fields
        if not any(m.start < field.end and field.start < m.end for m in standing)
    ]
    return tuple(sorted((*standing, *added), key=lambda m: (m.start, -m.end, m.label)))


def _is_person(field: FormField, mention: Mention) -> bool:
    """Whether the form asks for somebody's name where the model saw a place or a body."""
    return (
        LABELS[field.name] == "PERSON"
        and mention.label in _OTHER_NAMES
        and (mention.start, mention.end) == (field.start, field.end)
    )


def _mention(field: FormField, label: str) -> Mention:
    """Return the mention that a field is, checked by the rule for its label where there is one."""
    # The rules take long to load, and few who load this module ever need them.
    from models.inference.identifiers import find
    from models.inference.names import parts

    whole = (0, len(field.value))
    ruled = next(
        (m for m in find(field.value) if m.label == label and (m.start, m.end) == whole), None
    )
    named = parts(field.value) if label == "PERSON" else {}
    return Mention(
        label=label,
        start=field.start,
        end=field.end,
        source="form",
        confidence=1.0,
        explanation=f"the form's field for it ({field.name.replace('_', ' ')})",
        value=ruled.value if ruled else {"written": field.value} | named,
        check=ruled.check if ruled else "none",
    )
