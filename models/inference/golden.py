"""The golden batch: proof at load that this device gives the answers of the released model."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from models.inference.reading import Found, Interpreter
from models.inference.results import Passage, Unanalysed

if TYPE_CHECKING:
    from models.inference.core import Core
    from models.inference.statement_model import StatementModel

# How far the log-odds may stray from the released ones. Half precision or a faulty multiplication
# strays further by orders of magnitude; another processor's rounding does not come near.
ALLOWED = 2e-3


def answers(model: "StatementModel", core: "Core", texts: Sequence[str]) -> dict[str, Any]:
    """Return what is stored beside the weights: the texts, the results and the raw log-odds."""
    passages = [_passage(text) for text in texts]
    tokens = [core.tokeniser.read(text) for text in texts]
    readings = [core.read_alone(one) for one in tokens]
    interpreter = Interpreter(model, core)
    results = [
        _plain(interpreter.both(passage, one, reading))
        for passage, one, reading in zip(passages, tokens, readings, strict=True)
    ]
    odds = [
        np.round(reading.logits.reshape(len(one), -1).sum(axis=1).astype(float), 4).tolist()
        for reading, one in zip(readings, tokens, strict=True)
    ]
    return {"texts": list(texts), "results": results, "log_odds": odds}


def mismatch(model: "StatementModel", core: "Core", golden: Mapping[str, Any]) -> str | None:
    """Run the golden batch; return what differs, in words, or None when nothing does."""
    tokens = [core.tokeniser.read(text) for text in golden["texts"]]
    device = core.device
    readings = core.read(tokens)
    if core.device != device:
        return "it failed on the golden batch"
    interpreter = Interpreter(model, core)
    for number, reading in enumerate(readings):
        if isinstance(reading, Unanalysed):
            return "it could not read the golden batch"
        odds = reading.logits.reshape(len(tokens[number]), -1).sum(axis=1)
        released = np.asarray(golden["log_odds"][number])
        # The sum of a token's answers strays as the square root of how many there are.
        allowed = ALLOWED * np.sqrt(reading.logits[0].size)
        if odds.shape != released.shape or np.abs(odds - released).max() > allowed:
            return "its arithmetic differs from the released answers"
        found = interpreter.both(_passage(golden["texts"][number]), tokens[number], reading)
        if _plain(found) != golden["results"][number]:
            return "its results differ from the released answers"
    return None


def _passage(text: str) -> Passage:
    return Passage(text=text, narrative=((0, len(text)),))


def _plain(found: Found) -> dict[str, Any]:
    return {
        "mentions": [[m.label, m.start, m.end, m.confidence] for m in found.mentions],
        # Which sentences are chosen follows from these by rules that know no device.
        "sentences": [[s.start, s.end, s.salience] for s in found.sentences],
    }
