"""Find what a template keeps secret: secure parameters, texts written into it, and outputs that tell one of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from mlinfra.base.literal_secrets import literal_secrets
from mlinfra.base.secret_names import secret_name
from mlinfra.base.secret_texts import is_literal, secrets_in

_PARAMETER = re.compile(r"parameters\(\s*'([^']*)'\s*\)", re.IGNORECASE)
_VARIABLE = re.compile(r"variables\(\s*'([^']*)'\s*\)", re.IGNORECASE)
_OUTPUT = re.compile(r"\.outputs\.(\w+)|\.outputs\[\s*'([^']*)'\s*\]", re.IGNORECASE)
_CALL = re.compile(r"\b(?:list\w*|getKeyVaultSecret|getSecret)\s*\(", re.IGNORECASE)
"""``listKeys(...)`` and its like return keys."""
_SHORTEST = 8
"""A written secret of at least so many characters is masked wherever it stands, a shorter one only at its place:
``test`` stands in too many texts."""


def member(value: Any, name: str) -> Any:
    """A member of an object in a template; ARM compares names without case."""
    if not isinstance(value, Mapping):
        return None
    if name in value:
        return value[name]
    return next((inner for key, inner in value.items() if str(key).casefold() == name.casefold()), None)


def _entries(value: Any, name: str) -> Mapping[str, Any]:
    entries = member(value, name)
    return entries if isinstance(entries, Mapping) else {}


def secure_parameters(template: Mapping[str, Any]) -> set[str]:
    """The names, in lower case, of a template's secure parameters, also where a definition says so."""
    definitions = _entries(template, "definitions")
    return {
        name.lower()
        for name, declaration in _entries(template, "parameters").items()
        if is_secure(declaration, definitions)
    }


def is_secure(declared: Any, definitions: Mapping[str, Any]) -> bool:
    """Whether a declaration, what it refers to, or a member of it is of a secure type."""
    seen: set[str] = set()
    todo = [declared]
    while todo:
        schema = todo.pop()
        if isinstance(schema, list):
            todo += schema
        if not isinstance(schema, Mapping):
            continue
        if str(member(schema, "type")).lower().startswith("secure"):
            return True
        name = str(member(schema, "$ref") or "").removeprefix("#/definitions/")
        if name and name not in seen:
            seen.add(name)
            todo.append(definitions.get(name))
        inner = ("properties", "items", "prefixItems", "additionalProperties", "discriminator", "mapping")
        members = [value for key in inner if isinstance(value := member(schema, key), (Mapping, list))]
        todo += members
        todo += [part for entry in members if isinstance(entry, Mapping) for part in entry.values()]
    return False


def reads_secret(expression: Any, secure: frozenset[str]) -> bool:
    """Whether an expression reads one of the ``secure`` parameters (lower case), or calls what returns keys."""
    if not isinstance(expression, str) or not expression.startswith("["):
        return False
    return bool(_CALL.search(expression)) or not secure.isdisjoint(
        name.lower() for name in _PARAMETER.findall(expression)
    )


def nested_templates(template: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """The templates of nested deployments, at every depth, each with the parameters that it is given."""
    resources = member(template, "resources")
    declared = resources.values() if isinstance(resources, Mapping) else resources
    for resource in declared if isinstance(resources, (Mapping, list)) else ():
        properties = member(resource, "properties")
        inner = member(properties, "template")
        if isinstance(inner, Mapping):
            yield inner, _entries(properties, "parameters")
            yield from nested_templates(inner)
        elif isinstance(resource, Mapping) and isinstance(member(resource, "resources"), (Mapping, list)):
            yield from nested_templates(resource)


def written_secrets(template: Mapping[str, Any]) -> tuple[str, ...]:
    """The secrets that a template holds in plain text: values and defaults of secure parameters, and what is one by
    its name or form. Texts of less than eight characters are left out.
    """
    texts = [text for inner, given in ((template, {}), *nested_templates(template)) for text in _secure(inner, given)]
    texts += [text for text in _by_name_or_form(template) if not text.isalpha()]
    return tuple(dict.fromkeys(text for text in texts if len(text) >= _SHORTEST))


def _by_name_or_form(template: Mapping[str, Any]) -> Iterator[str]:
    """What stands in resources and variables, and in what is a secret by its name the part that is one by its form."""
    places = ("resources", "variables")
    bodies = [
        member(inner, place) for inner in (template, *(t for t, _ in nested_templates(template))) for place in places
    ]
    for secret in literal_secrets([_without_templates(body) for body in bodies]):
        yield secret.text
        yield from (secret.text[start:end] for _, start, end in secrets_in(secret.text))


def _without_templates(body: Any) -> Any:
    """A copy without the templates of nested deployments, whose declarations are no values."""
    if isinstance(body, Mapping):
        nested = isinstance(member(member(body, "template"), "resources"), (Mapping, list))
        return {
            key: _without_templates(value) for key, value in body.items() if not (nested and key.lower() == "template")
        }
    return [_without_templates(item) for item in body] if isinstance(body, list) else body


def _secure(template: Mapping[str, Any], given: Mapping[str, Any]) -> Iterator[str]:
    """The literal texts of the secure parameters of one template, and of what is named like a secret."""
    secure, values = secure_parameters(template), {name.lower(): entry for name, entry in given.items()}
    for name, declared in _entries(template, "parameters").items():
        if name.lower() in secure or secret_name(name):
            for value in (member(declared, "defaultValue"), member(values.get(name.lower()), "value")):
                yield from _texts(value)
    for name, output in _entries(template, "outputs").items():
        if secret_name(name):
            yield from _texts(member(output, "value"))


def _texts(value: Any) -> Iterator[str]:
    todo = [value]
    while todo:
        item = todo.pop()
        if isinstance(item, Mapping):
            todo += item.values()
        elif isinstance(item, list):
            todo += item
        elif isinstance(item, str) and is_literal(item):
            yield item


def sensitive_outputs(template: Mapping[str, Any]) -> set[str]:
    """The names, in lower case, of outputs that tell a secret.

    By their type, or because their value reads a secure parameter, a ``list*`` function, a variable or an output of a
    nested deployment that does.
    """
    secure = frozenset(secure_parameters(template))
    below = {name for inner, _ in nested_templates(template) for name in sensitive_outputs(inner)}
    variables = _sensitive_variables(_entries(template, "variables"), secure)
    return {
        name.lower()
        for name, output in _entries(template, "outputs").items()
        if str(member(output, "type")).lower().startswith("secure")
        or any(_tells(text, secure, variables, below) for text in _all_texts(output))
    }


def _sensitive_variables(variables: Mapping[str, Any], secure: frozenset[str]) -> set[str]:
    sensitive: set[str] = set()
    while True:
        more = {
            name.lower()
            for name, value in variables.items()
            if any(_tells(text, secure, sensitive, set()) for text in _all_texts(value))
        }
        if more <= sensitive:
            return sensitive
        sensitive |= more


def _tells(text: str, secure: frozenset[str], variables: set[str], outputs: set[str]) -> bool:
    if not text.startswith("["):
        return False
    read = {first or second for first, second in _OUTPUT.findall(text)}
    return (
        reads_secret(text, secure)
        or not variables.isdisjoint(name.lower() for name in _VARIABLE.findall(text))
        or not outputs.isdisjoint(name.lower() for name in read)
    )


def _all_texts(value: Any) -> Iterator[str]:
    todo = [value]
    while todo:
        item = todo.pop()
        if isinstance(item, str):
            yield item
        else:
            todo += item.values() if isinstance(item, Mapping) else item if isinstance(item, list) else ()


def shown_outputs(outputs: Mapping[str, Any], template: Mapping[str, Any]) -> dict[str, Any]:
    """The outputs of a deployment (``{name: {type, value}}``) without the values of those that tell a secret."""
    hidden = sensitive_outputs(template)
    return {
        name: {"type": member(out, "type")}
        if name.lower() in hidden or secret_name(name) or str(member(out, "type")).lower().startswith("secure")
        else out
        for name, out in outputs.items()
    }
