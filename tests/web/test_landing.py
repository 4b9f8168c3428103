"""Where launches lead."""

from lti_tool.launch.message_types import MESSAGE_TYPES
from lti_tool.web.pages.landing import LANDINGS


def test_every_kind_of_message_that_is_accepted_leads_somewhere() -> None:
    assert set(LANDINGS) == set(MESSAGE_TYPES)
