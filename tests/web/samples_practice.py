"""Invented page models: practice on invented cases, and who has practised."""

from __future__ import annotations

from lti_tool.web.view_parts import Care, Choice, Link
from lti_tool.web.views import StartPage
from lti_tool.web.views_lead import QueuePage, Tab
from lti_tool.web.views_practice import (
    ChooseStoryPage,
    OtherAnswer,
    PracticeBar,
    PracticeCheckPage,
    PracticeChoicePage,
    PracticeEndPage,
    PracticeResultPage,
    PracticeTextPage,
    StoryPage,
    TrainedRow,
    TrainingPage,
)
from tests.web.samples_lead import CHROME, OUTCOME
from tests.web.samples_queue import ROWS
from tests.web.samples_reporter import DANGER_NOW, FACTS, FIRST, LATER, NOW, TEAM, TOLD, WORDS, YES_NO, YESTERDAY

BAR = PracticeBar("/", "/start")
HEARD = (
    "A pupil aged 15 tells you that they sent one nude picture to their partner, also 15.",
    "The child is upset but calm. They are in the medical room with the school nurse.",
)
LEARNED = ("It was part of a relationship between the two.", "Nobody from another school is involved.")
STORY = StoryPage(
    chrome=LATER,
    bar=BAR,
    heading="One picture between two pupils",
    words="You are a member of staff, and this is what you are told. Answer from this alone.",
    heard=HEARD,
    go_on=Link("Answer the questions", "/practice/1/go-on"),
)
CHOICES = (
    Choice("V01", "One picture between two pupils", "You finished this on Monday 23 November 2026 at 09:00."),
    Choice("V03", "Shown to two friends", "Begun on Monday 23 November 2026 at 09:00. You go on where you left off."),
    Choice("V05", "A demand within the hour"),
)
# A question of practice is shown by the same components; only what stands above it differs.
QUESTION = {name: value for name, value in DANGER_NOW.items() if name != "phones"}
IN_WORDS = {name: value for name, value in TOLD.items() if name != "phones"}
YEARS = (Tab("2026 to 2027", "/practice/who", current=True), Tab("2025 to 2026", "/practice/who?year=2025"))

RESULT = PracticeResultPage(
    chrome=LATER,
    bar=BAR,
    heading="A demand within the hour",
    compared=(
        "22 of 23 answers are those of a careful reader.",
        "Your answers would have led to another outcome: Consult.",
    ),
    told="Speak to a safeguarding lead this minute",
    told_do=("Stop here. Go to a safeguarding lead, or telephone one.", "Do not leave the child alone."),
    told_say=("To the child: you did right to tell me.",),
    police="Police: yes, now",
    care=Care.ACT_NOW,
    outcome="Refer now",
    timing=("Immediately, within the hour.",),
    agencies=("Police", "Children’s social care"),
    reasons=OUTCOME.reasons,
    others=(
        OtherAnswer(
            "Is anyone aged 18 or over involved in any way?",
            "No, all are under 18 and known in real life",
            "Known only online, and their age is not verified",
            "Nobody has met this person, and a profile proves no age.",
        ),
    ),
    written=(
        OtherAnswer(
            "What were you told, in the child’s words?",
            WORDS,
            "“She said pay, or I send this [image] to everybody you know.”",
            "The child’s own words, without what the picture shows.",
        ),
    ),
    receipt="Receipt: on its way to the gradebook.",
    again=Link("Practise on another case", "/practice"),
)

PAGES = {
    "start-practice": StartPage(
        code=Link("I was given a code", "/roles/code"),
        chrome=FIRST,
        phones=TEAM,
        start_url="/cases",
        practice=Link("Practise on an invented case", "/practice"),
    ),
    "queue-more": QueuePage(
        chrome=CHROME,
        rows=ROWS,
        report_url="/start",
        more=(Link("Practise on an invented case", "/practice"), Link("See who has practised", "/practice/who")),
    ),
    "practice-choose": ChooseStoryPage(
        chrome=LATER,
        bar=BAR,
        action="/practice",
        choices=CHOICES,
        results=(Link("One picture between two pupils", "/practice/1/result"),),
        who=Link("See who has practised", "/practice/who"),
    ),
    "practice-choose-error": ChooseStoryPage(
        chrome=LATER, bar=BAR, action="/practice", choices=CHOICES, error="Select a case to practise on"
    ),
    "practice-story": STORY,
    "practice-story-lead": StoryPage(
        chrome=LATER,
        bar=BAR,
        heading=STORY.heading,
        words="Now you are the safeguarding lead. This is what you know by now. Answer from this alone.",
        heard=HEARD,
        learned=LEARNED,
        go_on=STORY.go_on,
    ),
    "practice-choice": PracticeChoicePage(**QUESTION, bar=BAR, story=HEARD, choices=YES_NO),  # type: ignore[arg-type]
    "practice-choice-error": PracticeChoicePage(
        **QUESTION,  # type: ignore[arg-type]
        bar=BAR,
        story=HEARD,
        choices=YES_NO,
        error="Select whether any child is in danger",
    ),
    "practice-text": PracticeTextPage(**IN_WORDS, bar=BAR, story=HEARD + LEARNED),  # type: ignore[arg-type]
    "practice-check": PracticeCheckPage(
        chrome=LATER, bar=BAR, sections=FACTS, back_url="/practice/1/questions/told", send_url="/practice/1/send"
    ),
    "practice-end": PracticeEndPage(
        chrome=LATER, bar=BAR, back_url="/practice/1/questions/other_school", action="/practice/1/finish"
    ),
    "practice-result": RESULT,
    "practice-who": TrainingPage(
        chrome=CHROME,
        back=Link("Back to practice", "/practice"),
        year="2026 to 2027",
        years=YEARS,
        rows=(TrainedRow("Sam Okafor", "3", NOW), TrainedRow("Member of staff", "1", YESTERDAY)),
        csv_url="/practice/who.csv?year=2026",
    ),
    "practice-who-nobody": TrainingPage(
        chrome=CHROME,
        back=Link("Back to practice", "/practice"),
        year="2026 to 2027",
        years=YEARS[:1],
        rows=(),
        csv_url="/practice/who.csv?year=2026",
    ),
}
