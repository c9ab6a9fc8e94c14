"""Tiny sequence-to-sequence models made on the spot: real architectures, a vocabulary of words."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer, models, pre_tokenizers, processors
from transformers import (
    BartConfig,
    BartForConditionalGeneration,
    PreTrainedTokenizerFast,
    T5Config,
    T5ForConditionalGeneration,
)

torch.set_num_threads(1)

_SPECIAL = ["<pad>", "</s>", "<unk>", "<s>"]
_STEPS = 400


def untrained(folder: Path, texts: Sequence[str], *, kind: str = "t5", window: int = 64) -> Path:
    """Write a model of random weights to ``folder``: what it says means nothing."""
    tokenizer = _tokenizer(texts, window)
    model = _model(kind, len(tokenizer), window)
    # Left alone, such a model says no word at all.
    model.generation_config.suppress_tokens = list(range(len(_SPECIAL)))
    _save(folder, model, tokenizer)
    return folder


def taught(folder: Path, lessons: Sequence[tuple[str, str]], *, window: int = 256) -> Path:
    """Write a T5 that has learnt by heart what to write of each text; fails if it hasn't."""
    tokenizer = _tokenizer([text for pair in lessons for text in pair], window)
    model = _model("t5", len(tokenizer), window)
    pairs = [
        (
            tokenizer(" ".join(read.split()), return_tensors="pt")["input_ids"],
            tokenizer(" ".join(write.split()), return_tensors="pt")["input_ids"],
        )
        for read, write in lessons
    ]
    optimiser = torch.optim.AdamW(model.parameters(), lr=3e-3)
    model.train()
    for step in range(_STEPS):
        ids, labels = pairs[step % len(pairs)]
        loss = model(input_ids=ids, labels=labels).loss
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        if step > 40 and loss.item() < 0.02 and len(pairs) == 1:
            break
    assert loss.item() < 0.2, "the tiny model did not learn its lesson"
    _save(folder, model.eval(), tokenizer)
    return folder


def _tokenizer(texts: Sequence[str], window: int) -> PreTrainedTokenizerFast:
    words = sorted({word for text in texts for word in text.split()})
    vocabulary = {word: number for number, word in enumerate([*_SPECIAL, *words])}
    inner = Tokenizer(models.WordLevel(vocabulary, unk_token="<unk>"))
    inner.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    inner.post_processor = processors.TemplateProcessing(
        single="$A </s>", special_tokens=[("</s>", 1)]
    )
    return PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=inner,
        pad_token="<pad>",
        eos_token="</s>",
        unk_token="<unk>",
        bos_token="<s>",
        model_max_length=window,
    )


def _model(kind: str, words: int, window: int) -> Any:
    torch.manual_seed(7)
    if kind == "bart":
        return BartForConditionalGeneration(
            BartConfig(
                vocab_size=words,
                d_model=32,
                encoder_layers=1,
                decoder_layers=1,
                encoder_attention_heads=2,
                decoder_attention_heads=2,
                encoder_ffn_dim=64,
                decoder_ffn_dim=64,
                max_position_embeddings=window,
                pad_token_id=0,
                eos_token_id=1,
                bos_token_id=3,
                decoder_start_token_id=1,
                forced_eos_token_id=None,
            )
        )
    return T5ForConditionalGeneration(
        T5Config(
            vocab_size=words,
            d_model=64,
            d_kv=16,
            d_ff=128,
            num_layers=2,
            num_heads=4,
            dropout_rate=0.0,
            pad_token_id=0,
            eos_token_id=1,
            decoder_start_token_id=0,  # type: ignore[call-arg]
        )
    )


def _save(folder: Path, model: Any, tokenizer: PreTrainedTokenizerFast) -> None:
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)


def change_generation(folder: Path, **values: object) -> None:
    """Change what the folder's generation_config.json says."""
    file = folder / "generation_config.json"
    file.write_text(json.dumps({**json.loads(file.read_text()), **values}))
