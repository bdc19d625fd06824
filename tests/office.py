"""LibreOffice, in which slides and workbooks are opened as a reader would open them."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest

MISSING = (
    "LibreOffice with Impress and Calc is missing, so nothing was opened in it."
    " On Debian or Ubuntu: apt-get install libreoffice-impress libreoffice-calc"
)


def program(part: str) -> str:
    """LibreOffice, if it has a part: "sd" for slides, "sc" for workbooks. Without it: skip, but not in CI."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found and list(Path(found).resolve().parent.glob(f"lib{part}lo.*")):
        return found
    if os.environ.get("CI"):
        pytest.fail(MISSING)
    pytest.skip(MISSING)


def converted(part: str, files: Iterable[Path], form: str, folder: Path) -> Path:
    """The folder with the files in another form, all of them by one start of the program, with a profile of its own."""
    command = [program(part), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", form, "--outdir", str(folder), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return folder
