"""Print one plan, or several in one ``plans`` document, as JSON."""

from __future__ import annotations

import json

from mlinfra.review.report.reading import FORMAT_VERSION, plan_documents
from mlinfra.review.report.view import Json, Plans


def report_json(plans: Plans) -> str:
    """One plan as itself, several (or a ``plans`` document) as ``{"kind": "plans", "plans": [...]}``."""
    documents = plan_documents(plans)
    single = len(documents) == 1 and not (isinstance(plans, dict) and plans.get("kind") == "plans")
    several: Json = {"format_version": FORMAT_VERSION, "kind": "plans", "plans": documents}
    return json.dumps(documents[0] if single else several, indent=2, ensure_ascii=False) + "\n"
