"""Lengths of time as ISO 8601, and back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlinfra.landing_zone.model._conversions import iso_duration, read_iso_duration


@pytest.mark.parametrize(
    ("time", "text"),
    [
        (timedelta(), "PT0S"),
        (timedelta(minutes=30), "PT30M"),
        (timedelta(days=1, hours=2), "P1DT2H"),
        (timedelta(milliseconds=500), "PT0.5S"),
        (timedelta(minutes=1, seconds=10, milliseconds=25), "PT1M10.025S"),
    ],
)
def test_a_length_of_time_is_written_as_azure_writes_it(time: timedelta, text: str) -> None:
    """No part is lost, nothing is said that is zero, and zero itself is a valid duration."""
    assert iso_duration(time) == text


@given(st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=4000)))
def test_a_length_of_time_is_read_as_it_was_written(time: timedelta) -> None:
    """Down to the microsecond, which is all that Python keeps."""
    assert read_iso_duration(iso_duration(time)) == time
