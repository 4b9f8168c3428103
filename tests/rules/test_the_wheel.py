"""The wheel is whole: installed into an empty environment, far from the checkout, it finds all that it needs."""

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.rules.files import ROOT, below, files

LOOK = """
from pathlib import Path
import lti_tool
from lti_tool.guidance.library import guide_ids
from lti_tool.system.migrate import newest
from lti_tool.tenants.manifests import KINDS, manifest_folder
from lti_tool.web.rendering import build_environment, built_files, built_names

home = Path(lti_tool.__file__).parent
print(home)
print(built_files())
print(newest(), *guide_ids())
assert manifest_folder().is_relative_to(home)
assert all((manifest_folder() / platform / "GUIDE.md").is_file() for platform in KINDS)
names = built_names(built_files())
assert all((built_files() / name).is_file() for name in names.values())
environment = build_environment(names)
for template in environment.list_templates(filter_func=lambda name: "govuk_frontend_jinja" not in name):
    environment.get_template(template)
"""


def run(*words: str | Path, at: Path) -> str:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("SIGNPOST_", "PYTHON"))}
    ran = subprocess.run([str(word) for word in words], cwd=at, env=clean, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr + ran.stdout
    return ran.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from what is tracked and what `make setup` builds, and from nothing that lies about here."""
    clean, made = tmp_path_factory.mktemp("clean"), tmp_path_factory.mktemp("made")
    for path in files():
        if path.parts[0] in {"lti_tool", "plugin_manifest"} or len(path.parts) == 1:
            (clean / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / path, clean / path)
    shutil.copytree(ROOT / "static" / "dist", clean / "static" / "dist")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", made, at=clean)
    (built,) = made.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel in it. The packages it depends on are lent from here; nothing is downloaded."""
    environment = tmp_path_factory.mktemp("environment")
    venv.create(environment, with_pip=False)
    python = environment / "bin" / "python"
    quiet = ("--quiet", "--no-deps", "--no-index", "--no-compile")
    run(sys.executable, "-m", "pip", "--python", python, "install", *quiet, wheel, at=environment)
    packages = next(environment.glob("lib/python*/site-packages"))
    (packages / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return environment


def test_the_wheel_holds_what_runs_and_nothing_else(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        names = set(archive.namelist())

    ours = {str(path) for path in below("lti_tool")}
    assert ours <= names
    assert {name.partition("/")[0] for name in names - ours} == {
        "lti_tool",
        f"{wheel.name.rsplit('-', 3)[0]}.dist-info",
    }
    assert "lti_tool/_static/manifest.json" in names
    assert {f"lti_tool/_{path}" for path in below("plugin_manifest")} <= names
    assert not [name for name in names if "node_modules" in name or name.endswith(".pyc")]


def test_the_installed_command_works_from_anywhere(installed: Path, tmp_path: Path) -> None:
    assert "england_v1" in run(installed / "bin" / "signpost", "guide", "list", at=tmp_path)


def test_the_installed_package_finds_its_own_files(installed: Path, tmp_path: Path) -> None:
    home, built, rest = run(installed / "bin" / "python", "-c", LOOK, at=tmp_path).splitlines()

    assert Path(home).is_relative_to(installed)
    assert Path(built) == Path(home) / "_static"
    assert rest.split()[0].isdigit()
    assert "england_v1" in rest
