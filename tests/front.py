"""nginx as deploy/nginx sets it up, on ports and in a folder of a test's own."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NoReturn

import pytest

ROOT = Path(__file__).parents[1]
NGINX = ROOT / "deploy" / "nginx"
START_SECONDS = 120


def found(program: str, package: str) -> str:
    """A program that the tests of deploy/ need."""
    there = shutil.which(program) or shutil.which(program, path="/usr/sbin:/sbin")
    return there or lacking(program, package)


def lacking(program: str, package: str) -> NoReturn:
    """Skip what a program is needed for, but not in CI."""
    missing = f"{program} is missing, so this was not tried. On Debian or Ubuntu: apt-get install {package}"
    if os.environ.get("CI"):
        pytest.fail(missing)
    pytest.skip(missing)


def put(text: str, old: str, new: str) -> str:
    """The text with one thing in place of another, which must be there."""
    assert old in text, f"deploy/nginx says nothing of {old!r} any more"
    return text.replace(old, new)


def configured(folder: Path, ports: Sequence[int], http: int, https: int, access: Sequence[str] = ()) -> Path:
    """The shipped files with what belongs to a machine replaced: ports, folders, replicas, a certificate."""
    text = (NGINX / "nginx.conf").read_text(encoding="utf-8")
    text = put(text, "listen 80;", f"listen 127.0.0.1:{http};")
    text = put(text, "listen 443 ", f"listen 127.0.0.1:{https} ")
    text = put(text, "/var/cache/nginx", str(folder / "cache"))
    text = put(text, "/var/run/nginx.pid", str(folder / "nginx.pid"))
    text = put(text, "/dev/stderr", str(folder / "error.log"))
    (folder / "nginx.conf").write_text(f"user {_user()};\n{text}", encoding="utf-8")
    upstream = (NGINX / "upstream.conf").read_text(encoding="utf-8").splitlines()
    kept = [line for line in upstream if "server 172." not in line]
    options = {line.partition(":8050")[2] for line in upstream} - {""}
    kept[-1:] = [*(f"    server 127.0.0.1:{port}{words}" for port in ports for words in options), kept[-1]]
    (folder / "upstream.conf").write_text("\n".join(kept), encoding="utf-8")
    for name in ("cache", "tls", "access"):
        (folder / name).mkdir(exist_ok=True)
    for name in access:
        shutil.copy(NGINX / name, folder / "access")
    _certify(folder / "tls")
    return folder / "nginx.conf"


def _user() -> str:
    """Who runs the tests: nginx's own user may not look into their folders."""
    return pwd.getpwuid(os.getuid()).pw_name


def _certify(folder: Path) -> None:
    if not (folder / "fullchain.pem").exists():
        names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
        command = [found("openssl", "openssl"), "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
        command += ["-nodes", "-days", "2", "-keyout", "privkey.pem", "-out", "fullchain.pem", *names]
        subprocess.run(command, cwd=folder, check=True, capture_output=True)


def checked(configuration: Path) -> str:
    """What nginx says of a configuration; nothing if it is right."""
    command = [found("nginx", "nginx-light"), "-q", "-t", "-e", "stderr", "-c", str(configuration)]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    return told.stderr + ("" if told.returncode == 0 else f"code {told.returncode}")


@contextmanager
def running(configuration: Path, https: int) -> Iterator[None]:
    """nginx, as soon as it listens."""
    errors = str(configuration.parent / "error.log")
    command = [found("nginx", "nginx-light"), "-c", str(configuration), "-e", errors, "-g", "daemon off;"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE)
    try:
        deadline = time.monotonic() + START_SECONDS
        while not _listens(https):
            assert process.poll() is None, process.stderr and process.stderr.read()
            assert time.monotonic() < deadline, "nginx did not start"
            with suppress(subprocess.TimeoutExpired):
                process.wait(timeout=0.02)
        yield
    finally:
        process.terminate()
        process.wait(START_SECONDS)
        if process.stderr:
            process.stderr.close()


def _listens(port: int) -> bool:
    with socket.socket() as one:
        one.settimeout(0.2)
        return one.connect_ex(("127.0.0.1", port)) == 0
