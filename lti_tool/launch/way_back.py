"""The way back to the course. Only a verified token can name it, and only a page that may frame us is ever linked.

Anything else would make our refusal page a signpost to wherever a stranger likes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from ..tenants.model import Host
from .hosts import frame_origins
from .origins import origin_of

WILDCARD = "://*."


@dataclass(frozen=True, slots=True)
class WayBack:
    """Where a person came from.

    Attributes:
        url: a page of the host.
        frame_origins: who may frame a page that links there.
    """

    url: str
    frame_origins: tuple[str, ...]

    def with_reference(self, reference: str) -> str:
        """The address that also tells the host, in the two ways of LTI, that this failed. It never says why."""
        told = {
            "lti_errormsg": f"Signpost could not open. Reference: {reference}",
            "lti_errorlog": f"Signpost refused the launch. Reference: {reference}",
        }
        parts = urlsplit(self.url)
        return parts._replace(query="&".join(filter(None, (parts.query, urlencode(told))))).geturl()


def way_back(host: Host, return_url: str | None) -> WayBack | None:
    """The way back, if `return_url` is on one of the host's frame origins."""
    origins = frame_origins(host)
    if return_url is None or not is_among(origin_of(return_url), origins):
        return None
    return WayBack(return_url, origins)


def is_among(origin: str | None, origins: Iterable[str]) -> bool:
    """Whether `origin` is one of these. `https://*.example.com` is any subdomain of `example.com`."""
    return origin is not None and any(_matches(origin, allowed) for allowed in origins)


def _matches(origin: str, allowed: str) -> bool:
    """`https://*.example.com` stands for every subdomain of `example.com`, as it does in `frame-ancestors`."""
    scheme, wildcard, domain = allowed.partition(WILDCARD)
    if not wildcard:
        return origin == allowed
    return origin.startswith(f"{scheme}://") and origin.endswith(f".{domain}")
