"""Tables of a Log Analytics workspace are held to what Azure takes."""

from __future__ import annotations

from typing import Any

import pytest

from mlinfra import LogAnalytics, LogColumn, LogSearch, LogTable, RestoredLogs
from mlinfra.base.errors import InvalidInput

LOGS = LogAnalytics("log-a")
TIME = LogColumn("TimeGenerated", "dateTime")
DAY = {"start": "2027-01-04T00:00:00Z", "end": "2027-01-05T00:00:00Z"}


@pytest.mark.parametrize(
    ("name", "fields", "field", "told"),
    [
        ("Jobs", {"retention": 90, "total_retention": 30}, "total_retention", "keeps data for 30 days, fewer than"),
        ("Jobs", {"plan": "Basic", "retention": 30}, "retention", "with the plan Basic Azure decides"),
        ("Jobs_CL", {"columns": [LogColumn("Score", "real")]}, "columns", "one column TimeGenerated"),
        ("Jobs", {"columns": [TIME]}, "name", "with columns ends in _CL, this one is 'Jobs'"),
        ("Jobs_CL", {"search": LogSearch("Jobs", **DAY)}, "name", "with search ends in _SRCH"),
        (
            "Jobs_RST",
            {"restored": RestoredLogs("Jobs", **DAY), "columns": [TIME]},
            "restored",
            "one of columns, restored",
        ),
        ("Jobs", {"retention": 3}, "retention", "4"),
        ("1", {}, "name", "Azure refuses the name '1'"),
    ],
)
def test_what_azure_refuses_of_a_table_is_refused(name: str, fields: dict[str, Any], field: str, told: str) -> None:
    """By its field, before it is sent."""
    with pytest.raises(InvalidInput, match=told) as caught:
        LogTable(name, parent=LOGS, **fields)
    assert caught.value.where.endswith(f"LogTable.{field}")
