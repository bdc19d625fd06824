"""What an edition hides: the analyst sees it, and no reader finds it anywhere."""

from __future__ import annotations

import pickle
import re
from collections.abc import Callable, Iterator
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
import synthetic
from flask.testing import FlaskClient

from dashboard.__main__ import main
from dashboard.core.atlas import Atlas
from dashboard.core.hiding import for_readers
from dashboard.importers.vintages.edition_words import still_hidden
from dashboard.loading.load import DataError, load
from dashboard.loading.loaded import hand_over
from dashboard.web.app import create_app

ASSETS = str(Path(__file__).parents[1] / "assets")
#: All that the made-up edition says of lungs, and of hardship by its indicator.
SECRET = re.compile(r"lungs|hardship@|Wheezing", re.IGNORECASE)
PLACE = synthetic.LOCATIONS[0]
SAID = {
    "claims.csv": "area_code,statement,source,finding,why,evidence\n"
    f"{PLACE},It is said to be bad.,A list,holds,Lungs are bad there.,"
    f"all-yll@{PLACE}@2018-20 lungs-yll@{PLACE}@2018-20\n"
    f"{PLACE},It is said to be long.,A list,holds,It is.,all-yll@{PLACE}@2018-20\n",
    "synonyms.csv": "synonym,area_code,condition\nWheezing,,lungs\nPumps,,hearts\n",
    "national_places.csv": "indicator,area_code,period,level,rank,of\n"
    f"lungs-yll,{PLACE},2018-20,location,1,100\nall-yll,{PLACE},2018-20,location,1,100\n",
    "imports.csv": "name,indicator,rows,figures,when,file,sha256,address,form,program\n"
    "figures,lungs-yll,8,8,2026-11-01,lungs.csv,,,,\nfigures,all-yll,8,8,2026-11-01,all.csv,,,,\n",
    "priorities.csv": "name,heading,statement,conditions,source\nBreath,Together,Clean air.,hearts lungs,A list\n",
}
TILES = """
[[tiles]]
condition = "lungs"
measure = "yll"
title = "Lungs"

[[tiles]]
condition = "hearts"
measure = "yll"
title = "Hearts"

[[headlines]]
family = "lungs-yll"

[[headlines]]
family = "hearts-yll"
"""


def _hide(data: Path, words: str) -> None:
    """Hide this, and nothing that was hidden before."""
    path = data / "edition.toml"
    before, _, after = path.read_text(encoding="utf-8").partition("[start]")
    path.write_text(f"{before.partition('[hidden]')[0]}[hidden]\n{words}\n\n[start]{after}", encoding="utf-8")


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    data, shapes = synthetic.edition(tmp_path_factory.mktemp("hidden"))
    for name, text in SAID.items():
        (data / name).write_text(text, encoding="utf-8")
    with (data / "edition.toml").open("a", encoding="utf-8") as file:
        file.write(TILES)
    _hide(data, 'conditions = ["lungs"]')
    return data, shapes


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """An edition for a test to hide what it wants."""
    return synthetic.edition(tmp_path_factory.mktemp("plain"))


@pytest.fixture(scope="module")
def analyst(folders: tuple[Path, Path]) -> Atlas:
    return load(*folders)


@pytest.fixture(scope="module")
def reader(analyst: Atlas) -> FlaskClient:
    return create_app(for_readers(analyst), ASSETS).server.test_client()


def _named(atlas: Atlas) -> dict[str, object]:
    return {
        "conditions": [*atlas.conditions],
        "indicators": [*atlas.indicators],
        "values": [*atlas.values],
        "claims": len(atlas.claims),
        "national_ranks": [id for id, _, _ in atlas.national_ranks],
        "synonyms": [one.synonym for one in atlas.synonyms],
        "priorities": [one.conditions for one in atlas.priorities],
        "imports": [one.indicator for one in atlas.imports],
        "tiles": [tile.title for tile in atlas.edition.tiles],
        "headlines": list(atlas.edition.headlines),
    }


def test_nothing_is_left_of_a_hidden_condition_nor_of_what_rests_on_it(analyst: Atlas) -> None:
    left = for_readers(analyst)
    assert _named(left) == {
        "conditions": ["all-causes", "deprivation", "hearts"],
        **{key: ["avoidable", "hardship", "all-yll", "hearts-yll"] for key in ("indicators", "values")},
        "claims": 1,
        "national_ranks": ["all-yll"],
        "synonyms": ["Pumps"],
        "priorities": [("hearts",)],
        "imports": ["all-yll"],
        "tiles": ["Hearts"],
        "headlines": ["hearts-yll"],
    }
    assert SECRET.findall(pickle.dumps(analyst).decode("latin-1"))
    assert SECRET.findall(pickle.dumps(left).decode("latin-1")) == []


def test_the_analyst_sees_all_of_it(analyst: Atlas) -> None:
    assert "lungs-yll" in analyst.indicators
    assert len(analyst.claims) == 2
    assert analyst.edition.hidden.conditions == ("lungs",)


def test_an_indicator_is_hidden_alone_and_parts_of_it_are_parts_no_more(plain: tuple[Path, Path]) -> None:
    _hide(plain[0], 'indicators = ["all-yll", "hearts-yll"]')
    left = for_readers(load(*plain))
    assert [*left.indicators] == ["avoidable", "hardship", "lungs-yll"]
    assert left.indicators["lungs-yll"].part_of == ""
    assert [*left.conditions] == ["all-causes", "deprivation", "lungs"]


def test_an_edition_that_hides_nothing_is_left_as_it_is(tiny: Atlas) -> None:
    assert for_readers(tiny) is tiny


def test_who_serves_never_gets_it(folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """What the process that reads the data writes to the one that serves them."""
    written = TextIOWrapper(BytesIO())
    monkeypatch.setattr("sys.argv", ["loaded", *map(str, folders)])
    monkeypatch.setattr("sys.stdout", written)
    monkeypatch.setattr("gc.disable", lambda: None)
    hand_over()
    handed = pickle.loads(written.buffer.getvalue())
    assert [*handed.conditions] == ["all-causes", "deprivation", "hearts"]


QUERIES = (
    "",
    "?show=system",
    f"?area={PLACE}&by=location",
    "?show=causes&condition=hearts&measure=yll",
    "?show=matrix",
)


@pytest.mark.parametrize("query", QUERIES)
def test_no_view_names_it(reader: FlaskClient, callback: Callable[[Any], dict[str, Any]], query: str) -> None:
    posted = reader.post("/_dash-update-component", json=callback({"search": query, "frame": [760, 520]}))
    assert posted.status_code == 200
    assert SECRET.findall(posted.text) == []


FILES = ("about", "glossary", "open-data", "data/all.zip", "profile.csv", "data.json", "data.xlsx", "snapshot.html")


@pytest.mark.parametrize("path", FILES)
def test_no_page_and_no_file_names_it(reader: FlaskClient, path: str) -> None:
    answer = reader.get(f"/{path}")
    assert answer.status_code == 200
    assert SECRET.findall("\n".join(_texts(answer.data))) == []


def test_the_search_finds_nothing_of_it(reader: FlaskClient) -> None:
    (index,) = set(re.findall(r"/search/[\w.-]+", reader.get("/").text))
    found = reader.get(index).text
    assert "Pumps" in found
    assert SECRET.findall(found) == []


def _texts(content: bytes) -> Iterator[str]:
    """What can be read in a file, and in all files within it."""
    if not content.startswith(b"PK"):
        yield content.decode("utf-8", "replace")
        return
    with ZipFile(BytesIO(content)) as archive:
        for name in archive.namelist():
            yield from (name, *_texts(archive.read(name)))


@pytest.mark.parametrize("key", ["condition", "against"])
def test_an_address_that_asks_for_it_is_answered_as_an_unknown_word(
    reader: FlaskClient, callback: Callable[[Any], dict[str, Any]], key: str
) -> None:
    said = {"condition": "?condition={}", "against": "?show=compare&against=condition:{}/yll"}[key]
    hidden, unknown = (
        reader.post("/_dash-update-component", json=callback({"search": said.format(word), "frame": [760, 520]})).text
        for word in ("lungs", "never")
    )
    assert hidden.replace("lungs", "never") == unknown
    refused = [reader.get(f"/map.png{said.format(word)}") for word in ("lungs", "never")]
    assert [answer.status_code for answer in refused] == [400, 400]
    assert refused[0].text.replace("lungs", "never") == refused[1].text


def test_the_command_exports_nothing_of_it(
    folders: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _in(monkeypatch, folders)
    assert main(["export", "--condition", "lungs", "--format", "csv", "--out", str(tmp_path)]) == 2
    assert "lungs" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_the_check_counts_everything_and_says_what_readers_are_not_shown(
    folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _in(monkeypatch, folders)
    main(["check"])
    said = capsys.readouterr().out
    assert "4 conditions, 5 indicators" in said
    assert "Hidden from readers by edition.toml: conditions 1, indicators 1." in said


def _in(monkeypatch: pytest.MonkeyPatch, folders: tuple[Path, Path]) -> None:
    monkeypatch.setenv("ATLAS_DATA", str(folders[0]))
    monkeypatch.setenv("ATLAS_BOUNDARIES", str(folders[1]))


WRONG = {
    "an unknown condition": ('conditions = ["lung"]', "key hidden.conditions.1: found 'lung'", "a key of"),
    "an unknown indicator": (
        'indicators = ["all-yll", "yll"]',
        "key hidden.indicators.2: found 'yll'",
        "data/indicators.csv",
    ),
    "no list": ('conditions = "lungs"', "key hidden.conditions: found 'lungs'", "a list of words"),
    "an unknown kind": ('areas = ["lungs"]', "key hidden.areas: found an unknown key", "a key of data/README.md"),
    "the first condition": (
        'conditions = ["all-causes"]',
        "key start.condition: found 'all-causes', which is hidden",
        "a condition that readers are shown",
    ),
    "all that the first condition has": (
        'indicators = ["avoidable", "all-yll"]',
        "key start.condition: found 'all-causes', which is hidden",
        "a condition that readers are shown",
    ),
}


@pytest.mark.parametrize(("words", "found", "expected"), WRONG.values(), ids=WRONG)
def test_what_is_hidden_by_mistake_is_a_fault(plain: tuple[Path, Path], words: str, found: str, expected: str) -> None:
    _hide(plain[0], words)
    with pytest.raises(DataError) as refused:
        load(*plain)
    (fault,) = map(str, refused.value.faults)
    assert found in fault
    assert expected in fault


def test_a_new_edition_hides_what_it_has_of_it() -> None:
    words = {"atlas": {}, "hidden": {"conditions": ["lungs", "gone"], "indicators": ["lost"]}}
    assert still_hidden(words, {"lungs"}, {"kept"})["hidden"] == {"conditions": ["lungs"], "indicators": []}
    assert still_hidden(words, {"hearts"}, {"kept"}) == {"atlas": {}}
