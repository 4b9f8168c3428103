"""Why a launch was refused: one fixed word each, for the log. The person only sees a plain page."""

from __future__ import annotations

from enum import StrEnum

from .way_back import WayBack


class Refusal(StrEnum):
    """The words. None of them carries anything from a request or a token."""

    # The login
    LOGIN_MALFORMED = "login_malformed"
    UNKNOWN_HOST = "unknown_host"
    TARGET_NOT_OURS = "target_not_ours"
    LOGIN_OVER = "login_over"
    # The request itself
    BODY_TOO_LARGE = "body_too_large"
    TOO_MANY = "too_many"
    WRONG_METHOD = "wrong_method"
    # The host's answer
    ANSWER_MALFORMED = "answer_malformed"
    STATE_MISSING = "state_missing"
    STATE_UNKNOWN = "state_unknown"
    STATE_SPENT = "state_spent"
    BINDING_NOT_SHOWN = "binding_not_shown"
    # The token
    TOKEN_MISSING = "token_missing"  # noqa: S105 - a word, not a secret
    TOKEN_TOO_LARGE = "token_too_large"  # noqa: S105
    TOKEN_MALFORMED = "token_malformed"  # noqa: S105
    ALGORITHM_NOT_ALLOWED = "algorithm_not_allowed"
    HEADER_NOT_ALLOWED = "header_not_allowed"
    KEY_ID_MISSING = "key_id_missing"
    KEY_UNKNOWN = "key_unknown"
    KEYS_UNAVAILABLE = "keys_unavailable"
    SIGNATURE_WRONG = "signature_wrong"
    # The claims: missing, of the wrong kind, or not what was settled at login
    CLAIM_MALFORMED = "claim_malformed"
    ISSUER_WRONG = "issuer_wrong"
    AUDIENCE_WRONG = "audience_wrong"
    NONCE_WRONG = "nonce_wrong"
    TIMES_WRONG = "times_wrong"
    TOKEN_EXPIRED = "token_expired"  # noqa: S105
    TOKEN_TOO_OLD = "token_too_old"  # noqa: S105
    TOKEN_FROM_THE_FUTURE = "token_from_the_future"  # noqa: S105
    TOKEN_LIVES_TOO_LONG = "token_lives_too_long"  # noqa: S105
    VERSION_WRONG = "version_wrong"
    MESSAGE_TYPE_WRONG = "message_type_wrong"
    UNSUPPORTED_MESSAGE = "unsupported_message"
    SUBJECT_WRONG = "subject_wrong"
    ROLES_WRONG = "roles_wrong"
    RESOURCE_LINK_WRONG = "resource_link_wrong"
    DEEP_LINKING_WRONG = "deep_linking_wrong"
    DEEP_LINK_RETURN_WRONG = "deep_link_return_wrong"
    TARGET_WRONG = "target_wrong"
    TARGET_DIFFERS = "target_differs"
    FOR_USER_WRONG = "for_user_wrong"
    GRADEBOOK_WRONG = "gradebook_wrong"
    DEPLOYMENT_WRONG = "deployment_wrong"
    DEPLOYMENT_DIFFERS = "deployment_differs"
    DEPLOYMENT_PENDING = "deployment_pending"
    # The host's own answer instead of a token (OpenID Connect Core 3.1.2.6)
    HOST_LOGIN_REQUIRED = "host_login_required"
    HOST_INTERACTION_REQUIRED = "host_interaction_required"
    HOST_ACCESS_DENIED = "host_access_denied"
    HOST_UNAUTHORIZED_CLIENT = "host_unauthorized_client"
    HOST_INVALID_REQUEST = "host_invalid_request"
    HOST_REFUSED = "host_refused"


class LaunchRefused(Exception):
    """Nobody is signed in.

    Attributes:
        reason: the fixed word.
        host_id: the host, once it is known.
        way_back: the way back to the course, once the token that names it is verified.
    """

    def __init__(self, reason: Refusal, host_id: str | None = None, way_back: WayBack | None = None) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.host_id = host_id
        self.way_back = way_back


def refusal_of_host(error: str) -> Refusal:
    """Our word for the `error` with which a host answered. Whatever it says, only our own words are used."""
    try:
        return Refusal(f"host_{error}")
    except ValueError:
        return Refusal.HOST_REFUSED
