"""The administrator's page: whether this installation works and is ready. No case can be seen from it."""

from __future__ import annotations

from flask import url_for

from ...tenants.model import LEADS, Role
from ...tenants.tenants import NotFound
from .. import view_parts as part
from ..phones import LABELS
from ..services import services
from ..views_admin import AdminPage
from ..visitor import Visitor


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
        deletions_url=url_for("erasing.waiting"),
        poster_url=url_for("poster.school"),
        copies_url=url_for("copies.waiting") if here.copies.waiting(who.person) else None,
        checks=(
            part.Check("This launch worked", True),
            part.Check("A safeguarding lead is named", has_lead, "Name one with: signpost lead add"),
            part.Check("A head is named", has_head, "Name one with: signpost lead add --role head"),
            *(
                part.Check(f"Telephone number: {LABELS[kind]}", False, "Set it with: signpost contact set")
                for kind in missing
            ),
            *((part.Check("All required telephone numbers are set", True),) if not missing else ()),
        ),
    )
