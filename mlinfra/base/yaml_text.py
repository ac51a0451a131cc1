"""Read YAML from people: within bounds, and with the line of what is wrong."""

from __future__ import annotations

import re
from typing import Any

import yaml

_MOST_NODES = 100_000
_LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")
_KINDS = {
    "int": "an integer",
    "float": "a number",
    "bool": "true or false",
    "timestamp": "a date that exists",
    "binary": "base64",
}


class UnreadableYaml(ValueError):
    """YAML that is wrong or stands for too much; ``line`` says where, ``hint`` what to do."""

    def __init__(self, message: str, line: int, hint: str = "") -> None:
        super().__init__(message)
        self.message, self.line, self.hint = message, line, hint


def compose(text: str) -> yaml.Node | None:
    """The tree of a YAML document; nothing for an empty one. Raises `UnreadableYaml`.

    A tree whose aliases stand for too much is refused: ``a: &a [*b, *b]`` doubles ``b``, and a few dozen such lines
    stand for more than any machine holds.
    """
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        if root is not None:
            _check(root)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise UnreadableYaml(str(error.problem), line, "fix the YAML") from error
    except yaml.YAMLError as error:
        raise UnreadableYaml(f"the file cannot be read: {error}", 1) from error
    except RecursionError as error:
        raise UnreadableYaml("the YAML is nested too deeply", 1, "flatten it") from error
    return root


def scalar(node: yaml.Node) -> Any:
    """The value of a scalar. Raises `UnreadableYaml` for one that its type can't have, such as a date in month 13."""
    try:
        return yaml.SafeLoader("").construct_object(node)
    except (ValueError, TypeError, AttributeError, OverflowError, yaml.YAMLError) as error:
        raise _no_value(node) from error


def read_yaml(text: str) -> Any:
    """The value of a YAML document. Raises `UnreadableYaml`."""
    root = compose(text)
    loader = yaml.SafeLoader("")
    try:
        return None if root is None else loader.construct_document(root)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise UnreadableYaml(str(error.problem), line, "fix the YAML") from error
    except (ValueError, TypeError, AttributeError, OverflowError) as error:
        raise UnreadableYaml(f"the YAML holds a value that cannot be read: {error}", 1) from error


def _no_value(node: yaml.Node) -> UnreadableYaml:
    shown = str(node.value)
    shown = shown if len(shown) < 60 else f"{shown[:57]}..."
    kind = _KINDS.get(node.tag.rpartition(":")[2])
    message = f"{shown!r} is not {kind}" if kind else f"the tag {node.tag!r} cannot be read"
    return UnreadableYaml(message, node.start_mark.line + 1, "put it in quotes if it is a text")


def _check(root: yaml.Node) -> None:
    """Refuses what stands for too much, what holds itself, and texts that no file can hold."""
    sizes: dict[int, int] = {}
    waiting: list[tuple[yaml.Node, bool]] = [(root, False)]
    open_nodes: set[int] = set()
    while waiting:
        node, done = waiting.pop()
        if done:
            open_nodes.discard(id(node))
            sizes[id(node)] = 1 + sum(sizes[id(child)] for child in _children(node))
            if sizes[id(node)] > _MOST_NODES:
                raise UnreadableYaml(
                    f"the aliases repeat each other: this stands for more than {_MOST_NODES} values",
                    node.start_mark.line + 1,
                    "write down what is meant",
                )
        elif id(node) in open_nodes:
            raise UnreadableYaml("a value holds itself", node.start_mark.line + 1, "remove the alias inside")
        elif id(node) not in sizes:
            open_nodes.add(id(node))
            waiting.append((node, True))
            waiting.extend((child, False) for child in reversed(_children(node)))
            _check_text(node)


def _children(node: yaml.Node) -> list[yaml.Node]:
    if isinstance(node, yaml.SequenceNode):
        return list(node.value)
    return [child for pair in node.value for child in pair] if isinstance(node, yaml.MappingNode) else []


def _check_text(node: yaml.Node) -> None:
    if isinstance(node, yaml.ScalarNode) and _LONE_SURROGATE.search(node.value):
        raise UnreadableYaml(
            "the text holds half a surrogate pair, which is no character",
            node.start_mark.line + 1,
            "write the whole character",
        )
