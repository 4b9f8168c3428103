"""What the page after a form says has been done. The address names the act, never what was decided or about whom."""

from __future__ import annotations

from typing import Any

from flask import request, url_for

from ..guidance.vocabulary import Ours

WORDS = {
    "taken": "You have this case now.",
    "handed-over": "The case is handed over.",
    "asked": "Your question is on the reporter’s page. They see it when they next open this activity.",
    "reopened": "The case is open again.",
    "decided": "Your decision is recorded.",
    "closed": "The case is closed.",
    "added": Ours("What you added is with the safeguarding leads."),
    "written-down": "It is written down.",
    "task": "The task is changed.",
    "numbers": "The telephone numbers are saved.",
    "rules": "The rules are saved.",
    "words": "The words are saved.",
    "course": "The mark of the course is changed.",
    "deployment": "The deployment is accepted. People can open Signpost from there.",
    "copies": "Your platform now tells Signpost when a course is copied.",
    "role-given": "The role is given.",
    "role-waits": Ours("The role is proposed. It waits until a lead, deputy or head agrees."),
    "role-taken": "The role is taken away.",
    "address": "The address is saved.",
}


def after(act: str, endpoint: str, **values: Any) -> str:
    """The address of a page that says that this act is done."""
    return url_for(endpoint, **values, done=act)


def done_words() -> str | None:
    """What to say on the page that was asked for. None where nothing was done just now."""
    return WORDS.get(request.args.get("done", ""))
