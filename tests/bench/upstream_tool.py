"""A tool as PyLTI1p3's own README has it, for comparison: nothing subclassed, nothing stored beyond memory.

It fetches the platform's keys at each launch, which is the library's default.
"""

import os
import threading
from collections.abc import Mapping
from typing import Any

from flask import Flask
from pylti1p3.contrib.flask import FlaskCacheDataStorage, FlaskMessageLaunch, FlaskOIDCLogin, FlaskRequest
from pylti1p3.tool_config import ToolConfDict
from werkzeug.wrappers import Response

from tests.bench.timing import Timed

ISSUER, JWKS_URL, AUTH_URL = "BENCH_ISSUER", "BENCH_JWKS_URL", "BENCH_AUTH_URL"
CLIENT, DEPLOYMENT = "BENCH_CLIENT_ID", "BENCH_DEPLOYMENT_ID"


class InMemory:
    """The least that the library asks of a cache."""

    def __init__(self) -> None:
        self._kept: dict[str, Any] = {}
        self._lock = threading.Lock()

    def get(self, key: str) -> Any:
        with self._lock:
            return self._kept.get(key)

    def set(self, key: str, value: Any, _expires: int | None = None) -> None:
        with self._lock:
            self._kept[key] = value


def from_environment() -> Timed:
    """What gunicorn serves here."""
    return Timed(create_app(os.environ))


def create_app(told: Mapping[str, str]) -> Flask:
    """Two routes: login and launch."""
    app = Flask("upstream")
    app.config["SECRET_KEY"] = "only for measuring"
    tool, storage = _configuration(told), FlaskCacheDataStorage(InMemory())

    @app.post("/lti/login")
    def login() -> Response:
        request = FlaskRequest()
        oidc = FlaskOIDCLogin(request, tool, launch_data_storage=storage)
        answer: Response = oidc.redirect(request.get_param("target_link_uri"))
        return answer

    @app.post("/lti/launch")
    def launch() -> str:
        message = FlaskMessageLaunch(FlaskRequest(), tool, launch_data_storage=storage)
        return f"Hello {message.get_launch_data().get('name')}"

    return app


def _configuration(told: Mapping[str, str]) -> ToolConfDict:
    host = {
        "default": True,
        "client_id": told[CLIENT],
        "auth_login_url": told[AUTH_URL],
        "auth_token_url": told[AUTH_URL],
        "key_set_url": told[JWKS_URL],
        "key_set": None,
        "deployment_ids": [told[DEPLOYMENT]],
    }
    return ToolConfDict({told[ISSUER]: [host]})
