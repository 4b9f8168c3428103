"""The cookies that are written out are those that the library would have written, but for a date.

The date says the same as the age beside it, to browsers that are no longer in use.
"""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask import Response

from lti_tool.launch.login import LIFETIME
from lti_tool.system.ids import RandomIds
from lti_tool.web.binding import NAMES
from lti_tool.web.session import COOKIE, LONGEST, set_cookie


@pytest.mark.parametrize("lifetime", [LIFETIME, LONGEST])
@pytest.mark.parametrize("name", [COOKIE, *sorted(NAMES)[:2]])
def test_a_cookie_is_written_as_the_library_writes_it(name: str, lifetime: timedelta) -> None:
    token, ours, librarys = RandomIds().token(), Response(), Response()

    set_cookie(ours, name, token, lifetime)

    kept = {"secure": True, "httponly": True, "samesite": "None", "partitioned": True}
    librarys.set_cookie(name, token, max_age=lifetime, path="/", **kept)  # type: ignore[arg-type]
    assert ours.headers["Set-Cookie"] == re.sub("Expires=[^;]+; ", "", librarys.headers["Set-Cookie"])
