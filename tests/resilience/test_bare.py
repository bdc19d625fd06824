"""What a container or a careful machine withholds: rights, a disk to write on, a home, a true clock."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
import sysconfig
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import front
import pytest
from atlas_server import ROOT, Ask, Server, page, running, started
from ports import free_port
from test_restarts import PATIENCE, got

RECIPE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
#: Nobody special, as in the Dockerfile.
USER = re.findall(r"--uid (\d+)", RECIPE)[0]
#: Each writer once, and what all of them share.
FILES = (
    *("/map.png", "/map.svg", "/map.pdf", "/map.pptx", "/chart.pptx?show=ranking", "/post.png", "/brief.pdf"),
    *("/data.csv", "/data.xlsx", "/data.geojson", "/data/all.zip", "/profile.csv"),
    "/pack.zip?conditions=stroke&area=E38000116",
    "/pack.pdf?conditions=stroke&area=E38000116",
    "/snapshot.html?area=E38000116",
)

#: The root and everything below it can only be read; Python, our packages and no others, and the tree lie where all may
#: read them.
BARE = """
set -e
mount --make-rprivate /
mount -t tmpfs -o mode=755 tmpfs /mnt
mkdir /mnt/python /mnt/packages /mnt/atlas
mount --bind "$1" /mnt/python
mount --bind "$2" /mnt/packages
mount --bind "$3" /mnt/atlas
for folder in python packages atlas; do mount -o remount,bind,ro /mnt/$folder; done
for folder in /mnt/python/lib/python3*/site-packages /mnt/python/lib/python3*/dist-packages; do
    if test -d $folder; then mount -t tmpfs -o ro tmpfs $folder; fi
done
mount -o remount,ro /mnt
for folder in /tmp /var/tmp; do mount -t tmpfs -o ro,mode=1777 tmpfs $folder; done
mount -o remount,bind,ro /
cd /mnt/atlas
shift 3
exec "$@"
"""


HERE = {"PYTHONPATH": "/mnt/packages", "LD_LIBRARY_PATH": "/mnt/python/lib"}


def tree(folder: Path) -> Path:
    """What the Dockerfile copies, and nothing else."""
    for words in re.findall(r"^COPY (.*)$", RECIPE, flags=re.MULTILINE):
        for name in words.split()[:-1]:
            there = ROOT / name
            if there.is_dir():
                shutil.copytree(there, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(there, folder / name)
    return folder


def environment(port: int) -> dict[str, str]:
    """What the Dockerfile sets, and where this machine keeps packages. No HOME and no TMPDIR."""
    said = dict(re.findall(r"^(?:ENV)? +([A-Z_]+)=(\S+)", RECIPE, flags=re.MULTILINE))
    assert len(said) > 5
    return {**said, "HOST": "127.0.0.1", "PORT": str(port), "PATH": "/usr/bin:/bin", **HERE}


def command(folder: Path) -> list[str]:
    """The steps of the container as ``unshare`` can take them."""
    is_root = os.geteuid() == 0
    apart = [front.found("unshare", "util-linux"), "--mount", *([] if is_root else ["--map-root-user"])]
    rights = [
        "--no-new-privs",
        *(["--reuid", USER, "--regid", USER, "--clear-groups", "--bounding-set=-all"] if is_root else []),
    ]
    python = Path(sys.executable).resolve().relative_to(Path(sys.base_prefix).resolve())
    serve = json.loads(re.findall(r"^CMD (\[.*\])$", RECIPE, flags=re.MULTILINE)[0])
    paths = [sys.base_prefix, sysconfig.get_paths()["purelib"], str(folder)]
    return [*apart, "sh", "-c", BARE, "sh", *paths, "setpriv", *rights, f"/mnt/python/{python}", "-m", *serve]


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The atlas as the container has it."""
    folder, port = tmp_path_factory.mktemp("bare"), free_port()
    folder.chmod(0o755)
    asked = command(tree(folder))
    with started(asked, tmp_path_factory.mktemp("log") / "log", port, environment(port), workers=2) as server:
        yield server


def test_every_file_is_made_on_a_disk_that_can_only_be_read(bare: Server) -> None:
    statuses = {path: bare.ask(Ask(path)) for path in ("/", "/about", *FILES)}
    assert statuses == dict.fromkeys(statuses, 200)
    assert bare.ask(page("?by=council", (760, 520))) == 200
    assert bare.deaths() == 0


def test_nobody_in_the_container_is_special(bare: Server) -> None:
    for process in (bare.process.pid, *bare.workers()):
        status = Path(f"/proc/{process}/status").read_text()
        assert re.findall(r"^(?:CapEff|CapBnd):\s+0+$", status, flags=re.MULTILINE)
        assert os.geteuid() != 0 or re.findall(r"^Uid:\s+(\d+)", status, flags=re.MULTILINE) == [USER]
        said = Path(f"/proc/{process}/environ").read_bytes()
        assert b"HOME=" not in said
        mounts = Path(f"/proc/{process}/mounts").read_text()
        assert re.search(r" / \w+ ro,", mounts)
        assert re.search(r" /tmp tmpfs ro,", mounts)


def test_a_full_disk_under_the_log_takes_nothing_from_readers() -> None:
    """Whatever is written to /dev/full fails as on a disk without room."""
    port = free_port()
    served = [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py"]
    said = {**os.environ, "HOST": "127.0.0.1", "PORT": str(port), "WEB_CONCURRENCY": "1"}
    with started(served, Path("/dev/full"), port, said, workers=1) as server:
        statuses = [server.ask(ask) for ask in (Ask("/"), page("", (760, 520)), Ask("/map.png"), Ask("/nowhere")) * 3]
        assert server.process.poll() is None
    assert statuses == [200, 200, 200, 404] * 3


def dated(server: Server, number: int) -> str:
    """The day that a picture gives as its own, drawn now."""
    return re.findall(r"\d+ [A-Z][a-z]+ 20\d\d", got(server, f"/map.svg?by=icp&scale=0.{number}")[2].decode())[-1]


def test_a_clock_that_jumps_by_days_ends_no_worker_and_no_connection(tmp_path: Path) -> None:
    clock = tmp_path / "clock"
    # A connection is kept as long as all that is asked in between may take.
    said = {"CLOCK": str(clock), "GUNICORN_CMD_ARGS": "--keep-alive 300"}
    clock.write_text("0", encoding="utf-8")
    with running(tmp_path / "log", environment=said, app="clock_app:server") as server:
        kept = HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
        dates = []
        # By two days, so that the three are different ones, also if midnight comes in between.
        for number, jump in enumerate((0, 2 * 86_400, -2 * 86_400), 2):
            clock.write_text(str(jump), encoding="utf-8")
            kept.request("GET", "/about")
            answer = kept.getresponse()
            assert (answer.status, bool(answer.read()), answer.will_close) == (200, True, False)
            for ask in (Ask("/"), page("?by=council", (760, 520)), Ask("/map.png?scale=0.3"), Ask("/data.xlsx")):
                assert server.ask(ask) == 200
            dates.append(dated(server, number))
        kept.close()
        assert server.deaths() == 0
    told = re.findall(r'^\{"time".*$', (tmp_path / "log").read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert len({json.loads(line)["time"][:10] for line in told}) >= 3
    assert len(set(dates)) == 3
