"""How thoroughly Hypothesis searches: ``HYPOTHESIS_PROFILE=dev|ci|deep``, dev unless on a build machine.

A failure that Hypothesis finds becomes an ``@example`` of its test.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

# No deadline anywhere: the first example of a test may compile a kernel or read a catalogue.
settings.register_profile("dev", max_examples=50, deadline=None)
settings.register_profile(
    "ci", max_examples=50, deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("deep", parent=settings.get_profile("ci"), max_examples=10_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "dev"))
