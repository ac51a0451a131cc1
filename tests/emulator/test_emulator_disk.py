"""A disk that is full: the error says so, nothing waits for ever, nothing that was stored is lost."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from azure.core.exceptions import HttpResponseError

from emulator import _landing as landing
from mlinfra.azure.local_cloud import LocalCloud
from mlinfra.base.errors import TargetUnavailable
from mlinfra.local.server import LocalTarget
from mlinfra.local.store import Store
from mlinfra.local.trouble import storage_trouble

MANY = landing.template({f"a{number}": landing.storage(f"sta{number:03}", note="x" * 900) for number in range(60)})


def _pages(target: LocalTarget, most: int) -> None:
    """Let the file hold this many pages: SQLite then answers as on a full disk."""
    assert target._service
    target._service.store._db.execute(f"PRAGMA max_page_count={most}")


def test_a_deployment_ends_on_a_full_disk_and_can_be_repeated(tmp_path: Path, connect: Any) -> None:
    """It fails with the file and what to do; what was there stays; with room again the same target deploys the rest."""
    with LocalTarget(tmp_path / "s.db") as target:
        azure = connect(target.url)
        azure.group()
        azure.deploy(landing.template({"kept": landing.storage("stkept")}), name="first")
        _pages(target, 24)
        with pytest.raises(HttpResponseError) as caught:
            azure.deploy(MANY)
        assert "the disk takes no more data" in str(caught.value)
        assert "delete" not in str(caught.value)
        status, refused = azure.send(
            "PUT", "resourceGroups/rg-two", {"location": "westeurope", "managedBy": "x" * 99999}
        )
        assert (status, refused["error"]["code"]) == (409, "StateFileError")
        assert azure.send("HEAD", "resourceGroups/rg-ml/providers/Microsoft.Storage/storageAccounts/stkept")[0] == 204
        _pages(target, 4000)
        assert azure.deploy(MANY).properties.provisioning_state == "Succeeded"
    with LocalTarget(tmp_path / "s.db") as target:
        assert set(connect(target.url).kinds(MANY).values()) <= {"NoChange", "Ignore"}


@pytest.mark.parametrize(
    ("error", "says", "deletes"),
    [
        (sqlite3.OperationalError("database or disk is full"), "make room", False),
        (sqlite3.OperationalError("disk I/O error"), "make room", False),
        (OSError(28, "No space left on device"), "make room", False),
        (sqlite3.OperationalError("database is locked"), "wait for that process", False),
        (sqlite3.OperationalError("attempt to write a readonly database"), "read and written", False),
        (OSError(13, "Permission denied"), "read and written", False),
        (sqlite3.DatabaseError("database disk image is malformed"), "put a backup in its place", True),
    ],
)
def test_only_a_damaged_file_is_to_be_deleted(tmp_path: Path, error: Any, says: str, deletes: bool) -> None:
    """What to do fits what happened."""
    trouble = storage_trouble(error, tmp_path / "s.db")
    assert says in trouble.hint
    assert ("delete it" in trouble.hint) == deletes


def test_a_damaged_document_is_named(tmp_path: Path) -> None:
    """A row that is not JSON is told with its kind and key, not as an error of the request."""
    state = tmp_path / "s.db"
    with LocalCloud(state) as cloud:
        group = f"/subscriptions/{cloud.subscription}/resourceGroups/rg-ml"
        cloud.send("PUT", group, "2025-04-01", {"location": "westeurope"})
    with sqlite3.connect(state) as file:
        file.execute("UPDATE documents SET body='{' WHERE kind='resource'")
    file.close()
    with LocalCloud(state) as cloud, pytest.raises(Exception, match=r"resource '/subscriptions.*rg-ml' is not JSON"):
        cloud.send("GET", group, "2025-04-01")


@pytest.mark.parametrize(("layout", "age"), [(99, "a newer release"), (0, "an older release")])
def test_a_file_of_another_release_is_left_alone(tmp_path: Path, layout: int, age: str) -> None:
    """Its age is said, and nobody is told to delete it."""
    state = tmp_path / "s.db"
    Store(state).close()
    with sqlite3.connect(state) as file:
        file.execute(f"PRAGMA user_version={layout}")
    file.close()
    with pytest.raises(TargetUnavailable, match=age) as caught:
        Store(state)
    assert "delete" not in str(caught.value)
