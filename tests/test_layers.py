"""Layers over a map: in the scene, in the figure, in the legend and in every picture; and the sites that they show."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from itertools import combinations
from pathlib import Path
from urllib.parse import parse_qs
from xml.etree import ElementTree

import pandas as pd
import pytest
from flask.testing import FlaskClient
from official import official_folder
from pptx import Presentation
from shapely.geometry import Point
from shipped import EDITION, ICS, MAP_LEVELS, Level

from dashboard.core import labels
from dashboard.core.area import SiteKind
from dashboard.core.atlas import Atlas
from dashboard.core.colours import MISSING, WHITE, contrast
from dashboard.core.layer_names import layer_name
from dashboard.core.level import SiteLayer
from dashboard.core.view import View
from dashboard.export.picture.map_picture import Painter
from dashboard.export.picture.primitives import SIZES, Picture, Stamp
from dashboard.export.writers.poster import typeset
from dashboard.export.writers.slides import map_slide, notes_of
from dashboard.export.writers.vector import vector_picture
from dashboard.importers import sites
from dashboard.maps.layer_marks import SYMBOLS
from dashboard.maps.legend_entries import legend
from dashboard.stats import classification
from dashboard.views.options import layer_options
from dashboard.views.resolve import resolve
from dashboard.views.scene import Scene, sites_together
from dashboard.views.staging import SITE_LAYERS, drawn_anyway, scene
from dashboard.views.steps import open_area
from dashboard.web.page import ids
from dashboard.wording import captions
from dashboard.wording.notices import notice_words

LAYERS = (*EDITION.outlined, *SiteLayer)
ALL = ".".join(LAYERS)
STAMP = Stamp("https://example.org/?", "1 May 2027")
NORTH, NEWCASTLE, GATESHEAD, RYTON = "icp-north", "E08000021", "E08000037", "E02001682"
LEVELS = [
    ("by=icp&condition=stroke&measure=register", "the system by ICP"),
    ("", "by CCG"),
    ("by=council", "by council"),
    ("by=district&condition=deprivation", "by district"),
    ("by=neighbourhood&condition=stroke", "by neighbourhood"),
    (f"area={NORTH}&by=council", "a partnership"),
    (f"area={NEWCASTLE}&by=neighbourhood&condition=stroke", "a council by neighbourhood"),
    (f"area={NEWCASTLE}&by=council", "a place"),
    (f"area={RYTON}&by=neighbourhood&condition=stroke", "a neighbourhood"),
]
queries = pytest.mark.parametrize("query", [query for query, _ in LEVELS], ids=[name for _, name in LEVELS])


def shown(atlas: Atlas, query: str, layers: str = ALL) -> Scene:
    return scene(atlas, resolve(atlas, f"{query}&layers={layers}").view)


# Which areas and sites


def land(atlas: Atlas, what: Scene) -> list:
    return [atlas.shapes[what.view.by][row.area.code] for row in what.rows]


@queries
def test_a_layer_has_the_areas_whose_land_lies_on_the_map(atlas: Atlas, query: str) -> None:
    """Checked on the outlines; a layer that is missing is drawn as the outlines of the map already."""
    what = shown(atlas, query)
    borders = dict(what.borders)
    for layer, level in ((x, x) for x in EDITION.outlined):
        on_map = {
            c for c, s in atlas.shapes[level].items() if any(s.intersection(a).area > 1e4 for a in land(atlas, what))
        }
        if layer in borders:
            assert {area.code for area in borders[layer]} == on_map
        else:
            assert layer in drawn_anyway(atlas, what)
            assert on_map <= {area.code for area in what.outlines}


@queries
def test_the_sites_are_those_in_the_areas_of_the_map(atlas: Atlas, query: str) -> None:
    what = shown(atlas, query)
    ground = land(atlas, what)
    inside = {s.code for s in atlas.sites if any(shape.intersects(Point(s.easting, s.northing)) for shape in ground)}
    assert {site.code for site in what.sites} == inside


def test_without_layers_nothing_is_drawn_over_the_map(atlas: Atlas) -> None:
    what = shown(atlas, "by=council", "")
    assert (what.borders, what.sites) == ((), ())


def test_one_layer_brings_nothing_of_the_others(atlas: Atlas) -> None:
    for layer in LAYERS:
        what = shown(atlas, "by=council", layer)
        assert {one for one, _ in what.borders} <= {layer}
        assert {site.kind for site in what.sites} == ({SITE_LAYERS[layer]} if layer in SITE_LAYERS else set())


def test_the_partnership_north_touches_two_combined_authorities(atlas: Atlas) -> None:
    what = shown(atlas, f"area={NORTH}&by=council", "authority")
    assert [area.short_name for _, areas in what.borders for area in areas] == ["North East", "North of Tyne"]


def test_a_hospital_and_its_stroke_unit_are_one_place(atlas: Atlas) -> None:
    found = sites_together(atlas.sites)
    assert len(found) == 18
    assert sorted(len(place) for place in found) == [1] * 11 + [2] * 7
    for place in found:
        assert [site.kind for site in place] in ([SiteKind.HOSPITAL], [SiteKind.HOSPITAL, SiteKind.STROKE_UNIT])
        assert len({site.name for site in place}) == 1, "both sources call it the same"


# The address


def test_each_offer_switches_one_layer_and_leaves_the_others(atlas: Atlas) -> None:
    view = resolve(atlas, "by=council&layers=ccg.hospitals").view
    for option in layer_options(atlas, view):
        assert option.view is not None
        assert set(option.view.layers) ^ set(view.layers) == {option.key}
        assert option.selected == (option.key in view.layers)
        assert replace(option.view, layers=view.layers) == view


def test_drilling_down_keeps_the_layers(atlas: Atlas) -> None:
    view = resolve(atlas, f"by=council&layers={ALL}").view
    for area in atlas.level(Level.COUNCIL):
        assert open_area(atlas, view, area).layers == LAYERS


@pytest.mark.parametrize("code", ["E47000006", "E47000010", "E47000011"])
def test_no_address_leads_to_a_combined_authority(atlas: Atlas, code: str) -> None:
    resolved = resolve(atlas, f"area={code}")
    assert resolved.view.area == ICS
    assert "There is no area" in notice_words(resolved.notices)[0]
    assert resolve(atlas, f"show=ranking&benchmark={code}").view.benchmark != code
    assert resolve(atlas, f"show=ranking&areas={code}").view.chosen == ()


def test_combined_authorities_are_never_a_map_nor_found_nor_an_ancestor(atlas: Atlas, client: FlaskClient) -> None:
    assert Level.AUTHORITY not in MAP_LEVELS
    codes = {area.code for area in atlas.level(Level.AUTHORITY)}
    for area in (area for area in atlas.areas.values() if area.code not in codes):
        assert not codes & {step.code for step in atlas.path(area)}
    page = client.get("/").text
    name = re.search(r"search/places\.\w+\.json", page)
    assert name
    found = client.get(f"/{name.group(0)}").text
    assert "E47000" not in found
    assert "Gateshead" in found


# The figure


def drawing(query: str, answer) -> dict:
    return answer(f"?{query}&layers={ALL}")[0]


@queries
def test_the_figure_has_every_layer_and_no_mark_of_it_can_be_opened(atlas: Atlas, answer, query: str) -> None:
    what = shown(atlas, query)
    traces = {trace["uid"]: trace for trace in drawing(query, answer)["data"]}
    for layer, areas in what.borders:
        for number, stroke in enumerate(layer.strokes):
            trace = traces[f"layer-{layer}-{number}"]
            assert trace["locations"] == [area.code for area in areas]
            assert trace["marker"]["line"] == {"color": stroke.colour, "width": stroke.width}
            assert f"/geo/{layer}." in trace["geojson"]
            assert trace["hoverinfo"] == "skip"
            assert "customdata" not in trace
    for kind in SiteKind:
        sites_of = [site for site in what.sites if site.kind is kind]
        assert (f"site-{kind}" in traces) == bool(sites_of)
        if sites_of:
            trace = traces[f"site-{kind}"]
            assert len(trace["lon"]) == len(trace["lat"]) == len(trace["text"]) == len(sites_of)
            assert sorted(words_.split("</b>")[0].removeprefix("<b>") for words_ in trace["text"]) == sorted(
                site.name.replace("&", "&amp;") for site in sites_of
            )
            assert "customdata" not in trace
    drawn = {uid.split("-")[1] for uid in traces if uid.startswith("layer-")}
    assert drawn == {str(layer) for layer, _ in what.borders}


def test_the_hover_of_a_hospital_with_a_stroke_unit_says_both(answer) -> None:
    traces = {trace["uid"]: trace for trace in drawing("by=council", answer)["data"]}
    for uid in ("site-hospital", "site-stroke-unit"):
        infirmary = next(said for said in traces[uid]["text"] if "Royal Victoria Infirmary" in said)
        assert all(said in infirmary for said in labels.SITES.values())
    wansbeck = next(said for said in traces["site-hospital"]["text"] if "Wansbeck" in said)
    assert labels.SITES[SiteKind.STROKE_UNIT] not in wansbeck


def test_the_first_page_names_no_boundary_file_of_a_layer(answer) -> None:
    """The outlines of the authorities are fetched when their layer is on, not before."""
    figure, page = answer("")
    fetched = {trace["geojson"] for trace in figure["data"] if "geojson" in trace} | set(page["ahead"])
    assert not any("authority" in address for address in fetched)
    on = {trace.get("geojson", "") for trace in answer("?layers=authority")[0]["data"]}
    assert any("/geo/authority." in address for address in on)


def test_the_boundary_file_of_the_authorities_is_served(client: FlaskClient, answer) -> None:
    traces = answer("?layers=authority")[0]["data"]
    address = next(t["geojson"] for t in traces if t["uid"].startswith("layer-authority"))
    collection = client.get(address).get_json()
    assert [feature["id"] for feature in collection["features"]] == ["E47000006", "E47000010", "E47000011"]


# How they look


GROUNDS = (
    *classification.RAMP,
    *(colour for row in classification.BIVARIATE for colour in row),
    WHITE,
    MISSING,
)


@pytest.mark.parametrize("ground", GROUNDS)
def test_every_layer_stands_out_on_every_colour_of_a_map(ground: str) -> None:
    for strokes in (level.strokes for level in EDITION.outlined):
        assert max(contrast(stroke.colour, ground) for stroke in strokes) >= 3
    for symbol in SYMBOLS.values():
        assert max(contrast(symbol.fill, ground), contrast(symbol.rim, ground)) >= 3


def test_every_line_has_a_dark_and_a_white_part_that_stand_out_from_each_other() -> None:
    for strokes in (level.strokes for level in EDITION.outlined):
        assert WHITE in {stroke.colour for stroke in strokes}
        assert max(contrast(stroke.colour, WHITE) for stroke in strokes) >= 5
        assert [s.width for s in strokes] == sorted((s.width for s in strokes), reverse=True)


def test_no_two_layers_are_alike_without_their_colours() -> None:
    """Told apart by width and by where they are white, for whoever sees no colours."""
    builds = [
        tuple((s.colour == WHITE, s.width) for s in strokes)
        for strokes in (level.strokes for level in EDITION.outlined)
    ]
    for one, other in combinations(builds, 2):
        dark = [max(width for white, width in build if not white) for build in (one, other)]
        assert [white for white, _ in one] != [white for white, _ in other] or abs(dark[0] - dark[1]) >= 0.5


# Legend, words and credits


@queries
def test_the_legend_has_an_entry_for_each_layer_on_the_map(atlas: Atlas, query: str) -> None:
    what = shown(atlas, query)
    made = legend(what, ())
    assert [layer for layer, _ in made.layers] == [layer for layer, _ in what.borders]
    assert {kind for kind, _ in made.sites} == {site.kind for site in what.sites}
    entries = [made.outlines.lower(), *(entry.lower() for _, entry in (*made.layers, *made.sites))]
    assert len(entries) == len(set(entries)), "two entries are called the same"
    for layer in drawn_anyway(atlas, what):
        assert labels.outline_mark(layer).lower() == made.outlines.lower() or what.place


@queries
def test_the_page_shows_the_legend_the_names_and_the_credits(atlas: Atlas, answer, query: str) -> None:
    what = shown(atlas, query)
    parts = answer(f"?{query}&layers={ALL}")[1]["parts"]
    for _, entry in (*legend(what, ()).layers, *legend(what, ()).sites):
        assert entry in parts[ids.LEGEND]
    assert parts[ids.LEGEND].count("<svg") == len(what.borders) + len({site.kind for site in what.sites})
    for site in what.sites:
        assert site.name in parts[ids.CAPTION]
    for credit in captions.site_credits(what):
        assert credit in parts[ids.CAPTION] or what.indicator is None
    assert ("places-summary" in parts[ids.CAPTION]) == bool(what.sites)


def test_the_control_says_what_is_on_and_what_the_map_draws_anyway(answer) -> None:
    control = answer("?layers=ccg.hospitals")[1]["parts"][ids.LAYERS]
    assert "Layers: 2 on" in control
    assert "ICP boundaries" in control
    assert 'id="layer-icp"' not in control, "the outlines of the first map are those of the ICPs"
    states = dict(re.findall(r'id="layer-([\w-]+)".*?, (on|off)</span>', control))
    assert states == {"ccg": "on", "council": "off", "authority": "off", "hospitals": "on", "stroke-units": "off"}
    for layer, href in re.findall(r'id="layer-([\w-]+)" href="\?([^"]+)"', control):
        on = set(parse_qs(href.replace("&amp;", "&")).get("layers", [""])[0].split(".")) - {""}
        assert on ^ {"ccg", "hospitals"} == {layer}


def test_the_alternative_text_and_the_announcement_count_what_is_drawn(atlas: Atlas) -> None:
    what = shown(atlas, "by=council", "hospitals.stroke-units.authority")
    said = "Drawn over the map: the outlines of combined authorities, 18 acute hospitals and 7 acute stroke units."
    assert said in captions.alternative(what)
    assert said in captions.announcement(what)
    one = shown(atlas, f"area={RYTON}&by=neighbourhood&condition=stroke", "hospitals")
    assert ("1 acute hospital." in captions.layers(one)) == (len(one.sites) == 1)
    assert captions.layers(shown(atlas, "", "")) == ""


# Pictures


@pytest.fixture(scope="module")
def painter(atlas: Atlas) -> Painter:
    return Painter(atlas)


def printed(picture: Picture) -> str:
    return " ".join(" ".join(piece.lines) for piece in (*picture.texts, *picture.labels)).replace("\u00a0", " ")


@queries
@pytest.mark.parametrize("size", ["slide", "square", "a4-portrait"])
def test_a_picture_shows_the_layers_with_legend_names_and_credits(
    atlas: Atlas, painter: Painter, query: str, size: str
) -> None:
    what = shown(atlas, query)
    picture = painter.picture(what, SIZES[size], STAMP)
    if what.place:  # its neighbours are cut off, and their hospitals with them
        land = atlas.shapes[what.view.by][what.place.code]
        what = replace(what, sites=tuple(s for s in what.sites if land.intersects(Point(s.easting, s.northing))))
    made = legend(what, ())
    said = printed(picture)
    drawn = [track.name for track in picture.layers]
    assert set(drawn) == {layer_name(layer) for layer, _ in what.borders}
    assert all(track.lines for track in picture.layers)
    assert {site.name for site in picture.sites} == {site.name for site in what.sites}
    for _, entry in (*made.layers, *made.sites):
        assert entry in said
    for number, here in enumerate(sites_together(what.sites), 1):
        assert f"{number} {here[0].name}" in said
        assert str(number) in [label.lines[0] for label in picture.labels]
    for credit in captions.site_credits(what):
        assert credit in said


@queries
def test_what_a_picture_says_stays_inside_it_and_apart_from_its_foot(
    atlas: Atlas, painter: Painter, query: str
) -> None:
    for size in SIZES.values():
        picture = painter.picture(shown(atlas, query), size, STAMP)
        foot = picture.texts[2]
        for piece in picture.texts[3:]:
            assert piece.y + piece.height <= foot.y + 1, (size.key, piece.lines)
        for mark in (*picture.sites, *picture.swatches):
            assert 0 <= mark.x <= mark.x + mark.width <= size.width
            assert mark.y + mark.height <= foot.y


def test_no_line_of_a_layer_leaves_the_land_of_the_map(atlas: Atlas, painter: Painter) -> None:
    """The outline of a larger area would otherwise run through the table."""
    what = shown(atlas, f"area={NORTH}&by=council", "authority")
    picture = painter.picture(what, SIZES["slide"], STAMP)
    points = [point for area in picture.areas for polygon in area.polygons for ring in polygon for point in ring]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    across = [x for track in picture.layers for line in track.lines for x, _ in line.points]
    assert west - 5 <= min(across)
    assert max(across) <= east + 5


def test_the_number_of_a_site_stands_beside_its_mark(atlas: Atlas, painter: Painter) -> None:
    what = shown(atlas, "by=council", "hospitals")
    picture = painter.picture(what, SIZES["slide"], STAMP)
    at = {site.name: (site.x + site.width / 2, site.y + site.height / 2) for site in picture.sites}
    numbers = {label.lines[0]: label for label in picture.labels if label.lines[0].isdigit()}
    assert len(numbers) == 18
    for number, here in enumerate(sites_together(what.sites), 1):
        label, (x, y) = numbers[str(number)], at[here[0].name]
        apart = Point(label.x + label.width / 2, label.y + label.height / 2).distance(Point(x, y))
        assert apart < 40, here[0].name


def test_the_svg_and_the_pdf_hold_the_layers(atlas: Atlas, painter: Painter) -> None:
    what = shown(atlas, "by=council")
    bare = shown(atlas, "by=council", "")
    picture, without = (painter.picture(one, SIZES["slide"], STAMP) for one in (what, bare))
    root = ElementTree.fromstring(vector_picture(picture))
    strokes = {node.get("stroke") for node in root.iter() if node.get("stroke")}
    plain = {n.get("stroke") for n in ElementTree.fromstring(vector_picture(without)).iter() if n.get("stroke")}
    wanted = {stroke.colour for layer, _ in what.borders for stroke in layer.strokes}
    wanted |= {symbol.rim for symbol in SYMBOLS.values()}
    assert wanted <= strokes
    assert not (wanted - {WHITE, "#212b32"}) & plain
    assert typeset(picture, "pdf").startswith(b"%PDF")


def test_the_slide_holds_the_layers_as_shapes_that_can_be_edited(atlas: Atlas, painter: Painter) -> None:
    what = shown(atlas, "by=council")
    picture = painter.picture(what, SIZES["slide"], STAMP)
    slide = Presentation(BytesIO(map_slide(picture, notes_of(what, STAMP)))).slides[0]
    groups = {shape.name: shape for shape in slide.shapes if shape.shape_type is not None and hasattr(shape, "shapes")}
    drawn = [shape.name for shape in groups["Map"].shapes]
    for layer, _ in what.borders:
        for number in range(1, len(layer.strokes) + 1):
            assert f"{layer_name(layer)} ({number})" in drawn
    for site in what.sites:
        assert site.name in drawn
    legend_words = " ".join(s.text_frame.text for s in groups["Legend"].shapes if s.has_text_frame)
    for _, entry in (*legend(what, ()).layers, *legend(what, ()).sites):
        for word in entry.split():
            assert word in legend_words
    foot = next(shape.text_frame.text for shape in slide.shapes if shape.name == "Source").replace("\u00a0", " ")
    assert "1 Wansbeck General Hospital" in foot
    assert all(credit.split(":")[0] in foot for credit in captions.site_credits(what))
    assert all(credit in slide.notes_slide.notes_text_frame.text for credit in captions.site_credits(what))


@pytest.mark.parametrize("kind", ["png", "svg", "pdf", "pptx"])
def test_every_format_answers_with_layers_and_refuses_an_unknown_one(client: FlaskClient, kind: str) -> None:
    address = f"/map.{kind}?area={NORTH}&by=council&size=social"
    assert client.get(f"{address}&layers={ALL}").status_code == 200
    refused = client.get(f"{address}&layers=rivers")
    assert refused.status_code == 400
    assert "rivers" in refused.text


def test_a_snapshot_leaves_the_layers_out_and_says_nothing_of_them(client: FlaskClient) -> None:
    made = client.get(f"/snapshot.html?area={GATESHEAD}&by=council&layers={ALL}")
    assert made.status_code == 200
    assert "Drawn over the map" not in made.text
    assert "NHS website" not in made.text


# The sites


SITE_FILES = (
    "places/nhs_website_hospitals.csv",
    "places/geographr_points_hospitals22.csv",
    "conditions/stroke_units_north.csv",
)


@pytest.fixture(scope="module")
def official() -> list[Path]:
    return [official_folder() / name for name in SITE_FILES]


@pytest.mark.official
def test_the_shipped_sites_are_those_of_the_official_files(official: list[Path]) -> None:
    made = sites.convert(official)
    shipped = (Path(__file__).parents[1] / "data" / "sites.csv").read_text(encoding="utf-8")
    assert made.to_csv(index=False, lineterminator="\n") == shipped


@pytest.mark.official
def test_every_hospital_is_an_nhs_one_of_the_trusts_of_the_slides(official: list[Path]) -> None:
    website = pd.read_csv(official[0]).set_index("OrganisationCode")
    taken = website.loc[list(sites.HOSPITALS)]
    assert set(taken["Sector"]) == {"NHS Sector"}
    assert {code[:3] for code in sites.HOSPITALS} == {"RE9", "RLN", "RNL", "RR7", "RTD", "RTF", "RTR", "RVW", "RXP"}
    assert set(sites.HOSPITALS) == {c for c in sites.HOSPITALS if c[:3] == website.loc[c, "ParentODSCode"]}


@pytest.mark.official
def test_the_stroke_units_are_all_that_give_thrombolysis_in_the_system(atlas: Atlas, official: list[Path]) -> None:
    units = pd.read_csv(official[2])
    system = atlas.shapes[Level.ICS][ICS]
    inside = [system.contains(Point(x, y)) for x, y in zip(units["BNG_E"], units["BNG_N"], strict=True)]
    giving = units[inside].query("use_ivt == 1")
    assert set(giving["postcode"]) == {s.code for s in atlas.sites if s.kind is SiteKind.STROKE_UNIT}


def test_every_site_lies_in_the_system(atlas: Atlas) -> None:
    system = atlas.shapes[Level.ICS][ICS]
    assert all(system.contains(Point(site.easting, site.northing)) for site in atlas.sites)


@pytest.mark.official
def test_every_stroke_unit_lies_in_the_council_that_its_source_names(atlas: Atlas, official: list[Path]) -> None:
    """The outlines are coarse; none of the units falls over an edge."""
    units = pd.read_csv(official[2]).set_index("postcode")
    for site in (site for site in atlas.sites if site.kind is SiteKind.STROKE_UNIT):
        at = Point(site.easting, site.northing)
        district = next(c for c, shape in atlas.shapes[Level.DISTRICT].items() if shape.contains(at))
        assert units.loc[site.code, "lsoa"].startswith(atlas.areas[district].name)


SMALL = {
    "website.csv": "OrganisationCode,OrganisationName,Latitude,Longitude,ParentName\n"
    + "".join(f"{code},Hospital Of {code},54.9,-1.6,Trust\n" for code in sites.HOSPITALS),
    "others.csv": f"hospital22_name,longitude,latitude\n{sites.EMERGENCY},-1.57,55.07\n",
    "units.csv": "postcode,use_ivt,BNG_E,BNG_N\n" + "".join(f"{code},1,420000,560000\n" for code in sites.STROKE_UNITS),
}


def small(folder: Path, **changed: str) -> list[Path]:
    for name, content in SMALL.items():
        (folder / name).write_text(changed.get(name.removesuffix(".csv"), content), encoding="utf-8")
    return [folder / name for name in SMALL]


@pytest.mark.official
def test_longitude_and_latitude_become_metres_as_the_source_of_the_stroke_units_has_them(
    tmp_path: Path, official: list[Path]
) -> None:
    """That source gives both: the hospital at Durham is taken by its degrees, the stroke unit by its metres."""
    units = pd.read_csv(official[2], dtype=str).set_index("postcode")
    durham = units.loc["DH15TW"]
    website = SMALL["website.csv"].replace("54.9,-1.6", f"{durham['Latitude']},{durham['Longitude']}", 1)
    made = sites.convert(small(tmp_path, website=website)).set_index("code")
    first = made.iloc[0]
    assert first["easting"] == pytest.approx(int(durham["BNG_E"]), abs=1)
    assert first["northing"] == pytest.approx(int(durham["BNG_N"]), abs=1)
    assert first["name"] == f"Hospital of {made.index[0]}"
    assert made.loc["CA27HY", ["easting", "northing"]].to_list() == [420_000, 560_000]


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("website.csv", "RTD02,", "XXX,", "0 rows with OrganisationCode RTD02"),
        ("website.csv", "RTD01,", "RTD02,", "0 rows with OrganisationCode RTD01"),
        ("others.csv", "Northumbria", "Southumbria", "0 rows with hospital22_name"),
        ("units.csv", "NE14LP,1", "NE14LP,0", "NE14LP gives no thrombolysis"),
    ],
)
def test_a_site_that_is_not_as_expected_is_refused(tmp_path: Path, file: str, old: str, new: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        sites.convert(small(tmp_path, **{file.removesuffix(".csv"): SMALL[file].replace(old, new)}))


def test_a_tiny_atlas_without_authorities_or_sites_draws_as_before(tiny: Atlas) -> None:
    view = View(ICS, Level.CCG, "all-causes", "avoidable", "2016-18", layers=LAYERS)
    what = scene(tiny, view)
    assert [layer for layer, _ in what.borders] == [Level.COUNCIL, Level.CCG]
    assert what.sites == ()
