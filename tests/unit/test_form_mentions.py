"""What a form's label says about a name stands over what the model takes it for."""

from models.inference.results import Mention
from worker.casefile import ExtractedDocument, FormField
from worker.form_mentions import with_form


def document(name: str, value: str, text: str) -> ExtractedDocument:
    start = text.index(value)
    field = FormField(name=name, value=value, start=start, end=start + len(value))
    return ExtractedDocument(
        media_type="text/plain", reader="test", text=text, pages=(), segments=(), narrative=(),
        form=(field,),
    )  # fmt: skip


def marked(text: str, label: str, words: str) -> Mention:
    start = text.index(words)
    return Mention(
        label=label, start=start, end=start + len(words), source="model", confidence=0.9,
        explanation="Marked by the model.",
    )  # fmt: skip


TEXT = "Person interviewed: Lowri Penhallow of Ashmouth"


def test_a_name_that_the_form_asks_for_is_no_place() -> None:
    form = document("person_interviewed", "Lowri Penhallow", TEXT)
    found = with_form(form, [marked(TEXT, "LOCATION", "Lowri Penhallow")])
    assert [(one.label, one.source) for one in found] == [("PERSON", "form")]


def test_a_place_beside_the_name_stays() -> None:
    form = document("person_interviewed", "Lowri Penhallow", TEXT)
    found = with_form(form, [marked(TEXT, "LOCATION", "Ashmouth")])
    assert [(one.label, one.source) for one in found] == [("PERSON", "form"), ("LOCATION", "model")]


def test_a_name_that_the_model_knows_stays_the_model_s() -> None:
    form = document("person_interviewed", "Lowri Penhallow", TEXT)
    assert with_form(form, [mention := marked(TEXT, "PERSON", "Lowri Penhallow")]) == (mention,)
