"""What gets installed is whole: the wheel, built from the source distribution, works by itself."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import Final

import pytest

from dedupe_articles import __version__

ROOT: Final = Path(__file__).parents[1]
PACKAGE: Final = ROOT / "src/dedupe_articles"

pytestmark = pytest.mark.network


def run(*command: object, folder: Path, code: int = 0) -> str:
    """Run a command that must end with `code`, without the source tree in sight."""
    hidden = {"PYTHONPATH", "COLUMNS", "FORCE_COLOR"}
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in hidden and not name.startswith("DEDUPE_")
    }
    done = subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == code, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the source distribution, and from that the wheel; return their folder."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--outdir", folder, ROOT, folder=folder)
    return folder


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    (found,) = built.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def commands(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel into a fresh environment; return the folder of its commands."""
    folder = tmp_path_factory.mktemp("environment")
    run(sys.executable, "-m", "venv", folder, folder=folder)
    run(folder / "bin/python", "-m", "pip", "install", "--quiet", wheel, folder=folder)
    return folder / "bin"


def test_the_wheel_has_every_file_of_the_package_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if ".dist-info/" not in name}
    files = {path for path in PACKAGE.rglob("*") if path.is_file() and path.suffix != ".pyc"}
    assert packed == {path.relative_to(PACKAGE.parent).as_posix() for path in files}
    assert packed >= {
        "dedupe_articles/py.typed",
        "dedupe_articles/candidates.sql",
        "dedupe_articles/report/dedupe-v1.schema.json",
    }


def test_the_wheel_says_what_it_is(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        info = f"dedupe_articles-{__version__}.dist-info"
        metadata = archive.read(f"{info}/METADATA").decode().splitlines()
        assert f"{info}/licenses/LICENSE" in archive.namelist()
    assert {"Name: dedupe-articles", f"Version: {__version__}", "Requires-Python: >=3.11"} <= set(
        metadata
    )


def test_the_source_distribution_has_what_the_readme_needs(built: Path) -> None:
    (source,) = built.glob("*.tar.gz")
    with tarfile.open(source) as archive:
        packed = {name.partition("/")[2] for name in archive.getnames()}
    seeds = {path.relative_to(ROOT).as_posix() for path in (ROOT / "seeds").iterdir()}
    needed = {"README.md", "pyproject.toml", "docs/images/scan.svg", "tools/check.py", ".ci/run"}
    assert packed >= seeds | needed


def test_the_installed_command_finds_the_seed_pair(commands: Path, tmp_path: Path) -> None:
    report = run(commands / "dedupe", "scan", ROOT / "seeds", folder=tmp_path, code=1)
    assert "1 finding (1 derived)" in report


def test_the_installed_command_and_module_tell_their_version(
    commands: Path, tmp_path: Path
) -> None:
    told = f"dedupe {__version__}\n"
    assert run(commands / "dedupe", "--version", folder=tmp_path) == told
    python = commands / "python"
    assert run(python, "-m", "dedupe_articles", "--version", folder=tmp_path) == told


def test_another_project_is_typed_against_it(commands: Path, tmp_path: Path) -> None:
    """`py.typed` makes a type checker believe the annotations of the installed package."""
    program = tmp_path / "program.py"
    program.write_text("from dedupe_articles import scan\nscan(1)\n", encoding="utf-8")
    told = run(
        *(sys.executable, "-m", "mypy", "--python-executable", commands / "python", program),
        folder=tmp_path,
        code=1,
    )
    assert "[arg-type]" in told
