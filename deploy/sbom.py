"""The bill of materials in the form of CycloneDX 1.6: every package and file by others, with its licence.

``make sbom`` writes it to sbom.cdx.json. Packages are those of requirements.txt, with the licences that they state
themselves; vendored files are those of vendored.csv. What only tests use has the scope "excluded".
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from hashlib import sha256
from importlib import metadata
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from cyclonedx.spdx import is_supported_id
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from dashboard.core.version import code_version

ROOT = Path(__file__).parents[1]
#: What older packages write instead of an SPDX identifier. "BSD License" is not here: it may be any of several.
CLASSIFIED = {
    "Apache Software License": "Apache-2.0",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Zope Public License": "ZPL-2.1",
}
ATLAS = "health-atlas"


def bill() -> dict[str, Any]:
    """The whole bill; equal for equal files."""
    pins = list(pinned((ROOT / "requirements.txt").read_text(encoding="utf-8")))
    with (ROOT / "deploy" / "vendored.csv").open(encoding="utf-8", newline="") as file:
        vendored = [from_file(row) for row in csv.DictReader(file)]
    components = [*map(package, pins), *vendored]
    code = code_version()
    shipped = [one["bom-ref"] for one in components if one["scope"] == "required"]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid5(NAMESPACE_URL, json.dumps(components) + code)}",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": ATLAS,
                "name": ATLAS,
                "version": code,
                "licenses": [{"license": {"id": "MIT"}}],
            }
        },
        "components": components,
        "dependencies": [{"ref": ATLAS, "dependsOn": shipped}, *(links(pin, pins) for pin in pins)],
    }


def pinned(text: str) -> Iterator[Requirement]:
    """The packages of a list with hashes."""
    for line in text.splitlines():
        if "==" in line and not line.startswith((" ", "#")):
            yield Requirement(line.removesuffix("\\"))


def package(pin: Requirement) -> dict[str, Any]:
    """A component of a package, which must be installed here or be known by its licence."""
    found = {
        "type": "library",
        "bom-ref": purl(pin),
        "name": pin.name,
        "version": version(pin),
        "purl": purl(pin),
        "scope": "required",
        "licenses": [licence(metadata.metadata(pin.name))],
    }
    return found if pin.marker is None else {**found, "properties": [{"name": "only where", "value": str(pin.marker)}]}


def version(pin: Requirement) -> str:
    """The one version of a pin."""
    return str(pin.specifier).removeprefix("==")


def purl(pin: Requirement) -> str:
    """The package's address in the form of all registries."""
    return f"pkg:pypi/{canonicalize_name(pin.name)}@{version(pin)}"


def licence(said: metadata.PackageMetadata) -> dict[str, Any]:
    """What a package says of its licence: an expression, else an identifier, else its own word."""
    if expression := said.get("License-Expression"):
        return {"expression": expression} if " " in expression else {"license": {"id": expression}}
    classes = [line.rpartition(" :: ")[2] for line in said.get_all("Classifier", []) if line.startswith("License ::")]
    words = [said.get("License") or "", *(CLASSIFIED.get(name, "") for name in classes)]
    if known := [word for word in words if is_supported_id(word)]:
        return {"license": {"id": known[0]}}
    return {"license": {"name": next(iter(classes), "") or words[0].partition("\n")[0]}}


def links(pin: Requirement, pins: list[Requirement]) -> dict[str, Any]:
    """Which pinned packages a package asks for, on any system; extras are not asked for."""
    there = {canonicalize_name(one.name): purl(one) for one in pins}
    asked = [Requirement(line) for line in metadata.requires(pin.name) or []]
    names = {canonicalize_name(one.name) for one in asked if "extra" not in str(one.marker)}
    return {"ref": purl(pin), "dependsOn": sorted(there[name] for name in names if name in there)}


def from_file(row: dict[str, str]) -> dict[str, Any]:
    """A component of a file by others that lies in the project."""
    content = (ROOT / row["file"]).read_bytes()
    return {
        "type": "file",
        "bom-ref": row["file"],
        "name": row["name"],
        "version": row["version"],
        "purl": row["purl"],
        "scope": row["scope"],
        "hashes": [{"alg": "SHA-256", "content": sha256(content).hexdigest()}],
        "licenses": [{"license": {"id": row["licence"]}}],
        "properties": [{"name": "licence file", "value": row["licence_file"]}],
    }


def write(out: Path) -> None:
    """Put the bill into a file, and say so."""
    made = bill()
    out.write_text(json.dumps(made, indent=2) + "\n", encoding="utf-8")
    print(f"{out.name}: {len(made['components'])} packages and files.")


if __name__ == "__main__":
    write(ROOT / "sbom.cdx.json")
