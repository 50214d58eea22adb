"""Property tests judge values, not the speed of the machine; in CI they always try the same."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

settings.register_profile("everywhere", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("everywhere"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "everywhere")
