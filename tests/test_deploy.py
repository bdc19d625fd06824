"""What deploy/ holds is written in the published forms, and its parts agree with one another and with the atlas."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from importlib import resources
from pathlib import Path
from typing import Any

import front
import kubernetes_validate
import pytest
import yaml
from jsonschema.validators import validator_for

from dashboard.export.formats import FORMATS

HERE = Path(__file__).parents[1]
DEPLOY = HERE / "deploy"
KUBERNETES = DEPLOY / "kubernetes"
RECIPE = (HERE / "Dockerfile").read_text(encoding="utf-8")
#: The oldest version that publishers still mend, and the newest whose schemas are at hand.
VERSIONS = ("1.34", "1.37")


def compose() -> dict[str, Any]:
    return dict(yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8")))


def manifests() -> list[dict[str, Any]]:
    """All that ``kubectl apply -k`` would send, before kustomize puts name and place on it."""
    names = kustomization()["resources"]
    return [one for name in names for one in yaml.safe_load_all((KUBERNETES / name).read_text(encoding="utf-8"))]


def kustomization() -> dict[str, Any]:
    return dict(yaml.safe_load((KUBERNETES / "kustomization.yaml").read_text(encoding="utf-8")))


def manifest(kind: str) -> dict[str, Any]:
    return next(one for one in manifests() if one["kind"] == kind)


def pod() -> dict[str, Any]:
    return dict(manifest("Deployment")["spec"]["template"]["spec"])


def compose_faults(said: object) -> list[str]:
    schema = json.loads(
        (resources.files("check_jsonschema") / "builtin_schemas/vendor/compose-spec.json").read_text(encoding="utf-8")
    )
    return [fault.message for fault in validator_for(schema)(schema).iter_errors(said)]


def test_the_file_for_compose_has_its_published_form() -> None:
    assert compose_faults(compose()) == []
    assert compose_faults({"services": {"atlas": {"image": "a", "replica": 2}}})


@pytest.mark.parametrize("version", VERSIONS)
def test_every_manifest_has_its_published_form(version: str) -> None:
    for one in manifests():
        kubernetes_validate.validate(one, version, strict=True)
    wrong = manifest("Deployment")
    wrong["spec"]["template"]["spec"]["containers"][0]["readinessprobe"] = {}
    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate(wrong, version, strict=True)


def test_kustomize_takes_every_manifest_and_renames_the_image_that_is_asked_for() -> None:
    told = kustomization()
    files = {path.name for path in KUBERNETES.iterdir()}
    assert set(told["resources"]) | {"kustomization.yaml"} == files
    assert [image["name"] for image in told["images"]] == [one["image"] for one in pod()["containers"]]


def test_whoever_is_named_in_a_manifest_is_there() -> None:
    labels = manifest("Deployment")["spec"]["template"]["metadata"]["labels"]
    asked = [
        manifest("Service")["spec"]["selector"],
        manifest("PodDisruptionBudget")["spec"]["selector"]["matchLabels"],
    ]
    asked += [manifest("Deployment")["spec"]["selector"]["matchLabels"]]
    assert [one for one in asked if not one.items() <= labels.items()] == []
    assert (
        manifest("HorizontalPodAutoscaler")["spec"]["scaleTargetRef"]["name"]
        == manifest("Deployment")["metadata"]["name"]
    )
    service = manifest("Service")
    ports = {port["name"] for port in service["spec"]["ports"]}
    for one in (one for one in manifests() if one["kind"] == "Ingress"):
        for path in one["spec"]["rules"][0]["http"]["paths"]:
            backend = path["backend"]["service"]
            assert (backend["name"], {backend["port"]["name"]} <= ports) == (service["metadata"]["name"], True)


def test_an_orchestrator_asks_whether_the_atlas_lives_and_is_ready_and_knows_its_limits() -> None:
    (container,) = pod()["containers"]
    probes = {name: container[f"{name}Probe"]["httpGet"]["path"] for name in ("startup", "readiness", "liveness")}
    assert probes == {"startup": "/healthz", "readiness": "/readyz", "liveness": "/healthz"}
    assert set(container["resources"]["limits"]) == {"cpu", "memory"}
    assert container["ports"][0]["containerPort"] == int(re.findall(r"PORT=(\d+)", RECIPE)[0])


def test_what_has_begun_is_finished_before_anybody_kills_it() -> None:
    """The atlas itself takes at most 30 seconds, and an orchestrator may wait before it says stop."""
    waits = int(pod()["containers"][0]["lifecycle"]["preStop"]["exec"]["command"][1])
    assert pod()["terminationGracePeriodSeconds"] >= 30 + waits + 5
    assert int(re.findall(r"TimeoutStopSec=(\d+)", unit())[0]) >= 35
    assert {int(one["stop_grace_period"].removesuffix("s")) >= 35 for one in atlases()} == {True}


def atlases() -> list[dict[str, Any]]:
    return [one for name, one in compose()["services"].items() if name.startswith("atlas")]


def unit() -> str:
    return (DEPLOY / "systemd" / "atlas@.service").read_text(encoding="utf-8")


def test_no_container_may_write_or_gain_rights() -> None:
    user = int(re.findall(r"--uid (\d+)", RECIPE)[0])
    context = pod()["containers"][0]["securityContext"]
    assert (context["readOnlyRootFilesystem"], context["allowPrivilegeEscalation"]) == (True, False)
    assert (context["capabilities"]["drop"], pod()["securityContext"]["runAsUser"]) == (["ALL"], user)
    assert pod()["securityContext"]["runAsNonRoot"] is True
    assert len(atlases()) == 2
    for one in (*atlases(), compose()["services"]["proxy"]):
        assert (one["read_only"], one["cap_drop"], one["security_opt"]) == (True, ["ALL"], ["no-new-privileges:true"])


def read_critically(recipe: str) -> str:
    """What hadolint says of a Dockerfile."""
    told = subprocess.run(
        [Path(sys.executable).with_name("hadolint"), "-"], input=recipe, capture_output=True, text=True, check=False
    )
    return told.stdout + told.stderr


def test_the_recipe_of_the_image_has_no_known_weakness() -> None:
    assert read_critically(RECIPE) == ""
    assert "DL3002" in read_critically(f"{RECIPE}\nUSER root\n")


def test_images_are_of_one_version() -> None:
    tags = [compose()["services"]["proxy"]["image"], *re.findall(r"^FROM (\S+)$", RECIPE, flags=re.MULTILINE)]
    assert len(tags) == 2
    assert [tag for tag in tags if not re.search(r":\d+\.\d+\.\d+-[a-z-]+$", tag)] == []


def test_the_proxy_knows_the_replicas_by_their_addresses() -> None:
    told = re.findall(r"^ +server ([\d.]+):8050 ", (DEPLOY / "nginx/upstream.conf").read_text(encoding="utf-8"), re.M)
    assert told == [one["networks"]["inside"]["ipv4_address"] for one in atlases()]


@pytest.mark.parametrize("access", [(), ("password.conf",), ("sign-on.conf",), ("password.conf", "sign-on.conf")])
def test_nginx_takes_its_configuration(access: tuple[str, ...], tmp_path: Path) -> None:
    configuration = front.configured(tmp_path, [8051, 8052], 8080, 8443, access)
    assert front.checked(configuration) == ""
    configuration.write_text(configuration.read_text(encoding="utf-8").replace("proxy_cache_lock on", "cache_lock on"))
    assert "unknown directive" in front.checked(configuration)


def test_every_file_to_download_has_the_limits_of_files_to_download() -> None:
    text = (DEPLOY / "nginx/nginx.conf").read_text(encoding="utf-8")
    locations = re.findall(r"location ~ (\S+) \{(.*?)\n        \}", text, flags=re.DOTALL)
    paths = {
        one.path: next((body for asked, body in locations if re.search(asked, f"/{one.path}")), "") for one in FORMATS
    }
    assert [path for path, body in paths.items() if "limit_req zone=exports" not in body] == []


def test_systemd_takes_the_unit(tmp_path: Path) -> None:
    """With a program that is there in place of the one in /opt."""
    program = front.found("systemd-analyze", "systemd")
    text = front.put(unit(), "/opt/atlas/.venv/bin/gunicorn", sys.executable)
    copy = tmp_path / "atlas@.service"
    copy.write_text(text, encoding="utf-8")
    assert verified(program, copy) == ""
    copy.write_text(text.replace("KillMode=mixed", "KillMode=gently"), encoding="utf-8")
    assert "kill mode" in verified(program, copy)


def verified(program: str, unit: Path) -> str:
    """What systemd says of our unit; of others on the machine it says things too."""
    told = subprocess.run([program, "verify", str(unit)], capture_output=True, text=True, check=False)
    return "\n".join(line for line in (told.stdout + told.stderr).splitlines() if "atlas@" in line or unit.name in line)


def test_the_unit_serves_as_the_makefile_does() -> None:
    makefile = (HERE / "Makefile").read_text(encoding="utf-8")
    memory = re.findall(r"^export (MALLOC_\w+) \?= (\d+)$", makefile, flags=re.MULTILINE)
    assert len(memory) == 3
    assert [f"{name}={value}" for name, value in memory if f"{name}={value}" not in unit()] == []
    assert [f"{name}={value}" for name, value in memory if f"{name}={value}" not in RECIPE] == []
    assert re.search(r"^ExecStart=\S+/gunicorn --config gunicorn.conf.py$", unit(), flags=re.MULTILINE)
