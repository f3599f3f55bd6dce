"""The documents are complete and show what the tool does today."""

from __future__ import annotations

import doctest
import re
from typing import TYPE_CHECKING, Final

import click
import pytest

from dedupe_articles import __version__
from dedupe_articles.cli import exit_codes
from dedupe_articles.cli.app import app
from dedupe_articles.load.reader import READERS
from dedupe_articles.model import EditLabel, Relation
from tools import docs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CLI: Final = docs.ROOT / "docs/cli.md"
PAGES: Final = (*docs.DOCUMENTS, docs.ROOT / "CONTRIBUTING.md", docs.ROOT / "CHANGELOG.md")
SESSION: Final = re.compile(r"^```pycon\n(.*?)^```$", re.MULTILINE | re.DOTALL)
CODE: Final = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
HEADLESS: Final = re.compile(r"(?<!\|\n)^\|.*\n(?!\| --- )", re.MULTILINE)
LINK: Final = re.compile(
    r"\]\((?!https?:)([^)#\s]*)(?:#([^)\s]*))?\)|^\[\w+\]: (\S+)()$", re.MULTILINE
)


def name_of(page: Path) -> str:
    return page.relative_to(docs.ROOT).as_posix()


@pytest.mark.parametrize("page", docs.DOCUMENTS, ids=name_of)
def test_what_comes_from_the_tool_is_as_the_tool_has_it(page: Path) -> None:
    """Up to line breaks; where this fails, `python -m tools.docs` brings the page up to date."""
    text = page.read_text("utf-8")
    assert text.split() == docs.renewed(text).split()


@pytest.mark.parametrize(
    "page", [page for page in PAGES if SESSION.search(page.read_text("utf-8"))], ids=name_of
)
def test_python_sessions_run_as_shown(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(docs.ROOT)
    session = "\n".join(SESSION.findall(page.read_text("utf-8")))
    test = doctest.DocTestParser().get_doctest(session, {}, page.name, str(page), 0)
    report: list[str] = []
    result = doctest.DocTestRunner().run(test, out=report.append)
    assert result.attempted > 0
    assert result.failed == 0, "".join(report)


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_lead_somewhere(page: Path) -> None:
    text = CODE.sub("", page.read_text("utf-8"))
    for path, anchor, reference, _ in LINK.findall(text):
        target = page.parent / (path or reference) if path or reference else page
        assert target.exists(), f"{path or reference} is not there"
        if anchor:
            assert anchor in anchors(target), f"{path}#{anchor} is not there"


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_row_is_in_a_table(page: Path) -> None:
    """A blank line ends a table, and the next one begins with names and a line of dashes."""
    assert not HEADLESS.findall(CODE.sub("", page.read_text("utf-8")))


def test_every_suffix_that_is_read_is_told() -> None:
    text = (docs.ROOT / "docs/inputs.md").read_text("utf-8")
    rows = "".join(re.findall(r"^\| (`\..*?) \|", text, re.MULTILINE))
    suffixes = {suffix for reader in READERS for suffix in reader.suffixes}
    assert suffixes <= set(re.findall(r"`(.+?)`", rows))


def anchors(page: Path) -> set[str]:
    """Return the anchors that the headings of a page get."""
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_command_shows_its_help() -> None:
    shown = set(re.findall(r"<!-- help: (.+) -->", CLI.read_text("utf-8")))
    assert shown == set(names_of(app, "dedupe"))


def names_of(command: click.Command, name: str) -> Iterator[str]:
    """Yield the name of a command and of all below it."""
    yield name
    for sub, below in (command.commands if isinstance(command, click.Group) else {}).items():
        yield from names_of(below, f"{name} {sub}")


def test_every_exit_code_is_told() -> None:
    told = {int(code) for code in re.findall(r"^\| (\d) \|", CLI.read_text("utf-8"), re.MULTILINE)}
    assert told == {value for value in vars(exit_codes).values() if isinstance(value, int)}


def test_every_object_of_the_schema_has_its_table() -> None:
    told = set(
        re.findall(r"<!-- fields: (\w+) -->", (docs.ROOT / "docs/json.md").read_text("utf-8"))
    )
    objects = {name for name, value in docs.schema()["$defs"].items() if "properties" in value}
    assert told == objects | {"report"}


@pytest.mark.parametrize(
    "name", [*Relation, *EditLabel, *docs.schema()["$defs"]["finding"]["properties"]]
)
def test_how_it_works_explains_every_relation_label_and_figure(name: str) -> None:
    carried_along = {"a", "b", "relation", "direction", "passages", "matches", "substitutions"}
    text = (docs.ROOT / "docs/how-it-works.md").read_text("utf-8")
    assert name in carried_along or re.search(rf"`{name}[`.]", text)


def test_the_changelog_has_the_version_on_top() -> None:
    text = (docs.ROOT / "CHANGELOG.md").read_text("utf-8")
    newest = re.search(r"^## (\S+)", text, re.MULTILINE)
    assert newest is not None
    assert newest[1] == __version__
