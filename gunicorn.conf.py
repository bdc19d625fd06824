"""How gunicorn serves the atlas: read from the environment, with values that suit a laptop and a small server."""

import gc
import os
import sys

from gunicorn.http import message

from dashboard.web.metrics import METRICS, OF_NOW, Tally
from dashboard.web.renewing import renewed
from dashboard.web.settings import SettingsError, settings
from dashboard.web.shelf import SHELF

try:
    chosen = settings(os.environ)
except SettingsError as error:
    sys.exit(str(error))

wsgi_app = "app:server"
bind = f"[{chosen.host}]:{chosen.port}" if ":" in chosen.host else f"{chosen.host}:{chosen.port}"

# The atlas is loaded once and not changed, so the workers share the memory of the process that loaded it.
preload_app = True
workers = chosen.workers
# Threads are for whole requests only: the loop of this worker reads and sends, with limits of time.
worker_class = "dashboard.web.worker.Worker"
# Exports hold up to twenty of them, made or waiting for their turn; the others are for the map.
threads = 28
keepalive = 15
# The loop sends what a thread hands it; the kernel's own way of sending a file would hold the thread.
sendfile = False

# The heartbeat files of the workers belong in memory: on a slow disk a worker may seem to hang.
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None

# Nobody needs to steer the server through a socket, and the home folder may be read-only.
control_socket_disable = True

# Each answer is counted and, as a line of JSON on the standard output, told; faults go to the standard error.
logger_class = "dashboard.web.access_log.AccessLogger"
accesslog = "-" if chosen.logs_requests else None
errorlog = "-"
loglevel = chosen.log_level.lower()

# What proxies say of the reader's request counts only where TRUSTED_PROXIES says so.
secure_scheme_headers = {}

# Any address gives a page, also one with a value of 10 kB. gunicorn knows either 8,190 bytes at most or no limit.
message.MAX_REQUEST_LINE = limit_request_line = 64 * 1024

# What is drawn or made once is shared by all workers: six thousand pages, or four hundred pictures.
SHARED_BYTES = 64 * 1024 * 1024


def when_ready(server):
    """Before the first worker is forked."""
    SHELF.open(SHARED_BYTES)


def on_exit(server):
    """The first process goes last."""
    SHELF.close()


def pre_fork(server, worker):
    """Give the worker to be a row to count in."""
    worker.row = METRICS.board.free_row({other.row for other in server.WORKERS.values()})
    worker.has_aborted = False


def post_fork(server, worker):
    """The worker counts itself first.

    What it has from the first process stays as long as itself, and is nothing to look through: among so much the
    collector of rubbish would let that of slides and books lie until it is 20 MB.
    """
    gc.freeze()
    METRICS.board.take(worker.row)
    METRICS.board.add(Tally.STARTS)


def worker_abort(worker):
    """The worker said nothing for too long, and the first process ends it."""
    worker.has_aborted = True


def worker_exit(server, worker):
    """A worker that ends as it was told to is busy with nothing."""
    if not worker.has_aborted:
        METRICS.board.hush(worker.row)
        METRICS.board.put(Tally.LEFT, 1)


def child_exit(server, worker):
    """Say what a worker was busy with that ended without being told to: perhaps that is why."""
    if not METRICS.board.got(worker.row, Tally.LEFT):
        words = "; ".join(METRICS.board.said(worker.row)) or "nothing"
        server.log.error("Worker (pid:%s) died. It was busy with: %s", worker.pid, words)
        METRICS.board.add(Tally.DEATHS)
    METRICS.board.forget(worker.row, OF_NOW)
    METRICS.board.hush(worker.row)


def on_reload(server):
    """Read the data anew before SIGHUP replaces the workers; where they are not right, the old ones stay.

    The code stays what it was: for new code the server is started again.
    """
    front_door = sys.modules[server.app.app_uri.partition(":")[0]]
    server.app.callable = renewed(front_door, server.app.callable, server.log)
    # The old ones, or the refused ones, are nobody's now.
    gc.unfreeze()
    gc.collect()
