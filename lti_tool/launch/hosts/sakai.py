"""Sakai. It grades any member of a site, also who teaches, and says in words who is none.

In the source (`handleLineItemScore` and `checkUserInSite`): `LTI13Servlet.java` in
https://github.com/sakaiproject/sakai. That the words are in the answer's body is not verified. A request for scopes
that the tool may not have is refused as a whole (`invalid_scope`), so only the scopes that a launch granted are
asked for (`outcomes/gradebook.py`). It allows clocks a minute, as we do.
"""

from __future__ import annotations

from .family import Family, Grades

SAKAI = Family(name="sakai", grades=Grades.MEMBERS, not_gradable=((400, "User does not belong to site"),))
