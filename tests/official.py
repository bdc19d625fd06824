"""Where the official files lie that the shipped tables are checked against; they are not part of the repository."""

from __future__ import annotations

from pathlib import Path

import pytest

OFFICIAL = Path(__file__).parents[2] / "shared" / "sources"


def official_folder() -> Path:
    """The folder of official files; a copy of the repository that stands alone skips what needs them."""
    if OFFICIAL.is_dir():
        return OFFICIAL
    pytest.skip("The official files are not beside this repository (folder shared/sources): nothing was compared.")
