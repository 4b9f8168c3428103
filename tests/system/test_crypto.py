"""Encryption: what is read out is what was put in, at the same place, under a key that is still there."""

from dataclasses import replace

import pytest

from lti_tool.system.crypto import CannotDecrypt, Cipher, MasterKeys, Place, new_data_key, new_master_key

HERE = Place("oakfield", "answers", "value", "case-1/adult")
OLD, NEW = b"o" * 32, b"n" * 32


def test_what_is_put_in_comes_out() -> None:
    cipher = Cipher(new_data_key())

    for text in ("adult_staff", "", "naïve Zoë 🙂", "x" * 100_000):
        assert cipher.decrypt(cipher.encrypt(text, HERE), HERE) == text


def test_the_same_text_never_looks_the_same_twice() -> None:
    cipher = Cipher(new_data_key())

    assert len({cipher.encrypt("yes", HERE) for _ in range(20)}) == 20


@pytest.mark.parametrize("part", ["owner", "table", "column", "row"])
def test_a_value_that_was_moved_is_refused(part: str) -> None:
    cipher = Cipher(new_data_key())
    sealed = cipher.encrypt("adult_staff", HERE)

    with pytest.raises(CannotDecrypt):
        cipher.decrypt(sealed, replace(HERE, **{part: "elsewhere"}))


def test_places_that_read_alike_are_apart() -> None:
    assert Place("a", "bc", "d", "e").to_bytes() != Place("ab", "c", "d", "e").to_bytes()
    assert Place("a", "b", "c", "").to_bytes() != Place("a", "b", "", "c").to_bytes()


def test_a_value_that_was_altered_or_cut_is_refused() -> None:
    cipher = Cipher(new_data_key())
    sealed = cipher.encrypt("adult_staff", HERE)

    for at in range(len(sealed)):
        altered = bytearray(sealed)
        altered[at] ^= 1
        with pytest.raises(CannotDecrypt):
            cipher.decrypt(bytes(altered), HERE)
        with pytest.raises(CannotDecrypt):
            cipher.decrypt(sealed[:at], HERE)


def test_another_tenants_key_opens_nothing() -> None:
    sealed = Cipher(new_data_key()).encrypt("adult_staff", HERE)

    with pytest.raises(CannotDecrypt):
        Cipher(new_data_key()).decrypt(sealed, HERE)


def test_a_key_that_was_replaced_still_opens_what_it_wrapped() -> None:
    data_key = new_data_key()
    wrapped = MasterKeys((OLD,)).wrap(data_key, HERE)

    assert MasterKeys((NEW, OLD)).unwrap(wrapped, HERE) == data_key


def test_only_the_newest_key_wraps() -> None:
    data_key = new_data_key()
    wrapped = MasterKeys((NEW, OLD)).wrap(data_key, HERE)

    assert MasterKeys((NEW,)).unwrap(wrapped, HERE) == data_key
    with pytest.raises(CannotDecrypt):
        MasterKeys((OLD,)).unwrap(wrapped, HERE)


def test_a_master_key_that_was_removed_is_spoken_of() -> None:
    wrapped = MasterKeys((OLD,)).wrap(new_data_key(), HERE)

    with pytest.raises(CannotDecrypt, match="SIGNPOST_MASTER_KEYS"):
        MasterKeys((NEW,)).unwrap(wrapped, HERE)


def test_a_wrapped_key_that_was_moved_or_altered_is_refused() -> None:
    keys = MasterKeys((NEW,))
    wrapped = keys.wrap(new_data_key(), HERE)

    with pytest.raises(CannotDecrypt):
        keys.unwrap(wrapped, replace(HERE, owner="another"))
    for at in range(len(wrapped)):
        altered = bytearray(wrapped)
        altered[at] ^= 1
        with pytest.raises(CannotDecrypt):
            keys.unwrap(bytes(altered), HERE)
        with pytest.raises(CannotDecrypt):
            keys.unwrap(wrapped[:at], HERE)


def test_a_key_says_nothing_of_itself_in_what_it_wraps() -> None:
    data_key = new_data_key()

    assert data_key not in MasterKeys((NEW,)).wrap(data_key, HERE)
    assert NEW not in MasterKeys((NEW,)).wrap(data_key, HERE)


def test_new_master_keys_differ() -> None:
    assert len({new_master_key() for _ in range(50)}) == 50


def test_a_mark_knows_a_text_again_in_its_place_and_under_its_key_only() -> None:
    cipher = Cipher(OLD)
    mark = cipher.mark("adult_staff", HERE)

    assert mark == Cipher(OLD).mark("adult_staff", HERE)
    others = {
        cipher.mark("no", HERE),
        cipher.mark("adult_staff", replace(HERE, row="case-2/adult")),
        Cipher(NEW).mark("adult_staff", HERE),
    }
    assert mark not in others
    assert len(others) == 3
