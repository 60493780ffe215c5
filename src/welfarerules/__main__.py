"""``python -m welfarerules`` is the command."""

from __future__ import annotations

from welfarerules.cli import main

if __name__ == "__main__":
    main()
