"""The evaluation's arithmetic, on small cases whose answer is known by hand."""

import random
from itertools import combinations

import numpy as np
import pytest

from models.inference.results import Analysis, Mention
from models.training.corpus import Fact, Statement
from models.training.evaluation import calibration, marks, seams
from models.training.evaluation.findings import hundred
from models.training.evaluation.intervals import draws, interval, largest_gap, ratios
from models.training.evaluation.rank_summaries import (
    DAMPING,
    cosines,
    lex_rank,
    overlaps,
    page_rank,
    text_rank,
)
from models.training.markup import read
from models.training.packing import Packing
from models.training.scoring import best_possible, filled, kept, leading


def statement(marked: str, facts: tuple[Fact, ...] = (), name: str = "made-up") -> Statement:
    return Statement(
        name=name,
        author="nobody",
        incident="none",
        kind="witness",
        part="dev",
        marked=read(marked),
        facts=facts,
    )


def analysis(*mentions: tuple[str, int, int, float], source: str = "model") -> Analysis:
    return Analysis(
        mentions=tuple(
            Mention(
                label=label,
                start=start,
                end=end,
                source="rule" if source == "rule" else "model",
                confidence=confidence,
                explanation="",
            )
            for label, start, end, confidence in mentions
        ),
        sentences=(),
        words_in=0,
        words_out=0,
        models=(),
        device="cpu",
        device_reason="",
    )


def test_drawing_again_what_is_everywhere_alike_changes_nothing() -> None:
    drawn = draws(9)
    assert interval(ratios(drawn, [3] * 9, [4] * 9)) == [0.75, 0.75]
    assert (drawn.sum(axis=1) == 9).all()


def test_an_interval_holds_the_figure_and_is_the_same_each_time() -> None:
    right, under = [1, 5, 9, 2, 7], [10] * 5
    low, high = interval(ratios(draws(5), right, under))
    assert low < 24 / 50 < high
    assert [low, high] == interval(ratios(draws(5), right, under))


def test_a_share_of_nothing_is_nought() -> None:
    assert interval(ratios(draws(3), [0, 0, 0], [0, 0, 0])) == [0.0, 0.0]


def test_samples_that_happen_to_hold_none_do_not_count_as_misses() -> None:
    # One statement in three has such names at all, and all of them are found.
    drawn = draws(3)
    assert (drawn[:, 0] == 0).any()
    assert interval(ratios(drawn, [5, 0, 0], [5, 0, 0])) == [1.0, 1.0]
    names = np.array([[5.0, 5.0], [0.0, 0.0], [0.0, 0.0]])
    hits = np.array([[5.0, 4.0], [0.0, 0.0], [0.0, 0.0]])
    assert largest_gap(drawn, hits, names) == (0.2, [0.2, 0.2])


def test_the_largest_gap_is_between_the_best_and_the_worst_group() -> None:
    names = np.full((4, 3), 10.0)
    hits = np.tile([9.0, 7.0, 8.0], (4, 1))
    assert largest_gap(draws(4), hits, names) == (0.2, [0.2, 0.2])


def test_confidence_that_says_the_truth_has_no_error() -> None:
    judged = [(0.75, True)] * 3 + [(0.75, False)] + [(0.5, True), (0.5, False)]
    assert calibration.binned(judged)["expected_error"] == 0.0


def test_the_calibration_error_is_the_distance_weighed_by_mentions() -> None:
    # Three of 0.95 that are all wrong, and one of 0.25 that is right.
    found = calibration.binned([(0.95, False)] * 3 + [(0.25, True)])
    assert found["expected_error"] == pytest.approx((3 * 0.95 + 0.75) / 4)
    assert [(row["from"], row["mentions"]) for row in found["bins"]] == [(0.2, 1), (0.9, 3)]


def test_full_confidence_falls_into_the_last_bin_and_nothing_makes_no_error() -> None:
    assert calibration.binned([(1.0, True)])["bins"][0]["to"] == 1.0
    assert calibration.binned([])["expected_error"] == 0.0


def test_what_rules_found_is_left_out_of_calibration() -> None:
    one = statement("[[PERSON:p1|Ada Finch]] ran.")
    ruled = analysis(("PERSON", 0, 9, 0.2), source="rule")
    assert calibration.measure([one], [ruled])["mentions"] == 0
    assert calibration.measure([one], [analysis(("PERSON", 0, 9, 0.2))])["mentions"] == 1


def test_strict_figures_ask_for_edges_and_overlap_for_a_touch() -> None:
    one = statement(
        "[[PERSON:p2|Ada Finch]] met [[PERSON:p3|Bo Lark]] at [[PHONE:p4|07700 900123]]."
    )
    found = analysis(("PERSON", 0, 9, 0.9), ("PERSON", 14, 16, 0.9), ("ORG", 14, 21, 0.9))
    measured = marks.measure([one], [found])
    person = measured["labels"]["PERSON"]
    assert (person["precision"], person["recall"], person["f1"]) == (0.5, 0.5, 0.5)
    assert person["overlap_f1"] == 1.0
    totals = measured["totals"]
    assert totals[marks.ALL]["marked"] == 3
    assert totals[marks.MODEL]["precision"] == round(1 / 3, 4)
    assert totals[marks.RULES]["recall"] == 0.0
    assert totals[marks.ALL]["f1_interval"] == [totals[marks.ALL]["f1"]] * 2
    assert person["readers_f1"] is None
    assert person["by_rule"] == 0.0


def test_mentions_in_other_company_are_counted_from_their_own_start() -> None:
    shifted = [(3, 6, "ORG"), (12, 15, "PERSON"), (30, 33, "PERSON")]
    assert seams.between(shifted, 10, 20) == [(2, 5, "PERSON")]
    assert seams.between(shifted, 10, None) == [(2, 5, "PERSON"), (20, 23, "PERSON")]
    assert seams.same([(2, 5, "PERSON"), (8, 9, "ORG")], [(2, 5, "PERSON"), (2, 5, "ORG")]) == (
        1,
        1,
    )


@pytest.mark.parametrize("words", [1, 45, 110, 300])
def test_filler_has_as_many_words_as_asked_for(words: int) -> None:
    assert len(seams.filler(words).split()) == words
    assert seams.filler(words).endswith(".")


def test_the_middle_of_a_star_gets_what_can_be_reckoned_by_hand() -> None:
    leaves = 5
    star = np.zeros((leaves + 1, leaves + 1))
    star[0, 1:] = star[1:, 0] = 1.0
    ranks = page_rank(star)
    base = (1 - DAMPING) / (leaves + 1)
    middle = base * (1 + DAMPING * leaves) / (1 - DAMPING**2)
    assert ranks[0] == pytest.approx(middle)
    assert ranks[1:] == pytest.approx([base + DAMPING * middle / leaves] * leaves)
    assert ranks.sum() == pytest.approx(1.0)


def test_sentences_that_are_like_no_other_share_the_votes_alike() -> None:
    assert page_rank(np.zeros((4, 4))) == pytest.approx([0.25] * 4)
    assert len(page_rank(np.zeros((0, 0)))) == 0


def test_likeness_by_shared_words_and_by_cosine() -> None:
    said = [["red", "car"], ["red", "bus"], ["old", "man"]]
    by_words = overlaps(said)
    assert by_words[0, 1] == by_words[1, 0] == pytest.approx(1 / (2 * np.log(2)))
    assert by_words[0, 2] == 0
    assert overlaps([["yes"], ["yes"]])[0, 1] == 0
    red, other = np.log(3 / 2), np.log(3)
    assert cosines(said)[0, 1] == pytest.approx(red**2 / (red**2 + other**2))
    assert cosines(said)[0, 2] == cosines(said)[0, 0] == 0


def test_ranked_sentences_begin_with_the_one_that_is_like_the_most() -> None:
    parts = ["dogs bark loud", "cats mew soft", "dogs bark cats mew", "rain fell hard"]
    text = ". ".join(parts)
    places = [(text.index(part), text.index(part) + len(part)) for part in parts]
    for ranked in (text_rank(text, places), lex_rank(text, places)):
        assert ranked[0] == places[2]
        assert ranked[-1] == places[3]
        assert sorted(ranked) == places


def test_the_first_sentences_stop_where_the_words_end_and_ranked_ones_go_on() -> None:
    text = "a b c d e f g h i j"
    order = [(0, 3), (4, 13), (14, 15), (16, 19)]
    assert leading(text, order, 0.3) == [(0, 3)]
    assert filled(text, order, 0.3) == [(0, 3), (14, 15)]


def test_the_best_choice_takes_the_sentence_that_states_most() -> None:
    text = "one two three four five six seven eight nine ten"
    cheap, rich, rest = (0, 3), (4, 13), (14, 48)
    facts = tuple(
        Fact(rank=rank, text="", evidence=(place,))
        for rank, place in enumerate((cheap, rich, rich, rest), start=1)
    )
    best = best_possible(text, [cheap, rich, rest], facts, 0.2)
    assert best == [rich]
    assert kept(facts, best) == 0.5


def test_evidence_that_ends_within_a_sentence_is_shown_by_what_holds_most_of_it() -> None:
    text = "one two three four five six seven eight nine ten"
    first, second = (0, 23), (24, 48)
    # It begins with the last letters of the first sentence.
    facts = (Fact(rank=1, text="", evidence=((20, 48),)),)
    best = best_possible(text, [first, second], facts, 0.5)
    assert best == [second]
    assert kept(facts, best) == 1.0


def test_no_choice_keeps_more_than_the_best_one() -> None:
    chance = random.Random(5)
    for _ in range(60):
        costs = {item: chance.randint(1, 9) for item in range(8)}
        needed = [frozenset(chance.sample(range(8), chance.randint(1, 3))) for _ in range(9)]
        room = chance.randint(0, 30)
        most = max(
            sum(need <= set(taken) for need in needed)
            for count in range(9)
            for taken in combinations(range(8), count)
            if sum(costs[item] for item in taken) <= room
        )
        best = Packing(needed, costs).most(room)
        assert sum(costs[item] for item in best) <= room
        assert sum(need <= best for need in needed) == most


def test_shares_are_told_as_so_many_of_a_hundred() -> None:
    assert hundred(0.914) == "91 of 100"
    assert hundred(1.0) == "100 of 100"
    assert hundred(0.999) == "more than 99 of 100"
    assert hundred(0.0) == "0 of 100"
    assert hundred(0.001) == "fewer than 1 of 100"
