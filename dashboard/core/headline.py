"""A headline: what it is about and what it finds, which stand apart where one of them is written larger."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Headline:
    """topic: the measure with its place, "Stroke deaths in South". finding: "worse than England in 2 of 3 areas".

    A title of the reader's own is a finding without a topic.
    """

    topic: str
    finding: str

    def __str__(self) -> str:
        return ": ".join(filter(None, (self.topic, self.finding)))
