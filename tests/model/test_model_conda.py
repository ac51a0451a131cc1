"""A conda file says the packages that were given, and nothing else, whatever their texts hold."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from mlinfra import Conda, CondaFile, Environment
from mlinfra.base.errors import InvalidInput
from mlinfra.landing_zone.model._where import written_at

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


def test_a_conda_file_is_read_beside_the_stack(tmp_path: Path) -> None:
    """What it says is the text, and makes the version by hash; one that is not there is told with its line."""
    stack, file = str(tmp_path / "stack.py"), tmp_path / "train.yml"
    versions = []
    for python in ("3.11.9", "3.11.10", "3.11.10"):
        file.write_text(f"dependencies:\r\n  - python={python}\n", encoding="utf-8", newline="")
        with written_at(stack, 7):
            environment = Environment("train", version="hash", image="a:1", conda=CondaFile("train.yml"))
        versions.append(environment.segments[1])
    assert isinstance(environment.conda, CondaFile)
    assert environment.conda.text == "dependencies:\n  - python=3.11.10\n"
    assert versions[0] != versions[1] == versions[2]
    with (
        written_at(stack, 7),
        pytest.raises(InvalidInput, match=r"stack\.py:7 CondaFile\.path: gone\.yml cannot be read"),
    ):
        CondaFile("gone.yml")
