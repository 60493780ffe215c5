"""Where something stands in the text of a scheme."""

from __future__ import annotations

from welfarerules.errors import Place
from welfarerules.scheme.model import Scheme

__all__ = ["place_of"]


def place_of(scheme: Scheme, *paths: str) -> Place:
    """Return the place of the first of *paths* that stands in the text."""
    standing = (scheme.places[path] for path in paths if path in scheme.places)
    return next(standing, Place(scheme.path, path=paths[-1]))
