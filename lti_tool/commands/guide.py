"""The commands about the guides themselves: what is wrong with them, which are released, and what has changed."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from ..console import fail, json_option, say, trying

if TYPE_CHECKING:
    from ..administration import Administration
    from ..cases.reassessing import Reassessed
    from ..guidance.compare import Change
    from ..guidance.guide import Guide
    from ..tenants.doctor import Finding


# What a list of changes says above each kind, in the order in which they matter.
HEADINGS = {
    "question": "Questions",
    "answer": "Answers that can be chosen",
    "floor": "What an answer asks for at least",
    "told": "Who is told",
    "combination": "Answers that count together",
    "flag": "Flags",
    "criterion": "Criteria for referring at once",
    "advice": "Advice",
    "source": "Sources",
    "words": "Words",
}


@click.command("list")
@json_option
def guide_list(as_json: bool) -> None:
    """The guides that there are. One that cannot be used is named with the reason."""
    from ..guidance.library import guide_ids, load
    from ..guidance.shelf import unusable

    wrong = unusable()
    guides = [load(guide_id) for guide_id in guide_ids() if guide_id not in wrong]
    facts = [{"id": each.id, "nation": each.nation, "title": each.title, "checked": each.checked} for each in guides]
    lines = [f"{each.id}  {each.title} (sources read {each.checked})" for each in guides]
    lines += [f"{guide_id}  cannot be used: {reason}" for guide_id, reason in wrong.items()]
    say(as_json, {"guides": facts, **({"unusable": wrong} if wrong else {})}, "\n".join(lines))
    if wrong:
        sys.exit(1)


@click.command("check")
@json_option
def guide_check(as_json: bool) -> None:
    """Prove that every guide is whole: reachable questions, floors, sources, plain words; and its practice stories.

    A released guide has to be as it was when it was released.
    """
    from ..guidance.library import GuideError
    from ..guidance.shelf import on_the_shelf, problems_of

    try:
        found = {guide_id: problems_of(guide_id) for guide_id in on_the_shelf()}
    except GuideError as refusal:
        fail(str(refusal))
    lines = [f"{guide_id}: {problem}" for guide_id, wrong in found.items() for problem in wrong]
    say(as_json, {"problems": found}, "\n".join(lines) or f"{len(found)} guides checked, no problem found.")
    if lines:
        sys.exit(1)


@click.command("release")
@click.argument("guide_id", metavar="GUIDE")
@json_option
def guide_release(guide_id: str, as_json: bool) -> None:
    """Release a guide: write its SHA-256 down beside it. From then on its file may not change any more.

    This is for whoever publishes Signpost, in a checkout. What has to be said otherwise is said in the next version.
    """
    from ..guidance.released import ReleaseRefused, release
    from ..guidance.shelf import problems_of

    guide = load_or_fail(guide_id)
    if problems_of(guide_id):
        fail(f"{guide_id} has problems. Run `signpost guide check`, and mend them first. Nothing was written.")
    try:
        found = release(guide_id, guide.extends)
    except ReleaseRefused as refusal:
        fail(str(refusal))
    except OSError:
        fail("The list of released guides cannot be written. Release in a checkout that you may write to.")
    say(as_json, {"id": guide_id, "sha256": found}, f"Released {guide_id}. Commit released.toml together with it.")


@click.command("diff")
@click.argument("old_id", metavar="OLD")
@click.argument("new_id", metavar="NEW")
@click.option("--tenant", "tenant_id", metavar="ID", help="Count its open cases that would come out differently.")
@json_option
def guide_diff(old_id: str, new_id: str, tenant_id: str | None, as_json: bool) -> None:
    """Say in plain words what has changed from one guide to another.

    With a tenant, count its open cases that would come out differently. Cases go on with the guide that they were begun
    with; nothing is changed. Small numbers are not shown, and cases for the head alone are in none.
    """
    from ..guidance.compare import changes

    old, new = load_or_fail(old_id), load_or_fail(new_id)
    found = changes(old, new)
    facts: dict[str, Any] = {"from": old_id, "to": new_id, "changes": [vars(each) for each in found]}
    words = _told(found) or f"{old_id} and {new_id} say the same."
    if tenant_id is not None:
        counted, said = _counted(tenant_id, old, new)
        facts, words = facts | {"cases": counted}, f"{words}\n\n{said}"
    say(as_json, facts, words)


def _told(found: tuple[Change, ...]) -> str:
    parts = []
    for about, heading in HEADINGS.items():
        lines = [f"  {change.words}" for change in found if change.about == about]
        parts += [f"{heading} ({len(lines)})\n" + "\n".join(lines)] if lines else []
    return "\n\n".join(parts)


def _counted(tenant_id: str, old: Guide, new: Guide) -> tuple[dict[str, Any], str]:
    """How many open cases would come out differently. Small numbers leave here as words only."""
    from ..cases.small_numbers import Hidden

    made = trying(lambda base: _reassessed(base, tenant_id, old, new))
    if made.total is Hidden.FEW:
        few = f"Fewer than 5 open cases were begun with {old.id}. Nothing more is said of so few."
        return {"open": Hidden.FEW.value}, few
    pairs = {pair: count for pair, count in made.different.items() if isinstance(count, int)}
    facts = {
        "open": made.total,
        "same": made.same,
        "different": [{"from": a.name, "to": b.name, "cases": count} for (a, b), count in pairs.items()],
    }
    same = made.same if isinstance(made.same, int) else "not shown"
    lines = [f"  {count} would go from {a.name} to {b.name}." for (a, b), count in pairs.items()]
    first = f"Open cases begun with {old.id}: {made.total}. As they are now would come out: {same}."
    return facts, "\n".join((first, *lines, NOT_SHOWN))


NOT_SHOWN = (
    "A number under 5 is not shown, nor one from which it could be worked out. "
    "Cases for the head alone, and cases that are kept from somebody, are not counted."
)


def _reassessed(base: Administration, tenant_id: str, old: Guide, new: Guide) -> Reassessed:
    from ..cases.reassessing import Reassessing
    from ..tenants.tenants import NotFound

    try:
        return Reassessing(base.database, base.tenants).compare(tenant_id, old, new)
    except NotFound as error:
        fail(str(error))


def guides_finding() -> Finding:
    """Whether every guide can be used, as the doctor says it."""
    from ..guidance.library import GuideError
    from ..guidance.released import altered
    from ..guidance.shelf import unusable
    from ..tenants.doctor import Finding

    try:
        wrong = [*(f"{guide_id} {reason}" for guide_id, reason in altered()), *unusable().values()]
    except GuideError as refusal:
        wrong = [str(refusal)]
    advice = f"{'. '.join(wrong)}. Until it is mended, the version before stays in force."
    return Finding("guides", not wrong, advice if wrong else "")


def load_or_fail(guide_id: str) -> Guide:
    """The guide of this id, or what is wrong with it; exit 1."""
    from ..guidance.library import GuideError, load

    try:
        return load(guide_id)
    except GuideError as refusal:
        fail(str(refusal))


COMMANDS = (guide_list, guide_check, guide_release, guide_diff)
