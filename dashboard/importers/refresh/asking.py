"""How the service is asked: patiently, one question after the other, and never for a file without an end.

Proxy and certificates are those of the environment, as urllib honours it: HTTPS_PROXY, HTTP_PROXY, NO_PROXY,
SSL_CERT_FILE and SSL_CERT_DIR.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable
from http.client import HTTPException, HTTPResponse, IncompleteRead
from time import monotonic, sleep
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import Request, build_opener

TIMEOUT_S = 60.0
LARGEST_ANSWER = 50_000_000
#: Seconds before a question is asked again; so it is asked three times in all.
WAITS_S = (2.0, 10.0)
#: A whole answer may take so many times as long as its longest silence.
SILENCES = 10
#: The longest that a service may ask to be left alone before it is asked again.
LONGEST_WAIT_S = 120.0

_BLOCKED = frozenset({401, 403, 407, 451})
_NOT_THERE = frozenset({400, 404, 410})
_PIECE = 65_536


class BlockedError(OSError):
    """Nobody gets through to the service, so no other question would."""


class NotThereError(ValueError):
    """The service does not have what it was asked for."""


class _PassingError(OSError):
    """It may go well the next time."""

    def __init__(self, sentence: str, wait: float | None = None, *, blocks: bool = False) -> None:
        super().__init__(sentence)
        self.wait, self.blocks = wait, blocks


class Questioner:
    """Asks one question after the other, with a pause between them."""

    def __init__(self, timeout: float, pause: float, say: Callable[[str], None]) -> None:
        self._timeout, self._pause, self._say = timeout, pause, say
        self._next = float("-inf")
        self._is_blocked = False

    def ask(self, address: str) -> bytes:
        """The answer, whole. Raises BlockedError, NotThereError, OSError or ValueError with one sentence."""
        if self._is_blocked:
            raise BlockedError("Not asked, for the same reason.")
        for wait in WAITS_S:
            try:
                return self._once(address)
            except _PassingError as error:
                self._say(f"  {error} It is asked again in {error.wait or wait:g} seconds.")
                sleep(error.wait or wait)
        return self._last(address)

    def _last(self, address: str) -> bytes:
        try:
            return self._once(address)
        except _PassingError as error:
            if error.blocks:
                raise self._block(str(error)) from None
            raise OSError(f"{error} Run refresh again later; what has come is kept.") from None

    def _block(self, sentence: str) -> BlockedError:
        self._is_blocked = True
        return BlockedError(sentence)

    def _once(self, address: str) -> bytes:
        if (early := self._next - monotonic()) > 0:
            sleep(early)
        self._next = monotonic() + self._pause
        host = urlsplit(address).netloc
        request = Request(address, headers={"Accept": "text/csv", "User-Agent": "health-atlas"})
        try:
            with build_opener().open(request, timeout=self._timeout) as response:
                return _whole(response, monotonic() + SILENCES * self._timeout, host)
        except HTTPError as error:
            error.close()
            raise self._refusal(error, host) from None
        except (HTTPException, OSError) as error:
            raise self._unreachable(error, host) from None

    def _refusal(self, error: HTTPError, host: str) -> Exception:
        status = error.code
        if status in _NOT_THERE:
            return NotThereError(f"{host} does not have it (status {status}).")
        if status == 407:
            return self._block("The proxy wants a user name and a password: put them into HTTPS_PROXY.")
        if status in _BLOCKED:
            return self._block(
                f"The way to {host} is blocked (status {status}), most likely by a proxy: ask whoever runs the network."
            )
        return _PassingError(f"{host} answered with status {status}.", _wanted_wait(error.headers.get("Retry-After")))

    def _unreachable(self, error: Exception, host: str) -> Exception:
        reason = getattr(error, "reason", None) or error
        if isinstance(reason, TimeoutError):
            return _PassingError(
                f"{host} did not answer within {self._timeout:g} seconds; --timeout gives it more time."
            )
        if isinstance(reason, ssl.SSLCertVerificationError):
            return self._block(
                f"The certificate of {host} is not trusted ({reason.verify_message}): where a proxy opens what is "
                "encrypted, name the file of its certificates in SSL_CERT_FILE."
            )
        if "Tunnel connection failed" in str(reason):
            return self._block(
                f"The proxy does not let the atlas through to {host} ({reason}): ask whoever runs the network."
            )
        if isinstance(error, URLError) or isinstance(reason, socket.gaierror):
            sentence = f"{host} cannot be reached ({reason}): check the network and the proxy (HTTPS_PROXY)."
            return _PassingError(sentence, blocks=True)
        return _PassingError(f"The answer of {host} broke off ({type(reason).__name__}).")


def _whole(response: HTTPResponse, deadline: float, host: str) -> bytes:
    """All of an answer. Raises IncompleteRead if less came than was announced, TimeoutError if it never ends."""
    pieces: list[bytes] = []
    while piece := response.read1(_PIECE):
        pieces.append(piece)
        if sum(map(len, pieces)) > LARGEST_ANSWER:
            raise ValueError(
                f"The answer of {host} is larger than {LARGEST_ANSWER // 1_000_000} MB, which it should not be: "
                "look at the address in a browser."
            )
        if monotonic() > deadline:
            raise TimeoutError
    if response.length:
        raise IncompleteRead(b"", response.length)
    return b"".join(pieces)


def _wanted_wait(header: str | None) -> float | None:
    """How many seconds a service asks to be left alone, if it says so in seconds."""
    return min(float(header), LONGEST_WAIT_S) if header and header.isdecimal() else None
