"""Invented page models: the pages between a platform and the first page, and one that could not be saved."""

from __future__ import annotations

from lti_tool.web.views import AskHost, MessagePage, StoragePage, StorageReturnPage, TicketPage
from tests.web.samples_placing import SENDING
from tests.web.samples_reporter import LATER, STRANGER, WORDS

ASK = AskHost(
    subject="lti.put_data",
    frame="_parent",
    origins=("https://moodle.test",),
    key="signpost-key",
    action="/lti/login/stored",
    fields=(("state", "a-state"), ("binding", "a-binding")),
)

# Scripts decide what is shown on these and post their forms: they ask the platform's page first, or leave for it. So
# they are read without scripts, and tried with a platform in tests/browser and tests/browser/two_sites.
ASKING = {
    "storage": StoragePage(chrome=STRANGER, href="/lti/login/window?state=a-state", ask=ASK),
    "storage-return": StorageReturnPage(chrome=STRANGER, ask=ASK),
    "placing-send": SENDING,
}
PAGES = {
    "ticket": TicketPage(chrome=STRANGER, href="/ticket/a-ticket"),
    "message-typed": MessagePage(
        chrome=LATER,
        heading="We could not save that just now",
        advice=("Wait for a minute, then try again.", "What you wrote is below. Copy it before you leave this page."),
        typed=f"Agency: Seaview social care\nWho you spoke to: Dana Whitfield\nWhat they said: {WORDS}",
        reference="K4D2-88",
    ),
}
