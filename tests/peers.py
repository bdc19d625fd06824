"""What a competent developer would write first: a choropleth with a list of conditions in Dash, and in Panel, beside
which ``make bench`` measures the atlas in the same run.

They read the same tables and outlines, once, at the start. They do less: one level, one measure of each condition, no
table, no labels, no addresses. plotly.js wants a map of the world for each map and takes it from another host; here it
is given an empty one from its own, for without it nothing would be drawn behind a firewall.
"""

from __future__ import annotations

import json
from pathlib import Path

#: The page that waits for its map, and the areas that it then has.
AREAS = "#map .choroplethlayer path.choroplethlocation"

TABLES = """
from pathlib import Path

import geopandas
import pandas

ROOT = Path({root!r})
KEY = {key!r}

shapes = geopandas.read_file(ROOT / "boundaries" / f"{{KEY}}.shp").set_index("code")
indicators = pandas.read_csv(ROOT / "data" / "indicators.csv")
values = pandas.concat(pandas.read_csv(path) for path in sorted((ROOT / "data" / "values").glob("*.csv")))
values = values[values["area_code"].isin(shapes.index)].dropna(subset=["value"])
values = values.merge(indicators[["id", "condition", "title", "unit"]], left_on="indicator", right_on="id")
# The last period of an indicator that has a figure for every area.
complete = values.groupby(["condition", "indicator", "period"])["area_code"].nunique().eq(len(shapes))
complete = complete[complete].reset_index().groupby("condition").last()
conditions = sorted(complete.index)


def rows_of(condition):
    chosen = complete.loc[condition]
    return values[(values["indicator"] == chosen["indicator"]) & (values["period"] == chosen["period"])]
"""

NAIVE = """
import plotly.express as px
from dash import Dash, Input, Output, dcc, html
from tables import conditions, rows_of, shapes

shapes = shapes.to_crs(4326)
shapes.geometry = shapes.geometry.make_valid().orient_polygons(exterior_cw=True)
geojson = shapes.__geo_interface__

app = Dash(__name__, title="Health atlas")
app.layout = html.Div([
    html.H1("Health atlas"),
    dcc.Dropdown(id="condition", options=conditions, value=conditions[0], clearable=False),
    dcc.Graph(id="map", config={"topojsonURL": "/assets/"}),
])


@app.callback(Output("map", "figure"), Input("condition", "value"))
def draw(condition):
    rows = rows_of(condition)
    figure = px.choropleth(
        rows, geojson=geojson, locations="area_code", color="value", title=rows["title"].iloc[0],
        labels={"value": rows["unit"].iloc[0]}, color_continuous_scale="YlGnBu",
    )
    return figure.update_geos(fitbounds="locations", visible=False)


server = app.server
server.add_url_rule("/healthz", "healthz", lambda: "ok")
"""

PANEL = """
import panel
from bokeh.models import ColorBar, GeoJSONDataSource, LinearColorMapper
from bokeh.palettes import YlGnBu9
from bokeh.plotting import figure
from tables import conditions, rows_of, shapes

panel.extension()
condition = panel.widgets.Select(name="Condition", options=conditions)


def draw(condition):
    rows = rows_of(condition)
    areas = shapes.join(rows.set_index("area_code")["value"])
    colours = LinearColorMapper(palette=YlGnBu9[::-1], low=areas["value"].min(), high=areas["value"].max())
    drawn = figure(title=rows["title"].iloc[0], match_aspect=True, width=900, height=600)
    drawn.axis.visible = False
    drawn.patches(
        "xs", "ys", source=GeoJSONDataSource(geojson=areas.to_json()), line_color="white",
        fill_color={"field": "value", "transform": colours},
    )
    drawn.add_layout(ColorBar(color_mapper=colours, title=rows["unit"].iloc[0]), "right")
    return drawn


panel.Column("# Health atlas", condition, panel.bind(draw, condition)).servable()
"""

#: Resolves with the milliseconds until Panel has painted a figure that is none of the ones ``before``, which it keeps.
#: It draws on canvas, so nothing but its own word says that it is done.
DRAWN = """
(before, started) => new Promise((resolve, reject) => {
  setTimeout(() => reject(new Error('nothing was painted')), 30000);
  function isDrawn() {
    const models = window.Bokeh?.documents[0]?._all_models.values() ?? [];
    const figure = [...models].find(one => one.type === 'Figure' && !before.includes(one.id));
    return !!figure && !!window.Bokeh.index.find_one(figure)?.has_finished();
  }
  function look() {
    if (!isDrawn()) { requestAnimationFrame(look); return; }
    const channel = new MessageChannel();
    channel.port1.onmessage = () => resolve(performance.now() - started);
    channel.port2.postMessage(null);
  }
  requestAnimationFrame(look);
})
"""

#: The same as CHOOSE, in Panel.
CHOOSE_IN_PANEL = f"""
condition => {{
  const models = [...window.Bokeh.documents[0]._all_models.values()];
  const before = models.filter(one => one.type === 'Figure').map(one => one.id);
  const started = performance.now();
  models.find(one => 'options' in one && 'value' in one).value = condition;
  return ({DRAWN})(before, started);
}}
"""

#: Chooses a condition as its list does, and resolves with the milliseconds until the new map is painted.
CHOOSE = """
condition => new Promise((resolve, reject) => {
  const map = document.querySelector('#map .js-plotly-plot');
  let started = 0;
  map.once('plotly_afterplot', () => requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => resolve(performance.now() - started);
    channel.port2.postMessage(null);
  }));
  setTimeout(() => reject(new Error(`nothing was painted for ${condition}`)), 8000);
  started = performance.now();
  window.dash_clientside.set_props('condition', { value: condition });
})
"""

_NO_WORLD = {
    "type": "Topology",
    "objects": {
        name: {"type": "GeometryCollection", "geometries": []}
        for name in ("coastlines", "land", "ocean", "lakes", "rivers", "countries", "subunits")
    },
    "arcs": [],
}


def write_peers(folder: Path, root: Path, level: str) -> None:
    """Put the applications into a folder, as ``naive`` and ``panel_peer``. level: the key of the level shown."""
    (folder / "tables.py").write_text(TABLES.format(root=str(root), key=level), encoding="utf-8")
    (folder / "naive.py").write_text(NAIVE, encoding="utf-8")
    (folder / "panel_peer.py").write_text(PANEL, encoding="utf-8")
    (folder / "assets").mkdir(exist_ok=True)
    for name in ("world_110m.json", "world_50m.json"):
        (folder / "assets" / name).write_text(json.dumps(_NO_WORLD), encoding="utf-8")
