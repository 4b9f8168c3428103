"""What must be true of a token's claims, one rule a function. Each raises LaunchRefused with its own word."""

from __future__ import annotations

import hmac
from datetime import datetime

from ..tenants.model import Host
from .claims import Claims
from .common_claims import CommonClaims
from .hosts.family import Family
from .origins import same_origin
from .refusals import LaunchRefused, Refusal
from .transactions import Transaction

LEEWAY = 60.0
OLDEST = 10 * 60.0
LONGEST_LIFE = 24 * 60 * 60.0


def check_nonce(claims: Claims, login: Transaction) -> None:
    """The token was made for this very login."""
    if not hmac.compare_digest(claims.nonce.encode(), login.nonce.encode()):
        raise LaunchRefused(Refusal.NONCE_WRONG)


def check_parties(claims: CommonClaims, login: Transaction | Host) -> None:
    """It comes from the host that was asked, and is meant for us (OpenID Connect Core 3.1.3.7)."""
    if claims.issuer != login.issuer:
        raise LaunchRefused(Refusal.ISSUER_WRONG)
    shared = len(claims.audience) > 1
    if login.client_id not in claims.audience or (shared and claims.authorised_party is None):
        raise LaunchRefused(Refusal.AUDIENCE_WRONG)
    if claims.authorised_party not in {None, login.client_id}:
        raise LaunchRefused(Refusal.AUDIENCE_WRONG)


def check_times(claims: CommonClaims, now: datetime) -> None:
    """It was made just now and does not live for long. Clocks may differ by a minute."""
    at = now.timestamp()
    if claims.issued > at + LEEWAY or (claims.not_before is not None and claims.not_before > at + LEEWAY):
        raise LaunchRefused(Refusal.TOKEN_FROM_THE_FUTURE)
    if claims.issued < at - OLDEST - LEEWAY:
        raise LaunchRefused(Refusal.TOKEN_TOO_OLD)
    if claims.expires <= at - LEEWAY:
        raise LaunchRefused(Refusal.TOKEN_EXPIRED)
    if claims.expires > claims.issued + LONGEST_LIFE:
        raise LaunchRefused(Refusal.TOKEN_LIVES_TOO_LONG)


def check_deployment(claims: Claims, login: Transaction) -> None:
    """It is for the deployment that the login named, if it named one (LTI 1.3 Core 4.1.2)."""
    if login.deployment_hint is not None and claims.deployment_id != login.deployment_hint:
        raise LaunchRefused(Refusal.DEPLOYMENT_DIFFERS)


def check_target(claims: Claims, login: Transaction, family: Family, base_url: str) -> None:
    """It leads to us, and to where the login said, unless the host's family is known to differ there."""
    if not same_origin(claims.target_link_uri, base_url):
        raise LaunchRefused(Refusal.TARGET_NOT_OURS)
    if claims.target_link_uri != login.target_link_uri and not family.excuses_target:
        raise LaunchRefused(Refusal.TARGET_DIFFERS)
