from __future__ import annotations

import json
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedupe_articles.report import FORMATS, render
from dedupe_articles.report.escape import escape_json, inert, visible, visible_prose

from .hostile import HIDDEN, hostile_result
from .runner import commands_in

any_text = st.text(st.characters(exclude_categories=()))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred", "␛[31mred"),
        (
            "\x1b]8;;http://evil.example\x07click\x1b]8;;\x07",
            "␛]8;;http://evil.example␇click␛]8;;␇",
        ),
        ("\x9b31m", "<U+009B>31m"),
        ("a\nb\rc\td", "a␊b␍c␉d"),
        ("\x7f", "␡"),
        ("gpj.\u202etxt", "gpj.<U+202E>txt"),
        ("\u2066hidden\u2069", "<U+2066>hidden<U+2069>"),
        ("zero\u200bwidth", "zero<U+200B>width"),
        ("\ufeffstart", "<U+FEFF>start"),
        ("line\u2028separator", "line<U+2028>separator"),
        ("file-\udcff.txt", "file-<U+DCFF>.txt"),
        ("tag\U000e0041", "tag<U+E0041>"),
        ("filler\u3164", "filler<U+3164>"),
        ("\u115f\u1160\uffa0\u034f", "<U+115F><U+1160><U+FFA0><U+034F>"),
        ("vowel\u180eseparator", "vowel<U+180E>separator"),
    ],
)
def test_what_could_drive_a_terminal_or_hide_is_shown_as_a_placeholder(
    text: str, shown: str
) -> None:
    assert visible(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "plain",
        "“quoted” – dash",
        "警視庁は",
        "no\u00a0break",
        "全\u3000角",
        "می\u200cخواهم",
        "👩\u200d🚀",
        "❤\ufe0f",
        "葛\U000e0100城",
        "ᠠ\u180b",
        "[red]",
    ],
)
def test_ordinary_writing_of_any_script_stays_as_it_is(text: str) -> None:
    assert visible(text) == text


@given(any_text)
def test_nothing_unprintable_but_spaces_and_joiners_is_left(text: str) -> None:
    for char in visible(text):
        is_space = unicodedata.category(char) == "Zs"
        assert char.isprintable() or is_space or char in "\u200c\u200d"


@given(any_text)
def test_showing_what_is_already_visible_changes_nothing(text: str) -> None:
    assert visible(visible(text)) == visible(text)


def test_prose_has_single_spaces_where_the_article_breaks_its_lines() -> None:
    assert visible_prose("one\n  two\t\x1b three") == "one two ␛ three"


@given(any_text.filter(lambda text: not any("\ud800" <= char <= "\udfff" for char in text)))
def test_escaped_json_means_the_same(text: str) -> None:
    document = json.dumps({"text": text}, ensure_ascii=False)
    assert json.loads(escape_json(document)) == {"text": text}


@given(any_text)
def test_escaped_json_is_one_encodable_line_without_controls(text: str) -> None:
    document = escape_json(json.dumps({"text": text}, ensure_ascii=False))
    assert document.splitlines() == [document]
    assert not any(unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} for char in document)
    assert document.encode("utf-8")


def test_nothing_in_json_hides_but_what_scripts_and_emoji_are_spelled_with() -> None:
    hidden = [chr(code) for code in range(sys.maxunicode + 1) if _hides(chr(code))]
    document = json.dumps(hidden, ensure_ascii=False)
    assert escape_json(document).isascii()
    assert json.loads(escape_json(document)) == hidden


def _hides(char: str) -> bool:
    """Whether a character is a format character or what `visible` replaces, and shows nothing."""
    is_filler = char.isprintable() and visible(char) != char
    return is_filler or (unicodedata.category(char) == "Cf" and char not in "\u200c\u200d")


@pytest.mark.parametrize(
    "text", ["plain – “quoted”", "می\u200cخواهم", "👩\u200d🚀❤\ufe0f", "葛\U000e0100"]
)
def test_ordinary_writing_is_not_escaped_in_json(text: str) -> None:
    assert escape_json(text) == text


@pytest.mark.parametrize("report_format", FORMATS)
def test_what_an_article_hides_is_hidden_in_no_report(report_format: str) -> None:
    assert not set(render(hostile_result(), report_format)) & set(HIDDEN)


@pytest.mark.parametrize("prefix", ["##[", "##vso[", "##teamcity["])
def test_nothing_in_a_line_is_a_command_of_a_ci_runner(prefix: str) -> None:
    text = f"closed {prefix}add-mask]a"
    assert commands_in(text)
    assert not commands_in(visible(text))
    document = json.dumps(text)
    assert not commands_in(escape_json(document))
    assert json.loads(escape_json(document)) == text


@given(st.text(st.sampled_from(":# \u3000\t[aé")))
def test_no_beginning_of_a_line_is_a_command_of_a_ci_runner(text: str) -> None:
    assert not commands_in(inert(visible(text)))
    assert len(inert(text)) == len(text)


@pytest.mark.parametrize("report_format", FORMATS)
def test_no_name_and_no_text_is_a_command_in_the_log_of_a_scan(
    tmp_path: Path, report_format: str
) -> None:
    folder = tmp_path / "::error::news ##[add-mask]a"
    folder.mkdir()
    seeds = sorted((Path(__file__).parents[2] / "seeds").iterdir())
    command = b"\n::stop-commands::x\n##[set-output name=a]b ##vso[task.setvariable]c\n"
    for number, seed in enumerate(seeds):
        text = command + seed.read_bytes() + command
        (folder / f"::warning::{number}.txt").write_bytes(text)
    (folder / "::add-mask::a.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    done = subprocess.run(
        [sys.executable, "-m", "dedupe_articles", "scan", folder.name, "--format", report_format],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    assert done.returncode == 1
    found = [command.name for command in commands_in(done.stdout.decode())]
    assert found == (["error", "notice"] if report_format == "github" else [])
