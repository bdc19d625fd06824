"""A headline in its parts: what it is about, what it finds and what it adds, which may stand apart."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """claim: what may stand alone, "worse than England in 2 of 4 areas". rest: what it adds, "better in 1"."""

    claim: str
    rest: str = ""

    def __str__(self) -> str:
        return ", ".join(filter(None, (self.claim, self.rest)))

    def adding(self, *more: str) -> Finding:
        """The same with more behind a comma each, empty ones left out."""
        return Finding(self.claim, ", ".join(filter(None, (self.rest, *more))))

    def ending(self, words: str) -> Finding:
        """The same with words right behind the last of it."""
        return Finding(self.claim, f"{self.rest}{words}") if self.rest else Finding(f"{self.claim}{words}")


@dataclass(frozen=True, slots=True)
class Headline:
    """topic: the measure with its place, "Stroke deaths in South". A title of the reader's own has none."""

    topic: str
    finding: Finding

    def __str__(self) -> str:
        return ": ".join(filter(None, (self.topic, str(self.finding))))
