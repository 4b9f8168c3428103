"""The administrator's page: whether this installation works and is ready. No case can be seen from it."""

from __future__ import annotations

from flask import url_for

from ...guidance.vocabulary import Ours
from ...tenants.model import LEADS, Role
from ...tenants.tenants import NotFound
from .. import view_parts as part
from ..phones import LABELS
from ..say import say
from ..services import services
from ..views_admin import AdminPage
from ..visitor import Visitor

INSTALLATION_PAGES = {
    "people.everybody": "People and roles",
    "installing.contacts": "Telephone numbers",
    "installing.courses": "Staff-only courses and receipts",
    "installing.rules": "How long cases are kept, school hours, names",
    "wording.words": "Words that your school uses",
    "platforms.everywhere": "Platforms and deployments",
    "installation_health.health": "Health: last launch, last receipt, clocks, signing key",
    "erasing.waiting": "Deletions that wait for an administrator",
    "poster.school": "The poster for the staff-room wall",
}


def admin_page(who: Visitor, chrome: part.Chrome) -> AdminPage:
    """What is set and what is missing. Raises NotFound for somebody who is not an administrator."""
    if not who.person.has(Role.ADMINISTRATOR):
        raise NotFound("There is no such page for this person.")
    here = services()
    tenant_id = who.person.tenant_id
    with here.database.reading() as db:
        tenant = here.tenants.get(db, tenant_id)
        missing = here.contacts.missing(db, tenant_id)
        has_lead = any(here.staff.holding(db, tenant_id, role) for role in LEADS)
        has_head = bool(here.staff.holding(db, tenant_id, Role.HEAD))
    return AdminPage(
        chrome=chrome,
        school=tenant.name,
        pages=tuple(part.Link(words, url_for(endpoint)) for endpoint, words in INSTALLATION_PAGES.items()),
        test_url=url_for("installation_health.try_out"),
        copies_url=url_for("copies.waiting") if here.copies.waiting(who.person) else None,
        checks=(
            part.Check("This launch worked", True),
            part.Check(Ours("A safeguarding lead is named"), has_lead, "Name one under: People and roles"),
            part.Check("A head is named", has_head, "Name one under: People and roles"),
            *(
                part.Check(f"Telephone number: {say(LABELS[kind])}", False, "Set it under: Telephone numbers")
                for kind in missing
            ),
            *((part.Check("All required telephone numbers are set", True),) if not missing else ()),
        ),
    )
