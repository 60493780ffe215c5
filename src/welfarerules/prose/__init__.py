"""A scheme read back as prose, Thai or English, so that a committee can verify that its file says what its bylaws say.

Nothing here decides: every sentence is made of the scheme as the engine has it, and every worked instance is computed.
"""

from __future__ import annotations

from welfarerules.prose.document import Item, Reading, Section
from welfarerules.prose.reading import read_back

__all__ = ["Item", "Reading", "Section", "read_back"]
