"""A scheme is read whole, or refused with everything that is wrong with it."""

from __future__ import annotations

import hashlib
import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheme_texts import (
    HEAD,
    MEMBERSHIP,
    MONTHLY,
    benefit,
    codes,
    contribution,
    conventions,
    faults,
    only_benefit,
    read,
    small,
)
from welfarerules.errors import Place, SchemeError
from welfarerules.loading import load_scheme, loads_scheme
from welfarerules.scheme.model import Cap, Conventions, DayOfYear, Fact, Payee, Recurrence, Rounding

NIGHTS = 'amount = { per = "night", pays = 200 }\n'
CHAMUANG = Path(__file__).resolve().parents[2] / "schemes" / "th" / "chamuang.toml"


def test_a_real_scheme_is_read() -> None:
    scheme = load_scheme(CHAMUANG)
    assert [each.id for each in scheme.benefits] == [
        "benefit.birth",
        "benefit.hospital",
        "benefit.old_age",
        "benefit.death",
        "benefit.study",
    ]
    assert scheme.effective == date(2003, 10, 1)
    assert scheme.path == str(CHAMUANG)


def test_conventions_are_read() -> None:
    assert read().conventions == Conventions(
        DayOfYear(10, 1), "clamp", Rounding("half_up", 1), "event", "later nights", ()
    )


def test_membership_is_read() -> None:
    membership = read(membership=MEMBERSHIP + 'entry_fee = 20\nends_when = "days_overdue > 365"\n').membership
    assert (membership.article, membership.entry_fee) == ("ข้อ 6", 2000)
    assert (membership.on_readmission, membership.advance_on_leaving) == ("restart", "refund")
    assert membership.ends_when is not None
    assert membership.ends_when.text == "days_overdue > 365"


def test_own_facts_are_read() -> None:
    names = '{ th = "ระดับ", en = "level" }'
    fact = f'[fact.level]\nname = {names}\nof = "claim"\ntype = "category"\nvalues = ["low", "high"]\n'
    scheme = read(fact, benefit("amount = 500\nrequires = [\"level == 'high'\", \"ระดับ != 'low'\"]"))
    assert scheme.facts == (Fact("level", {"th": "ระดับ", "en": "level"}, "claim", "category", values=("low", "high")),)
    assert len(scheme.benefits[0].requires) == 2


def test_requirements_keep_their_text_article_and_what_they_do() -> None:
    found = only_benefit(
        'amount = 1000\nrequires = ["joined < occurred", '
        '{ formula = "age > 15 years", article = "ข้อ 9", otherwise = "refer" }]\n'
        'claim_within = "90 days of วันเกิดเหตุ"\nlate = "refer"'
    )
    told = [(each.source, each.article, each.otherwise) for each in found.requires]
    assert told == [
        ("joined < occurred", "ข้อ 12", "refuse"),
        ("age > 15 years", "ข้อ 9", "refer"),
        ("claim_within", "ข้อ 12", "refer"),
    ]
    assert found.requires[2].condition.text == "claimed <= (occurred + 90 days)"


def test_caps_keep_their_order() -> None:
    found = only_benefit(
        'amount = 1000\ncap = [{ per = "fund year", amount = 10 }, { per = "event", amount = 5, article = "x" }]'
    )
    assert found.caps == (Cap("fund year", 1000, "ข้อ 12"), Cap("event", 500, "x"))


def test_payees_in_order_are_read() -> None:
    found = only_benefit(
        'amount = 1000\npayee = { order = ["spouse", "children"], share = "equal", odd_satang = "fund" }',
        event_date="died",
        welfare_class="death",
    )
    assert found.payee == Payee(("spouse", "children"), "fund")


@pytest.mark.parametrize(
    ("recurs", "expected"),
    [
        ('{ every = "year", on = "1 ตุลาคม" }', Recurrence(12, 10, 1)),
        ('{ every = "month", on = "day 31" }', Recurrence(1, 1, 31)),
    ],
)
def test_a_recurring_benefit_is_decided_on_its_day(recurs: str, expected: Recurrence) -> None:
    found = only_benefit(f"amount = 200\nrecurs = {recurs}", event_date="")
    assert (found.recurs, found.event_date, found.facts_as_of) == (expected, "tick", "event")


def test_a_benefit_may_state_its_own_day_of_facts() -> None:
    body = 'amount = 1000\nrequires = ["membership > 180 days"]\n'
    assert only_benefit(body + 'facts_as_of = "claim"').facts_as_of == "claim"
    assert only_benefit(body).facts_as_of == "event"


@pytest.mark.parametrize("counted_by", ["each night", "admission", "discharge"])
def test_a_stay_counts_in_the_fund_year_the_scheme_says(counted_by: str) -> None:
    found = only_benefit(
        f'{NIGHTS}cap = [{{ per = "fund year", amount = 10 }}]\ncounted_by = "{counted_by}"',
        event_date="admitted",
    )
    assert found.counted_by == counted_by


def test_everything_knows_its_place_and_equality_does_not_depend_on_it() -> None:
    scheme, moved = read(MONTHLY, benefit("amount = 1")), read("\n\n", MONTHLY, benefit("amount = 1"))
    assert scheme.benefits[0].place == Place("small.toml", 27, 10, "benefit.birth")
    assert scheme.benefits == moved.benefits
    assert scheme.contributions == moved.contributions
    assert scheme.benefits[0].place != moved.benefits[0].place


def test_the_fingerprint_is_that_of_the_text_with_plain_line_ends() -> None:
    text = small(MONTHLY)
    assert loads_scheme(text).fingerprint == hashlib.sha256(text.encode()).hexdigest()
    assert loads_scheme("\ufeff" + text.replace("\n", "\r\n")).fingerprint == loads_scheme(text).fingerprint
    assert loads_scheme(text + "# x\n").fingerprint != loads_scheme(text).fingerprint


def test_reading_twice_gives_the_same_scheme() -> None:
    text = CHAMUANG.read_text(encoding="utf-8")
    assert loads_scheme(text) == loads_scheme(text)


def test_a_scheme_in_one_language_needs_names_in_that_language_only() -> None:
    text = small().replace('en = "Example"', "").replace('"ตัวอย่าง", ', '"ตัวอย่าง"')
    (fault,) = faults(text)
    assert fault.code == "WR119"
    assert 'languages = ["th"] under [scheme]' in fault.remedy
    scheme = loads_scheme(text.replace("effective", 'languages = ["th"]\neffective'))
    assert (scheme.languages, scheme.name) == (("th",), {"th": "ตัวอย่าง"})


# ── what is missing matters only where a rule reads it ──

BOTH_CAPS = 'cap = [{ per = "event", amount = 600 }, { per = "fund year", amount = 1000 }]\n'


@pytest.mark.parametrize(
    ("convention", "code", "reading", "without"),
    [
        (
            "month_end",
            "WR301",
            benefit('amount = 1\nrequires = ["membership >= 6 months"]'),
            benefit('amount = 1\nrequires = ["membership >= 180 days"]'),
        ),
        (
            "month_end",
            "WR301",
            benefit('amount = 1\nclaim_within = "3 months of occurred"\nlate = "refuse"'),
            benefit('amount = 1\nclaim_within = "90 days of occurred"\nlate = "refuse"'),
        ),
        (
            "month_end",
            "WR301",
            contribution('rate = "30 per month"\nperiods = "joining"\ndue = "first day"'),
            contribution('rate = "7 per week"\nperiods = "joining"\ndue = "first day"'),
        ),
        ("month_end", "WR301", MONTHLY.replace("first day", "day 29"), MONTHLY.replace("first day", "day 28")),
        (
            "month_end",
            "WR301",
            benefit('amount = 1\nrecurs = { every = "month", on = "day 31" }', event_date=""),
            benefit('amount = 1\nrecurs = { every = "month", on = "day 28" }', event_date=""),
        ),
        (
            "month_end",
            "WR301",
            benefit('amount = { by = "age", tiers = [{ from = "60 years", pays = 1 }] }'),
            benefit('amount = { by = "age", tiers = [{ from = "21915 days", pays = 1 }] }'),
        ),
        (
            "fund_year_starts",
            "WR302",
            benefit('amount = 1\ncap = [{ per = "fund year", amount = 1 }]'),
            benefit('amount = 1\ncap = [{ per = "event", amount = 1 }]'),
        ),
        ("fund_year_starts", "WR302", MONTHLY.replace("month", "quarter"), MONTHLY),
        (
            "fund_year_starts",
            "WR302",
            MONTHLY.replace("month", "year"),
            contribution('rate = "30 per year"\nperiods = "joining"\ndue = "first day"'),
        ),
        ("rounding", "WR303", MONTHLY.replace('"full"', '"proportional"'), MONTHLY),
        (
            "rounding",
            "WR238",
            benefit('amount = { formula = "round(contributed / 3)" }'),
            benefit('amount = { formula = "half_up(contributed / 3)" }'),
        ),
        (
            "facts_as_of",
            "WR304",
            benefit('amount = 1\nrequires = ["arrears_amount < 100"]'),
            benefit('amount = 1\nrequires = ["joined < occurred"]'),
        ),
        (
            "facts_as_of",
            "WR304",
            benefit('amount = { formula = "contributed" }'),
            benefit(
                'amount = 1\nrequires = ["age > 60 years"]\nrecurs = { every = "month", on = "day 1" }', event_date=""
            ),
        ),
        (
            "cap_cuts",
            "WR305",
            benefit(NIGHTS + BOTH_CAPS + 'counted_by = "each night"', event_date="admitted"),
            benefit(NIGHTS + BOTH_CAPS + 'counted_by = "admission"', event_date="admitted"),
        ),
    ],
)
def test_a_convention_must_be_stated_where_a_rule_reads_it(
    convention: str, code: str, reading: str, without: str
) -> None:
    unstated = conventions(**{convention: None})
    assert codes(small(reading, conventions_=unstated)) == [code]
    assert read(reading).id == read(without, conventions_=unstated).id


def test_a_scheme_without_conventions_needs_none() -> None:
    assert read(benefit("amount = 1"), conventions_="").conventions == Conventions()


def test_the_order_of_payments_matters_from_two_things_on() -> None:
    two = MONTHLY + MONTHLY.replace("satja", "upkeep")
    assert codes(small(two)) == ["WR306"]
    order = conventions(payments_go_to='["contribution.upkeep", "contribution.satja"]')
    assert read(two, conventions_=order).conventions.payments_go_to == ("contribution.upkeep", "contribution.satja")
    assert codes(small(MONTHLY, membership=MEMBERSHIP + "entry_fee = 20\n")) == ["WR306"]
    assert read(MONTHLY, membership=MEMBERSHIP + "entry_fee = 0\n").conventions.payments_go_to == ()


def test_what_happens_on_leaving_and_coming_back_must_be_said_where_it_matters() -> None:
    bare = '[membership]\narticle = "6"\n'
    assert codes(small(MONTHLY, membership=bare)) == ["WR312"]
    assert codes(small(benefit('amount = 1\nrequires = ["membership > 1 day"]'), membership=bare)) == ["WR311"]
    assert read(benefit("amount = 1"), membership=bare).membership.on_readmission == "restart"


def test_a_convention_that_cannot_be_read_is_not_called_missing_too() -> None:
    reading = benefit('amount = 1\nrequires = ["membership >= 6 months"]')
    assert codes(small(reading, conventions_=conventions(month_end='"clip"'))) == ["WR106"]
    assert codes(small(reading, conventions_=conventions(month_end=None) + 'month_ends = "clamp"\n')) == ["WR102"]
    assert codes(
        small(reading, conventions_="conventions = 1\n")
        .replace("conventions = 1\n", "", 1)
        .replace("schema = 1", "schema = 1\nconventions = 1", 1)
    ) == ["WR105"]


# ── all at once, and nothing twice ──


def test_a_fault_in_one_rule_does_not_hide_those_of_others() -> None:
    text = small(
        contribution('rate = "6%"'),
        benefit("amount = 1\nevent_dat = 5"),
        benefit('amount = { formula = "nigths" }', name="hospital", event_date="admitted"),
        benefit('amount = 1\nrequires = ["unpaid_months < 3"]', name="study"),
    )
    assert codes(text) == ["WR104", "WR102", "WR212"]


def test_the_same_fault_is_never_told_twice() -> None:
    for path in sorted((CHAMUANG.parents[1] / "bad").glob("0*.toml")):
        with pytest.raises(SchemeError) as refused:
            load_scheme(path)
        told = [diagnostic.render() for diagnostic in refused.value.found]
        assert len(told) == len(set(told)), path.name


def test_a_scheme_of_another_version_is_refused_before_its_keys_are() -> None:
    assert codes("schema = 2\nloans = 1\n") == ["WR108"]
    assert codes("schema = '1'\n")[0] == "WR103"
    assert "WR105" in codes("schema = '1'\n")


def test_a_scheme_without_a_version_is_refused() -> None:
    (fault,) = faults(small().replace("schema = 1\n", ""))
    assert (fault.code, fault.remedy) == ("WR103", "write schema = 1: the version of this language: 1")


SOUND = CHAMUANG.read_text(encoding="utf-8")
LINES = [number for number, line in enumerate(SOUND.splitlines()) if line.strip() and not line.startswith("#")]


@given(st.data())
def test_no_single_damage_ends_in_a_traceback(data: st.DataObject) -> None:
    """A line is lost, doubled or moved, a character goes or another comes: read, or refused with places."""
    lines = SOUND.splitlines()
    number = data.draw(st.sampled_from(LINES))
    line = lines[number]
    at = data.draw(st.integers(0, len(line)))
    match data.draw(st.sampled_from(["lose", "double", "move", "cut", "insert", "replace"])):
        case "lose":
            del lines[number]
        case "double":
            lines.insert(number, line)
        case "move":
            lines.insert(data.draw(st.sampled_from(LINES)), lines.pop(number))
        case "cut":
            lines[number] = line[:at] + line[at + 1 :]
        case "insert":
            lines[number] = line[:at] + data.draw(st.sampled_from(list("\"'[]{}=.,#0a- ก\\"))) + line[at:]
        case "replace":
            word = data.draw(
                st.sampled_from(["1", "true", '"x"', "[]", "{}", "nan", "2025-01-01", "1979-05-27T07:32:00"])
            )
            lines[number] = line.split("=")[0] + "= " + word if "=" in line else line
    text = "\n".join(lines)
    try:
        scheme = loads_scheme(text)
    except SchemeError as refused:
        told = refused.render("th")
    else:
        told = scheme.id
    assert told


@given(st.data())
def test_the_order_of_tables_and_keys_changes_no_rule(data: st.DataObject) -> None:
    """Only the order in which benefits are listed follows the text."""
    values = tomllib.loads(SOUND)
    first = loads_scheme(SOUND)
    order = data.draw(st.permutations(list(values["benefit"])))
    parts = _benefit_texts()
    text = SOUND[: SOUND.index("[benefit.birth]")] + "".join(parts[name] for name in order)
    again = loads_scheme(text)
    assert [each.id for each in again.benefits] == [f"benefit.{name}" for name in order]
    assert {each.id: each for each in again.benefits} == {each.id: each for each in first.benefits}


def _benefit_texts() -> dict[str, str]:
    texts: dict[str, str] = {}
    name = ""
    for line in SOUND[SOUND.index("[benefit.birth]") :].splitlines(keepends=True):
        if line.startswith("[benefit."):
            name = line.removeprefix("[benefit.").partition("]")[0].partition(".")[0]
        texts[name] = texts.get(name, "") + line
    return texts


def test_the_head_used_here_is_a_scheme_by_itself() -> None:
    assert loads_scheme(HEAD + '[membership]\narticle = "6"\n').benefits == ()


def test_a_scheme_can_be_sent_to_another_process() -> None:
    """Funds are independent: each may be evaluated wherever there is room, under the scheme that was read once."""
    import pickle

    scheme = load_scheme(Path(__file__).parents[2] / "schemes" / "th" / "chamuang.toml")
    there = pickle.loads(pickle.dumps(scheme))
    assert there == scheme
    assert there.places == scheme.places


@pytest.mark.parametrize("day", ['"9999-1-1"', '"1 มกราคม 9999"', "9999-01-01"])
def test_bylaws_of_another_millennium_are_refused_however_their_day_is_written(day: str) -> None:
    assert codes(small().replace("effective = 2025-10-01", f"effective = {day}")) == ["WR027"]
