"""Canvas. In Instructure's cloud every school has the same issuer and authorisation host, but pages of its own.

https://developerdocs.instructure.com/services/canvas/external-tools/lti/file.lti_dev_key_config names the issuer and
the authorisation URL; neither is the page in which the tool is framed. A school with a name of its own for Canvas
gives it with `--frame-origin`.

LTI Platform Storage answers in the frame `post_message_forwarding`
(https://developerdocs.instructure.com/services/canvas/external-tools/lti/file.lti_window_post_message). The cloud's
pages load it from sso.canvaslms.com, also for hosts that were added with the older URL on canvas.instructure.com.
The phone apps name that frame and never answer.

Scores: `preserve_score` keeps a grade that is there, and `new_submission` keeps a tick from becoming one more
submission (both documented, https://developerdocs.instructure.com/services/canvas/external-tools/lti, not verified).
Whoever is no student of the course gets 422 (in the source, `verify_user_in_context` in
`lti/ims/concerns/gradebook_services.rb` of https://github.com/instructure/canvas-lms), which `outcomes/score.py`
reads from every host.

Notices (documented, https://developerdocs.instructure.com/services/canvas/external-tools/lti/file.pns, and in the
source, `notice_handlers_controller.rb`): one subscribes on the school's own pages, with the scope `noticehandlers`
alone; our address must be on the tool's domain, or it answers 400; it keeps one for each kind and deployment, and
tells once.

Roles: a pupil of this course who teaches elsewhere comes with `institution/person#Instructor`, a teaching assistant
with a sub-role beside Instructor, and Student View with `TestUser` (`launch/roles.py`). An administrator of an
account who is not enrolled has no role in the course. It refuses calls without a User-Agent (`system/http.py` always
sends one).
"""

from __future__ import annotations

from .family import Family, Grades

CANVAS = Family(
    name="canvas",
    issuers=frozenset(
        {
            "https://canvas.instructure.com",
            "https://canvas.beta.instructure.com",
            "https://canvas.test.instructure.com",
        }
    ),
    frame_origins=("https://*.instructure.com",),
    storage_origins=(
        "https://sso.canvaslms.com",
        "https://sso.beta.canvaslms.com",
        "https://sso.test.canvaslms.com",
    ),
    grades=Grades.LEARNERS,
    score_extension={
        "https://canvas.instructure.com/lti/submission": {"new_submission": False, "preserve_score": True},
    },
)
