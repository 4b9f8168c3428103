"""The school's gradebook: columns (line items) and one grade for each person in each."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime


@dataclass(frozen=True)
class LineItem:
    """One column of a course's gradebook."""

    id: str
    course_id: str
    label: str
    maximum: float
    resource_id: str = ""
    tag: str = ""
    resource_link_id: str | None = None


@dataclass(frozen=True)
class Grade:
    """What the gradebook holds for one person; a score of None is a grade that was erased."""

    score: float | None
    maximum: float
    comment: str
    timestamp: datetime


@dataclass(frozen=True)
class ScorePost:
    """One arrival at a scores address, accepted or not."""

    course_id: str
    item_id: str
    body: str
    content_type: str
    status: int


@dataclass
class Gradebook:
    """Columns, grades and every score that ever arrived."""

    items: dict[str, LineItem] = field(default_factory=dict)
    grades: dict[tuple[str, str], Grade] = field(default_factory=dict)
    posts: list[ScorePost] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def add(self, item: LineItem) -> LineItem:
        """Keep a new column under the next number."""
        kept = replace(item, id=str(next(self._numbers)))
        self.items[kept.id] = kept
        return kept

    def change(self, item: LineItem) -> LineItem:
        """Keep a column's new particulars."""
        self.items[item.id] = item
        return item

    def remove(self, item_id: str) -> None:
        """Take away a column and all its grades."""
        del self.items[item_id]
        self.grades = {place: grade for place, grade in self.grades.items() if place[0] != item_id}

    def of_course(self, course_id: str) -> list[LineItem]:
        """The columns of a course, oldest first."""
        return [item for item in self.items.values() if item.course_id == course_id]

    def of_link(self, course_id: str, resource_link_id: str) -> list[LineItem]:
        """The columns that belong to one activity."""
        return [item for item in self.of_course(course_id) if item.resource_link_id == resource_link_id]

    def grade(self, item_id: str, sub: str) -> Grade | None:
        """What is held for a person in a column, erased grades included."""
        return self.grades.get((item_id, sub))

    def record(self, item: LineItem, sub: str, grade: Grade) -> None:
        """Put a grade in the column in place of what was there."""
        self.grades[item.id, sub] = grade
