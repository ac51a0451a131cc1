"""A secret in plain text.

A password, key or token that stands in a stack file is known to everybody who may read the repository, its history and
Azure's list of deployments, and it stays valid after it was removed. mlinfra masks it in plans, comments and logs; the
rendered template must hold it, as Azure needs it. Found by what a name says (``dbPassword``, ``HF_TOKEN``,
``subscriptionKey``), also in ``extra``, and by form: a password in a URL, a connection string, a SAS, a private key.

Let an identity do it where Azure can (``auth="identity"`` on datastores, roles instead of keys). Else keep the value in
a key vault and read it when Azure deploys, or take it from the environment as a secure parameter.
"""

import dataclasses
import re
from collections.abc import Iterator, Mapping
from typing import Any

from mlinfra.arm.secure import secure_parameters
from mlinfra.base.finding import Severity
from mlinfra.base.literal_secrets import LiteralSecret, literal_secrets
from mlinfra.base.secret_names import secret_name
from mlinfra.landing_zone.bodies.subjects import Resources
from mlinfra.landing_zone.checks._lines import line_of
from mlinfra.landing_zone.checks._rule import Problem
from mlinfra.landing_zone.graph.node import Graph
from mlinfra.landing_zone.model._base import Resource
from mlinfra.landing_zone.model._where import where
from mlinfra.landing_zone.model.value import Parameter

CODE, SLUG = "ML204", "literal-secret"
SEVERITY: Severity = "warning"
WHY = "everybody who may read the repository or the deployments of the group knows it, also after it was removed"
LINK = "https://learn.microsoft.com/azure/azure-resource-manager/templates/key-vault-parameter"
GOOD = """
password = Parameter("dbPassword", secure=True)
workspace = Workspace("mlw-churn", extra={"properties": {"dbPassword": password}})
"""
BAD = """
workspace = Workspace("mlw-churn", extra={"properties": {"dbPassword": "correct-horse-battery"}})
"""


_IN_TEMPLATE = (
    "a parameter of type securestring without a default, from a key vault; better, an identity; and renew the secret, as "
    "it is known now"
)


def judge_all(resources: Resources) -> Iterator[Problem]:
    """Look at every body of a template, and at its defaults and outputs; `check` looks at what a stack's author wrote."""
    for subject in resources.sent():
        if subject.node is None:
            for secret in literal_secrets(subject.body):
                message, fix = _words(secret)
                yield Problem(subject, message, fix, properties=_names(secret), body=_IN_TEMPLATE)
    if resources.written:
        for secret in literal_secrets(_own_values(resources.template)):
            yield Problem(None, _words(secret)[0], _IN_TEMPLATE, where=resources.where)


def _own_values(template: Mapping[str, Any]) -> dict[str, Any]:
    """Defaults of parameters and values of outputs; any default of a secure parameter is a secret."""
    values = {"parameters": "defaultValue", "outputs": "value"}
    named: dict[str, Any] = {}
    for section, member in values.items():
        entries = template.get(section) or {}
        named[section] = {name: entry[member] for name, entry in entries.items() if member in entry}
    secure = secure_parameters(template)
    for name, value in named["parameters"].items():
        if name.lower() in secure:
            named["parameters"][name] = {"secret": value}
    return named


def check(graph: Graph) -> Iterator[Problem]:
    """Look at every field of every resource, `extra` too, and at the stack's tags, outputs and defaults."""
    for node in graph:
        if isinstance(node.resource, Resource) and not node.existing:
            for secret in literal_secrets(_json(node.resource, top=True)):
                yield Problem(
                    node, *_words(secret), where=line_of(secret, where(node.resource)), properties=_names(secret)
                )
    stack = graph.stack
    values = {"tags": stack.tags, "outputs": stack.outputs, "parameters": list(stack.parameters)}
    for secret in literal_secrets(_json(values)):
        yield Problem(None, *_words(secret), where=line_of(secret, where(stack)))


def _words(secret: LiteralSecret) -> tuple[str, str]:
    """What is wrong and what to write; never the secret itself."""
    message = f"{secret.path} holds a secret in plain text ({secret.what})"
    last = secret.path.rpartition(".")[2].partition("[")[0]
    name = re.sub(r"\W", "", last) or "value"
    if "URL" in secret.what:
        fix = "leave it out of the URL: let an identity sign in, or store it in a workspace connection or a key vault"
    else:
        fix = f"Parameter({name!r}, secure=True), from the environment or a key vault (Secret); better, an identity"
    return message, f"{fix}; and renew the secret, as it is known now"


def _names(secret: LiteralSecret) -> tuple[str, ...]:
    """The names on its path; a field's own name is not always Azure's, and then its last words tell."""
    return tuple(re.findall(r"\w+", secret.path)[-2:])


def _json(value: Any, *, top: bool = False) -> Any:
    """A model value as JSON; resources below the first are nodes of their own, what Azure fills in is not text."""
    if isinstance(value, Parameter):
        return {value.name: value.default} if value.default is not None and secret_name(value.name) else value.default
    if isinstance(value, Mapping):
        return {str(key): _json(member) for key, member in value.items()}
    if isinstance(value, (list, tuple)):
        return [_json(item) for item in value]
    if dataclasses.is_dataclass(value) and (top or not isinstance(value, Resource)):
        return {field.name: _json(getattr(value, field.name, None)) for field in dataclasses.fields(value)}
    return value if isinstance(value, (str, int, float)) else None
