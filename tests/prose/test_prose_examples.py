"""Worked instances below the rules: each is the engine's own answer, and those at the bounds are among them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given

from read_schemes import CHAMUANG, EVERYTHING, reading_of, scheme_in
from scheme_texts import MONTHLY, benefit, read
from strategies import Drawn, schemes
from strategies.vacuity import very_costly
from welfarerules import load_scheme, loads_scheme, read_back
from welfarerules.instances import work
from welfarerules.prose import Item, Reading, Section
from welfarerules.prose.chosen import chosen_of_benefit
from welfarerules.scheme.model import Scheme
from welfarerules.words import LANGUAGES


def section(rule: str, lang: str = "en", scheme: Scheme | None = None) -> Section:
    reading = read_back(scheme, lang=lang) if scheme else reading_of(CHAMUANG, lang)
    return next(each for each in reading.walk() if each.id == rule)


def texts(items: tuple[Item, ...]) -> list[str]:
    return [text for item in items for text in (item.text, *texts(item.items))]


def everything_told(reading: Reading) -> Iterator[str]:
    for each in reading.walk():
        yield from texts(each.examples)


@pytest.mark.parametrize("rule", [benefit.id for benefit in scheme_in(CHAMUANG).benefits])
def test_what_an_example_says_is_paid_is_what_the_engine_paid(rule: str) -> None:
    worked = chosen_of_benefit(each for each in work(scheme_in(CHAMUANG)) if each.instance.rule == rule)
    examples = section(rule).examples
    assert len(examples) == len(worked) > 0
    for example, each in zip(examples, worked, strict=True):
        if each.outcome == "approved":
            assert example.text.endswith(f": {each.paid.format('en')} is paid.")
        elif each.outcome == "referred":
            assert ": the committee decides" in example.text
        else:
            assert ": nothing is paid" in example.text


def test_the_day_of_a_bound_and_the_day_before_are_told() -> None:
    told = texts(section("benefit.birth").examples)
    before = next(at for at, text in enumerate(told) if text.startswith("A member for 179 days"))
    assert "nothing is paid, because this is not so:" in told[before]
    assert told[before + 1] == "The member has been a member for at least 180 days."
    assert told[before + 2].endswith("1,000.00 baht is paid.")


def test_the_first_and_the_last_step_of_a_table_are_told() -> None:
    told = " ".join(texts(section("benefit.death").examples))
    for amount in ("3,000.00 baht is paid", "25,000.00 baht is paid", "31,000.00 baht is paid"):
        assert amount in told
    assert "because the first step has not been reached." in told


def test_what_is_shared_is_told_to_the_satang() -> None:
    told = texts(section("benefit.death").examples)
    assert "7,000.00 baht is shared equally; the number of people is 3." in told
    assert any("2,333.34 baht, 0.01 baht of which" in text for text in told)


def test_an_amount_that_was_cut_is_told_with_its_limits() -> None:
    told = texts(section("benefit.hospital").examples)
    assert "200.00 baht × nights = 200.00 baht × 4 nights = 800.00 baht" in told
    assert any("Of 800.00 baht, 200.00 baht is cut and 600.00 baht remains." in text for text in told)


def test_dues_are_told_from_the_first_and_those_that_come_to_the_same_once() -> None:
    assert [example.text for example in section("contribution.satja").examples][1] == (
        "Joined 15 October 2004: 17.00 baht falls due on 31 October 2004, 30.00 baht falls due on 30 November 2004, "
        "31.00 baht falls due on 31 December 2004."
    )
    assert len(section("contribution.book", scheme=scheme_in(EVERYTHING)).examples) == 1


def test_the_day_on_which_a_membership_ends_by_itself_is_told_and_the_one_before() -> None:
    told = [example.text for example in section("membership").examples]
    assert any(text.endswith(": the membership goes on.") for text in told)
    assert any(text.endswith(": the membership ended by itself on 31 December 2004.") for text in told)


def test_no_examples_where_none_are_wanted() -> None:
    assert not list(everything_told(read_back(scheme_in(CHAMUANG), examples=False)))


def test_both_languages_tell_the_same_examples() -> None:
    """The amounts stand in the same order, whatever stands around them."""
    amounts = {}
    for lang in LANGUAGES:
        told = "\n".join(everything_told(reading_of(CHAMUANG, lang)))
        amounts[lang] = re.findall(r"[0-9,]+\.[0-9]{2}(?= baht| บาท)", told)
    assert sorted(amounts["th"]) == sorted(amounts["en"])


@very_costly
@given(schemes())
def test_every_benefit_of_any_scheme_has_an_example(drawn: Drawn) -> None:
    scheme = loads_scheme(drawn.text)
    reading = read_back(scheme, lang="th")
    told = {each.id: each.examples for each in reading.walk()}
    assert all(told[benefit.id] for benefit in scheme.benefits)
    assert all(told[contribution.id] for contribution in scheme.contributions)


@pytest.mark.parametrize("path", sorted((CHAMUANG.parents[1] / "bad").glob("7*.toml")), ids=lambda path: path.stem)
def test_a_scheme_that_is_suspicious_can_be_read_back(path: Path) -> None:
    """What it asks for may be impossible, such as a member of 600 years: then there is no such instance."""
    scheme = load_scheme(path)
    for lang in LANGUAGES:
        assert read_back(scheme, lang=lang).text()


STEPS = """
claim_within = "90 days of died"
late = "refuse"
payee = { order = ["named"], share = "equal", odd_satang = "first" }
[benefit.birth.amount]
by = "membership"
tiers = [
  { from = "180 days", pays = 3000 }, { above = "1 year", pays = 5000 }, { above = "3 years", pays = 6000 },
  { from = "5 years", pays = 7000 },
]
"""


def test_steps_from_and_above_a_time_are_told_one_by_one_and_each_way_by_an_example() -> None:
    part = section("benefit.birth", scheme=read(MONTHLY, benefit(STEPS, event_date="died")))
    reached = [text for text in texts(part.items) if text.startswith("The step of")]
    assert [("the very day" in text, "not yet paid" in text) for text in reached] == [
        (True, False),
        (False, True),
        (False, True),
        (True, False),
    ]
    told = texts(part.examples)
    exactly = next(text for text in told if text.startswith("A member for 1 year to the day"))
    beyond = next(text for text in told if text.startswith("A member for a day more than 1 year"))
    assert exactly.endswith("3,000.00 baht is paid.")
    assert beyond.endswith("5,000.00 baht is paid.")


def test_the_money_of_one_who_leaves_is_told_with_all_its_days_and_to_the_end() -> None:
    scheme = read(MONTHLY, benefit("amount = 100"))
    told = [example.text for example in section("membership", scheme=scheme).examples]
    ahead = "One who joins on 1 July 2026, pays 90.00 baht on that day and leaves on 15 August 2026"
    owing = "One who joins on 1 July 2026, pays nothing, leaves on 15 August 2026 and then pays 15.00 baht on 25 August"
    given_up = "60.00 baht that was owed is given up; the later payment is not taken, since nothing is owed any more."
    assert told == [f"{ahead}: 30.00 baht that was paid ahead is given back.", f"{owing} 2026: {given_up}"]


@pytest.mark.parametrize("path", [CHAMUANG, EVERYTHING], ids=lambda path: path.stem)
def test_every_story_of_a_benefit_has_the_days_that_its_arithmetic_needs(path: Path) -> None:
    """The first day of membership or of life, the day that counts, and the claim: as dates, not as lengths alone."""
    for part in reading_of(path, "en").walk():
        if part.id.startswith("benefit."):
            for example in part.examples:
                assert len(re.findall(r"[0-9]{1,2} [A-Z][a-z]+ [0-9]{4}", example.text)) >= 2, example.text


def test_an_answer_is_told_as_one() -> None:
    told = " ".join(everything_told(reading_of(CHAMUANG, "en")))
    assert "The answer to “in the last year of a school level” is no" in told
    assert "A member one who" not in told


def test_in_thai_too_a_story_is_told_of_somebody_and_an_answer_as_one() -> None:
    told = " ".join(everything_told(reading_of(CHAMUANG, "th")))
    assert "ตอบว่าไม่" in told
    assert "ผู้ที่เข้าเป็นสมาชิก" in told
    assert "สมาชิก ผู้ที่" not in told
