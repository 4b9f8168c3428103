"""For machines: health, readiness, our keys, the built files; and the request that keeps a session alive."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, request
from sqlalchemy.exc import SQLAlchemyError

from ...system.migrate import at_newest, too_new
from ..compression import built_file
from ..rendering import built_files, built_names
from ..services import services
from ..visitor import visitor

bp = Blueprint("system", __name__)

KEYS_FOR = 3600
STATIC_FOR = 31536000
# Platforms keep the address of our icon for years; a built name changes with what is in the file.
ICON, ICON_FOR = "icon.svg", 86400


@bp.get("/health")
def health() -> Response:
    """The process runs; and whether it sees https, by which `signpost doctor` finds a proxy that is set up wrongly."""
    return jsonify(status="ok", https=request.is_secure)


@bp.get("/ready")
def ready() -> tuple[Response, int]:
    """The database answers and is migrated: to this version's schema, or to the next one's during an upgrade."""
    try:
        with services().database.reading() as db:
            migrated = at_newest(db) or too_new(db)
    except SQLAlchemyError:
        return jsonify(status="the database does not answer"), 503
    if not migrated:
        return jsonify(status="the database is not migrated: run `signpost migrate`"), 503
    return jsonify(status="ready"), 200


@bp.get("/.well-known/jwks.json")
def keys() -> Response:
    """Our public keys (RFC 7517), for hosts that check what we sign."""
    here = services()
    with here.database.looking() as db:
        response = jsonify(here.keys.public_set(db))
    response.headers["Cache-Control"] = f"public, max-age={KEYS_FOR}"
    return response


@bp.get("/static/<name>")
def static(name: str) -> Response:
    """A built file. Its name holds a hash of its content, so it may be kept for ever."""
    if name == ICON:
        icon = built_file(built_files(), built_names(built_files())[ICON], ICON_FOR)
        icon.headers["Cache-Control"] = f"public, max-age={ICON_FOR}"
        return icon
    response = built_file(built_files(), name, STATIC_FOR)
    response.headers["Cache-Control"] = f"public, max-age={STATIC_FOR}, immutable"
    return response


@bp.get("/stay")
def stay() -> Response:
    """Keep the session: asked by the time-out warning's button."""
    visitor()
    return Response(status=204)
