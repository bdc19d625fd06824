"""What a competent developer would write first: a choropleth in Dash with a list of conditions, beside which ``make
bench`` measures the atlas in the same run.

It reads the same tables and outlines, once, at the start. It does less: one level, one measure of each condition, no
table, no labels, no addresses. plotly.js wants a map of the world for each map and takes it from another host; here it
is given an empty one from its own, for without it nothing would be drawn behind a firewall.
"""

from __future__ import annotations

import json
from pathlib import Path

#: The page that waits for its map, and the areas that it then has.
AREAS = "#map .choroplethlayer path.choroplethlocation"

NAIVE = """
from pathlib import Path

import geopandas
import pandas
import plotly.express as px
from dash import Dash, Input, Output, dcc, html

ROOT = Path({root!r})
KEY = {key!r}

shapes = geopandas.read_file(ROOT / "boundaries" / f"{{KEY}}.shp").to_crs(4326).set_index("code")
shapes.geometry = shapes.geometry.make_valid().orient_polygons(exterior_cw=True)
geojson = shapes.__geo_interface__
indicators = pandas.read_csv(ROOT / "data" / "indicators.csv")
values = pandas.concat(pandas.read_csv(path) for path in sorted((ROOT / "data" / "values").glob("*.csv")))
values = values[values["area_code"].isin(shapes.index)].dropna(subset=["value"])
values = values.merge(indicators[["id", "condition", "title", "unit"]], left_on="indicator", right_on="id")
# The last period of an indicator that has a figure for every area.
complete = values.groupby(["condition", "indicator", "period"])["area_code"].nunique().eq(len(shapes))
complete = complete[complete].reset_index().groupby("condition").last()
conditions = sorted(complete.index)

app = Dash(__name__, title="Health atlas")
app.layout = html.Div([
    html.H1("Health atlas"),
    dcc.Dropdown(id="condition", options=conditions, value=conditions[0], clearable=False),
    dcc.Graph(id="map", config={{"topojsonURL": "/assets/"}}),
])


@app.callback(Output("map", "figure"), Input("condition", "value"))
def draw(condition):
    chosen = complete.loc[condition]
    rows = values[(values["indicator"] == chosen["indicator"]) & (values["period"] == chosen["period"])]
    figure = px.choropleth(
        rows, geojson=geojson, locations="area_code", color="value", title=rows["title"].iloc[0],
        labels={{"value": rows["unit"].iloc[0]}}, color_continuous_scale="YlGnBu",
    )
    return figure.update_geos(fitbounds="locations", visible=False)


server = app.server
server.add_url_rule("/healthz", "healthz", lambda: "ok")
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


def write_naive(folder: Path, root: Path, level: str) -> None:
    """Put the application into a folder, as the module ``naive``. level: the key of the level that it shows."""
    (folder / "naive.py").write_text(NAIVE.format(root=str(root), key=level), encoding="utf-8")
    (folder / "assets").mkdir(exist_ok=True)
    for name in ("world_110m.json", "world_50m.json"):
        (folder / "assets" / name).write_text(json.dumps(_NO_WORLD), encoding="utf-8")
