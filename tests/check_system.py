"""Stops `make test` at once, with the names of the Debian packages, where something the tests need is missing."""

import ctypes
import importlib.util
import shutil
import sys

OLDEST = (3, 11)

PROGRAMS = {"chromium": "chromium", "git": "git"}
# What lays out a PDF, as its Python library loads it.
LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}


def missing_packages() -> list[str]:
    """The Debian packages to install."""
    missing = [package for program, package in PROGRAMS.items() if shutil.which(program) is None]
    missing += [package for library, package in LIBRARIES.items() if not is_there(library)]
    if importlib.util.find_spec("ensurepip") is None:
        missing.append("python3-venv")
    return missing


def is_there(library: str) -> bool:
    """Whether the system's linker finds the library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def main() -> int:
    if sys.version_info < OLDEST:
        print("Signpost needs Python 3.11 or newer.", file=sys.stderr)
        return 1
    if missing := missing_packages():
        print(f"The tests need Debian packages that are not installed: {' '.join(missing)}", file=sys.stderr)
        print(f"Install them with: apt-get install {' '.join(missing)}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
