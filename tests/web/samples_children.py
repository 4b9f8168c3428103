"""Invented page models: the children of a case, what one family is given, and cases that belong together."""

from __future__ import annotations

from dataclasses import replace

from lti_tool.web.view_forms import Box, FormPage, Group, Line, Pick, Tick
from lti_tool.web.view_parts import CHILDLINE, DANGER, NSPCC, Choice, Fact, Link
from lti_tool.web.views_children import ChildCard, ChildrenPage, FamilyPage, LinkedCase, LinksPage
from tests.web.samples_lead import CASE, CHROME
from tests.web.samples_reporter import LEAD

CHILD = ChildCard(
    title="Child A",
    facts=(
        Fact("Age", "13, 14 or 15"),
        Fact("Part in it", "Shown in an image; may have been harmed"),
        Fact("Extra support or a social worker", "No"),
        Fact("What the child wants", "That it is taken down.\nThat nobody in her class knows."),
        Fact("What the child wants about the police", "Nothing written", known=False),
        Fact("Parents or carers", "Told"),
        Fact("Who told them and when, or why not", "Priya Nair, by telephone at 14:00"),
        Fact("Named adult", "Tom Ellery"),
        Fact("Safety plan", "Sits at the front. Goes to the library at lunch."),
    ),
    change_url="/cases/1/children/A",
    print_url="/cases/1/children/A/print",
)
CHILDREN = ChildrenPage(
    chrome=CHROME,
    reference="7F3K",
    back_url="/cases/1",
    children=(CHILD, replace(CHILD, title="Child B", change_url="/cases/1/children/B")),
    add=Link("Add a child", "/cases/1/children/add"),
)
AGE = Pick(
    name="age",
    label="How old is this child?",
    choices=(Choice("16_17", "16 or 17"), Choice("13_15", "13, 14 or 15"), Choice("nk", "Not known yet")),
)
TICKS = Group(
    title="What part has this child in it?",
    words=("Tick all that you know of.",),
    fields=(
        Tick(name="shown", label="Shown in an image"),
        Tick(name="sent", label="Sent it"),
        Tick(name="received", label="Received it"),
        Tick(name="caused", label="May have caused harm"),
        Tick(name="harmed", label="May have been harmed"),
    ),
)
NEEDS = Group(
    title="What the child needs and wants",
    fields=(
        Box(name="wants", label="What the child wants", hint="In their own words, as far as you know them."),
        Line(name="named_adult", label="Named adult", hint="A member of staff whom the child can go to"),
        Box(name="safety_plan", label="Safety plan", hint="This child only: the family can be given it."),
    ),
)
WHY = Box(name="parents_why", label="Who told them and when, or why not", hint="If they have not been told, say why.")
PARENTS = Group(
    title="Parents or carers",
    fields=(
        Pick(
            name="parents",
            label="Have parents or carers been told?",
            choices=(Choice("told", "Told"), Choice("not_told", "Not told")),
        ),
        WHY,
    ),
)
NAMES = Group(
    title="Who the child is",
    words=("You need not give a name.",),
    fields=(Line(name="name", label="Name"), Line(name="number", label="Number in the school’s records")),
)
FORM = FormPage(
    chrome=CHROME,
    name="One child",
    caption="Case 7F3K",
    heading="Add a child",
    words=("Write down what you know. Do not question a child to fill this in.",),
    groups=(Group(fields=(AGE,)), TICKS, NEEDS, PARENTS),
    action="/cases/1/children/add/3",
    act="Add a child",
    back=Link("Back to the children", "/cases/1/children"),
)
ERRORS = (
    Group(fields=(replace(AGE, error="Select an age, or “Not known yet”"),)),
    TICKS,
    NEEDS,
    replace(PARENTS, fields=(PARENTS.fields[0], replace(WHY, error="Write why they have not been told"))),
)
FAMILY = FamilyPage(
    chrome=CHROME,
    title_words="Child A",
    back_url="/cases/1/children",
    school="Seaview School",
    facts=CHILD.facts[-2:],
    phones=(LEAD,),
    help=(DANGER, CHILDLINE, NSPCC),
    before=(
        "Do not telephone home until you know it is safe for the child.",
        "Read it before you hand it over: what you wrote of one child may tell of another.",
    ),
    printed="Printed by Priya Nair on Saturday 14 November 2026 at 10:58.",
)
REFERENCE = Line(name="reference", label="Reference of the other case", hint="The six signs at the top of its page.")
LINKS = LinksPage(
    chrome=CHROME,
    reference="7F3K",
    back_url="/cases/1",
    cases=(
        LinkedCase(
            Link("Case M2QX: In review", "/cases/2"),
            "Linked by Priya Nair, Saturday 14 November 2026 at 10:58",
            "/cases/1/links/1/undo",
        ),
    ),
    field=REFERENCE,
    action="/cases/1/links",
)

PAGES = {
    "children": CHILDREN,
    "children-none": replace(CHILDREN, children=()),
    "child": FORM,
    "child-named": replace(FORM, groups=(NAMES, *FORM.groups)),
    "child-error": replace(FORM, groups=ERRORS),
    "family": FAMILY,
    "links": LINKS,
    "links-error": replace(
        LINKS,
        cases=(),
        field=replace(REFERENCE, typed="ABC123", error="There is no case with this reference that you can see"),
    ),
    "case-linked": replace(CASE, linked=(Link("Case M2QX: In review", "/cases/2"),), close=None),
}
