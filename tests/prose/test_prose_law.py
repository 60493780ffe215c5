"""Nothing by which the engine decides stays unsaid: where two schemes differ in meaning, so does what is read aloud."""

from __future__ import annotations

from pathlib import Path

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from random_formulas import conditions, money_formulas, read
from read_schemes import CHAMUANG, EVERYTHING, scheme_in
from strategies import Drawn, schemes
from strategies.mutants import CHANGES_NOTHING, model_fields, mutants
from strategies.vacuity import costly
from welfarerules import loads_scheme, read_back
from welfarerules.formula.typed import MONEY, TRUTH, Expression
from welfarerules.prose import Item
from welfarerules.prose.conditions import condition
from welfarerules.prose.voice import Voice
from welfarerules.prose.worths import worth
from welfarerules.scheme.model import Meant, PluginRequirement, Scheme
from welfarerules.words import LANGUAGES


def told(scheme: Scheme, lang: str) -> list[object]:
    """All that is read aloud, before it is broken into lines: that takes longer than telling it, and adds nothing."""
    reading = read_back(attrs.evolve(scheme, fingerprint=""), lang=lang, examples=False)
    sections = [(section.title, section.article, section.items) for section in reading.walk()]
    return [reading.title, *reading.intro, *sections, *reading.closing]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("path", [CHAMUANG, EVERYTHING], ids=lambda path: path.stem)
def test_every_value_of_a_scheme_is_heard(path: Path, lang: str) -> None:
    """Each value, put to another by itself, changes what is read aloud."""
    scheme = with_all(scheme_in(path))
    before = told(scheme, lang)
    unheard = [where for where, other in mutants(scheme) if told(other, lang) == before]
    assert not unheard


def with_all(scheme: Scheme) -> Scheme:
    """The scheme, also with what no file in these tests can have: a plugin, and something suspicious."""
    meant = Meant("WR700", "benefit.death", "the members decided so")
    return attrs.evolve(scheme, plugins=(PluginRequirement("rice", ">=1", "1.0"),), meant=(meant,))


def test_every_field_of_the_model_is_changed_by_some_mutant() -> None:
    """What no mutant changes is excused by name, and only that."""
    changed: set[str] = set()
    for path in (CHAMUANG, EVERYTHING):
        for _ in mutants(with_all(scheme_in(path)), changed):
            pass
    assert set(model_fields()) - changed == set(CHANGES_NOTHING)


@costly
@given(schemes(), st.data())
def test_schemes_that_differ_in_one_value_never_read_the_same(drawn: Drawn, data: st.DataObject) -> None:
    scheme = loads_scheme(drawn.text)
    where, other = data.draw(st.sampled_from(list(mutants(scheme))))
    for lang in LANGUAGES:
        assert told(scheme, lang) != told(other, lang), where


@costly
@given(schemes(), schemes())
def test_two_schemes_that_differ_in_meaning_never_read_the_same(one: Drawn, other: Drawn) -> None:
    left, right = (attrs.evolve(loads_scheme(drawn.text), fingerprint="") for drawn in (one, other))
    for lang in LANGUAGES:
        assert (told(left, lang) == told(right, lang)) == (left == right)


@given(st.data())
def test_formulas_that_differ_in_one_part_never_read_the_same(data: st.DataObject) -> None:
    """However deep the formula is: what has no words of its own is told in symbols, to the last digit."""
    asks = data.draw(st.booleans())
    whole = read(data.draw(conditions if asks else money_formulas), TRUTH if asks else MONEY)
    others = list(mutants(whole))
    assume(others)
    where, other = data.draw(st.sampled_from(others))
    for lang in LANGUAGES:
        voice = Voice(scheme_in(CHAMUANG), lang)
        assert heard(voice, whole) != heard(voice, other), where


def heard(voice: Voice, formula: Expression) -> Item:
    return condition(voice, formula) if formula.type == TRUTH else worth(voice, formula)
