"""gunicorn's logger: each answer is counted, and is a line of JSON in which nothing says who asked."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address, ip_network
from typing import Any

from gunicorn.glogging import Logger

from dashboard.web.metrics import METRICS, OTHER
from dashboard.web.observing import NUMBER, ROUTE, VIEW, http_method
from dashboard.web.settings import Addresses, settings
from dashboard.web.site import forwarded

#: The part of an address that is kept: of one like 192.0.2.77 what a street has in common, of an IPv6 one a customer.
_KEPT_BITS = {4: 24, 6: 48}


class AccessLogger(Logger):  # type: ignore[misc]
    """Counts each answer and writes it down as the environment says."""

    def setup(self, cfg: Any) -> None:
        """Read the environment once."""
        super().setup(cfg)
        chosen = settings(os.environ)
        self._addresses, self._proxies = chosen.addresses, chosen.hosts.proxies

    def access(self, resp: Any, req: Any, environ: Mapping[str, Any], request_time: timedelta) -> None:
        """An answer was made: gunicorn calls this after each."""
        status = str(resp.status).split(" ", 1)[0]
        METRICS.answered(environ.get(ROUTE, OTHER), status, request_time.total_seconds())
        if self.access_log_enabled:
            self.access_log.info("%s", self._line(status, resp.sent, environ, request_time))

    def _line(self, status: str, sent: int, environ: Mapping[str, Any], taken: timedelta) -> str:
        client = client_of(environ.get("REMOTE_ADDR", ""), environ.get("HTTP_X_FORWARDED_FOR", ""), self._proxies)
        entry = {
            "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "id": environ.get(NUMBER, ""),
            "client": coarsened(client, self._addresses),
            "method": http_method(environ),
            "route": environ.get(ROUTE, OTHER),
            "view": environ.get(VIEW, ""),
            "status": int(status),
            "ms": round(taken.total_seconds() * 1000, 1),
            "bytes": sent,
        }
        return json.dumps(entry)


def client_of(peer: str, told: str, proxies: int) -> str:
    """The address of the reader: what the trusted proxies say, else who asked."""
    return forwarded(told, proxies) or peer


def coarsened(address: str, kept: Addresses) -> str:
    """An address as the log keeps it; what is none is not written down."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return ""
    own = getattr(parsed, "ipv4_mapped", None) or parsed
    if kept is not Addresses.SHORT:
        return str(own) if kept is Addresses.FULL else ""
    return str(ip_network((own, _KEPT_BITS[own.version]), strict=False).network_address)
