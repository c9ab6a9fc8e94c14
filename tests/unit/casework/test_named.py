"""Names that are alike across statements: proposals that never make two people one."""

from tests.unit.casework import made
from worker.casework.case_summary import CaseSummary, NamedAlike
from worker.record import CaseRecord


def told(*names: str, witness: str = "", officer: str = "") -> CaseRecord:
    lines = [f"I saw {name} there." for name in names]
    named: dict[str, list[tuple[str, dict[str, str] | None]]] = {
        "PERSON": [(name, None) for name in names]
    }
    if officer:
        named["OFFICER_ID"] = [(officer, None)]
    return made.record(lines, named, witness=witness)


def by_name(summary: CaseSummary) -> dict[str, NamedAlike]:
    return {one.name.quote: one for one in summary.people}


def numbers(summary: CaseSummary, name: NamedAlike) -> list[int]:
    of = {one.statement_id: one.number for one in summary.statements}
    return [of[one.statement_id] for one in name.named_in]


def short_for(summary: CaseSummary, name: str) -> set[str]:
    called = {one.id: one.name.quote for one in summary.people}
    return {called[one] for one in by_name(summary)[name].may_be}


def test_a_whole_name_in_two_statements_is_one_entry_with_both() -> None:
    summary = made.summed(told("Daniel Okafor"), told("Mr Daniel OKAFOR"), told("Okafor, Daniel"))
    assert len(summary.people) == 1
    assert numbers(summary, summary.people[0]) == [1, 2, 3]
    assert len(summary.people[0].written) == 3


def test_two_witnesses_with_one_surname_stay_apart() -> None:
    summary = made.summed(
        told("Grace Okafor", witness="Daniel Okafor"), told("Mr Okafor", witness="Grace Okafor")
    )
    people = by_name(summary)
    assert set(people) == {"Grace Okafor", "Daniel Okafor", "Mr Okafor"}
    assert people["Grace Okafor"].witness_of == (summary.statements[1].statement_id,)
    # Of two that it may be neither is chosen.
    assert short_for(summary, "Mr Okafor") == {"Grace Okafor", "Daniel Okafor"}


def test_a_witness_whom_nobody_names_is_there_all_the_same() -> None:
    (person,) = made.summed(
        made.record(["I saw nothing."], witness="Ines Marlowe"), made.record(["He left."])
    ).people
    assert (person.name.quote, person.named_in, len(person.witness_of)) == ("Ines Marlowe", (), 1)


def test_parts_of_a_name_stand_by_themselves_and_say_whose_they_may_be() -> None:
    summary = made.summed(
        told("Daniel Okafor", "Grace Okafor"), told("Daniel", "D Okafor", "Okafor")
    )
    assert len(summary.people) == 5
    assert short_for(summary, "Daniel") == {"Daniel Okafor"}
    assert short_for(summary, "D Okafor") == {"Daniel Okafor"}
    assert short_for(summary, "Okafor") == {"Daniel Okafor", "Grace Okafor", "D Okafor"}


def test_another_title_is_another_name() -> None:
    summary = made.summed(told("Mr Patel", "Mrs Patel"), told("Mr Patel"))
    assert numbers(summary, by_name(summary)["Mr Patel"]) == [1, 2]
    assert numbers(summary, by_name(summary)["Mrs Patel"]) == [1]
    assert short_for(summary, "Mr Patel") == set()


def test_two_officers_of_one_name_stay_apart_by_their_numbers() -> None:
    summary = made.summed(
        told("PC 1964 Grewal", officer="1964"),
        told("PC 2222 Grewal", officer="2222"),
        told("PC Grewal"),
    )
    assert set(by_name(summary)) == {"PC 1964 Grewal", "PC 2222 Grewal", "PC Grewal"}
    assert short_for(summary, "PC Grewal") == {"PC 1964 Grewal", "PC 2222 Grewal"}
    assert short_for(summary, "PC 1964 Grewal") == set()


def test_accents_and_capitals_tell_no_names_apart() -> None:
    summary = made.summed(told("Halina Wójcik"), told("HALINA WOJCIK"), told("Łukasz Nowak"))
    assert [numbers(summary, one) for one in summary.people] == [[1, 2], [3]]


def test_a_middle_name_is_proposed_not_put_together() -> None:
    summary = made.summed(told("Harpreet Grewal"), told("Harpreet Singh Grewal"))
    assert short_for(summary, "Harpreet Grewal") == {"Harpreet Singh Grewal"}


def test_a_surname_of_two_words_is_no_whole_name() -> None:
    summary = made.summed(told("Mr van der Berg", "Mrs van der Berg"))
    assert len(summary.people) == 2


def test_people_have_the_sentences_that_name_them() -> None:
    summary = made.summed(told("Daniel Okafor"), told("Daniel Okafor"))
    (person,) = summary.people
    quotes = [summary.sentence_by_id()[one].quote for one in person.sentence_ids]
    assert quotes == ["I saw Daniel Okafor there."] * 2
