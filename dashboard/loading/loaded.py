"""Load the atlas and hand it to the process that asked: ``python -m dashboard.loading.loaded DATA BOUNDARIES``.

What reads tables and shapefiles takes 70 MB of memory, and nobody needs it once they are read. What the edition hides
never reaches who serves it.
"""

from __future__ import annotations

import gc
import pickle
import sys
from pathlib import Path

#: What pyogrio imports merely to see which version there is: 0.2 s of processor time and 40 MB, for nothing here.
_NOT_NEEDED = ("geopandas", "pandas", "pyarrow")


def hand_over() -> None:
    """Write the atlas, or all faults as text, to the standard output."""
    from dashboard.core.hiding import for_readers
    from dashboard.loading.load import DataError, load

    # Hardly anything that is made here is thrown away before the process ends: to look for it took a third of the time.
    gc.disable()
    data, boundaries = map(Path, sys.argv[1:])
    try:
        outcome: object = for_readers(load(data, boundaries))
    except DataError as error:
        outcome = str(error)
    pickle.dump(outcome, sys.stdout.buffer, pickle.HIGHEST_PROTOCOL)


if __name__ == "__main__":
    for name in _NOT_NEEDED:
        # To Python, a module that is None cannot be had.
        sys.modules[name] = None  # type: ignore[assignment]
    hand_over()
