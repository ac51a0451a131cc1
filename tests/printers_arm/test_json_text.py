"""JSON with indentation is laid out as Python's own encoder does it."""

from __future__ import annotations

import json

from hypothesis import example, given, settings
from hypothesis import strategies as st

from mlinfra.base.indented_json import indented_json
from mlinfra.base.json_value import Json

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)


@settings(max_examples=100, deadline=None, database=None)
@given(VALUES)
@example([None, True, False, 0, 1, 0.0, -0.0, 1.0, "", [], {}, [[]], {"": {}}, ()])
def test_json_is_laid_out_as_pythons_encoder_does_it(value: Json) -> None:
    """Any value gives the text of ``json.dumps`` with two spaces of indentation."""
    assert indented_json(value) == json.dumps(value, ensure_ascii=False, indent=2)
