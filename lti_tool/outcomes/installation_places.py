"""Where an administrator changes what a test of the installation found, on each kind of platform.

Moodle's names were seen in one that ran; the others' are documented, or named by tools that are used with them, and
were not tried. A platform renames its pages, so each says what to look for too. Where we know no name, only that.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType


class Topic(Enum):
    """What is to be changed."""

    ADDRESSES = "addresses"
    CLOCK = "clock"
    KEY_SET = "key_set"
    CLIENT = "client"
    SERVICES = "services"
    COURSE = "course"
    ACTIVITY = "activity"
    GRADED = "graded"
    WINDOW = "window"
    NOTICES = "notices"
    COPIES = "copies"


OURS = "On Signpost’s server"
ANYWHERE: Mapping[Topic, str] = MappingProxyType(
    {
        Topic.ADDRESSES: f"{OURS}: the addresses that were given to signpost host add",
        Topic.CLOCK: f"{OURS}: set its clock with NTP. The platform’s server may need the same",
        Topic.KEY_SET: "In the tool’s settings on your platform: public key set (JWKS) URL",
        Topic.CLIENT: "In the tool’s settings on your platform: client ID, and whether the tool is switched on",
        Topic.SERVICES: "In the tool’s settings on your platform: assignment and grade services (AGS)",
        Topic.COURSE: "In Signpost: Installation > Staff-only courses and receipts",
        Topic.COPIES: "In Signpost: Installation > Platforms and deployments",
        Topic.ACTIVITY: "In the activity’s settings in the course: grading",
        Topic.GRADED: "In the course: the role with which staff are enrolled",
        Topic.WINDOW: "In the tool’s or the activity’s settings on your platform: open in a new window",
        Topic.NOTICES: "In the tool’s settings on your platform: Platform Notification Service (scope noticehandlers)",
    }
)

_MOODLE = "Site administration > Plugins > External tool > Manage tools > Signpost"
_CANVAS = "Admin > Developer Keys > Signpost"
_BRIGHTSPACE = "Admin Tools > Manage Extensibility > LTI Advantage > Signpost"
_BLACKBOARD = "Administrator Panel > LTI Tool Providers > Signpost > Edit"
_SCHOOLOGY = "App Center > My Developer Apps > Signpost"
_SAKAI = "Administration Workspace > External Tools > Signpost"
_OPEN_EDX = "Studio > the unit > LTI Consumer > Edit"

BY_FAMILY: Mapping[str, Mapping[Topic, str]] = MappingProxyType(
    {
        "moodle": {
            Topic.KEY_SET: f"{_MOODLE} > Public keyset",
            Topic.CLIENT: f"{_MOODLE} > View configuration details > Client ID",
            Topic.SERVICES: f"{_MOODLE} > Services > IMS LTI Assignment and Grade Services",
            Topic.ACTIVITY: "The activity > Settings > Grade, and “Accept grades from the tool” under Privacy",
            Topic.GRADED: "The course > Participants: enrol staff as students. "
            "Or Site administration > Grades > General settings > Graded roles",
            Topic.WINDOW: f"{_MOODLE} > Default launch container > New window",
        },
        "canvas": {
            Topic.KEY_SET: f"{_CANVAS} > JWK Method > Public JWK URL",
            Topic.CLIENT: f"{_CANVAS}: the number of the key, and State > On",
            Topic.SERVICES: f"{_CANVAS} > LTI Advantage Services",
            Topic.ACTIVITY: "Make the activity an assignment: Assignments > Submission Type > External Tool",
            Topic.GRADED: "The course > People: add staff to the staff-only course with the role Student",
            Topic.WINDOW: "The assignment > Submission Type > Load This Tool In A New Tab",
            Topic.NOTICES: f"{_CANVAS} > LTI Advantage Services: the scope …/noticehandlers",
        },
        "brightspace": {
            Topic.KEY_SET: f"{_BRIGHTSPACE} > Keyset URL",
            Topic.CLIENT: f"{_BRIGHTSPACE} > Client Id, and Enabled",
            Topic.SERVICES: f"{_BRIGHTSPACE} > Extensions, and LTI Advantage > Deployments > Extensions",
            Topic.GRADED: "Admin Tools > Roles and Permissions: the role’s setting “Can be graded in Grades”",
            Topic.NOTICES: f"{_BRIGHTSPACE} > Extensions > Platform Notification Service, "
            "and in the deployment Context Copy Notice too",
        },
        "blackboard": {
            Topic.KEY_SET: "developer.anthology.com > the application > JWKS URL: whoever runs Signpost has it",
            Topic.CLIENT: f"{_BLACKBOARD} > Client ID, and Approved",
            Topic.SERVICES: f"{_BLACKBOARD} > Allow grade service access",
            Topic.GRADED: "The staff-only course > Users: enrol staff with the role Student",
            Topic.WINDOW: "Administrator Panel > LTI Tool Providers > Signpost > Manage Placements > new window",
        },
        "schoology": {
            Topic.KEY_SET: f"{_SCHOOLOGY} > JWKS URL",
            Topic.CLIENT: f"{_SCHOOLOGY} > API Info > client ID",
            Topic.SERVICES: f"{_SCHOOLOGY} > Assignment and Grade Services",
        },
        "sakai": {
            Topic.KEY_SET: f"{_SAKAI} > LTI 1.3 keyset URL",
            Topic.CLIENT: f"{_SAKAI} > client ID",
            Topic.SERVICES: f"{_SAKAI} > allow outcomes, and allow line items",
            Topic.GRADED: "The site > Site Info: make staff members of the site",
        },
        "open_edx": {
            Topic.KEY_SET: f"{_OPEN_EDX} > Tool public key mode > Keyset URL",
            Topic.CLIENT: f"{_OPEN_EDX}: the client ID that it shows in Studio",
            Topic.SERVICES: f"{_OPEN_EDX} > LTI Assignment and Grades Service",
            Topic.ACTIVITY: f"{_OPEN_EDX} > LTI Assignment and Grades Service > declarative or programmatic",
            Topic.WINDOW: f"{_OPEN_EDX} > LTI launch target > New window",
        },
    }
)


def place(topic: Topic, family: str) -> str:
    """Where to change it on this kind of platform."""
    return BY_FAMILY.get(family, {}).get(topic, ANYWHERE[topic])
