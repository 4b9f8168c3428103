"""Every page and state: what its HTML must and must not hold."""

from __future__ import annotations

import gzip
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from lti_tool.web import rendering
from lti_tool.web.rendering import build_environment, built_files, built_names, render
from lti_tool.web.view_parts import Chrome
from lti_tool.web.views import LearnerPage
from tests.web.gallery import PAGES, rendered

TEMPLATES = Path(rendering.__file__).parent / "templates"
BRAND = re.compile(r"GDS Transport|\bcrest\b|\bcrown\b|GOV\.UK")
BANNED = re.compile(
    r"sexting|revenge porn|child porn|\bvictim|\boffender|perpetrator|illicit|\bensure|\bliaise|utilise|\bsext\b|[!]",
    re.IGNORECASE,
)
BLOCKS = {"p", "li", "h1", "h2", "h3", "td", "th", "dt", "dd", "label", "legend", "span", "div", "section", "summary"}
# What others published keeps its own name.
HIDDEN = {"head", "script", "time", "cite"}
HTML = rendered()


class Text(HTMLParser):
    """Collects the words of each block of a page, and its elements."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.blocks: list[str] = [""]
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.forms: list[list[dict[str, str | None]]] = []
        self._hidden = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        self.elements.append((tag, attributes))
        if tag == "form":
            self.forms.append([attributes])
        if tag == "input" and self.forms:
            self.forms[-1].append(attributes)
        if tag in BLOCKS:
            self.blocks.append("")
        self._hidden += tag in HIDDEN or "govuk-warning-text__icon" in (attributes.get("class") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            self.blocks.append("")
        self._hidden = max(0, self._hidden - (tag in HIDDEN or tag == "span"))

    def handle_data(self, words: str) -> None:
        if not self._hidden:
            self.blocks[-1] += words


@pytest.fixture(params=sorted(HTML))
def sample(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_a_page_has_one_heading_of_the_first_level(sample: str) -> None:
    assert HTML[sample].count("<h1") == 1


def test_a_page_says_it_is_english(sample: str) -> None:
    assert '<html lang="en"' in HTML[sample]


def test_a_title_names_the_page_and_the_tool(sample: str) -> None:
    assert re.search(r"<title>[^<]+ – Signpost</title>", HTML[sample])


def test_a_title_says_error_exactly_when_something_is_wrong(sample: str) -> None:
    wrong = "govuk-error-summary" in HTML[sample]

    assert ("<title>Error: " in HTML[sample]) == wrong


def test_a_title_holds_no_reference_no_answer_no_level_and_no_name(sample: str) -> None:
    title = re.search(r"<title>(.*?)</title>", HTML[sample])[1]

    for private in ("7F3K", "M2QX", "K4D2", "Refer", "999", "Manage", "Act ", "Sam", "Priya", "Nair", "Okafor"):
        assert private not in title


def test_a_page_holds_no_inline_style_and_no_inline_script(sample: str) -> None:
    html = HTML[sample]

    assert not re.search(r"\sstyle=|<style|\son\w+=|javascript:|data:", html)
    assert not re.search(r"<script(?![^>]*\ssrc=)", html)


INSTALLING = {"register", "register-problem"}


def test_a_form_posts_with_its_token(sample: str) -> None:
    for form, *inputs in Text(HTML[sample]).forms:
        if form.get("role") == "search":
            # What is looked for changes nothing, so it can be a link.
            assert form["method"] == "get"
            continue
        assert form["method"] == "post"
        # Where nobody is signed in, what opens the page is signed instead.
        token = getattr(PAGES[sample], "seal", "a-token")
        assert {"type": "hidden", "name": "csrf_token", "value": token} in inputs


def test_no_radio_is_chosen_unless_it_was_answered(sample: str) -> None:
    fields = [field for group in getattr(PAGES[sample], "groups", ()) for field in group.fields]
    asked = [PAGES[sample], *fields]
    answered = [choice.value for each in asked for choice in getattr(each, "choices", ()) if choice.chosen]
    # An administrator unticks what the school does not want; of a case nothing is ticked.
    answered += ["yes" for each in getattr(PAGES[sample], "fields", ()) if each.ticked] if sample in INSTALLING else []

    chosen = [attributes["value"] for _, attributes in Text(HTML[sample]).elements if "checked" in attributes]

    assert chosen == answered


def test_sentences_are_short(sample: str) -> None:
    for block in Text(HTML[sample]).blocks:
        for sentence in re.split(r"(?<=[.?:;”])\s+", block):
            assert len(sentence.split()) <= 25, sentence


def test_the_words_are_plain_and_kind(sample: str) -> None:
    for block in Text(HTML[sample]).blocks:
        assert not BANNED.search(block)


def test_nothing_that_is_asked_for_could_be_an_image(sample: str) -> None:
    for tag, attributes in Text(HTML[sample]).elements:
        assert attributes.get("type") != "file"
        assert tag not in {"iframe", "object", "embed"}
        assert "contenteditable" not in attributes


def test_a_link_that_opens_a_tab_gives_nothing_away(sample: str) -> None:
    for tag, attributes in Text(HTML[sample]).elements:
        if tag == "a" and (attributes.get("href") or "").startswith("https://"):
            assert attributes["rel"] == "noopener noreferrer"
            assert attributes["target"] == "_blank"


def test_what_people_typed_is_escaped_and_kept_as_it_was() -> None:
    environment = build_environment({name: name for name in built_names(built_files())})
    typed = 'one\n  two <script>alert("x")</script>\n\nthree & "four"'
    page = PAGES["question-text-error"]

    html = render(environment, replace(page, typed=typed), "t")

    assert "<script>alert" not in html
    assert "one\n  two &lt;script&gt;" in html
    assert "\n\nthree &amp; &#34;four&#34;</textarea>" in html


def test_a_template_that_names_a_missing_field_is_loud() -> None:
    environment = build_environment({})
    template = environment.from_string("{{ page.levle }}")

    with pytest.raises(Exception, match="LearnerPage has no levle"):
        template.render(page=LearnerPage(chrome=Chrome()))


@pytest.mark.parametrize("template", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.name)
def test_a_template_is_short_safe_and_ours(template: Path) -> None:
    text = template.read_text(encoding="utf-8")

    assert len(text.splitlines()) <= 80
    assert not re.search(r"\|\s*safe", text)
    assert not BRAND.search(text)
    # A document is no page: it becomes a PDF, for which nothing is fetched, so its styles are in it.
    styled = text.replace("<style>{% include", "", 1) if template.parent.name == "documents" else text
    assert not re.search(r"style=|<style", styled)
    if template.parent.name == "pages":
        assert "govuk_frontend_jinja" not in text


def test_the_styles_of_a_document_fetch_nothing() -> None:
    for styles in TEMPLATES.rglob("*.css"):
        assert not re.search(r"url\(|data:|@font-face|@import", styles.read_text(encoding="utf-8")), styles


def test_the_built_style_sheet_borrows_no_brand_and_fetches_nothing() -> None:
    folder = built_files()
    css = (folder / built_names(folder)["app.css"]).read_text(encoding="utf-8")

    assert not BRAND.search(css)
    assert not re.search(r"url\(|data:|@font-face|@import", css)
    assert "#1d70b8" not in css


def test_a_first_view_is_light_enough_for_a_slow_line() -> None:
    sizes = [
        len(gzip.compress(path.read_bytes()))
        for path in built_files().iterdir()
        if path.suffix in {".css", ".js", ".svg"}
    ]
    heaviest = max(len(gzip.compress(html.encode())) for html in HTML.values())

    assert sum(sizes) + heaviest < 60_000


def test_the_script_sends_a_height_and_a_wish_to_scroll_and_listens_to_nobody() -> None:
    script = (TEMPLATES.parents[2] / "static" / "app.js").read_text(encoding="utf-8")

    subjects = set(re.findall(r'tell\("([^"]+)"', script))
    assert subjects == {"lti.frameResize", "org.imsglobal.lti.frameResize", "lti.scrollToTop"}
    assert script.count("postMessage(") == 1
    assert '"message"' not in script
    assert "onmessage" not in script


def test_every_file_a_page_asks_for_was_built(sample: str) -> None:
    folder = built_files()

    for name in re.findall(r'(?:src|href)="static/([^"]+)"', HTML[sample]):
        assert (folder / name).is_file()


def test_the_lock_file_names_no_registry() -> None:
    lock = json.loads((TEMPLATES.parents[2] / "static" / "package-lock.json").read_text(encoding="utf-8"))

    assert not [name for name, package in lock["packages"].items() if "resolved" in package]
