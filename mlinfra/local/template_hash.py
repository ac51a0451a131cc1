"""Calculate the ``templateHash`` of a template."""

from __future__ import annotations

import json
from typing import Any

from mlinfra.base.hashing import hash64


def template_hash(template: dict[str, Any]) -> str:
    """The hash that the compiler wrote into the template; of one without, a hash of its text in upper case.

    The second equals Azure's for templates whose members stand in the engine's order.
    """
    metadata = template.get("metadata")
    generator = metadata.get("_generator") if isinstance(metadata, dict) else None
    written = generator.get("templateHash") if isinstance(generator, dict) else None
    if written:
        return str(written)
    text = json.dumps(template, ensure_ascii=False, separators=(",", ":"))
    return str(hash64(text.upper().encode("utf-8", "surrogatepass")))
