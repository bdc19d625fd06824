"""The server: pages, files, headers, compression, callbacks of every view, and plain answers to whatever is wrong."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

import brotli
import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from shipped import ICS, MAP_LEVELS, Level

from dashboard.core.atlas import Atlas
from dashboard.core.view import View
from dashboard.maps.geojson import boundary_files
from dashboard.web import settings as environment
from dashboard.web.app import create_app

ROOT = Path(__file__).parent.parent
CALLBACK = "/_dash-update-component"
TRACE = re.compile(r"Traceback|File \"|werkzeug|\.py\b|line \d+, in")


@pytest.fixture(scope="module")
def tiny_client(tiny: Atlas) -> FlaskClient:
    return create_app(tiny, str(ROOT / "assets")).server.test_client()


@pytest.fixture(scope="module")
def geo(atlas: Atlas) -> dict[Level, str]:
    return {level: f"/geo/{file.name}" for level, file in boundary_files(atlas).items()}


def _status(client: FlaskClient, path: str) -> int:
    """The status of an address; its file is closed again."""
    with client.get(path) as response:
        return response.status_code


# Pages and files


@pytest.mark.parametrize(
    ("path", "kind", "words"),
    [
        ("/", "text/html", "NENC Health Atlas"),
        ("/?area=icp-north&by=ccg", "text/html", "NENC Health Atlas"),
        ("/?area=%00%ff<script>", "text/html", "NENC Health Atlas"),
        ("/about", "text/html", "About the data"),
        ("/healthz", "text/plain", "ok"),
        ("/_dash-layout", "application/json", "caption"),
        ("/_dash-dependencies", "application/json", "page.data"),
    ],
)
def test_every_page_answers(client: FlaskClient, path, kind, words):
    response = client.get(path)
    assert response.status_code == 200
    assert response.mimetype == kind
    assert words in response.text


def test_the_page_and_its_layout_have_the_stable_element_ids(client: FlaskClient):
    layout = client.get("/_dash-layout").text
    assert 'id="breadcrumb"' in client.get("/").text, "it stands in the header, before Dash draws anything"
    wanted = (
        "map",
        "by",
        "condition",
        "measure",
        "period",
        "overlay",
        "table",
        "caption",
        "profile",
        "notice",
    )
    assert [id for id in wanted if f'"id":"{id}"' not in layout.replace(" ", "")] == []


def test_a_hostile_address_is_not_written_into_the_page(client: FlaskClient):
    assert "<script>alert" not in client.get("/?area=<script>alert(1)</script>").text


@pytest.mark.parametrize("level", [Level.ICS, *MAP_LEVELS])
def test_boundary_files_may_be_kept_for_ever_and_their_names_are_the_hash_of_their_content(
    client: FlaskClient, geo, level
):
    response = client.get(geo[level])
    assert response.status_code == 200
    assert response.mimetype == "application/json"
    assert "immutable" in response.headers["Cache-Control"]
    assert "max-age=31536000" in response.headers["Cache-Control"]
    assert sha256(response.data).hexdigest().startswith(geo[level].split(".")[-2])


def test_every_script_and_style_that_the_page_links_is_there(client: FlaskClient):
    page = client.get("/").text
    links = re.findall(r'(?:src|href)="([^"#?]+[^"]*)"', page)
    local = {
        f"/{link.removeprefix('./').removeprefix('/')}" for link in links if not link.startswith(("http", "data:"))
    }
    assert len(local) > 5
    assert [link for link in local if _status(client, link) != 200] == []


def test_files_of_our_own_name_no_other_host(client: FlaskClient):
    """Links that a reader may follow to a publisher are no requests; namespaces are no addresses."""
    own = [
        client.get("/", base_url="http://elsewhere.example").text,
        *((ROOT / "assets" / name).read_text() for name in ("20-atlas.js", "20-atlas.css")),
    ]
    own += [path.read_text() for path in (ROOT / "assets").glob("0*.js")]
    hosts = {host for words in own for host in re.findall(r"https?://([\w.-]+)|[\"'(]//([\w.-]+)", words)}
    names = {one or other for one, other in hosts}
    assert names <= {"www.w3.org"}


def test_a_request_for_a_head_is_answered_like_a_get(client: FlaskClient):
    response = client.head("/healthz")
    assert (response.status_code, response.data) == (200, b"")


# Compression

PACKED = ["/", "/about", "/_dash-layout", "/_dash-dependencies"]


@pytest.mark.parametrize("path", PACKED)
@pytest.mark.parametrize(("encoding", "unpack"), [("br", brotli.decompress), ("gzip", gzip.decompress)])
def test_a_packed_answer_unpacks_to_the_plain_one(client: FlaskClient, path, encoding, unpack):
    plain = client.get(path)
    packed = client.get(path, headers={"Accept-Encoding": encoding})
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == encoding
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert int(packed.headers["Content-Length"]) == len(packed.data)
    assert _lasting(unpack(packed.data)) == _lasting(plain.data)
    assert len(packed.data) < len(plain.data)


def _lasting(page: bytes) -> bytes:
    """A page without the number that Dash gives to every delivery of it."""
    return re.sub(rb'"end_id":"[^"]*"', b"", page)


@pytest.mark.parametrize("level", [Level.CCG, Level.NEIGHBOURHOOD])
@pytest.mark.parametrize(("encoding", "unpack"), [("br", brotli.decompress), ("gzip", gzip.decompress)])
def test_boundaries_travel_packed(client: FlaskClient, geo, level, encoding, unpack):
    packed = client.get(geo[level], headers={"Accept-Encoding": encoding})
    assert packed.headers["Content-Encoding"] == encoding
    assert unpack(packed.data) == client.get(geo[level]).data


def test_callbacks_travel_packed(client: FlaskClient, callback):
    body = callback({"search": "", "frame": [400, 600]})
    packed = client.post(CALLBACK, json=body, headers={"Accept-Encoding": "br"})
    assert packed.headers["Content-Encoding"] == "br"
    assert json.loads(brotli.decompress(packed.data)) == client.post(CALLBACK, json=body).get_json()


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br", "br"),
        ("gzip", "gzip"),
        ("identity", None),
        ("br;q=0, gzip", "gzip"),
        ("zstd", None),
        ("", None),
    ],
)
def test_only_an_encoding_that_the_browser_takes_is_used(client: FlaskClient, accepted, encoding):
    response = client.get("/about", headers={"Accept-Encoding": accepted})
    assert response.headers.get("Content-Encoding") == encoding


# Headers

PATHS = ["/", "/about", "/healthz", "/nowhere", "/_dash-layout", "/geo/nothing.json"]


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_has_the_headers_of_a_careful_site(client: FlaskClient, path):
    headers = client.get(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    policy = headers["Content-Security-Policy"]
    assert "unsafe-eval" not in policy
    assert "default-src 'self'" in policy
    assert "object-src 'none'" in policy
    assert re.search(r"frame-ancestors [^;*]+(;|$)", policy)
    assert not re.search(r"https?:|\*\.", policy)


def test_scripts_run_only_from_this_host_or_by_their_hash(client: FlaskClient):
    policy = client.get("/").headers["Content-Security-Policy"]
    scripts = re.search(r"script-src ([^;]*)", policy)[1]
    assert "unsafe-inline" not in scripts
    assert all(part == "'self'" or part.startswith("'sha256-") for part in scripts.split())


def test_only_the_page_for_frames_may_be_framed_elsewhere(client: FlaskClient):
    assert "frame-ancestors *" in client.get("/embed").headers["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in client.get("/").headers["Content-Security-Policy"]


# Wrong requests


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nowhere", 404),
        ("GET", "/about/more", 404),
        ("GET", "/geo/", 404),
        ("GET", "/geo/ccg.000000000000.json", 404),
        ("GET", "/geo/..%2f..%2fapp.py", 404),
        ("GET", "/assets/..%2f..%2fapp.py", 404),
        ("GET", "/assets/nothing.css", 404),
        ("POST", "/about", 405),
        ("DELETE", "/", 405),
        ("PUT", "/healthz", 405),
    ],
)
@pytest.mark.parametrize("accept", ["text/html", "*/*"])
def test_a_wrong_request_gets_a_sentence_and_no_stack_trace(client: FlaskClient, method, path, status, accept):
    response = client.open(path, method=method, headers={"Accept": accept})
    assert response.status_code == status
    words = re.sub(r"<[^>]+>", " ", response.text)
    assert re.search(r"[A-Z][a-z ]+.*\.", words)
    assert not TRACE.search(words)
    assert sorted(response.allow) == (["GET", "HEAD", "OPTIONS"] if status == 405 else [])


@pytest.mark.parametrize(
    "path", ["/" + "x" * 20_000, "/%00", "/%ff%fe", "/a%0d%0aSet-Cookie:b=c", "/_dash-component-suites/dash/x.js"]
)
def test_a_hostile_path_gives_no_server_error(client: FlaskClient, path):
    response = client.get(path)
    assert response.status_code < 500
    assert "b=c" not in response.headers.get("Set-Cookie", "")


@pytest.mark.parametrize("path", ["nowhere", "about/more/and/more", "map.png?size=nothing"])
def test_a_page_that_refuses_has_the_head_of_every_page_which_leads_back_from_any_depth(prefixed: FlaskClient, path):
    page = prefixed.get(f"/atlas/nenc/{path}", headers={"Accept": "text/html"}).text
    assert re.findall(r'<a class="atlas-header__name" href="([^"]*)"', page) == ["/atlas/nenc/"]
    assert 'href="/atlas/nenc/about"' in page


def test_an_unexpected_fault_gives_a_sentence_and_no_stack_trace(tiny: Atlas, caplog):
    broken = Atlas(tiny.edition, tiny.areas, tiny.conditions, tiny.indicators, tiny.values, tiny.shapes)
    server = create_app(broken, str(ROOT / "assets")).server
    server.add_url_rule("/fail", "fail", lambda: 1 / 0)
    response = server.test_client().get("/fail")
    assert response.status_code == 500
    assert not TRACE.search(response.text)
    assert "ZeroDivisionError" not in response.text
    assert "ZeroDivisionError" in caplog.text


# Callbacks


def test_the_callback_of_a_view_of_each_kind_answers_with_valid_json(answer, latest_views):
    for view in latest_views[::6]:
        figure, page = answer(view, (400, 600))
        assert figure["data"]
        assert page["address"] == f"?{view.to_query()}"
        json.dumps((figure, page), allow_nan=False)


@pytest.mark.parametrize("code", ["icp-north", "E06000047", "E38000130", "E02002536", "E07000164"])
def test_the_callback_of_views_inside_an_area_answers(answer, code):
    for condition in ("all-causes", "stroke", "lung-cancer", "pneumonia"):
        figure, page = answer(f"?area={code}&condition={condition}", (400, 600))
        assert figure["data"]
        assert f"area={code}&" in page["address"]


@pytest.mark.parametrize(
    "search",
    ["", "?", "?area=nowhere", "?by=<script>", "?" + "x" * 10_000, "?area=%00", "no question mark", "?area=a&area=b"],
)
def test_the_callback_answers_any_address(answer, search):
    figure, page = answer(search, (400, 600))
    assert figure["data"]
    assert page["address"].startswith("?area=E54000049&")


@pytest.mark.parametrize(
    "request_value",
    [
        None, 0, "", [], {}, [[]], {"search": None}, {"search": 5, "frame": "wide"}, {"frame": [None, None]},
        {"frame": [float("nan"), 1]}, {"frame": [float("inf"), float("-inf")]}, {"frame": [1e308, 1e-308]},
        {"frame": [10**400, 5]}, {"frame": [True, False]}, {"frame": [-5, 0]}, {"frame": [1, 2, 3]}, {"frame": []},
        {"search": "?by=ccg", "frame": {"0": 1}}, {"search": ["?by=ccg"]}, {"search": {"a": 1}},
    ],
    ids=str,
)  # fmt: skip
def test_a_request_of_the_wrong_form_draws_the_first_map(client: FlaskClient, callback, request_value):
    response = client.post(CALLBACK, data=json.dumps(callback(request_value)), content_type="application/json")
    assert response.status_code == 200
    page = json.loads(response.text, parse_constant=lambda word: pytest.fail(f"{word} is no JSON"))
    assert page["response"]["page"]["data"]["address"].startswith("?area=E54000049&by=ccg&condition=all-causes&")


_SCALARS = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
    | st.sampled_from(["map", "request", "data", "figure", "page.data", "request.data"])
)  # fmt: skip
_JSON = st.recursive(
    _SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
_KEYS = ("output", "outputs", "inputs", "changedPropIds", "state", "parsedChangedPropsIds", "running", "cancel")


@given(_JSON)
@settings(max_examples=150)
def test_no_json_at_all_is_a_server_error(tiny_client: FlaskClient, body):
    response = tiny_client.post(CALLBACK, data=json.dumps(body), content_type="application/json")
    assert response.status_code < 500


@given(st.dictionaries(st.sampled_from(_KEYS), _JSON, min_size=1))
@settings(max_examples=250)
def test_no_callback_with_parts_of_the_wrong_form_is_a_server_error(tiny_client: FlaskClient, callback, changes):
    body = callback({"search": "", "frame": [400, 600]}) | changes
    response = tiny_client.post(CALLBACK, data=json.dumps(body), content_type="application/json")
    assert response.status_code < 500
    assert not TRACE.search(response.text)


@given(
    st.dictionaries(
        st.sampled_from(["search", "frame", "x"]), _JSON | st.lists(st.floats() | st.integers(), max_size=3)
    )
)
@settings(max_examples=150)
def test_no_value_of_a_request_is_a_server_error(tiny_client: FlaskClient, callback, value):
    response = tiny_client.post(CALLBACK, data=json.dumps(callback(value)), content_type="application/json")
    assert response.status_code == 200
    json.loads(response.text, parse_constant=lambda word: pytest.fail(f"{word} is no JSON"))


_INPUTS = st.dictionaries(st.sampled_from(["id", "property", "value", "x"]), _JSON)


@given(st.lists(_INPUTS, max_size=3), st.lists(st.dictionaries(st.sampled_from(["id", "property"]), _JSON), max_size=3))
@settings(max_examples=150)
def test_no_wrong_ids_of_inputs_or_outputs_are_a_server_error(tiny_client: FlaskClient, callback, inputs, outputs):
    for changes in ({"inputs": inputs}, {"outputs": outputs}, {"inputs": inputs, "outputs": outputs}):
        body = callback(None) | changes
        assert tiny_client.post(CALLBACK, data=json.dumps(body), content_type="application/json").status_code < 500


BODIES = {
    "nothing": b"",
    "no JSON": b"{",
    "text": b"hello",
    "bytes": bytes(range(256)),
    "deep list": b"[" * 20_000 + b"]" * 20_000,
    "deep object": b'{"a":' * 5_000 + b"1" + b"}" * 5_000,
    "huge number": b'{"output": 1' + b"0" * 6_000 + b"}",
    "NaN": b"NaN",
    "lone surrogate": b'{"output": "\\ud800"}',
    "form": b"output=page.data",
}


@pytest.mark.parametrize(
    "kind", ["application/json", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""]
)
@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_a_body_that_is_no_callback_is_refused_in_a_sentence(client: FlaskClient, body, kind):
    response = client.post(CALLBACK, data=body, content_type=kind)
    assert response.status_code in (400, 415)
    assert not TRACE.search(response.text)
    assert response.text.endswith(".")


def test_a_deep_value_inside_a_callback_is_no_server_error(client: FlaskClient, callback):
    deep = json.dumps(callback("?")).replace('"?"', "[" * 5_000 + "]" * 5_000)
    assert client.post(CALLBACK, data=deep, content_type="application/json").status_code < 500


def test_a_number_too_long_to_read_inside_a_callback_is_no_server_error(client: FlaskClient, callback):
    """Python refuses to read whole numbers of more than 4,300 digits."""
    long = json.dumps(callback("?")).replace('"?"', "1" + "0" * 6_000)
    assert client.post(CALLBACK, data=long, content_type="application/json").status_code < 500


def test_a_lone_surrogate_in_an_address_is_no_server_error(client: FlaskClient, callback):
    body = json.dumps(callback({"search": "?area=\ud800&condition=\udfff", "frame": [400, 600]}))
    assert client.post(CALLBACK, data=body, content_type="application/json").status_code == 200


@pytest.mark.parametrize("path", [CALLBACK, "/", "/about"])
def test_a_body_of_70_kb_is_refused(client: FlaskClient, callback, path):
    body = json.dumps(callback({"search": "x" * 70_000}))
    response = client.post(path, data=body, content_type="application/json")
    assert response.status_code in ((400, 413) if path == CALLBACK else (405, 413))
    assert not TRACE.search(response.text)


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH"])
def test_the_callback_address_takes_only_posts(client: FlaskClient, callback, method):
    response = client.open(CALLBACK, method=method, json=callback({}))
    assert response.status_code in (404, 405)
    assert not TRACE.search(response.text)


# Two readers


def test_two_readers_at_once_each_get_what_they_would_get_alone(atlas: Atlas, callback):
    """Answers of one server to two readers in turn, against those of servers that know only one of them."""
    readers = (
        ["", "?by=council&condition=stroke", "?area=icp-north", "?overlay=bivariate", "?by=icp"],
        ["?by=council", "?area=icp-south&condition=stroke", "", "?overlay=deprivation", "?area=E38000130"],
    )

    def asked(server: FlaskClient, search: str, frame: list[int]) -> Any:
        return server.post(CALLBACK, json=callback({"search": search, "frame": frame})).get_json()

    def fresh() -> FlaskClient:
        return create_app(atlas, str(ROOT / "assets")).server.test_client()

    frames = ([760, 520], [400, 600])
    alone = []
    for searches, frame in zip(readers, frames, strict=True):
        server = fresh()
        alone.append([asked(server, search, frame) for search in searches])
    shared = fresh()
    together = [
        [asked(shared, search, frame) for search, frame in zip(pair, frames, strict=True)]
        for pair in zip(*readers, strict=True)
    ]
    assert [list(answers) for answers in zip(*together, strict=True)] == alone


def test_an_answer_is_the_same_the_second_time(client: FlaskClient, callback):
    body = callback({"search": "?by=council", "frame": [400, 600]})
    assert client.post(CALLBACK, json=body).data == client.post(CALLBACK, json=body).data


def test_equal_views_draw_the_same_page_whatever_the_order_of_their_keys(answer):
    one, other = answer("?by=council&condition=stroke", (400, 600)), answer("?condition=stroke&by=council", (400, 600))
    assert one == other


# A prefix


@pytest.fixture(scope="module")
def prefixed(tiny: Atlas) -> FlaskClient:
    return create_app(tiny, str(ROOT / "assets"), "/atlas/nenc/").server.test_client()


@pytest.mark.parametrize("path", ["", "about", "healthz", "_dash-layout", "_dash-dependencies"])
def test_every_page_answers_under_a_prefix_and_only_there(prefixed: FlaskClient, path):
    assert prefixed.get(f"/atlas/nenc/{path}").status_code == 200
    assert prefixed.get(f"/{path}").status_code == 404


def test_everything_that_the_page_links_lies_under_the_prefix(prefixed: FlaskClient):
    page = prefixed.get("/atlas/nenc/").text
    links = [link for link in re.findall(r'(?:src|href)="([^"#]+)"', page) if not link.startswith(("./", "http"))]
    assert links
    assert [link for link in links if not link.startswith("/atlas/nenc/")] == []
    assert [link for link in links if _status(prefixed, link) != 200] == []


def test_callbacks_and_boundaries_work_under_the_prefix(prefixed: FlaskClient, callback):
    response = prefixed.post(f"/atlas/nenc{CALLBACK}", json=callback({"search": "", "frame": [400, 600]}))
    figure = response.get_json()["response"]["page"]["data"]["figure"]
    addresses = {trace["geojson"] for trace in figure["data"] if "geojson" in trace}
    assert all(address.startswith("/atlas/nenc/geo/") for address in addresses)
    assert [address for address in addresses if _status(prefixed, address) != 200] == []


def test_a_wrong_callback_under_the_prefix_is_refused_too(prefixed: FlaskClient):
    assert prefixed.post(f"/atlas/nenc{CALLBACK}", json={"output": "x"}).status_code == 400


# The front door


@pytest.mark.parametrize(
    ("said", "prefix"), [({}, "/"), ("", "/"), ("/", "/"), ("atlas", "/atlas/"), ("/atlas/nenc/", "/atlas/nenc/")]
)
def test_a_prefix_may_be_said_with_and_without_strokes(said, prefix):
    assert environment.settings({"URL_PREFIX": said} if isinstance(said, str) else said).prefix == prefix


def test_the_front_door_serves_under_the_prefix_of_the_environment():
    code = "import app; assert app.server.test_client().get('/atlas/nenc/healthz').text == 'ok'"
    done = _python("-c", code, URL_PREFIX="/atlas/nenc/")
    assert (done.returncode, done.stderr) == (0, "")


def test_wrong_data_stop_the_front_door_with_the_list_of_faults_and_exit_code_1(tmp_path):
    data = Path(shutil.copytree(ROOT / "data", tmp_path / "data"))
    table = data / "values" / "nomis.csv"
    table.write_text(table.read_text().replace(",75,", ",many,", 1).replace("E06000002", "E99999999", 1))
    done = _python("app.py", ATLAS_DATA=str(data))
    assert done.returncode == 1
    assert "The atlas does not start" in done.stderr
    assert "nomis.csv" in done.stderr
    assert "E99999999" in done.stderr
    assert "many" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("variable", ["ATLAS_DATA", "ATLAS_BOUNDARIES"])
def test_a_folder_that_does_not_exist_stops_the_front_door_in_words(tmp_path, variable):
    done = _python("app.py", **{variable: str(tmp_path / "nowhere")})
    assert done.returncode == 1
    assert "The atlas does not start" in done.stderr
    assert "Traceback" not in done.stderr


def _python(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={"PATH": "", **variables},
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_the_view_of_a_click_on_the_map_is_the_next_page(answer):
    """The way of a reader: the address that an area carries, asked for, is a page of that area."""
    figure, _ = answer(View(ICS, Level.CCG, "stroke", "admissions-rate", "2017-19"), (400, 600))
    areas = next(trace for trace in figure["data"] if trace["uid"] == "areas")
    for code, href in zip(areas["locations"], areas["customdata"], strict=True):
        assert answer(href, (400, 600))[1]["address"] == href
        assert f"area={code}&by=neighbourhood" in href
