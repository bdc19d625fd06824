"""The codes of the areas in the tiny atlas of ``conftest``."""

from __future__ import annotations

ALPHA, BETA, GAMMA, DELTA = "E38000001", "E38000002", "E38000003", "E38000004"
CITY, TOWN, COUNTY, FIRST, SECOND = "E06000001", "E06000002", "E10000001", "E07000001", "E07000002"
QUARTERS = ("E02000001", "E02000002", "E02000003", "E02000004")
