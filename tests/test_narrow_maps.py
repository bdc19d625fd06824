"""A map in a narrow card: as many names as fit beside the figures, and nothing in the way of anything."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import pytest
from shipped import ICS, MAP_LEVELS, Level

from dashboard.core.atlas import Atlas
from dashboard.core.view import View
from dashboard.maps.placement.labelling import Labeller
from dashboard.maps.placement.labels import SPACING_PX, Frame, Lettered
from dashboard.views.scene import Scene
from dashboard.views.staging import scene
from dashboard.web.render import lettering

#: The rooms of a second map on a laptop, and of one a little wider.
FRAMES = ((420, 440), (480, 460))
STROKE = ("stroke", "deaths-smr", "2015-19")
#: All of the system's CCGs and councils, and the neighbourhoods of Hartlepool.
MANY = {
    "CCGs": View(ICS, Level.CCG, "all-causes", "avoidable", "2018"),
    "councils": View(ICS, Level.COUNCIL, *STROKE),
    "neighbourhoods": View("E06000001", Level.NEIGHBOURHOOD, *STROKE),
}


@pytest.fixture(scope="module")
def labeller(atlas: Atlas) -> Labeller:
    return Labeller(atlas)


@pytest.fixture(scope="module")
def lettered(atlas: Atlas, labeller: Labeller) -> list[tuple[Scene, Frame, Lettered]]:
    """Every map of stroke mortality with more than one and up to 14 areas, in the rooms of a second map."""
    return list(_every_map(atlas, labeller))


def _every_map(atlas: Atlas, labeller: Labeller) -> Iterator[tuple[Scene, Frame, Lettered]]:
    for level in MAP_LEVELS:
        for area in (atlas.system, *atlas.level(Level.ICP), *atlas.level(Level.COUNCIL)):
            if atlas.indicator(*STROKE[:2], level) and 2 <= len(atlas.children(area, level)) <= 14:
                shown = scene(atlas, View(area.code, level, *STROKE))
                for frame in FRAMES:
                    yield shown, frame, labeller.letter(shown, frame, lettering(frame))


def _named(shown: Lettered) -> int:
    return sum(" ".join(label.lines) != label.figure for label in shown.plan.labels)


@pytest.mark.parametrize("view", MANY.values(), ids=MANY.keys())
def test_nearly_every_area_of_a_second_map_has_its_name_on_a_laptop(
    atlas: Atlas, labeller: Labeller, view: View
) -> None:
    shown = scene(atlas, view)
    made = labeller.letter(shown, FRAMES[0], lettering(FRAMES[0]))
    assert len(made.plan.labels) == len(shown.rows)
    assert _named(made) >= len(shown.rows) - 2
    assert made.plan.shrinking <= 1.6


def test_every_area_has_its_figure_whether_named_or_not(lettered) -> None:
    for shown, frame, made in lettered:
        if made.plan.labels:
            figures = {label.code for label in made.plan.labels if label.figure}
            assert figures == {row.area.code for row in shown.shown}, (shown.view, frame)


def test_some_maps_have_all_names_some_have_a_few(lettered) -> None:
    shares = [_named(made) / len(shown.rows) for shown, _, made in lettered]
    assert 1 in shares
    assert any(0 < share < 1 for share in shares)
    assert sum(shares) / len(shares) > 0.7


def test_no_label_covers_another_or_leaves_the_frame(lettered) -> None:
    for shown, frame, made in lettered:
        west, south, east, north = made.plan.window
        for one, other in combinations(made.plan.labels, 2):
            assert not one.box.intersects(other.box), (shown.view, frame, one.lines, other.lines)
        for label in made.plan.labels:
            assert west <= label.bounds[0] <= label.bounds[2] <= east, (shown.view, frame, label.lines)
            assert south <= label.bounds[1] <= label.bounds[3] <= north, (shown.view, frame, label.lines)


def test_no_leader_crosses_another_or_the_label_of_another(lettered) -> None:
    crossed = []
    for shown, frame, made in lettered:
        metres_per_px = (made.plan.window[2] - made.plan.window[0]) / frame[0]
        for label in made.plan.labels:
            for other in made.plan.labels:
                if label is not other and label.leader:
                    core = other.box.buffer(-SPACING_PX * metres_per_px)
                    if label.leader.intersects(core) or (other.leader and label.leader.crosses(other.leader)):
                        crossed.append((shown.view, frame, label.lines, other.lines))
    assert crossed == []


def test_a_name_of_three_words_stands_in_three_lines_and_its_figure_below_a_long_one(
    atlas: Atlas, labeller: Labeller
) -> None:
    shown = scene(atlas, MANY["CCGs"])
    made = labeller.letter(shown, FRAMES[0], lettering(FRAMES[0]))
    lines = {label.code: label.lines for label in made.plan.labels}
    assert lines["E38000069"] == ("Hambleton,", "Richmondshire", "& Whitby 183.0")
    assert lines["E38000047"] == ("Durham Dales,", "Easington", "& Sedgefield", "278.7")
