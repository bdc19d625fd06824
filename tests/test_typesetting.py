"""The processes that set pictures and packs: replaced in time, survived if they end; letters that the font lacks."""

from __future__ import annotations

import operator
import os
import signal
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from shipped import ATLAS

from dashboard.core.atlas import Atlas
from dashboard.export.conditions import pack_views
from dashboard.export.picture.map_picture import Painter
from dashboard.export.picture.primitives import SIZES, Picture, Stamp, Text
from dashboard.export.writers import poster as here
from dashboard.export.writers import typesetting
from dashboard.export.writers.board import board_pack
from dashboard.export.writers.png_words import png_with_words
from dashboard.export.writers.typesetting import Setter, SettingError, picture_file, printable
from dashboard.views import resolve
from dashboard.views.staging import scene

ROOT = Path(__file__).parent.parent
#: Seconds that a process may leave unread what is sent to it.
SENDING_S = 3.0
STAMP = Stamp("https://atlas.example/", "21 November 2026", ATLAS)
#: Names as they may come from tables: accents that the font has and has not, other scripts, signs without a picture.
NAMES = (
    "Łódź and Iaşi",
    "S\u0327irnak",
    "A\u030a\u0323lo",
    "漢字",
    "Care 👩\u200d⚕\ufe0f Centre",
    "non\u2011stop \ufeff\x01",
)


@pytest.fixture
def setter() -> Iterator[Setter]:
    made = Setter(3, 60)
    yield made
    made.end()


@pytest.fixture(scope="module")
def picture(tiny: Atlas) -> Picture:
    return picture_of(tiny)


def picture_of(atlas: Atlas) -> Picture:
    shown = scene(atlas, resolve.resolve(atlas, "by=ccg").view)
    return Painter(atlas).picture(shown, SIZES["social"], STAMP)


# The processes.


def test_work_is_done_in_one_other_process(setter: Setter) -> None:
    one, two = setter.run(os.getpid), setter.run(os.getpid)
    assert one == two != os.getpid()


def test_a_process_is_replaced_after_its_share(setter: Setter) -> None:
    *share, after = (setter.run(os.getpid) for _ in range(4))
    assert len(set(share)) == 1
    assert after not in share


def test_a_process_is_started_once_and_kept(setter: Setter) -> None:
    setter.start()
    one = setter.run(os.getpid)
    setter.start()
    assert setter.run(os.getpid) == one


def test_a_killed_process_is_survived(setter: Setter) -> None:
    one = setter.run(os.getpid)
    os.kill(one, signal.SIGKILL)
    two = setter.run(os.getpid)
    assert two != one
    assert setter.run(os.getpid) == two


def test_work_that_ends_its_process_is_an_error_and_the_next_work_is_done(setter: Setter) -> None:
    with pytest.raises(SettingError, match="ended twice"):
        setter.run(os._exit, 1)
    assert setter.run(operator.neg, 5) == -5


@pytest.fixture
def counting(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Setter, list[int]]]:
    """One that gives up soon where nobody reads what it sends; and the processes started for it."""
    started: list[int] = []
    start = typesetting._started

    def counted(longest_s: float) -> Any:
        made = start(SENDING_S)
        started.append(made[0].pid)
        return made

    monkeypatch.setattr(typesetting, "_started", counted)
    made = Setter(100, 60)
    yield made, started
    made.end()


@contextmanager
def hasty(setter: Setter) -> Iterator[None]:
    """In here it waits for nothing for long; the start of a process, which a busy machine may delay, is not in here."""
    setter._longest_s = 1.0
    yield
    setter._longest_s = 60.0


def test_work_without_end_is_given_up_and_not_tried_again(counting: tuple[Setter, list[int]]) -> None:
    setter, started = counting
    setter.run(os.getpid)
    with hasty(setter), pytest.raises(SettingError, match="longer than 1 seconds"):
        setter.run(time.sleep, 600)
    assert len(started) == 1
    assert not Path(f"/proc/{started[0]}").exists()
    assert setter.run(operator.neg, 5) == -5


@pytest.mark.parametrize("size", [1, 5_000_000], ids=["little", "more than a pipe holds"])
def test_a_process_that_hears_nothing_is_given_up(counting: tuple[Setter, list[int]], size: int) -> None:
    setter, started = counting
    os.kill(setter.run(os.getpid), signal.SIGSTOP)
    with hasty(setter), pytest.raises(SettingError, match="longer than"):
        setter.run(len, b"a" * size)
    assert len(started) == 1
    # The next process is there before much is sent to it.
    setter.run(os.getpid)
    assert setter.run(len, b"a" * size) == size


def test_who_waits_behind_work_without_end_is_told_so_in_time(setter: Setter) -> None:
    with hasty(setter), setter._lock, pytest.raises(SettingError, match="others were before it"):
        setter.run(operator.neg, 5)
    assert setter.run(operator.neg, 5) == -5


def test_an_error_of_the_work_comes_back_and_the_process_stays(setter: Setter) -> None:
    one = setter.run(os.getpid)
    with pytest.raises(SettingError, match="could not be typeset: integer division"):
        setter.run(divmod, 1, 0)
    assert setter.run(os.getpid) == one


def test_each_of_many_askers_has_its_own_answer(setter: Setter) -> None:
    with ThreadPoolExecutor(4) as askers:
        assert list(askers.map(lambda k: setter.run(operator.neg, k), range(20))) == [-k for k in range(20)]


def test_the_process_ends_with_its_worker_even_if_that_is_killed() -> None:
    """It holds the standard output that it has from its worker until it ends, and ``run`` reads to the end of that."""
    script = (
        "import os, signal; from dashboard.export.writers.typesetting import Setter;"
        "print(Setter(3, 60).run(os.getpid), flush=True); os.kill(os.getpid(), signal.SIGKILL)"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE, timeout=300, check=False)
    assert done.returncode == -signal.SIGKILL
    assert int(done.stdout) > 1


def test_a_picture_is_the_same_bytes_wherever_it_is_set(picture: Picture) -> None:
    assert picture_file(picture, "pdf", 0.4) == here.typeset(picture, "pdf", 0.4)
    words = {"Title": picture.title, "Description": picture.description}
    words |= {"Author": picture.author, "Source": picture.address}
    assert picture_file(picture, "png", 0.4) == png_with_words(here.typeset(picture, "png", 0.4), words)


def test_what_typst_cannot_set_is_said_and_the_next_picture_comes(picture: Picture) -> None:
    wrong = replace(picture, areas=(replace(picture.areas[0], border="no colour"),))
    with pytest.raises(SettingError, match="could not be typeset"):
        picture_file(wrong, "pdf")
    assert picture_file(picture, "pdf").startswith(b"%PDF")


# Letters.


@pytest.mark.parametrize(
    ("said", "printed"),
    [
        ("NHS County Durham – 12.3 · “60−63”", "NHS County Durham – 12.3 · “60−63”"),
        ("Łódź, Iaşi, Çankaya", "Łódź, Iaşi, Çankaya"),
        ("S\u0327irnak", "Şirnak"),
        ("\uff2eorth", "North"),
        ("ḗ", "ḗ"),
        ("ꙮ 漢字", "? ??"),
        ("a 👩\ufe0f b", "a ? b"),
        ("two\u2028lines\n", "two lines "),
        ("", ""),
    ],
)
def test_a_letter_that_the_font_lacks_is_replaced(said: str, printed: str) -> None:
    assert printable(said) == printed


def test_every_text_of_a_structure_is_printed_and_nothing_else_changed(picture: Picture) -> None:
    assert printable({"漢": [("漢", 1.5), None, True]}) == {"漢": [("?", 1.5), None, True]}
    assert printable(picture.texts) == picture.texts
    assert printable(picture.table) == picture.table


@settings(max_examples=60)
@given(said=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60))
def test_no_text_stops_a_pdf(picture: Picture, said: str) -> None:
    assert printable(printable(said)) == printable(said)
    some = replace(
        picture, areas=(), labels=(), texts=(Text((said,), 10, 10, 20), Text((said,), 10, 90, 20, bold=True))
    )
    assert picture_file(some, "pdf").startswith(b"%PDF")


@pytest.fixture(scope="module")
def strange(tiny: Atlas) -> Atlas:
    """The tiny atlas with names of every kind."""
    areas = {
        code: replace(area, name=f"{NAMES[k % len(NAMES)]} {k}", short_name=f"{NAMES[k % len(NAMES)]} {k}")
        for k, (code, area) in enumerate(tiny.areas.items())
    }
    return replace(tiny, areas=areas)


def test_names_in_any_letters_make_every_file(strange: Atlas) -> None:
    made = picture_of(strange)
    assert picture_file(made, "png", 0.4).startswith(b"\x89PNG")
    assert ET.fromstring(picture_file(made, "svg")) is not None
    said = PdfReader(BytesIO(picture_file(made, "pdf"))).pages[0].extract_text()
    assert "Łódź and Iaşi" in said
    view = resolve.resolve(strange, "by=ccg").view
    assert board_pack(strange, Painter(strange), view, pack_views(strange, view), STAMP).startswith(b"%PDF")


def test_the_title_of_a_pdf_keeps_its_letters(picture: Picture) -> None:
    made = PdfReader(BytesIO(picture_file(replace(picture, title="漢字"), "pdf")))
    assert made.metadata is not None
    assert made.metadata.title == "漢字"
