"""Moodle. Measured on 4.5.6: its pages, its issuer and its authorisation URL share one origin, and the token's target
is the login's. Its source is https://github.com/moodle/moodle/tree/main/public/mod/lti.

Measured there too, and right for every host, so it is no peculiarity of this family's:
- A token request may not be issued even five seconds in its future, so ours is half a minute old
  (`outcomes/connector.py`).
- A token that it does not take gets 401. It fetches our keys again when a signature fails.
- Scores: a line break makes a refusal look like 200, so the JSON is compact; timestamps are compared in whole
  seconds, and an equal one is refused with 409, so each is a second later than the one before; anything that is not
  final erases a grade (`outcomes/score.py`, `outcomes/parcels.py`). Somebody whom the course does not grade gets 400
  with `[]`.
- Deep linking: it sends no `data`; our answer may not be issued even a moment in its future, and it compares `iss` and
  `kid`. A column is named as the activity, whatever the line item's label. Who may not edit never launches.
- A site administrator who is not enrolled is Instructor of the course; so is a teacher who may not edit.
- It grades whoever is enrolled with a role of the site setting "Graded roles", at first only students. Its list of
  members calls a teacher who may not edit "Learner", so that word in the list alone proves nothing.
In the source of tools that are used with it: without a User-Agent it refuses to give its keys (`system/http.py`
always sends one), and it wants the reading scope of line items by name (`outcomes/line_items.py`).
"""

from __future__ import annotations

from .family import Family, Grades

MOODLE = Family(name="moodle", grades=Grades.STUDENT_ROLES)
