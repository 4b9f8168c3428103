"""Open edX. For a link made by deep linking, the login names the address that was set up, the token the link's own.

The login takes it from the configuration (`prepare_preflight_url`), the token from the content item
(`set_dl_content_launch_parameters`):
https://github.com/openedx/xblock-lti-consumer/blob/master/lti_consumer/plugin/views.py

Measured on lti-consumer-xblock 11.4.4, and right for every host, so it is no peculiarity of this family's: a token
that it does not take gets 403 and not 401, and both renew it once (`outcomes/connector.py`); a score that is not
later gets 400 with `timestamp` in it (`outcomes/score.py`); no column is made from the line item of a link that was
placed, so the first receipt makes it (`outcomes/line_items.py`); roles are padded with `system/person#None` and
`institution/person#None` (`launch/roles.py`); it grades anybody.
"""

from __future__ import annotations

from .family import Family, Grades

OPEN_EDX = Family(name="open_edx", excuses_target=True, grades=Grades.ANYBODY)
