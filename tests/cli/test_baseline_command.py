"""`dedupe scan --baseline` and `dedupe baseline`, on real files."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from .conftest import REPOSITORY

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import Run

NEWS = (
    "Heavy rain closed three roads in the north of the valley on Tuesday.\n"
    "Farmers were asked to move their sheep to higher ground before night fell.\n"
)


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """Return a folder of articles with three findings, all accepted in `b.json`."""
    folder = tmp_path / "articles"
    shutil.copytree(REPOSITORY / "examples/articles", folder)
    return folder


@pytest.fixture
def accepted(run: Run, articles: Path, tmp_path: Path) -> Path:
    """Return a baseline that accepts all findings of `articles`."""
    assert run("scan", articles.name, "--baseline", "b.json", "--update-baseline").returncode == 0
    return tmp_path / "b.json"


def findings(run: Run, *options: str, code: int) -> list[dict[str, Any]]:
    done = run("scan", "articles", "--format", "json", "-q", "--baseline", "b.json", *options)
    assert done.returncode == code, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)["findings"]
    return found


def standing(found: list[dict[str, Any]]) -> list[set[str]]:
    """Return the names of the articles of the findings that are not accepted."""
    return [
        {finding[side]["path"].rpartition("/")[2] for side in ("a", "b")}
        for finding in found
        if finding["accepted"] is None
    ]


def test_an_update_accepts_what_there_is_and_says_so(run: Run, articles: Path) -> None:
    done = run("scan", articles.name, "--baseline", "b.json", "--update-baseline")
    assert done.returncode == 0
    assert "baseline b.json: 3 added, 0 removed, 0 kept" in done.stderr
    assert "added excerpt: articles/submitted/bridge-excerpt.txt and" in done.stderr
    assert "3 findings (2 derived, 1 excerpt) · 3 accepted" in done.stdout
    again = run("scan", articles.name, "--baseline", "b.json", "--update-baseline")
    assert "baseline b.json: 0 added, 0 removed, 3 kept" in again.stderr


@pytest.mark.usefixtures("accepted")
def test_renames_and_edits_elsewhere_bring_nothing_back(run: Run, articles: Path) -> None:
    assert standing(findings(run, code=0)) == []
    (articles / "wire").rename(articles / "agency")
    original = articles / "agency/bridge.txt"
    original.write_text(f"{NEWS}\n{original.read_text('utf-8')}\n{NEWS}", encoding="utf-8")
    rewritten = articles / "submitted/bridge-rewritten.txt"
    text = rewritten.read_text("utf-8")
    rewritten.write_text(text.replace(".\n", f".\n\n{NEWS}\n", 1), encoding="utf-8")
    assert text != rewritten.read_text("utf-8")
    assert standing(findings(run, code=0)) == []


@pytest.mark.usefixtures("accepted")
def test_a_new_copy_of_an_accepted_article_is_new(run: Run, articles: Path) -> None:
    shutil.copy(articles / "submitted/bridge-excerpt.txt", articles / "a-copy.txt")
    found = standing(findings(run, code=1))
    assert len(found) == 3
    assert all("a-copy.txt" in names for names in found)


@pytest.mark.usefixtures("accepted")
def test_a_copy_that_has_grown_is_new(run: Run, articles: Path) -> None:
    shutil.copy(articles / "wire/bridge.txt", articles / "submitted/bridge-excerpt.txt")
    assert {"bridge-excerpt.txt", "bridge.txt"} in standing(findings(run, code=1))


def test_the_next_update_removes_what_is_gone_and_keeps_reasons(
    run: Run, articles: Path, accepted: Path
) -> None:
    document = json.loads(accepted.read_text("utf-8"))
    for record in document["accepted"]:
        record["reason"] = f"because of {record['relation']}"
    accepted.write_text(json.dumps(document), encoding="utf-8")
    (articles / "submitted/bridge-excerpt.txt").unlink()
    done = run("scan", articles.name, "--baseline", "b.json")
    assert (done.returncode, "derived · score 0.90 · because of derived" in done.stdout) == (
        0,
        True,
    )
    assert "baseline b.json: nothing here belongs to 2 entries of it" in done.stderr
    done = run("scan", articles.name, "--baseline", "b.json", "--update-baseline")
    assert "baseline b.json: 0 added, 2 removed, 1 kept" in done.stderr
    (record,) = json.loads(accepted.read_text("utf-8"))["accepted"]
    assert record["reason"] == "because of derived"


def test_a_check_of_a_part_says_nothing_of_the_rest(
    run: Run, articles: Path, accepted: Path
) -> None:
    """Entries without a finding are no news where nobody looked for it."""
    run("index", "build", "i.dedupe", articles / "wire")
    copy = "articles/submitted/bridge-rewritten.txt"
    done = run("check", copy, "--against", "i.dedupe", "--baseline", accepted)
    assert (done.returncode, done.stderr) == (0, "")
    assert "1 finding (1 derived) · 1 accepted" in done.stdout


def test_a_scan_of_nothing_leaves_the_baseline_alone(
    run: Run, accepted: Path, tmp_path: Path
) -> None:
    before = accepted.read_bytes()
    (tmp_path / "empty").mkdir()
    done = run("scan", "empty", "--baseline", "b.json", "--update-baseline")
    assert (done.returncode, accepted.read_bytes()) == (3, before)


def test_the_configuration_names_a_baseline_from_its_own_folder(
    run: Run, accepted: Path, tmp_path: Path
) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.dedupe]\nbaseline = "b.json"\n')
    (tmp_path / ".git").mkdir()
    assert run("scan", "articles").returncode == 0
    (tmp_path / "elsewhere").mkdir()
    accepted.rename(tmp_path / "elsewhere/c.json")
    assert run("scan", "articles", DEDUPE_BASELINE="elsewhere/c.json").returncode == 0
    done = run("scan", "articles")
    assert done.returncode == 2
    assert f"there is no baseline {tmp_path}/b.json; --update-baseline creates it" in done.stderr


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--update-baseline"], "add --baseline FILE"),
        (["--baseline", "none.json"], "there is no baseline none.json"),
        (["--baseline", "no/b.json", "--update-baseline"], "there is no folder no"),
        (["--baseline", "articles"], "cannot read the baseline articles"),
    ],
)
def test_a_baseline_that_cannot_be_is_an_error_before_the_scan(
    run: Run, articles: Path, options: list[str], message: str
) -> None:
    done = run("scan", articles.name, *options)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr


def test_single_findings_are_accepted_with_reason_and_owner(run: Run, articles: Path) -> None:
    report = run("scan", articles.name, "--format", "json", "-q").stdout
    fingerprint = next(
        finding["fingerprint"]
        for finding in json.loads(report)["findings"]
        if finding["relation"] == "excerpt"
    )
    options = ["--baseline", "b.json", "--reason", "licensed", "--owner", "desk"]
    done = run("baseline", "accept", "-", fingerprint[:6], *options, stdin=report.encode())
    assert done.returncode == 0, done.stderr
    assert "baseline b.json: 1 added, 0 removed, 0 kept" in done.stderr
    found = findings(run, code=1)
    assert len(standing(found)) == 2
    (excerpt,) = [finding for finding in found if finding["relation"] == "excerpt"]
    assert excerpt["accepted"] == {"reason": "licensed", "owner": "desk"}
    listed = run("baseline", "list", "--baseline", "b.json").stdout
    assert listed.splitlines() == [
        f"{fingerprint[:12]}  excerpt · licensed · owner desk",
        "    articles/submitted/bridge-excerpt.txt",
        "    articles/wire/bridge.txt",
        "1 accepted finding",
    ]


def test_an_article_names_all_of_its_findings(run: Run, articles: Path, tmp_path: Path) -> None:
    run("scan", articles.name, "-q", "-o", "r.json", "--format", "json")
    name = "articles/submitted/bridge-excerpt.txt"
    assert run("baseline", "accept", "r.json", name, "--baseline", "b.json").returncode == 0
    assert len(standing(findings(run, code=1))) == 1
    assert len(json.loads((tmp_path / "b.json").read_text("utf-8"))["accepted"]) == 2


@pytest.mark.parametrize("which", ["nothing.txt", "0123456789", "a"])
def test_what_names_no_finding_is_an_error(run: Run, articles: Path, which: str) -> None:
    report = run("scan", articles.name, "--format", "json", "-q").stdout.encode()
    done = run("baseline", "accept", "-", which, "--baseline", "b.json", stdin=report)
    assert done.returncode == 2
    assert f"no finding of - has the fingerprint or the article '{which}'" in done.stderr


def test_pruning_removes_what_a_report_no_longer_has(
    run: Run, articles: Path, accepted: Path
) -> None:
    (articles / "submitted/bridge-excerpt.txt").unlink()
    report = run("scan", articles.name, "--format", "json", "-q").stdout.encode()
    done = run("baseline", "prune", "-", "--baseline", "b.json", stdin=report)
    assert done.returncode == 0
    assert "baseline b.json: 0 added, 2 removed, 1 kept" in done.stderr
    assert len(json.loads(accepted.read_text("utf-8"))["accepted"]) == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["list"], "which baseline? add --baseline FILE"),
        (["list", "--baseline", "none.json"], "there is no baseline none.json"),
        (["accept", "none.json", "x", "--baseline", "b.json"], "cannot read none.json"),
        (["accept", "-", "x", "--baseline", "b.json"], "- is not valid JSON"),
        (["accept", "-"], "Missing argument 'WHICH...'"),
        (["prune", "-", "--baseline", "none.json"], "there is no baseline none.json"),
    ],
)
def test_wrong_usage_is_said_in_words(run: Run, arguments: list[str], message: str) -> None:
    done = run("baseline", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr.replace("standard input", "-")
    assert "Traceback" not in done.stderr
