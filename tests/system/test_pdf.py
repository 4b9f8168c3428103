"""A PDF is made in a process of its own, that fetches nothing and ends in time."""

import http.server
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from lti_tool.system.pdf import PACKAGES, PROGRAM, PdfBusy, PdfFailed, PdfPrinter, Why
from tests.reading_pdfs import pages_in, unpacked

PAGE = '<!doctype html><html lang="en"><head><title>A record</title></head><body>{}</body></html>'
MUCH = PAGE.format("<p>One of many lines that have to be laid out on a page.</p>" * 20_000)


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    return tmp_path / "pdf.lock"


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """A server near by, and what it was asked for."""
    paths: list[str] = []

    class Near(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Near)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", paths
    server.shutdown()
    server.server_close()


def program(tmp_path: Path, *lines: str) -> Path:
    file = tmp_path / "program.py"
    file.write_text("\n".join(lines))
    return file


def end_of(printer: PdfPrinter) -> None:
    with pytest.raises(PdfFailed):
        printer.print("<p>x")


def test_a_page_becomes_a_tagged_pdf(lock: Path) -> None:
    made = PdfPrinter(lock=lock).print(PAGE.format("<h1>A case</h1><p>Some words: é ✓</p>"))

    assert made.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in unpacked(made)
    assert b"/Lang (en)" in unpacked(made)
    assert pages_in(made) == 1
    assert made.rstrip().endswith(b"%%EOF")


HOSTILE = {
    "a picture": '<img src="{0}/picture" alt="x">',
    "a style sheet": '<link rel="stylesheet" href="{0}/style">',
    "an import": "<style>@import url({0}/import);</style>",
    "a background": '<p style="background: url({0}/background)">x</p>',
    "a picture in a drawing": '<svg width="9" height="9"><image href="{0}/drawing" width="9" height="9"/></svg>',
    "a drawing's part": '<svg width="9" height="9"><use href="{0}/part#a"/></svg>',
    "an attachment": '<link rel="attachment" href="{0}/attachment">',
    "an object": '<object data="{0}/object"></object><embed src="{0}/embed">',
}


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE.keys())
def test_nothing_is_fetched_from_elsewhere(hostile: str, lock: Path, asked: tuple[str, list[str]]) -> None:
    address, paths = asked

    made = PdfPrinter(lock=lock).print(PAGE.format(hostile.format(address)))

    assert made.startswith(b"%PDF-")
    assert paths == []


def test_a_page_that_brings_its_own_typeface_becomes_no_pdf(lock: Path, asked: tuple[str, list[str]]) -> None:
    """It would be laid on the disk first, and nothing is."""
    address, paths = asked
    face = f"<style>@font-face {{ font-family: f; src: url({address}/font) }} p {{ font-family: f }}</style><p>x</p>"

    with pytest.raises(PdfFailed):
        PdfPrinter(lock=lock).print(PAGE.format(face))

    assert paths == []


def test_no_file_of_the_machine_gets_in(lock: Path, tmp_path: Path) -> None:
    style = tmp_path / "style.css"
    style.write_text("@page { size: 100px 100px }")
    secret = tmp_path / "secret.txt"
    secret.write_text("not for paper")
    wish = f'<link rel="stylesheet" href="file://{style}"><link rel="attachment" href="file://{secret}"><p>x</p>'

    made = PdfPrinter(lock=lock).print(PAGE.format(wish))

    assert b"/MediaBox [0 0 75 75]" not in unpacked(made)
    assert b"secret.txt" not in unpacked(made)
    assert b"/EmbeddedFile" not in unpacked(made)


def test_what_is_in_the_page_itself_is_not_unpacked_either(lock: Path) -> None:
    dot = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="

    made = PdfPrinter(lock=lock).print(PAGE.format(f'<img alt="x" src="data:image/png;base64,{dot}">'))

    assert b"/Subtype /Image" not in unpacked(made)


def test_a_second_one_is_refused_while_one_is_made(lock: Path, tmp_path: Path) -> None:
    began = tmp_path / "began"
    slow = PdfPrinter(
        seconds=3,
        lock=lock,
        program=program(tmp_path, "import pathlib, time", f"pathlib.Path({str(began)!r}).touch()", "time.sleep(30)"),
    )
    first = threading.Thread(target=end_of, args=(slow,))
    first.start()
    while not began.exists():
        time.sleep(0.01)

    with pytest.raises(PdfBusy):
        PdfPrinter(lock=lock).print(PAGE.format("x"))

    first.join()
    assert PdfPrinter(lock=lock).print(PAGE.format("x")).startswith(b"%PDF-")


def test_one_that_takes_too_long_is_ended(lock: Path) -> None:
    began = time.monotonic()

    with pytest.raises(PdfFailed) as failed:
        PdfPrinter(seconds=2, lock=lock).print(MUCH)

    assert failed.value.why is Why.TIME
    assert time.monotonic() - began < 10


def test_one_that_needs_too_much_memory_is_ended(lock: Path) -> None:
    with pytest.raises(PdfFailed) as failed:
        PdfPrinter(lock=lock, most_bytes_of_memory=90 * 1024 * 1024).print(MUCH)

    assert failed.value.why is Why.MEMORY


def test_its_limits_hold_whatever_runs_in_it(lock: Path, tmp_path: Path) -> None:
    greedy = program(
        tmp_path,
        "import runpy, sys",
        f"own = runpy.run_path({str(PROGRAM)!r})",
        "own['limit'](50 * 1024 * 1024, 5)",
        "try:",
        "    bytearray(60 * 1024 * 1024)",
        "except MemoryError:",
        "    sys.stdout.write('%PDF- refused')",
    )

    assert PdfPrinter(lock=lock, program=greedy).print("") == b"%PDF- refused"


def test_it_is_told_no_secret(lock: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIGNPOST_SECRET_KEY", "a secret")
    monkeypatch.setenv("PYTHONPATH", "/elsewhere")
    curious = program(tmp_path, "import os, sys", "sys.stdout.write('%PDF-' + repr(sorted(os.environ)))")

    found = PdfPrinter(lock=lock, program=curious).print("").decode()

    assert "SIGNPOST" not in found
    assert "PYTHONPATH" not in found


def test_missing_libraries_are_named_by_their_packages(lock: Path, tmp_path: Path) -> None:
    without = program(
        tmp_path,
        "import runpy, sys",
        "class Without:",
        "    def find_spec(self, name, *rest):",
        "        if name == 'weasyprint': raise OSError('cannot load library')",
        "sys.meta_path.insert(0, Without())",
        f"runpy.run_path({str(PROGRAM)!r}, run_name='__main__')",
    )

    with pytest.raises(PdfFailed) as failed:
        PdfPrinter(lock=lock, program=without).print(PAGE.format("x"))

    assert failed.value.why is Why.LIBRARIES
    assert all(package in str(failed.value) for package in PACKAGES)


@pytest.mark.parametrize("line", ["import sys; sys.exit(1)", "import os; os.abort()", "x = 1"])
def test_what_is_no_pdf_is_never_given_out(line: str, lock: Path, tmp_path: Path) -> None:
    with pytest.raises(PdfFailed) as failed:
        PdfPrinter(lock=lock, program=program(tmp_path, line)).print("A child's name")

    assert failed.value.why is Why.BROKEN
    assert "name" not in str(failed.value)


def test_what_it_complains_of_reaches_no_log(lock: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    loud = program(tmp_path, "import sys", "sys.stderr.write(sys.stdin.read())", "sys.exit(1)")

    with pytest.raises(PdfFailed):
        PdfPrinter(lock=lock, program=loud).print("A child's name")

    assert capfd.readouterr() == ("", "")


def test_a_lock_that_leads_elsewhere_is_not_followed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    lock = tmp_path / "pdf.lock"
    lock.symlink_to(elsewhere)

    with pytest.raises(PdfFailed):
        PdfPrinter(lock=lock).print(PAGE.format("x"))

    assert not elsewhere.exists()
