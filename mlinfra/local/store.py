"""Keep documents by kind and key in one SQLite file; what a transaction wrote is there after a crash, or not at all."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Protocol

from mlinfra.base.errors import TargetUnavailable
from mlinfra.local.trouble import OtherFile, storage_trouble

_APPLICATION = 0x6D6C696E
_LAYOUT = 1
_END = "\U0010ffff"


class View(Protocol):
    """Resources as a provider's rules see them: the stored ones, or a forecast on top of them."""

    def get(self, kind: str, key: str) -> dict[str, Any] | None:
        """One document."""

    def put(self, kind: str, key: str, body: dict[str, Any]) -> None:
        """Write one document."""

    def delete(self, kind: str, key: str) -> None:
        """Remove one document."""

    def under(self, kind: str, prefix: str) -> dict[str, dict[str, Any]]:
        """All documents whose key starts with a prefix."""


class Store:
    """The state file, new ones readable by their owner alone. Kinds: resource, deployment, operation, job, deleted, provider, stack, stackWhatIf."""

    def __init__(self, path: Path) -> None:
        """Open or create it. Raises TargetUnavailable for a file that is not one of ours, or is damaged."""
        self.path = path
        self._lock = threading.RLock()
        self._depth = 0
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600)  # key vault secrets lie in it
            _refuse_foreign(path)
            self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None, timeout=30)
            self._prepare()
        except (sqlite3.Error, OSError) as error:
            trouble = storage_trouble(error, path)
            raise TargetUnavailable(
                f"the local target's state file can't be used: {trouble.message}", where=str(path), hint=trouble.hint
            ) from error

    def _prepare(self) -> None:
        db = self._db
        if db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            if db.execute("PRAGMA application_id").fetchone()[0] != _APPLICATION:
                raise OtherFile("it belongs to another program")
            layout = db.execute("PRAGMA user_version").fetchone()[0]
            if layout != _LAYOUT:
                age = "a newer" if layout > _LAYOUT else "an older"
                raise OtherFile(
                    f"it was written by {age} release of mlinfra (layout {layout}; this one reads {_LAYOUT})"
                )
            db.execute("SELECT count(*) FROM documents").fetchone()
        db.execute("PRAGMA journal_mode=WAL")
        db.execute("PRAGMA synchronous=NORMAL")
        with self.transaction():
            db.execute(
                "CREATE TABLE IF NOT EXISTS documents (kind TEXT, key TEXT, body TEXT, PRIMARY KEY (kind, key)) WITHOUT ROWID"
            )
            db.execute(f"PRAGMA application_id={_APPLICATION}")
            db.execute(f"PRAGMA user_version={_LAYOUT}")

    @contextmanager
    def transaction(self) -> Generator[None, None, None]:
        """All or nothing; a transaction inside another is part of it."""
        with self._lock:
            self._depth += 1
            try:  # around all of it: Ctrl-C may come anywhere, and must leave no transaction open
                if self._depth == 1:
                    self._db.execute("BEGIN IMMEDIATE")
                yield
                if self._depth == 1:
                    self._db.execute("COMMIT")
            except BaseException:
                if self._depth == 1:
                    self._roll_back()
                raise
            finally:
                self._depth -= 1

    def _roll_back(self) -> None:
        """End the transaction; on a full disk SQLite has ended it itself."""
        with suppress(sqlite3.Error):
            self._db.execute("ROLLBACK")

    def get(self, kind: str, key: str) -> dict[str, Any] | None:
        """One document, a fresh copy."""
        with self._lock:
            row = self._db.execute("SELECT body FROM documents WHERE kind=? AND key=?", (kind, key)).fetchone()
        return _read(kind, key, row[0]) if row else None

    def put(self, kind: str, key: str, body: dict[str, Any]) -> None:
        """Write one document."""
        text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
        with self._lock:
            self._db.execute("INSERT OR REPLACE INTO documents VALUES (?, ?, ?)", (kind, key, text))

    def delete(self, kind: str, key: str) -> None:
        """Remove one document, if it is there."""
        with self._lock:
            self._db.execute("DELETE FROM documents WHERE kind=? AND key=?", (kind, key))

    def count(self, kind: str, prefix: str) -> int:
        """How many documents have a key that starts with ``prefix``."""
        query = "SELECT count(*) FROM documents WHERE kind=? AND key>=? AND key<?"
        with self._lock:
            return int(self._db.execute(query, (kind, prefix, prefix + _END)).fetchone()[0])

    def delete_below(self, kind: str, key: str) -> None:
        """Remove all documents of a kind whose key comes before ``key``."""
        with self._lock:
            self._db.execute("DELETE FROM documents WHERE kind=? AND key<?", (kind, key))

    def under(self, kind: str, prefix: str) -> dict[str, dict[str, Any]]:
        """All documents whose key starts with ``prefix``, in the order of their keys."""
        query = "SELECT key, body FROM documents WHERE kind=? AND key>=? AND key<? ORDER BY key"
        with self._lock:
            rows = self._db.execute(query, (kind, prefix, prefix + _END)).fetchall()
        return {key: _read(kind, key, body) for key, body in rows}

    def close(self) -> None:
        """Close the file; nothing is left to write."""
        with self._lock:
            self._db.close()


def _read(kind: str, key: str, text: str) -> dict[str, Any]:
    try:
        body: dict[str, Any] = json.loads(text)
    except (TypeError, ValueError) as error:
        raise sqlite3.DatabaseError(f"its {kind} '{key}' is not JSON") from error
    return body


def _refuse_foreign(path: Path) -> None:
    """SQLite itself takes a file of a few bytes for an empty database, and would write over it."""
    with path.open("rb") as file:
        head = file.read(16)
    if head and head != b"SQLite format 3\0":
        raise sqlite3.DatabaseError("it is not a database")


class Overlay:
    """A view whose writes stay in memory: what a forecast predicts, on top of what is."""

    def __init__(self, base: View) -> None:
        self._base = base
        self._own: dict[tuple[str, str], dict[str, Any] | None] = {}

    def get(self, kind: str, key: str) -> dict[str, Any] | None:
        """The predicted document, else the stored one."""
        return self._own[kind, key] if (kind, key) in self._own else self._base.get(kind, key)

    def put(self, kind: str, key: str, body: dict[str, Any]) -> None:
        """Predict a document."""
        self._own[kind, key] = body

    def delete(self, kind: str, key: str) -> None:
        """Predict that a document goes."""
        self._own[kind, key] = None

    def under(self, kind: str, prefix: str) -> dict[str, dict[str, Any]]:
        """Stored and predicted documents together."""
        documents: dict[str, dict[str, Any] | None] = dict(self._base.under(kind, prefix))
        documents.update(
            {
                key: body
                for (predicted_kind, key), body in self._own.items()
                if predicted_kind == kind and key.startswith(prefix)
            }
        )
        return {key: body for key, body in sorted(documents.items()) if body is not None}
