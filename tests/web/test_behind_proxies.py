"""SIGNPOST_PROXY_HOPS: of the schemes that proxies note, the one counts that the outermost of ours has seen."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lti_tool.app import create_app
from tests.school import settings_for


@pytest.mark.parametrize(
    ("hops", "noted", "https"),
    [
        (0, None, False),
        # Anybody can write this line; without a proxy nobody is believed.
        (0, "https", False),
        (0, "https, https", False),
        (1, None, False),
        (1, "https", True),
        (1, "http", False),
        # What was there before our proxy is its visitor's word.
        (1, "https, http", False),
        (1, "http, https", True),
        (1, "anything, http, https", True),
        (2, None, False),
        # One proxy has said nothing, so that the number of hops is wrong.
        (2, "https", False),
        (2, "https, http", True),
        (2, "http, https", False),
        (2, "https, http, https", False),
        (2, "http, https, http", True),
        (1, "", False),
        (1, ",", False),
        (2, ",,", False),
    ],
)
def test_health_says_whether_a_visitor_came_by_https(
    hops: int, noted: str | None, https: bool, sqlite_url: str
) -> None:
    app = create_app(replace(settings_for(sqlite_url), proxy_hops=hops))

    seen = app.test_client().get("/health", headers={} if noted is None else {"X-Forwarded-Proto": noted})

    assert (seen.status_code, seen.json) == (200, {"status": "ok", "https": https})


def test_schemes_that_each_proxy_notes_in_a_line_of_its_own_are_one_list(sqlite_url: str) -> None:
    app = create_app(replace(settings_for(sqlite_url), proxy_hops=2))
    lines = [("X-Forwarded-Proto", "https"), ("X-Forwarded-Proto", "http")]

    assert app.test_client().get("/health", headers=lines).json["https"] is True  # type: ignore[index]
