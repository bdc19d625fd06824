"""The bill of materials has every package and file by others, with version and licence, in the published form."""

from __future__ import annotations

import csv
import re
import runpy
from email.message import Message
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from cyclonedx.schema import OutputFormat, SchemaVersion
from cyclonedx.validation import make_schemabased_validator
from test_requirements import HERE, pinned

APPROVED = "License :: OSI Approved ::"
SBOM = runpy.run_path(str(HERE / "deploy" / "sbom.py"))


@pytest.fixture(scope="module")
def bill() -> dict[str, Any]:
    return dict(SBOM["bill"]())


@pytest.fixture(scope="module")
def vendored() -> list[dict[str, str]]:
    with (HERE / "deploy" / "vendored.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_bill_is_written_in_the_published_form(tmp_path: Path) -> None:
    written = tmp_path / "sbom.cdx.json"
    SBOM["write"](written)
    validator = make_schemabased_validator(OutputFormat.JSON, SchemaVersion.V1_6)
    text = written.read_text(encoding="utf-8")
    assert validator.validate_str(text) is None
    assert validator.validate_str(text.replace('"MIT"', '"MIT-ish"')) is not None


def test_the_bill_has_every_package_that_is_installed_and_no_other(bill: dict[str, Any]) -> None:
    told = {(one["name"], one["version"]) for one in bill["components"] if one["type"] == "library"}
    assert told == {(pin.name, str(pin.specifier)[2:]) for pin in pinned("requirements")}


def test_every_part_of_the_bill_says_its_licence(bill: dict[str, Any]) -> None:
    said = {one["name"]: one["licenses"][0] for one in bill["components"]}
    assert [name for name, one in said.items() if not (one.get("expression") or one["license"].popitem()[1])] == []
    assert said["numpy"]["expression"].startswith("BSD-3-Clause AND ")


def test_who_needs_whom_stands_in_the_bill(bill: dict[str, Any]) -> None:
    needs = {one["ref"]: one["dependsOn"] for one in bill["dependencies"]}
    names = {part.split("/")[-1].split("@")[0] for part in needs["pkg:pypi/jinja2@3.1.6"]}
    assert names == {"markupsafe"}
    refs = {one["bom-ref"] for one in bill["components"]}
    assert {part for parts in needs.values() for part in parts} <= refs
    assert "tests/vendor/axe-4.14.1.min.js" not in needs["health-atlas"]


def test_every_file_by_others_stands_in_the_bill_with_its_content(
    bill: dict[str, Any], vendored: list[dict[str, str]]
) -> None:
    """Files by others lie in these folders; beside them their licences and what we say of them."""
    folders = ("assets/10-vendor", "tests/vendor", "dashboard/export/picture/fonts")
    there = [path for folder in folders for path in (HERE / folder).iterdir() if path.suffix not in (".md", ".txt")]
    ours = {"assets/10-vendor/nhsuk.scss"}
    assert {path.relative_to(HERE).as_posix() for path in there} - ours == {row["file"] for row in vendored}
    hashes = {one["bom-ref"]: one["hashes"][0]["content"] for one in bill["components"] if one["type"] == "file"}
    assert hashes == {row["file"]: sha256((HERE / row["file"]).read_bytes()).hexdigest() for row in vendored}


def test_the_version_of_a_file_by_others_is_the_one_in_it(vendored: list[dict[str, str]]) -> None:
    for row in vendored:
        content = (HERE / row["file"]).read_bytes()
        assert row["version"] in row["file"] or f"Version {row['version']}".encode("utf-16-be") in content, row["file"]
        assert (HERE / row["licence_file"]).is_file()
        assert re.search(rf"@{re.escape(row['version'])}(#|$)", row["purl"])
        assert row["scope"] == ("excluded" if row["file"].startswith("tests/") else "required")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"License-Expression": "MIT"}, {"license": {"id": "MIT"}}),
        ({"License-Expression": "MIT OR Apache-2.0"}, {"expression": "MIT OR Apache-2.0"}),
        ({"License": "BSD-3-Clause"}, {"license": {"id": "BSD-3-Clause"}}),
        ({"Classifier": f"{APPROVED} MIT License"}, {"license": {"id": "MIT"}}),
        (
            {"License": "Apache 2", "Classifier": f"{APPROVED} Apache Software License"},
            {"license": {"id": "Apache-2.0"}},
        ),
        ({"License": "BSD", "Classifier": f"{APPROVED} BSD License"}, {"license": {"name": "BSD License"}}),
        ({"License": "Ours\nAll rights"}, {"license": {"name": "Ours"}}),
    ],
)
def test_a_licence_is_told_as_exactly_as_the_package_tells_it(fields: dict[str, str], said: dict[str, Any]) -> None:
    package = Message()
    for name, words in fields.items():
        package[name] = words
    assert SBOM["licence"](package) == said
