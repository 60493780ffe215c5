"""What can be asked for, by object and by id, and what comes back."""

from __future__ import annotations

import json
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Final

import pytest

import small_fund
from explained_fund import outcome
from small_fund import outcome as small_outcome
from welfarerules.errors import EventError
from welfarerules.events import Claimed, Event, Reversed, loads_events
from welfarerules.explain import Explainer, Explanation, Step, Subject, explain
from welfarerules.explain.names import Names, in_language
from welfarerules.explain.phrasebook import phrasebook
from welfarerules.explain.teller import Teller
from welfarerules.fund import Fund, Outcome
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


@pytest.mark.parametrize(
    ("name", "code", "suggestion"), [("A66", "WR690", "A06"), ("หาไม่เจอ", "WR691", None), ("", "WR691", None)]
)
def test_an_id_that_means_nothing_is_refused_with_the_nearest_if_one_is_near(
    name: str, code: str, suggestion: str | None
) -> None:
    with pytest.raises(EventError) as caught:
        explain(outcome(), name)
    assert caught.value.found[0].code == code
    assert caught.value.found[0].values["suggestion"] == suggestion


MORE: Final = """\
E13,paid,2012-08-21,M2,,5,,,,,,
E14,paid,2012-08-21,M9,,5,,,,,,
E15,paid,2012-09-21,M2,,5,,,,,,
"""


def with_a_reversal() -> tuple[Outcome, dict[str, Event]]:
    events = [
        *loads_events(small_fund.EVENTS + MORE, "csv", path="fund.csv").events,
        Reversed("E16", date(2012, 8, 22), "E13"),
    ]
    return Fund(small_fund.scheme()).evaluate(events, small_fund.AS_OF), {event.id: event for event in events}


@pytest.mark.parametrize(
    ("name", "kind", "told"),
    [
        ("E02", "no_money", "It counts, but it moved no money."),
        ("E13", "reversed", "It was reversed, so it counts for nothing."),
        ("E15", "later", "It lies after 31 Aug 2012, the last day that is looked at, so it does not count yet."),
        ("E16", "reversal", "It reverses E13, which counts for nothing."),
    ],
)
def test_an_event_that_booked_nothing_says_why(name: str, kind: str, told: str) -> None:
    made, events = with_a_reversal()
    explanation = explain(made, events[name], lang="en")
    assert (explanation.kind, explanation.subject) == ("event", name)
    assert explanation.title.startswith(f"Event {name} of ")
    assert [(step.kind, step.text) for step in explanation.steps] == [(kind, told)]
    assert explain(made, events[name], lang="th").steps[0].text != told


def test_an_event_that_was_refused_is_refused_once_more() -> None:
    made, events = with_a_reversal()
    with pytest.raises(EventError, match=r"fund\.csv:15: WR450 member"):
        explain(made, events["E14"])


def test_of_an_event_that_was_reversed_the_id_is_enough() -> None:
    explanation = explain(with_a_reversal()[0], "E13", lang="en")
    assert str(explanation) == "Event E13\n- It was reversed, so it counts for nothing."


def test_of_an_event_that_booked_nothing_the_id_is_not_enough() -> None:
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


def test_a_refusal_is_explained_without_going_through_the_journal() -> None:
    """A journal may hold half a million postings; whether a membership ended by itself the standing says."""
    before_joining = Claimed(
        "Q", date(2012, 10, 10), "A", "hospital", admitted=date(2009, 9, 20), discharged=date(2009, 9, 22)
    )
    refused = outcome().quote(before_joining)
    assert refused.reason == "not_covered"
    explainer = Explainer(outcome(), lang="en")
    assert explainer.explain(refused).steps[-1].kind == "conclusion"
    assert "_by_member" not in vars(explainer)


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
