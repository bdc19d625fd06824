"""Prepared shapes are made and asked by one thread at a time, and none of them is reachable from the atlas."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event, Lock
from typing import Any

import pytest
import shapely
from shapely.geometry.base import BaseGeometry

from dashboard.core.atlas import Atlas
from dashboard.export.picture import text_metrics as lettering_of_pictures
from dashboard.export.writers import typesetting
from dashboard.maps.placement import land, placing, subject
from dashboard.maps.placement.alone import Kept, alone
from dashboard.maps.placement.labelling import Labeller
from dashboard.maps.placement.labels import Lettered
from dashboard.views import resolve
from dashboard.views.staging import scene
from dashboard.web.render import lettering

READERS = 8
SEARCHES = (
    "",
    "?by=council&layers=hospitals",
    "?area=icp-south&by=council",
    "?by=district",
    "?area=E06000002&by=council",
)


class Company:
    """How many threads were inside at once, at most."""

    def __init__(self, patience: float = 0.0) -> None:
        """patience: seconds that each visit waits for company, so that what may come together does."""
        self.patience = patience
        self.joined = Event()
        self.inside = self.most = self.visits = 0
        self._counting = Lock()

    def watched(self, work: Callable[..., Any]) -> Callable[..., Any]:
        def watched(*args: Any, **kwargs: Any) -> Any:
            with self._counting:
                self.inside += 1
                self.visits += 1
                self.most = max(self.most, self.inside)
                if self.inside > 1:
                    self.joined.set()
            try:
                self.joined.wait(self.patience)
                return work(*args, **kwargs)
            finally:
                with self._counting:
                    self.inside -= 1

        return watched


@pytest.fixture
def company(monkeypatch: pytest.MonkeyPatch) -> Company:
    """Watches everything that makes or asks a prepared shape, and lets nobody ask one for real."""
    company = Company()
    for module, name in ((placing, "_spot"), (placing, "inside"), (subject, "inside"), (land, "_anchors")):
        monkeypatch.setattr(module, name, company.watched(getattr(module, name)))
    monkeypatch.setattr(shapely, "prepare", company.watched(lambda shape: None))
    for kept in (land.kept_shape, land.ground_of, land.borders_of):
        monkeypatch.setattr(kept, "_made", type(kept._made)())
    return company


def together(count: int, work: Callable[[int], Any]) -> list[Any]:
    """What so many threads make that begin at one moment."""
    begin = Barrier(count)

    def one(number: int) -> Any:
        begin.wait(60)
        return work(number)

    with ThreadPoolExecutor(count) as threads:
        return list(threads.map(one, range(count)))


def letter(atlas: Atlas, labeller: Labeller, search: str, frame: tuple[int, int]) -> Lettered:
    return labeller.letter(scene(atlas, resolve.resolve(atlas, search).view), frame, lettering(frame))


def test_labels_are_placed_by_one_thread_at_a_time(atlas: Atlas, company: Company) -> None:
    labellers = [Labeller(atlas) for _ in range(2)]

    def work(number: int) -> Lettered:
        frame = (700 + 20 * number, 500)
        return letter(atlas, labellers[number % 2], SEARCHES[number % len(SEARCHES)], frame)

    assert len(together(READERS, work)) == READERS
    assert company.visits > READERS
    assert company.most == 1 + 1  # ``inside`` asks ``_spot``


def test_every_function_that_others_may_call_places_alone(atlas: Atlas, company: Company) -> None:
    company.patience = 0.1
    shapes = dict(list(atlas.shapes[next(iter(atlas.shapes))].items())[:3])

    def work(number: int) -> Any:
        makers = (land.kept_shape, land.borders_of, land.ground_of)
        asked = next(iter(shapes.values())) if number % 3 == 0 else tuple(shapes.items())
        return makers[number % 3](asked)

    together(READERS, work)
    assert company.most == 1


def test_no_shape_of_the_atlas_is_prepared(atlas: Atlas) -> None:
    labeller = Labeller(atlas)
    for search in SEARCHES:
        letter(atlas, labeller, search, (900, 640))
    assert prepared(land.kept_shape), "nothing was prepared, so nothing was proved"
    shapes = [shape for areas in atlas.shapes.values() for shape in areas.values()]
    assert not any(shapely.is_prepared(shapes))


def prepared(kept: Kept[Any]) -> bool:
    return any(shapely.is_prepared(place.part) for place in kept._made.values())


def test_no_prepared_shape_is_in_what_a_placing_gives(atlas: Atlas) -> None:
    lettered = letter(atlas, Labeller(atlas), "", (900, 640))
    found = list(shapes_in(lettered))
    assert not any(map(shapely.is_prepared, found))


def shapes_in(what: object) -> Iterator[BaseGeometry]:
    """All shapes that can be reached from an object, classes and modules aside."""
    seen: set[int] = set()
    left: list[object] = [what]
    while left:
        found = left.pop()
        if id(found) in seen or isinstance(found, type):
            continue
        seen.add(id(found))
        if isinstance(found, BaseGeometry):
            yield found
        left.extend(gc.get_referents(found))


def test_the_search_for_shapes_finds_one_that_is_deep_inside() -> None:
    shape = shapely.box(0, 0, 1, 1)
    assert list(shapes_in({"plan": [(shape,)]})) == [shape]


def test_equal_questions_at_one_moment_are_worked_out_once() -> None:
    company = Company(patience=0.2)
    kept = Kept(company.watched(lambda asked: asked), 8)
    assert together(READERS, lambda _: kept(7)) == [7] * READERS
    assert company.visits == 1


def test_what_is_remembered_is_answered_while_another_thread_works() -> None:
    kept = Kept(lambda asked: asked, 8)
    assert kept("known") == "known"
    working, answered = Barrier(2), Barrier(2)

    @alone
    def long_work() -> None:
        working.wait(30)
        answered.wait(30)

    with ThreadPoolExecutor(1) as threads:
        busy = threads.submit(long_work)
        working.wait(30)
        assert kept("known") == "known"
        answered.wait(30)
        busy.result(30)


def test_what_was_not_asked_for_longest_is_forgotten_first() -> None:
    worked: list[str] = []
    kept = Kept(lambda asked: worked.append(asked) or asked, 2)
    for asked in ("a", "b", "a", "c", "a", "b"):
        assert kept(asked) == asked
    assert worked == ["a", "b", "c", "b"]


def test_work_that_fails_is_tried_again_and_lets_the_next_thread_in() -> None:
    faults = [ValueError("once")]

    def work(asked: int) -> int:
        if faults:
            raise faults.pop()
        return asked

    kept = Kept(work, 8)
    with pytest.raises(ValueError, match="once"):
        kept(1)
    with ThreadPoolExecutor(1) as threads:
        assert threads.submit(kept, 1).result(30) == 1


def test_a_font_measures_for_one_thread_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    company = Company(patience=0.1)

    class Font:
        getlength = staticmethod(company.watched(lambda words: float(len(words))))
        getmask = staticmethod(company.watched(lambda words: [1, 2]))

    for module in (lettering_of_pictures, typesetting):
        monkeypatch.setattr(module, "_font", lambda *_: Font)

    def work(number: int) -> object:
        if number % 2:
            return typesetting._has(chr(0x4E00 + number))
        return lettering_of_pictures.width(f"words that nobody measured before {number}", 1.0)

    together(READERS, work)
    assert company.visits >= READERS
    assert company.most == 1
    lettering_of_pictures.width.cache_clear()
