"""On which hosts a platform's addresses may be: its issuer's own, and the few on which a vendor serves all its schools.

An address elsewhere could bring a stranger's keys for this issuer. A token audience elsewhere could make us sign, for a
stranger, a request that another platform takes: whoever asks for its token also gets our signed request.
"""

from __future__ import annotations

from ..system.url_rules import CallRefused, place_of
from .hosts.canvas import CANVAS

# Instructure's cloud: one issuer for every school (lti.md 1.8 and 5.2; the host of the configuration is [U] there).
CANVAS_HOSTS = frozenset(f"sso{stage}.canvaslms.com" for stage in ("", ".beta", ".test"))
CANVAS_SCHOOLS = ".instructure.com"
# Where every Brightspace has its tokens from (lti.md 1.7).
BRIGHTSPACE_HOSTS = frozenset({"auth.brightspace.com", "api.brightspace.com"})


def is_canvas_cloud(host: str) -> bool:
    """Whether only Instructure can answer on this host."""
    return host in CANVAS_HOSTS or host.endswith(CANVAS_SCHOOLS)


def is_of_issuer(url: str, issuer: str, *, gives_tokens: bool = False) -> bool:
    """Whether an address is where this issuer's may be. Raises CallRefused for what is no address.

    Args:
        gives_tokens: it is the token URL, which one vendor has on a host of its own.
    """
    place = place_of(url)
    return _serves(place, issuer) or (gives_tokens and place[0] in BRIGHTSPACE_HOSTS)


def audience_fits(audience: str, issuer: str, token_url: str) -> bool:
    """Whether a token request may be meant for this audience: an address, or the name of a host.

    What we sign goes to the token URL. So it may be meant only for whoever answers there, or for the issuer.
    """
    tokens = place_of(token_url)
    try:
        place = place_of(audience if "://" in audience else f"https://{audience}")
    except CallRefused:
        return False
    if place == tokens or _serves(place, issuer):
        return True
    return place[0] in BRIGHTSPACE_HOSTS and tokens[0] in BRIGHTSPACE_HOSTS


def _serves(place: tuple[str, int | None], issuer: str) -> bool:
    return place == place_of(issuer) or (issuer in CANVAS.issuers and is_canvas_cloud(place[0]))
