"""How a case can be decided: the ways that are open, and the form of each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from flask import url_for

from ...cases.deciding import Need, Response, Way, next_working_day, ways
from ...cases.decisions import computed_level, criteria_of
from ...cases.desk import Desk
from ...guidance.model import Level
from .. import view_parts as part
from ..forms import Sheet
from ..view_forms import Box, Day, Field, FormPage, Group, Line, Pick, Tick
from ..views_lead import WaysPage
from .words import day

TITLES = {
    Way.ADVICE_TAKEN: "Advice was taken: manage it in school",
    Way.AGENCY_ANSWERED: "Children’s social care has answered",
    Way.HANDED_BACK: "The agency has handed it back to us",
    Way.OVERRIDE: "Decide on a different outcome",
}
ABOUT = {
    Way.ADVICE_TAKEN: "An agency advised you, and the head agrees that the school manages it.",
    Way.AGENCY_ANSWERED: "Record what they said, and the plan that follows. If you disagree, say that you escalate it.",
    Way.HANDED_BACK: "The police or children’s social care looked at it and gave it back to the school.",
    Way.OVERRIDE: "You can always choose a higher outcome. For a lower one the guidance asks for more.",
}
RESPONSES = {
    Response.ACCEPTED: "They accepted the referral",
    Response.EARLY_HELP: "Early help",
    Response.ADVICE_ONLY: "Advice only",
    Response.NO_FURTHER_ACTION: "No further action",
    Response.DISAGREE: "We disagree with their answer, and escalate it",
}
LACKS = {
    Need.REASON: "Write your reasons",
    Need.HEAD_NAME: "Enter who agreed: the head, or another senior leader if you are the head",
    Need.HEAD_WHEN: "Enter when they agreed",
    Need.AGENCY: "Enter the agency’s name",
    Need.ADVISER: "Enter who you spoke to",
    Need.ADVISER_ROLE: "Enter their role",
    Need.ADVISED_WHEN: "Enter when you spoke to them",
    Need.SAID: "Write what they said",
    Need.RESPONSE: "Select what they answered",
    Need.PLAN: "Write the plan that follows",
    Need.SURE: "Confirm that you have read this",
}
NO_IMAGE = "Use the child’s initials, not their name, and do not describe any image."
WHEN = "For example, today at 10:40"


def ways_page(desk: Desk, chrome: part.Chrome) -> WaysPage:
    """Every way in which this case can be decided, but for confirming, which the outcome's own page does."""
    computed, case_id = computed_level(desk), desk.case.id
    return WaysPage(
        chrome=chrome,
        reference=desk.case.reference,
        back_url=url_for("outcome.show_outcome", case_id=case_id),
        ways=tuple(
            part.Choice(url_for("decision.form", case_id=case_id, way=way.value), TITLES[way], ABOUT[way])
            for way in ways(computed)
            if way is not Way.CONFIRM
        ),
    )


def decision_page(
    desk: Desk,
    way: Way,
    chrome: part.Chrome,
    today: date,
    sheet: Sheet | None = None,
    lacks: tuple[Need, ...] = (),
    general: str | None = None,
) -> FormPage:
    """The form of one way."""
    computed = computed_level(desk)
    form = _Form(sheet, {need.value: _lacking(need, today) for need in lacks})
    return FormPage(
        chrome=chrome,
        name="Your decision",
        caption=f"Case {desk.case.reference}",
        heading=TITLES[way],
        words=(ABOUT[way], f"On the answers so far: {desk.guide.name_of(computed)}. This stays on record."),
        groups=_groups(form, way, desk, computed, today),
        action=url_for("decision.record", case_id=desk.case.id, way=way.value, version=desk.case.version),
        act="Record this decision",
        back=part.Link("Back", url_for("decision.choose", case_id=desk.case.id)),
        general_error=general,
    )


def confirm_fields(computed: Level, sheet: Sheet | None, lacks: tuple[Need, ...], today: date) -> tuple[Field, ...]:
    """The fields for confirming what the answers require, on the outcome's own page."""
    form = _Form(sheet, {need.value: _lacking(need, today) for need in lacks})
    if computed is not Level.MANAGE:
        return (form.box(Need.REASON, "Why do you agree with this outcome?", NO_IMAGE),)
    return (form.box(Need.REASON, "Why is no referral needed?", NO_IMAGE), *_head(form))


def _groups(form: _Form, way: Way, desk: Desk, computed: Level, today: date) -> tuple[Group, ...]:
    match way:
        case Way.ADVICE_TAKEN:
            reason = form.box(Need.REASON, "Why can the school manage it?", NO_IMAGE)
            return (_advice(form), Group(title="The decision", fields=(reason, *_head(form))))
        case Way.AGENCY_ANSWERED:
            return (Group(fields=_answered(form)),)
        case Way.HANDED_BACK:
            plan = form.box(Need.PLAN, "What happens now, and who does it?", NO_IMAGE)
            return (_advice(form), Group(title="The plan", fields=(plan,)))
        case _:
            return _override(form, desk, computed, today)


def _override(form: _Form, desk: Desk, computed: Level, today: date) -> tuple[Group, ...]:
    criteria = criteria_of(desk)
    others = [level for level in sorted(Level, reverse=True) if level is not computed]
    choices = tuple(
        part.Choice(level.name, desk.guide.name_of(level), chosen=form.typed("outcome") == level.name)
        for level in others
    )
    chosen = Pick(name="outcome", label="Which outcome do you decide on?", choices=choices, error=form.error("outcome"))
    why = form.box(Need.REASON, "Why?", f"{NO_IMAGE} For a higher outcome you can leave this empty.")
    lower = Group(
        title="If you decide on a lower outcome",
        words=("The guidance asks for advice from outside the school, the head’s agreement and a safety plan.",),
        fields=(*_advice(form, role=True).fields, *_head(form), *_safety(form, today)),
    )
    groups: tuple[Group, ...] = (Group(fields=(chosen, why)), lower)
    if criteria:
        groups += (_sure(form, tuple(each.title for each in criteria)),)
    return groups


def _sure(form: _Form, met: tuple[str, ...]) -> Group:
    words = ("A criterion for immediate referral is met:", *(f"{title}." for title in met))
    tick = Tick(
        name=Need.SURE,
        label="I have read this, and I still decide on a lower outcome",
        ticked=form.typed(Need.SURE) == "yes",
        error=form.error(Need.SURE),
    )
    return Group(title="Before you go below a referral", words=words, fields=(tick,))


def _safety(form: _Form, today: date) -> tuple[Field, ...]:
    plan = form.box(Need.PLAN, "The safety plan until then", NO_IMAGE)
    on = Day(
        name=Need.REVIEW_ON,
        label="When is this looked at again?",
        hint=f"At the latest on {day(next_working_day(today))}.",
        typed=form.typed(Need.REVIEW_ON),
        error=form.error(Need.REVIEW_ON),
    )
    return plan, on


def _advice(form: _Form, *, role: bool = False) -> Group:
    """What an agency said, and with `role` also as what the person there spoke."""
    fields = (
        form.line(Need.AGENCY, "Which agency advised you?"),
        form.line(Need.ADVISER, "Who did you speak to?"),
        *((form.line(Need.ADVISER_ROLE, "Their role"),) if role else ()),
        form.line(Need.ADVISED_WHEN, "When?", WHEN),
        form.box(Need.SAID, "What did they say?", NO_IMAGE),
    )
    return Group(title="The advice", fields=fields)


def _answered(form: _Form) -> tuple[Field, ...]:
    choices = tuple(
        part.Choice(response.value, words, chosen=form.typed(Need.RESPONSE) == response)
        for response, words in RESPONSES.items()
    )
    return (
        form.line(Need.AGENCY, "Which agency answered?"),
        Pick(name=Need.RESPONSE, label="What did they answer?", choices=choices, error=form.error(Need.RESPONSE)),
        form.line(Need.ADVISED_WHEN, "When?", WHEN),
        form.box(Need.PLAN, "The plan that follows, or how you escalate it", NO_IMAGE),
    )


def _head(form: _Form) -> tuple[Field, ...]:
    hint = "If you are the head, another senior leader or the chair of governors."
    return form.line(Need.HEAD_NAME, "Who agreed for the school? The head’s name", hint), form.line(
        Need.HEAD_WHEN, "When did they agree?", WHEN
    )


def _lacking(need: Need, today: date) -> str:
    if need is Need.REVIEW_ON:
        return f"Enter a date from today to {day(next_working_day(today))}"
    return LACKS[need]


class _Form:
    """What was typed into a form, and what is wrong or lacking in it."""

    def __init__(self, sheet: Sheet | None, lacking: Mapping[str, str]) -> None:
        self._typed: Mapping[str, str] = sheet.typed if sheet else {}
        self._errors = {**lacking, **(sheet.errors if sheet else {})}

    def typed(self, name: str) -> str:
        return self._typed.get(name, "")

    def error(self, name: str) -> str | None:
        return self._errors.get(name)

    def line(self, name: str, label: str, hint: str | None = None) -> Line:
        return Line(name=name, label=label, hint=hint, typed=self.typed(name), error=self.error(name))

    def box(self, name: str, label: str, hint: str | None = None) -> Box:
        return Box(name=name, label=label, hint=hint, typed=self.typed(name), error=self.error(name))
