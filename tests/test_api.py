"""What `import dedupe_articles` promises to other programs.

Each promise is kept in a process of its own: what a name means must not depend on what was
imported before.
"""

from __future__ import annotations

import inspect
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import dedupe_articles
from dedupe_articles import errors, index
from dedupe_articles.load import load

SEEDS = Path(__file__).parents[1] / "seeds"
HEAVY = ("click", "datasketch", "duckdb", "numpy", "pathspec", "rapidfuzz", "rich")


def python(*lines: str) -> str:
    """Run a script in the folder above `seeds/` and return what it prints."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", "\n".join(lines)],
        cwd=SEEDS.parent,
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.stderr == ""
    assert done.returncode == 0
    return done.stdout


def test_scan_and_compare_are_used_as_documented() -> None:
    out = python(
        "from pathlib import Path",
        "from dedupe_articles import Settings, compare, scan",
        "result = scan(['seeds/'], Settings(workers=1))",
        "print(*(f.relation for f in result.findings))",
        "paths = [f.a.path for f in result.findings] + [f.b.path for f in result.findings]",
        "finding = compare(*paths).finding",
        "print(finding == compare(*map(Path, paths)).finding)",
        "print(finding.relation)",
    )
    assert out.splitlines() == ["derived", "True", "derived"]


def test_articles_from_anywhere_can_be_scanned() -> None:
    out = python(
        "from dedupe_articles import Article, scan_articles",
        "text = 'Heavy rain closed three roads in the north of the valley on Tuesday.'",
        "result = scan_articles(Article(f'db:{i}', 'db', text) for i in range(2))",
        "print([(f.a.id, f.b.id, str(f.relation)) for f in result.findings])",
    )
    assert out == "[('db:0', 'db:1', 'exact')]\n"


def test_importing_the_package_imports_none_of_its_libraries() -> None:
    """`dedupe --help` and a program that only catches `DedupeError` do not wait for them."""
    out = python(
        "import sys",
        "import dedupe_articles",
        "dedupe_articles.DedupeError, dedupe_articles.Settings(), dedupe_articles.__version__",
        f"print([name for name in {HEAVY} if name in sys.modules])",
    )
    assert out == "[]\n"


@pytest.mark.parametrize("name", dedupe_articles.__all__)
def test_every_public_name_is_there_and_documented(name: str) -> None:
    out = python(
        f"from dedupe_articles import {name}",
        "import dedupe_articles",
        f"print(dedupe_articles.{name} is {name}, type({name}).__name__)",
    )
    assert out.startswith("True ")
    assert not out.endswith(" module\n")
    if name != "__version__":
        assert inspect.getdoc(getattr(dedupe_articles, name))


@pytest.mark.parametrize(
    "before",
    ["import dedupe_articles.pipeline", "from dedupe_articles.pipeline import scan_articles"],
)
def test_scan_is_the_function_whatever_was_imported_before(before: str) -> None:
    assert python(before, "from dedupe_articles import scan", "print(callable(scan))") == "True\n"


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = dedupe_articles.nothing


def test_every_error_is_a_dedupe_error() -> None:
    """One `except DedupeError` catches whatever is raised on purpose."""
    found = [kind for _, kind in inspect.getmembers(errors, inspect.isclass)]
    assert len(found) > 3
    assert all(issubclass(kind, dedupe_articles.DedupeError) for kind in found)
    with pytest.raises(dedupe_articles.DedupeError):
        load(["missing"], dedupe_articles.Settings())


@pytest.mark.parametrize("path", ["./", Path()])
def test_one_path_is_no_list_of_paths(path: Any, tmp_path: Path) -> None:  # noqa: ANN401 - what callers pass
    """Each letter of a text could be a path; "./" would be the root of the disk too."""
    for call in (
        lambda: dedupe_articles.scan(path),
        lambda: load(path, dedupe_articles.Settings()),
        lambda: index.build(tmp_path / "index", path),
        lambda: index.update(tmp_path / "index", path),
    ):
        with pytest.raises(dedupe_articles.DedupeError, match="is one path and no list of paths"):
            call()


def test_paths_may_come_one_after_the_other() -> None:
    paths: Any = iter([SEEDS])
    assert dedupe_articles.scan(paths).summary.articles == 2


def test_the_package_says_that_it_is_typed() -> None:
    assert Path(dedupe_articles.__file__).with_name("py.typed").exists()
