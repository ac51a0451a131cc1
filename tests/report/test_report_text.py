"""The terminal text of plans."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlinfra.base.arm_types import ROLE_DEFINITIONS
from mlinfra.base.errors import ReportError
from mlinfra.catalogue.types.authorization import ROLE_ASSIGNMENT
from mlinfra.review.report.terminal import Look, detect
from mlinfra.review.report.text import report_text
from report._plans import GPU, READER, change, churn, delta, plan


def test_a_plan_reads_as_head_changes_and_counts() -> None:
    """The head names stack and scope, each change has symbol, kind and address, the last line counts."""
    text = report_text(plan("churn-prod", change("create", "mlw/gpu", after=GPU)))
    assert text.splitlines() == [
        "churn-prod -> rg-churn-prod (westeurope)   forecast by Azure",
        "  + compute  mlw/gpu   0 to 8 nodes, Standard_NC24ads_A100_v4, idle 10 min",
        "1 to create, 0 to modify, 0 to delete.",
    ]


@pytest.mark.parametrize(
    "line",
    [
        '~ properties.properties.vmSize: "Standard_D4s_v5" => "Standard_D8s_v5"  (cannot change in place)',
        '~ properties.description: "a" => "b"  (has no effect: an instance keeps its description)',
        "~ properties.allowSharedKeyAccess: false => true  (security)",
        "because gpu-a100 reads features (prod.py:19)",
        "risk high: the endpoint stops answering",
        "= 2 unchanged",
        ". 1 property and 1 resource folded as noise; --show-noise prints each with its reason",
        ". ignore entry properties.y hides nothing",
        ". 1 value is known only while deploying; --verbose lists them",
        "short circuit  roles: a parameter comes from an output",
        "warning ML402 gpu-idle-floor  prod.py:28: mlw/gpu: keeps 1 GPU node running",
        "2 to create, 1 to modify, 1 to delete, 1 to replace, 2 unchanged, 1 ignored. The analysis is incomplete. 1 change lies outside rg-churn-prod: you need rights there.",
    ],
)
def test_everything_a_reader_must_know_has_its_line(line: str) -> None:
    """Replacements, ineffective and security changes, reasons, risks, noise, gaps and findings are said."""
    assert line in [each.strip() for each in report_text(churn()).splitlines()]


def test_the_most_dangerous_changes_come_first() -> None:
    """Deletions stand before replacements, those before modifications, those before creations."""
    places = [report_text(churn()).index(name) for name in ("prod/old", "prod/cpu", "stchurnprod", "gpu-a100")]
    assert places == sorted(places)


COMPUTE, ROLE = "Microsoft.MachineLearningServices/workspaces/computes", "Microsoft.Authorization/roleAssignments"


@pytest.mark.parametrize(
    ("type_", "after", "facts"),
    [
        (ROLE, {"properties": {"roleDefinitionId": READER, "scope": "/a/st"}}, "Storage Blob Data Reader, on st"),
        (ROLE, {"properties": {"roleDefinitionId": "[reference('x').id]"}}, ""),
        (
            ROLE,
            {"properties": {"principalId": "[reference('/subscriptions/s/x/id-train', '2023').principalId]"}},
            "to id-train",
        ),
        (COMPUTE, {"properties": {"properties": {"vmSize": "S", "vmPriority": "LowPriority"}}}, "S, low priority"),
        (COMPUTE, {"properties": {"properties": {"idleTimeBeforeShutdown": "P1DT1H30M"}}}, "idle 1 d 1 h 30 min"),
        (COMPUTE, {"properties": {"properties": {"idleTimeBeforeShutdown": "soon"}}}, "idle soon"),
        (COMPUTE, {"properties": []}, ""),
        (
            "Microsoft.Storage/storageAccounts",
            {"sku": {"name": "Standard_ZRS"}, "kind": "StorageV2"},
            "Standard_ZRS, StorageV2",
        ),
        ("Own.Thing/x", {"sku": {"name": {"odd": 1}}, "kind": "k"}, "k"),
    ],
)
def test_a_creation_tells_what_sets_it_apart(type_: str, after: dict[str, Any], facts: str) -> None:
    """Size, sku, role and idle time stand beside the name; what is odd or unknown is left out."""
    line = report_text(plan("s", change("create", "thing", type_, after=after))).splitlines()[1]
    assert line.partition("thing")[2].strip() == facts


def test_a_role_assignment_is_called_by_its_role() -> None:
    """An assignment whose name is a GUID reads as its role and where it holds; the GUID alone tells nobody anything."""
    name = "st/shipments/c547d21d-24e3-5d23-963c-c9ec954d76a1"
    text = report_text(plan("s", change("create", name, ROLE, after={"properties": {"roleDefinitionId": READER}})))
    assert text.splitlines()[1] == "  + role  Storage Blob Data Reader on st/shipments"
    assert name in report_text(plan("s", change("delete", name, ROLE)))


def test_one_cause_with_many_targets_is_said_once() -> None:
    """Gaps of one kind and message stand below one line."""
    gaps = [{"kind": "limit", "target": f"t{i}", "message": "too many", "blocking": True} for i in range(3)]
    lines = report_text(plan("s", coverage={"gaps": gaps})).splitlines()
    assert lines[1:6] == ["  Not analysed:", "    limit  too many", "      t0", "      t1", "      t2"]


def test_noise_is_folded_and_can_be_shown() -> None:
    """Folded properties and resources appear only with show_noise, each with rule and reason."""
    assert "hidden-link" not in report_text(churn())
    shown = report_text(churn(), show_noise=True)
    assert "- tags['hidden-link:x']: \"y\"  (noise N016: Azure fills this in itself)" in shown
    assert "folded, noise N016: Azure fills this in itself" in shown


def test_verbose_prints_what_is_created_and_what_stays() -> None:
    """Verbose adds every property of a creation and the names of unchanged resources."""
    text = report_text(churn(), verbose=True)
    assert 'properties.properties.vmSize: "Standard_NC24ads_A100_v4"' in text
    assert "kv-platform" in text
    assert "kv-platform" not in report_text(churn())


def test_a_failed_forecast_says_why_and_what_to_do() -> None:
    """An errored plan shows code, message and hint, and claims nothing."""
    error = {"code": "AuthorizationFailed", "message": "no right", "where": "", "hint": "grant Reader"}
    text = report_text(plan("x", errored=True, error=error))
    assert "error: AuthorizationFailed: no right" in text
    assert "-> grant Reader" in text
    assert text.endswith("No plan: the forecast failed.\n")


def test_several_stacks_end_in_one_sentence() -> None:
    """A report of several stacks counts those with changes and those that failed."""
    plans = [plan("a", change("create")), plan("b"), plan("c", errored=True, error={"code": "x", "message": "y"})]
    assert report_text({"format_version": "1.0", "kind": "plans", "plans": plans}).endswith(
        "3 stacks: 1 with changes, 1 failed.\n"
    )


def test_color_changes_the_look_and_not_the_words() -> None:
    """With the styles taken out, the coloured text is the plain one."""
    import re

    colored = report_text(churn(), color=True)
    assert "\x1b[" in colored
    bare = re.sub(r"\x1b\[[0-9;]*m", "", colored)
    assert [line.rstrip() for line in bare.splitlines()] == report_text(churn()).splitlines()


@pytest.mark.parametrize("color", [True, False])
def test_a_width_is_kept(color: bool) -> None:
    """Lines are wrapped to the width, except words that are longer themselves."""
    import re

    lines = re.sub(r"\x1b\[[0-9;]*m", "", report_text(churn(), width=72, color=color)).splitlines()
    assert max(map(len, lines)) <= 72


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stream", "environ", "look"),
    [
        (io.StringIO(), {}, Look(None, color=False)),
        (_Terminal(), {"COLUMNS": "91"}, Look(91, color=True)),
        (_Terminal(), {"COLUMNS": "91", "NO_COLOR": "1"}, Look(91, color=False)),
        (_Terminal(), {"COLUMNS": "91", "TERM": "dumb"}, Look(91, color=False)),
        (_Terminal(), {"COLUMNS": "91", "CI": "true"}, Look(None, color=False)),
        (io.StringIO(), {"FORCE_COLOR": "1"}, Look(None, color=True)),
        (io.StringIO(), {"FORCE_COLOR": "1", "NO_COLOR": "1"}, Look(None, color=False)),
    ],
)
def test_the_look_follows_the_stream_and_the_environment(
    stream: io.StringIO, environ: Mapping[str, str], look: Look
) -> None:
    """Terminals get colour and width, pipes neither; NO_COLOR, TERM, CI and FORCE_COLOR are heard."""
    assert detect(stream, environ) == look


@pytest.mark.parametrize(
    "document", [{}, {"kind": "plan"}, {"kind": "plan", "format_version": "3.0"}, {"kind": "outcome"}, [1], [None]]
)
def test_what_is_no_plan_is_refused(document: Any) -> None:
    """Another kind or a newer major format is an error with a hint, not a traceback."""
    with pytest.raises(ReportError) as caught:
        report_text(document)
    assert caught.value.hint


def test_no_text_moves_the_cursor_or_turns_the_line() -> None:
    """Escape sequences, carriage returns and direction marks in names and values are shown, not obeyed."""
    nasty = "a\x1b[2Jb\rc\u202ed\x9be\nf"
    text = report_text(plan(nasty, change("modify", nasty, deltas=[delta(nasty, before=nasty, after=nasty)])))
    assert not set(text) & set("\x1b\r\u202e\x9b")
    assert "a\\u001b[2Jb\\rc\\u202ed" in text


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner, max_size=2),
    max_leaves=4,
)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_odd_members_never_end_in_a_traceback(data: st.DataObject) -> None:
    """Any member of a plan, a change or a delta may be missing or of any type; every renderer still prints."""
    from mlinfra.review.report.annotations import report_azure_annotations, report_github_annotations
    from mlinfra.review.report.html import report_html
    from mlinfra.review.report.markdown import report_markdown

    def spoil(value: dict[str, Any]) -> dict[str, Any]:
        names = data.draw(st.sets(st.sampled_from(sorted(value)), max_size=3))
        return {**value, **{name: data.draw(JSON) for name in names - {"kind", "format_version"}}}

    nested = {"risk": {"level": data.draw(JSON), "why": 1}, "origin": {"where": data.draw(JSON)}, "noise": {"rule": []}}
    bad = [spoil({**change(), **nested, "deltas": [spoil(delta())]}) for _ in range(2)]
    document = spoil(plan("s", *[change("create")], findings=[spoil({"code": "x", "severity": "error"})]))
    if isinstance(document["changes"], list):
        document["changes"] = [*document["changes"], *bad]
    for render in (report_text, report_markdown, report_html, report_github_annotations, report_azure_annotations):
        assert isinstance(render(document), str)


def test_the_sums_of_several_stacks_stand_first() -> None:
    """Before the first stack: how many there are and what happens in all of them together."""
    plans = [plan("a", change("create"), change("modify")), plan("b", change("create")), plan("c")]
    first = report_text(plans).splitlines()[0]
    assert first == "3 stacks, 2 with changes: 2 to create, 1 to modify, 0 to delete."


def test_a_custom_role_is_called_by_its_name() -> None:
    """Where the plan has its definition, new or unchanged."""
    guid, provider = "77777777-7777-4777-8777-777777777777", "/providers/Microsoft.Authorization"
    definition_id = f"/subscriptions/s{provider}/roleDefinitions/{guid}"
    definition = {"type": ROLE_DEFINITIONS, "id": definition_id, "action": "no_change", "address": guid}
    held = {"properties": {"roleDefinitionId": definition_id}}
    assignment = {"type": ROLE_ASSIGNMENT.type, "id": f"{provider}/roleAssignments/{guid}", "address": f"mlw/{guid}"}
    text = report_text(
        {
            "kind": "plan",
            "format_version": "2.0",
            "changes": [
                {**definition, "before": {"properties": {"roleName": "ML starter"}}},
                {**assignment, "action": "create", "after": held},
            ],
        }
    )
    assert "ML starter on mlw" in text
