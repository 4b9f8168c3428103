"""A school, an invitation, and the platforms."""

from collections.abc import Iterator

import pytest

from lti_tool.system.database import Database
from tests.registration.installer import Installer
from tests.registration.platforms import Brightspace, Canvas, Moodle, serving
from tests.registration.typist import KeepsItsKeys, Typist
from tests.web.signed_in import Site


@pytest.fixture
def installer(database: Database) -> Installer:
    return Installer.of(Site(database))


@pytest.fixture
def moodle() -> Iterator[Moodle]:
    with serving(Moodle()) as platform:
        yield platform  # type: ignore[misc]


@pytest.fixture
def canvas() -> Iterator[Canvas]:
    with serving(Canvas()) as platform:
        yield platform  # type: ignore[misc]


@pytest.fixture
def brightspace() -> Iterator[Brightspace]:
    with serving(Brightspace()) as platform:
        yield platform  # type: ignore[misc]


@pytest.fixture
def plain() -> Iterator[KeepsItsKeys]:
    """A platform that does not register tools by itself."""
    with serving(KeepsItsKeys()) as platform:
        yield platform  # type: ignore[misc]


@pytest.fixture
def typist(installer: Installer) -> Typist:
    return Typist(installer)
