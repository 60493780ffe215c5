"""What `import welfarerules` adds to a bare interpreter."""

from __future__ import annotations

import subprocess
import sys

from _timing import line, median_seconds

HEAVY = ("click", "rich", "numpy", "numba", "hypothesis")


def seconds(code: str) -> float:
    """The median seconds of an interpreter that runs *code*."""
    return median_seconds(lambda: subprocess.run([sys.executable, "-c", code], check=True), runs=15)


def main() -> None:
    """Print the figures."""
    seconds("import welfarerules")  # byte code is written once
    bare, full = seconds("pass"), seconds("import welfarerules")
    print(line("bare interpreter", bare * 1e3, "ms"))
    print(line("import welfarerules adds", (full - bare) * 1e3, "ms", bound=100))
    print(f"ratio to the bare interpreter: {full / bare:.2f}")
    loaded = subprocess.run(
        [sys.executable, "-c", f"import sys, welfarerules; print([name for name in {HEAVY!r} if name in sys.modules])"],
        check=True,
        capture_output=True,
        text=True,
    )
    print(f"heavy modules imported: {loaded.stdout.strip()}")


if __name__ == "__main__":
    main()
