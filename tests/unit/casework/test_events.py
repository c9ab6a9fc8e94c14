"""Events: what stands together and what apart."""

from collections.abc import Mapping

from tests.unit.casework import made
from tests.unit.casework.made import Line
from worker.casework.case_summary import CaseSummary
from worker.record import CaseRecord

DAY = ("16 May 2026", {"iso": "2026-05-16"})
LATER = ("18 May 2026", {"iso": "2026-05-18"})


def told(
    *lines: str | Line,
    places: tuple[str, ...] = (),
    times: Mapping[str, str] | None = None,
    witness: str = "",
) -> CaseRecord:
    named: dict[str, list[tuple[str, Mapping[str, str] | None]]] = {
        "DATE": [DAY, LATER],
        "LOCATION": [(place, None) for place in places],
        "TIME": [(words, {"time": time}) for words, time in (times or {}).items()],
    }
    return made.record(lines, named, witness=witness)


def shape(summary: CaseSummary) -> list[tuple[str | None, list[list[str]]]]:
    """Return the events as their days and, for each telling, the words of its sentences."""
    quotes = {one.id: one.quote for one in summary.sentences}
    return [
        (event.day, [[quotes[known] for known in one.sentence_ids] for one in event.tellings])
        for event in summary.events
    ]


def test_statements_of_one_day_and_place_stand_in_one_event() -> None:
    one = told("On 16 May 2026 a dog barked in Mill Lane.", places=("Mill Lane",))
    other = told("On 16 May 2026 glass broke at 4 Mill Lane.", places=("4 Mill Lane",))
    (event,) = made.summed(one, other).events
    assert (event.day, len(event.statement_ids)) == ("2026-05-16", 2)


def test_another_place_on_the_same_day_is_another_event() -> None:
    one = told("On 16 May 2026 a dog barked in Mill Lane.", places=("Mill Lane",))
    other = told("On 16 May 2026 glass broke at Quay Road.", places=("Quay Road",))
    first, second = made.summed(one, other).events
    assert (first.day, second.day) == ("2026-05-16", "2026-05-16")
    assert [place.quote for place in first.places] == ["Mill Lane"]
    assert [place.quote for place in second.places] == ["Quay Road"]


def test_a_statement_that_tells_of_both_places_joins_them() -> None:
    one = told("On 16 May 2026 a dog barked in Mill Lane.", places=("Mill Lane",))
    other = told("On 16 May 2026 glass broke at Quay Road.", places=("Quay Road",))
    both = told(
        "On 16 May 2026 I walked from Mill Lane to Quay Road.", places=("Mill Lane", "Quay Road")
    )
    assert len(made.summed(one, other, both).events) == 1


def test_a_statement_without_a_place_joins_the_only_event_of_its_day() -> None:
    one = told("On 16 May 2026 a dog barked in Mill Lane.", places=("Mill Lane",))
    other = told("On 16 May 2026 glass broke at Quay Road.", places=("Quay Road",))
    without = told("On 16 May 2026 nobody spoke.")
    assert len(made.summed(one, without).events) == 1
    assert len(made.summed(one, other, without).events) == 3


def test_days_go_in_order_and_what_has_none_comes_last() -> None:
    one = told("He was tall.", "On 18 May 2026 I gave it back.", "On 16 May 2026 I took it.")
    assert [event.day for event in made.summed(one, share=1.0).events] == [
        "2026-05-16",
        "2026-05-18",
        None,
    ]


def test_inside_an_event_sentences_go_by_their_times() -> None:
    one = told(
        "On 16 May 2026 at 22:10 the window broke.",
        "At 23:30 an ambulance came.",
        times={"22:10": "22:10", "23:30": "23:30"},
    )
    other = told(
        "On 16 May 2026 at 22:40 somebody ran off.", "He wore red.", times={"22:40": "22:40"}
    )
    summary = made.summed(one, other, share=1.0)
    assert [quotes for _, tellings in shape(summary) for (quotes,) in tellings] == [
        "On 16 May 2026 at 22:10 the window broke.",
        "On 16 May 2026 at 22:40 somebody ran off.",
        "He wore red.",
        "At 23:30 an ambulance came.",
    ]


def test_what_is_told_side_by_side_stands_at_the_earliest_time_that_one_of_it_tells() -> None:
    alike = "two men pulled at a green bicycle locked to the railing outside the bakery"
    one = told(
        Line(f"On 16 May 2026 at 21:40 {alike}.", 0.5),
        Line("He struck me with a spanner.", 0.9),
        times={"21:40": "21:40"},
    )
    other = told(Line(f"On 16 May 2026 at 21:45 {alike}.", 0.95), times={"21:45": "21:45"})
    ((_, tellings),) = shape(made.summed(one, other, share=1.0))
    assert [len(quotes) for quotes in tellings] == [2, 1]


SILVER = "Two men threw a green bicycle into a silver van and drove towards the ring road."
WHITE = "They threw the green bicycle into a white van and drove off towards the ring road."


def test_accounts_that_differ_stand_side_by_side_each_in_its_own_words() -> None:
    one, other = (
        told(f"On 16 May 2026 I was out. {SILVER}"),
        told("On 16 May 2026 I was in.", WHITE),
    )
    summary = made.summed(one, other, share=1.0)
    together = [set(quotes) for _, tellings in shape(summary) for quotes in tellings]
    assert {f"On 16 May 2026 I was out. {SILVER}", WHITE} in together


def test_one_witness_s_sentences_are_never_beside_each_other() -> None:
    summary = made.summed(told("On 16 May 2026 I was out.", SILVER, WHITE), share=1.0)
    assert all(len(quotes) == 1 for _, tellings in shape(summary) for quotes in tellings)


def test_two_days_are_never_put_together_however_alike_the_words() -> None:
    one, other = told(f"On 16 May 2026: {SILVER}"), told(f"On 18 May 2026: {SILVER}")
    assert [day for day, _ in shape(made.summed(one, other))] == ["2026-05-16", "2026-05-18"]


def test_what_has_no_day_may_stand_beside_what_has_one() -> None:
    one, other = told(f"On 16 May 2026: {SILVER}"), told(WHITE)
    ((day, ((first, second),)),) = shape(made.summed(one, other))
    assert (day, {first, second}) == ("2026-05-16", {f"On 16 May 2026: {SILVER}", WHITE})


def test_what_is_told_alike_and_left_out_is_cited_without_its_words() -> None:
    one = told(Line(f"On 16 May 2026: {SILVER}", 0.9))
    other = told(Line("He shouted a warning at everybody.", 0.9), Line(WHITE, 0.02))
    summary = made.summed(one, other, share=0.01)
    (cited,) = [place for event in summary.events for t in event.tellings for place in t.elsewhere]
    assert cited.quote == WHITE
    assert WHITE not in {one.quote for one in summary.sentences}
