"""Debian's Firefox ESR by WebDriver BiDi, which needs no driver program: JSON over a socket that Firefox opens itself.

Playwright drives a Firefox of its own, which readers do not have. What is spoken here is the W3C's WebDriver BiDi.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

BINARIES = ("firefox-esr", "firefox")
START_SECONDS, ANSWER_SECONDS = 180, 120
#: In milliseconds: how long the page may take for anything.
PATIENCE = 60_000
_LISTENING = re.compile(r"WebDriver BiDi listening on (ws://\S+)")
#: No host but this machine can be reached: all others are asked for at a proxy that is not there.
_PREFERENCES = {
    "network.proxy.type": 1,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": 9,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": 9,
    "network.proxy.no_proxies_on": "127.0.0.1",
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "app.update.disabledForTesting": True,
    "browser.startup.page": 0,
}
_MIDDLE = """
element => {
  const box = element.getBoundingClientRect();
  return { x: box.left + box.width / 2, y: box.top + box.height / 2 };
}
"""


class FirefoxPage:
    """One page in Firefox, in a window of a laptop, and every error that its console saw."""

    def __init__(self, socket: ClientConnection) -> None:
        self.complaints: list[str] = []
        self._socket, self._asked = socket, 0
        self.ask("session.new", capabilities={})
        self.ask("session.subscribe", events=["log.entryAdded"])
        self._context = self.ask("browsingContext.getTree")["contexts"][0]["context"]
        self.ask("browsingContext.setViewport", context=self._context, viewport={"width": 1366, "height": 768})

    def ask(self, method: str, **wanted: Any) -> dict[str, Any]:
        """The answer to a command; what else Firefox says on the way is kept if it is an error."""
        self._asked += 1
        self._socket.send(json.dumps({"id": self._asked, "method": method, "params": wanted}))
        while True:
            said = json.loads(self._socket.recv(timeout=ANSWER_SECONDS))
            if said.get("method") == "log.entryAdded" and said["params"]["level"] == "error":
                self.complaints.append(str(said["params"]["text"]))
            if said.get("id") == self._asked:
                assert said["type"] == "success", said
                return dict(said["result"])

    def open(self, address: str) -> None:
        """Go to an address, and wait until the page and what it needs have been loaded."""
        self.ask("browsingContext.navigate", context=self._context, url=address, wait="complete")

    def back(self) -> None:
        """The browser's button "Back"."""
        self.ask("browsingContext.traverseHistory", context=self._context, delta=-1)

    def value(self, expression: str) -> Any:
        """What an expression of JavaScript says, or its promise keeps: a string, a number or null."""
        target = {"context": self._context}
        said = self.ask("script.evaluate", expression=expression, target=target, awaitPromise=True)
        assert said["type"] == "success", said
        return said["result"].get("value")

    def wait(self, condition: str) -> None:
        """Wait until a condition of JavaScript is true; fail with it after a minute."""
        met = self.value(
            f"new Promise(resolve => {{ const end = performance.now() + {PATIENCE}; (function look() {{"
            f" if ({condition}) return resolve(true); if (performance.now() > end) return resolve(false);"
            " setTimeout(look, 20); })(); })"
        )
        assert met, f"Firefox waited in vain for: {condition}"

    def press(self, x: float, y: float) -> None:
        """A click of the mouse at a place of the window."""
        moves = [
            {"type": "pointerMove", "x": round(x), "y": round(y)},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        source = {"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}, "actions": moves}
        self.ask("input.performActions", context=self._context, actions=[source])

    def click(self, selector: str, where: str = _MIDDLE) -> None:
        """A click on an element in its middle, or where a function of JavaScript says, as {x, y}."""
        element = f"document.querySelector({json.dumps(selector)})"
        self.value(f"{element}.scrollIntoView({{ block: 'center' }})")
        place = json.loads(self.value(f"JSON.stringify(({where})({element}))"))
        assert place, f"{selector} cannot be hit"
        self.press(place["x"], place["y"])


@contextmanager
def firefox(folder: Path) -> Iterator[FirefoxPage]:
    """Firefox with an empty profile, and one page of it; ends with the block."""
    found = next((path for name in BINARIES if (path := shutil.which(name))), None)
    assert found, "The journey in Firefox needs Debian's package firefox-esr."
    profile = folder / "profile"
    profile.mkdir()
    lines = (f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in _PREFERENCES.items())
    (profile / "user.js").write_text("".join(lines), encoding="utf-8")
    log = folder / "firefox.log"
    command = [
        found,
        "--headless",
        "--no-remote",
        "--profile",
        str(profile),
        "--remote-debugging-port=0",
        "about:blank",
    ]
    with log.open("wb") as output, subprocess.Popen(command, stdout=output, stderr=output) as program:
        try:
            with connect(f"{_listening(log, program)}/session", max_size=None, proxy=None) as socket:
                yield FirefoxPage(socket)
        finally:
            program.terminate()


def _listening(log: Path, program: subprocess.Popen[bytes]) -> str:
    for _ in range(START_SECONDS * 10):
        if found := _LISTENING.search(log.read_text(encoding="utf-8", errors="replace")):
            return found[1]
        try:
            program.wait(timeout=0.1)
        except subprocess.TimeoutExpired:
            continue
        break
    raise AssertionError(f"Firefox did not start:\n{log.read_text(encoding='utf-8', errors='replace')}")
