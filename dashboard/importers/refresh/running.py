"""A run: series after series, each an import of its own, so that one that fails stops no other."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from dataclasses import astuple, dataclass, field
from pathlib import Path

from dashboard.core.indicator import Indicator
from dashboard.core.level import ENGLAND
from dashboard.core.provenance import Origin
from dashboard.importers import transaction
from dashboard.importers.checking import what_there_is
from dashboard.importers.folders import Folders
from dashboard.importers.reading import read_csv
from dashboard.importers.records import origin_of_contents
from dashboard.importers.refresh.answers import wanted_figures
from dashboard.importers.refresh.asking import NotThereError
from dashboard.importers.refresh.saved import KeptAnswers, LackingError
from dashboard.importers.refresh.sources import Sources, WantedSeries
from dashboard.importers.table import frame, write_table
from dashboard.importers.transaction import Made, Make
from dashboard.loading.load import DataError, load
from dashboard.loading.table_rules import NO, YES

_FINE, _FAULTS, _FAILED = 0, 1, 2
_NAMED = 4
Say = Callable[[str], None]
Rows = list[dict[str, object]]


@dataclass(frozen=True)
class Terms:
    """How a run is carried out: as a trial or not, who is told what, and how an error is put into a sentence."""

    apply: bool
    accept_loss: bool
    say: Say
    complain: Say
    worded: Callable[[Exception], str]


@dataclass
class RunTally:
    """What has become of the series of a run."""

    code: int = _FINE
    written: int = 0
    lost: int = 0
    failed: list[str] = field(default_factory=list)
    lacking: list[str] = field(default_factory=list)


def refresh_all(folders: Folders, sources: Sources, answers: KeptAnswers, terms: Terms) -> int:
    """Import all series, each by itself. Returns 0; 1 if figures have a fault; 2 if a series could not be had.

    Raises DataError if the files have a fault before anything is imported.
    """
    atlas, tally, say = load(folders.data, folders.boundaries), RunTally(), _once(terms.say)
    for number, series in enumerate(sources.series, 1):
        terms.say(
            f"{number} of {len(sources.series)}: {series.indicator.id}, indicator {series.number} by {series.level}"
        )
        try:
            make = _maker(series, *_found(series, sources, answers, _areas(folders.data, series.level)))
            result = transaction.run(folders, make, apply=terms.apply, accept_loss=terms.accept_loss, say=say)
        except LackingError as error:
            tally.lacking.append(str(error))
            _fail(tally, series, _FAILED)
        except DataError as error:
            terms.complain(f"  Nothing of it was written, because with it the data are not right:\n{error}")
            _fail(tally, series, _FAULTS)
        except (OSError, ValueError, LookupError) as error:
            terms.complain(f"  {terms.worded(error)}")
            _fail(tally, series, _FAILED)
        else:
            atlas, tally.written, tally.lost = result.atlas, tally.written + result.written, tally.lost + result.lost
    for line in (*_summary(tally, len(sources.series), apply=terms.apply), what_there_is(atlas)):
        terms.say(line)
    return tally.code


def _fail(tally: RunTally, series: WantedSeries, code: int) -> None:
    tally.code = max(tally.code, code)
    tally.failed.append(series.indicator.id)


def _once(say: Say) -> Say:
    """Says every line once: what can hardly be is told by each import anew."""
    said: set[str] = set()

    def say_new(line: str) -> None:
        if line not in said:
            said.add(line)
            say(f"  {line}")

    return say_new


def _summary(tally: RunTally, count: int, *, apply: bool) -> list[str]:
    came = count - len(tally.failed)
    files = list(dict.fromkeys(tally.lacking))
    return [
        *(["These files are not there yet; with a browser on a computer that may:", *files] if files else []),
        f"{came} of {count} series came" + (f", {tally.written} of them with something new." if apply else "."),
        *([f"Not imported: {', '.join(tally.failed)}."] if tally.failed else []),
        *([transaction.RESTART] if tally.written else []),
        *([] if apply else [transaction.TRIAL.format(loss=transaction.LOSS if tally.lost else "")]),
    ]


def _areas(data: Path, level: str) -> dict[str, str]:
    """The areas of a level and England, by code, with their names."""
    table = read_csv(data / "areas.csv")
    return {
        str(code): str(name)
        for code, name, levels in zip(table["code"], table["name"], table["levels"], strict=True)
        if level in levels.split() or code == ENGLAND
    }


def _found(
    series: WantedSeries, sources: Sources, answers: KeptAnswers, areas: Mapping[str, str]
) -> tuple[Rows, tuple[str, ...], Origin]:
    """The figures of a series, what should be known of them, and their file.

    A set of areas without any leaves it to its successor. Raises ValueError if none of the sets has figures of our
    areas, or there are no such areas.
    """
    if not areas.keys() - {ENGLAND}:
        raise ValueError(
            f"The atlas has no area of the level {series.level!r}: take the series out of data/sources.toml."
        )
    passed: list[str] = []
    for area_type in sources.types_of(series.level):
        name = answers.name(series.number, area_type.number)
        try:
            content = answers.content(series.number, area_type.number)
            rows = wanted_figures(content, name, series, areas)
        except NotThereError:
            rows, content = [], b""
        else:
            answers.keep(series.number, area_type.number, content)
        if rows:
            notes = (*_succession(passed, area_type.name), *_cut(content, name), *_gaps(rows, areas))
            origin = origin_of_contents([(answers.file(series.number, area_type.number), content)], "refresh")
            return rows, notes, origin
        passed.append(area_type.name)
    raise ValueError(
        f"There is no figure of indicator {series.number} for any area of the atlas, by none of: {'; '.join(passed)}. "
        "Look on the page of the service by which areas it has the indicator, and correct data/sources.toml."
    )


def _succession(passed: list[str], name: str) -> list[str]:
    return [f"Note: by {'; '.join(passed)} there are no figures any more; these are by {name}."] if passed else []


def _cut(content: bytes, name: str) -> list[str]:
    return (
        [] if content.endswith(b"\n") else [f"Note: {name} has no last line end; if it was cut off, areas are lacking."]
    )


def _gaps(rows: Rows, areas: Mapping[str, str]) -> list[str]:
    """Which areas have no figure at all, and whether there are intervals."""
    there = {row["area_code"] for row in rows if row["value"] is not None}
    lacking = [name for code, name in areas.items() if code not in there]
    more = f" and {len(lacking) - _NAMED:,} more" if len(lacking) > _NAMED else ""
    bare = all(row["lower"] is None for row in rows)
    return [
        *([f"Note: no figure for {', '.join(lacking[:_NAMED])}{more}."] if lacking else []),
        *(["Note: the figures came without intervals."] if bare else []),
    ]


def _maker(series: WantedSeries, rows: Rows, notes: tuple[str, ...], origin: Origin) -> Make:
    """What puts the figures of one series in the place of those that an earlier run brought."""

    def make(folders: Folders) -> Made:
        path = folders.data / "values" / "refresh.csv"
        path.parent.mkdir(exist_ok=True)
        kept = read_csv(path) if path.exists() else frame([])
        others = [row for row in kept.to_dict("records") if row["indicator"] != series.indicator.id]
        write_table(frame([*({str(name): _plain(cell) for name, cell in row.items()} for row in others), *rows]), path)
        indicators = folders.data / "indicators.csv"
        indicators.write_bytes(with_indicator(indicators.read_text(encoding="utf-8"), series.indicator).encode("utf-8"))
        return Made(f"{series.indicator.id} is written.", notes, origins={series.indicator.id: origin})

    return make


def _plain(cell: object) -> object:
    """A cell of a table as plain text, without the place where it stood."""
    return str(cell) if isinstance(cell, str) else cell


def with_indicator(text: str, indicator: Indicator) -> str:
    """The text of indicators.csv with a row for an indicator, unless it has one; the rest stays as it is."""
    if any(row["id"] == indicator.id for row in csv.DictReader(io.StringIO(text))):
        return text
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(map(_cell, astuple(indicator)))
    return text + ("" if text.endswith("\n") else "\n") + line.getvalue()


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return YES if value else NO
    return " ".join(value) if isinstance(value, tuple) else "" if value is None else str(value)
