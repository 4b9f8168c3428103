"""The form of what leaves as JSON, for whoever reads it with a program. Nothing of a school or a case is in it."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from ...outcomes.record.case_form import NAME, record_json_schema
from ..services import services

bp = Blueprint("schemas", __name__, url_prefix="/schemas")


@bp.get(f"/{NAME}")
def record() -> Response:
    """The record of a case."""
    return jsonify(record_json_schema(services().settings.base_url))
