"""People, vehicles, weapons, exhibits and times: what they are, who did what, and what fixes it."""

import json
from dataclasses import fields

import pytest

from tests import examples
from tests.unit.digest_telling import parts, quotes, told
from worker import record_json
from worker.record import SCHEMA_VERSION, DigestItem
from worker.settings import Settings


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("I called Sarah Okafor, my line manager, at once.", "Sarah Okafor", "my line manager"),
        ("My next-door neighbour, Jim Tate, saw it.", "Jim Tate", "My next-door neighbour"),
        ("THE DRIVER WAS MR LOFTUS.", "MR LOFTUS", "THE DRIVER"),
        ("Mrs Dunn is the manager of the shop.", "Mrs Dunn", "the manager of the shop"),
        ("I spoke to PC 2417 Ahmed there.", "PC 2417 Ahmed", "PC"),
        ("The paramedic, Sunita, took over.", "Sunita", "The paramedic"),
        ("My sister\nis called Ngozi.", "Ngozi", "My sister"),
    ],
)
def test_role_is_quoted_as_it_was_told(text: str, name: str, role: str) -> None:
    (person,) = told(text, ("PERSON", name))["people"]
    assert role in parts(person, "role")


def test_what_somebody_did_and_what_was_done_to_them_stand_apart() -> None:
    text = "Gant punched me and I fell. Later Gant was arrested. I had hit Gant first."
    (gant,) = told(text, *[("PERSON", "Gant")] * 3)["people"]
    assert parts(gant, "did") == ["Gant punched me"]
    assert parts(gant, "undergone") == ["Later Gant was arrested.", "I had hit Gant first."]
    assert gant.mention_ids == ("m1", "m2", "m3")


def test_letters_with_points_end_no_clause() -> None:
    text = "I was asked by Gant to see a man, d.o.b. 30/08/1988, at 9 p.m. that day."
    (gant,) = told(text, ("PERSON", "Gant"))["people"]
    assert parts(gant, "did") == [text]


def test_a_hedge_is_never_cut_from_what_somebody_did() -> None:
    text = "I think that Gant kicked the door, but I did not see it."
    (gant,) = told(text, ("PERSON", "Gant"))["people"]
    (act,) = [part for part in gant.parts if part.kind == "did"]
    assert act.quote == text
    assert act.modality == "uncertain"


def test_a_name_in_speech_did_nothing() -> None:
    (macca,) = told('She said, "Macca stabbed him."', ("PERSON", "Macca"))["people"]
    assert not parts(macca, "did")


def test_names_are_not_merged() -> None:
    found = told(
        "Anthony Gant came. Mr Gant left.", ("PERSON", "Anthony Gant"), ("PERSON", "Mr Gant")
    )
    assert quotes(found["people"]) == ["Anthony Gant", "Mr Gant"]


@pytest.mark.parametrize(
    ("text", "car", "mark", "phrase"),
    [
        (
            "A silver Ford Focus, index LK18 ABC, stopped.",
            "silver Ford Focus",
            "LK18 ABC",
            "silver Ford Focus, index LK18 ABC",
        ),
        ("I saw a red Corsa (BV16 HNA).", "red Corsa", "BV16 HNA", "red Corsa (BV16 HNA"),
        (
            "It was a black Mercedes, the number I remember is FX21 KDO.",
            "black Mercedes",
            "FX21 KDO",
            "black Mercedes, the number I remember is FX21 KDO",
        ),
    ],
)
def test_vehicle_and_its_mark_in_one_phrase_are_one_item(
    text: str, car: str, mark: str, phrase: str
) -> None:
    (vehicle,) = told(text, ("VEHICLE", car), ("VRM", mark))["vehicles"]
    assert vehicle.quote == phrase
    assert parts(vehicle, "mark") == [mark]
    assert parts(vehicle, "colour") == [car.split()[0]]


def test_mark_before_its_vehicle_and_again_alone_is_one_item() -> None:
    text = "A check showed YK21 FVD as a silver Sprinter. Later I saw YK21FVD again."
    found = told(text, ("VRM", "YK21 FVD"), ("VEHICLE", "silver Sprinter"), ("VRM", "YK21FVD"))
    (vehicle,) = found["vehicles"]
    assert vehicle.mention_ids == ("m1", "m2", "m3")


def test_two_cars_in_one_sentence_stay_two() -> None:
    text = "The white van hit the red Golf and a man wrote down LK18 ABC."
    found = told(text, ("VEHICLE", "white van"), ("VEHICLE", "red Golf"), ("VRM", "LK18 ABC"))
    assert len(found["vehicles"]) == 3


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("He had a knife.", "stated"),
        ("He did not have a knife.", "negated"),
        ("I saw no knife.", "negated"),
        ("I think it was a knife.", "uncertain"),
        ("I did not touch the knife.", "stated"),
        ("Mo told me that he had a knife.", "reported"),
        ("He did not have a knife. Then I saw the knife.", "stated"),
    ],
)
def test_weapon_says_how_it_was_told(text: str, modality: str) -> None:
    mentions = [("WEAPON", "knife")] * text.count("knife")
    (weapon,) = told(text, *mentions)["weapons"]
    assert weapon.modality == modality
    if modality != "stated":
        assert parts(weapon, "told") == [text]


@pytest.mark.parametrize(
    ("text", "reference", "what"),
    [
        ("I saved it to a CCTV disc which I produce as exhibit JS/1.", "JS/1", "a CCTV disc"),
        ("I produce the call log as JS/1.", "JS/1", "the call log"),
        ("I found a lock knife, exhibit JS/1.", "JS/1", "a lock knife"),
        ("Exhibit JS/1 is a blue coat.", "JS/1", "a blue coat"),
        ("My sketch is JS/1 now.", "JS/1", "My sketch"),
        ("JS/1 Black rucksack with torn strap", "JS/1", "Black rucksack with torn strap"),
    ],
)
def test_exhibit_says_what_it_is(text: str, reference: str, what: str) -> None:
    (exhibit,) = told(text, ("EXHIBIT_REF", reference))["exhibits"]
    assert parts(exhibit, "what") == [what]


@pytest.mark.parametrize(
    ("text", "reference", "what"),
    [
        ("I produce the lanyard as exhibit FA/1.", "FA/1", "the lanyard"),
        ("I produce, marked PBS/TW/2, the phone.", "PBS/TW/2", "the phone"),
        ("I produce as exhibit NOK1 the bag that I saw.", "NOK1", "the bag that I saw"),
        ("I took two photos at 11.22, which I produce as AO/1.", "AO/1", "two photos at 11.22"),
        ("I took a 1.5m rope, which I produce as AO/1.", "AO/1", "a 1.5m rope"),
        ("I have a note made at 14:05 which I exhibit as AO/1.", "AO/1", "a note made at 14:05"),
        ("I left at 9.15. I took a photo, AO/1.", "AO/1", "a photo"),
        ("Exhibit 4 is a photo of the yard.", "Exhibit 4", "a photo of the yard"),
        ("Attached as Exhibit No. 7 is the letter.", "Exhibit No. 7", "the letter"),
    ],
)
def test_an_exhibit_of_any_shape_says_what_it_is(text: str, reference: str, what: str) -> None:
    test_exhibit_says_what_it_is(text, reference, what)


@pytest.mark.parametrize(
    ("text", "reference", "what"),
    [
        ("The clamp itself was taken by me and exhibited as NA/3.", "NA/3", "The clamp itself"),
        ("A copy of it is now produced and shown to me marked RF/5.", "RF/5", "A copy of it"),
        ("I put the coat in a sealed bag, seal no. B7654321, reference RF/7.", "RF/7", "the coat"),
        ("I seized the knife, seal number P0012345, and exhibit it as JH/2.", "JH/2", "the knife"),
        (
            "The knife was placed in a tube sealed under number P0012345 and exhibited as JH/3.",
            "JH/3", "The knife",
        ),
        ("I took possession of a rucksack (exhibit DP/4).", "DP/4", "a rucksack"),
        ("The CCTV was downloaded by me and is exhibited as MG/1.", "MG/1", "The CCTV"),
        ("The document marked TB/1 is the contract of employment.", "TB/1",
         "the contract of employment"),
        ("Produced and exhibited by me as KL/9 is the swab from the door.", "KL/9",
         "the swab from the door"),
        ("I was shown a photograph marked CD/2 by the officer.", "CD/2", "a photograph"),
        ("The shoes were seized, sealed in bag number 33021 and given the reference DO/6.", "DO/6",
         "The shoes"),
        ("I produce the knife that was found in the bin as JH/4.", "JH/4",
         "the knife that was found in the bin"),
        ("I produce the coat in a plastic bag as JH/5.", "JH/5", "the coat in a plastic bag"),
        ("I exhibit the master, a disc, in bag number B2270916 as JH/6.", "JH/6",
         "the master, a disc"),
        ("I produce the phone in sealed bag MPS123456 as JH/7.", "JH/7", "the phone"),
        ("I exhibit a letter of 3 May, reference EH/2.", "EH/2", "a letter of 3 May"),
    ],
)  # fmt: skip
def test_what_was_done_with_an_exhibit_and_its_seal_are_not_what_it_is(
    text: str, reference: str, what: str
) -> None:
    test_exhibit_says_what_it_is(text, reference, what)


def test_words_about_two_exhibits_are_not_given_to_the_first_alone() -> None:
    text = "Exhibits 5 and 6 are the notes."
    first, second = told(text, ("EXHIBIT_REF", "Exhibits 5"), ("EXHIBIT_REF", "6"))["exhibits"]
    assert parts(first, "what") == []
    assert parts(first, "told") == [text]
    assert parts(second, "what") == ["the notes"]


def test_words_for_an_exhibit_end_before_the_next_one() -> None:
    text = "FG/5 is a swab of a stain, and FG/6 is a piece of glass."
    first, second = told(text, ("EXHIBIT_REF", "FG/5"), ("EXHIBIT_REF", "FG/6"))["exhibits"]
    assert parts(first, "what") == ["a swab of a stain"]
    assert parts(second, "what") == ["a piece of glass"]


def test_each_exhibit_of_a_list_has_its_own_words() -> None:
    text = "I produce the contracts, RK/4, the call log, RK/5, and the tracker file, RK/6."
    found = told(text, *[("EXHIBIT_REF", f"RK/{number}") for number in (4, 5, 6)])
    assert [parts(exhibit, "what") for exhibit in found["exhibits"]] == [
        ["the contracts"],
        ["the call log"],
        ["the tracker file"],
    ]


def test_exhibit_called_this_brings_the_sentence_before() -> None:
    text = "There was a machete in the bush. I seized this as MLF/1."
    (exhibit,) = told(text, ("EXHIBIT_REF", "MLF/1"))["exhibits"]
    assert parts(exhibit, "before") == ["There was a machete in the bush."]
    assert parts(exhibit, "producer") == ["I seized"]


def test_producer_by_name_is_quoted() -> None:
    text = "The records, produced by Ms Zwaag as HVZ/1, are here."
    (exhibit,) = told(text, ("PERSON", "Ms Zwaag"), ("EXHIBIT_REF", "HVZ/1"))["exhibits"]
    assert parts(exhibit, "producer") == ["Ms Zwaag"]


def test_timeline_says_what_fixes_each_time_and_keeps_the_telling_order() -> None:
    text = (
        "At 22:45 on 3 March 2025 I heard a bang. Ten minutes later I went out. "
        "On 1 March 2025 I had seen him."
    )
    found = told(
        text,
        ("TIME", "22:45", "22:45"),
        ("DATE", "3 March 2025", "2025-03-03"),
        ("DATE", "1 March 2025", "2025-03-01"),
    )["timeline"]
    assert [item.order for item in found] == [2, None, 1]
    assert [(p.kind, p.value) for p in found[0].parts] == [
        ("time", "22:45"),
        ("date", "2025-03-03"),
    ]
    assert parts(found[1], "relative") == ["Ten minutes later"]


def test_a_day_has_no_place_among_times_on_that_day() -> None:
    text = "On 3 March 2025 it rained. At 22:45 on 3 March 2025 I left. At 9 I slept."
    found = told(
        text,
        ("DATE", "3 March 2025", "2025-03-03"),
        ("TIME", "22:45", "22:45"),
        ("DATE", "3 March 2025", "2025-03-03"),
        ("TIME", "9"),
    )["timeline"]
    assert [item.order for item in found] == [None, 1, None]


def test_a_date_of_birth_is_no_event() -> None:
    found = told("He is Jo Loy, born 02/08/1996.", ("DATE", "02/08/1996", "1996-08-02"))
    assert not found["timeline"]


def test_a_record_of_the_schema_before_is_still_read(settings: Settings) -> None:
    data = record_json.as_data(examples.record(settings))
    old = {field.name for field in fields(DigestItem)} - {
        *("modality", "parts", "order", "condition", "question"),
    }
    data["schema"] = "0.2"
    digest = data["digest"]
    assert isinstance(digest, dict)
    data["digest"] = {
        heading: [{name: item[name] for name in old} for item in items]
        for heading, items in digest.items()
        if heading in {"people", "timeline"}
    }
    again = record_json.loads(json.dumps(data))
    assert again.schema == "0.2" != SCHEMA_VERSION
    assert again.digest["people"][0].parts == ()
    assert again.digest["people"][0].modality is None


def test_a_full_stop_after_an_initial_makes_no_second_person() -> None:
    text = "I was with Tolu B. He left. Tolu B. rang me."
    found = told(text, ("PERSON", "Tolu B"), ("PERSON", "Tolu B."))["people"]
    assert [one.mention_ids for one in found] == [("m1", "m2")]


@pytest.mark.parametrize(
    "text",
    [
        "The flats were built in 2016 by the council.",
        "Under the Visitors Policy of 2014 everybody signs in.",
        "I follow the Handbook, 2014 edition.",
        "The van was registered in 2016.",
    ],
)
def test_when_a_thing_was_made_is_no_event(text: str) -> None:
    year = "2014" if "2014" in text else "2016"
    assert not told(text, ("DATE", year, year)).get("timeline")


@pytest.mark.parametrize(
    "text",
    [
        "I have worked there since 2016.",
        "She was attacked in 2016.",
        "I moved in with him in 2016.",
        "He broke the rules in 2016.",
        "I made a complaint in 2016.",
        "The abuse dates back to 2016.",
        "The threats were made in 2016.",
        "He broke the non-molestation Order of 2016 twice.",
        "I signed the Tenancy Agreement in 2016.",
        "The complaint was made around 2016.",
        "The injunction was issued in 2016.",
        "His gang was formed in 2016.",
        "He was registered in 2016 as an offender.",
    ],
)
def test_what_happened_in_a_year_stays_in_the_timeline(text: str) -> None:
    assert quotes(told(text, ("DATE", "2016", "2016"))["timeline"]) == [text]
