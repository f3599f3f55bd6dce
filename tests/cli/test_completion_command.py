from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from tools import docs

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import Run


def completed(script: str, words: str, folder: Path) -> set[str]:
    """Return what bash offers for the last of `words`, after the script was evaluated."""
    program = (
        f"{script}\nCOMP_WORDS=({words}); COMP_CWORD=$(( ${{#COMP_WORDS[@]}} - 1 ))\n"
        "compopt() { :; }\n_dedupe_completion dedupe\nprintf '%s\\n' \"${COMPREPLY[@]}\""
    )
    commands = folder / "commands"
    commands.mkdir(exist_ok=True)
    done = subprocess.run(
        ["bash", "--norc", "-c", program],  # noqa: S607 - wherever bash is
        cwd=folder,
        env=docs.environment(commands),
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stdout.split())


def test_bash_completes_commands_options_and_values(run: Run, tmp_path: Path) -> None:
    script = run("completion", "bash").stdout
    assert completed(script, "dedupe sc", tmp_path) == {"scan"}
    assert completed(script, "dedupe scan --fail", tmp_path) == {"--fail-on"}
    assert "derived" in completed(script, "dedupe scan --fail-on d", tmp_path)
    assert "accept" in completed(script, "dedupe baseline a", tmp_path)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_of_a_shell_is_one_that_it_can_read(run: Run, shell: str) -> None:
    done = run("completion", shell)
    assert (done.returncode, done.stderr) == (0, "")
    assert "_DEDUPE_COMPLETE" in done.stdout
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"{shell} is not installed")
    checked = subprocess.run(
        [program, "-n", "/dev/stdin"],
        input=done.stdout,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (checked.returncode, checked.stderr) == (0, "")


def test_an_unknown_shell_is_an_error(run: Run) -> None:
    done = run("completion", "tcsh")
    assert done.returncode == 2
    assert "'tcsh' is not one of 'bash', 'zsh', 'fish'" in done.stderr
