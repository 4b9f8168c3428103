"""The record of one case, made for the child-protection file: the one value that page, PDF and JSON are made from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property

from ...cases.children import Child, Fact
from ...cases.links import Linked
from ...cases.model import Decision, Event
from ...cases.review import CaseFile
from ...cases.task import Task
from ...guidance.assess import Assessment, assess, criteria_met
from ...guidance.model import Criterion, Kind, Level, Question, Source
from ...guidance.path import Step
from ...guidance.unknowns import Unknown, what_would_raise
from ...tenants.model import Staff

# What a reporter says after they have sent the case.
SAID_LATER = ("added", "disagreed")
# The question about staff and images, the advice once somebody has looked, and the actions about a device.
STAFF_SAW = "staff_seen"
LOOKED = "VIEWED"
OF_DEVICES = ("refer_device", "refer_device_keep")
# Below these a decision sends the case to nobody, and its reasons are those for not referring too.
REFERS = Level.REFER_CSC


class TakenAs(StrEnum):
    """In which form a record leaves, by the kind of the entry that says so."""

    PAPER = "printed"
    PDF = "taken_as_pdf"
    JSON = "taken_as_json"


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What stands in answer to a question that asks for words; empty where nobody wrote any.

    Attributes:
        by_reporter: nobody else has written in its place since.
    """

    question: Question
    words: str
    by_reporter: bool


@dataclass(frozen=True)
class CaseRecord:
    """All that a case holds, as one person may see it at one moment.

    Attributes:
        file: the case with its decisions, calls, tasks and history.
        children: names only where the school has allowed them.
        by: for whom it was made.
        at: when.
    """

    file: CaseFile
    children: tuple[Child, ...]
    by: Staff
    at: datetime

    @cached_property
    def assessment(self) -> Assessment:
        """What the answers require, with the answers that drove it."""
        return assess(self.file.desk.guide, self.file.desk.answers, strict=False)

    @cached_property
    def criteria(self) -> tuple[Criterion, ...]:
        """The criteria for immediate referral that the answers meet."""
        return criteria_met(self.file.desk.guide, self.file.desk.answers)

    @cached_property
    def unknown(self) -> tuple[Unknown, ...]:
        """What nobody knows, and what an answer could change."""
        return what_would_raise(self.file.desk.guide, self.file.desk.answers)

    @property
    def own_words(self) -> tuple[OwnWords, ...]:
        """What was written by hand where a question asks for words. It is kept apart from what others made of it."""
        desk = self.file.desk
        asked = (each for each in desk.guide.questions if each.kind is Kind.TEXT)
        return tuple(
            OwnWords(each, desk.answers.get(each.id, ""), by_reporter=each.id not in desk.others) for each in asked
        )

    @property
    def said_later(self) -> tuple[Event, ...]:
        """What the reporter wrote after sending, oldest first."""
        return tuple(each for each in self.file.history if each.kind in SAID_LATER and each.detail.get("words"))

    @property
    def chosen(self) -> tuple[Step, ...]:
        """The answers that were chosen, in the order in which they are asked."""
        return tuple(step for step in self.file.desk.path.steps if step.question.kind is Kind.CHOICE)

    @property
    def staff_saw(self) -> Step | None:
        """What was answered about staff having seen an image."""
        return self.file.desk.path.step(STAFF_SAW)

    @property
    def of_devices(self) -> tuple[Task, ...]:
        """What was to be done about devices, and about somebody having looked."""
        looked = self.file.desk.guide.part(LOOKED)
        actions = {*OF_DEVICES, *(action.id for action in (looked.do if looked else ()))}
        return tuple(task for task in self.file.tasks if task.action in actions)

    @property
    def reviews(self) -> tuple[Task, ...]:
        """Every review of the case, done or to come."""
        guide = self.file.desk.guide
        return tuple(task for task in self.file.tasks if guide.action(task.action).again is not None)

    @property
    def parents(self) -> tuple[Child, ...]:
        """The children of whom somebody wrote down whether parents or carers know."""
        return tuple(child for child in self.children if child.facts.get(Fact.PARENTS))

    @property
    def earlier(self) -> tuple[Decision, ...]:
        """Every decision but the one in force, oldest first."""
        return tuple(made for made in self.file.decisions if made is not self.file.decision)

    @property
    def linked(self) -> tuple[Linked, ...]:
        """The cases that belong to it.

        Paper is read by others than whom it was made for. So that of an ordinary case names none that is for the head.
        """
        shown = self.file.desk.case.restricted
        return tuple(each for each in self.file.linked if shown or not each.case.restricted)

    @property
    def filed_where(self) -> str | None:
        """Where the school has filed it, once it has."""
        filed = [each.detail.get("where") for each in self.file.history if each.kind == "filed"]
        return filed[-1] if filed and self.file.desk.case.filed_at is not None else None

    @property
    def held(self) -> Event | None:
        """The entry that put it on hold, as long as it is."""
        on = [each for each in self.file.history if each.kind == "held"]
        return on[-1] if on and self.file.desk.case.held_at is not None else None

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """What the drivers and the criteria rest on, each once, in the order of first mention."""
        ids = [id_ for driver in self.assessment.drivers for id_ in driver.sources]
        ids += [id_ for criterion in self.criteria for id_ in criterion.sources]
        return self.file.desk.guide.cited(tuple(dict.fromkeys(ids)))
