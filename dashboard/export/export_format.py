"""What is said of each file that can be had: enough for the page, which makes none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto


class About(Enum):
    """What a file is about, which is also where the page offers it."""

    PICTURE = auto()
    POST = auto()
    FIGURES = auto()
    OPEN = auto()
    CHART = auto()
    AREA = auto()
    ATLAS = auto()


class Cost(Enum):
    """How long a file takes: a table is quick, and needs no turn if it is short; what is about a whole area is long."""

    TABLE = auto()
    QUICK = auto()
    LONG = auto()


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """One file that can be had; ``formats`` lists them all.

    path: of its address. query: what the address must say besides. key: of its link on the page, and its name for the
    command. label: what the page offers, "" for nothing there; said: the same to who does not see where it stands.
    inline: whether a browser shows it. sized: whether it has a size. shared: whether it is open data, which pages of
    other sites may read. chooses: whether it can be of some conditions only;
    lists: whether it can be of a presenter's list of views. name: of a file about an area; named: the
    same by the command, "" if the command does not know it; "SIZE" stands for the size.
    make: from what makers work with, an order, and progress. parts: the same in parts, of what is long and can be sent
    while it is made.
    """

    path: str
    media: str
    about: About
    cost: Cost
    make: Callable[..., bytes]
    key: str = ""
    label: str = ""
    said: str = ""
    query: str = ""
    inline: bool = False
    sized: bool = True
    shared: bool = False
    chooses: bool = False
    lists: bool = False
    name: str = "all-conditions"
    named: str = ""
    parts: Callable[..., Iterator[bytes]] | None = None

    @property
    def is_of_area(self) -> bool:
        """Whether the command makes one file about a whole area of it, or of the atlas."""
        return bool(self.named)

    @property
    def extension(self) -> str:
        """The end of the file's name."""
        return self.path.partition(".")[2]


def format_at(formats: Iterable[ExportFormat], path: str, of_many: bool) -> ExportFormat:
    """The format at an address: the one about many views, if there is one and they are asked for."""
    here = [one for one in formats if one.path == path]
    return next((one for one in here if bool(one.query) is of_many), here[0])
