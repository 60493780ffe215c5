"""Plugins: found, checked, asked one by one, and named in every failure.

A `Registry` is made anew for each scheme that is loaded; nothing here is global, and the order in which plugins are
given changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.metadata import entry_points
from types import MappingProxyType
from typing import Any, Final, TypeVar

import attrs
import pluggy
from packaging.version import InvalidVersion, Version

from welfarerules import hookspecs
from welfarerules.errors import PluginError
from welfarerules.hookspecs import HOOK_API, PROJECT
from welfarerules.kinds import built_in
from welfarerules.kinds.rule_kind import Family, RuleKind

__all__ = ["BUILT_IN", "Discovered", "Plugin", "Registry", "assemble", "discovered"]

BUILT_IN: Final = "welfarerules"
"""The name under which the built-in kinds are registered."""

_STATED: Final = ("welfarerules_name", "welfarerules_version", "welfarerules_hook_api")

T = TypeVar("T")


@attrs.frozen
class Plugin:
    """A registered plugin.

    Attributes:
        name: What schemes write under ``[requires.plugins]``.
        version: Its version.
        hook_api: The version of the hooks it was written for.
        source: The module or object itself.
    """

    name: str
    version: str
    hook_api: int
    source: object = attrs.field(eq=False, repr=False)

    def __str__(self) -> str:
        return f"{self.name} {self.version}"

    @property
    def versions(self) -> str:
        """What a scheme best requires of it: this version and later ones, until one that may mean something else.

        >>> Plugin("rice", "1.2.0", 1, None).versions, Plugin("rice", "0.3.1", 1, None).versions
        ('>=1,<2', '>=0.3,<0.4')
        """
        version = Version(self.version)
        if version.is_prerelease:
            return f"=={self.version}"
        if version.major:
            return f">={version.major},<{version.major + 1}"
        return f">=0.{version.minor},<0.{version.minor + 1}"


@attrs.frozen
class Discovered:
    """A plugin that an installed distribution offers; it is registered where a scheme requires it.

    Attributes:
        name: The name of its entry point, which is the plugin's name.
        source: The module or object, None if it could not be loaded.
        failure: Why not; raised as soon as a scheme requires it.
    """

    name: str
    source: object | None = attrs.field(default=None, eq=False, repr=False)
    failure: PluginError | None = None


@attrs.frozen
class Registry:
    """The plugins of one engine and the rule kinds they offer.

    Attributes:
        plugins: The registered plugins but the built-in one, by name.
        owners: By family and name of a kind, the plugin that offers it.
    """

    plugins: Mapping[str, Plugin]
    kinds: Mapping[tuple[Family, str], RuleKind[Any]] = attrs.field(repr=False)
    owners: Mapping[tuple[Family, str], Plugin] = attrs.field(repr=False)

    def kind(self, family: Family, name: str) -> RuleKind[Any] | None:
        """Return the kind of that name, or None."""
        return self.kinds.get((family, name))

    def of_family(self, family: Family) -> list[RuleKind[Any]]:
        """Return all kinds of *family*, sorted by name."""
        return [self.kinds[each] for each in sorted(self.kinds) if each[0] == family]

    def marked(self, family: Family, mark: str) -> list[RuleKind[Any]]:
        """Return the kinds of *family* that the key or word *mark* by itself stands for."""
        return [kind for kind in self.of_family(family) if mark in kind.marks]

    def owner(self, kind: RuleKind[Any]) -> Plugin:
        """Return the plugin that offers *kind*."""
        return self.owners[kind.family, kind.name]


def assemble(plugins: Iterable[object] = ()) -> Registry:
    """Register the built-in kinds and *plugins* (modules, or objects with the same attributes).

    >>> sorted(kind.name for kind in assemble().of_family("amount"))
    ['fixed', 'formula', 'per_unit', 'tiers']

    Raises:
        PluginError: A plugin does not say what it is, was written for other hooks, fails, breaks a rule of its hook,
            or offers a name that is taken. The error names the plugin.
    """
    manager = pluggy.PluginManager(PROJECT)
    manager.add_hookspecs(hookspecs)
    registered: dict[str, Plugin] = {}
    for source in (built_in, *sorted(plugins, key=_sorting_name)):
        plugin = _described(source)
        if plugin.name in registered:
            other = registered[plugin.name]
            reason = f"a plugin of that name is registered already, {other} from {other.source!r}"
            raise PluginError(plugin.name, "registration", reason)
        _register(manager, plugin)
        registered[plugin.name] = plugin
    kinds, owners = _rule_kinds(manager, registered)
    del registered[BUILT_IN]
    return Registry(MappingProxyType(registered), MappingProxyType(kinds), MappingProxyType(owners))


def discovered() -> tuple[Discovered, ...]:
    """Return the plugins that installed distributions offer under the entry point group ``welfarerules``.

    One that cannot be loaded is kept with its failure. This is for the command; the library registers what it is given.
    """
    return tuple(_loaded(point) for point in sorted(entry_points(group=PROJECT), key=lambda point: point.name))


def _loaded(point: Any) -> Discovered:
    try:
        source = point.load()
        if (stated := getattr(source, "welfarerules_name", None)) != point.name:
            raise ValueError(f"it calls itself {stated!r}")
        return Discovered(point.name, source)
    except Exception as failure:  # noqa: BLE001 - whatever a plugin raises, it is named
        return Discovered(point.name, failure=PluginError(point.name, "loading", _told(failure)))


def _sorting_name(source: object) -> str:
    return str(getattr(source, "welfarerules_name", ""))


def _described(source: object) -> Plugin:
    """Return what *source* says of itself, or refuse it."""
    called = str(getattr(source, "welfarerules_name", getattr(source, "__name__", repr(source))))
    if missing := [name for name in _STATED if not hasattr(source, name)]:
        raise PluginError(called, "registration", f"it does not state {missing[0]}")
    name, version, api = (getattr(source, each) for each in _STATED)
    if not isinstance(name, str) or not name or not isinstance(version, str) or not version:
        raise PluginError(called, "registration", "welfarerules_name and welfarerules_version must be text")
    try:
        Version(version)
    except InvalidVersion as failure:
        raise PluginError(called, "registration", str(failure)) from failure
    if api != HOOK_API:
        raise PluginError(called, "registration", f"it was written for hook API {api!r}; this is {HOOK_API}")
    return Plugin(name, version, api, source)


def _register(manager: pluggy.PluginManager, plugin: Plugin) -> None:
    """Register *plugin*, or leave the manager as it was and refuse it."""
    try:
        manager.register(plugin.source, name=plugin.name)
        _check_implementations(manager, plugin)
        manager.check_pending()
    except Exception as failure:
        # pluggy 1.6 leaves a plugin registered that it has refused.
        if manager.has_plugin(plugin.name):
            manager.unregister(name=plugin.name)
        if isinstance(failure, PluginError):
            raise
        raise PluginError(plugin.name, f"registration of version {plugin.version}", _told(failure)) from failure


def _check_implementations(manager: pluggy.PluginManager, plugin: Plugin) -> None:
    callers = manager.get_hookcallers(plugin.source) or []
    if not callers:
        raise PluginError(plugin.name, f"registration of version {plugin.version}", "it implements no hook")
    for caller in callers:
        where = f"{caller.name} of version {plugin.version}"
        for implementation in caller.get_hookimpls():
            if implementation.plugin_name != plugin.name:
                continue
            if implementation.hookwrapper or implementation.wrapper:
                raise PluginError(plugin.name, where, "wrappers are not allowed on this hook")
            if implementation.kwargnames:
                raise PluginError(
                    plugin.name, where, f"parameters may not have defaults: {implementation.kwargnames[0]}"
                )


def _ask(
    manager: pluggy.PluginManager, hook: str, plugins: Mapping[str, Plugin], given: Mapping[str, object]
) -> Iterator[tuple[Plugin, object]]:
    """Ask each implementation of *hook* in the order of plugin names; yield who answered, and what."""
    caller = getattr(manager.hook, hook)
    for implementation in sorted(caller.get_hookimpls(), key=lambda each: each.plugin_name):
        plugin = plugins[implementation.plugin_name]
        try:
            answer = implementation.function(*(given[name] for name in implementation.argnames))
        except Exception as failure:
            raise PluginError(plugin.name, f"{hook} of version {plugin.version}", _told(failure)) from failure
        if answer is not None:
            yield plugin, answer


def _rule_kinds(
    manager: pluggy.PluginManager, plugins: Mapping[str, Plugin]
) -> tuple[dict[tuple[Family, str], RuleKind[Any]], dict[tuple[Family, str], Plugin]]:
    hook = "welfarerules_rule_kinds"
    kinds: dict[tuple[Family, str], RuleKind[Any]] = {}
    owners: dict[tuple[Family, str], Plugin] = {}
    for plugin, answer in _ask(manager, hook, plugins, {}):
        where = f"{hook} of version {plugin.version}"
        for kind in _listed(answer, plugin, where):
            slot = (kind.family, kind.name)
            if slot in owners:
                raise PluginError(plugin.name, where, f"the kind {kind.name!r} is offered by {owners[slot]} already")
            if plugin.name != BUILT_IN and ("." not in kind.name or kind.marks):
                raise PluginError(plugin.name, where, f"a plugin's kind is named like 'rice.gift', not {kind.name!r}")
            kinds[slot], owners[slot] = kind, plugin
    return kinds, owners


def _listed(answer: object, plugin: Plugin, where: str) -> Sequence[RuleKind[Any]]:
    if not isinstance(answer, list | tuple) or not all(isinstance(kind, RuleKind) for kind in answer):
        raise PluginError(plugin.name, where, f"it must return a list of RuleKind, not {answer!r:.60}")
    return answer


def _told(failure: Exception) -> str:
    return f"{type(failure).__name__}: {failure}"
