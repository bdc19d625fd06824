"""What a data folder must not hold: figures that no place has, tables cut off, files that nobody reads."""

from __future__ import annotations

import shutil
from pathlib import Path

import geopandas
import pytest
from pyproj import CRS
from shipped import Level
from small import CCG, GATESHEAD, NEWCASTLE, deaths, draw, edition

from dashboard.__main__ import main
from dashboard.core.indicator import Kind
from dashboard.loading.load import DataError, load
from dashboard.loading.projection import described, recognised

ROOT = Path(__file__).parents[1]
HEADER = "indicator,area_code,period,value,lower,upper,count,denominator,status,extent,note,verdict,interval\n"
Say = pytest.CaptureFixture[str]


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    data, shapes = edition(tmp_path)
    monkeypatch.setenv("ATLAS_DATA", str(data))
    monkeypatch.setenv("ATLAS_BOUNDARIES", str(shapes))
    return data, shapes


def faults(folders: tuple[Path, Path]) -> list[str]:
    with pytest.raises(DataError) as refused:
        load(*folders)
    return [str(fault) for fault in refused.value.faults]


#: What a rate of a unit is per.
PER = {"per 100,000": 100_000, "per 1,000 live births": 1_000}


def with_figure(folders: tuple[Path, Path], cells: str, kind: Kind = Kind.COUNT, unit: str = "deaths") -> None:
    """Put one figure of Newcastle in place of the one that is there, and make its indicator of another kind."""
    table, indicators = folders[0] / "values/nomis.csv", folders[0] / "indicators.csv"
    text = table.read_text(encoding="utf-8")
    table.write_text(text.replace(f"{NEWCASTLE},2023,100,,,100,,published,,", f"{NEWCASTLE},2023,{cells}"))
    said = indicators.read_text(encoding="utf-8")
    columns = f"{PER.get(unit, 100 if kind in (Kind.RATIO, Kind.SHARE) else '')},{'age' * (kind is Kind.RATIO)},deaths"
    row = f'number of deaths,"{unit}",{columns},0,{kind}'
    indicators.write_text(said.replace("number of deaths,deaths,,,deaths,0,count", row))


EMPTY = "no count and no denominator beside the status suppressed or missing"
HIDDEN = {
    "a suppressed count": (",,,3,,suppressed,,", "count '3', denominator an empty cell, status 'suppressed'"),
    "a suppressed count and people": (",,,3,5120,suppressed,,", "count '3', denominator '5120', status 'suppressed'"),
    "people of a suppressed figure": (",,,,5120,suppressed,,", "denominator '5120'"),
    "a missing count": (",,,3,,missing,,", "count '3', denominator an empty cell, status 'missing'"),
}


@pytest.mark.parametrize("case", HIDDEN)
def test_nothing_stands_beside_a_figure_that_is_withheld(case: str, folders: tuple[Path, Path]) -> None:
    cells, found = HIDDEN[case]
    with_figure(folders, cells)
    (said,) = faults(folders)
    assert said.startswith("values/nomis.csv, row 2, column count: found ")
    assert found in said
    assert f"expected {EMPTY}; empty both cells" in said


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (",1,2,,,suppressed,,", "no interval without a value"),
        ("5,,,,,suppressed,,", "no value beside the status suppressed or missing"),
        ("5,,,,,missing,,", "no value beside the status suppressed or missing"),
        (",,,,,published,,", "a number; fill it in"),
        (",,,9,,estimate,,", "a number; fill it in"),
        ("5,4,6,,,estimate,,", "no interval for an estimate"),
    ],
)
def test_a_status_and_its_numbers_agree(cells: str, expected: str, folders: tuple[Path, Path]) -> None:
    with_figure(folders, cells)
    (said,) = faults(folders)
    assert expected in said


BEYOND = {
    "huge": (Kind.COUNT, "deaths", "1e63,,,,,published,,", "value", "0 to 100,000,000"),
    "count": (Kind.COUNT, "deaths", "5,,,1e63,,published,,", "count", "0 to 100,000,000"),
    "people": (Kind.COUNT, "deaths", "5,,,5,1e63,published,,", "denominator", "0 to 2,000,000,000"),
    "rate": (Kind.RATE, "per 100,000", "100001,,,,,published,,", "value", "0 to 100,000"),
    "rate per 1,000": (Kind.RATE, "per 1,000 live births", "1000.5,,,,,published,,", "value", "0 to 1,000"),
    "ratio": (Kind.RATIO, "(England = 100)", "10001,,,,,published,,", "value", "0 to 10,000"),
    "years": (Kind.YEARS, "years", "131,,,,,published,,", "value", "-130 to 130"),
    "negative years": (Kind.YEARS, "years", "-131,,,,,published,,", "value", "-130 to 130"),
    "score": (Kind.SCORE, "index points", "1e5,,,,,published,,", "value", "-10,000 to 10,000"),
    "minutes": (Kind.MINUTES, "minutes by road", "1441,,,,,published,,", "value", "0 to 1,440"),
    "interval": (Kind.SHARE, "per cent", "50,40,1e63,,,published,,", "upper", "-100 to 200"),
}


@pytest.mark.parametrize("case", BEYOND)
def test_a_number_that_no_place_can_have_is_a_fault(case: str, folders: tuple[Path, Path]) -> None:
    kind, unit, cells, column, span = BEYOND[case]
    with_figure(folders, cells, kind, unit)
    beyond = [said for said in faults(folders) if "row 2" in said]
    assert len(beyond) == 1
    assert beyond[0].startswith(f"values/nomis.csv, row 2, column {column}: found {column} '")
    assert f"expected a number from {span}; correct it, or the kind and unit" in beyond[0]


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        *(("-0,,,,,published,,", "value"), ("5,-0.0,6,,,published,,", "lower"), ("5,,,-0,,published,,", "count")),
        ("5,,,0,-0,published,,", "denominator"),
    ],
)
def test_a_nought_has_no_sign(cells: str, column: str, folders: tuple[Path, Path]) -> None:
    with_figure(folders, cells)
    (said,) = faults(folders)
    assert said.startswith(f"values/nomis.csv, row 2, column {column}: found {column} '-0")
    assert "expected a nought without a sign" in said


@pytest.mark.parametrize(("kind", "is_fault"), [(Kind.SHARE, True), (Kind.RATE, True), (Kind.COUNT, False)])
def test_a_count_is_not_above_those_that_it_is_counted_among(
    kind: Kind, is_fault: bool, folders: tuple[Path, Path]
) -> None:
    with_figure(folders, "5,,,101,100,published,,", kind, "per 100,000" if kind is Kind.RATE else "per cent")
    said = [fault for fault in load_faults(folders) if "a count that is not above its denominator" in fault]
    assert len(said) == is_fault
    assert all(fault.startswith("values/nomis.csv, row 2, column count: found count '101', denom") for fault in said)


@pytest.mark.parametrize(("kind", "value"), [(Kind.YEARS, "-9"), (Kind.SHARE, "100"), (Kind.MINUTES, "1440")])
def test_a_number_at_the_edge_of_its_range_is_none(kind: Kind, value: str, folders: tuple[Path, Path]) -> None:
    with_figure(folders, f"{value},,,,,published,,", kind)
    assert not [said for said in load_faults(folders) if "row 2" in said]


def load_faults(folders: tuple[Path, Path]) -> list[str]:
    try:
        load(*folders)
    except DataError as refused:
        return [str(fault) for fault in refused.faults]
    return []


@pytest.mark.parametrize("name", ["areas", "conditions", "indicators", "values/nomis"])
def test_a_table_without_a_line_end_at_its_end_is_a_fault(name: str, folders: tuple[Path, Path]) -> None:
    path = folders[0] / f"{name}.csv"
    path.write_bytes(path.read_bytes().rstrip(b"\n"))
    cut = [said for said in faults(folders) if "without a line end" in said]
    assert len(cut) == 1
    assert "expected a last row that ends with a line end; import the table again" in cut[0]


def test_a_shipped_table_cut_off_in_mid_word_is_a_fault(tmp_path: Path) -> None:
    data = Path(shutil.copytree(ROOT / "data", tmp_path / "data"))
    path = data / "values/fingertips.csv"
    path.write_bytes(path.read_bytes()[:-400])
    said = faults((data, ROOT / "boundaries"))
    assert len(said) == 1
    rows = path.read_bytes().count(b"\n") + 1
    assert said[0].startswith(f"values/fingertips.csv, row {rows}: ")


def test_a_table_that_lost_whole_rows_is_told(folders: tuple[Path, Path], tmp_path: Path, capsys: Say) -> None:
    source = str(deaths(tmp_path / "deaths.csv", **{NEWCASTLE: 110, GATESHEAD: 90}))
    assert main(["import", "nomis", source, "--apply"]) == 0
    capsys.readouterr()
    main(["check"])
    assert "the last import left" not in capsys.readouterr().out
    path = folders[0] / "values/nomis.csv"
    path.write_bytes(b"".join(row for row in path.read_bytes().splitlines(keepends=True) if b"E08000037" not in row))
    assert main(["check"]) == 1
    said = capsys.readouterr().out
    assert "values/nomis.csv, row 2: " in said
    assert "3 rows with 3 figures, while the last import left 4 with 4" in said


def test_rows_of_commas_only_are_passed_over_wherever_they_stand(folders: tuple[Path, Path]) -> None:
    before = load(*folders).values
    path = folders[0] / "values/nomis.csv"
    first, *rest = path.read_text(encoding="utf-8").splitlines()
    lines = [first, ",,,,,,,,,", *rest, ",,,,,,,,,", ",,,,,,,,,", ",,,", " , , "]
    path.write_bytes("".join(f"{line}\r\n" for line in lines).encode())
    assert load(*folders).values == before


@pytest.mark.parametrize(
    "name", ["NEW.CSV", "local.xlsx", "nomis.csv.bak", "nomis (2).CSV", "notes.txt", "older/a.csv"]
)
def test_a_file_among_the_figures_that_is_not_read_is_a_fault(name: str, folders: tuple[Path, Path]) -> None:
    path = folders[0] / "values" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(HEADER)
    (said,) = faults(folders)
    what = "a folder" if "/" in name else "a file that is not read"
    assert said.startswith(
        f"values/{name.partition('/')[0]}: found {what}, expected tables called NAME.csv only; save it"
    )


def test_files_beside_the_tables_that_are_not_read_are_told(folders: tuple[Path, Path], capsys: Say) -> None:
    for path in (
        folders[0] / "Facts.CSV",
        folders[0] / "values.xlsx",
        folders[1] / "ward.shp",
        folders[0] / ".DS_Store",
    ):
        path.write_text("x")
    main(["check"])
    notes = [line for line in capsys.readouterr().out.splitlines() if line.startswith("Note")]
    assert [note.partition(" is not read")[0] for note in notes] == [
        *("Note: data/Facts.CSV", "Note: data/values.xlsx", "Note: boundaries/ward.shp"),
    ]


def test_an_edition_without_any_indicator_is_refused(folders: tuple[Path, Path]) -> None:
    path = folders[0] / "indicators.csv"
    path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + "\n")
    assert "data/indicators.csv: found no rows, expected at least one indicator" in "\n".join(faults(folders))


GRID = (ROOT / "boundaries/ccg.prj").read_text(encoding="utf-8")
_PARAMETERS = (
    'PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",49],PARAMETER["central_meridian",-2],'
    'PARAMETER["scale_factor",0.9996012717],PARAMETER["false_easting",400000],PARAMETER["false_northing",-100000],'
)
_GEOGRAPHIC = (
    'GEOGCS["{0}",DATUM["{0}",SPHEROID["{0}",6377563.396,299.3249646]],PRIMEM["Greenwich",0],'
    'UNIT["degree",0.0174532925199433]],'
)
_NAMELESS = f'PROJCS["unnamed",{_GEOGRAPHIC.format("Airy")}{_PARAMETERS}UNIT["Meter",1]]'
_HEIGHT = 'VERT_CS["height",VERT_DATUM["Newlyn",2005],UNIT["metre",1],AXIS["Up",UP]]'
SPELLINGS = {
    "as shipped": GRID,
    "of no name": _NAMELESS,
    "of another name": _NAMELESS.replace("unnamed", "Home_grown_system"),
    "with a height": f'COMPD_CS["both",{_NAMELESS},{_HEIGHT}]',
    "with the registry's number": CRS.from_epsg(27700).to_wkt("WKT1_GDAL"),
    "as ESRI has it": CRS.from_epsg(27700).to_wkt("WKT1_ESRI"),
    "with a shift to WGS84": CRS.from_proj4(
        "+proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy "
        "+towgs84=446.448,-125.157,542.06,0.15,0.247,0.842,-20.489 +units=m"
    ).to_wkt("WKT1_GDAL"),
}


@pytest.mark.parametrize("case", SPELLINGS)
def test_the_british_grid_is_known_by_what_it_is_and_not_by_its_name(case: str, folders: tuple[Path, Path]) -> None:
    before = load(*folders).shapes[Level.CCG][CCG]
    (folders[1] / "ccg.prj").write_text(SPELLINGS[case], encoding="utf-8")
    assert load(*folders).shapes[Level.CCG][CCG].equals(before)


OTHERS = {
    "another false easting": (GRID.replace("400000.0", "500000.0"), "false easting is 500000, not 400000"),
    "another scale": (GRID.replace("0.9996012717", "0.9996"), "scale factor at natural origin is 0.9996, not"),
    "another ellipsoid": (GRID.replace("6377563.396,299.3249646", "6378137.0,298.257223563"), "ellipsoid is Airy"),
    "another unit": (GRID.replace('UNIT["Meter",1.0]', 'UNIT["Foot",0.3048]'), "unit is foot, not metres"),
    "another number than its own": (
        CRS.from_epsg(27700).to_wkt("WKT1_GDAL").replace("400000", "500000"),
        "false easting is 500000, not 400000",
    ),
    "degrees of OSGB36": (CRS.from_epsg(4277).to_wkt("WKT1_ESRI"), "found OSGB"),
    "UTM": (CRS.from_epsg(32630).to_wkt("WKT1_ESRI"), "found WGS 84 / UTM zone 30N, whose ellipsoid is"),
    "Irish grid": (CRS.from_epsg(29902).to_wkt("WKT1_ESRI"), "false easting is 200000, not 400000"),
    "degrees of ETRS89": (CRS.from_epsg(4258).to_wkt("WKT1_ESRI"), "found ETRS89"),
    "grads": (
        CRS.from_epsg(4326).to_wkt("WKT1_ESRI").replace("0.0174532925199433", "0.015707963267949"),
        "not degrees",
    ),
    "Paris": (
        CRS.from_epsg(4326).to_wkt("WKT1_ESRI").replace('"Greenwich",0.0', '"Paris",2.33722917'),
        "not Greenwich",
    ),
}


@pytest.mark.parametrize("case", OTHERS)
def test_another_system_is_refused_with_what_makes_it_another(case: str, folders: tuple[Path, Path]) -> None:
    wkt, found = OTHERS[case]
    (folders[1] / "ccg.prj").write_text(wkt, encoding="utf-8")
    (said,) = faults(folders)
    assert said.startswith("boundaries/ccg.shp: found ")
    assert found in said
    assert "expected EPSG:27700 or WGS84; project the file to the British National Grid" in said


@pytest.mark.parametrize("name", ["EPSG:4326", "OGC:CRS84", "EPSG:4979"])
def test_wgs84_is_known_in_every_order_of_its_axes_and_with_a_height(name: str) -> None:
    assert recognised(CRS.from_user_input(name)) == 4326
    assert described(CRS.from_user_input(name)).startswith("WGS 84")


def test_heights_of_boundaries_are_left_out(folders: tuple[Path, Path]) -> None:
    draw(folders[1] / "ccg.shp", [CCG])
    flat = geopandas.read_file(folders[1] / "ccg.shp", engine="pyogrio")
    flat.set_geometry(flat.geometry.force_3d(12.0)).to_file(folders[1] / "ccg.shp", encoding="utf-8")
    assert not load(*folders).shapes[Level.CCG][CCG].has_z
