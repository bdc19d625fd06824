"""The plain colours of everything that is written or drawn; those of classes stand in ``stats.classification``."""

from __future__ import annotations

INK = "#212b32"
WHITE = "#ffffff"
