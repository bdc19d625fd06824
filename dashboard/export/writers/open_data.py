"""The figures of a view for programs: JSON, and GeoJSON with the outlines, at full precision, with their meaning."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

from dashboard.core.atlas import Atlas
from dashboard.core.indicator import Indicator
from dashboard.export.cells import SheetCell
from dashboard.export.dictionary import VIEW_COLUMNS
from dashboard.export.picture.primitives import Stamp
from dashboard.export.writers.tables import columns, records
from dashboard.maps.geojson import standard_geometry
from dashboard.views.scene import Scene
from dashboard.wording import captions, titles

Json = dict[str, Any]


def data_json(atlas: Atlas, scene: Scene, stamp: Stamp, version: str) -> bytes:
    """The rows of the view's table as objects, with all that is to be said of them; null where nothing is known."""
    return _written({**_said(scene, stamp, version), "rows": _rows(atlas, scene)})


def data_geojson(atlas: Atlas, scene: Scene, stamp: Stamp, version: str) -> bytes:
    """The areas of the map as features in longitude and latitude (RFC 7946); larger areas stand beside them."""
    rows = _rows(atlas, scene)
    shapes = atlas.shapes[scene.view.by]
    found = [
        {
            "type": "Feature",
            "id": row["area_code"],
            "properties": row,
            "geometry": standard_geometry(shapes[row["area_code"]]),
        }
        for row in rows[: len(scene.rows)]
    ]
    beside = rows[len(scene.rows) :]
    whole = {"type": "FeatureCollection", **_said(scene, stamp, version), "comparison": beside, "features": found}
    return _written(whole)


def _written(content: Json) -> bytes:
    return json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode("utf-8", "replace")


def _said(scene: Scene, stamp: Stamp, version: str) -> Json:
    """What the figures are, whose, and under which licence."""
    view, kept = scene.view, {column.key for column in columns(scene)}
    return {
        "title": titles.document_title(scene),
        "subtitle": titles.subtitle(scene),
        "area": {"code": scene.area.code, "name": scene.area.name},
        "level": {"key": str(view.by), "name": view.by.plural},
        "condition": {"key": scene.condition.slug, "name": scene.condition.name},
        "period": view.period,
        "indicator": _indicator(scene.indicator) if scene.indicator else None,
        "columns": [
            {"name": one.name, "type": one.kind, "meaning": one.meaning} for one in VIEW_COLUMNS if one.name in kept
        ],
        "credits": captions.credits(scene),
        "address": stamp.address,
        "made_by": stamp.made_by,
        "made_on": stamp.date,
        "data_as_of": scene.data_as_of.isoformat() if scene.data_as_of else None,
        "data_version": version,
    }


def _indicator(indicator: Indicator) -> Json:
    return {field.name: getattr(indicator, field.name) for field in fields(indicator)}


def _rows(atlas: Atlas, scene: Scene) -> list[Json]:
    """The records of the table with the period as the address has it: no spreadsheet will change it here."""
    names = [column.key for column in columns(scene)]
    found = (dict(zip(names, map(_plain, record), strict=True)) for record in records(atlas, scene))
    return [row | {"period": scene.view.period} for row in found]


def _plain(cell: SheetCell) -> SheetCell:
    """A whole number without ".0"; a text as it is."""
    if isinstance(cell, str) or cell is None:
        return cell
    return int(cell) if float(cell).is_integer() else cell
