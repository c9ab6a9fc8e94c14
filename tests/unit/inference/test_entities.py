"""The spaCy component: every mention arrives, whatever spaCy's tokens are."""

from pathlib import Path

import pytest
import spacy

from models.inference import entities
from models.inference.analyser import Analyser
from models.inference.results import Mention
from tests.unit.inference.tiny import artefact


def mention(label: str, start: int, end: int) -> Mention:
    return Mention(
        label=label, start=start, end=end, source="rule", confidence=1.0, explanation="tests"
    )


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Tel:07700900123", [("PHONE", 4, 15)]),
        ("PC2417 ran", [("PERSON", 0, 6), ("OFFICER_ID", 2, 6)]),
        ("at 22:45hours", [("TIME", 3, 13)]),
        ("a\n\nb", [("PERSON", 0, 1), ("PERSON", 3, 4)]),
        ("AB12CDE/07700900123", [("VRM", 0, 7), ("PHONE", 8, 19)]),
    ],
)
def test_no_mention_is_lost(text: str, places: list[tuple[str, int, int]]) -> None:
    doc = spacy.blank("en")(text)
    mentions = [mention(*place) for place in places]
    entities.write(doc, mentions)
    spans = doc.spans[entities.KEY]
    assert [span.label_ for span in spans] == [place[0] for place in places]
    for span, one in zip(spans, mentions, strict=True):
        assert span.start_char <= one.start
        assert one.end <= span.end_char
    kept = {span.id_: span._.get(entities.MENTION) for span in spans}
    assert list(kept.values())[-1] == mentions[-1]
    assert doc.user_data[entities.KEY] == tuple(mentions)


def test_a_pipeline_marks_documents_in_batches(tmp_path: Path) -> None:
    artefact(tmp_path)
    nlp = entities.pipeline(Analyser.load(tmp_path, device="cpu"))
    texts = [f"Call 0770090012{n} at 9.15pm please" for n in range(5)]
    for text, doc in zip(texts, nlp.pipe(texts), strict=True):
        assert doc.text == text
        found = {text[m.start : m.end] for m in doc.user_data[entities.KEY]}
        assert "9.15pm" in found
        assert len(doc.spans[entities.KEY]) == len(doc.user_data[entities.KEY])


def test_the_component_can_be_added_to_any_pipeline(tmp_path: Path) -> None:
    artefact(tmp_path)
    nlp = spacy.blank("en")
    nlp.add_pipe(entities.FACTORY, config={"root": str(tmp_path), "device": "cpu"})
    doc = nlp("I paid £45 at 9.15pm")
    assert {"MONEY", "TIME"} <= {span.label_ for span in doc.spans[entities.KEY]}
