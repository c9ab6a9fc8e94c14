"""The second stage of training: the hand-written corpus, entities and salience together.

Public examples are mixed in so that what the first stage learnt stays, and GUM and QMSum shape the
shared layer of the salience head.
"""

import gzip
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from models.inference import summary
from models.inference.encoder import StatementEncoder
from models.inference.sentences import split
from models.inference.windows import Tokeniser, windows
from models.training import tensors
from models.training.corpus import Statement
from models.training.datasets import LABELS, Example, Span
from models.training.public_stage import entity_loss, optimiser
from models.training.synthesis import Lists, recased, scanned, swapped

WINDOW = 256
OVERLAP = 64
# Less than in use: in training every token of an overlap is paid for twice and learnt twice.
TRAINING_OVERLAP = 24
# The weights that are kept are a mean over the last steps: single documents pull to and fro.
_AVERAGED = 0.995
# So many atomic facts make a sentence worth as much as one can be.
_FULL_WORTH = 2.5
REPLAYED = {
    "synthetic": 0.3,
    "tab": 0.5,
    "litbank": 0.12,
    "gum": 0.25,
    "wnut17": 0.4,
    "wikigold": 0.4,
    "legal_ner_india": 0.3,
    "btc": 0.15,
}
_LEAST_RANK_WORTH = 0.3
_GENERAL_WEIGHT = 0.3
_SALIENCE_WEIGHT = 0.5
_ENTITY_SCALE = 1.0


@dataclass(frozen=True, slots=True)
class Document:
    """A text to learn salience from: its sentences with their worth, by which of the two heads."""

    example: Example
    sentences: tuple[tuple[int, int, float], ...]
    head: int


def example(statement: Statement) -> Example:
    """Return a statement of the corpus as an example: every label marked, facts by worth."""
    facts = []
    for fact in statement.facts:
        worth = max(_LEAST_RANK_WORTH, 1.0 - 0.06 * max(0, fact.rank - 5)) / len(fact.evidence)
        facts += [(start, end, worth) for start, end in fact.evidence]
    return Example(
        source="corpus",
        text=statement.marked.text,
        spans=tuple(
            Span(mark.start, mark.end, mark.label)
            for mark in statement.marked.marks
            if mark.label in LABELS
        ),
        marked=frozenset(LABELS),
        facts=tuple(facts),
    )


def document(one: Example) -> Document:
    """Split an example into sentences and give each the worth of the facts that it states."""
    sentences = []
    for start, end in split(one.text, [(0, len(one.text))]):
        worth = sum(
            value
            for left, right, value in one.facts
            if min(end, right) - max(start, left) > 0.5 * min(end - start, right - left)
        )
        sentences.append((start, end, min(1.0, worth / _FULL_WORTH)))
    return Document(one, tuple(sentences), 0)


def general(folder: Path, chance: random.Random, gum: int, qmsum: int) -> list[Document]:
    """Return so many GUM documents and stretches of QMSum meetings, for the second head."""
    found = []
    for row in chance.sample(_rows(folder / "gum.jsonl.gz", "train"), gum):
        kept = [s for s in row["sentences"] if len(s["text"].split()) > 5][:60]
        found.append(
            _document([(s["text"], max(0.0, 1.25 - 0.25 * s["prominence"])) for s in kept])
        )
    for row in chance.sample(_rows(folder / "qmsum.jsonl.gz", "train"), qmsum):
        first = chance.randint(0, max(0, len(row["turns"]) - 50))
        support = {
            number
            for question in row["specific"]
            for left, right in question["relevant_text_span"]
            for number in range(int(left), int(right) + 1)
            if int(right) - int(left) < 12
        }
        turns = [
            (turn["content"][:400], float(first + place in support))
            for place, turn in enumerate(row["turns"][first : first + 50])
            if len(turn["content"].split()) > 5
        ]
        if any(worth for _, worth in turns):
            found.append(_document(turns))
    return found


def _rows(path: Path, part: str) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [row for row in map(json.loads, lines) if row["split"] == part]


def _document(scored: Sequence[tuple[str, float]]) -> Document:
    text, sentences = "", []
    for surface, worth in scored:
        sentences.append((len(text), len(text) + len(surface), worth))
        text += surface + " "
    return Document(
        Example(source="general", text=text, spans=(), marked=frozenset()), tuple(sentences), 1
    )


def replayed(examples: Sequence[Example], chance: random.Random) -> list[Example]:
    """Draw the public examples that the corpus stage reads again."""
    return [one for one in examples if chance.random() < REPLAYED.get(one.source, 0.0)]


def losses(
    network: StatementEncoder, tokeniser: Tokeniser, one: Document, size: int, device: str = "cpu"
) -> tuple[Tensor, Tensor]:
    """Return the entity loss and the salience loss of one document, from one forward pass.

    Its windows are of ``size`` tokens, and the network is on ``device``.
    """
    tokens = tokeniser.read(one.example.text)
    table = tensors.answers(one.example, tokens)
    ignored = [tensors.IGNORED] * len(LABELS)
    cut = windows(len(tokens), size - 2, TRAINING_OVERLAP)
    batch = tensors.collate(
        [
            tensors.Piece(
                [tokeniser.start_id, *tokens.ids[w.first : w.last], tokeniser.end_id],
                [0, *tokens.types[w.first : w.last], 0],
                [ignored, *table[w.first : w.last], ignored],
                one.example.weight,
            )
            for w in cut
        ],
        tokeniser.pad_id,
    ).to(device)
    with tensors.quick_sums(device):
        states, logits = network(batch.ids, batch.types, batch.mask)
    states, logits = states.float(), logits.float()
    own = [(w.own_first - w.first + 1, w.own_last - w.first + 1) for w in cut]
    flat = torch.cat([states[row, left:right] for row, (left, right) in enumerate(own)])
    odds = torch.cat([logits[row, left:right] for row, (left, right) in enumerate(own)])
    spans = [(start, end) for start, end, _ in one.sentences]
    ranges = summary.token_ranges(tokens, spans)
    told = torch.from_numpy(
        summary.features(one.example.text, spans, ranges, odds.detach().cpu().numpy())
    ).to(device)
    pooled = torch.stack(
        [flat[a:b].mean(dim=0) if b > a else flat.new_zeros(flat.shape[1]) for a, b in ranges]
    )
    worth = torch.tensor([value for _, _, value in one.sentences], device=device)
    scores = network.salience(pooled, told)[:, one.head]
    salience = nn.functional.binary_cross_entropy_with_logits(scores, worth)
    return entity_loss(logits, batch), salience


def run(
    network: StatementEncoder,
    tokeniser: Tokeniser,
    statements: Sequence[Statement],
    public: Sequence[Example],
    others: Sequence[Document],
    lists: Lists,
    *,
    chance: random.Random,
    epochs: int,
    checkpoint: Path,
    rate: float = 1.5e-4,
    swaps: float = 0.5,
    device: str = "cpu",
) -> None:
    """Train ``epochs`` passes over the corpus, with a share of public examples in each.

    The share ``swaps`` of the statements is read with other names.
    """
    network.to(device)
    pieces = [piece for e in public for piece in tensors.pieces(e, tokeniser, 128, chance)]
    groups = tensors.batches(pieces, 1024, chance)
    examples = [example(statement) for statement in statements]
    jobs: list[Example | list[tensors.Piece] | Document] = []
    for number in range(epochs):
        part: list[Example | list[tensors.Piece] | Document] = [*examples]
        part += groups[number::epochs]
        part += others[number::epochs]
        chance.shuffle(part)
        jobs += part
    steps = optimiser(network, rate, rate * 5)
    drawn_on = get_ema_multi_avg_fn(_AVERAGED)  # type: ignore[no-untyped-call]
    mean = AveragedModel(network, multi_avg_fn=drawn_on)
    peaks = [group["lr"] for group in steps.param_groups]
    network.train()
    running = np.zeros(2)
    for number, job in enumerate(jobs):
        for settings, peak in zip(steps.param_groups, peaks, strict=True):
            warm = min(1.0, (number + 1) / 40)
            settings["lr"] = peak * warm * max(0.02, 1 - number / len(jobs))
        if isinstance(job, list):
            batch = tensors.collate(job, tokeniser.pad_id).to(device)
            with tensors.quick_sums(device):
                _, logits = network(batch.ids, batch.types, batch.mask)
            loss = entity_loss(logits.float(), batch)
        elif isinstance(job, Document):
            _, salience = losses(network, tokeniser, job, 192, device)
            loss = _GENERAL_WEIGHT * _SALIENCE_WEIGHT * salience
        else:
            varied = swapped(job, lists, chance) if chance.random() < swaps else job
            varied = scanned(recased(varied, chance, 0.2), chance, 0.15)
            found, salience = losses(
                network, tokeniser, document(varied), chance.randint(160, WINDOW), device
            )
            loss = _ENTITY_SCALE * found + _SALIENCE_WEIGHT * salience
            if number % 5 == 0:
                running = 0.85 * running + 0.15 * np.array([found.item(), salience.item()])
        torch.autograd.backward([loss])
        nn.utils.clip_grad_norm_([p for p in network.parameters() if p.requires_grad], 1.0)
        steps.step()
        steps.zero_grad(set_to_none=True)
        mean.update_parameters(network)
        if number % 25 == 0:
            print(
                f"{number}/{len(jobs)} entities {running[0]:.4f} salience {running[1]:.4f}",
                flush=True,
            )
        if number % 200 == 199:
            torch.save(mean.module.state_dict(), checkpoint)
    network.load_state_dict(mean.module.state_dict())
    torch.save(network.to("cpu").state_dict(), checkpoint)
