"""What a plugin author sees: the hooks, and everything a plugin needs to implement them.

A plugin is a module or an object with three attributes and at least one hook::

    welfarerules_name = "rice"            # what a scheme writes under [requires.plugins]
    welfarerules_version = "1.0.0"
    welfarerules_hook_api = 1             # the `HOOK_API` it was written for

    @hookimpl
    def welfarerules_rule_kinds():
        return [GIFT]

Hooks assemble: they are asked once, when a scheme is loaded, and never while it is evaluated.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import pluggy

from welfarerules.kinds.rule_kind import Condition, Dues, Lowered, RuleKind, Scope
from welfarerules.scheme.questions import Convention, Reading
from welfarerules.scheme.shapes import Section, key

__all__ = [
    "HOOK_API",
    "PROJECT",
    "Condition",
    "Convention",
    "Dues",
    "Lowered",
    "Reading",
    "RuleKind",
    "Scope",
    "Section",
    "hookimpl",
    "hookspec",
    "key",
    "welfarerules_rule_kinds",
]

PROJECT: Final = "welfarerules"
"""Name of the pluggy project, and of the entry point group."""

HOOK_API: Final = 1
"""Version of the hooks. It grows when a hook changes or goes; a plugin states the one it was written for."""

hookspec: Final = pluggy.HookspecMarker(PROJECT)
hookimpl: Final = pluggy.HookimplMarker(PROJECT)


@hookspec
def welfarerules_rule_kinds() -> Sequence[RuleKind[Any]]:  # type: ignore[empty-body]
    """Offer rule kinds that a scheme may name in ``kind = "..."``.

    Called:   once, while a scheme is loaded; never during evaluation.
    Combined: union; two plugins offering one name is a `PluginError`.
    Order:    irrelevant to the outcome.
    Errors:   any exception stops the loading and names the plugin.
    Since:    hook API 1.
    """
