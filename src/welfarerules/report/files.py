"""Writing a file wholly or not at all."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

__all__ = ["replacing", "writable"]


@contextmanager
def replacing(path: Path, *, encoding: str = "utf-8") -> Iterator[TextIO]:
    """Open a file beside *path* that takes its place once everything is written and on the disk.

    Until then, and if anything fails, what stood at *path* stays as it was. A link is followed.

    Raises:
        OSError: The folder cannot be written to, or the disk is full. It names *path*.
    """
    target = Path(os.path.realpath(path))
    part = _beside(target)
    with _naming(path, part):
        stream = part.open("x", encoding=encoding, newline="")
        try:
            with stream:
                yield stream
                stream.flush()
                os.fsync(stream.fileno())
            with suppress(FileNotFoundError):
                part.chmod(target.stat().st_mode & 0o777)
            part.replace(target)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
    _settle(target.parent)


def writable(path: Path) -> None:
    """Try whether `replacing` could begin to write *path*, before the work for it is done.

    Raises:
        OSError: It could not. It names *path*.
    """
    part = _beside(Path(os.path.realpath(path)))
    with _naming(path, part):
        part.touch(exist_ok=False)
        part.unlink()


def _beside(target: Path) -> Path:
    return target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")


@contextmanager
def _naming(path: Path, part: Path) -> Iterator[None]:
    """Let a failure to write *part* name the file that its reader knows."""
    try:
        yield
    except OSError as failure:
        if failure.filename in (None, str(part)):
            failure.filename, failure.filename2 = str(path), None
        raise


def _settle(folder: Path) -> None:
    """Make the change of names last; not every system can open a folder."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
