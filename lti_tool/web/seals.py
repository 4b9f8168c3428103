"""What a form on an invitation's page brings back, signed for that invitation: another one's is of no use with it."""

from __future__ import annotations

from typing import Any

from itsdangerous import BadSignature, URLSafeTimedSerializer

from ..launch.registering import RegistrationRefused
from .services import services


def sealed(token: str, value: object = None) -> str:
    """A value, signed for the invitation with this token."""
    return str(_sealer(token).dumps(value))


def unsealed(token: str, seal: str, seconds: int) -> Any:
    """The value that was signed at most so many seconds ago. Raises RegistrationRefused."""
    try:
        return _sealer(token).loads(seal, max_age=seconds)
    except BadSignature as error:
        raise RegistrationRefused("form_unknown", "This page was open for too long.") from error


def _sealer(token: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(services().settings.secret_key, salt=f"registration {token}")
