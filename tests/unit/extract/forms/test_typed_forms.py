"""Text without places gives the same fields, kinds, turns and checks as a page does."""

import pytest

from fixtures.form_source import FormSource, form_sources
from worker.casefile import ExtractedDocument
from worker.extract import typed_text
from worker.extract.forms import values

DECLARATION = (
    "This statement (consisting of 1 page each signed by me) is true to the best of my knowledge\n"
    "and belief and I make it knowing that, if it is tendered in evidence, I shall be liable to\n"
    "prosecution if I have wilfully stated in it anything which I know to be false or do not\n"
    "believe to be true.\n"
)
BACKED = [source for source in form_sources() if source.back and "urn" in source.form]
INTERVIEWS = [source for source in form_sources() if source.kind == "interview"]
LABELS = {
    "address": "Home address", "postcode": "Postcode", "home_phone": "Home telephone",
    "work_phone": "Work telephone", "mobile": "Mobile", "email": "E-mail address",
    "preferred_contact": "Preferred means of contact", "date_of_birth": "Date of birth",
    "place_of_birth": "Place of birth", "former_name": "Former name", "gender": "Gender",
    "ethnicity_code": "Ethnicity Code (16 + 1)", "dates_to_avoid": "Dates to avoid",
    "willing_to_attend": "Is the witness willing to attend court?",
    "special_measures": "Special measures", "vps_offered": "VPS offered",
    "consent_medical_records": "I consent to police having access to my medical record(s):",
    "consent_medical_disclosure": "I consent to my medical record being disclosed to the defence:",
    "consent_details_shared": "I consent to my details being shared with Victim Support:",
    "taken_by": "Statement taken by", "station": "Station",
    "taken_at": "Time and place statement taken",
}  # fmt: skip


def name(source: FormSource) -> str:
    return source.name


def read(text: str) -> ExtractedDocument:
    return typed_text.compose(text, [(0, len(text))], media_type="text/plain", reader="test")


def typed(source: FormSource, gap: str, after: str) -> str:
    form = source.form
    back = "".join(
        f"{LABELS[key]}{after if LABELS[key][-1].isalpha() else gap}{value}\n"
        for key, value in source.back.items()
    )
    return (
        "WITNESS STATEMENT\n(Criminal Procedure Rules, r 16.2; Criminal Justice Act 1967, s.9)\n\n"
        f"Statement of:{gap}{form['statement_of']}{gap}URN:{gap}{form['urn']}\n"
        f"Age if under 18:{gap}{form['age']}{gap}Occupation:{gap}{form['occupation']}\n\n"
        f"{DECLARATION}\nSignature:{gap}{form['signature']}{gap}Date:{gap}{form['dated']}\n\n"
        f"{source.account}\nSignature:{gap}{form['signature']}\n\n"
        f"RESTRICTED - FOR POLICE AND PROSECUTION ONLY\nWitness contact details\n\n{back}"
    )


@pytest.mark.parametrize(("gap", "after"), [("   ", ":   "), ("\t", "\t"), ("  ", ": ")])
@pytest.mark.parametrize("source", BACKED, ids=name)
def test_fields_of_typed_forms(source: FormSource, gap: str, after: str) -> None:
    document = read(typed(source, gap, after))
    found = {field.name: field.value for field in document.form}
    for key, written in {**source.form, **source.back}.items():
        field = "signed" if key == "signature" else key
        if field == "email" and written == "None":
            assert field not in found
        elif field != "witnessed_by":
            assert found.get(field) == values.normalised(field, written), field
    told = "".join(document.text[start:end] for start, end in document.narrative)
    assert told.strip() == source.account.strip()
    assert document.kind == "statement"
    assert document.pages[0].disclosable is False
    assert [notice.code for notice in document.warnings] == ["private_details_on_page"]


@pytest.mark.parametrize("source", BACKED, ids=name)
def test_check_boxes_beside_their_words(source: FormSource) -> None:
    if "consent_medical_records" not in source.back:
        return
    ticked = {"Yes": "Yes \u2612 No \u2610", "No": "Yes \u2610 No \u2612"}
    text = typed(source, "  ", ": ")
    for key in ("consent_medical_records", "consent_details_shared", "willing_to_attend"):
        text = text.replace(
            f"{LABELS[key]}  {source.back[key]}\n", f"{LABELS[key]} {ticked[source.back[key]]}\n"
        )
    assert "\u2612" in text
    found = {field.name: field.value for field in read(text).form}
    for key in ("consent_medical_records", "consent_details_shared", "willing_to_attend"):
        assert found[key] == source.back[key]


@pytest.mark.parametrize("style", ["{who}: {said}", "{at}  {who}  {said}", "[{at}] {who}: {said}"])
@pytest.mark.parametrize("source", INTERVIEWS, ids=name)
def test_turns_of_typed_interviews(source: FormSource, style: str) -> None:
    head = f"RECORD OF INTERVIEW\n\nPerson interviewed: {source.form['person_interviewed']}\n\n"
    body = "\n\n".join(style.format(at=at, who=who, said=said) for at, who, said in source.turns)
    document = read(f"{head}{body}\n\nInterview concluded: 11.30\n")
    turns = [(t.speaker, document.text[t.start : t.end]) for t in document.turns]
    assert turns == [(who, said) for _, who, said in source.turns]
    assert document.kind == "interview"
    found = {field.name: field.value for field in document.form}
    assert found["time_ended"] == "11.30"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Dear Sir,\n\nI enclose a witness statement for your file.\n", "document"),
        ("VICTIM PERSONAL STATEMENT\n\nI do not sleep as I did before it happened.\n",
         "personal_statement"),
        ("POCKET NOTEBOOK\n\n2210 Stopped a male in High Street.\n", "notes"),
        ("Q. What did he say?\n" * 3 + "A. Nothing at all.\n" * 4, "interview"),
        ("I heard Dean: he shouted.\nI saw Rob: he ran.\n" * 5, "document"),
        ("WITNESS STATEMENT\n\nI saw him in the High Street and he ran away.\n", "statement"),
    ],
)  # fmt: skip
def test_kinds(text: str, kind: str) -> None:
    assert read(text).kind == kind


@pytest.mark.parametrize("blank", ["", "\n", "   \n\t\n"])
def test_a_text_with_nothing_on_it(blank: str) -> None:
    document = read(blank)
    assert (document.narrative, document.form, document.turns) == ((), (), ())
