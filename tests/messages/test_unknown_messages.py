"""A kind of message that we do not answer is refused with a plain page, and signs nobody in."""

import pytest

from tests.messages.conftest import Town


@pytest.mark.parametrize(
    "message",
    [
        "LtiEulaRequest",
        "LtiAssetProcessorSettingsRequest",
        "LtiReportReviewRequest",
        "LtiStartProctoring",
        "LtiStartAssessment",
        "LtiContextCopyNotice",
        "LtiDeepLinkingResponse",
        "ltisubmissionreviewrequest",
        "<script>",
        "x" * 255,
    ],
)
def test_it_is_refused_with_a_page_that_says_what_to_do(town: Town, message: str) -> None:
    seen = town.opens("lead", message, "reporter")

    assert seen.status == 403
    assert message not in seen.text
    assert seen.goes_to("/start").status == 403
