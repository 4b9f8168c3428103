"""Our signing keys: wrapped, published without their private part, and the newest one signs."""

import base64
import hashlib
import json

import jwt
import pytest

from lti_tool.administration import Administration
from lti_tool.system.database import Database
from tests.clock import SettableClock


@pytest.fixture
def database(sqlite_database: Database) -> Database:
    """Nothing here can differ between the two kinds."""
    return sqlite_database


@pytest.fixture
def two_keys(office: Administration, clock: SettableClock) -> Administration:
    """A second key was added an hour after the first."""
    clock.moves_on(hours=1)
    with office.database.transaction() as db:
        office.keys.add(db)
    return office


def test_the_newest_key_signs_and_every_key_is_published(two_keys: Administration) -> None:
    with two_keys.database.reading() as db:
        current, published = two_keys.keys.current(db), two_keys.keys.public_set(db)["keys"]

    assert current is not None
    assert published[0]["kid"] == current.kid
    assert len({jwk["kid"] for jwk in published}) == 2


def test_nothing_private_is_published(office: Administration) -> None:
    with office.database.reading() as db:
        (jwk,) = office.keys.public_set(db)["keys"]

    assert set(jwk) == {"kty", "n", "e", "kid", "alg", "use"}
    assert (jwk["kty"], jwk["alg"], jwk["use"]) == ("RSA", "RS256", "sig")


def test_what_we_sign_verifies_with_what_we_publish(office: Administration) -> None:
    with office.database.reading() as db:
        key, (jwk,) = office.keys.current(db), office.keys.public_set(db)["keys"]
    assert key is not None

    token = jwt.encode({"sub": "signpost"}, key.private_key, "RS256", {"kid": key.kid})

    assert jwt.decode(token, jwt.PyJWK(jwk).key, ["RS256"]) == {"sub": "signpost"}
    assert key.private_key.key_size == 2048


def test_a_key_is_named_by_its_thumbprint(office: Administration) -> None:
    """RFC 7638, so that two installations that hold the same key give it the same name."""
    with office.database.reading() as db:
        (jwk,) = office.keys.public_set(db)["keys"]

    canonical = json.dumps({name: jwk[name] for name in ("e", "kty", "n")}, separators=(",", ":"))
    digest = hashlib.sha256(canonical.encode()).digest()
    assert jwk["kid"] == base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def test_a_key_is_parsed_once(office: Administration) -> None:
    with office.database.reading() as db:
        first, second = office.keys.current(db), office.keys.current(db)

    assert first is second


def test_a_private_key_is_not_shown(office: Administration) -> None:
    with office.database.reading() as db:
        assert "private" not in repr(office.keys.current(db))
