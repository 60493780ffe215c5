"""The last chapter of a reading: what holds for every fund, as far as it can matter to this one."""

from __future__ import annotations

import pytest

from read_schemes import CHAMUANG, EVERYTHING, scheme_in
from scheme_texts import MONTHLY, benefit, read
from welfarerules import read_back
from welfarerules.scheme.model import Scheme
from welfarerules.scheme.readings import FIRST_PERIOD
from welfarerules.words import LANGUAGES, say


def always(scheme: Scheme, lang: str = "en") -> str:
    last = read_back(scheme, lang=lang, examples=False).sections[-1]
    return " ".join(item.text for item in last.items)


def test_it_stands_at_the_end_and_the_reading_says_so() -> None:
    reading = read_back(scheme_in(CHAMUANG), lang="en", examples=False)
    assert reading.sections[-1].title == "What holds for every fund"
    assert "in the last chapter what holds for every fund" in reading.intro[0]


NAMED = 'payee = { order = ["named"], share = "equal", odd_satang = "first" }'
MEMBER = 'amount = 100\npayee = "member"'
NIGHTS = 'amount = { per = "night", pays = 100 }\npayee = "member"'
YEARLY = f'{MEMBER}\ncap = [{{ per = "fund year", amount = 1000 }}]'


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        (benefit(MEMBER), "One event is paid once"),
        (benefit(NIGHTS, event_date="admitted"), "One stay is paid once"),
        (benefit(NIGHTS, event_date="admitted"), "only the nights within the membership count"),
        (benefit(f"amount = 100\n{NAMED}", event_date="died"), "A benefit for a death is paid once."),
        (benefit(YEARLY), "counts in the fund year in which it happened"),
        (benefit(MEMBER), "is not paid to one who has died"),
        (benefit(f'{MEMBER}\nrequires = ["age >= 20 years"]'), "What nobody reported is unknown"),
        (benefit('amount = { formula = "contributed - 100" }'), "less than nothing counts as nothing"),
    ],
)
def test_a_rule_is_told_where_it_can_matter_and_only_there(rule: str, sentence: str) -> None:
    other = "died" if "death" not in sentence and "died" not in sentence else "occurred"
    assert sentence in always(read(MONTHLY, rule))
    assert sentence not in always(read(MONTHLY, benefit(f"amount = 100\n{NAMED}", event_date=other)))


def test_what_holds_without_any_benefit_is_told_too() -> None:
    told = always(read(MONTHLY))
    for sentence in ("both days of membership", "No day is charged twice", "settles the oldest due first"):
        assert sentence in told
    assert "committee" not in told


def test_an_unknown_fact_that_could_end_a_membership_is_told() -> None:
    membership = """
[membership]
article = "ข้อ 6"
seniority = { on_readmission = "restart" }
on_leaving = { advance = "refund", arrears = "cancel" }
"""
    sentence = "An unknown fact ends no membership."
    assert sentence in always(read(MONTHLY, membership=f'{membership}ends_when = "age >= 70 years"\n'))
    assert sentence not in always(read(MONTHLY, membership=f'{membership}ends_when = "unpaid_months >= 12"\n'))


def test_both_languages_tell_the_same_sentences() -> None:
    scheme = scheme_in(EVERYTHING)
    counted = {len(read_back(scheme, lang=lang, examples=False).sections[-1].items) for lang in LANGUAGES}
    assert len(counted) == 1


def test_a_first_period_that_is_free_is_one_for_which_nothing_is_paid() -> None:
    free = next(reading for reading in FIRST_PERIOD.readings if reading.written == '"free"')
    assert (say(free.says, "en"), say(free.says, "th")) == ("nothing is paid for it", "ไม่ต้องจ่าย")
