"""What can be asked for, by object and by id, and what comes back."""

from __future__ import annotations

import json
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from explained_fund import outcome
from small_fund import outcome as small_outcome
from welfarerules.errors import EventError
from welfarerules.events import Claimed
from welfarerules.explain import Explainer, Explanation, Step, Subject, explain
from welfarerules.explain.names import Names, in_language
from welfarerules.explain.phrasebook import phrasebook
from welfarerules.explain.teller import Teller
from welfarerules.money import Money


@pytest.mark.parametrize(
    ("name", "kind", "subject"),
    [
        ("A06", "decision", "A06"),
        ("E03", "decision", "E04"),
        ("benefit.old_age@2012-10-01/C", "decision", "benefit.old_age@2012-10-01/C"),
        ("G", "standing", "G"),
        ("G02", "transaction", "G02"),
        ("contribution.satja@2012-04-01/G", "transaction", "contribution.satja@2012-04-01/G"),
    ],
)
def test_an_id_is_enough(name: str, kind: str, subject: str) -> None:
    """Of a claim, the last decision is explained: here the committee's."""
    explanation = explain(outcome(), name)
    assert (explanation.kind, explanation.subject, explanation.lang) == (kind, subject, "th")


@pytest.mark.parametrize(("name", "suggestion"), [("A66", "A06"), ("หาไม่เจอ", "A")])
def test_an_id_that_means_nothing_is_refused_with_the_nearest(name: str, suggestion: str) -> None:
    with pytest.raises(EventError) as caught:
        explain(outcome(), name)
    assert caught.value.found[0].code == "WR690"
    assert caught.value.found[0].values["suggestion"] == suggestion


def test_an_event_that_booked_nothing_is_no_subject() -> None:
    with pytest.raises(EventError):
        explain(outcome(), "A01")


def test_nothing_else_can_be_explained() -> None:
    with pytest.raises(TypeError):
        explain(outcome(), 12)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="unknown language 'de'"):
        explain(outcome(), "G", lang="de")


def test_a_quote_is_explained_as_a_decision_is() -> None:
    claim = Claimed(
        "Q",
        date(2012, 10, 10),
        member="A",
        benefit="hospital",
        admitted=date(2012, 9, 20),
        discharged=date(2012, 9, 22),
    )
    quoted = explain(outcome(), outcome().quote(claim), lang="en")
    assert quoted.kind == "decision"
    assert quoted.steps[-1].text == "Refused: the limit is used up, so nothing is left to pay."


def test_one_explainer_serves_many_threads() -> None:
    explainer = Explainer(outcome(), lang="th")
    subjects: list[Subject] = [*outcome().decisions, *outcome().standings.values(), *outcome().journal[:60]] * 3
    alone = [explain(outcome(), subject) for subject in subjects]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(explainer.explain, subjects)) == alone


def test_text_and_json_of_a_small_tree() -> None:
    inner = Step("fact", "nights: 3", "", {"value": 3, "day": date(2012, 1, 4), "none": None, "names": ("a", "b")})
    outer = Step("amount", "It is paid.", "ข้อ 7", {"amount": Money(125050, "THB"), "met": True}, (inner,))
    explanation = Explanation("decision", "E1", "en", "THB", "Title", (outer,))
    assert explanation.text() == "Title\n- It is paid. [ข้อ 7]\n  - nights: 3\n"
    assert str(explanation) == explanation.text().removesuffix("\n")
    assert [step.kind for step in explanation.walk()] == ["amount", "fact"]
    assert json.loads(json.dumps(explanation.to_json()))["steps"] == [
        {
            "kind": "amount",
            "text": "It is paid.",
            "article": "ข้อ 7",
            "values": {"amount": "1250.50", "met": True},
            "steps": [
                {
                    "kind": "fact",
                    "text": "nights: 3",
                    "article": "",
                    "values": {"value": 3, "day": "2012-01-04", "none": None, "names": ["a", "b"]},
                    "steps": [],
                }
            ],
        }
    ]


def test_every_kind_of_value_is_told() -> None:
    teller = Teller("th", "THB")
    values = (Money(5, "THB"), date(2012, 1, 4), "ก", None, True, False, 1250, ("ก", "ข"))
    assert [teller.told(value) for value in values] == [
        "0.05 บาท", "4 ม.ค. 2555", "ก", "ไม่ทราบ", "ใช่", "ไม่ใช่", "1,250", "ก, ข",
    ]  # fmt: skip


def test_names_fall_back_to_what_there_is() -> None:
    names = Names(small_outcome().scheme, "en")
    assert names.rule("benefit.hospital") == "hospital stay"
    assert names.rule("unheard.of") == "unheard.of"
    assert names.account("memo:owed:contribution.satja") == "owed by members: one baht a day"
    assert names.account("income:received:market") == "received: market"
    assert names.account("expense:benefit.death") == "death"
    assert in_language({"th": "ก", "en": ""}, "en") == "ก"
    assert in_language({}, "en") == ""


def test_phrasebooks_are_kept_by_scheme_and_language_and_not_for_ever() -> None:
    compiled = outcome().compiled
    assert phrasebook(compiled, "th") is phrasebook(compiled, "th")
    assert phrasebook(compiled, "en") is not phrasebook(compiled, "th")


@pytest.mark.promise
def test_every_kind_of_step_is_documented() -> None:
    page = (Path(__file__).parents[2] / "docs" / "explanation" / "reading-an-explanation.md").read_text(
        encoding="utf-8"
    )
    documented = {kind for row in page.splitlines() if row.startswith("| `") for kind in re.findall(r"`(\w+)`", row)}
    explainer = Explainer(outcome(), lang="en")
    subjects: list[Subject] = [*outcome().decisions, *outcome().standings.values(), *outcome().journal]
    told = {step.kind for subject in subjects for step in explainer.explain(subject).walk()}
    assert told <= documented
    assert len(told) >= 35
