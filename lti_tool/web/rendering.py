"""Turns a page model into HTML: the one Jinja environment, without Flask."""

from __future__ import annotations

import json
from collections.abc import Mapping, MutableMapping
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader, PrefixLoader, Undefined, UndefinedError
from jinja2.utils import missing

from lti_tool.web.printing import PrintingEnvironment
from lti_tool.web.say import finalize, say
from lti_tool.web.view_advice import cited, in_parts
from lti_tool.web.view_parts import Page

_HERE = Path(__file__).resolve()
# In an installed wheel the built files lie in the package; in a checkout, where `make` put them.
_BUILT = (_HERE.parents[1] / "_static", _HERE.parents[2] / "static" / "dist")


class StrictAboutOurs(Undefined):
    """Loud when a template of ours names a field that a page model lacks.

    The GOV.UK macros probe optional keys of dictionaries and cannot live with StrictUndefined.
    """

    def __init__(self, hint: str | None = None, obj: Any = missing, name: str | None = None, *rest: Any) -> None:
        # Nearly all of what is probed is a dictionary, and a page has hundreds of probes.
        if type(obj) is not dict and type(obj).__module__.startswith("lti_tool."):
            raise UndefinedError(f"{type(obj).__name__} has no {name}")
        super().__init__(hint, obj, name, *rest)


class FixedGlobals(PrintingEnvironment):
    """An environment whose globals are all there before its first template: each import asks which ones it lacks."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """One dictionary in the place of a chain of two."""
        return {**self.globals, **(d or {})}


def built_files() -> Path:
    """The folder that holds the built styles, script and icon."""
    for folder in _BUILT:
        if (folder / "manifest.json").is_file():
            return folder
    raise FileNotFoundError("static/dist is not built: run make setup")


def built_names(folder: Path) -> dict[str, str]:
    """From the name a template uses (`app.css`) to the file that was built (`app.<hash>.css`)."""
    names: dict[str, str] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return names


def build_environment(static_urls: Mapping[str, str]) -> Environment:
    """The environment for every page. `static_urls`: from `app.css` to where the browser finds it."""
    environment = FixedGlobals(
        autoescape=True,
        undefined=StrictAboutOurs,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        finalize=finalize,
        loader=ChoiceLoader(
            [
                PackageLoader("lti_tool.web", "templates"),
                PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
            ]
        ),
    )
    environment.globals |= {"static": static_urls.__getitem__, "in_parts": in_parts, "cited": cited, "say": say}
    return environment


def render(environment: Environment, page: Page, csrf_token: str = "") -> str:
    """The whole HTML document of one page."""
    return environment.get_template(page.template).render(page=page, csrf_token=csrf_token)


def render_document(environment: Environment, template: str, page: Page) -> str:
    """The page as a document that stands by itself: its styles are in it, and it asks for nothing from elsewhere."""
    return environment.get_template(template).render(page=page)
