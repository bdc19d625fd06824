"""Typesets the board pack in a process of its own.

Typst keeps all that it ever laid out, about 100 MB for each pack, and has no way to let go of it; with the process it
goes. Run as a script: JSON in, PDF out. It needs Typst only, so that it starts quickly.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import typst

_HERE = Path(__file__).parent
_TEMPLATE, _FONTS = _HERE / "board.typ", _HERE / "fonts"
_LONGEST_S = 120


def typeset(document: str) -> bytes:
    """The PDF of a document in JSON. Raises RuntimeError with the last line of what Typst said."""
    command = [sys.executable, "-I", __file__]
    done = subprocess.run(command, input=document.encode("utf-8"), capture_output=True, timeout=_LONGEST_S, check=False)
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise RuntimeError(f"The board pack could not be typeset: {said[-1] if said else done.returncode}")
    return done.stdout


def _compiled(document: str) -> bytes:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[_FONTS])
    made = typst.compile(
        _TEMPLATE, root=_HERE, font_paths=fonts, format="pdf", sys_inputs={"board": document}, pdf_standards=["ua-1"]
    )
    return made if isinstance(made, bytes) else b"".join(made or [])


if __name__ == "__main__":
    sys.stdout.buffer.write(_compiled(sys.stdin.buffer.read().decode("utf-8")))
