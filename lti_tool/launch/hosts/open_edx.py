"""Open edX. For a link made by deep linking, the login names the address that was set up, the token the link's own.

The login takes it from the configuration (`prepare_preflight_url`), the token from the content item
(`set_dl_content_launch_parameters`):
https://github.com/openedx/xblock-lti-consumer/blob/master/lti_consumer/plugin/views.py
"""

from __future__ import annotations

from .family import Family

OPEN_EDX = Family(name="open_edx", excuses_target=True)
