"""The plugins that a scheme requires, and the registry it is read with."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from packaging.specifiers import InvalidSpecifier, SpecifierSet

from welfarerules.errors import Finding
from welfarerules.plugins import Discovered, Registry, assemble
from welfarerules.scheme.model import PluginRequirement
from welfarerules.scheme.sections import RequiresSection
from welfarerules.scheme.shapes import Reader, listed, read_section
from welfarerules.scheme.tree import Node
from welfarerules.words import N_, Phrase

__all__ = ["check_plugins", "registry_for"]

BAD_RANGE: Final = Finding("WR138", '"{text}" is not a range of versions', 'write ">=1,<2" or the like')
NOT_LOADED: Final = Finding("WR139", "the plugin {name!r} is not loaded", "{hint}")
WRONG_VERSION: Final = Finding(
    "WR140",
    "the plugin {name!r} is of version {version}, and the scheme was written for {versions}",
    "install a version in that range, or check the scheme with this one and change the range",
)

_LOADED: Final = N_("install it and load it; the plugins loaded are {known}")
_NONE_LOADED: Final = N_("install it and load it; no plugin is loaded")


def registry_for(root: Node, plugins: Iterable[object]) -> Registry:
    """Return the registry of *plugins*, of which `Discovered` ones are left out unless the scheme requires them.

    Raises:
        PluginError: A plugin is refused, or one that the scheme requires could not be loaded.
    """
    required = _required_names(root)
    chosen = []
    for plugin in plugins:
        if not isinstance(plugin, Discovered):
            chosen.append(plugin)
        elif plugin.name in required:
            if plugin.failure is not None:
                raise plugin.failure
            chosen.append(plugin.source)
    return assemble(chosen)


def _required_names(root: Node) -> frozenset[str]:
    node = root.table.get("requires")
    section = read_section(RequiresSection, node, Reader()) if node and node.type == "table" else None
    return frozenset(section.plugins) if section else frozenset()


def check_plugins(section: RequiresSection | None, registry: Registry, reader: Reader) -> tuple[PluginRequirement, ...]:
    """Return what the scheme requires, after refusing what is not loaded or not of the right version."""
    if section is None:
        return ()
    for name, versions in section.plugins.items():
        plugin = registry.plugins.get(name)
        try:
            fits = SpecifierSet(versions.text)
        except InvalidSpecifier:
            reader.refuse(BAD_RANGE, versions.at, text=versions.text)
            continue
        if plugin is None:
            known = listed(sorted(registry.plugins))
            hint = Phrase(_LOADED, known=known) if known else Phrase(_NONE_LOADED)
            reader.refuse(NOT_LOADED, versions.at, name=name, hint=hint)
        elif not fits.contains(plugin.version, prereleases=True):
            reader.refuse(WRONG_VERSION, versions.at, name=name, version=plugin.version, versions=versions.text)
    return tuple(
        PluginRequirement(name, versions.text, registry.plugins[name].version)
        for name, versions in section.plugins.items()
        if name in registry.plugins
    )
