"""`mlinfra check` judges anyone's ARM template as it judges stacks: same shape, places and exit codes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET  # ruff: ignore[suspicious-xml-etree-import]  it reads what we wrote

import pytest

from cli._run import run
from mlinfra.app.check import check
from mlinfra.review.report.findings import findings_text
from mlinfra.review.report.junit import findings_junit
from mlinfra.review.report.sarif import findings_sarif

ACCOUNT = {
    "type": "Microsoft.Storage/storageAccounts",
    "apiVersion": "2025-06-01",
    "name": "stchurn",
    "location": "[resourceGroup().location]",
    "sku": {"name": "Standard_LRS"},
    "kind": "StorageV2",
    "properties": {"allowSharedKeyAccess": "[parameters('keys')]", "minimumTlsVersion": "TLS1_2"},
}
PLACE = ("address", "type", "stack")


def _template(folder: Path, *resources: dict[str, Any], **parameters: Any) -> Path:
    document = {
        "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
        "contentVersion": "1.0.0.0",
        "parameters": {"keys": {"type": "bool"}, **parameters},
        "resources": list(resources),
    }
    file = folder / "churn.json"
    file.write_text(json.dumps(document, indent=2), encoding="utf-8")
    return file


def test_a_template_has_the_shape_places_and_exit_codes_of_a_stack(tmp_path: Path) -> None:
    """A finding names the resource and its line in the template; an unknown value fails with --complete alone."""
    _template(tmp_path, ACCOUNT)
    assert run("check", "churn.json", cwd=tmp_path).code == 0
    ran = run("check", "churn.json", "--complete", "--format", "json", cwd=tmp_path)
    assert ran.code == 5
    told = json.loads(ran.out)
    assert (told["kind"], told["format_version"], told["counts"]["not_evaluated"]) == ("findings", "1.0", 1)
    (missed,) = told["not_evaluated"]
    assert (missed["code"], missed["address"], missed["where"]) == ("ML202", "stchurn", "churn.json:10")
    assert missed["message"] == "properties.allowSharedKeyAccess is known only while deploying"
    (tmp_path / "values.json").write_text('{"parameters": {"keys": {"value": true}}}', encoding="utf-8")
    ran = run("check", "churn.json", "--parameters", "values.json", "--strict", "--format", "json", cwd=tmp_path)
    assert ran.code == 1
    (finding,) = json.loads(ran.out)["findings"]
    assert [finding[name] for name in PLACE] == ["stchurn", ACCOUNT["type"], "churn"]
    assert (finding["code"], finding["where"]) == ("ML202", "churn.json:10")
    assert finding["fix"].startswith("allowSharedKeyAccess: false"), "in the words of the template"


def test_every_format_counts_what_was_not_evaluated(tmp_path: Path) -> None:
    """Text in its last line, SARIF as a result of the kind open, JUnit as a skipped case."""
    told = check(_template(tmp_path, ACCOUNT)).to_json()
    listed = (told["findings"], told["not_evaluated"])
    assert findings_text(*listed).splitlines()[-1] == "Nothing found, 1 not evaluated."
    (result,) = json.loads(findings_sarif(*listed))["runs"][0]["results"]
    assert (result["ruleId"], result["kind"], result["level"]) == ("ML202", "open", "none")
    suite = ET.fromstring(findings_junit(*listed))[0]  # ruff: ignore[suspicious-xml-element-tree-usage]  as above
    assert (suite.get("failures"), suite.get("skipped")) == ("0", "1")


@pytest.mark.parametrize(
    ("body", "code", "path"),
    [
        ({"properties": {"publicNetworkAccess": 5}}, "R001", "properties.publicNetworkAccess"),
        ({"properties": 5}, "R001", "properties"),
        ({"name": "St"}, "R005", "name"),
    ],
)
def test_what_azure_refuses_in_a_template_is_an_error(
    tmp_path: Path, body: dict[str, Any], code: str, path: str
) -> None:
    """The catalogue judges the bodies of a template with the verdicts that a stack gets."""
    checked = check(_template(tmp_path, {**ACCOUNT, "properties": {}, **body}))
    refused = [finding for finding in checked.findings if finding.code == code]
    assert [finding.message.partition(":")[0] for finding in refused] == [path]
    assert checked.failed()


def test_what_stands_in_a_nested_deployment_or_a_loop_is_judged(tmp_path: Path) -> None:
    """Each resource at the line of its declaration."""
    account = {
        **ACCOUNT,
        "name": "[concat('stchurn', copyIndex())]",
        "copy": {"name": "two", "count": 2},
        "properties": {},
    }
    inner = {
        "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
        "contentVersion": "1.0.0.0",
        "resources": [{**ACCOUNT, "name": "stinner", "properties": {}}],
    }
    module = {
        "type": "Microsoft.Resources/deployments",
        "apiVersion": "2025-04-01",
        "name": "module",
        "properties": {"mode": "Incremental", "expressionEvaluationOptions": {"scope": "inner"}, "template": inner},
    }
    file = _template(tmp_path, account, module)
    lines = file.read_text(encoding="utf-8").splitlines()
    found = {f.address: int(f.where.rpartition(":")[2]) for f in check(file).findings if f.code == "ML202"}
    assert found.keys() == {"stchurn0", "stchurn1", "stinner"}
    assert found["stchurn0"] == found["stchurn1"] == 10
    assert "storageAccounts" in lines[found["stinner"]]


def test_a_nested_deployment_that_cannot_be_looked_into_is_counted(tmp_path: Path) -> None:
    """A linked template is not judged, and the check says so."""
    link = {"mode": "Incremental", "templateLink": {"uri": "https://example.com/main.json"}}
    module = {
        "type": "Microsoft.Resources/deployments",
        "apiVersion": "2025-04-01",
        "name": "module",
        "properties": link,
    }
    (missed,) = check(_template(tmp_path, module)).not_evaluated
    assert (missed.code, missed.address) == ("link", "module")
    assert "templateLink is not followed" in missed.message


def test_a_default_of_a_secure_parameter_is_a_secret(tmp_path: Path) -> None:
    """It is in the template for everybody to read; a value that is given is not, and is shown nowhere."""
    file = _template(tmp_path, adminPassword={"type": "securestring", "defaultValue": "correct-horse-battery"})
    (finding,) = [finding for finding in check(file).findings if finding.code == "ML204"]
    assert "adminPassword" in finding.message
    assert "horse" not in str(finding)
    file = _template(
        tmp_path, {**ACCOUNT, "tags": {"adminPassword": "[parameters('word')]"}}, word={"type": "securestring"}
    )
    (tmp_path / "values.json").write_text('{"parameters": {"word": {"value": "correct-horse"}}}', encoding="utf-8")
    checked = check(file, parameters=tmp_path / "values.json")
    assert not [finding for finding in checked.findings if finding.code == "ML204"]
