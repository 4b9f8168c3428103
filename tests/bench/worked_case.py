"""A case as a school works on it for a few days, made by the product itself: what a lead then opens is real."""

from dataclasses import dataclass

from lti_tool.cases.deciding import Choice, Need, Way
from lti_tool.cases.model import Case
from lti_tool.cases.receipts import GradebookPlace
from lti_tool.guidance.model import Level
from lti_tool.tenants.model import Staff
from lti_tool.web.services import Services
from tests.bench.journey_pages import LEAD_ANSWERS, REPORTER_ANSWERS

PLACE = GradebookPlace("https://moodle.test/1/lineitem", "https://moodle.test/lineitems", "1", ("score",), "2")
GIVEN = {Need.REASON: "As the answers ask.", Need.HEAD_NAME: "Helen Marsh", Need.HEAD_WHEN: "today at 10:40"}
CALL = {"agency": "social_care", "who": "The duty worker", "when": "today at 11:00", "said": "They will call."}


@dataclass(frozen=True)
class Worked:
    """Makes cases of one tenant.

    Attributes:
        services: the product's collaborators.
    """

    services: Services
    reporter: Staff
    lead: Staff

    def case(self) -> str:
        """Reported, sent, opened, completed, decided, told to an agency and opened again; gives its id."""
        work = self.services
        case_id = work.assessments.start(self.reporter).id
        self._answer(case_id, self.reporter, REPORTER_ANSWERS)
        work.assessments.send(case_id, self.reporter, PLACE)
        work.reviews.open(case_id, self.lead)
        self._answer(case_id, self.lead, LEAD_ANSWERS)
        work.decisions.record(case_id, self.lead, self._now(case_id).version, Choice(Way.CONFIRM, Level.MANAGE, GIVEN))
        work.consultations.record(case_id, self.lead, CALL, None)
        work.ownership.reopen(case_id, self.lead, self._now(case_id).version, "There is something new.")
        return case_id

    def _answer(self, case_id: str, person: Staff, answers: dict[str, str]) -> None:
        """Answer what is asked next, until nothing is."""
        path = self.services.assessments.read(case_id, person).path
        while (question := path.next_question) is not None:
            path = self.services.assessments.answer(case_id, person, question.id, answers[question.id]).path

    def _now(self, case_id: str) -> Case:
        return self.services.assessments.read(case_id, self.lead).case
