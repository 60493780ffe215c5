"""The kernel compiled: the same source as in plain Python, over arrays. Needs the extra ``columns``."""

from __future__ import annotations
