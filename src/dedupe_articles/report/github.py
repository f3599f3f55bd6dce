"""`--format github`: annotations of a pull request, as workflow commands of GitHub Actions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dedupe_articles.model import STDIN
from dedupe_articles.report.escape import visible
from dedupe_articles.report.marks import Mark, mark_of, severity_of, worst_first
from dedupe_articles.report.summary import plural, summary_line
from dedupe_articles.report.wording import details, headline

if TYPE_CHECKING:
    from dedupe_articles.model import ScanResult

# GitHub shows no more annotations of a kind from one step.
_ANNOTATIONS_AT_MOST: Final = 10
_COMMANDS: Final = {"error": "error", "warning": "warning", "note": "notice"}


def render_github(result: ScanResult) -> str:
    """Return an annotation for each of the worst findings, the others as lines of the log.

    Accepted findings get none; a notice at the end counts them all. Without findings there is
    nothing to say.
    """
    if not result.findings:
        return ""
    marks = [mark_of(finding, result.texts) for finding in worst_first(result.findings)]
    lines = [_annotation(mark) for mark in marks[:_ANNOTATIONS_AT_MOST]]
    rest = marks[_ANNOTATIONS_AT_MOST:]
    if rest:
        lines.append(_command("group", {}, f"dedupe: {plural(len(rest), 'more finding')}"))
        lines += [f"- {visible(mark.article.id)}: {headline(mark)}" for mark in rest]
        lines.append(_command("endgroup", {}, ""))
    lines.append(_command("notice", {"title": "dedupe"}, summary_line(result.summary)))
    return "".join(f"{line}\n" for line in lines)


def _annotation(mark: Mark) -> str:
    """Return the command that marks one finding.

    It has no columns: GitHub takes them only where a block begins and ends on one line.
    """
    place = mark.place
    properties = {
        "file": visible(place.path),
        "line": str(place.start_line),
        "endLine": str(place.end_line),
        "title": f"dedupe: {mark.finding.relation}",
    }
    if place.path == STDIN:
        properties = {"title": properties["title"]}
    message = "\n".join([headline(mark), *details(mark)])
    return _command(_COMMANDS[severity_of(mark.finding)], properties, message)


def _command(name: str, properties: dict[str, str], message: str) -> str:
    listed = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{name}{' ' if listed else ''}{listed}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
