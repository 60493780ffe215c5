"""The built-in kinds as a plugin: registered through the same hook, under the same rules, as anyone's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from welfarerules._about import __version__
from welfarerules.hookspecs import HOOK_API, hookimpl
from welfarerules.kinds.amounts import AMOUNT_KINDS
from welfarerules.kinds.contributions import CONTRIBUTION_KINDS
from welfarerules.kinds.rule_kind import RuleKind

__all__ = ["welfarerules_rule_kinds"]

welfarerules_name: Final = "welfarerules"
welfarerules_version: Final = __version__
welfarerules_hook_api: Final = HOOK_API


@hookimpl
def welfarerules_rule_kinds() -> Sequence[RuleKind[Any]]:
    """Offer the kinds of amounts and contributions that every scheme knows."""
    return (*AMOUNT_KINDS, *CONTRIBUTION_KINDS)
