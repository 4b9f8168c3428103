"""Puts a receipt into a host's gradebook, and says how that ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from ..cases.receipts import Receipt
from ..launch.hosts import family_of
from ..tenants.model import Host
from . import wire
from .connector import Call, Connector, Connectors, LastLook
from .ends import (
    AnswerLost,
    Delivered,
    Delivery,
    GivenUp,
    NotGradable,
    Retry,
    ServiceRefused,
    ServiceUnavailable,
    Why,
    Withheld,
)
from .line_items import SCORE, LineItems
from .score import SCORE_TYPE, Answer, tick, understand

ENDS: MappingProxyType[Answer, Delivery] = MappingProxyType(
    {
        Answer.ACCEPTED: Delivered(),
        Answer.NOT_GRADABLE: NotGradable(),
        Answer.LINE_ITEM_GONE: GivenUp(Why.LINE_ITEM_GONE),
        Answer.COURSE_ENDED: GivenUp(Why.COURSE_ENDED),
        Answer.REFUSED: GivenUp(Why.REFUSED),
    }
)


class Gradebook:
    """The gradebooks of all hosts."""

    def __init__(self, connectors: Connectors) -> None:
        self._connectors = connectors

    def post_receipt(
        self,
        host: Host,
        receipt: Receipt,
        timestamp: datetime,
        last_look: LastLook = lambda: None,
        ticked_before: bool = False,
    ) -> Delivery:
        """Post the tick of `receipt` with this timestamp.

        A receipt that was given a timestamp before (`scored_at`) may have been posted before: a refusal of the same
        timestamp then means that the first post arrived.

        Args:
            last_look: called right before each post; raises Withheld to prevent it.
            ticked_before: the person may hold a tick from another receipt, so that seeing one proves nothing.
        """
        connector = self._connectors.to(host, last_look)
        items = LineItems(connector, host.id, receipt.place)
        try:
            return _Errand(connector, items, host, receipt, timestamp, ticked_before).run()
        except ServiceUnavailable as unavailable:
            return Retry(unavailable.after, unavailable.why)
        except (ServiceRefused, Withheld) as refused:
            return GivenUp(refused.why)


@dataclass(frozen=True, slots=True)
class _Errand:
    """One tick on its way to one host."""

    connector: Connector
    items: LineItems
    host: Host
    receipt: Receipt
    timestamp: datetime
    ticked_before: bool

    def run(self) -> Delivery:
        if SCORE not in self.receipt.place.scopes:
            return GivenUp(Why.NOT_AUTHORISED)
        given = self.receipt.place.line_item_url
        line_item = given or self.items.ours()
        if line_item is None:
            return GivenUp(Why.NO_LINE_ITEM)
        end = self._post(line_item)
        if given is None or end != GivenUp(Why.LINE_ITEM_GONE):
            return end
        # Somebody deleted the column of the activity. Ours, where we may have one, gets one try.
        instead = self._ours_instead()
        return end if instead in {None, given} else self._post(instead or given)

    def _ours_instead(self) -> str | None:
        try:
            return self.items.ours()
        except ServiceRefused:
            return None

    def _post(self, line_item: str) -> Delivery:
        family = family_of(self.host)
        body = tick(self.receipt.sub, self.timestamp, family.score_extension)
        scores = Call(wire.below(line_item, "scores"), (SCORE,), body=body, content_type=SCORE_TYPE)
        try:
            reply = self.connector.call(scores)
        except AnswerLost as lost:
            return self._settle(line_item, lost.why)
        if (answer := understand(reply, family.not_gradable)) is Answer.FAILED:
            raise self.connector.failure(reply)
        return self._end(answer, line_item)

    def _end(self, answer: Answer, line_item: str) -> Delivery:
        if answer is Answer.EARLIER_TIMESTAMP:
            return self._conflict(line_item)
        return ENDS.get(answer) or self._settle(line_item, Why.UNCLEAR)

    def _settle(self, line_item: str, why: Why) -> Delivery:
        """Nobody said whether the tick arrived, so look whether it is there.

        Where that would prove nothing, the same timestamp is posted again: a host takes it once.
        """
        arrived = not self.ticked_before and self._arrived(line_item)
        return Delivered() if arrived else Retry(None, why)

    def _conflict(self, line_item: str) -> Delivery:
        """The host holds this timestamp or a later one: either our own first post, or somebody else's score."""
        if self.receipt.scored_at is None:
            return Retry(None, Why.LATER_TIMESTAMP)
        arrived = self._arrived(line_item)
        if arrived is None:
            return Delivered(Why.CONFLICT_WITHOUT_RESULTS)
        return Delivered() if arrived else Retry(None, Why.LATER_TIMESTAMP)

    def _arrived(self, line_item: str) -> bool | None:
        """Whether the tick is in the gradebook. None: we may not look."""
        try:
            return self.items.holds_tick(line_item, self.receipt.sub)
        except ServiceRefused:
            return None
