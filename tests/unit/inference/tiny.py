"""A tiny model made on the spot: right in form, untrained, quick."""

import json
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import torch

from models.inference.encoder import Shape, StatementEncoder
from models.inference.spans import EntityRules
from models.inference.summary import SummaryRules
from models.inference.windows import Tokeniser
from models.training import package

# Tests run side by side; threads that wait for each other would only be in the way.
torch.set_num_threads(1)

LABELS = ("PERSON", "ORG", "LOCATION", "DATE", "TIME", "MONEY", "VEHICLE", "WEAPON", "DRUG")
NAME, VERSION = "tiny", "1"


def write_tokenizer(path: Path) -> Path:
    """Write a WordPiece tokenizer whose vocabulary is letters, digits, marks and a few words."""
    letters = "abcdefghijklmnopqrstuvwxyz0123456789.,;:!?\"'()£-/\u201c\u201d"
    known = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "pc", "ran", "to", "lane", "mill", "14", "the"]
    vocabulary = [*known, *letters, *(f"##{letter}" for letter in letters)]
    path.write_text(
        json.dumps(
            {
                "version": "1.0",
                "truncation": None,
                "padding": None,
                "added_tokens": [],
                "normalizer": {
                    "type": "BertNormalizer",
                    "clean_text": True,
                    "handle_chinese_chars": True,
                    "strip_accents": None,
                    "lowercase": True,
                },
                "pre_tokenizer": {"type": "BertPreTokenizer"},
                "post_processor": None,
                "decoder": None,
                "model": {
                    "type": "WordPiece",
                    "unk_token": "[UNK]",
                    "continuing_subword_prefix": "##",
                    "max_input_chars_per_word": 100,
                    "vocab": {token: number for number, token in enumerate(vocabulary)},
                },
            }
        ),
        encoding="utf-8",
    )
    return path


@cache
def tokeniser() -> Tokeniser:
    """Return the tiny tokeniser."""
    with TemporaryDirectory() as folder:
        return Tokeniser(write_tokenizer(Path(folder) / "tokenizer.json"))


def network(seed: int = 1) -> StatementEncoder:
    """Return an untrained tiny network whose heads are loud enough to mark something."""
    torch.manual_seed(seed)
    shape = Shape(
        vocabulary=128,
        width=32,
        layers=1,
        attention_heads=2,
        feed_forward=64,
        positions=64,
        labels=len(LABELS),
        features=16,
        salience_width=8,
        salience_context=4,
    )
    made = StatementEncoder(shape)
    torch.nn.init.normal_(made.entities.weight, std=0.5)
    return made.eval()


def artefact(root: Path, seed: int = 1) -> Path:
    """Write the tiny model under ``root``, active for both tasks; return its folder."""
    root.mkdir(parents=True, exist_ok=True)
    folder = package.write(
        network(seed),
        write_tokenizer(root / "tokenizer.json"),
        root,
        name=NAME,
        version=VERSION,
        window=32,
        overlap=8,
        entity_rules=EntityRules(
            labels=LABELS,
            thresholds=dict.fromkeys(LABELS, 0.5),
            nests=frozenset(),
            echoes={LABELS[0]: -1.5},
        ),
        summary_rules=SummaryRules(),
        sources=[{"name": "nothing", "licence": "none", "use": "untrained", "attribution": "none"}],
        scores={},
        made={"by": "the tests"},
    )
    package.activate(root, f"{NAME}/{VERSION}")
    return folder
