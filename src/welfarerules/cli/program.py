"""How the running program was started, so that a command that is proposed works where it is read."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import click

__all__ = ["program_started"]


def program_started() -> str:
    """Return what to type to start this program again from here.

    ``welfarerules`` where the shell finds it; otherwise the path of the file that runs, such as
    ``.venv/bin/welfarerules`` where no virtual environment is active.
    """
    name = click.get_current_context().find_root().info_name or "welfarerules"
    if name.startswith("python"):
        return f"{_typed(Path(sys.executable))} -m welfarerules"
    started = Path(sys.argv[0])
    if started.stem != name or shutil.which(name) or not (started.exists() or started.with_suffix(".exe").exists()):
        return name
    return _typed(started)


def _typed(path: Path) -> str:
    """Return *path* as one types it here: from this folder where it lies below it, in quotation marks if need be."""
    if path.is_absolute() and path.is_relative_to(Path.cwd()):
        path = path.relative_to(Path.cwd())
    text = str(path)
    return subprocess.list2cmdline([text]) if os.name == "nt" else shlex.quote(text)
