"""The command ``welfarerules``: check, run, explain, test, schema, demo."""

from __future__ import annotations

from welfarerules.cli.app import main

__all__ = ["main"]
