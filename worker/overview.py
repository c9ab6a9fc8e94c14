"""The overview's part of a record: what a machine wrote, with the quotes that say the same."""

from models.inference.results import Analysis
from worker.casefile import ExtractedDocument, Notice
from worker.digest.quoting import quote
from worker.record import Model, Overview, OverviewSentence, Quoted, WithheldSentences

NOTICE = "Written by a machine, not by the witness"
# Why a written sentence is not shown, in words that go on from "withheld because ".
REASONS = {
    "names": "a name in them is not in the sentences quoted",
    "numbers": "a number, date, time or sum in them is not in the sentences quoted",
    "denial": "they deny what was not denied, or the other way round",
    "doubt": "they are surer than the witness",
    "hearsay": "they tell as fact what the witness was told",
    "amounts": "they speak of more, or of others, than the witness did",
    "words": "no quoted sentence says what they say",
    "order": "they may say otherwise who did what, to whom or when",
    "left_out": "they leave out words that may matter",
    "person_unclear": "it is not clear whom they mean",
    "not_a_sentence": "they are no whole sentences",
    "unfinished": "they were not finished",
    "repeated": "they say the same again",
    "too_many": "there are too many",
}


def of(document: ExtractedDocument, analysis: Analysis) -> Overview | None:
    """Return the overview; None where no model for it is configured."""
    found = analysis.overview
    if found is None:
        return None
    ref = found.model
    return Overview(
        model=Model(name=ref.name, version=ref.version, sha256=ref.sha256),
        notice=NOTICE,
        sentences=tuple(
            OverviewSentence(
                text=one.text,
                support=tuple(Quoted(**quote(document, *span)) for span in one.support),
            )
            for one in found.sentences
        ),
        withheld=tuple(
            WithheldSentences(reason=reason, message=REASONS[reason], count=count)
            for reason, count in found.withheld.items()
        ),
        problem=_problem(found.problem),
    )


def withheld_line(withheld: WithheldSentences) -> str:
    """Return "3 sentences withheld because ..."."""
    many = "1 sentence" if withheld.count == 1 else f"{withheld.count} sentences"
    return f"{many} withheld because {withheld.message}."


def _problem(problem: tuple[str, str] | None) -> Notice | None:
    if problem is None:
        return None
    reason, words = problem
    return Notice(code=reason, message=f"There is no overview, because {words}.")
