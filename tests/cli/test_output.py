from __future__ import annotations

import os
import stat
import sys
import threading
from pathlib import Path

import click
import pytest

from dedupe_articles.cli.output import check_outputs, stdout_page, write_file
from dedupe_articles.errors import OutputError


def test_a_file_holds_the_report_in_utf_8_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "report.txt"
    write_file(target, "Metropolitan → Sofia\n")
    assert target.read_bytes() == "Metropolitan → Sofia\n".encode()
    assert list(tmp_path.iterdir()) == [target]


def test_a_new_file_has_the_permissions_of_any_new_file(tmp_path: Path) -> None:
    other, target = tmp_path / "other", tmp_path / "report"
    other.touch()
    write_file(target, "x")
    assert stat.S_IMODE(target.stat().st_mode) == stat.S_IMODE(other.stat().st_mode)


def test_a_replaced_file_keeps_its_permissions(tmp_path: Path) -> None:
    target = tmp_path / "report"
    target.write_text("old")
    target.chmod(0o640)
    write_file(target, "new")
    assert target.read_text() == "new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_a_link_keeps_pointing_where_it_points(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_text("old")
    link.symlink_to(target)
    write_file(link, "new")
    assert link.is_symlink()
    assert target.read_text() == "new"


def test_a_file_with_the_longest_possible_name_can_be_written(tmp_path: Path) -> None:
    target = tmp_path / ("é" * 127)
    write_file(target, "x")
    assert target.read_text() == "x"


@pytest.mark.skipif(sys.platform == "win32", reason="no named pipes in the file system")
def test_a_named_pipe_is_written_to_and_stays(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_text()))
    reader.start()
    write_file(pipe, "report")
    reader.join()
    assert read == ["report"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_failed_write_leaves_the_folder_as_it_was(tmp_path: Path) -> None:
    target = tmp_path / "folder"
    (target / "inside").mkdir(parents=True)
    with pytest.raises(OutputError, match="cannot write"):
        write_file(target / "inside" / "missing" / "x", "report")
    assert [path.name for path in target.rglob("*")] == ["inside"]


def test_a_target_that_cannot_be_written_is_found_before_the_work(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="create it first"):
        check_outputs([tmp_path / "missing" / "x"])
    with pytest.raises(OutputError, match="it is a folder"):
        check_outputs([tmp_path])
    check_outputs([tmp_path / "x"])


@pytest.fixture
def a_file(tmp_path: Path) -> Path:
    """Return a file that has a link, a hard link and other spellings."""
    path = tmp_path / "a"
    path.write_text("a")
    (tmp_path / "link").symlink_to("a")
    (tmp_path / "hard").hardlink_to(path)
    return path


@pytest.mark.parametrize("name", ["a", "link", "hard", "./a", "../{folder}/a"])
def test_neither_an_input_nor_another_output_is_overwritten_by_whatever_name(
    a_file: Path, name: str
) -> None:
    same = Path(f"{a_file.parent}/{name.format(folder=a_file.parent.name)}")
    with pytest.raises(click.UsageError, match="would replace the input"):
        check_outputs([None, same], [None, "-", a_file])
    with pytest.raises(click.UsageError, match="two outputs would go to"):
        check_outputs([a_file, None, same])


def test_the_name_of_a_file_does_nothing_to_the_terminal_that_it_is_refused_in(
    tmp_path: Path,
) -> None:
    path = tmp_path / "\x1b[2Ja"
    with pytest.raises(click.UsageError, match="/␛\\[2Ja would replace the input") as refused:
        check_outputs([path], [path])
    assert "\x1b" not in refused.value.message


def test_two_outputs_do_not_go_to_one_file_that_is_still_to_come(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("new")
    with pytest.raises(click.UsageError, match="two outputs would go to"):
        check_outputs([tmp_path / "new", tmp_path / "link"])


@pytest.mark.skipif(sys.platform == "win32", reason="no such devices")
def test_outputs_may_go_into_a_folder_that_is_read_beside_inputs_and_to_devices(
    a_file: Path,
) -> None:
    beside = a_file.with_name("b")
    beside.write_text("an earlier report")
    null = Path("/dev/null")
    check_outputs([beside, null, null], [a_file, a_file.parent, null, "-", "no\0file", "missing"])


def test_a_dash_is_no_file_that_anybody_would_look_for() -> None:
    with pytest.raises(click.UsageError, match="- is no file"):
        check_outputs([Path("-")])


@pytest.mark.parametrize(
    ("option", "variables", "color"),
    [
        ("auto", {}, False),
        ("auto", {"FORCE_COLOR": "1"}, True),
        ("auto", {"FORCE_COLOR": "0"}, False),
        ("auto", {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ("auto", {"FORCE_COLOR": "1", "NO_COLOR": ""}, True),
        ("always", {"NO_COLOR": "1"}, True),
        ("never", {"FORCE_COLOR": "1"}, False),
    ],
)
def test_the_option_beats_no_color_beats_force_color(
    monkeypatch: pytest.MonkeyPatch,
    option: str,
    variables: dict[str, str],
    color: bool,  # noqa: FBT001 - parametrised
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert stdout_page(option).color == color


def test_columns_sets_the_width(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "132")
    assert stdout_page("never").width == 132
