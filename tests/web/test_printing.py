"""What a template prints is escaped, and in the words of the school, as Jinja's own way would have it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from lti_tool.guidance.vocabulary import Ours, Vocabulary
from lti_tool.web import say
from lti_tool.web.printing import printed
from lti_tool.web.rendering import build_environment

ENVIRONMENT = build_environment({"app.css": "", "app.js": "", "icon.svg": ""})
SCRIPT = "<script>alert('1 & \"2\"')</script>"


@given(st.text())
def test_any_text_is_printed_as_it_is_escaped(text: str) -> None:
    assert printed(text) == escape(text)


@pytest.mark.parametrize("value", [SCRIPT, Markup(SCRIPT), Ours(SCRIPT), 3, None, True, ["<", ">"], Exception("<")])
def test_whatever_is_printed_is_what_jinja_prints(value: Any) -> None:
    assert printed(value) == escape(say.finalize(value))


def test_a_text_of_ours_is_printed_in_the_words_of_the_school(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(say, "spoken_here", lambda: Vocabulary("dsp", "child"))

    assert printed(Ours("A pupil's <b>")) == "A child&#39;s &lt;b&gt;"


@pytest.mark.parametrize(
    ("template", "html"),
    [
        ("{{ value }}", str(escape(SCRIPT))),
        ("{{ value | safe }}", SCRIPT),
        ("{{ value ~ 1 }}", f"{escape(SCRIPT)}1"),
        ("{% macro it(x) %}{{ x }}{% endmacro %}{{ it(value) }}", str(escape(SCRIPT))),
        ("{% set it %}{{ value }}{% endset %}{{ it }}", str(escape(SCRIPT))),
        ("{% autoescape false %}{{ value }}{% endautoescape %}", SCRIPT),
    ],
)
def test_every_way_to_print_escapes_once(template: str, html: str) -> None:
    assert ENVIRONMENT.from_string(template).render(value=SCRIPT) == html


def test_templates_print_so() -> None:
    """Or the tests above would be about something that no page does."""
    assert "environment.printed(" in str(ENVIRONMENT.compile("{{ value }}", raw=True))
