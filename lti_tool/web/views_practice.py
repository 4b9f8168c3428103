"""The page models of practice on invented cases."""

from __future__ import annotations

from dataclasses import dataclass

from lti_tool.web import view_parts as part
from lti_tool.web.views import CheckPage, ChoicePage, TextPage
from lti_tool.web.views_lead import Tab


@dataclass(frozen=True, slots=True)
class PracticeBar:
    """What stands above every page of practice: that it is invented, and the two ways out."""

    leave_url: str
    report_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooseStoryPage(part.Page):
    """Which story somebody wants to practise on."""

    template = "pages/practice_choose.html"
    subject = "Practise on an invented case"
    bar: PracticeBar
    action: str
    choices: tuple[part.Choice, ...]
    results: tuple[part.Link, ...] = ()
    who: part.Link | None = None
    error: str | None = None

    @property
    def wrong(self) -> str | None:
        return self.error


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryPage(part.Page):
    """What somebody is told, and later what they find out as the lead."""

    template = "pages/practice_story.html"
    subject = "An invented case"
    bar: PracticeBar
    heading: str
    words: str
    heard: tuple[str, ...]
    learned: tuple[str, ...] = ()
    go_on: part.Link


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeChoicePage(ChoicePage):
    """A question of an invented case, answered by one of several choices."""

    template = "pages/practice_choice.html"
    bar: PracticeBar
    story: tuple[str, ...]

    @property
    def about(self) -> str:
        return f"Practice: {self.question}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeTextPage(TextPage):
    """A question of an invented case, answered in words."""

    template = "pages/practice_text.html"
    bar: PracticeBar
    story: tuple[str, ...]

    @property
    def about(self) -> str:
        return f"Practice: {self.question}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeCheckPage(CheckPage):
    """The end of the reporter's part."""

    template = "pages/practice_check.html"
    subject = "Practice: check your answers"
    bar: PracticeBar


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeEndPage(part.Page):
    """The end of the lead's part."""

    template = "pages/practice_end.html"
    subject = "Practice: all questions answered"
    bar: PracticeBar
    back_url: str
    action: str


@dataclass(frozen=True, slots=True)
class OtherAnswer:
    """A question that somebody answered otherwise than a careful reader would, and why."""

    question: str
    given: str
    expected: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeResultPage(part.Page):
    """What a careful reader's answers lead to, and where somebody's were others."""

    template = "pages/practice_result.html"
    subject = "Practice: how it went"
    bar: PracticeBar
    heading: str
    compared: tuple[str, ...]
    told: str
    told_do: tuple[str, ...]
    told_say: tuple[str, ...]
    police: str
    care: part.Care
    outcome: str
    timing: tuple[str, ...]
    agencies: tuple[str, ...]
    reasons: tuple[part.Reason, ...]
    others: tuple[OtherAnswer, ...]
    written: tuple[OtherAnswer, ...]
    receipt: str
    again: part.Link


@dataclass(frozen=True, slots=True)
class TrainedRow:
    """Somebody who has practised."""

    name: str
    times: str
    last: part.Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingPage(part.Page):
    """Who has practised in a school year."""

    template = "pages/practice_who.html"
    subject = "Who has practised"
    wide = True
    back: part.Link
    year: str
    years: tuple[Tab, ...]
    rows: tuple[TrainedRow, ...]
    csv_url: str
