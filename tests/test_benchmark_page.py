"""Who measures one thing anew leaves what others have measured."""

from __future__ import annotations

from argparse import Namespace
from time import monotonic

import soak
from benchmark_page import with_first_part, with_section

PAGE = "# Benchmarks\n\n| old |\n\n## Pages\n\nOld pages.\n\n## Load\n\n| row |\n"


def test_a_new_first_part_leaves_the_sections() -> None:
    assert with_first_part(PAGE, "# Benchmarks\n\n| new |\n\n") == PAGE.replace("| old |", "| new |")
    assert with_first_part("", "# Benchmarks\n") == "# Benchmarks\n"


def test_a_section_is_replaced_and_a_new_one_comes_first() -> None:
    assert with_section(PAGE, "Load", "| other |") == (
        "# Benchmarks\n\n| old |\n\n## Load\n\n| other |\n\n## Pages\n\nOld pages.\n"
    )
    assert with_section("# Benchmarks\n", "Load", "| row |\n") == "# Benchmarks\n\n## Load\n\n| row |\n"


def test_each_row_of_a_long_load_has_a_cell_for_each_column() -> None:
    figures = soak.Figures()
    for kind, status in (("map", 200), ("health", 200), ("health", 503)):
        figures.add(kind, status, monotonic())
    new = soak.row(Namespace(readers=50, exporters=2, seconds=600, note=""), figures, deaths=0, rss_mb=[130, 140])
    written = soak.REPORT.read_text(encoding="utf-8").split(soak.HEADING)[1].split("\n## ")[0]
    lines = [line for line in written.splitlines() if line.startswith("|")]
    assert "\n".join(lines[:2]) == soak.HEAD
    assert {line.count("|") for line in (*lines, new)} == {15}
    cells = dict(zip(lines[0].split(" | "), new.split(" | "), strict=True))
    assert (cells["Requests"], cells["Failed"]) == ("1", "1")
    assert cells["`/healthz` p99"].endswith(" ms")
