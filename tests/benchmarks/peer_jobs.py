"""What most would build, as RQ jobs: a PDF's text by pdfplumber, two transformers pipelines.

Both models have the shape of Deponent's own encoder and random weights: the pipelines' usual models
are three to fifteen times as large, so what is measured here is the least that such a worker costs.
"""

import re
from functools import cache
from typing import Any

_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_NAMES, _SENTENCES = "token-classification", "text-classification"
_SHARE = 5
Loaded = tuple[Any, Any]


def loading(path: str, models: str) -> int:
    """Read a PDF with pipelines that this job loads for itself."""
    return _read(path, _load(models))


def loaded(path: str, models: str) -> int:
    """Read a PDF with pipelines that stay loaded from job to job."""
    return _read(path, _kept(models))


def _load(models: str) -> Loaded:
    import transformers

    # Its many overloads know no argument of a task.
    pipeline: Any = transformers.pipeline

    return (
        pipeline(_NAMES, model=f"{models}/{_NAMES}", aggregation_strategy="simple", stride=64),
        pipeline(_SENTENCES, model=f"{models}/{_SENTENCES}", truncation=True),
    )


_kept = cache(_load)


def _read(path: str, models: Loaded) -> int:
    import pdfplumber

    with pdfplumber.open(path) as pdf:
        text = "\n".join(page.extract_text() for page in pdf.pages)
    names, scores = models
    found = names(text)
    sentences = [one for one in _SENTENCE.split(text) if one.strip()]
    ranked = sorted(
        zip(scores(sentences), sentences, strict=True), key=lambda one: -one[0]["score"]
    )
    return len(found) + len(ranked[: len(ranked) // _SHARE])


def write_models(folder: str) -> None:
    """Write both models, random and of the encoder's shape, into a folder each."""
    import shutil
    from pathlib import Path

    from transformers import (
        BertConfig,
        BertForSequenceClassification,
        BertForTokenClassification,
        PreTrainedTokenizerFast,
    )

    from models.inference import artefacts
    from models.inference.statement_model import TOKENIZER

    active = artefacts.active()["entities"]
    artefact = artefacts.describe(artefacts.ARTEFACTS / active)
    shape = artefact.about["shape"]
    make: Any = PreTrainedTokenizerFast
    kinds = (
        (_NAMES, BertForTokenClassification, 19),
        (_SENTENCES, BertForSequenceClassification, 2),
    )
    for name, network, labels in kinds:
        place = Path(folder) / name
        config = BertConfig(
            vocab_size=shape["vocabulary"],
            hidden_size=shape["width"],
            num_hidden_layers=shape["layers"],
            num_attention_heads=shape["attention_heads"],
            intermediate_size=shape["feed_forward"],
            max_position_embeddings=shape["positions"],
        )
        config.num_labels = labels
        network(config).save_pretrained(place)
        shutil.copyfile(artefact.file(TOKENIZER), place / "tokenizer.json")
        marks = {f"{one}_token": f"[{one.upper()}]" for one in ("pad", "unk", "cls", "sep", "mask")}
        tokenizer = make(
            tokenizer_file=str(place / "tokenizer.json"),
            model_max_length=shape["positions"],
            **marks,
        )
        tokenizer.save_pretrained(place)
