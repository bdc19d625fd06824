"""Has pictures and board packs set in processes of their own, in letters that the shipped font has.

Typst keeps what it has laid out and has no way to let go of it: 100 MB for a board pack, and as much for the pictures
of a busy hour. With its process it goes, and the worker that the process works for stays small.
"""

from __future__ import annotations

import atexit
import json
import os
import socket
import struct
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import fields, is_dataclass, replace
from functools import cache, lru_cache
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Lock
from typing import Any, Literal, TypeVar
from unicodedata import category, normalize

import typst
from PIL import ImageFont

from dashboard.export.picture.primitives import Picture
from dashboard.export.picture.text_metrics import FONTS, FREETYPE
from dashboard.export.writers.png_words import png_with_words
from dashboard.export.writers.poster import typeset as drawn
from dashboard.export.writers.vector import vector_picture

_Made = TypeVar("_Made")
PictureKind = Literal["png", "svg", "pdf"]

_HERE = Path(__file__).parent
_BOARD, _BRIEF = "board.typ", "brief.typ"
#: Seconds that a picture (usually well below one) and a board pack (a few) may take on a busy machine.
_LONGEST_PICTURE_S, _LONGEST_PACK_S = 30.0, 120.0
#: A process has then grown by about as much again as it starts with.
_PICTURES_OF_ONE = 100
#: No letter, and none to be: no font has it.
_LACKING = "\uffff"


def get_ready(kind: PictureKind) -> None:
    """Start what sets pictures, as long as the first picture is still being laid out; SVG needs nothing started."""
    if kind != "svg":
        _PICTURES.start()


def picture_file(picture: Picture, kind: PictureKind, scale: float = 1.0) -> bytes:
    """The file of a picture: SVG as it is, others as ``poster.typeset`` makes them, PNG with its words."""
    if kind == "svg":
        return vector_picture(picture)
    shown = {part: printable(getattr(picture, part)) for part in ("labels", "texts", "table")}
    made = _PICTURES.run(drawn, replace(picture, **shown), kind, scale)
    return png_with_words(made, _words(picture)) if kind == "png" else made


def _words(picture: Picture) -> dict[str, str]:
    """What a PNG says of itself, under keywords that programs know."""
    return {
        "Title": picture.title,
        "Description": picture.description,
        "Author": picture.author,
        "Source": picture.address,
    }


def board(content: dict[str, Any]) -> bytes:
    """The PDF of what ``board.content`` says."""
    return _PACKS.run(_document, _BOARD, json.dumps(printable(content)))


def brief(content: dict[str, Any]) -> bytes:
    """The PDF of what ``brief.brief_content`` says: a page or two, set by the process that sets pictures."""
    return _PICTURES.run(_document, _BRIEF, json.dumps(printable(content)))


def _document(template: str, content: str) -> bytes:
    """A template with its content, which no text of the data can change."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
    made = typst.compile(
        _HERE / template,
        root=_HERE,
        font_paths=fonts,
        format="pdf",
        sys_inputs={"content": content},
        pdf_standards=["ua-1"],
    )
    return made if isinstance(made, bytes) else b"".join(made or [])


# Letters. A PDF for all readers (PDF/UA) may hold no letter that its font has not, and names come from data.


def printable(what: Any) -> Any:
    """The same with every text in letters of the shipped font: without its accent if need be, else a question mark."""
    if isinstance(what, str):
        return what if what.isascii() and what.isprintable() else "".join(map(_letter, normalize("NFC", what)))
    if isinstance(what, dict):
        return {key: printable(part) for key, part in what.items()}
    if isinstance(what, list | tuple):
        return type(what)(map(printable, what))
    if is_dataclass(what) and not isinstance(what, type):
        return replace(what, **{field.name: printable(getattr(what, field.name)) for field in fields(what)})
    return what


@lru_cache(maxsize=4096)
def _letter(letter: str) -> str:
    if _has(letter):
        return letter
    if letter.isspace():
        return " "
    plain = [part for part in normalize("NFKD", letter) if category(part)[0] != "M"]
    return "".join(plain) if all(map(_has, plain)) else "?"


def _has(letter: str) -> bool:
    """Whether the font has a letter: for one that it lacks it draws a box, the same for all."""
    with FREETYPE:
        return bytes(_font().getmask(letter)) != bytes(_font().getmask(_LACKING))


@cache
def _font() -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / "LiberationSans-Regular.ttf", 20, layout_engine=ImageFont.Layout.BASIC)


# The processes.


class SettingError(RuntimeError):
    """What could not be set, in the words of Typst."""


def _heed(fault: str) -> None:
    if fault:
        raise SettingError(f"The file could not be typeset: {fault}")


class Setter:
    """A process that does one piece of work after another and is replaced after so many. It starts with the first.

    It ends by itself when the pipe to it is closed, as it is with the end of the worker, however that ends.
    """

    def __init__(self, most: int, longest_s: float) -> None:
        """most: pieces of work of one process. longest_s: seconds that a piece may take, and wait for its turn."""
        self._most = most
        self._longest_s = longest_s
        self._done = 0
        self._lock = Lock()
        self._running: tuple[subprocess.Popen[bytes], Connection] | None = None

    def run(self, work: Callable[..., _Made], *arguments: Any) -> _Made:
        """What a function of a module makes of its arguments, there. Raises SettingError."""
        with self._turn():
            made, fault = self._ask_twice((work, arguments))
            self._done += 1
            if self._done >= self._most:
                self._end()
        _heed(fault)
        return made  # type: ignore[no-any-return]

    def start(self) -> None:
        """Start the process if it is not there, to have it when the work is ready; it takes a third of a second."""
        if not self._running:
            with self._turn():
                self._running = self._running or _started(self._longest_s)

    def end(self) -> None:
        """End the process; the next work starts another."""
        with self._lock:
            self._end()

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """The process for oneself. Who is before one may take as long as a piece may take, and no longer."""
        if not self._lock.acquire(timeout=self._longest_s):
            raise SettingError("The file could not be typeset: others were before it for too long.")
        try:
            yield
        finally:
            self._lock.release()

    def _ask_twice(self, order: Any) -> tuple[Any, str]:
        """The answer. A process can be ended from outside, above all for want of memory: another one tries once.

        What takes too long would take too long again, so it is not asked for a second time.
        """
        for _ in range(2):
            try:
                return self._ask(order)
            except (TimeoutError, BlockingIOError):
                self._end()
                return None, f"it took longer than {self._longest_s:g} seconds."
            except (OSError, EOFError):
                self._end()
        return None, "the process for it ended twice."

    def _ask(self, order: Any) -> tuple[Any, str]:
        self._running = self._running or _started(self._longest_s)
        pipe = self._running[1]
        pipe.send(order)
        if not pipe.poll(self._longest_s):
            raise TimeoutError
        answer: tuple[Any, str] = pipe.recv()
        return answer

    def _end(self) -> None:
        if self._running:
            process, pipe = self._running
            pipe.close()
            process.kill()
            process.wait()
        self._running, self._done = None, 0


def _started(longest_s: float) -> tuple[subprocess.Popen[bytes], Connection]:
    """A process and the pipe to it. In a group of its own Ctrl-C does not reach it before the worker is done."""
    ours, theirs = Pipe()
    _limit(ours, longest_s)
    with theirs:
        end = theirs.fileno()
        command = [sys.executable, "-c", f"from {__name__} import serve; serve({end})"]
        process = subprocess.Popen(
            command, cwd=_HERE.parents[2], pass_fds=[end], stdin=subprocess.DEVNULL, process_group=0
        )
    return process, ours


def _limit(pipe: Connection, seconds: float) -> None:
    """Writing to a process that does not read, or reading what is never written to its end, raises BlockingIOError."""
    limit = struct.pack("ll", int(seconds), int(seconds % 1 * 1_000_000))
    with socket.socket(fileno=os.dup(pipe.fileno())) as end:
        end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, limit)
        end.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, limit)


def serve(end: int) -> None:
    """Do what comes through a pipe until its other end is closed."""
    with Connection(end) as pipe, suppress(EOFError, ConnectionError):
        while True:
            work, arguments = pipe.recv()
            pipe.send(_outcome(work, arguments))


def _outcome(work: Callable[..., Any], arguments: tuple[Any, ...]) -> tuple[Any, str]:
    try:
        return work(*arguments), ""
    except Exception as error:
        return None, str(error) or type(error).__name__


class Here:
    """This process does the work itself, as on Windows, where none can be handed the end of a pipe."""

    def __init__(self) -> None:
        self._lock = Lock()

    def run(self, work: Callable[..., _Made], *arguments: Any) -> _Made:
        """What a function makes of its arguments; one at a time. Raises SettingError."""
        with self._lock:
            made, fault = _outcome(work, arguments)
        _heed(fault)
        return made  # type: ignore[no-any-return]

    def start(self) -> None:
        """Nothing has to be started."""

    def end(self) -> None:
        """Nothing runs."""


_PICTURES = Here() if sys.platform == "win32" else Setter(_PICTURES_OF_ONE, _LONGEST_PICTURE_S)
_PACKS = Here() if sys.platform == "win32" else Setter(1, _LONGEST_PACK_S)
atexit.register(_PICTURES.end)
