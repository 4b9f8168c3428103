"""Schoology. Every school has the same issuer; the deployment says which school it is.

Issuer and addresses: documented, https://developers.schoology.com/app-platform/lti-apps. They are the vendor's
service; the page in which the tool is framed may be elsewhere, so an administrator gives it with `--frame-origin`.
Deep linking (documented, the same page): it places LTI links and web links only, from "Add Materials", and wants what a
link carries in `custom` (`launch/deep_link_answer.py`). There is no Dynamic Registration, and a list
of members has a hundred to a page at most (documented; `outcomes/memberships.py` asks for no more).
"""

from __future__ import annotations

from .family import Family

SCHOOLOGY = Family(name="schoology", issuers=frozenset({"https://schoology.schoology.com"}))
