"""An outcome goes to JSON and comes back as it was; whatever is not such a document is refused with a reason."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import small_fund
from strategies import AS_OF, Drawn, schemes_with_funds
from welfarerules.dates import Day
from welfarerules.errors import EventError
from welfarerules.events import Claimed, Event
from welfarerules.explain import explain
from welfarerules.formula import nodes
from welfarerules.formula.nodes import Expression
from welfarerules.fund import Fund, Outcome
from welfarerules.fund.wire import EXPRESSIONS, VERSION, outcome_from_json, outcome_to_json
from welfarerules.fund.wire_schema import outcome_schema
from welfarerules.fund.wire_values import read_value, written_value
from welfarerules.loading import loads_scheme
from welfarerules.money import Money
from welfarerules.words import Phrase

SNAPSHOT: Final = Path(__file__).with_name("data") / "outcome.schema.json"

ON_THE_WAY: Final = small_fund.BAD_ROW + (
    "E14,reversed,2012-08-22,,,,,,,,,\n"
    "E02,joined,2011-10-02,M1,,,,,,,,\n"
    "E15,paid,2012-08-23,M2,,0.001,,,,,,\n"
    "E16,claimed,2012-08-24,M2,,,hospitl,2012-08-01,2012-08-02,,,\n"
)


def through_text(outcome: Outcome) -> Any:
    """What another program reads."""
    return json.loads(json.dumps(outcome_to_json(outcome), ensure_ascii=False))


@pytest.fixture
def document() -> Any:
    return through_text(small_fund.outcome(small_fund.BAD_ROW))


def test_what_is_read_back_equals_what_was_written() -> None:
    outcome = small_fund.outcome(ON_THE_WAY)
    assert len(outcome.refusals) >= 3
    back = outcome_from_json(through_text(outcome))
    assert back == outcome
    assert back.balances == outcome.balances
    assert back.standing("M2") == outcome.standing("M2")
    assert [found.render("th") for found in back.refusals] == [found.render("th") for found in outcome.refusals]


@settings(max_examples=20)  # a law tries the round trip on more funds
@given(schemes_with_funds(least=1, most=3))
def test_every_fund_survives_the_way(drawn: tuple[Drawn, list[Event]]) -> None:
    scheme, events = drawn
    outcome = Fund(loads_scheme(scheme.text)).evaluate(events, AS_OF)
    document = through_text(outcome)
    assert outcome_from_json(document) == outcome
    jsonschema.validate(document, outcome_schema())


def test_equal_outcomes_give_the_same_bytes() -> None:
    lines = small_fund.EVENTS.splitlines(keepends=True)
    from welfarerules.events import loads_events

    backwards = "".join([lines[0], *reversed(lines[1:])])
    events = loads_events(backwards, "csv", path="fund.csv").events
    again = Fund(loads_scheme(small_fund.SCHEME, path="elsewhere.toml")).evaluate(events, small_fund.AS_OF)
    assert json.dumps(outcome_to_json(again)) == json.dumps(outcome_to_json(small_fund.outcome()))


def test_an_explanation_needs_no_second_evaluation() -> None:
    outcome = small_fund.outcome()
    back = outcome_from_json(through_text(outcome))
    for subject in ("E08", "E10", "E12", "M2"):
        for lang in ("th", "en"):
            assert explain(back, subject, lang=lang) == explain(outcome, subject, lang=lang)


def test_only_a_quotation_needs_the_books() -> None:
    back = outcome_from_json(through_text(small_fund.outcome()))
    claim = Claimed("Q", date(2012, 8, 31), "M2", "hospital", admitted=date(2012, 8, 1), discharged=date(2012, 8, 2))
    with pytest.raises(RuntimeError, match="evaluate the events again"):
        back.quote(claim)


def test_no_number_in_it_is_a_fraction_and_none_too_long_for_other_readers(document: Any) -> None:
    def numbers(value: Any) -> Iterator[int | float]:
        if isinstance(value, dict):
            for inner in value.values():
                yield from numbers(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from numbers(inner)
        elif isinstance(value, (int, float)):
            yield value

    found = list(numbers(document))
    assert found
    assert all(isinstance(number, int) and abs(number) < 2**53 for number in found)


def test_money_is_text_in_the_documents_currency(document: Any) -> None:
    assert document["currency"] == "THB"
    assert document["balances"]["income:received:เทศบาลตัวอย่าง"] == "-1000.00"
    assert document["postings"][0]["amount"] == "50000.50"
    assert next(each for each in document["standings"] if each["member"] == "M2")["arrears"] == "274.00"


def test_it_says_nothing_of_the_machine(document: Any) -> None:
    assert "path" not in document["scheme"]
    assert "place" not in document["scheme"]["benefits"][0]


def test_the_schema_describes_it(document: Any) -> None:
    jsonschema.Draft202012Validator.check_schema(outcome_schema())
    jsonschema.validate(document, outcome_schema())
    document["postings"][0]["amount"] = 50000.50
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(document, outcome_schema())


def test_a_change_of_what_is_written_is_a_new_version() -> None:
    """After raising VERSION, write the snapshot anew: ``python tests/test_wire.py``."""
    assert outcome_schema() == json.loads(SNAPSHOT.read_text(encoding="utf-8")), f"VERSION is still {VERSION}"


def test_every_kind_of_expression_can_be_written() -> None:
    kinds = {kind for kind in vars(nodes).values() if isinstance(kind, type) and issubclass(kind, Expression)}
    assert kinds - {Expression} == set(EXPRESSIONS.values())


def without(*path: str) -> Callable[[Any], None]:
    def change(document: Any) -> None:
        for key in path[:-1]:
            document = document[int(key) if key.isdigit() else key]
        del document[path[-1]]

    return change


def with_value(value: object, *path: str) -> Callable[[Any], None]:
    def change(document: Any) -> None:
        for key in path[:-1]:
            document = document[int(key) if key.isdigit() else key]
        document[int(path[-1]) if path[-1].isdigit() else path[-1]] = value

    return change


@pytest.mark.parametrize(
    ("change", "code", "told"),
    [
        (with_value("beancount", "format"), "WR480", "'format'"),
        (without("format"), "WR480", "null"),
        (with_value(2, "version"), "WR481", "version 2; version 1"),
        (with_value("1", "version"), "WR481", 'version "1"'),
        (with_value(True, "version"), "WR481", "version true"),
        (without("version"), "WR481", "version null"),
        (without("currency"), "WR482", "currency"),
        (with_value("XXY", "currency"), "WR482", "XXY"),
        (with_value("LAK", "currency"), "WR482", "currency"),
        (without("journal"), "WR482", "'journal'"),
        (without("postings"), "WR482", "'postings'"),
        (without("postings", "0", "article"), "WR482", "'article'"),
        (with_value("x", "postings", "0", "colour"), "WR482", "'colour'"),
        (with_value("1e3", "postings", "0", "amount"), "WR482", "1e3"),
        (with_value(50000.5, "postings", "0", "amount"), "WR482", "50000.5"),
        (with_value("7", "postings", "0", "amount"), "WR482", "balances"),
        (with_value(7, "postings", "0", "rule"), "WR482", "7"),
        (with_value(True, "postings", "0", "number"), "WR482", "True"),
        (with_value(7, "postings", "0", "number"), "WR482", "not number 7"),
        (with_value(-1, "postings", "0", "decision"), "WR482", "no such decision"),
        (with_value(1000, "postings", "0", "decision"), "WR482", "no such decision"),
        (with_value("7", "decisions", "0", "amount"), "WR482", "pay something else"),
        (with_value("2012-1-1", "postings", "0", "date"), "WR482", "2012-1-1"),
        (with_value("2012-02-30", "as_of"), "WR482", "day is out of range"),
        (with_value("maybe", "decisions", "0", "outcome"), "WR482", "maybe"),
        (with_value([], "scheme"), "WR482", "[]"),
        (with_value("poem", "scheme", "benefits", "0", "amount", "value", "is"), "WR482", "poem"),
        (with_value({"what": 1}, "refusals", "0", "values", "member"), "WR482", "what"),
        (with_value("all is well", "refusals", "0", "message"), "WR482", "all is well"),
        (with_value("1/0", "scheme", "benefits", "1", "amount", "value", "value"), "WR482", "1/0"),
    ],
)
def test_a_changed_document_is_refused_with_the_reason(
    change: Callable[[Any], None], code: str, told: str, document: Any
) -> None:
    if code == "WR482" and told == "'journal'":
        document["journal"] = []
    else:
        change(document)
    with pytest.raises(EventError) as caught:
        outcome_from_json(document)
    assert {found.code for found in caught.value.found} == {code}
    if told != "'format'":
        assert told in str(caught.value)
    assert "Traceback" not in str(caught.value)


@pytest.mark.parametrize("data", [None, [], "text", 7, {}])
def test_what_is_no_outcome_at_all_is_refused(data: object) -> None:
    with pytest.raises(EventError, match="WR480"):
        outcome_from_json(data)


def test_the_place_of_a_fault_is_told(document: Any) -> None:
    document["postings"][2]["amount"] = None
    with pytest.raises(EventError) as caught:
        outcome_from_json(copy.deepcopy(document))
    assert caught.value.found[0].path == "postings[2].amount"


VALUES: Final = st.recursive(
    st.none()
    | st.booleans()
    | st.text()
    | st.integers(-(2**64), 2**64)
    | st.dates().map(lambda day: day)
    | st.dates().map(Day)
    | st.decimals(allow_nan=False, allow_infinity=False, places=4).map(lambda number: Decimal(f"{number:f}"))
    | st.fractions()
    | st.integers(-(10**12), 10**12).map(lambda minor: Money(minor, "THB")),
    lambda inner: (
        st.lists(inner)
        | st.lists(inner).map(tuple)
        | st.dictionaries(st.text(), inner)
        | st.dictionaries(st.from_regex("[a-z]{1,3}", fullmatch=True), inner).map(
            lambda values: Phrase("{x}" if "x" in values else "so", **values)
        )
    ),
    max_leaves=8,
)


@given(VALUES)
def test_a_value_of_any_kind_comes_back_as_it_was(value: object) -> None:
    back = read_value(json.loads(json.dumps(written_value(value))))
    assert back == value
    assert type(back) is type(value)


def test_a_value_without_an_agreed_form_is_a_defect() -> None:
    with pytest.raises(TypeError, match="no JSON is agreed"):
        written_value(object())


@pytest.mark.parametrize(
    "data", [{"decimal": 1}, {"money": ["1"]}, {"phrase": [1, {}]}, {"date": None}, {}, {"a": 1, "b": 2}, 1.5]
)
def test_a_value_that_was_not_written_here_is_refused(data: object) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - each says it in its own words
        read_value(data)


def test_a_ratio_is_never_rounded() -> None:
    assert read_value(written_value(Fraction(1, 3))) == Fraction(1, 3)


if __name__ == "__main__":
    SNAPSHOT.write_text(json.dumps(outcome_schema(), indent=1) + "\n", encoding="utf-8")
