"""Plugins are checked when they are registered, asked one by one, and named in whatever they do wrong."""

from __future__ import annotations

import importlib.metadata
import itertools
from collections.abc import Callable, Sequence
from types import SimpleNamespace
from typing import Any

import attrs
import pytest

from welfarerules.errors import PluginError, SchemeError
from welfarerules.formula import build
from welfarerules.hookspecs import HOOK_API, Lowered, RuleKind, Scope, Section, hookimpl, key
from welfarerules.loading import loads_scheme
from welfarerules.plugins import Discovered, assemble, discovered
from welfarerules.scheme.values import AMOUNT

SCHEME = """
schema = 1
[requires.plugins]
rice = ">=1,<2"
[scheme]
id = "th.example.plugins"
name = { th = "ตัวอย่าง", en = "Example" }
currency = "THB"
effective = 2025-10-01
[membership]
article = "6"
[benefit.funeral]
article = "12"
name = { th = "งานศพ", en = "Funeral" }
class = "funeral"
event_date = "occurred"
amount = { kind = "rice.gift", worth = 500 }
"""


@attrs.frozen(kw_only=True)
class Worth(Section):
    worth: int = attrs.field(metadata=key(AMOUNT, "what the gift is worth"))


def lower_worth(section: Worth, scope: Scope) -> Lowered:
    return Lowered(build.money(section.worth))


def gift(name: str = "rice.gift", *, lower: Any = lower_worth, marks: tuple[str, ...] = ()) -> RuleKind[Worth]:
    sentences = {"en": "a gift worth {worth}", "th": "ของมูลค่า {worth}"}
    return RuleKind(name, "amount", Worth, lower=lower, sentences=sentences, doc="A gift.", marks=marks)


def plugin(
    name: str = "rice",
    *,
    version: str = "1.0.0",
    hook_api: object = HOOK_API,
    kinds: Callable[[], object] | None = None,
    **hooks: Any,
) -> SimpleNamespace:
    """A plugin as an object; *kinds* answers the one hook."""

    def welfarerules_rule_kinds() -> object:
        return kinds() if kinds else [gift(f"{name}.gift")]

    hooks.setdefault("welfarerules_rule_kinds", hookimpl(welfarerules_rule_kinds))
    return SimpleNamespace(
        __name__=f"plugin_{name}",
        welfarerules_name=name,
        welfarerules_version=version,
        welfarerules_hook_api=hook_api,
        **hooks,
    )


def refusal(*plugins: object) -> PluginError:
    with pytest.raises(PluginError) as refused:
        assemble(plugins)
    return refused.value


def test_the_built_in_kinds_come_through_the_same_hook() -> None:
    registry = assemble()
    assert [kind.name for kind in registry.of_family("contribution")] == ["once", "per_day", "per_period"]
    assert registry.plugins == {}


def test_a_plugin_adds_kinds_and_owns_them() -> None:
    registry = assemble([plugin()])
    kind = registry.kind("amount", "rice.gift")
    assert kind is not None
    assert str(registry.owner(kind)) == "rice 1.0.0"
    assert list(registry.plugins) == ["rice"]


def test_the_order_of_plugins_changes_nothing() -> None:
    plugins = [plugin("rice"), plugin("wreath"), plugin("coffin")]
    registries = [assemble(order) for order in itertools.permutations(plugins)]
    assert all(list(registry.kinds) == list(registries[0].kinds) for registry in registries)


def test_one_engine_knows_nothing_of_anothers_plugins() -> None:
    assert assemble([plugin()]).plugins
    assert not assemble().plugins


def test_a_scheme_is_read_with_the_kinds_of_a_plugin() -> None:
    scheme = loads_scheme(SCHEME, plugins=[plugin()])
    amount = scheme.benefits[0].amount
    assert (amount.kind, amount.value.text, amount.parameters) == ("rice.gift", "50000", {"worth": 500})
    assert (scheme.plugins[0].versions, scheme.plugins[0].version) == (">=1,<2", "1.0.0")


@pytest.mark.parametrize("missing", ["welfarerules_name", "welfarerules_version", "welfarerules_hook_api"])
def test_a_plugin_says_what_it_is(missing: str) -> None:
    silent = plugin()
    delattr(silent, missing)
    assert missing in refusal(silent).reason


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (plugin(hook_api=2), "it was written for hook API 2; this is 1"),
        (plugin(version="one"), "Invalid version: 'one'"),
        (plugin(version=""), "must be text"),
        (plugin(kinds=lambda: {"rice.gift": 1}), "it must return a list of RuleKind"),
        (plugin(kinds=lambda: ["rice.gift"]), "it must return a list of RuleKind"),
        (plugin(kinds=lambda: [gift("rice")]), "named like 'rice.gift', not 'rice'"),
        (plugin(kinds=lambda: [gift(marks=("worth",))]), "named like 'rice.gift'"),
        (plugin(kinds=lambda: 1 // 0), "ZeroDivisionError: integer division or modulo by zero"),
        (plugin(kinds=lambda: [gift("Rice Gift")]), "'Rice Gift' cannot name a rule kind"),
    ],
)
def test_what_a_plugin_does_wrong_is_told_with_its_name(wrong: SimpleNamespace, said: str) -> None:
    error = refusal(wrong)
    assert error.plugin == "rice"
    assert said in error.reason


def test_a_failure_names_plugin_version_and_hook() -> None:
    error = refusal(plugin(kinds=lambda: 1 // 0))
    assert error.where == "welfarerules_rule_kinds of version 1.0.0"
    assert isinstance(error.__cause__, ZeroDivisionError)


def test_two_plugins_offering_one_name_are_both_named() -> None:
    error = refusal(plugin("rice"), plugin("wreath", kinds=lambda: [gift("rice.gift")]))
    assert error.plugin == "wreath"
    assert "the kind 'rice.gift' is offered by rice 1.0.0 already" in error.reason


def test_two_plugins_of_one_name_are_both_named() -> None:
    error = refusal(plugin("rice", version="1.0.0"), plugin("rice", version="2.0.0"))
    assert error.plugin == "rice"
    assert "rice" in error.reason
    assert "plugin_rice" in error.reason


def test_nobody_replaces_the_built_in_kinds() -> None:
    assert refusal(plugin("welfarerules")).plugin == "welfarerules"


def test_an_unknown_hook_is_refused() -> None:
    @hookimpl
    def welfarerules_rule_kind() -> Sequence[RuleKind[Any]]:
        return []

    error = refusal(plugin(welfarerules_rule_kind=welfarerules_rule_kind))
    assert error.plugin == "rice"
    assert "welfarerules_rule_kind" in error.reason


def test_wrappers_are_refused() -> None:
    @hookimpl(wrapper=True)
    def welfarerules_rule_kinds() -> Any:
        return (yield)

    assert "wrappers are not allowed" in refusal(plugin(welfarerules_rule_kinds=welfarerules_rule_kinds)).reason


def test_old_wrappers_are_refused() -> None:
    @hookimpl(hookwrapper=True)
    def welfarerules_rule_kinds() -> Any:
        yield

    assert "wrappers are not allowed" in refusal(plugin(welfarerules_rule_kinds=welfarerules_rule_kinds)).reason


def test_a_parameter_with_a_default_is_refused() -> None:
    """Pluggy 1.6 would never pass it, 1.7 would: a plugin must not depend on which is installed."""

    @hookimpl
    def welfarerules_rule_kinds(loud: bool = False) -> Sequence[RuleKind[Any]]:
        return []

    assert refusal(plugin(welfarerules_rule_kinds=welfarerules_rule_kinds)).plugin == "rice"


def test_a_parameter_that_the_hook_does_not_have_is_refused() -> None:
    @hookimpl
    def welfarerules_rule_kinds(scheme: object) -> Sequence[RuleKind[Any]]:
        return []

    assert "scheme" in refusal(plugin(welfarerules_rule_kinds=welfarerules_rule_kinds)).reason


def test_a_plugin_that_implements_nothing_is_refused() -> None:
    bare = plugin()
    del bare.welfarerules_rule_kinds
    assert "implements no hook" in refusal(bare).reason


def test_a_plugin_may_answer_nothing() -> None:
    assert assemble([plugin(kinds=lambda: None)]).plugins


@pytest.mark.parametrize(
    ("lower", "said"),
    [
        (lambda *_: 1 // 0, "ZeroDivisionError"),
        (lambda *_: 500, "it made int, not Lowered"),
        (lambda *_: None, "refused the table without saying why"),
        (lambda *_: Lowered(build.amount_of(3, "nights")), "'3 nights' is not a whole amount of money"),
        (
            lambda *_: Lowered(build.multiply(build.money(100), build.fact("nights"))),
            "it reads the fact 'nights', which is not known here",
        ),
    ],
)
def test_a_kind_that_fails_while_a_scheme_is_read_is_named_with_the_rule(lower: Any, said: str) -> None:
    with pytest.raises(PluginError) as refused:
        loads_scheme(SCHEME, plugins=[plugin(kinds=lambda: [gift(lower=lower)])])
    assert refused.value.plugin == "rice"
    assert "benefit.funeral" in refused.value.where
    assert said in refused.value.reason


def codes(scheme: str, *plugins: object) -> list[str]:
    with pytest.raises(SchemeError) as refused:
        loads_scheme(scheme, plugins=plugins)
    return [diagnostic.code for diagnostic in refused.value.found]


def test_a_scheme_names_every_plugin_whose_kinds_it_uses() -> None:
    assert codes(SCHEME.replace('rice = ">=1,<2"', ""), plugin()) == ["WR137"]


@pytest.mark.parametrize(("versions", "found"), [(">=2", "WR140"), ("==0.9", "WR140"), ("soon", "WR138")])
def test_a_plugin_of_another_version_is_refused(versions: str, found: str) -> None:
    assert codes(SCHEME.replace(">=1,<2", versions), plugin()) == [found]


def test_a_test_version_of_a_plugin_fits_the_range() -> None:
    assert loads_scheme(SCHEME, plugins=[plugin(version="1.1.0b2")]).plugins


def test_a_discovered_plugin_is_registered_only_where_a_scheme_requires_it() -> None:
    broken = Discovered("wreath", failure=PluginError("wreath", "loading", "ImportError: no module named wreath"))
    assert loads_scheme(SCHEME, plugins=[broken, Discovered("rice", plugin())]).plugins


def test_a_discovered_plugin_that_cannot_be_loaded_is_named_where_a_scheme_requires_it() -> None:
    broken = Discovered("rice", failure=PluginError("rice", "loading", "ImportError: no module named rice"))
    with pytest.raises(PluginError, match="no module named rice"):
        loads_scheme(SCHEME, plugins=[broken])


@attrs.frozen
class Point:
    """An entry point as `importlib.metadata` has it."""

    name: str
    loads: Any

    def load(self) -> object:
        if isinstance(self.loads, Exception):
            raise self.loads
        return self.loads


def test_discovery_keeps_what_cannot_be_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    points = [Point("wreath", ImportError("no wreath")), Point("rice", plugin("rice")), Point("corn", plugin("maize"))]
    monkeypatch.setattr("welfarerules.plugins.entry_points", lambda group: points if group == "welfarerules" else [])
    corn, rice, wreath = discovered()
    assert (rice.name, rice.failure) == ("rice", None)
    assert "ImportError: no wreath" in str(wreath.failure)
    assert "calls itself 'maize'" in str(corn.failure)


def test_discovery_reads_the_entry_points_of_what_is_installed() -> None:
    installed = {point.name for point in importlib.metadata.entry_points(group="welfarerules")}
    assert {plugin.name for plugin in discovered()} == installed


def test_a_kind_cannot_be_told_with_keys_it_does_not_have() -> None:
    with pytest.raises(ValueError, match="price"):
        RuleKind("rice.gift", "amount", Worth, lower=lower_worth, sentences={"en": "{price}"}, doc="A gift.")
