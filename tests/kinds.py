"""Which tests are quick; and where official files lie beside the repository, that they were compared is a promise."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import pytest
from coverage import Coverage
from official import OFFICIAL

TESTS = Path(__file__).parent
BROWSER = TESTS / "browser"

#: The files for ``make quick``: tests of pure functions on the tables. They need no browser, no server, no program that
#: is installed beside Python, and no picture is set. Of them it leaves out what walks over every view or compares with
#: official files, which takes most of their time.
UNIT = frozenset(
    {
        "nenc/test_approximate",
        "nenc/test_import_cancer",
        "nenc/test_import_circulatory_deaths",
        "nenc/test_import_conditions",
        "nenc/test_import_deprivation_domains",
        "nenc/test_import_infant_deaths",
        "nenc/test_import_mortality",
        "nenc/test_national_places",
        "nenc/test_recipes",
        "nenc/test_region",
        "nenc/test_small_area_pages",
        "nenc/test_small_areas",
        "nenc/test_system",
        "test_address",
        "test_area_brief",
        "test_area_profile",
        "test_bare_answers",
        "test_benchmark_page",
        "test_chart_life",
        "test_chart_matrix",
        "test_chart_ranking",
        "test_chart_scatter",
        "test_chart_trend",
        "test_class_edges",
        "test_classes",
        "test_collisions",
        "test_colour",
        "test_comparison",
        "test_corners",
        "test_data_dictionary",
        "test_difference",
        "test_docs",
        "test_equal_shapes",
        "test_excess_events",
        "test_figure_columns",
        "test_foresight",
        "test_framing",
        "test_headlines",
        "test_house",
        "test_infant_deaths",
        "test_insets",
        "test_key_findings",
        "test_leaders",
        "test_legend",
        "test_listed_word",
        "test_load",
        "test_memory",
        "test_metrics",
        "test_narrow_maps",
        "test_new_indicator",
        "test_notices",
        "test_numbers",
        "test_official_forms",
        "test_outline_names",
        "test_palette",
        "test_point_names",
        "test_ports",
        "test_provenance",
        "test_quarters",
        "test_question",
        "test_requirements",
        "test_resolve",
        "test_sbom",
        "test_scene",
        "test_share",
        "test_shelf",
        "test_shores",
        "test_side_by_side",
        "test_sides_and_turns",
        "test_statistics",
        "test_subject",
        "test_text",
        "test_tiles",
        "test_verdicts",
        "test_whole",
        "test_windows",
        "test_words",
    }
)

#: The files with a test, or something made for one, of about ten seconds and more.
LONG = frozenset(
    {
        "test_boundaries",
        "test_bursts",
        "test_import_in_one_step",
        "test_load",
        "test_pdf_ua",
        "test_pictures",
        "test_replicas",
        "test_restarts",
        "test_search",
    }
)

#: What tests ask for that walk over every view of the shipped data. What they reach is not measured, nor what is made
#: for them: other tests reach the same code by few views, and measuring makes a walk three times as long.
WALKS = frozenset(
    {"every_view", "latest_views", "board", "every_trend", "everything", "found", "pictures", "places", "told"}
)

#: Tests that ask servers and browsers, or read the sources: all but nothing of ``dashboard/`` runs in their own
#: process, and whatever does run there is twice as slow while it is measured.
ELSEWHERE = frozenset({"browser", "resilience", "test_house.py"})

NOT_COMPARED = "Official files lie beside the repository, but the shipped tables were not compared with them: {what}."


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long tests come first, so that at the end no process works on one while the others have nothing to do.

    In CI a test in a browser that fails is asked once more and named, as no machine is promised to be quick.
    """
    items.sort(key=lambda item: item.path.stem not in LONG)
    for item in items:
        if os.environ.get("CI") and item.path.is_relative_to(BROWSER):
            item.add_marker(pytest.mark.flaky(reruns=1))
        name = Path(os.path.relpath(item.path, TESTS))
        is_walk = bool(WALKS.intersection(getattr(item, "fixturenames", ())))
        if name.with_suffix("").as_posix() in UNIT and not is_walk and "official" not in item.keywords:
            item.add_marker(pytest.mark.unit)
        if name.parts[0] in ELSEWHERE or is_walk:
            item.add_marker(pytest.mark.no_cover)


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef: pytest.FixtureDef[object], request: pytest.FixtureRequest) -> Iterator[None]:
    """What a file makes for its walk is not measured either; pytest-cov spares the tests alone."""
    walks = fixturedef.scope == "module" and WALKS.intersection(request.fixturenames)
    with unmeasured() if walks else nullcontext():
        return (yield)


@contextmanager
def unmeasured() -> Iterator[None]:
    """Stop the measuring of what is reached, if there is any, for as long as the block takes."""
    measuring = Coverage.current()
    if measuring:
        measuring.stop()
    try:
        yield
    finally:
        if measuring:
            measuring.start()


@pytest.hookimpl(tryfirst=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    """End the measuring that pytest-cov begins too early in a process of pytest-xdist, where it begins once more.

    A test that is not measured pauses the second, and coverage then goes on with the first.
    """
    if hasattr(session.config, "workerinput") and (first := Coverage.current()):
        first.stop()


class Comparisons:
    """Counts the tests that compare with official files, in all processes; in CI none may be left out."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.made: set[str] = set()
        self.skipped: set[str] = set()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if "official" in report.keywords:
            if report.skipped:
                self.skipped.add(report.nodeid)
            elif report.when == "call":
                self.made.add(report.nodeid)

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """A comparison that was not made is one failed test more, so that the last line says it too."""
        if not (self._is_whole_run() and os.environ.get("CI") and OFFICIAL.is_dir()):
            return
        fault = f"{len(self.skipped)} skipped" if self.skipped else "no test did" if not self.made else None
        if fault and session.exitstatus in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
        if fault:
            self.config.hook.pytest_runtest_logreport(report=_failed(NOT_COMPARED.format(what=fault)))

    def _is_whole_run(self) -> bool:
        """Whether every test was asked for: no file, no word and no marker picks some of them."""
        option = self.config.option
        return (
            self.config.args_source is pytest.Config.ArgsSource.TESTPATHS
            and not option.keyword
            and not option.markexpr
            and not option.collectonly
        )


def _failed(words: str) -> pytest.TestReport:
    place = ("tests/official.py", None, "the official files")
    return pytest.TestReport("tests/official.py", place, {}, "failed", words, "call")


def pytest_configure(config: pytest.Config) -> None:
    # Processes of pytest-xdist report to the one that started them, and only that one counts.
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Comparisons(config), "comparisons with official files")
