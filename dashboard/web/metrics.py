"""What is counted of the server, and how Prometheus reads it: the text format 0.0.4, over all workers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum

from dashboard.web.scoreboard import Scoreboard

MEDIA = "text/plain; version=0.0.4; charset=utf-8"
#: Seconds up to which an answer counts in each step of the histogram.
STEPS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)
STATUSES = ("200", "204", "304", "308", "400", "404", "405", "408", "413", "414", "431", "500", "503")
OTHER = "other"


class Tally(IntEnum):
    """Numbers without a route."""

    STARTS = 0
    DEATHS = 1
    RELOADS_READ = 2
    RELOADS_REFUSED = 3
    #: Each process adds what it puts there and takes off what it takes away: only the sum means something.
    SHARED_BYTES = 4
    QUICK_MADE = 5
    QUICK_WAITING = 6
    LONG_MADE = 7
    LONG_WAITING = 8
    PAGE_BYTES = 9
    PACKED_BYTES = 10
    FILE_BYTES = 11
    WORD_BYTES = 12
    #: Not told to anybody: whether the worker has ended as it should.
    LEFT = 13


#: What is true of a living process only.
OF_NOW = range(Tally.QUICK_MADE, len(Tally))
#: Name, kind, help, and the cells with their labels.
_SINGLE: tuple[tuple[str, str, str, dict[str, Tally]], ...] = (
    ("atlas_worker_starts_total", "counter", "Workers that began.", {"": Tally.STARTS}),
    ("atlas_worker_deaths_total", "counter", "Workers that ended without being told to.", {"": Tally.DEATHS}),
    (
        *("atlas_reloads_total", "counter", "Reloads of the data by their outcome."),
        {'outcome="read"': Tally.RELOADS_READ, 'outcome="refused"': Tally.RELOADS_REFUSED},
    ),
    (
        *("atlas_exports", "gauge", "Exports that are made or wait for their turn."),
        {
            'cost="quick",state="made"': Tally.QUICK_MADE,
            'cost="quick",state="waiting"': Tally.QUICK_WAITING,
            'cost="long",state="made"': Tally.LONG_MADE,
            'cost="long",state="waiting"': Tally.LONG_WAITING,
        },
    ),
    (
        *(
            "atlas_cache_bytes",
            "gauge",
            "Bytes that are remembered: on the shared disk, else in the memory of workers.",
        ),
        {
            'store="shared"': Tally.SHARED_BYTES,
            'store="pages"': Tally.PAGE_BYTES,
            'store="packed"': Tally.PACKED_BYTES,
            'store="files"': Tally.FILE_BYTES,
            'store="words"': Tally.WORD_BYTES,
        },
    ),
)
_MOST_ROUTES = 64
_STATUS_AT = len(Tally)
_COUNTED = len(STATUSES) + 1
_SECONDS_AT = _STATUS_AT + _MOST_ROUTES * _COUNTED
#: Each step, what took longer than all of them, and the sum of seconds.
_TIMED = len(STEPS) + 2


class Metrics:
    """The counts of this server. Routes are named before the workers begin, so that all have the same cells."""

    def __init__(self) -> None:
        self.board = Scoreboard(_SECONDS_AT + _MOST_ROUTES * _TIMED)
        self._routes: dict[str, int] = {OTHER: 0}

    def name(self, routes: Iterable[str]) -> None:
        """Give cells to routes; what comes after the last cell counts among the others."""
        for route in routes:
            if len(self._routes) < _MOST_ROUTES:
                self._routes.setdefault(route, len(self._routes))

    def answered(self, route: str, status: str, seconds: float) -> None:
        """Count an answer."""
        number = self._routes.get(route, 0)
        code = STATUSES.index(status) if status in STATUSES else len(STATUSES)
        step = next((index for index, most in enumerate(STEPS) if seconds <= most), len(STEPS))
        self.board.add(_STATUS_AT + number * _COUNTED + code)
        self.board.add(_SECONDS_AT + number * _TIMED + step)
        self.board.add(_SECONDS_AT + number * _TIMED + len(STEPS) + 1, seconds)

    def text(self, edition: str) -> str:
        """All counts. edition: the labels of what is served."""
        totals = self.board.totals()
        lines = [*_singles(totals), *_info(edition), *self._requests(totals), *self._seconds(totals)]
        return "\n".join(lines) + "\n"

    def _requests(self, totals: Sequence[float]) -> Iterator[str]:
        yield from _head("atlas_requests_total", "counter", "Answers by route and status.")
        for route, number in self._routes.items():
            for code, status in enumerate((*STATUSES, OTHER)):
                if found := totals[_STATUS_AT + number * _COUNTED + code]:
                    yield f'atlas_requests_total{{route="{escaped(route)}",status="{status}"}} {found:.0f}'

    def _seconds(self, totals: Sequence[float]) -> Iterator[str]:
        yield from _head("atlas_request_seconds", "histogram", "Seconds from a whole request to its answer.")
        for route, number in self._routes.items():
            first = _SECONDS_AT + number * _TIMED
            *steps, taken = totals[first : first + _TIMED]
            if not any(steps):
                continue
            label, so_far = f'route="{escaped(route)}"', 0.0
            for most, found in zip((*map(str, STEPS), "+Inf"), steps, strict=True):
                so_far += found
                yield f'atlas_request_seconds_bucket{{{label},le="{most}"}} {so_far:.0f}'
            yield f"atlas_request_seconds_sum{{{label}}} {taken:.6f}"
            yield f"atlas_request_seconds_count{{{label}}} {so_far:.0f}"


def _singles(totals: Sequence[float]) -> Iterator[str]:
    for name, kind, words, cells in _SINGLE:
        yield from _head(name, kind, words)
        yield from (f"{name}{f'{{{label}}}' if label else ''} {totals[cell]:.0f}" for label, cell in cells.items())


def _info(edition: str) -> Iterator[str]:
    yield from _head("atlas_edition_info", "gauge", "What is served.")
    yield f"atlas_edition_info{{{edition}}} 1"


def _head(name: str, kind: str, words: str) -> tuple[str, str]:
    return f"# HELP {name} {words}", f"# TYPE {name} {kind}"


def escaped(label: str) -> str:
    """The value of a label as the format wants it."""
    return label.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")


#: The one of this server: before the workers begin it is there, and all of them write into it.
METRICS = Metrics()
