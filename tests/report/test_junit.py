from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from xmlschema import XMLSchema

from dedupe_articles.model import Acceptance, ScanResult, Summary
from dedupe_articles.report import render

from .builders import DERIVED, ORIGINAL, news_finding, result_of, varied_result
from .conftest import SCHEMAS
from .hostile import hostile_result
from .runner import commands_in

if TYPE_CHECKING:
    from collections.abc import Callable

SCHEMA = XMLSchema(str(SCHEMAS / "junit-10.xsd"))
CLEAN = result_of([], {"a.txt": "x"})
NO_ARTICLE = result_of([], {}, summary=Summary(0, 0, 0, {}, 0, 1))


def suite_of(result: ScanResult) -> ET.Element:
    """Return the one suite of a report, checked against the schema and its own counts."""
    report = render(result, "junit")
    SCHEMA.validate(report)
    (suite,) = ET.fromstring(report)  # noqa: S314 - our own report
    for count, element in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        assert suite.get(count) == str(len(suite.findall(f"testcase/{element}")))
    assert suite.get("tests") == str(len(suite.findall("testcase")))
    return suite


def test_a_scan_looks_like_this(check_golden: Callable[[str, str], None]) -> None:
    check_golden("scan.junit.xml", render(varied_result(), "junit"))


def test_each_finding_is_a_failed_test_and_an_accepted_one_is_skipped() -> None:
    suite = suite_of(varied_result())
    assert (suite.get("tests"), suite.get("failures"), suite.get("skipped")) == ("4", "3", "1")
    case = suite.findall("testcase")[1]
    assert case.get("classname") == "dedupe.derived"
    assert case.get("name") == "news/derived.txt and news/original.txt"
    failure = case.find("failure")
    assert failure is not None
    assert failure.get("message") == "Derived from news/original.txt (score 0.92, confidence 0.99)"
    assert (failure.text or "").startswith("news/derived.txt:1\nLongest block: line 1")
    skipped = suite.find("testcase/skipped")
    assert skipped is not None
    assert skipped.get("message") == "Accepted: licensed from the agency (owner news desk)"


def test_a_clean_scan_has_a_test_that_passes() -> None:
    suite = suite_of(CLEAN)
    (case,) = suite.findall("testcase")
    assert list(case) == []
    assert case.get("name") == "nothing to report among 1 article"


def test_a_scan_whose_findings_are_all_accepted_passes() -> None:
    finding = replace(news_finding(), accepted=Acceptance())
    suite = suite_of(result_of([finding], {finding.a.id: ORIGINAL, finding.b.id: DERIVED}))
    assert (suite.get("tests"), suite.get("failures"), suite.get("skipped")) == ("2", "0", "1")


def test_a_scan_without_articles_is_an_error_and_no_pass() -> None:
    suite = suite_of(NO_ARTICLE)
    assert (suite.get("tests"), suite.get("errors")) == ("1", "1")


def test_hostile_text_is_text() -> None:
    report = render(hostile_result(), "junit")
    assert not set(report) & set("\x1b\x07\x9b\u202e\u2028\ufeff\r")
    assert not commands_in(report)
    suite = suite_of(hostile_result())
    assert {element.tag for element in suite.iter()} == {
        "testsuite",
        "testcase",
        "failure",
        "skipped",
        "system-out",
    }
    assert "</script><img src=x onerror=alert(1)>" in (suite[0].get("name") or "")


@pytest.mark.parametrize("field", ["reason", "owner"])
@given(text=st.text(st.characters(exclude_categories=())))
def test_any_text_makes_valid_xml(field: str, text: str) -> None:
    finding = replace(news_finding(), accepted=replace(Acceptance(), **{field: text}))
    report = render(result_of([finding], {finding.a.id: ORIGINAL, finding.b.id: DERIVED}), "junit")
    ET.fromstring(report.encode())  # noqa: S314 - our own report
