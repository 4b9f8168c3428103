"""Canvas. In Instructure's cloud every school has the same issuer and authorisation host, but pages of its own.

https://developerdocs.instructure.com/services/canvas/external-tools/lti/file.lti_dev_key_config names the issuer and
the authorisation URL; neither is the page in which the tool is framed. A school with a name of its own for Canvas
gives it with `--frame-origin`.
"""

from __future__ import annotations

from .family import Family

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
)
