"""Names of larger areas keep clear of what stands on their areas and near them, and of nothing else."""

from __future__ import annotations

import pytest
from shapely.geometry import box

from dashboard.maps.placement.labels import SPACING_PX, Label, Lettering, Plan, Wanted
from dashboard.maps.placement.placing import names

#: One pixel is a hundred metres: four letters are 40 pixels wide and 10 high.
FRAME, METRES = (100, 100), 100
LETTERING = Lettering(10, character=1, line=1)
WINDOW = (0.0, 0.0, 10_000.0, 10_000.0)
PLACE = box(2_000, 4_000, 8_000, 6_000)


def _placed(*labels: Label) -> list[Label]:
    taken = Plan(WINDOW, labels)
    return list(names({"place": PLACE}, [Wanted("place", (("NAME",),))], taken, FRAME, LETTERING, {}))


@pytest.mark.parametrize(
    "labels",
    [
        (Label("far", ("1",), 5_000, 9_000, 1_000, 1_000),),
        (Label("beside", ("1",), 9_000, 7_000, 1_000, 1_000, anchor=(9_500, 8_000), side=1),),
    ],
    ids=["a label", "a leader line"],
)
def test_what_stands_elsewhere_moves_no_name(labels: tuple[Label, ...]) -> None:
    (name,) = _placed()
    assert (name.width, name.height) == (4_000, 1_000)
    assert _placed(*labels) == [name]


def test_a_name_keeps_its_distance_from_a_label_on_its_area_and_from_one_just_outside() -> None:
    on_it = Label("on it", ("1",), 4_500, 5_000, 1_000, 1_000)
    assert _placed(on_it) == []
    above = Label("above", ("1",), 5_000, 6_600, 6_000, 1_000)
    (name,) = _placed(above, Label("below", ("1",), 5_000, 3_900, 6_000, 1_000))
    assert above.bounds[1] - name.bounds[3] >= SPACING_PX * METRES
    assert name.bounds[1] - 4_400 >= SPACING_PX * METRES


def test_a_label_outside_whose_clearance_reaches_in_leaves_no_room_in_an_area_as_high_as_the_name() -> None:
    area = {"place": box(2_000, 4_400, 8_000, 5_600)}
    wanted = [Wanted("place", (("NAME",),))]
    for gap, found in ((SPACING_PX * METRES, 1), (50, 0)):
        above = Label("above", ("1",), 5_000, 5_600 + gap + 500, 6_000, 1_000)
        assert len(names(area, wanted, Plan(WINDOW, (above,)), FRAME, LETTERING, {})) == found, gap
