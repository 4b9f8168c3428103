"""Blackboard Learn. Every school has the same issuer and the same client id; the deployment says which school it is.

Issuer and addresses: documented, https://docs.anthology.com/docs/lti/core/. They are the vendor's; a school's own
pages, in which the tool is framed, are elsewhere, so an administrator gives them with `--frame-origin`.

Scores: for somebody who has no membership that is graded it answers 400 with these words, in the source of a tool
that has been used with it for years (`record_result`,
https://github.com/hypothesis/lms/blob/main/lms/services/lti_grading/_v13.py). Its results are not always those of
the person that was asked for (the same file), so `outcomes/line_items.py` looks at each one's `userId`.

LTI Platform Storage: it does not name the frame in the login
(https://docs.anthology.com/docs/lti/core/poidc-login-lti_storage_target, documented). A browser that loses our
cookie there gets a window.
"""

from __future__ import annotations

from .family import Family

BLACKBOARD = Family(
    name="blackboard",
    issuers=frozenset({"https://blackboard.com"}),
    not_gradable=((400, "User could not be found:"),),
)
