"""`--format junit`: one test suite in which each finding is a failed test."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from dedupe_articles.report.escape import visible
from dedupe_articles.report.marks import Mark, mark_of
from dedupe_articles.report.summary import plural, summary_line
from dedupe_articles.report.wording import acceptance_line, details, headline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dedupe_articles.model import ScanResult, Summary


def render_junit(result: ScanResult) -> str:
    """Return a scan as JUnit XML, an accepted finding as a skipped test.

    A scan without findings has one test that passes, since an empty suite reads as one that did
    not run; a scan without articles has one that could not run.
    """
    cases = _cases([mark_of(finding, result.texts) for finding in result.findings], result.summary)
    suites = ET.Element("testsuites", name="dedupe")
    suite = ET.SubElement(suites, "testsuite", name="dedupe", tests=str(len(cases)))
    for count, element in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(count, str(sum(case.find(element) is not None for case in cases)))
    suite.extend(cases)
    ET.SubElement(suite, "system-out").text = summary_line(result.summary)
    ET.indent(suites)
    document = ET.tostring(suites, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{document}\n'


def _cases(marks: Sequence[Mark], summary: Summary) -> list[ET.Element]:
    cases = [_case(mark) for mark in marks]
    if not summary.articles:
        error = ET.Element("testcase", classname="dedupe", name="articles were collected")
        ET.SubElement(error, "error", message="no article was collected", type="no-article")
        return [*cases, error]
    if all(mark.finding.accepted for mark in marks):
        scanned = f"nothing to report among {plural(summary.articles, 'article')}"
        return [*cases, ET.Element("testcase", classname="dedupe", name=scanned)]
    return cases


def _case(mark: Mark) -> ET.Element:
    finding = mark.finding
    name = f"{visible(mark.article.id)} and {visible(mark.source.id)}"
    case = ET.Element("testcase", classname=f"dedupe.{finding.relation}", name=name)
    if finding.accepted is not None:
        ET.SubElement(case, "skipped", message=acceptance_line(finding))
        return case
    failure = ET.SubElement(case, "failure", message=headline(mark), type=finding.relation.value)
    place = f"{visible(mark.place.path)}:{mark.place.start_line}"
    failure.text = "\n".join([place, *details(mark)])
    return case
