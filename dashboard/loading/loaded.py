"""Load the atlas and hand it to the process that asked: ``python -m dashboard.loading.loaded DATA BOUNDARIES``.

What reads tables and shapefiles takes 70 MB of memory, and nobody needs it once they are read. What the edition hides
never reaches who serves it.
"""

from __future__ import annotations

import gc
import pickle
import sys
from pathlib import Path

from dashboard.core.hiding import for_readers
from dashboard.loading.load import DataError, load


def hand_over() -> None:
    """Write the atlas, or all faults as text, to the standard output."""
    # Hardly anything that is made here is thrown away before the process ends: to look for it took a third of the time.
    gc.disable()
    data, boundaries = map(Path, sys.argv[1:])
    try:
        outcome: object = for_readers(load(data, boundaries))
    except DataError as error:
        outcome = str(error)
    pickle.dump(outcome, sys.stdout.buffer, pickle.HIGHEST_PROTOCOL)


if __name__ == "__main__":
    hand_over()
