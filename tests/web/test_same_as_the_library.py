"""What we write out for speed is what the GOV.UK macros write: the same elements, attributes and words, in order."""

from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from jinja2 import Environment

from lti_tool.web.rendering import build_environment
from lti_tool.web.view_parts import Choice

OURS = """
{% from "components/back_link.html" import back_link %}
{% from "components/skip_link.html" import skip_link %}
{% from "components/button.html" import button, link_button %}
{% from "components/radios.html" import radios %}
{% from "components/tag.html" import tag %}
{% from "components/textarea.html" import question_text, textarea %}
"""
THEIRS = """
{% from "govuk_frontend_jinja/components/back-link/macro.html" import govukBackLink %}
{% from "govuk_frontend_jinja/components/skip-link/macro.html" import govukSkipLink %}
{% from "govuk_frontend_jinja/components/button/macro.html" import govukButton %}
{% from "govuk_frontend_jinja/components/fieldset/macro.html" import govukFieldset %}
{% from "govuk_frontend_jinja/components/radios/macro.html" import govukRadios %}
{% from "govuk_frontend_jinja/components/tag/macro.html" import govukTag %}
{% from "govuk_frontend_jinja/components/label/macro.html" import govukLabel %}
{% from "govuk_frontend_jinja/components/character-count/macro.html" import govukCharacterCount %}
"""
CHOICES = (
    Choice("no", "No & nothing"),
    Choice("nk", "Not known yet", hint="You can <change> it later", chosen=True),
    Choice("yes", "Yes"),
)
# A field keeps the lines of what was typed.
TYPED = "Under the <stairs> & in\nRoom 12"


class Pieces(HTMLParser):
    """A document as a list of tags and words, without the space between them."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[object] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, sorted(attrs, key=lambda pair: pair[0])))

    def handle_endtag(self, tag: str) -> None:
        self.found.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        self.found += [" ".join(data.split())] if data.strip() else []


@pytest.fixture(scope="module")
def environment() -> Environment:
    return build_environment({})


def pieces(environment: Environment, template: str, **values: object) -> list[object]:
    parser = Pieces()
    parser.feed(environment.from_string(template).render(values))
    return parser.found


def radio_pages() -> Iterator[tuple[str | None, str | None, tuple[Choice, ...]]]:
    for hint in (None, "Choose <one> & go on"):
        for error in (None, "Select an answer"):
            yield hint, error, CHOICES
    yield None, None, CHOICES[:1]


def item(one: Choice) -> dict[str, object]:
    hint = {"text": one.hint} if one.hint else None
    return {"value": one.value, "text": one.words, "checked": one.chosen, "hint": hint}


@pytest.mark.parametrize(("hint", "error", "choices"), list(radio_pages()))
def test_radios(environment: Environment, hint: str | None, error: str | None, choices: tuple[Choice, ...]) -> None:
    fieldset = {
        "legend": {"text": "Who?", "isPageHeading": True, "classes": "govuk-fieldset__legend--l sp-question"},
        "describedBy": " ".join(name for name, given in (("choice-hint", hint), ("choice-error", error)) if given),
    }
    told = {
        "name": "choice",
        "items": [item(one) for one in choices],
        "hint": {"text": hint} if hint else None,
        "errorMessage": {"text": error} if error else None,
    }

    ours = pieces(
        environment,
        OURS + '{% call radios("choice", "Who?", choices, hint, error) %}<p>Help</p>{% endcall %}',
        choices=choices,
        hint=hint,
        error=error,
    )
    theirs = pieces(
        environment,
        THEIRS + "{% call govukFieldset(fieldset) %}<p>Help</p>{{ govukRadios(told) }}{% endcall %}",
        fieldset=fieldset,
        told=told,
    )

    assert ours == theirs


def counted(hint: str | None, error: str | None, label: str | None = None) -> dict[str, object]:
    return {
        "name": "where",
        "id": "where",
        "label": {"text": label, "classes": "govuk-label--s"} if label else {},
        "value": TYPED,
        "maxlength": 500,
        "threshold": 75,
        "rows": 6,
        "spellcheck": False,
        "hint": {"text": hint} if hint else None,
        "errorMessage": {"text": error} if error else None,
    }


@pytest.mark.parametrize("label", [None, "What is <known>?"])
@pytest.mark.parametrize("hint", [None, "No names & no words of the message"])
@pytest.mark.parametrize("error", [None, "Enter 500 characters or fewer"])
def test_a_field_for_text(environment: Environment, label: str | None, hint: str | None, error: str | None) -> None:
    told = counted(hint, error, label)

    ours = pieces(
        environment,
        OURS + '{{ textarea("where", label, typed, 500, 6, hint, error) }}',
        typed=TYPED,
        label=label,
        hint=hint,
        error=error,
    )

    assert ours == pieces(environment, THEIRS + "{{ govukCharacterCount(told) }}", told=told)


@pytest.mark.parametrize("hint", [None, "No names & no words of the message"])
@pytest.mark.parametrize("error", [None, "Enter 500 characters or fewer"])
def test_a_question_that_is_answered_in_words(environment: Environment, hint: str | None, error: str | None) -> None:
    label = {"text": "Where?", "for": "where", "isPageHeading": True, "classes": "govuk-label--l sp-question"}
    called = '{% call question_text("where", "Where?", typed, 500, 6, hint, error) %}<p>Help</p>{% endcall %}'

    ours = pieces(environment, OURS + called, typed=TYPED, hint=hint, error=error)

    assert ours == pieces(
        environment,
        THEIRS + "{{ govukLabel(label) }}<p>Help</p>{{ govukCharacterCount(told) }}",
        label=label,
        told=counted(hint, error),
    )


@pytest.mark.parametrize("secondary", [False, True])
@pytest.mark.parametrize("formaction", [None, "/cases/1/send?a=1&b=2"])
def test_a_button(environment: Environment, secondary: bool, formaction: str | None) -> None:
    told = {
        "text": "Send <now>",
        "classes": "govuk-button--secondary" if secondary else None,
        "preventDoubleClick": True,
        "attributes": {"formaction": {"value": formaction or False, "optional": True}},
    }

    ours = pieces(environment, OURS + f'{{{{ button("Send <now>", {secondary}, where) }}}}', where=formaction)

    assert ours == pieces(environment, THEIRS + "{{ govukButton(told) }}", told=told)


@pytest.mark.parametrize("secondary", [False, True])
@pytest.mark.parametrize("new_window", [False, True])
def test_a_link_that_looks_like_a_button(environment: Environment, secondary: bool, new_window: bool) -> None:
    told = {
        "text": "Open",
        "href": "/cases?a=1&b=2",
        "classes": "govuk-button--secondary" if secondary else None,
        "attributes": {"target": "_blank", "rel": "noopener"} if new_window else {},
    }

    ours = pieces(
        environment, OURS + f'{{{{ link_button("Open", where, {secondary}, {new_window}) }}}}', where=told["href"]
    )

    assert ours == pieces(environment, THEIRS + "{{ govukButton(told) }}", told=told)


@pytest.mark.parametrize("tone", ["", "act-now"])
def test_a_tag(environment: Environment, tone: str) -> None:
    told = {"text": "Refer <now>", "classes": f"sp-tag sp-tag--{tone}" if tone else "sp-tag"}

    ours = pieces(environment, OURS + '{{ tag("Refer <now>", tone) }}', tone=tone)

    assert ours == pieces(environment, THEIRS + "{{ govukTag(told) }}", told=told)


def test_the_way_past_the_strip(environment: Environment) -> None:
    told = {"text": "Skip to main content", "href": "#main"}

    assert pieces(environment, OURS + "{{ skip_link() }}") == pieces(
        environment, THEIRS + "{{ govukSkipLink(told) }}", told=told
    )


@pytest.mark.parametrize("words", ["Back", "Back to <the case> & more"])
def test_the_way_back(environment: Environment, words: str) -> None:
    told = {"text": words, "href": "/cases?a=1&b=2"}
    theirs = pieces(environment, THEIRS + "{{ govukBackLink(told) }}", told=told)

    ours = pieces(environment, OURS + "{{ back_link(href, words) }}", href=told["href"], words=words)

    assert ours == [("nav", [("aria-label", "Back")]), *theirs, "/nav"]
