"""What rules do: plain functions over whole numbers, run as they are or compiled."""

from __future__ import annotations
