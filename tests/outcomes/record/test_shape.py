"""Nothing that is kept is forgotten: each table and column goes along, or says why it stays."""

import importlib
import pkgutil

import pytest

import lti_tool
from lti_tool.outcomes.record.forms import forms_of, json_schema, schema_of
from lti_tool.outcomes.record.shape import BY_NAME, LEFT_OUT, MEMBERS
from lti_tool.system.database import metadata


@pytest.fixture(scope="module", autouse=True)
def every_table_is_known() -> None:
    for module in pkgutil.walk_packages(lti_tool.__path__, "lti_tool."):
        if module.name.rpartition(".")[2].startswith(("tables", "outbox")):
            importlib.import_module(module.name)


def test_every_table_goes_along_or_says_why_it_stays() -> None:
    """A new table: name it in outcomes/record/shape.py, in MEMBERS or with a reason in LEFT_OUT."""
    assert set(BY_NAME) | set(LEFT_OUT) == set(metadata.tables)
    assert set(BY_NAME) & set(LEFT_OUT) == set()
    assert all(reason for reason in LEFT_OUT.values())


def test_a_column_that_stays_is_there_and_says_why() -> None:
    for member in MEMBERS:
        assert set(member.left_out) <= set(member.table.c.keys()), member.name
        assert all(member.left_out.values()), member.name


def test_every_encrypted_column_goes_along_opened_and_no_other() -> None:
    for member in MEMBERS:
        bytes_in = {column.name for column in member.columns if column.type.python_type is bytes}
        assert bytes_in == set(member.sealed), member.name


def test_every_column_that_goes_along_has_a_form() -> None:
    for member in MEMBERS:
        assert set(forms_of(member)) == set(member.table.c.keys()) - set(member.left_out), member.name
        assert set(schema_of(member).fields) == set(forms_of(member)), member.name


def test_each_table_comes_after_those_that_it_refers_to() -> None:
    names = list(BY_NAME)

    for member in MEMBERS:
        for key in member.table.foreign_keys:
            assert names.index(key.column.table.name) < names.index(member.name)


def test_the_published_schema_has_every_table_and_column() -> None:
    published = json_schema()["$defs"]

    assert list(published) == list(BY_NAME)
    for member in MEMBERS:
        assert published[member.name]["required"] == [column.name for column in member.columns]
        assert published[member.name]["additionalProperties"] is False
