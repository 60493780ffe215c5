"""The plugin as a fund uses it: kilograms become baht by the scheme's own price and rounding."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, ROUND_UP, Decimal
from pathlib import Path

import pytest
import welfarerules_rice

from welfarerules import read_back
from welfarerules.cases import load_cases, run_cases
from welfarerules.errors import PluginError, SchemeError
from welfarerules.events import Claimed, Died, Joined, Payee
from welfarerules.fund import Fund
from welfarerules.loading import load_scheme, loads_scheme
from welfarerules.money import Money
from welfarerules.plugins import assemble, discovered
from welfarerules.scheme.model import Scheme

SCHEMES = Path(__file__).resolve().parents[1] / "schemes"
RICE = (SCHEMES / "rice.toml").read_text(encoding="utf-8")


def scheme(old: str = "", new: str = "") -> Scheme:
    assert old in RICE
    return loads_scheme(RICE.replace(old, new, 1), path="rice.toml", plugins=[welfarerules_rice])


def test_the_worked_cases_come_out_as_written() -> None:
    cases = load_cases(SCHEMES / "rice.cases.toml", plugins=[welfarerules_rice])
    for result in run_cases(cases):
        assert result.passed, [difference.render() for difference in result.differences]


def test_the_amount_is_kilograms_times_price_rounded_by_name() -> None:
    benefit = scheme().benefits[0]
    assert benefit.amount.kind == "rice.gift"
    assert benefit.amount.value.text == "half_up(15.5 * 32.25, 1.00)"


@pytest.mark.parametrize(
    ("written", "mode", "to"),
    [
        ('mode = "half_up", to = 1', ROUND_HALF_UP, "1"),
        ('mode = "up", to = 0.01', ROUND_UP, "0.01"),
    ],
)
def test_the_rounding_is_that_of_decimal(written: str, mode: str, to: str) -> None:
    """15.5 × 32.25 = 499.875; the exact product is rounded once."""
    fund = Fund(scheme('mode = "half_up", to = 1', written))
    events = [
        Joined("1", date(2025, 1, 1), "A"),
        Died("2", date(2025, 8, 1), "A"),
        Claimed("3", date(2025, 8, 2), "A", "benefit.funeral_rice", payees=(Payee("spouse", "Example person"),)),
    ]
    (decision,) = fund.evaluate(events, date(2025, 8, 31)).decisions
    expected = (Decimal("15.5") * Decimal("32.25")).quantize(Decimal(to), rounding=mode)
    assert decision.amount == Money.of(expected, "THB")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("kilograms = 15.5", "kilograms = 0", "0 kilograms are no gift"),
        ("kilograms = 15.5", 'kilograms = "15.5"', '"15.5" stands where a number of kilograms must stand'),
        ("kilograms = 15.5", "kilogram = 15.5", "unknown key 'kilogram'"),
        ("price = 32.25", "price = -1", "-1 is less than zero"),
        ('rice = ">=1,<2"', 'rice = ">=2"', "the plugin 'rice' is of version 1.0.0"),
        ('rice = ">=1,<2"', "", "belongs to the plugin 'rice', which the scheme does not require"),
    ],
)
def test_what_a_scheme_writes_wrongly_is_refused_at_its_place(old: str, new: str, said: str) -> None:
    with pytest.raises(SchemeError) as refused:
        scheme(old, new)
    assert any(said in diagnostic.message and diagnostic.line for diagnostic in refused.value.found)


def test_a_scheme_that_needs_the_plugin_says_so_without_it() -> None:
    with pytest.raises(SchemeError) as refused:
        loads_scheme(RICE)
    assert [diagnostic.code for diagnostic in refused.value.found] == ["WR139", "WR133"]


def test_the_kind_is_told_in_thai_and_english() -> None:
    kind = assemble([welfarerules_rice]).kind("amount", "rice.gift")
    assert kind is not None
    assert set(kind.sentences) == {"th", "en"}


def test_the_installed_plugin_is_found_by_its_entry_point() -> None:
    found = {plugin.name: plugin for plugin in discovered()}
    if "rice" not in found:
        pytest.skip("the package is not installed")
    assert found["rice"].source is welfarerules_rice
    assert load_scheme(SCHEMES / "rice.toml", plugins=discovered()).plugins[0].name == "rice"


def test_the_same_plugin_cannot_be_registered_twice() -> None:
    with pytest.raises(PluginError, match="rice"):
        assemble([welfarerules_rice, welfarerules_rice])


def test_the_scheme_reads_well_aloud_in_both_languages() -> None:
    """What the plugin says of its kind, and then what the engine computes by it."""
    told = {lang: read_back(scheme(), lang=lang).text(width=1000) for lang in ("th", "en")}
    assert "In the words of the plugin it gives 15.5 kg of rice, booked at 32.25 baht a kilogram." in told["en"]
    assert (
        "It pays “15.5 × 32.25”, which is 499.875 baht, rounded to a multiple of 1.00 baht (to the nearest, a half "
        "goes up)." in told["en"]
    )
    assert "ตามถ้อยคำของส่วนเสริม: มอบข้าวสาร 15.5 กิโลกรัม คิดกิโลกรัมละ 32.25 บาท" in told["th"]
    assert "จ่าย “15.5 × 32.25” คือ 499.875 บาท ปัดเศษให้เต็มทีละ 1.00 บาท" in told["th"]


def test_an_explanation_tells_the_gift_in_the_words_of_the_plugin() -> None:
    """What the committee reads is the plugin's own sentence, in either language, with the scheme's figures in it."""
    told = scheme().benefits[0].amount.told
    assert told["en"] == "gives 15.5 kg of rice, booked at 32.25 baht a kilogram"
    assert told["th"] == "มอบข้าวสาร 15.5 กิโลกรัม คิดกิโลกรัมละ 32.25 บาท"
