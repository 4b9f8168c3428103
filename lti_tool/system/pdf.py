"""A page as PDF, made in a process of its own: small, short, one at a time, and reaching nothing."""

from __future__ import annotations

import contextlib
import fcntl
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

from . import pdf_process

SECONDS = 60
# What it holds for itself. With the code of its libraries it stays under 300 MB.
BYTES_OF_MEMORY = 270 * 1024 * 1024
# What a process needs to find its fonts and to read UTF-8. No secret of ours is in it.
SURROUNDINGS = {"LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"}
PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")
PROGRAM = Path(pdf_process.__file__)


class Why(StrEnum):
    """Why there is no PDF."""

    TIME = "time"
    MEMORY = "memory"
    LIBRARIES = "libraries"
    BROKEN = "broken"


WORDS = {
    Why.TIME: "It takes too long.",
    Why.MEMORY: "It needs too much memory.",
    Why.LIBRARIES: f"Packages are missing on this machine. Install: {' '.join(PACKAGES)}",
    Why.BROKEN: "The program that makes it has failed.",
}
ENDS = {pdf_process.MISSING_LIBRARY: Why.LIBRARIES, pdf_process.OUT_OF_MEMORY: Why.MEMORY, -signal.SIGXCPU: Why.TIME}


class PdfBusy(Exception):
    """Another PDF is being made. In a minute there may be room."""


class PdfFailed(Exception):
    """There is no PDF, and `why` says it in a word. Nothing of the page is in it."""

    def __init__(self, why: Why) -> None:
        super().__init__(WORDS[why])
        self.why = why


class PdfPrinter:
    """Makes PDFs, one at a time on this machine: each takes a whole processor and much memory.

    Args:
        seconds: how long one may take.
        most_bytes_of_memory: how much memory one may take.
        lock: the file that is held while one is made, by whichever of our processes makes it.
        program: what makes it.
    """

    def __init__(
        self,
        seconds: float = SECONDS,
        most_bytes_of_memory: int = BYTES_OF_MEMORY,
        lock: Path | None = None,
        program: Path = PROGRAM,
    ) -> None:
        self._seconds = seconds
        self._memory = most_bytes_of_memory
        self._lock = lock or Path(tempfile.gettempdir()) / f"signpost-pdf-{os.getuid()}.lock"
        self._program = program

    def print(self, html: str) -> bytes:
        """The pages of this HTML. It brings its own styles: nothing is fetched, from nowhere.

        Raises:
            PdfBusy: another one is being made.
            PdfFailed: there is none.
        """
        with _held(self._lock):
            return self._made(html)

    def _made(self, html: str) -> bytes:
        limits = (str(self._memory), str(max(1, round(self._seconds))))
        # Isolated (-I): neither the folder it stands in nor the environment can bring in other code.
        command = (sys.executable, "-I", str(self._program), *limits)
        try:
            # Its errors may quote the page, so nobody reads them.
            ended = subprocess.run(
                command,
                input=html.encode(),
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=SURROUNDINGS,
                timeout=self._seconds,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise PdfFailed(Why.TIME) from None
        except OSError:
            raise PdfFailed(Why.BROKEN) from None
        if ended.returncode != 0 or not ended.stdout.startswith(b"%PDF-"):
            raise PdfFailed(ENDS.get(ended.returncode, Why.BROKEN))
        return ended.stdout


@contextlib.contextmanager
def _held(lock: Path) -> Iterator[None]:
    """Hold the file. The system lets go of it when its process ends, however it ends."""
    try:
        # Never through a link: the folder may be everybody's.
        opened = os.open(lock, os.O_CREAT | os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    except OSError:
        raise PdfFailed(Why.BROKEN) from None
    try:
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise PdfBusy from None
        yield
    finally:
        os.close(opened)
