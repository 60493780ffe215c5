"""The command ``welfarerules``."""

from __future__ import annotations

try:
    from welfarerules.cli.app import main
except KeyboardInterrupt:
    # Ctrl-C while the command is still being loaded.
    raise SystemExit(130) from None

__all__ = ["main"]
