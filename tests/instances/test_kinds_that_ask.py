"""A kind of rule says which conventions it reads, and asks for its own as the built-in ones do."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Final

import attrs
import pytest
from hypothesis import given

from scheme_texts import benefit, conventions, small
from strategies.bylaws import Drawn, schemes
from welfarerules.errors import Finding, SchemeError
from welfarerules.formula import build
from welfarerules.hookspecs import HOOK_API, Convention, Lowered, Reading, RuleKind, Scope, Section, hookimpl, key
from welfarerules.kinds.built_in import welfarerules_rule_kinds
from welfarerules.loading import loads_scheme
from welfarerules.scheme.read import read_scheme
from welfarerules.scheme.readings import CONVENTIONS
from welfarerules.scheme.values import AMOUNT, Word

TWINS: Final = Convention(
    "twins",
    "benefit",
    (Reading('"one birth"', "two children born together are one birth"), Reading('"two births"', "they are two")),
    "whether twins are paid for once or twice",
    ("usual",),
)
NEEDS_TWINS: Final = Finding("WR199", "whether twins count twice is not said{example}", 'write twins = "one birth" …')


@attrs.frozen(kw_only=True)
class Cradle(Section):
    """``amount = { kind = "cradle.gift", pays = 500, twins = "one birth" }``."""

    pays: int = attrs.field(metadata=key(AMOUNT, "what is paid for a child"))
    twins: str | None = attrs.field(
        default=None, metadata=key(Word(("one birth", "two births")), "whether twins are paid for once or twice")
    )


def lower(section: Cradle, scope: Scope) -> Lowered | None:
    if section.twins is None:
        scope.ask(TWINS, NEEDS_TWINS, section)
        return None
    return Lowered(build.money(section.pays * (2 if section.twins == "two births" else 1)))


GIFT: Final = RuleKind(
    "cradle.gift", "amount", Cradle, lower=lower, sentences={"en": "pays {pays}"}, doc="For a child.", reads=(TWINS,)
)
PLUGIN: Final = SimpleNamespace(
    welfarerules_name="cradle",
    welfarerules_version="1.0.0",
    welfarerules_hook_api=HOOK_API,
    welfarerules_rule_kinds=hookimpl(lambda: [GIFT]),
)


def bylaws(amount: str) -> str:
    return small(benefit(f"amount = {{ kind = 'cradle.gift', {amount} }}")) + '\n[requires.plugins]\ncradle = ">=1"\n'


def test_a_plugin_asks_for_a_convention_of_its_own_with_what_each_reading_pays() -> None:
    with pytest.raises(SchemeError) as refused:
        loads_scheme(bylaws("pays = 500"), plugins=[PLUGIN])
    (found,) = refused.value.found
    assert found.path == "benefit.birth.amount.twins"
    assert found.message == (
        "whether twins count twice is not said; for instance, nothing out of the ordinary: "
        '"one birth" pays 500.00 baht, "two births" pays 1,000.00 baht'
    )


def test_a_plugin_whose_convention_is_stated_is_not_asked() -> None:
    scheme = loads_scheme(bylaws("pays = 500, twins = 'one birth'"), plugins=[PLUGIN])
    assert scheme.benefits[0].amount.kind == "cradle.gift"


def test_a_plugin_asks_even_where_no_instance_tells_its_readings_apart() -> None:
    """Nobody knows what else a plugin's convention may decide."""
    with pytest.raises(SchemeError) as refused:
        loads_scheme(bylaws("pays = 0"), plugins=[PLUGIN])
    assert [found.message for found in refused.value.found] == ["whether twins count twice is not said"]


@given(schemes())
def test_a_built_in_kind_declares_what_its_rules_ask_for(drawn: Drawn) -> None:
    """Contributions are read by their kind alone: all they leave open, the kind declares."""
    kinds = {kind.name: {each.key for each in kind.reads} for kind in welfarerules_rule_kinds()}
    stated = "\n".join(
        line for line in drawn.text.splitlines() if not line.startswith(("month_end", "rounding", "fund_"))
    )
    names = {"once": "once", "day": "per_day"}
    draft = read_scheme(stated)
    for contribution in draft.scheme.contributions if draft.scheme else ():
        kind = names.get(contribution.rate.per, "per_period")
        asked = {each.convention.key for each in draft.open if contribution.id in each.rules}
        assert asked <= kinds[kind]


def test_every_convention_of_the_language_is_declared_by_somebody() -> None:
    declared = {each.key for kind in welfarerules_rule_kinds() for each in kind.reads}
    for convention in CONVENTIONS:
        assert convention.key in declared or convention.read_by


def test_a_convention_that_is_stated_beside_those_that_are_not_is_not_asked() -> None:
    text = small(benefit("amount = 100"), conventions_=conventions())
    assert read_scheme(text).open == ()
