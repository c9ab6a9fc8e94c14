"""The released model: loaded, proven, and the same in any batch (promise 4)."""

import random
from dataclasses import replace

import pytest

from models.inference.analyser import Analyser
from models.inference.results import Analysis, Passage
from models.training.corpus import Statement, statements


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    return Analyser.load(device="cpu", threads=1)


@pytest.fixture(scope="module")
def some() -> list[Statement]:
    # Every sixth: all kinds and authors, in a time that a test may take.
    return statements()[::6]


def passage(statement: Statement) -> Passage:
    return Passage(text=statement.marked.text, narrative=((0, len(statement.marked.text)),))


def plain(one: object) -> Analysis:
    assert isinstance(one, Analysis)
    return replace(one, device="", device_reason="")


@pytest.fixture(scope="module")
def alone(analyser: Analyser, some: list[Statement]) -> list[Analysis]:
    """Each of ``some``, analysed by itself."""
    return [plain(analyser.analyse([passage(one)])[0]) for one in some]


def test_shuffled_batches_give_what_one_at_a_time_gives(
    analyser: Analyser, some: list[Statement], alone: list[Analysis]
) -> None:
    order = list(range(len(some)))
    random.Random(4).shuffle(order)
    batch = analyser.analyse([passage(some[number]) for number in order])
    assert [plain(one) for one in batch] == [alone[number] for number in order]


@pytest.mark.parametrize(("budget", "seed"), [(512, 1), (3_000, 2), (20_000, 3)])
def test_the_summary_is_the_same_at_any_batch_size_and_in_any_order(
    some: list[Statement], alone: list[Analysis], budget: int, seed: int
) -> None:
    few = some[:8]
    other = Analyser.load(device="cpu", threads=1, token_budget=budget)
    order = list(range(len(few)))
    random.Random(seed).shuffle(order)
    together = [plain(one) for one in other.analyse([passage(few[number]) for number in order])]
    for number, found in zip(order, together, strict=True):
        assert found.sentences == alone[number].sentences
        assert any(one.chosen for one in found.sentences)


FORM = "WITNESS STATEMENT\nStatement of: Ade Nwosu\n"
PRINTED = "I declare that this statement of Gant Lowe consisting of 2 pages is true.\n"


def test_what_a_form_prints_is_not_read_and_the_rest_is_the_same_in_any_batch(
    analyser: Analyser, some: list[Statement]
) -> None:
    start = len(FORM)
    formed = [
        Passage(
            text=(text := FORM + PRINTED + one.marked.text),
            narrative=((start + len(PRINTED), len(text)),),
            printed=((start, start + len(PRINTED) - 1),),
        )
        for one in some[:6]
    ]
    before = analyser.metrics()["tokens"]
    analyser.analyse([replace(one, printed=()) for one in formed])
    whole = analyser.metrics()["tokens"] - before
    together = [plain(one) for one in analyser.analyse(formed)]
    assert analyser.metrics()["tokens"] - before - whole < whole
    small = Analyser.load(device="cpu", threads=2, token_budget=512)
    for passage, found in zip(formed, together, strict=True):
        (again,) = analyser.analyse([passage])
        (other,) = small.analyse([passage])
        assert plain(again) == plain(other) == found
        end = start + len(PRINTED)
        inside = [m for m in found.mentions if m.start < end and start < m.end]
        assert all(one.source == "rule" for one in inside)
        assert ("PERSON", "Ade Nwosu") in {
            (one.label, passage.text[one.start : one.end]) for one in found.mentions
        }


def test_what_the_core_has_done_is_counted(analyser: Analyser) -> None:
    before = analyser.metrics()
    analyser.analyse([Passage(text="I saw Mr Gant. He ran.", narrative=((0, 22),))] * 3)
    after = analyser.metrics()
    assert after["documents"] - before["documents"] == 3
    assert after["tokens"] > before["tokens"]
    assert after["tokens_per_second"] > 0


def test_an_unseen_statement_is_read_as_a_person_would(analyser: Analyser) -> None:
    text = (
        "My name is Adaeze Nwosu and I am a nurse at Harlow Community Hospital.\n\n"
        "On Saturday 9th March 2024 at about 8.40pm I was walking along Station Road when a silver "
        "Ford Focus pulled up. The driver, a man I know as Tomasz Wilk, got out holding a hammer. "
        "He shouted at me and demanded £200. I did not give him any money. It was raining. He hit "
        "me on the left arm with the hammer and drove off. My arm was broken. I called the police "
        "and PC 4417 Reid arrived at 9pm. I have lived in Harlow for ten years."
    )
    (found,) = (
        plain(one) for one in analyser.analyse([Passage(text=text, narrative=((0, len(text)),))])
    )
    marked = {(one.label, text[one.start : one.end]) for one in found.mentions}
    assert {
        ("PERSON", "Adaeze Nwosu"),
        ("PERSON", "Tomasz Wilk"),
        ("DATE", "Saturday 9th March 2024"),
        ("TIME", "8.40pm"),
        ("MONEY", "£200"),
        ("WEAPON", "hammer"),
        ("VEHICLE", "silver Ford Focus"),
        ("OFFICER_ID", "4417"),
    } <= marked
    summary = [text[one.start : one.end] for one in found.sentences if one.chosen]
    assert len(summary) >= 3
    assert any("hammer" in sentence for sentence in summary)
    assert not any("raining" in sentence for sentence in summary)


def test_a_long_statement_has_no_seam(analyser: Analyser) -> None:
    before = (
        "I have worked at the depot since 2011. My shift starts at six and I make the tea. "
        "The yard has two gates and only one of them locks. We had no deliveries that morning "
        "because of the snow. I fed the dog and swept the office. The phone rang twice and nobody "
        "spoke. I looked out and the lights in the lane were off. I put my coat on and took the "
        "torch from the hook. It was very cold and I walked slowly because of the ice. I could "
        "hear an engine but could not see where it was. I shouted and got no answer from anyone. "
        "The gate was open and the chain lay on the ground in two pieces. I was frightened and "
        "stood still. I waited by the wall for a while and then went on past the skips. "
    )
    name = "Tomasz Wilk"
    # The name stands at every place around the seam of the first two windows.
    texts = [
        f"{'so ' * shift}{before}I saw {name} climb into the cab. {before}" for shift in range(72)
    ]
    for text, found in zip(
        texts, analyser.analyse([Passage(text=t, narrative=()) for t in texts]), strict=True
    ):
        place = text.index(name)
        assert ("PERSON", place, place + len(name)) in {
            (one.label, one.start, one.end) for one in plain(found).mentions
        }
