"""Swapped names: the same places for everybody, enough of them, and all of the report."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from models.inference.analyser import Analyser
from models.inference.artefacts import describe
from models.training import card, evaluate, frozen
from models.training.corpus import Fact, Statement
from models.training.datasets import Example, Span
from models.training.evaluate import measure, written
from models.training.evaluation import name_lists, name_recall
from models.training.evaluation.carriers import STRETCH, carriers, cut, renamed, stretches
from models.training.evaluation.findings import findings
from models.training.evaluation.public_sets import asked_for
from models.training.evaluation.reader import Reader
from models.training.evaluation.report import markdown
from models.training.synthesis import Lists, Names
from tests.unit.inference.tiny import artefact
from tests.unit.training.test_evaluation_figures import analysis, statement

MARKED = (
    "[[PERSON:p1|Mr Finch]] met [[PERSON:p2|Ada Lark-Bell]] by the mill. Then [[PERSON:p3|Ada]] "
    "ran to [[LOCATION:l1|Thornby]] with [[PERSON:p4|PC Wren]] and [[PERSON:p5|Bo de Kite Swan]]. "
    "My nan saw them."
)
SHORT_NAMES = Lists(names={"": Names(("Bo", "Al"), ("Ng", "Oh"))}, places=(), streets=())


def made(name: str = "made-up") -> Statement:
    plain = statement(MARKED, name=name)
    start = plain.marked.text.index("My nan")
    fact = Fact(rank=1, text="", evidence=((start, len(plain.marked.text)),))
    return statement(MARKED, (fact,), name)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("artefacts")
    artefact(folder)
    return folder


@pytest.fixture(scope="module")
def reader(root: Path) -> Reader:
    return Reader(Analyser.load(root, device="cpu"), Console(quiet=True))


def test_each_name_is_a_slot_of_a_known_form_and_a_relative_word_is_none() -> None:
    (carrier,) = carriers([made()])
    assert [(slot.length, slot.is_given) for slot in carrier.slots] == [
        ("one name with a title", False),
        ("two names", True),
        ("one name alone", True),
        ("one name with a title", False),
        ("three names or more", True),
    ]


def test_stretches_are_whole_sentences_within_the_words_of_a_window() -> None:
    text = " ".join(f"This is sentence number {number} of the account." for number in range(80))
    found = stretches(text)
    assert len(found) > 1
    assert all(len(text[start:end].split()) <= STRETCH for start, end in found)
    assert all(text[start:end].endswith(".") for start, end in found)
    assert " ".join(text[start:end] for start, end in found) == text


def test_a_stretch_keeps_the_spans_that_lie_in_it() -> None:
    whole = Example(
        source="",
        text="Ada met Bo.",
        spans=(Span(0, 3, "PERSON"), Span(8, 10, "PERSON")),
        marked=frozenset({"PERSON"}),
    )
    piece = cut(whole, 4, 11)
    assert piece.text == "met Bo."
    assert piece.spans == (Span(4, 6, "PERSON"),)


@pytest.mark.parametrize("given_only", [False, True])
def test_the_same_places_are_asked_for_whatever_the_names_and_enough_of_them(
    *, given_only: bool
) -> None:
    stretched = carriers([made(), made("second")])
    asked = [
        [
            (one.carrier.statement, tuple(slot.span for slot, _ in one.slots))
            for one in renamed(stretched, lists, seed="x", fewest=2_000, given_only=given_only)
        ]
        for lists in name_lists.by_community().values()
    ]
    assert all(one == asked[0] for one in asked)
    most_at_once = max(len(slots) for _, slots in asked[0])
    assert 2_000 <= sum(len(slots) for _, slots in asked[0]) < 2_000 + most_at_once


def test_new_names_stand_where_they_are_asked_for_and_are_the_same_each_time() -> None:
    stretched = carriers([made()])
    texts = renamed(stretched, SHORT_NAMES, seed="x", fewest=30)
    assert texts == renamed(stretched, SHORT_NAMES, seed="x", fewest=30)
    assert texts != renamed(stretched, SHORT_NAMES, seed="y", fewest=30)
    for one in texts:
        surfaces = [one.text[span.start : span.end] for _, span in one.slots]
        assert surfaces[0].split()[0] == "Mr"
        assert surfaces[0].split()[1] in {"Ng", "Oh", "Bo", "Al"}
        assert "Lark" not in one.text


def test_capitals_leave_every_name_in_its_place() -> None:
    texts = renamed(carriers([made()]), SHORT_NAMES, seed="x", fewest=5, change=str.upper)
    assert texts[0].text.isupper()
    assert all(texts[0].text[s.start : s.end].isupper() for _, s in texts[0].slots)


def test_nobody_to_rename_ends_at_once() -> None:
    assert (
        renamed(carriers([statement("Nobody was there.")]), SHORT_NAMES, seed="x", fewest=9) == []
    )


def test_a_name_is_found_by_a_touch_and_strictly_by_its_edges() -> None:
    (one,) = renamed(carriers([made()]), SHORT_NAMES, seed="x", fewest=1)
    spans = [span for _, span in one.slots]
    found = name_recall.outcomes(
        one,
        analysis(
            ("PERSON", spans[0].start, spans[0].end, 0.9),
            ("PERSON", spans[1].start, spans[1].end - 1, 0.9),
            ("ORG", spans[2].start, spans[2].end, 0.9),
        ),
    )
    assert [(each.touched, each.exact) for each in found] == [
        (True, True),
        (True, False),
        *[(False, False)] * 3,
    ]
    # The particle is no name: only names count as short.
    assert all(each.short for each in found)
    by_length = name_recall.by_length(found)
    assert len(by_length["one name with a title"]) == 2
    assert len(by_length["only names of up to three letters"]) == 5


@pytest.mark.parametrize(
    ("name", "accented", "other"),
    [
        ("Zoë", True, False),
        ("Zoe", False, False),
        ("Łukasz", True, False),
        ("Ольга", False, True),
        ("桜", False, True),
        ("Ольга K", False, False),
        ("", False, False),
    ],
)
def test_the_script_of_a_name_is_told_from_its_letters(
    name: str, *, accented: bool, other: bool
) -> None:
    assert name_lists.is_accented(name) is accented
    assert name_lists.is_other_script(name) is other


def test_every_community_belongs_to_one_group() -> None:
    grouped = [part for parts in name_lists.GROUPS.values() for part in parts]
    assert sorted(grouped) == sorted(name_lists.everybody().names)


def test_names_by_gender_are_registered_for_one_sex_only(tmp_path: Path) -> None:
    folder = tmp_path / "names"
    folder.mkdir()
    rows = ["sex,year,rank,name", "F,2004,1,Ada", "M,2004,1,Bo", "F,2014,2,Robin", "M,1984,9,Robin"]
    (folder / "ons_firstnames_by_decade_1904_2024.csv").write_text("\n".join(rows))
    girls, boys = name_lists.by_gender(tmp_path).values()
    assert {names.given for names in girls.names.values()} == {("Ada",)}
    assert {names.given for names in boys.names.values()} == {("Bo",)}
    assert [names.family for names in girls.names.values()] == [
        names.family for names in boys.names.values()
    ]


def test_names_of_a_script_come_from_countries_that_have_a_few_of_both(tmp_path: Path) -> None:
    folder = tmp_path / "names"
    folder.mkdir()
    few = ["Гоша", "Дима", "Женя", "Илья", "Юля"]
    for file in ("common-forenames-by-country.csv", "common-surnames-by-country.csv"):
        rows = [f"AA,{name}" for name in (*few, "Ada", "Zoë")] + ["BB,Гай"]
        (folder / file).write_text("\n".join(["Country,Localized Name", *rows]), encoding="utf-8")
    lists = name_lists.by_script(tmp_path)
    assert lists["other scripts"].names == {"AA": Names(tuple(few), tuple(few))}
    assert lists["Latin letters with accents"].names == {}


def test_what_a_set_leaves_open_is_not_held_against_the_model() -> None:
    one = Example(
        source="",
        text="@ada met Bo",
        spans=(Span(9, 11, "PERSON"),),
        marked=frozenset({"PERSON"}),
        masked=(Span(0, 4, "PERSON"),),
    )
    assert asked_for((9, 11, "PERSON"), one)
    assert not asked_for((0, 4, "PERSON"), one)
    assert not asked_for((9, 11, "ORG"), one)


def test_the_whole_report_is_the_same_twice_and_can_be_read(
    reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(name_recall, "QUICK", 12)
    chosen = [made(), made("second")]
    nowhere = tmp_path / "nowhere"
    report = measure(reader, chosen, "dev", nowhere, quick=True)
    assert json.dumps(measure(reader, chosen, "dev", nowhere, quick=True)) == json.dumps(report)
    path = written(report, tmp_path / "out")
    assert json.loads(path.with_suffix(".json").read_text(encoding="utf-8")) == report
    words = path.read_text(encoding="utf-8")
    assert words == markdown(report)
    assert "Not measured: the sets are not on this machine." in words
    assert "the lists of names are not here: gender, script" in words
    assert all(row["names"] >= 12 for row in report["names"]["tables"]["origin"].values())
    assert report["seams"][0]["same"] == 1.0
    assert len(findings(report)) >= 5


def test_a_card_says_what_the_figures_say_and_leaves_no_gap(
    root: Path, reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(name_recall, "QUICK", 12)
    report = measure(reader, [made(), made("second")], "test", tmp_path / "nowhere", quick=True)
    words = card.card(describe(root / "tiny" / "1").about, report, report)
    assert "# tiny, version 1" in words
    assert "on 2 invented statements" in words
    assert "2 statements with 12 marked mentions by one author" in words
    assert "### Everybody's names" in words
    assert "- Names of different origin are found" in words
    assert "{" not in words
    assert max(map(len, (line for line in words.splitlines() if not line.startswith("|")))) <= 120


def test_the_command_fails_only_when_a_released_figure_has_fallen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = artefact(tmp_path / "artefacts")
    monkeypatch.setattr(evaluate, "statements", lambda: [replace(made(), part="test")])
    monkeypatch.setattr(frozen, "check", lambda _: None)
    monkeypatch.setattr(name_recall, "QUICK", 6)
    where = ["--root", str(tmp_path / "artefacts"), "--out", str(tmp_path / "out")]
    where += ["--data", str(tmp_path / "nowhere"), "--quick"]
    monkeypatch.setattr("sys.argv", ["evaluate", *where])
    assert evaluate.main() == 0
    assert "released without figures" in capsys.readouterr().out
    report = json.loads((tmp_path / "out" / "test-quick.json").read_text(encoding="utf-8"))
    described = folder / "model.toml"
    plain = described.read_text(encoding="utf-8")
    described.write_text(card.scored(plain, report), encoding="utf-8")
    assert evaluate.main() == 0
    report["totals"]["all labels"]["f1"] += 0.1
    described.write_text(card.scored(plain, report), encoding="utf-8")
    assert evaluate.main() == 1
    assert "strict_f1: " in capsys.readouterr().out
