"""Invented cases to practise on: what is told, the answers that a careful reader gives, and why each of them."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load

from .columns import Several, several_words, words
from .library import GuideError, guide_ids, load, places
from .model import Level
from .vocabulary import Vocabulary, spoken

SHELF = Path(__file__).with_name("practice")


@dataclass(frozen=True)
class Expected:
    """What a careful reader answers: an option's id, or words where words are asked for.

    `also` are options that are as good; the outcome is the same with them.
    """

    answer: str
    why: str
    also: tuple[str, ...] = ()

    def fits(self, answer: str) -> bool:
        """Whether this answer is as good as the careful reader's."""
        return answer == self.answer or answer in self.also


@dataclass(frozen=True)
class Story:
    """One invented case.

    Attributes:
        heard: what a member of staff is told.
        learned: what the lead finds out afterwards.
        outcome: what the expected answers require.
        flags: flags that they raise at least.
        nation: where the story is set, if it says so; else in the reader's own nation.
    """

    id: str
    title: str
    heard: tuple[str, ...]
    learned: tuple[str, ...]
    expected: Mapping[str, Expected]
    outcome: Level
    flags: tuple[str, ...] = ()
    nation: str = ""


@dataclass(frozen=True)
class StoryBook:
    """The stories that belong to one guide."""

    guide: str
    stories: tuple[Story, ...]

    def story(self, story_id: str) -> Story | None:
        """The story of this id, or None."""
        return next((story for story in self.stories if story.id == story_id), None)


@cache
def stories_in_words(guide_id: str, words: Vocabulary) -> StoryBook:
    """The stories of a guide as a school with these words tells them."""
    return spoken(stories_for(guide_id), words)


@cache
def stories_for(guide_id: str) -> StoryBook:
    """The stories of a guide, or of the one that it borrows from. A guide without any has an empty book."""
    path = SHELF / f"{guide_id}.toml"
    if path.is_file():
        return open_stories(path)
    base = load(guide_id).extends if guide_id in guide_ids() else ""
    return replace(stories_for(base), guide=guide_id) if base else StoryBook(guide_id, ())


def open_stories(path: Path) -> StoryBook:
    """Read one file of stories, or say where and why it cannot be read."""
    place = f"practice/{path.name}"
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        book: StoryBook = BookSchema().load(table)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise GuideError(f"{place}: {error}") from error
    except ValidationError as error:
        raise GuideError(f"{place}: {'; '.join(places(error.messages, table))}") from error
    if book.guide != path.stem:
        raise GuideError(f"{place}: guide: the file and its guide ({book.guide}) must have the same name")
    return book


class ExpectedSchema(Schema):
    """`question = { is = …, why = … }`"""

    answer = words(required=True, data_key="is")
    why = words(required=True)
    also = several_words()

    @post_load
    def make(self, found: dict[str, Any], **_: Any) -> Expected:
        """Build the value."""
        return Expected(**found)


def expected(**rules: Any) -> fields.Dict:
    """Questions, each with what a careful reader answers."""
    return fields.Dict(keys=words(), values=fields.Nested(ExpectedSchema), **rules)


class FactSchema(Schema):
    """`[[facts]]`: a sentence that several stories share, with the answers that follow from it."""

    id = words(required=True)
    heard = words()
    learned = words()
    answers = expected(required=True)


class StorySchema(Schema):
    """`[[stories]]`"""

    id = words(required=True)
    title = words(required=True)
    heard = several_words(required=True)
    learned = several_words(load_default=())
    facts = several_words(load_default=())
    answers = expected(load_default={})
    outcome = fields.Enum(Level, required=True)
    flags = several_words(load_default=())
    nation = words(load_default="")


class BookSchema(Schema):
    """The whole file"""

    guide = words(required=True)
    facts = Several(fields.Nested(FactSchema), load_default=())
    stories = Several(fields.Nested(StorySchema), required=True)

    @post_load
    def make(self, found: dict[str, Any], **_: Any) -> StoryBook:
        """Build the book, with each story's facts written into it."""
        facts = {fact["id"]: fact for fact in found["facts"]}
        return StoryBook(found["guide"], tuple(whole(story, facts) for story in found["stories"]))


def whole(story: dict[str, Any], facts: Mapping[str, dict[str, Any]]) -> Story:
    """The story with the sentences and answers of its facts. What it says itself comes first, and holds."""
    unknown = [fact_id for fact_id in story["facts"] if fact_id not in facts]
    if unknown:
        raise ValidationError(f"there is no fact {', '.join(unknown)}", story["id"])
    shared = [facts[fact_id] for fact_id in story["facts"]]
    answers = {question: each for fact in shared for question, each in fact["answers"].items()}
    return Story(
        id=story["id"],
        title=story["title"],
        heard=(*story["heard"], *(fact["heard"] for fact in shared if "heard" in fact)),
        learned=(*story["learned"], *(fact["learned"] for fact in shared if "learned" in fact)),
        expected={**answers, **story["answers"]},
        outcome=story["outcome"],
        flags=story["flags"],
        nation=story["nation"],
    )
