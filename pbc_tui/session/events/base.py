"""What every event is: a frozen model that says when it happened."""

from __future__ import annotations

from datetime import UTC, datetime

from pydantic import BaseModel, ConfigDict, Field


class HasHappened(BaseModel):
    """An event of any kind; ``at`` is when it happened."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    at: datetime = Field(default_factory=lambda: datetime.now(UTC))
