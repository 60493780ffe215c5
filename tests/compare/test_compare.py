"""What changed between two schemes: everything that matters, nothing that does not, in whole sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, Final

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import small_fund
from documents import ROOT
from strategies import AS_OF, Drawn, schemes, schemes_with_funds
from strategies.model_changes import Mutation, hints, mutations, words_of
from welfarerules.compare import Change, Comparison, compare_schemes
from welfarerules.compare.vocabulary import GOVERNS, LABELS, WORDS
from welfarerules.compare.weights import WEIGHTS, key_of
from welfarerules.events import Event
from welfarerules.fund import Fund
from welfarerules.loading import load_scheme, loads_scheme
from welfarerules.scheme import model
from welfarerules.scheme.model import Scheme

CHAMUANG: Final = ROOT / "schemes" / "th" / "chamuang.toml"
STRUCTURE: Final = {"conventions", "membership", "contributions", "benefits", "facts"}


@cache
def chamuang() -> Scheme:
    return load_scheme(CHAMUANG)


def compared(*replacements: tuple[str, str]) -> Comparison:
    """The small fund's bylaws, compared with the same where one text stands for another."""
    text = small_fund.SCHEME
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new)
    return compare_schemes(small_fund.scheme(), loads_scheme(text))


def told(*replacements: tuple[str, str]) -> list[str]:
    return [change.told["en"] for change in compared(*replacements).changes]


# Laws


def test_a_scheme_is_the_same_as_itself() -> None:
    for scheme in (chamuang(), small_fund.scheme()):
        assert compare_schemes(scheme, scheme) == Comparison(())
        assert compare_schemes(scheme, scheme).same


@given(schemes())
def test_any_scheme_is_the_same_as_itself(drawn: Drawn) -> None:
    scheme = loads_scheme(drawn.text)
    assert compare_schemes(scheme, loads_scheme(drawn.text)).changes == ()


@given(schemes(), st.randoms(use_true_random=False))
def test_the_order_of_tables_and_comments_are_no_change(drawn: Drawn, chance: Any) -> None:
    head, *tables = re.split(r"(?m)^(?=\[[a-z])", drawn.text)
    chance.shuffle(tables)
    text = head + "\n# หมายเหตุ\n".join(tables)
    assert compare_schemes(loads_scheme(drawn.text), loads_scheme(text)).changes == ()


def weighs_as_it_says(before: Scheme, mutation: Mutation) -> None:
    """A change is told with the weight of its field, in both directions, and changes nothing else."""
    for found in (compare_schemes(before, mutation.scheme), compare_schemes(mutation.scheme, before)):
        assert {change.weight for change in found.changes} == ({mutation.weight} if mutation.weight else set())
        assert found.same == (mutation.weight != "meaning")
        assert all(change.told[lang].strip() for change in found.changes for lang in ("th", "en"))


@given(schemes(), st.data())
def test_any_change_of_meaning_is_told(drawn: Drawn, data: st.DataObject) -> None:
    scheme = loads_scheme(drawn.text)
    weighs_as_it_says(scheme, data.draw(st.sampled_from(list(mutations(scheme)))))


@given(schemes(), schemes())
def test_two_schemes_are_the_same_where_their_keys_are(one: Drawn, other: Drawn) -> None:
    """The sentences leave out nothing that the keys of the models tell apart."""
    old, new = loads_scheme(one.text), loads_scheme(other.text)
    found = compare_schemes(old, new)
    assert found.same == (key_of(old, "meaning") == key_of(new, "meaning"))
    assert compare_schemes(new, old).same == found.same


@given(schemes_with_funds(), st.data())
def test_no_decision_depends_on_wording(drawn_fund: tuple[Drawn, list[Event]], data: st.DataObject) -> None:
    drawn, events = drawn_fund
    scheme = loads_scheme(drawn.text)
    worded = data.draw(st.sampled_from([each for each in mutations(scheme) if each.weight == "wording"]))
    before, after = (Fund(each).evaluate(events, AS_OF) for each in (scheme, worded.scheme))
    assert before.balances == after.balances
    assert before.standings == after.standings
    assert [(each.id, each.outcome, each.amount, each.payees) for each in before.decisions] == [
        (each.id, each.outcome, each.amount, each.payees) for each in after.decisions
    ]


@pytest.mark.parametrize("weight", ["meaning", "wording", None])
def test_every_change_of_a_real_scheme_is_told(weight: str | None) -> None:
    made = [mutation for mutation in mutations(chamuang()) if mutation.weight == weight]
    assert made
    for mutation in made:
        weighs_as_it_says(chamuang(), mutation)


# Completeness: a new field of the model cannot be forgotten


def classes() -> Iterator[type]:
    """Every class of the model that a scheme is made of."""
    seen: set[type] = set()

    def of(hint: Any) -> Iterator[type]:
        for part in getattr(hint, "__args__", ()):
            yield from of(part)
        if isinstance(hint, type) and hint.__module__ == model.__name__ and hint not in seen:
            seen.add(hint)
            yield hint
            for field in attrs.fields(hint):
                yield from of(hints(hint)[field.name])

    yield from of(Scheme)


@pytest.mark.promise
def test_every_field_of_the_model_has_its_weight() -> None:
    found = {owner: {field.name for field in attrs.fields(owner)} for owner in classes()}
    assert len(found) > 12
    assert {owner: set(WEIGHTS[owner]) for owner in found} == found
    assert {owner.__name__ for owner in set(WEIGHTS) - set(found)} <= {"Duration"}  # of formulas, and not of the model


@pytest.mark.promise
def test_every_field_that_weighs_something_has_a_name() -> None:
    for owner, labels in LABELS.items():
        weighing = {name for name, weight in WEIGHTS[owner].items() if weight}
        assert set(labels) == weighing - (STRUCTURE if owner is Scheme else {"id"})
    assert set(GOVERNS) == set(WEIGHTS[model.Conventions])


@pytest.mark.promise
def test_every_word_of_the_model_is_explained() -> None:
    left = {(model.Rounding, "mode"), (model.Duration, "unit")}
    for owner in classes():
        for name, hint in hints(owner).items():
            words = {word for word in words_of(hint) if word is not None}
            if words and (owner, name) not in left:
                assert set(WORDS[owner, name]) == words, (owner, name)


# Examples


def test_another_spelling_is_no_change() -> None:
    assert not told(
        ("entry_fee = 20", "entry_fee = 20.00  # บาท"),
        ("membership >= 180 days", "อายุสมาชิก >= ๑๘๐ วัน"),
        ("effective = 2010-10-01", 'effective = "1 ตุลาคม 2553"'),
        ("amount = 10000", 'amount = { formula = "10000.00" }'),
        ('{ per = "night", pays = 200 }', '{ formula = "200.00 * คืน" }'),
    )


def test_an_amount_and_a_limit() -> None:
    assert told(("pays = 200", "pays = 250"), ("amount = 600", "amount = 750")) == [
        "The amount: before, 200.00 baht × nights; now, 250.00 baht × nights.",
        (
            "The limits: before, 600.00 baht per claim, then 1,000.00 baht per fund year; "
            "now, 750.00 baht per claim, then 1,000.00 baht per fund year."
        ),
    ]


def test_the_order_of_limits_is_meaning() -> None:
    caps = '{ per = "event", amount = 600 }, { per = "fund year", amount = 1000 }'
    turned = '{ per = "fund year", amount = 1000 }, { per = "event", amount = 600 }'
    assert not compared((caps, turned)).same


def test_the_order_of_requirements_is_wording() -> None:
    first = '{ formula = "membership >= 180 days", article = "ข้อ 10" }'
    second = '{ formula = "unpaid_months < 3", article = "ข้อ 9" }'
    found = compared((f"{first},\n  {second}", f"{second},\n  {first}"))
    assert found.same
    assert [(change.aspect, change.weight) for change in found.changes] == [("requires", "wording")]


def test_requirements_that_changed_came_and_went() -> None:
    assert told(("membership >= 180 days", "membership >= 1 year")) == [
        "It required “membership ≥ 180 days”; now it requires “membership ≥ 1 year”."
    ]
    assert told(('  { formula = "unpaid_months < 3", article = "ข้อ 9" },\n', "")) == [
        "It no longer requires “unpaid months < 3 months”."
    ]
    assert told(
        ('"unpaid_months < 3", article = "ข้อ 9" }', '"unpaid_months < 3", article = "ข้อ 9" }, "age < 70 years"')
    ) == ["It now also requires “age < 70 years”; a claim that does not meet it is refused."]
    assert told(('late = "refer"', 'late = "refuse"')) == [
        (
            "What becomes of a claim that does not meet “day of the claim ≤ day of death + 120 days”: "
            "before, referred to the committee; now, refused."
        )
    ]


def test_a_convention_says_what_it_governs() -> None:
    (change,) = compared(('cap_cuts = "later nights"', 'cap_cuts = "earlier nights"')).changes
    assert change.told["en"] == "Which nights a limit cuts: before, the later nights; now, the earlier nights."
    assert change.details[0]["en"] == "It governs stays over two fund years that the limit per claim cuts."
    assert (change.subject, change.aspect, change.kind) == ("conventions", "cap_cuts", "changed")


TIERS: Final = """amount = { by = "membership", tiers = [
  { from = "180 days", pays = 3000 }, { from = "1 year", pays = 5000 }, { above = "3 years", pays = 7000 },
] }"""


def test_tiers_are_told_one_by_one() -> None:
    old = loads_scheme(small_fund.SCHEME.replace("amount = 10000", TIERS))
    text = (
        TIERS.replace("5000", "6000").replace('above = "3 years"', 'from = "36 months"').replace("180 days", "90 days")
    )
    new = loads_scheme(small_fund.SCHEME.replace("amount = 10000", text))
    (change,) = compare_schemes(old, new).changes
    assert [detail["en"] for detail in change.details] == [
        "Where “membership ≥ 90 days”, 3,000.00 baht is paid now; there was no such tier.",
        "Where “membership ≥ 1 year”, 5,000.00 baht was paid; now 6,000.00 baht is paid.",
        "Where “membership ≥ 36 months”, 7,000.00 baht is paid now; there was no such tier.",
        "There is no tier “membership ≥ 180 days” any more; it paid 3,000.00 baht.",
        "There is no tier “membership > 3 years” any more; it paid 7,000.00 baht.",
    ]
    months = TIERS.replace('"1 year"', '"12 months"')
    assert compare_schemes(old, loads_scheme(small_fund.SCHEME.replace("amount = 10000", months))).same


def test_names_and_articles_are_told_apart() -> None:
    found = compared(
        ('article = "ข้อ 12(2)"', 'article = "ข้อ 13"'), ('en = "death"', 'en = "funeral"'), ("= 20\n", "= 30\n")
    )
    assert [change.weight for change in found.changes] == ["meaning", "wording", "wording"]
    assert found.text("en") == (
        "What the bylaws say changed:\n"
        "Membership\n"
        "  - The entry fee: before, 20.00 baht; now, 30.00 baht.\n"
        "\n"
        "Names, articles and the like changed; no decision depends on them:\n"
        "benefit.hospital “hospital stay” [ข้อ 13]\n"
        "  - The article: before, “ข้อ 12(2)”; now, “ข้อ 13”.\n"
        "benefit.death “funeral” [ข้อ 12(4)]\n"
        "  - The name: before, “death” / “เสียชีวิต”; now, “funeral” / “เสียชีวิต”.\n"
    )


def test_words_alone_leave_the_meaning_as_it_was() -> None:
    found = compared(('name = { th = "กองทุนตัวอย่าง"', 'name = { th = "กองทุนใหม่"'))
    assert found.same
    assert found.text("en").startswith("Nothing changed in meaning.\n\nNames, articles and the like changed;")
    assert found.text("th").startswith("ความหมายไม่เปลี่ยน\n\nชื่อ เลขข้อ")


def test_nothing_at_all() -> None:
    assert (Comparison(()).text("en"), Comparison(()).text("th")) == (
        "Nothing changed in meaning.\n",
        "ความหมายไม่เปลี่ยน\n",
    )
    with pytest.raises(ValueError, match="unknown language 'de'"):
        Comparison(()).text("de")


def test_a_rule_with_another_id_is_gone_and_new_with_a_hint() -> None:
    found = compared(("[benefit.death]", "[benefit.funeral]"))
    new, gone = found.changes
    assert [(change.subject, change.kind, change.aspect) for change in (new, gone)] == [
        ("benefit.funeral", "added", ""),
        ("benefit.death", "removed", ""),
    ]
    assert new.details[-1]["en"].startswith("It says the same as benefit.death, which is gone.")
    assert "The amount: 10,000.00 baht." in [detail["en"] for detail in gone.details]
    changed = compared(("[benefit.death]", "[benefit.funeral]"), ("amount = 10000", "amount = 9000")).changes[0]
    assert changed.details[-1]["en"].startswith("It has the name or the article of benefit.death, which is gone.")


def test_what_is_not_said_any_more() -> None:
    assert told(('cap = [{ per = "event", amount = 600 }, ', "cap = [")) == [
        "The limits: before, 600.00 baht per claim, then 1,000.00 baht per fund year; now, 1,000.00 baht per fund year."
    ]
    old = loads_scheme(small_fund.SCHEME.replace("entry_fee = 20", 'entry_fee = 20\nends_when = "unpaid_months >= 12"'))
    assert compare_schemes(old, small_fund.scheme()).changes[0].told["en"] == (
        "The condition that ends membership: before, “unpaid months ≥ 12 months”; now nothing is said."
    )
    assert compare_schemes(small_fund.scheme(), old).changes[0].told["en"] == (
        "The condition that ends membership: nothing was said before; now, “unpaid months ≥ 12 months”."
    )


def test_another_currency_is_told_in_its_own_amounts() -> None:
    found = compared(('currency = "THB"', 'currency = "LAK"'), ("to = 0.01", "to = 0.01"))
    assert any(change.aspect == "currency" for change in found.changes)
    assert not found.same


def test_sides_that_swap_places_count_as_changed() -> None:
    formula = 'amount = { formula = "100 * nights + 50" }'
    stay = 'amount = { per = "night", pays = 200 }'
    base = small_fund.SCHEME.replace('counted_by = "each night"', 'counted_by = "admission"')
    one = loads_scheme(base.replace(stay, formula))
    other = loads_scheme(base.replace(stay, formula.replace("100 * nights + 50", "50 + 100 * nights")))
    assert not compare_schemes(one, other).same


def test_as_json() -> None:
    told = compared(("= 20\n", "= 30\n")).to_json("th")
    assert told == {
        "same": False,
        "changes": [
            {
                "subject": "membership",
                "aspect": "entry_fee",
                "kind": "changed",
                "weight": "meaning",
                "text": "ค่าสมัครสมาชิก: เดิม 20.00 บาท เปลี่ยนเป็น 30.00 บาท",
                "was": "20.00 บาท",
                "now": "30.00 บาท",
                "details": [],
            }
        ],
    }
    assert isinstance(compared(("= 20\n", "= 30\n")).changes[0], Change)


def test_what_is_said_to_be_meant_so_decides_nothing() -> None:
    scheme = small_fund.scheme()
    said = attrs.evolve(scheme, meant=(model.Meant("WR740", "benefit.death", "ข้อ 12(4) มีสองวรรค"),))
    (change,) = compare_schemes(scheme, said).changes
    assert change.weight == "wording"
    assert change.now["en"] == "WR740 benefit.death: ข้อ 12(4) มีสองวรรค"
