"""For the machine that watches the server: numbers, for whoever has the token."""

from __future__ import annotations

import hmac
from importlib.metadata import version

from flask import Blueprint, Response, abort, request

from ..metrics import CONTENT_TYPE, tally, text_of, watch
from ..services import services

bp = Blueprint("metrics", __name__)

DISTRIBUTION = "signpost-lti"


@bp.get("/metrics")
def show() -> Response:
    """The numbers of this process. Without the right token it is a page that does not exist."""
    token = services().settings.metrics_token
    given = request.authorization
    shown = given.token if given is not None and given.type == "bearer" else None
    if token is None or shown is None or not hmac.compare_digest(shown.encode(), token.encode()):
        abort(404)
    return Response(text_of(tally(), watch().look(), version(DISTRIBUTION)), content_type=CONTENT_TYPE)
