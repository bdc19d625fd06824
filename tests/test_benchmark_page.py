"""Who measures one thing anew leaves what others have measured."""

from __future__ import annotations

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
