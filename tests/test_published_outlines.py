"""Boundaries as they are published take the place of those of the edition, whatever their form and their columns."""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import geopandas
import pytest
import shapely
from shapely.geometry.base import BaseGeometry
from small import GATESHEAD, NEWCASTLE, edition

from dashboard.__main__ import main
from dashboard.importers.forms.outlines import is_of_outlines, take_outlines

#: A square of Newcastle in the small edition without its corner, and a place far from it.
NEW = shapely.box(420_000, 555_000, 430_000, 565_000).difference(shapely.box(420_000, 555_000, 420_400, 555_400))
FAR = shapely.box(200_000, 155_000, 210_000, 165_000)


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    return edition(tmp_path / "edition")


def frame(shapes: Mapping[str, BaseGeometry], column: str) -> geopandas.GeoDataFrame:
    columns = {"FID": range(len(shapes)), column: list(shapes), "name": "x"}
    return geopandas.GeoDataFrame(columns, geometry=list(shapes.values()), crs=27700)


def geojson(path: Path, drawn: geopandas.GeoDataFrame) -> Path:
    drawn.to_crs(4326).to_file(path.with_suffix(".geojson"), engine="pyogrio")
    return path.with_suffix(".geojson")


def packed_geojson(path: Path, drawn: geopandas.GeoDataFrame) -> Path:
    packed = path.with_suffix(".geojson.gz")
    packed.write_bytes(gzip.compress(geojson(path, drawn).read_bytes()))
    return packed


def geopackage(path: Path, drawn: geopandas.GeoDataFrame) -> Path:
    drawn.to_file(path.with_suffix(".gpkg"), engine="pyogrio")
    return path.with_suffix(".gpkg")


def zipped_shapefile(path: Path, drawn: geopandas.GeoDataFrame) -> Path:
    folder = path.with_name("unpacked")
    folder.mkdir()
    drawn.to_file(folder / "Counties_and_UA.shp", engine="pyogrio")
    return Path(shutil.make_archive(str(path), "zip", folder))


FORMS: Mapping[str, tuple[Callable[[Path, geopandas.GeoDataFrame], Path], str]] = {
    "GeoJSON": (geojson, "ctyua19cd"),
    "packed GeoJSON": (packed_geojson, "LAD24CD"),
    "GeoPackage": (geopackage, "CTYUA19CD"),
    "zipped shapefile": (zipped_shapefile, "SICBL24CD"),
}


@pytest.mark.parametrize("form", FORMS)
def test_published_outlines_are_taken_of_the_areas_that_the_edition_has(
    folders: tuple[Path, Path], tmp_path: Path, form: str
) -> None:
    write, column = FORMS[form]
    path = write(tmp_path / "published", frame({"E06000999": FAR, NEWCASTLE: NEW}, column))
    assert is_of_outlines(path)
    said = take_outlines([path], *folders)
    for level in ("council", "district"):
        layer = geopandas.read_file(folders[1] / f"{level}.shp").set_index("code")
        assert sorted(layer.index) == sorted([GATESHEAD, NEWCASTLE])
        assert layer.geometry[NEWCASTLE].symmetric_difference(NEW).area < 1_000
        assert layer.geometry[GATESHEAD].area == 10_000 * 10_000
        assert f"  {level}: 1 of 2 outlines are taken; 1 stay as they are." in said


def test_an_outline_that_does_not_nest_is_refused_with_how_much_lies_outside(
    folders: tuple[Path, Path], tmp_path: Path
) -> None:
    def moved(metres: int) -> Path:
        shape = shapely.box(420_000 - metres, 555_000, 430_000 - metres, 565_000)
        return geojson(tmp_path / "council", frame({NEWCASTLE: shape}, "ctyua19cd"))

    take_outlines([moved(400)], *folders)
    with pytest.raises(
        ValueError, match=rf"^council\.geojson: found 15% of {NEWCASTLE} outside E\d+, expected at most"
    ):
        take_outlines([moved(2_000)], *folders)


REFUSED: Mapping[str, tuple[Mapping[str, BaseGeometry], int | None, str]] = {
    "other areas": ({"E06000999": FAR}, 27700, "found the columns FID, code, name, none with such a code"),
    "an unknown grid": ({NEWCASTLE: NEW}, 2154, "the British National Grid or WGS84"),
    "a line": (
        {NEWCASTLE: shapely.LineString(NEW.exterior.coords)},
        27700,
        "row 1, column code: found E08000021 without one, expected a polygon",
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_drawn_is_refused(folders: tuple[Path, Path], tmp_path: Path, what: str) -> None:
    shapes, system, said = REFUSED[what]
    drawn = frame(shapes, "code").set_crs(system, allow_override=True)
    with pytest.raises(ValueError, match=rf"^published\.zip.*{said}"):
        take_outlines([zipped_shapefile(tmp_path / "published", drawn)], *folders)


def test_a_broken_file_of_boundaries_is_told(folders: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "broken.geojson").write_text("<html>not found</html>")
    with pytest.raises(ValueError, match=r"^broken\.geojson: found .*expected GeoJSON, a zipped shapefile"):
        take_outlines([tmp_path / "broken.geojson"], *folders)


def test_the_command_tells_what_would_change_and_writes_nothing(
    folders: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ATLAS_DATA", str(folders[0]))
    monkeypatch.setenv("ATLAS_BOUNDARIES", str(folders[1]))
    before = (folders[1] / "council.shp").read_bytes()
    path = geojson(tmp_path / "published", frame({NEWCASTLE: NEW}, "ctyua19cd"))
    assert main(["import", str(path)]) == 0
    said = capsys.readouterr().out
    assert "published.geojson: boundaries of 1 areas of the edition." in said
    assert "council.shp: 0 added, 1 changed, 0 vanished, 1 as before" in said
    assert (folders[1] / "council.shp").read_bytes() == before
    (tmp_path / "table.csv").write_text(f"Area code,Value\n{NEWCASTLE},1\n")
    assert main(["import", str(path), str(tmp_path / "table.csv")]) == 2
    assert "Import figures and boundaries apart" in capsys.readouterr().err
