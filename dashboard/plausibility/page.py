"""A page for who keeps the figures: each oddity with a small map of where it is and the line of its series."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from html import escape

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from dashboard.core.atlas import Atlas
from dashboard.core.labels import capitalised
from dashboard.core.level import ENGLAND, Level, LevelRole
from dashboard.core.signature import Signature
from dashboard.plausibility.inspection import Judgement
from dashboard.plausibility.oddity import AND, RULES, Oddity

_STYLE = """
body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem;color:CanvasText}
h1{font-size:1.6rem}h2{font-size:1.1rem;margin:0}article{border-top:1px solid #8886;padding:1rem 0}
.pictures{display:flex;flex-wrap:wrap;gap:1.5rem;align-items:end;margin-top:.5rem}svg{max-width:100%;height:auto}
.land{fill:#9993;stroke:#888;stroke-width:.3}.odd{fill:#d5281b;stroke:#d5281b;stroke-width:1.2}
.series,.england{fill:none;stroke:currentColor;stroke-width:1.5}.england{stroke:#888;stroke-dasharray:4 3}
.mark{fill:#d5281b}text{font-size:11px;fill:currentColor}code{overflow-wrap:anywhere}
.where{color:GrayText}
"""
_WIDTH, _HEIGHT = 260, 90
#: Metres: at the size of these maps finer lines cannot be seen.
_COARSE_M = 400


def page(atlas: Atlas, judgement: Judgement, today: date) -> str:
    """The whole page in one file, without scripts and without anything from elsewhere."""
    unsigned, signed = judgement.inspection.unsigned, judgement.inspection.signed
    articles = [_article(atlas, judgement, one, None) for one in unsigned]
    accepted = [_article(atlas, judgement, one, by) for one, by in signed]
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>What looks wrong in the {escape(atlas.edition.title)}</title><style>{_STYLE}</style></head><body>"
        f"<h1>What looks wrong in the {escape(atlas.edition.title)}</h1>"
        f"<p>{today:%d %B %Y}: {len(unsigned)} not signed, {len(signed)} accepted. The most harmful comes first. "
        "Red is what is odd; the dashed line is England.</p>"
        f"<svg width='0' height='0' aria-hidden='true'>{''.join(_symbols(atlas))}</svg>"
        f"<main>{''.join(articles) or '<p>Nothing.</p>'}</main>"
        f"{'<h1>Accepted</h1>' + ''.join(accepted) if accepted else ''}</body></html>"
    )


def _article(atlas: Atlas, judgement: Judgement, one: Oddity, by: Signature | None) -> str:
    """One oddity in words and pictures, and who signed it."""
    said = (
        f"Signed by {escape(by.who)}, {escape(by.when)}: {escape(by.why)}"
        if by
        else f"To do: {escape(RULES[one.rule].mend)}; or sign it: <code>{escape(f'{one.rule},{one.subject}')}</code>"
    )
    return (
        f"<article><h2>{escape(capitalised(one.rule))}</h2><p>{escape(one.found)}.</p>"
        f'<p class="where">{escape(judgement.placed(one))}</p><p>{said}</p>'
        f'<div class="pictures">{_map(atlas, one)}{_spark(atlas, one)}</div></article>'
    )


def _level(atlas: Atlas, one: Oddity) -> Level | None:
    """The level whose map shows it."""
    by_key = {str(level): level for level in atlas.edition.levels}
    area = atlas.areas.get(one.first_area)
    level = by_key.get(one.level) or (area.level if area else None)
    return level if level and level.role is not LevelRole.COUNTRY and atlas.shapes.get(level) else None


def _symbols(atlas: Atlas) -> Iterator[str]:
    """The land of each level, drawn once and used by every small map."""
    for level in atlas.edition.levels:
        if level.role is not LevelRole.COUNTRY and atlas.shapes.get(level):
            drawn = " ".join(_path(shape) for shape in atlas.shapes[level].values())
            yield f'<symbol id="land-{level}" viewBox="{_window(atlas)}"><path class="land" d="{drawn}"/></symbol>'


def _window(atlas: Atlas) -> str:
    """The system in kilometres, north up."""
    west, south, east, north = atlas.shapes[atlas.tier(LevelRole.SYSTEM)][atlas.edition.system].bounds
    return " ".join(f"{number / 1000:.0f}" for number in (west, -north, east - west, north - south))


def _path(shape: BaseGeometry) -> str:
    rings = [part.exterior for part in shapely.get_parts(shape.simplify(_COARSE_M))]
    return "".join(
        "M" + "L".join(f"{x / 1000:.1f} {-y / 1000:.1f}" for x, y in ring.coords[:-1]) + "Z" for ring in rings
    )


def _map(atlas: Atlas, one: Oddity) -> str:
    level = _level(atlas, one)
    if level is None:
        return ""
    shapes = [atlas.shapes[level][code] for code in one.area.split(AND) if code in atlas.shapes[level]]
    odd = "".join(f'<path class="odd" d="{_path(shape)}"/>' for shape in shapes)
    window = _window(atlas)
    west, north, width, height = window.split()
    return (
        f'<svg role="img" aria-label="Where it is" viewBox="{window}" width="220">'
        f'<use href="#land-{level}" x="{west}" y="{north}" width="{width}" height="{height}"/>{odd}</svg>'
    )


def _spark(atlas: Atlas, one: Oddity) -> str:
    """The area's series beside England's, with the odd period marked; nothing where there are not two figures."""
    periods = list(atlas.values.get(one.indicator, ()))
    own, england = (_series(atlas, one.indicator, code) for code in (one.first_area, ENGLAND))
    known = np.concatenate([own, england])[np.isfinite(np.concatenate([own, england]))]
    if np.isfinite(own).sum() < 2 or not known.size:
        return ""
    low, high = min(0.0, float(known.min())), float(known.max()) or 1.0
    points = [(_x(n, len(periods)), _y(v, low, high)) for n, v in enumerate(own) if np.isfinite(v)]
    beside = [(_x(n, len(periods)), _y(v, low, high)) for n, v in enumerate(england) if np.isfinite(v)]
    marked = periods.index(one.period) if one.period in periods else -1
    mark = f'<circle class="mark" r="5" cx="{_x(marked, len(periods)):.0f}" cy="{_y(own[marked], low, high):.0f}"/>'
    return (
        f'<svg role="img" aria-label="Its series" viewBox="0 0 {_WIDTH} {_HEIGHT + 16}" width="{_WIDTH}">'
        f'<polyline class="england" points="{_joined(beside)}"/><polyline class="series" points="{_joined(points)}"/>'
        f"{mark if marked >= 0 and np.isfinite(own[marked]) else ''}"
        f'<text x="0" y="{_HEIGHT + 14}">{escape(periods[0])}</text>'
        f'<text x="{_WIDTH}" y="{_HEIGHT + 14}" text-anchor="end">{escape(periods[-1])}</text></svg>'
    )


def _series(atlas: Atlas, indicator: str, code: str) -> np.ndarray:
    found = [known.get(code) for known in atlas.values.get(indicator, {}).values()]
    return np.array([np.nan if v is None or v.value is None else v.value for v in found], dtype=float)


def _x(n: int, of: int) -> float:
    return 6 + (_WIDTH - 12) * n / max(1, of - 1)


def _y(value: float, low: float, high: float) -> float:
    return _HEIGHT - 6 - (_HEIGHT - 12) * (value - low) / (high - low or 1)


def _joined(points: list[tuple[float, float]]) -> str:
    return " ".join(f"{x:.0f},{y:.0f}" for x, y in points)
