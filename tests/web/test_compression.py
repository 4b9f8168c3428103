"""Compressed where the browser unpacks it, and nowhere else."""

import gzip
from collections.abc import Iterator

import pytest
from flask import Flask, Response
from flask.testing import FlaskClient

from lti_tool.system.database import Database
from lti_tool.web.compression import compress
from lti_tool.web.rendering import built_files, built_names
from tests.school import School, school_with

GZIP = {"Accept-Encoding": "gzip"}


@pytest.fixture
def school(sqlite_database: Database) -> Iterator[School]:
    with school_with(str(sqlite_database.url)) as school:
        yield school


@pytest.fixture
def client(school: School) -> FlaskClient:
    return school.app.test_client()


def test_a_page_is_compressed_for_a_browser_that_unpacks_it(school: School) -> None:
    client = school.opens("reporter").client
    plain, packed = client.get("/start"), client.get("/start", headers=GZIP)

    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert int(packed.headers["Content-Length"]) == len(packed.data) < len(plain.data) / 2
    assert b"Tell your safeguarding lead first" in gzip.decompress(packed.data)
    for answer in (plain, packed):
        assert "Accept-Encoding" in answer.headers["Vary"]
        assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("accepted", ["", "identity", "br", "gzip;q=0", "deflate, gzip;q=0.0"])
def test_a_browser_that_does_not_unpack_gets_it_plain(client: FlaskClient, accepted: str) -> None:
    assert "Content-Encoding" not in client.get("/nowhere", headers={"Accept-Encoding": accepted}).headers


def test_what_is_small_stays_plain(client: FlaskClient) -> None:
    answer = client.get("/health", headers=GZIP)

    assert answer.get_json()["status"] == "ok"
    assert "Accept-Encoding" in answer.headers["Vary"]


def test_nothing_is_compressed_twice_and_an_etag_keeps_its_bytes() -> None:
    app = Flask(__name__)
    app.after_request(compress)
    packed = gzip.compress(b"x" * 2000)
    app.add_url_rule("/packed", "packed", lambda: Response(packed, headers={"Content-Encoding": "gzip"}))
    app.add_url_rule("/tagged", "tagged", lambda: Response("x" * 2000, headers={"ETag": '"1"'}))
    client = app.test_client()

    assert client.get("/packed", headers=GZIP).data == packed
    assert client.get("/tagged", headers=GZIP).data == b"x" * 2000


@pytest.mark.parametrize("name", sorted(built_names(built_files())))
def test_a_built_file_comes_compressed_and_may_be_kept_for_ever(client: FlaskClient, name: str) -> None:
    path = f"/static/{built_names(built_files())[name]}"
    plain, packed = client.get(path), client.get(path, headers=GZIP)

    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert packed.mimetype == plain.mimetype != "application/gzip"
    assert packed.headers["ETag"] != plain.headers["ETag"]
    for answer in (plain, packed):
        assert "immutable" in answer.headers["Cache-Control"]
        assert "Accept-Encoding" in answer.headers["Vary"]


def test_a_built_file_that_was_not_compressed_comes_plain(client: FlaskClient) -> None:
    answer = client.get("/static/manifest.json", headers=GZIP)

    assert "Content-Encoding" not in answer.headers
    assert client.get("/static/../build.py", headers=GZIP).status_code == 404
