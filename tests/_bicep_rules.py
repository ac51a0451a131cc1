"""Bicep text goes in; what an independent parser holds against it, or reads from its literals, comes out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import tree_sitter
import tree_sitter_bicep

_ESCAPE = re.compile(r"\\(?:u\{([0-9A-Fa-f]{1,6})\}|(.))", re.DOTALL)
_PLAIN = {"n": "\n", "r": "\r", "t": "\t", "\\": "\\", "'": "'", "$": "$"}


@cache
def _parser() -> tree_sitter.Parser:
    return tree_sitter.Parser(tree_sitter.Language(tree_sitter_bicep.language()))


def tree(text: str) -> tree_sitter.Node:
    """The syntax tree of a Bicep file, by tree-sitter-bicep."""
    return _parser().parse(text.encode()).root_node


def parse_errors(text: str) -> list[str]:
    """Every place that tree-sitter-bicep does not understand, as ``line:column text``.

    That grammar takes ``//`` at the start of a text for a comment, which it is not: those are masked first.
    """
    found, todo = [], [tree(mask_slashes(text))]
    while todo:
        node = todo.pop()
        if node.is_error or node.is_missing:
            row, column = node.start_point
            found.append(f"{row + 1}:{column + 1} {(node.text or b'').decode()[:60]!r}")
        elif node.has_error:
            todo += node.children
    return sorted(found)


def mask_slashes(text: str) -> str:
    """The same file with ``//`` inside its texts replaced, at equal length."""
    pieces, at = [], 0
    for start, end in _literal_pieces(text):
        pieces += (text[at:start], text[start:end].replace("//", "__"))
        at = end
    return "".join((*pieces, text[at:]))


def _literal_pieces(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of every stretch of text between quotes, holes left out."""
    holes: list[int] = []  # depth of braces at each open hole
    depth, at = 0, 0
    while at < len(text):
        char = text[at]
        if text.startswith("//", at):
            at = text.find("\n", at) % (len(text) + 1)
        elif text.startswith("/*", at):
            at = text.index("*/", at + 2) + 2
        elif text.startswith("'''", at):
            end = text.index("'''", at + 3)
            while text.startswith("'''", end + 1):
                end += 1
            yield at + 3, end
            at = end + 3
        elif char == "'" or (char == "}" and holes and depth == holes[-1]):
            if char == "}":
                holes.pop()
            end = _piece_end(text, at + 1)
            yield at + 1, end
            if text[end] == "$":
                holes.append(depth)
                end += 1
            at = end + 1
        else:
            depth += (char == "{") - (char == "}")
            at += 1


def _piece_end(text: str, at: int) -> int:
    """Where a stretch of text ends: at its quote, or at the ``$`` that opens a hole."""
    while text[at] != "'" and not text.startswith("${", at):
        at += 2 if text[at] == "\\" else 1
    return at


def read_literal(source: str) -> str:
    """The text that a single-quoted literal without holes means; ValueError when it is not exactly one."""
    if len(source) < 2 or source[0] != "'" or re.search(r"[\n\r]", source):
        raise ValueError(source)
    end = _piece_end(source + "'", 1)
    if end != len(source) - 1 or source[end] != "'":
        raise ValueError(source)
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)) if match[1] else _PLAIN[match[2]], source[1:-1])
