"""One case for paper: all of it, for those who may read it, and noted."""

import re
from html import unescape

import pytest

from lti_tool.cases.model import Case
from lti_tool.system.database import Database
from tests.cases.full_case import full_case
from tests.cases.team import EVERYONE, LEAD
from tests.cases.test_children import adds
from tests.crash.trouble import impatient, locked_elsewhere
from tests.web.signed_in import Site

# From a heading on, what has to stand below it.
HOLDS = {
    "At a glance": "The blue cabinet",
    "In the words of whoever reported it": "She said: “he has the picture”.",
    "Added by Reporter Person": "Her friend knows of it too.",
    "Answers": "Agreed to one person having it, then passed on without agreement",
    "What is not known": "Could telling a parent or carer put a child at risk",
    "What the guidance asks for: Consult": "(england_v1). Sources read in November 2026.",
    "Criteria for immediate referral that are met": "None on these answers",
    "What was decided": "All three of them have spoken to us, and it was never sent on.",
    "Sign-off": "Helen Marsh, today at 15:00",
    "Earlier decisions": "We ask before we decide.",
    "Who was consulted": "They take it no further.",
    "Children": "Child B",
    "Parents and carers": "Not told. Social care tell her mother on Friday.",
    "Actions": "Mr Hall saw it by accident.",
    "Devices, and whether staff saw an image": "Done: Lead Person",
    "Reviews": "Due by the end of",
    "What has happened": "Not everything is done, because: It goes on in the plan.",
    "Where this comes from": "Department for Science",
}
CALL = {"agency": "Seaview social care", "who": "Dana Whitfield", "when": "10:40", "said": "They ring back."}


@pytest.fixture
def site(sqlite_database: Database) -> Site:
    return Site(sqlite_database)


@pytest.fixture
def case(site: Site) -> Case:
    team = site.team
    case = team.sends(**EVERYONE)
    team.completes(case.id, team.lead, EVERYONE | LEAD)
    team.consultations.record(case.id, team.lead, CALL, None)
    adds(team, case)
    team.confirms(case.id, team.lead, team.file(case.id).desk.case.version, "Agreed with the head.")
    return case


def squeezed(words: str) -> str:
    return " ".join(words.split())


def text_of(page: str) -> str:
    """A page's words, without its marks, in one line."""
    return squeezed(unescape(re.sub(r"<[^>]+>", " ", page)))


def paper(site: Site, case: Case, who: str = "lead") -> str:
    answer = site.as_(getattr(site.team, who)).gets(f"/cases/{case.id}/print")
    return answer.get_data(as_text=True) if answer.status_code == 200 else str(answer.status_code)


def test_paper_holds_what_was_answered_asked_for_decided_told_and_done(site: Site, case: Case) -> None:
    page = paper(site, case)

    for words in (
        case.reference,
        "She said he has the picture.",
        "Manage in school",
        "Agreed with the head.",
        "Helen Marsh",
        "Child A",
        "Sits at the front.",
        "Due by the end of",
        "Seaview social care",
        "They ring back.",
        "Wrote down a call to",
        "Printed by Lead Person (safeguarding lead)",
    ):
        assert words in page, words


def test_the_record_of_a_case_that_went_its_whole_way_holds_all_of_it(site: Site) -> None:
    """What guidance-spec "Recording" asks for, in the words that were written."""
    case = full_case(site.team)

    page = text_of(paper(site, case))

    for heading, words in HOLDS.items():
        assert words in page[page.index(heading) :], (heading, words)


def test_reasons_for_not_referring_are_called_so(site: Site, case: Case) -> None:
    referred = site.team.decides(plan="social_worker")

    assert "Reasons, also for not referring" in paper(site, case)
    assert "not referring" not in paper(site, referred)


def test_everything_that_the_file_for_programs_says_in_words_is_on_paper_too(site: Site) -> None:
    case = full_case(site.team)
    lead = site.as_(site.team.lead)

    taken = lead.gets(f"/cases/{case.id}/record.json").get_json()
    page = text_of(paper(site, case))

    for part in ("own_words", "said_later", "answers", "not_known", "agencies", "tasks"):
        for each in taken[part]:
            for name in ("words", "question", "answer", "agency", "said", "reference", "action", "note"):
                assert squeezed(each.get(name) or "") in page, (part, name)
    for made in taken["decisions"]:
        for words in (made["reason"], *(made["written"][name] for name in made["written"] if name != "review_on")):
            assert squeezed(words) in page
    for child in taken["children"]:
        assert squeezed(child["facts"].get("parents_why", "")) in page


def test_the_paper_of_an_ordinary_case_names_no_case_that_is_for_the_head(site: Site, case: Case) -> None:
    restricted, other = site.team.restricted(), site.team.sends(**EVERYONE)
    for each in (restricted, other):
        site.team.links.link(case.id, site.team.head, each.reference)

    page = paper(site, case, "head")

    assert other.reference in page
    assert restricted.reference not in page


def test_there_is_nothing_on_it_to_change(site: Site, case: Case) -> None:
    page = paper(site, case)

    assert "<form" not in page
    for place in ("/questions/", "/actions/", "/children/"):
        assert place not in page


def test_the_case_leads_to_its_paper_and_says_afterwards_who_opened_it(site: Site, case: Case) -> None:
    lead = site.as_(site.team.lead)
    address = f"/cases/{case.id}/print"
    for page in (f"/cases/{case.id}", f"/cases/{case.id}/outcome"):
        assert f'href="{address}"' in lead.gets(page).get_data(as_text=True)

    site.as_(site.team.head).gets(address)

    page = lead.gets(f"/cases/{case.id}").get_data(as_text=True)
    history = page[page.index("What has happened") :]
    assert history.index("Opened to print") < history.index("Read</p>")
    assert "Head Person" in history[history.index("Opened to print") :]


def test_each_time_it_is_opened_is_an_entry(site: Site, case: Case) -> None:
    for _ in range(3):
        paper(site, case, "head")

    page = site.as_(site.team.lead).gets(f"/cases/{case.id}").get_data(as_text=True)
    assert page.count("Opened to print") == 3
    assert site.team.kinds(case.id).count("read") == 1


@pytest.mark.parametrize("who", ["reporter", "colleague", "administrator"])
def test_nobody_else_gets_it(site: Site, case: Case, who: str) -> None:
    assert paper(site, case, who) == "404"


def test_paper_of_a_restricted_case_is_the_heads(site: Site) -> None:
    restricted = site.team.restricted()

    assert paper(site, restricted) == "404"
    assert restricted.reference in paper(site, restricted, "head")


def test_it_is_shown_while_nothing_can_be_noted(site: Site, case: Case) -> None:
    deputy = site.as_(site.team.deputy)
    # Its first page keeps the session's token.
    deputy.gets("/cases")

    with impatient(site.database), locked_elsewhere(site.database):
        answer = deputy.gets(f"/cases/{case.id}/print")

    assert case.reference in answer.get_data(as_text=True)

    assert "printed" not in site.team.kinds(case.id)
