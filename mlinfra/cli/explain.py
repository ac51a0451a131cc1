"""``mlinfra explain``: the page of a code, or a page of the documentation."""

from __future__ import annotations

import json

import click

from mlinfra.cli.options import output_format, own_code
from mlinfra.cli.screen import show


@click.command("explain")
@click.argument("code", required=False)
@own_code
@output_format("text", "json")
def command(code: str | None, allow_code: bool, format_: str) -> int:
    r"""Show the page of a rule, a noise code, a risk or a gap, or of the documentation; without a code, list them.

    Exit codes: 0 shown, 1 no such code.

    \b
    Examples:
      mlinfra explain ML403
      mlinfra explain instance-never-stops
      mlinfra explain N016                  # why a plan folds a difference
      mlinfra explain ci                    # a page of the documentation
      mlinfra explain
    """
    from mlinfra.app.documents import page_document, rules_document
    from mlinfra.app.explain import documentation, documentation_page, explain, explain_plan_code

    page = (explain_plan_code(code) or documentation_page(code)) if code else None
    if code and page:
        show(json.dumps(page_document(code, page), indent=2) if format_ == "json" else page)
        return 0
    chosen = explain(code, allow_code=allow_code)
    if format_ == "json":
        show(json.dumps(rules_document(chosen), indent=2))
    elif code is None:
        for rule in chosen:
            show(f"{rule.code}  {rule.severity:<8} {rule.slug:<24} {rule.title}")
        show(f"\nPages of the documentation: {', '.join(documentation())}")
    else:
        rule = chosen[0]
        show(f"{rule.code} {rule.slug} ({rule.severity})\n\n{rule.page}\n\nIf it stays: {rule.why}.\n\n{rule.link}\n")
        show(f"Found in:\n\n{_indented(rule.bad)}\n\nWrite:\n\n{_indented(rule.good)}")
    return 0


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" if line else "" for line in text.splitlines())
