"""The core: any batch gives the same answers, and a fault costs no more than it must."""

import threading
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
import torch

from models.inference.batches import Reading
from models.inference.core import Core
from models.inference.results import Unanalysed
from models.inference.rounds import Read
from models.inference.unpadded import UnpaddedEncoder
from models.inference.windows import Tokens
from tests.unit.inference.broken import ACCELERATOR, core, inject, of_real_width
from tests.unit.inference.tiny import tokeniser

TEXTS = [f"PC Lowe ran to {n} mill lane. " * (n + 1) for n in range(9)]
POISON = 5
Readings = list[Reading | Unanalysed]


def read(built: Core, texts: list[str] = TEXTS) -> Readings:
    return built.read([tokeniser().read(text) for text in texts])


def same(left: Readings, right: Readings) -> bool:
    return all(
        isinstance(a, Reading)
        and isinstance(b, Reading)
        and np.allclose(a.logits, b.logits, atol=1e-4)
        and np.allclose(a.states, b.states, atol=1e-4)
        for a, b in zip(left, right, strict=True)
    )


@pytest.mark.parametrize("device", ["cpu", ACCELERATOR])
@pytest.mark.parametrize("threads", [1, 3])
@pytest.mark.parametrize("budget", [32, 100, 5000])
def test_any_batch_gives_the_answers_of_one_alone(budget: int, threads: int, device: str) -> None:
    built = core(device, budget, threads)
    alone: Readings = [built.read_alone(tokeniser().read(text)) for text in TEXTS]
    assert same(read(built), alone)


@pytest.mark.parametrize("threads", [1, 4])
def test_the_order_of_the_documents_is_kept(threads: int) -> None:
    forwards, backwards = read(core(threads=threads)), read(core(threads=threads), TEXTS[::-1])
    assert same(forwards, backwards[::-1])


def test_an_empty_document_has_an_empty_reading() -> None:
    empty, other = read(core(), ["", "PC Lowe ran"])
    assert isinstance(empty, Reading)
    assert empty.logits.shape == (0, 9, 3)
    assert isinstance(other, Reading)


@pytest.mark.parametrize("threads", [1, 3])
def test_documents_are_taken_as_there_is_room_and_forgotten_when_used(threads: int) -> None:
    built = core(budget=64, threads=threads)
    lock = threading.Lock()
    taken, used, most = 0, 0, 0

    def documents() -> Iterator[Tokens | Unanalysed]:
        nonlocal taken, most
        for text in TEXTS * 20:
            with lock:
                taken += 1
                most = max(most, taken - used)
            yield tokeniser().read(text)

    def use(number: int, read: object) -> int:
        nonlocal used
        with lock:
            used += 1
        return number

    assert built.each(documents(), use) == list(range(len(TEXTS) * 20))
    assert most < len(TEXTS) * 4


def test_a_document_that_cannot_be_tokenised_keeps_its_place() -> None:
    broken = Unanalysed(reason="analysis_failed", message="no")
    tokens = tokeniser().read(TEXTS[1])
    found = core().each([tokens, broken, tokens], lambda number, read: (number, read))
    assert [number for number, _ in found] == [0, 1, 2]
    assert found[1][1] is broken


@pytest.mark.parametrize("threads", [1, 3])
def test_an_error_in_the_use_of_a_reading_comes_out_and_ends_the_work(threads: int) -> None:
    built = core(budget=64, threads=threads)
    used = []

    def use(number: int, read: object) -> int:
        used.append(number)
        if number == 3:
            raise KeyError("a mistake of ours")
        return number

    with pytest.raises(KeyError, match="a mistake"):
        built.each([tokeniser().read(text) for text in TEXTS * 30], use)
    assert len(used) < len(TEXTS) * 30
    assert same(read(built), read(core()))


@pytest.mark.parametrize("device", ["cpu", ACCELERATOR])
def test_out_of_memory_halves_the_budget_and_goes_on(
    monkeypatch: pytest.MonkeyPatch, device: str
) -> None:
    built = core(device, budget=2000)
    expected = read(core())

    def fault(windows: int, _ids: torch.Tensor) -> None:
        if windows > 3:
            raise torch.OutOfMemoryError("CUDA out of memory")

    inject(monkeypatch, fault)
    assert same(read(built), expected)
    assert built.token_budget < 2000
    assert built.device.reason == "tests"
    assert built.metrics.halvings > 0


@pytest.mark.parametrize("threads", [1, 3])
@pytest.mark.parametrize("error", [ValueError("bad"), MemoryError(), torch.OutOfMemoryError()])
def test_what_breaks_a_batch_is_found_and_fails_alone(
    monkeypatch: pytest.MonkeyPatch, error: Exception, threads: int
) -> None:
    built = core(budget=1000, threads=threads)
    expected = read(core())
    texts = [*TEXTS[:POISON], "!!! poison !!!", *TEXTS[POISON:]]
    mark = tokeniser().read("!").ids[0]

    def fault(_windows: int, ids: torch.Tensor) -> None:
        if (ids == mark).any():
            raise error

    inject(monkeypatch, fault)
    found = read(built, texts)
    failed = found.pop(POISON)
    assert isinstance(failed, Unanalysed)
    short = not isinstance(error, ValueError)
    assert failed.reason == ("out_of_memory" if short else "analysis_failed")
    assert "poison" not in failed.message
    assert same(found, expected)
    assert built.metrics.given_up == 1


def test_a_long_document_of_which_one_window_breaks_fails_alone_and_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    built = core(budget=100, threads=3)
    expected = read(core())
    mark = tokeniser().read("!").ids[0]

    def fault(_windows: int, ids: torch.Tensor) -> None:
        if (ids == mark).any():
            raise RuntimeError("broken")

    inject(monkeypatch, fault)
    used = []

    def use(number: int, read: Read | Unanalysed) -> Read | Unanalysed:
        used.append(number)
        return read

    texts = [*TEXTS, "lane " * 90 + "! " * 90 + "lane " * 90]
    found = built.each(
        [tokeniser().read(text) for text in texts],
        use,
    )
    assert sorted(used) == list(range(len(texts)))
    last = found.pop()
    assert isinstance(last, Unanalysed)
    assert same([one if isinstance(one, Unanalysed) else one[1] for one in found], expected)


def test_metrics_count_what_was_done() -> None:
    built = core(budget=100)
    read(built)
    counts = built.metrics.snapshot()
    tokens = [len(tokeniser().read(text)) for text in TEXTS]
    assert counts["documents"] == len(TEXTS)
    assert counts["tokens"] == sum(tokens)
    assert counts["window_tokens"] >= sum(tokens) + 2 * counts["windows"]
    assert 0 <= counts["padding_share"] < 0.5
    assert counts["tokens_per_second"] > 0
    assert counts["largest_batch"] <= 100 + 2 * 32
    assert counts["fallbacks"] == counts["halvings"] == counts["given_up"] == 0


def test_a_core_is_warm_before_its_first_document() -> None:
    built = core(threads=2)
    built.warm_up()
    assert same(read(built), read(core()))


@pytest.mark.parametrize("threads", [1, 3])
def test_a_warm_core_knows_that_company_changes_nothing(threads: int) -> None:
    built = core(budget=150, threads=threads, made=of_real_width())
    built.warm_up()
    tokens = [tokeniser().read(text) for text in TEXTS]
    for one, read in zip(tokens, built.read(tokens), strict=True):
        assert isinstance(read, Reading)
        assert read.alone
        alone = built.read_alone(one)
        assert np.array_equal(read.logits, alone.logits)
        assert np.array_equal(read.states, alone.states)


def test_where_company_changes_a_bit_readings_are_not_taken_for_those_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    built = core(made=of_real_width())
    real = UnpaddedEncoder.__call__

    def call(
        self: UnpaddedEncoder, ids: torch.Tensor, types: torch.Tensor, lengths: list[int]
    ) -> tuple[torch.Tensor, torch.Tensor]:
        states, logits = real(self, ids, types, lengths)
        return states, logits * (1 + 1e-7 * len(lengths))

    monkeypatch.setattr(UnpaddedEncoder, "__call__", call)
    built.warm_up()
    assert not any(read.alone for read in built.read([tokeniser().read(text) for text in TEXTS]))  # type: ignore[union-attr]


def test_what_an_accelerator_answered_is_not_taken_for_the_answer_alone() -> None:
    built = core(made=of_real_width())
    built.warm_up()
    built.device = replace(built.device, name=ACCELERATOR)
    assert not any(read.alone for read in read(built))  # type: ignore[union-attr]
