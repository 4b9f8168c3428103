"""The poster's files. Those of the public one are made once and kept: anybody may ask, and each takes time to make."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta

from ..guidance.poster import Poster
from ..outcomes.poster.paper import Form, Print, poster_file
from ..outcomes.poster.telephones import Line
from ..system.clock import Clock
from ..system.pdf import PdfBusy, PdfFailed
from .poster_lines import poster_lines

PAUSE = timedelta(minutes=1)
"""After a failure, until it is tried again."""


class PosterPrints:
    """Makes posters, and keeps those that belong to no school: one for each version of a guide and each form."""

    def __init__(self, to_pdf: Print, clock: Clock) -> None:
        self._to_pdf = to_pdf
        self._clock = clock
        self._making = threading.Lock()
        self._kept: dict[tuple[Poster, Form], bytes] = {}
        self._failure: tuple[datetime, PdfFailed] | None = None

    def public(self, poster: Poster, form: Form) -> bytes:
        """The poster with lines to write a school's numbers on.

        Raises:
            PdfBusy: its PDF is being made just now.
            PdfFailed: there is no PDF.
        """
        if (poster, form) not in self._kept:
            self._kept[poster, form] = poster_file(poster, poster_lines(poster, {}), None, form, self._one_at_a_time)
        return self._kept[poster, form]

    def school(self, poster: Poster, lines: tuple[Line, ...], school: str, form: Form) -> bytes:
        """A school's own poster. It is not kept. Raises PdfBusy, PdfFailed."""
        return poster_file(poster, lines, school, form, self._to_pdf)

    def _one_at_a_time(self, page: str) -> bytes:
        """Nobody waits for somebody else's: the threads that would wait are those that answer for children."""
        if not self._making.acquire(blocking=False):
            raise PdfBusy
        try:
            return self._cautiously(page)
        finally:
            self._making.release()

    def _cautiously(self, page: str) -> bytes:
        """What has just failed is not tried again at once: it would take as long to fail again."""
        now = self._clock.now()
        if self._failure is not None and now < self._failure[0] + PAUSE:
            raise self._failure[1]
        try:
            return self._to_pdf(page)
        except PdfFailed as failure:
            self._failure = (now, failure)
            raise
