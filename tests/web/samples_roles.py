"""Invented page models: roles, and one that waits for agreement."""

from __future__ import annotations

from dataclasses import replace

from lti_tool.web.view_parts import Fact, Happening, Link
from lti_tool.web.views_roles import RoleNews, RolePage, RolesPage
from tests.web import samples_queue, samples_reporter
from tests.web.samples_lead import CHROME
from tests.web.samples_reporter import NOW, YESTERDAY

BACK = Link("Back", "/")
PROPOSED = "Helen Marsh was proposed for the role: head. It has to be agreed to."
NEWS = (
    Happening(PROPOSED, "Your administrator", YESTERDAY),
    Happening("Tom Ellis now has the role: deputy safeguarding lead. It was agreed to.", "Priya Nair", NOW),
)
READERS = (
    Fact("Ruth Adeyemi", "Head"),
    Fact("Priya Nair", "Safeguarding lead"),
    Fact("Deputy safeguarding lead, account 8 on the platform", "Deputy safeguarding lead"),
)
NOTES = (
    "Only the head can read cases about a member of staff.",
    "If any of this is not right, speak to the head or to your administrator in person.",
)
FACTS = (
    Fact("Who", "Helen Marsh"),
    Fact("Role", "Head"),
    Fact("What they could read", "Every case of your school, and those about a member of staff"),
    Fact("Proposed by", "Your administrator, Wednesday 25 November 2026 at 09:00"),
    Fact("Who may agree", "Another head who is not an administrator as well"),
    Fact("Lapses", "Friday 25 December 2026 at 09:00"),
)
ONE = RolePage(
    chrome=CHROME,
    back=Link("Back to roles", "/roles"),
    heading="A role waits for agreement",
    facts=FACTS,
    words=("Make sure with the person, or with the head, that this is right. Do not go by this page alone.",),
    agree_action="/roles/1/agree",
    refuse_action="/roles/1/refuse",
)

PAGES = {
    "roles": RolesPage(
        chrome=CHROME,
        back=BACK,
        waiting=(Link("Helen Marsh: Head", "/roles/1"),),
        news=NEWS,
        seen_action="/roles/seen",
        seen_ids=("1", "2"),
        readers=READERS,
        notes=NOTES,
    ),
    "roles-own": RolesPage(chrome=CHROME, back=BACK, news=NEWS[:1], seen_action="/roles/seen", seen_ids=("1",)),
    "role": ONE,
    "role-not-yours": replace(
        ONE,
        words=("You cannot agree to this one. If it is not right, tell somebody who may agree.",),
        agree_action=None,
        refuse_action=None,
    ),
    "role-over": replace(
        ONE,
        heading="This role does not wait any more",
        facts=(*FACTS[:4], Fact("Answered by", "Ruth Adeyemi")),
        words=("Somebody has agreed to this by now. The role is given.",),
        agree_action=None,
        refuse_action=None,
    ),
    "queue-roles": replace(
        samples_queue.PAGES["queue-head"],
        roles=RoleNews(("1 role waits for agreement.", NEWS[1].words), Link("See roles", "/roles")),
    ),
    "start-roles": replace(samples_reporter.PAGES["start"], roles=RoleNews((PROPOSED,), Link("See roles", "/roles"))),
}
