"""Moodle. Measured on 4.5.6: its pages, its issuer and its authorisation URL share one origin, and the token's target
is the login's. Its source is https://github.com/moodle/moodle/tree/main/public/mod/lti.
"""

from __future__ import annotations

from .family import Family

MOODLE = Family(name="moodle")
