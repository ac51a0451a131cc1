"""A conda file says the packages that were given, and nothing else, whatever their texts hold."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from mlinfra import Conda
from mlinfra.base.errors import InvalidInput

LINES = st.text(st.characters(exclude_categories=["C", "Z"]) | st.just(" "), min_size=1).filter(str.strip)


@given(LINES, LINES, LINES)
def test_every_text_comes_back_from_the_file(package: str, pip: str, channel: str) -> None:
    """What YAML reads is what was written."""
    read = yaml.safe_load(
        Conda(python="3.11.9", packages=[f"p{package}"], pip=[f"-{pip}"], channels=[f"c{channel}"]).text
    )
    assert read["channels"] == [f"c{channel}"]
    assert read["dependencies"] == ["python=3.11.9", f"p{package}", "pip", {"pip": [f"-{pip}"]}]


@pytest.mark.parametrize(
    "text",
    [
        "mlflow==2.22.1",
        "torch[all]>=2 ; python_version < '3.12'",
        "--extra-index-url https://a/b",
        "./lib",
        "p @ https://a/b#c",
    ],
)
def test_usual_texts_stay_as_they_are(text: str) -> None:
    """No quotes where none are needed."""
    assert f"      - {text}\n" in Conda(python="3.11.9", pip=[text]).text


@pytest.mark.parametrize("field", ["packages", "pip", "channels"])
@pytest.mark.parametrize("text", ["a\n- evil", "a\r", "a\u2028b", "\t", " ", "", "a\x1b[0m"])
def test_more_than_one_line_is_refused(field: str, text: str) -> None:
    """With the line of the stack file."""
    with pytest.raises(InvalidInput, match=rf"test_model_conda\.py:\d+ Conda\.{field}"):
        Conda(python="3.11.9", **{field: [text]})


def test_a_version_of_several_lines_is_refused() -> None:
    """A line break in it would be another package."""
    with pytest.raises(InvalidInput, match=r"Conda\.python"):
        Conda(python="3.11.9\n  - evil")
