"""All the tables there are. Each module that has some is named here, so that `METADATA` is whole."""

from __future__ import annotations

from storage import models, schedules

MODULES = (models, schedules)

METADATA = models.Base.metadata
