"""A released guide never changes, and nobody overlooks it if one does."""

import hashlib

import pytest

from lti_tool.guidance.library import GuideError, guide_ids
from lti_tool.guidance.released import LIST, ReleaseRefused, altered, fingerprint, release, released


@pytest.fixture
def shelf(tmp_path):
    (tmp_path / "england_v1.toml").write_text('id = "england_v1"\n')
    (tmp_path / "wales_v1.toml").write_text('id = "wales_v1"\nextends = "england_v1"\n')
    return tmp_path


def test_no_released_guide_on_our_shelf_has_changed():
    assert list(altered()) == []
    assert set(released()) <= set(guide_ids())


def test_a_release_is_the_hash_of_the_file(shelf):
    found = release("england_v1", shelf=shelf)

    assert found == hashlib.sha256((shelf / "england_v1.toml").read_bytes()).hexdigest()
    assert released(shelf) == {"england_v1": found}
    assert list(altered(shelf)) == []


def test_a_released_guide_whose_file_has_changed_by_a_single_byte_is_named(shelf):
    release("england_v1", shelf=shelf)
    with (shelf / "england_v1.toml").open("a") as file:
        file.write("\n")

    [(guide_id, reason)] = altered(shelf)

    assert guide_id == "england_v1"
    assert "changed after its release" in reason
    assert "make it england_v2" in reason


def test_a_released_guide_that_is_gone_is_named(shelf):
    release("england_v1", shelf=shelf)
    (shelf / "england_v1.toml").unlink()

    assert "its file is gone" in dict(altered(shelf))["england_v1"]


def test_a_guide_is_released_once(shelf):
    before = release("england_v1", shelf=shelf)
    (shelf / "england_v1.toml").write_text('id = "england_v1"\n# other\n')

    with pytest.raises(ReleaseRefused, match="make it england_v2"):
        release("england_v1", shelf=shelf)
    assert released(shelf) == {"england_v1": before}


def test_what_a_guide_borrows_is_released_first(shelf):
    with pytest.raises(ReleaseRefused, match="Release england_v1 first"):
        release("wales_v1", "england_v1", shelf)
    assert released(shelf) == {}

    release("england_v1", shelf=shelf)
    release("wales_v1", "england_v1", shelf)

    assert set(released(shelf)) == {"england_v1", "wales_v1"}


@pytest.mark.parametrize("text", ["england_v1 = 7", "england_v1", 'england_v1 = "a"\nengland_v1 = "b"'])
def test_a_list_that_cannot_be_read_is_refused_by_name(shelf, text):
    (shelf / LIST).write_text(text)

    with pytest.raises(GuideError, match=r"released\.toml"):
        released(shelf)


def test_what_is_confirmed_of_a_guide_covers_what_it_borrows():
    assert len({fingerprint(guide_id) for guide_id in guide_ids()}) == len(guide_ids())
    assert fingerprint("wales_v1") != fingerprint("england_v1")
