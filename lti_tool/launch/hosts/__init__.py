"""The peculiarities of each LMS, one small module a family."""

from __future__ import annotations

from ...tenants.model import Host
from ..origins import origin_of
from .blackboard import BLACKBOARD
from .brightspace import BRIGHTSPACE
from .canvas import CANVAS
from .family import Family
from .moodle import MOODLE
from .open_edx import OPEN_EDX
from .sakai import SAKAI
from .schoology import SCHOOLOGY

FAMILIES = (MOODLE, CANVAS, BRIGHTSPACE, BLACKBOARD, SCHOOLOGY, SAKAI, OPEN_EDX)
OTHER = Family(name="other")


def family_of(host: Host) -> Family:
    """The family an administrator named; else the one whose issuer it is; else a family without peculiarities."""
    for family in FAMILIES:
        if host.family == family.name or (host.family is None and host.issuer in family.issuers):
            return family
    return OTHER


def frame_origins(host: Host) -> tuple[str, ...]:
    """Who may frame our pages: the given origins, else those that follow from the host's addresses and family."""
    if host.frame_origins:
        return host.frame_origins
    return tuple(dict.fromkeys([*_own_origins(host), *family_of(host).frame_origins]))


def return_origins(host: Host) -> tuple[str, ...]:
    """Where the host may ask us to post an answer: its pages, and the hosts of its own addresses.

    Schoology frames us in one place and takes answers in another, where its authorisation URL is.
    """
    return tuple(dict.fromkeys([*frame_origins(host), *_own_origins(host)]))


def service_origins(host: Host) -> tuple[str, ...]:
    """Where the host may have a service of its own: its pages and addresses, and where its tokens come from.

    A Canvas of the cloud has its services beside its token URL, on the school's own pages.
    """
    token = origin_of(host.token_url)
    return tuple(dict.fromkeys([*return_origins(host), *((token,) if token else ())]))


def storage_origins(host: Host) -> tuple[str, ...]:
    """Where the host keeps LTI Platform Storage: the origin of its authorisation URL, and what its family documents."""
    own = origin_of(host.auth_url)
    return tuple(dict.fromkeys([*((own,) if own else ()), *family_of(host).storage_origins]))


def _own_origins(host: Host) -> list[str]:
    """Where the host's own addresses are: its issuer, and where its people sign in."""
    own = (origin_of(url) for url in (host.issuer, host.auth_url))
    return [origin for origin in own if origin]
