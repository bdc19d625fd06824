"""Where the official files lie that the shipped tables are checked against; they are not part of the repository."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

OFFICIAL = Path(__file__).parents[2] / "shared" / "sources"


def official_folder() -> Path:
    """The folder of official files; without it the test is skipped, but fails where CI is set: it cannot rot."""
    if OFFICIAL.is_dir():
        return OFFICIAL
    missing = "The official files are not beside this repository (folder shared/sources), so nothing can be compared."
    if os.environ.get("CI"):
        pytest.fail(missing)
    pytest.skip(missing)
