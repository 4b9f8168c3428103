"""What a person typed into a form, for the page that could not keep it."""

from __future__ import annotations

from flask import request

# Only our own forms hold one, and it has been checked by now. What a platform posts is never shown.
TOKEN = "csrf_token"  # noqa: S105

# What nobody typed: marks that the page carries, and what was picked out of a list or ticked.
NOT_TYPED = frozenset(
    (TOKEN, "question", "was", "change", "staff", "choice", "outcome", "response", "sure", "state", "filed", "answer")
) | frozenset(("age", "shown", "sent", "received", "caused", "harmed", "support", "parents"))

# What the forms call each field, in a few words. One that is not here goes by its own name.
NAMES = {
    "text": "Your answer",
    "words": "Your words",
    "reason": "Your reasons",
    "agency": "Agency",
    "who": "Who you spoke to",
    "when": "When you spoke to them",
    "adviser": "Who you spoke to",
    "adviser_role": "Their role",
    "advised_when": "When you spoke to them",
    "said": "What they said",
    "chase_on": "When to ask them again",
    "head_name": "Who agreed for the school",
    "head_when": "When they agreed",
    "plan": "The plan",
    "review_on": "When it is looked at again",
    "wants": "What the child wants",
    "wants_police": "What they want from the police",
    "parents_why": "Why, about the parents",
    "named_adult": "The adult they can go to",
    "due_on": "Due on",
    "next_on": "Next on",
    "rest": "Why it can be closed without the rest",
    "where": "Where it is filed",
}


def what_was_typed() -> str | None:
    """Every field that was filled in, in the order of the form, each with its name; None where there is none."""
    if request.method != "POST" or TOKEN not in request.form:
        return None
    filled = [(name, value.strip()) for name, value in request.form.items(multi=True) if name not in NOT_TYPED]
    return "\n".join(f"{_called(name)}: {value}" for name, value in filled if value) or None


def _called(name: str) -> str:
    return NAMES.get(name) or name.replace("_", " ").capitalize()
