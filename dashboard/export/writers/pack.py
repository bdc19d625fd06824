"""Every condition of an area in one ZIP file: pictures, tables, words and a manifest."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256

from dashboard.core.atlas import Atlas
from dashboard.core.edition import Edition
from dashboard.core.view import View
from dashboard.export.conditions import chosen_views
from dashboard.export.naming import file_name
from dashboard.export.orders import ExportOrder, PictureMaker, Progress, Workshop, followed, view_stamp
from dashboard.export.picture.primitives import Size, Stamp
from dashboard.export.writers.tables import csv
from dashboard.export.writers.typesetting import picture_file
from dashboard.export.writers.zipped import zip_parts
from dashboard.views.scene import Scene
from dashboard.views.staging import scene
from dashboard.wording import captions


def zip_in_parts(shop: Workshop, order: ExportOrder, progress: Progress) -> Iterator[bytes]:
    """Pictures and tables of every condition of the area, to be sent while they are made."""
    views = chosen_views(shop, order)
    return zip_parts(pack_files(shop.atlas, shop.painter, views, order.size, order.stamp, shop.version, progress))


def make_zip(shop: Workshop, order: ExportOrder, progress: Progress) -> bytes:
    """The same in one piece."""
    return b"".join(zip_in_parts(shop, order, progress))


def pack_files(
    atlas: Atlas,
    painter: PictureMaker,
    views: tuple[View, ...],
    size: Size,
    stamp: Stamp,
    version: str = "",
    progress: Progress | None = None,
) -> Iterator[tuple[str, bytes]]:
    """The files of a pack one after the other, as names and contents; the manifest comes last.

    stamp: its address, up to the question mark, is that of the atlas. All depends on the arguments only.
    """
    scenes = [scene(atlas, view) for view in views]
    listed: list[dict[str, str]] = []
    for shown in followed(scenes, progress):
        for name, content in _files_of_view(atlas, painter, shown, size, stamp):
            listed.append(_entry(name, content, view_stamp(stamp, shown.view).address))
            yield name, content
    for name, words_of_it in (
        ("captions.txt", _captions(scenes, size)),
        ("README.txt", _readme(atlas.edition, scenes, size, stamp)),
    ):
        content = words_of_it.encode("utf-8")
        listed.append(_entry(name, content, ""))
        yield name, content
    yield "manifest.json", _manifest(atlas.edition, listed, size, stamp, version)


def _files_of_view(
    atlas: Atlas, painter: PictureMaker, shown: Scene, size: Size, stamp: Stamp
) -> Iterator[tuple[str, bytes]]:
    picture = painter.picture(shown, size, view_stamp(stamp, shown.view))
    png, svg = _picture_names(shown, size)
    yield png, picture_file(picture, "png")
    yield svg, picture_file(picture, "svg")
    yield _table_name(shown), csv(atlas, shown)


def _picture_names(shown: Scene, size: Size) -> tuple[str, str]:
    return f"pictures/{file_name(shown, size.key, 'png')}", f"pictures/{file_name(shown, size.key, 'svg')}"


def _table_name(shown: Scene) -> str:
    return f"tables/{file_name(shown, '', 'csv')}"


def _entry(name: str, content: bytes, address: str) -> dict[str, str]:
    entry = {"file": name, "sha256": sha256(content).hexdigest(), "bytes": str(len(content))}
    return entry | ({"view": address} if address else {})


def _manifest(edition: Edition, listed: list[dict[str, str]], size: Size, stamp: Stamp, version: str) -> bytes:
    whole = {
        "made_by": edition.title,
        "made_on": stamp.date,
        "data_version": version,
        "size": {"key": size.key, "width": size.width, "height": size.height},
        "files": [{**entry, "bytes": int(entry["bytes"])} for entry in listed],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1).encode("utf-8")


def _captions(scenes: list[Scene], size: Size) -> str:
    """Files, caption, alternative text and credit of every picture, to copy."""
    return "\r\n\r\n\r\n".join(
        "\r\n".join(
            (
                shown.condition.name.upper(),
                *(f"Picture: {name}" for name in _picture_names(shown, size)),
                f"Table: {_table_name(shown)}",
                *(line for text in captions.to_copy(shown) for line in ("", text)),
            )
        )
        for shown in scenes
    )


def _readme(edition: Edition, scenes: list[Scene], size: Size, stamp: Stamp) -> str:
    area = scenes[0].area.name if scenes else ""
    lines = (
        f"{edition.title}: {area}",
        f"Made {stamp.date}. {len(scenes)} conditions; the pictures are {size.width} by {size.height} pixels.",
        "",
        "pictures/      each map as PNG (for slides, documents and the web) and as SVG (sharp at any size)",
        "tables/        the figures of each map as CSV, which Excel opens",
        "captions.txt   a caption for a post, a longer one, alternative text and credit line of each map, to copy",
        "manifest.json  the address of each map, the version of the data, and checksums of all files",
        "",
        "Keep the source, licence and boundary lines with every picture, and use its alternative text.",
        "The tables mark an estimate, a figure of more land than its area and a missing one: say so when you quote it.",
        "",
        edition.boundary_vintage,
        edition.boundary_credit,
        "",
    )
    return "\r\n".join(lines)
