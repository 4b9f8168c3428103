"""The program that makes one PDF: HTML in, PDF out, and nothing else. `system/pdf.py` runs it.

It is started by its own path, so it imports nothing of ours: what it cannot reach it cannot give away.
"""

from __future__ import annotations

import resource
import sys

MISSING_LIBRARY = 3
OUT_OF_MEMORY = 4
# Tagged, so that a screen reader reads it in order.
VARIANT = "pdf/ua-1"


def limit(bytes_of_memory: int, seconds: int) -> None:
    """Keep this process small and short, and off the disk: a dump of its memory would be the whole record."""
    for what, most in (
        (resource.RLIMIT_DATA, bytes_of_memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def main(bytes_of_memory: int, seconds: int) -> int:
    """Read HTML, write its PDF, and say by the exit code what stood in the way."""
    limit(bytes_of_memory, seconds)
    try:
        from weasyprint import HTML
        from weasyprint.urls import URLFetcher
    except OSError:
        # Its libraries of the system are loaded while it is imported.
        return MISSING_LIBRARY
    try:
        # No way of fetching is allowed: no address, no file of this machine, no data in the page.
        page = HTML(file_obj=sys.stdin.buffer, encoding="utf-8", url_fetcher=URLFetcher(allowed_protocols=()))
        made = page.write_pdf(pdf_variant=VARIANT)
    except MemoryError:
        return OUT_OF_MEMORY
    sys.stdout.buffer.write(made)
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
