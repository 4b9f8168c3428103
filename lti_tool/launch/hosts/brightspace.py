"""Brightspace. It has one audience for all its tokens, and says in words whom it does not grade.

Audience: always the same, and not the token URL. In the source of a tool that has been used with it for years,
https://github.com/hypothesis/lms/blob/main/lms/product/d2l/_plugin/misc.py (`get_ltia_aud_claim`). Brightspace also
shows it when a tool is registered; what an administrator gives with `--audience` goes before this.

Scores: one is stored only for a role that "Can be graded in Grades" (documented, https://community.d2l.com kb
23752). The two answers below are in the source of the same tool (`record_result` in
lms/services/lti_grading/_v13.py); what a role that is not graded gets is not known. A 403 is also what a token gets
that is no longer taken, so it is renewed once before the words count.

Keys: they change about every hour, and its answer forbids to keep them (pylti1.3, issue 90), which `launch/jwks.py`
is made for. Roles: an anonymous deployment withholds the role in the course (documented, kb 18081), so nobody gets
in.

Notices: an administrator has to allow them in the registration and in the deployment, there each kind by itself
(documented, https://community.d2l.com/brightspace/kb/articles/26215-platform-notification-service-with-lti-1-3).
"""

from __future__ import annotations

from .family import Family, Grades

BRIGHTSPACE = Family(
    name="brightspace",
    audience="https://api.brightspace.com/auth/token",
    grades=Grades.LEARNERS,
    not_gradable=(
        (403, "User in requested score is not enrolled in the org unit"),
        (404, "User in requested score does not exist"),
    ),
)
