"""Show findings as a JUnit XML report: a failed test case for each, so that any CI system lists them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from xml.etree import ElementTree as ET  # ruff: ignore[suspicious-xml-etree-import]  it only writes here

from mlinfra.review.report.findings import FindingView, read_findings, read_not_evaluated


def findings_junit(findings: Sequence[Mapping[str, Any]], not_evaluated: Sequence[Mapping[str, Any]] = ()) -> str:
    """The findings as JUnit XML: errors and warnings fail; none at all is one passed case.

    Skipped are advice, what is exempted and what a rule could not tell.
    """
    views = [*read_findings(findings), *(view.as_finding() for view in read_not_evaluated(not_evaluated))]
    suite = ET.Element("testsuite", name="mlinfra check", tests=str(max(len(views), 1)))
    suite.set("failures", str(sum(not _skipped(view) for view in views)))
    suite.set("skipped", str(sum(map(_skipped, views))))
    for view in views:
        suite.append(_case(view))
    if not views:
        ET.SubElement(suite, "testcase", classname="mlinfra", name="check")
    root = ET.Element("testsuites")
    root.append(suite)
    ET.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _skipped(view: FindingView) -> bool:
    return view.severity == "advice" or bool(view.exempted)


def _case(view: FindingView) -> ET.Element:
    case = ET.Element("testcase", classname=_xml(view.stack or "mlinfra"), name=_xml(_name(view)))
    if view.file:
        case.set("file", _xml(view.file))
    if view.line:
        case.set("line", str(view.line))
    if _skipped(view):
        let_stand = f"exempted: {view.exempted}: " if view.exempted else ""
        ET.SubElement(case, "skipped", message=_xml(f"{let_stand}{view.message}"))
        return case
    failure = ET.SubElement(case, "failure", type=view.severity, message=_xml(view.message))
    failure.text = _xml("\n".join(part for part in (view.where, view.why, view.fix) if part))
    return case


def _name(view: FindingView) -> str:
    return " ".join(part for part in (view.code, view.slug, view.address) if part) or "finding"


def _xml(text: str) -> str:
    """The text without the two characters that XML 1.0 forbids and that ``plain`` lets through."""
    return text.replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")
