"""``welfarerules plugins``: which plugins are installed, what they offer, and which of them fail."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

import attrs
import click

from welfarerules.cli.faults import FINE, FOUND
from welfarerules.cli.help import Help, command
from welfarerules.cli.inputs import json_option
from welfarerules.cli.inputs import plugins as installed
from welfarerules.cli.screen import Screen
from welfarerules.errors import Diagnostic, PluginError
from welfarerules.hookspecs import HOOK_API
from welfarerules.kinds.rule_kind import RuleKind
from welfarerules.plugins import Discovered, Plugin, assemble
from welfarerules.words import N_, Phrase

__all__ = ["plugins"]

_KEY: Final = re.compile(r"{([^{}!:]+)[^{}]*}")
"""A key of the kind's table in a sentence about it; it has no value before a scheme gives one."""
_FAMILIES: Final[Mapping[str, Phrase]] = MappingProxyType(
    {"amount": Phrase("amount of a benefit"), "contribution": Phrase("contribution")}
)


@attrs.frozen
class Examined:
    """An installed plugin: what it is and offers, or why it cannot be used."""

    name: str
    plugin: Plugin | None = None
    kinds: tuple[RuleKind[Any], ...] = ()
    found: tuple[Diagnostic, ...] = ()


@command(
    "plugins",
    Help(
        N_("List the plugins that are installed, the kinds of rules they add, and those that fail."),
        (
            N_(
                "A plugin comes with a Python package and adds kinds of amounts or contributions. It is used where a "
                "scheme requires it, and nowhere else; the lines to write in a scheme are told with each plugin."
            ),
            N_("Exit status: 0 when every plugin can be used, or there is none; 1 when one fails."),
        ),
        ("welfarerules plugins", "welfarerules plugins --lang th", "welfarerules plugins --json"),
    ),
)
@json_option
@click.pass_context
def plugins(ctx: click.Context, *, as_json: bool) -> int:
    """List the installed plugins."""
    screen = Screen.of(ctx)
    offered = [plugin for plugin in installed() if isinstance(plugin, Discovered)]
    examined = [_examined(plugin, offered) for plugin in offered]
    together = () if any(each.found for each in examined) else tuple(_quarrels(offered))
    if as_json:
        told = [_plain(each, screen) for each in examined]
        screen.data({"hook_api": HOOK_API, "plugins": told, "findings": screen.findings(together)})
    else:
        _tell(examined, screen)
        screen.found(together)
    return FOUND if together or any(each.found for each in examined) else FINE


def _examined(plugin: Discovered, offered: Sequence[Discovered]) -> Examined:
    """Register one plugin as a scheme that requires it would, with any other of the same name."""
    if plugin.failure is not None:
        return Examined(plugin.name, found=plugin.failure.found)
    try:
        registry = assemble(each.source for each in offered if each.name == plugin.name and each.failure is None)
    except PluginError as failure:
        return Examined(plugin.name, found=failure.found)
    kinds = tuple(kind for slot, kind in sorted(registry.kinds.items()) if registry.owners[slot].name == plugin.name)
    return Examined(plugin.name, registry.plugins[plugin.name], kinds)


def _quarrels(offered: Sequence[Discovered]) -> Iterator[Diagnostic]:
    """What keeps plugins that are fine alone from being required together."""
    try:
        assemble(each.source for each in offered)
    except PluginError as failure:
        yield from failure.found


def _required(plugin: Plugin) -> str:
    """The line of a scheme that requires *plugin* as it is installed."""
    return f'{plugin.name} = "{plugin.versions}"'


def _plain(each: Examined, screen: Screen) -> dict[str, object]:
    plugin = each.plugin
    return {
        "name": each.name,
        "version": plugin.version if plugin else None,
        "hook_api": plugin.hook_api if plugin else None,
        "requires": _required(plugin) if plugin else None,
        "kinds": [
            {"family": kind.family, "name": kind.name, "doc": kind.doc, "sentences": dict(kind.sentences)}
            for kind in each.kinds
        ],
        "findings": screen.findings(each.found),
    }


def _tell(examined: Sequence[Examined], screen: Screen) -> None:
    if not examined:
        screen.say(N_("No plugin is installed: schemes can name the built-in kinds of rules."))
    for each in examined:
        if each.plugin is None:
            screen.say(N_("{name}: cannot be used"), name=each.name)
            screen.found(each.found)
            continue
        screen.say(
            N_("{name}, version {version}, hook API {api}"),
            name=each.name,
            version=each.plugin.version,
            api=each.plugin.hook_api,
        )
        for kind in each.kinds:
            screen.say(
                N_("  {family}: {kind}: {says}"),
                family=_FAMILIES[kind.family],
                kind=kind.name,
                says=_says(kind, screen),
            )
        screen.say(N_("  to use it, a scheme says:"))
        screen.text(f"    [requires.plugins]\n    {_required(each.plugin)}")


def _says(kind: RuleKind[Any], screen: Screen) -> str:
    """What the kind does: its own words where they are written in the language chosen, else how it is told."""
    sentence = kind.sentences.get(screen.lang) if screen.lang != "en" else None
    told = kind.doc if sentence is None else _KEY.sub(r"<\1>", sentence)
    return " ".join(told.split())
