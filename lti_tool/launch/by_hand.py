"""Registration by hand: an administrator types what a platform gives back that does not register tools by itself.

It is the same door as Dynamic Registration, with the same key: an invitation, once. Nobody proves here whose an issuer
is. What makes it safe is that its keys and addresses may be only where the issuer's are: whoever types another school's
issuer has registered that school's own keys, and can sign nothing with them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from ..system.http import CallFailed, CallRefused
from ..system.url_rules import UrlRules, place_of
from ..tenants.model import Host
from .framing import framed_from
from .host_rules import audience_fits, is_canvas_cloud, is_of_issuer
from .hosts.canvas import CANVAS
from .jwks import MOST_BYTES, keys_in
from .origins import origin_of
from .public_keys import NotAKeySet
from .registering import Registered, Registering, RegistrationRefused
from .typed_platforms import ADDRESSES, WORDS, TypedPlatform

COPY = "Copy it again from your platform."
KNOWN = (
    "This client id is registered already for this issuer, and was not changed. Compare it with your platform. "
    "If it is right, ask whoever runs Signpost to add your deployment id."
)


class TypedRefused(Exception):
    """Nothing was registered. `errors` say what is wrong and what to do, by the name of what was typed."""

    def __init__(self, word: str, errors: Mapping[str, str]) -> None:
        self.word, self.errors = word, errors
        super().__init__(word)


@dataclass(frozen=True)
class ByHand:
    """Registers a platform from what was typed."""

    registering: Registering

    def register(self, token: str, platform: TypedPlatform, typed: Mapping[str, str]) -> Registered:
        """Register it for the tenant of the invitation, with its deployment.

        Raises:
            TypedRefused: something typed is wrong, or its keys cannot be fetched; nothing is registered.
            RegistrationRefused: the invitation is of no use.
        """
        wanted, deployment_id = read_typed(platform, typed, UrlRules(self.registering.settings))
        with self.registering.claimed(token) as invite:
            self._fetch_keys(platform, wanted)
            try:
                return self.registering.keep(invite, wanted, deployment_id)
            except RegistrationRefused as error:
                if error.word == "host_known":
                    raise TypedRefused(error.word, {"client_id": KNOWN}) from error
                raise

    def _fetch_keys(self, platform: TypedPlatform, wanted: Host) -> None:
        """A wrong address shows here, and not at the first launch, when nobody knows any more what was typed."""
        try:
            if keys_in(self.registering.http.get(wanted.jwks_url, {"Accept": "application/json"}, MOST_BYTES)):
                return
            why = "it gave no key that Signpost can use (RSA, RS256)"
        except CallRefused as error:
            why = f"it cannot be called ({error})"
        except CallFailed as error:
            why = f"it gave no answer that can be used ({error})"
        except NotAKeySet as error:
            why = f"it gave no key set ({error})"
        if "jwks_url" not in platform.same:
            raise TypedRefused("keys", {"jwks_url": f"The key set URL was tried: {why}. {COPY}"})
        # Where the address is not typed, what may be wrong with it is the client id; else the vendor is away.
        words = f"The platform’s keys were asked for: {why}. Compare the client id, or try again later."
        raise TypedRefused("keys", {"client_id": words})


def read_typed(platform: TypedPlatform, typed: Mapping[str, str], rules: UrlRules) -> tuple[Host, str]:
    """The host and the deployment id in what was typed. Raises TypedRefused with all that is wrong."""
    given = {each.name: typed.get(each.name, "").strip() for each in platform.values}
    errors: dict[str, str] = {}
    for each in platform.values:
        wrong = _wrong(each.name, given[each.name], rules) if given[each.name] else each.needed and _missing(each.name)
        if wrong:
            errors[each.name] = wrong
    same = {name: url.format(client_id=quote(given["client_id"], safe="")) for name, url in platform.same.items()}
    if not errors:
        errors = _elsewhere(given) if not same else {}
    if errors:
        raise TypedRefused("typed", errors)
    return _host(platform, given | same), given["deployment_id"]


def _missing(name: str) -> str:
    return f"Type the {WORDS[name][0]}"


def _wrong(name: str, text: str, rules: UrlRules) -> str | None:
    """What is wrong with one value, looked at by itself."""
    word, longest = WORDS[name]
    if len(text) > longest:
        return f"The {word} has more than {longest} signs. {COPY}"
    if not text.isprintable():
        return f"The {word} has a sign in it that cannot be printed. {COPY}"
    if name not in ADDRESSES and name != "page_url":
        return None
    try:
        rules.check(text)
    except CallRefused as error:
        return f"The {word} cannot be used: {error}. It begins with https://, and has no space or user name in it."
    if origin_of(text) is None or (name != "page_url" and "#" in text):
        return f"The {word} is not a plain web address. {COPY}"
    return None


def _elsewhere(given: Mapping[str, str]) -> dict[str, str]:
    """What is on another host than it may be."""
    issuer, errors = given["issuer"], {}
    for name in ADDRESSES:
        if not is_of_issuer(given[name], issuer, gives_tokens=name == "token_url"):
            where = place_of(issuer)[0]
            errors[name] = f"The {WORDS[name][0]} is on another host than the issuer, {where}. Copy both again."
    audience = given.get("audience")
    if audience and not audience_fits(audience, issuer, given["token_url"]):
        errors["audience"] = f"The token audience is on another host than the issuer and the token URL. {COPY}"
    return errors


def _host(platform: TypedPlatform, given: Mapping[str, str]) -> Host:
    plain = Host(
        id="",
        issuer=given["issuer"],
        client_id=given["client_id"],
        auth_url=given["auth_url"],
        token_url=given["token_url"],
        jwks_url=given["jwks_url"],
        audience=given.get("audience") or None,
        family=platform.family,
        frame_origins=(),
    )
    return _framed(plain, origin_of(given["page_url"]) if given.get("page_url") else None)


def _framed(host: Host, page: str | None) -> Host:
    """The host with the origin of its own pages, where that does not follow from its addresses."""
    if page is None or (host.family == CANVAS.name and is_canvas_cloud(place_of(page)[0])):
        return host
    return framed_from(host, page)
