"""``plugins``: what is installed, what it adds, and what fails."""

from __future__ import annotations

import importlib.metadata
import json
from collections.abc import Callable, Sequence
from types import SimpleNamespace
from typing import Any

import attrs
import pytest
import tomli
from click.testing import Result

import scheme_texts
from welfarerules.formula import build
from welfarerules.hookspecs import HOOK_API, Lowered, RuleKind, Scope, Section, hookimpl, key
from welfarerules.loading import loads_scheme
from welfarerules.scheme.values import AMOUNT

Call = Callable[..., Result]
Install = Callable[..., None]


@attrs.frozen(kw_only=True)
class Worth(Section):
    worth: int = attrs.field(metadata=key(AMOUNT, "what the gift is worth"))


def lower(section: Worth, scope: Scope) -> Lowered:
    return Lowered(build.money(section.worth))


def kind(name: str, **sentences: str) -> RuleKind[Worth]:
    return RuleKind(name, "amount", Worth, lower=lower, sentences=sentences, doc="A gift,\nworth so much.")


def plugin(name: str, *kinds: RuleKind[Worth], version: str = "1.2.0", api: int = HOOK_API) -> SimpleNamespace:
    return SimpleNamespace(
        welfarerules_name=name,
        welfarerules_version=version,
        welfarerules_hook_api=api,
        welfarerules_rule_kinds=hookimpl(lambda: list(kinds)),
    )


@pytest.fixture
def install(monkeypatch: pytest.MonkeyPatch) -> Install:
    """Let packages offer plugins; an exception is what loading one raises."""

    def load(source: object) -> object:
        if isinstance(source, Exception):
            raise source
        return source

    def installed(*offered: tuple[str, object]) -> None:
        points: Sequence[Any] = [
            SimpleNamespace(name=name, load=lambda source=source: load(source)) for name, source in offered
        ]
        monkeypatch.setattr(
            "welfarerules.plugins.entry_points", lambda group: points if group == "welfarerules" else []
        )

    return installed


GIFT = kind("rice.gift", en="pays {worth}", th="จ่ายข้าวมูลค่า <worth>")


def test_without_a_plugin_that_is_said(install: Install, call: Call) -> None:
    install()
    result = call("plugins")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "No plugin is installed: schemes can name the built-in kinds of rules.\n"
    assert json.loads(call("plugins", "--json").stdout) == {"hook_api": HOOK_API, "plugins": [], "findings": []}


def test_a_plugin_is_told_with_its_kinds_and_how_to_require_it(install: Install, call: Call) -> None:
    install(("rice", plugin("rice", GIFT)))
    result = call("plugins")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "rice, version 1.2.0, hook API 1\n"
        "  amount of a benefit: rice.gift: A gift, worth so much.\n"
        "  to use it, a scheme says:\n"
        "    [requires.plugins]\n"
        '    rice = ">=1,<2"\n'
    )
    assert "จำนวนเงินสวัสดิการ: rice.gift: จ่ายข้าวมูลค่า <worth>" in call("plugins", "--lang", "th").stdout


def test_a_scheme_that_says_so_is_read_with_the_plugin(install: Install, call: Call) -> None:
    rice = plugin("rice", GIFT)
    install(("rice", rice))
    told = json.loads(call("plugins", "--json").stdout)["plugins"][0]
    benefit = scheme_texts.benefit('amount = { kind = "rice.gift", worth = 500 }')
    text = scheme_texts.small(f"\n[requires.plugins]\n{told['requires']}\n", benefit)
    assert tomli.loads(text)["requires"]["plugins"] == {"rice": ">=1,<2"}
    assert loads_scheme(text, plugins=[rice]).plugins[0].name == told["name"]
    assert told["kinds"] == [
        {"family": "amount", "name": "rice.gift", "doc": GIFT.doc, "sentences": dict(GIFT.sentences)}
    ]


@pytest.mark.parametrize(
    ("name", "source", "reason"),
    [
        ("rice", ImportError("no module named grain"), "ImportError: no module named grain"),
        ("rice", plugin("maize", GIFT), "it calls itself 'maize'"),
        ("rice", plugin("rice", GIFT, api=99), "it was written for hook API 99; this is 1"),
        ("rice", plugin("rice", GIFT, version="new"), "Invalid version: 'new'"),
        ("rice", plugin("rice", kind("gift")), "a plugin's kind is named like 'rice.gift', not 'gift'"),
        ("rice", SimpleNamespace(welfarerules_name="rice"), "it does not state welfarerules_version"),
    ],
)
def test_one_that_fails_is_named_with_the_reason_and_the_others_are_told(
    name: str, source: object, reason: str, install: Install, call: Call
) -> None:
    install((name, source), ("wreath", plugin("wreath", kind("wreath.gift"))))
    result = call("plugins")
    assert result.exit_code == 1
    assert result.stdout.startswith("rice: cannot be used\nwreath, version 1.2.0")
    assert result.stderr.startswith("WR500: plugin 'rice' failed in ")
    assert reason in result.stderr
    assert "\n  fix: mend or update plugin 'rice'" in result.stderr
    assert "ใช้ไม่ได้" in call("plugins", "--lang", "th").stdout
    as_json = call("plugins", "--json")
    assert (as_json.exit_code, as_json.stderr) == (1, "")
    failed, fine = json.loads(as_json.stdout)["plugins"]
    assert (failed["version"], failed["requires"], failed["kinds"]) == (None, None, [])
    assert [finding["code"] for finding in failed["findings"]] == ["WR500"]
    assert fine["findings"] == []


def test_two_packages_with_one_name_are_both_refused(install: Install, call: Call) -> None:
    install(("rice", plugin("rice", GIFT)), ("rice", plugin("rice", GIFT, version="2.0.0")))
    result = call("plugins")
    assert (result.exit_code, result.stdout) == (1, "rice: cannot be used\nrice: cannot be used\n")
    assert "a plugin of that name is registered already" in result.stderr


def test_plugins_that_quarrel_over_a_kind_are_told(install: Install, call: Call) -> None:
    install(("corn", plugin("corn", GIFT)), ("rice", plugin("rice", GIFT)))
    result = call("plugins")
    assert result.exit_code == 1
    assert "the kind 'rice.gift' is offered by corn 1.2.0 already" in result.stderr
    told = json.loads(call("plugins", "--json").stdout)
    assert [each["findings"] for each in told["plugins"]] == [[], []]
    assert [finding["code"] for finding in told["findings"]] == ["WR500"]


def test_what_is_really_installed_is_listed(call: Call) -> None:
    names = sorted(point.name for point in importlib.metadata.entry_points(group="welfarerules"))
    assert [each["name"] for each in json.loads(call("plugins", "--json").stdout)["plugins"]] == names
