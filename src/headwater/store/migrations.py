"""How the schema came to be: a list of steps, each applied once, all in one transaction.

Rule: a step that was released never changes; a change to the tables is a new step at the end.
"""

from __future__ import annotations

from sqlalchemy import Connection, inspect, text

from headwater.core.errors import StoreError

_FIRST = (
    """
    CREATE TABLE runtimes (
        runtime_id TEXT NOT NULL PRIMARY KEY,
        name TEXT NOT NULL UNIQUE,
        status TEXT NOT NULL,
        failure_reason TEXT,
        latest_version INTEGER NOT NULL,
        last_number INTEGER NOT NULL,
        created_at BIGINT NOT NULL,
        updated_at BIGINT NOT NULL
    )
    """,
    """
    CREATE TABLE runtime_versions (
        runtime_id TEXT NOT NULL REFERENCES runtimes (runtime_id) ON DELETE CASCADE,
        number INTEGER NOT NULL,
        status TEXT NOT NULL,
        failure_reason TEXT,
        configuration TEXT NOT NULL,
        environment TEXT NOT NULL,
        bundle_sha256 TEXT NOT NULL,
        created_at BIGINT NOT NULL,
        updated_at BIGINT NOT NULL,
        PRIMARY KEY (runtime_id, number)
    )
    """,
    "CREATE INDEX runtime_versions_by_bundle ON runtime_versions (bundle_sha256)",
    """
    CREATE TABLE endpoints (
        runtime_id TEXT NOT NULL REFERENCES runtimes (runtime_id) ON DELETE CASCADE,
        name TEXT NOT NULL,
        endpoint_id TEXT NOT NULL,
        status TEXT NOT NULL,
        failure_reason TEXT,
        live_version INTEGER,
        target_version INTEGER NOT NULL,
        description TEXT,
        created_at BIGINT NOT NULL,
        updated_at BIGINT NOT NULL,
        PRIMARY KEY (runtime_id, name)
    )
    """,
    """
    CREATE TABLE tags (
        resource_arn TEXT NOT NULL,
        tag_key TEXT NOT NULL,
        tag_value TEXT NOT NULL,
        PRIMARY KEY (resource_arn, tag_key)
    )
    """,
    """
    CREATE TABLE idempotency_tokens (
        operation TEXT NOT NULL,
        token TEXT NOT NULL,
        fingerprint TEXT NOT NULL,
        answer TEXT NOT NULL,
        created_at BIGINT NOT NULL,
        PRIMARY KEY (operation, token)
    )
    """,
    "CREATE INDEX idempotency_tokens_by_age ON idempotency_tokens (created_at)",
    """
    CREATE TABLE sessions (
        record_id TEXT NOT NULL PRIMARY KEY,
        runtime_id TEXT NOT NULL,
        endpoint TEXT NOT NULL,
        session_id TEXT NOT NULL,
        version INTEGER NOT NULL,
        worker_pid INTEGER,
        started_at BIGINT NOT NULL,
        ended_at BIGINT,
        end_reason TEXT
    )
    """,
    "CREATE INDEX sessions_by_end ON sessions (ended_at)",
)

_PACKAGES = ("ALTER TABLE runtime_versions ADD COLUMN packages TEXT",)

_SOURCES = ("ALTER TABLE runtime_versions ADD COLUMN source TEXT",)

_POLICIES = (
    """
    CREATE TABLE resource_policies (
        resource_arn TEXT NOT NULL PRIMARY KEY,
        policy TEXT NOT NULL
    )
    """,
)

_LIMITS = (
    """
    CREATE TABLE runtime_limits (
        runtime_id TEXT NOT NULL PRIMARY KEY REFERENCES runtimes (runtime_id) ON DELETE CASCADE,
        sessions_max_count INTEGER,
        warm_count INTEGER,
        budget_cpu_s FLOAT,
        budget_wall_s FLOAT,
        budget_request_count INTEGER,
        updated_at BIGINT NOT NULL
    )
    """,
)

_CALLERS = (
    """
    CREATE TABLE access_keys (
        access_key_id TEXT NOT NULL PRIMARY KEY,
        name TEXT NOT NULL,
        secret TEXT NOT NULL,
        policy TEXT NOT NULL,
        created_at BIGINT NOT NULL,
        expires_at BIGINT
    )
    """,
    """
    CREATE TABLE session_owners (
        runtime_id TEXT NOT NULL,
        session_id TEXT NOT NULL,
        owner TEXT NOT NULL,
        used_at BIGINT NOT NULL,
        PRIMARY KEY (runtime_id, session_id)
    )
    """,
    "CREATE INDEX session_owners_by_use ON session_owners (used_at)",
)

#: The owner of a life that began before is whoever the id is on record for.
_LIVES = (
    "ALTER TABLE sessions ADD COLUMN owner TEXT",
    "ALTER TABLE sessions ADD COLUMN start_ms FLOAT",
    "ALTER TABLE sessions ADD COLUMN request_count INTEGER",
    "ALTER TABLE sessions ADD COLUMN cpu_s FLOAT",
    """
    UPDATE sessions SET owner = (
        SELECT session_owners.owner FROM session_owners
        WHERE session_owners.runtime_id = sessions.runtime_id
        AND session_owners.session_id = sessions.session_id
    )
    """,
    "CREATE INDEX sessions_by_runtime ON sessions (runtime_id, ended_at)",
    "CREATE INDEX sessions_by_id ON sessions (session_id)",
)

_HISTORY = (
    """
    CREATE TABLE runtime_history (
        id INTEGER NOT NULL PRIMARY KEY,
        runtime_id TEXT NOT NULL REFERENCES runtimes (runtime_id) ON DELETE CASCADE,
        at BIGINT NOT NULL,
        caller TEXT,
        endpoint TEXT,
        version INTEGER,
        target_version INTEGER,
        status TEXT,
        failure_reason TEXT,
        bundle_sha256 TEXT
    )
    """,
    "CREATE INDEX runtime_history_by_runtime ON runtime_history (runtime_id, id)",
)

_BUSY = ("ALTER TABLE runtime_limits ADD COLUMN when_busy TEXT",)

#: Step n brings the schema from version n - 1 to n.
MIGRATIONS: tuple[tuple[str, ...], ...] = (
    _FIRST,
    _PACKAGES,
    _SOURCES,
    _POLICIES,
    _LIMITS,
    _CALLERS,
    _LIVES,
    _HISTORY,
    _BUSY,
)


def migrate(connection: Connection) -> None:
    """Bring the schema up to date; does nothing when it is.

    Raises:
        StoreError: a newer program has already changed it in ways this one does not know.
    """
    version = _read_version(connection)
    if version > len(MIGRATIONS):
        raise StoreError(
            f"the store has schema version {version}, and this program knows up to {len(MIGRATIONS)}: "
            "it was written by a newer headwater; upgrade this one or give another --data-dir"
        )
    for statement in (line for step in MIGRATIONS[version:] for line in step):
        connection.execute(text(statement))
    connection.execute(text("UPDATE schema_version SET version = :v"), {"v": len(MIGRATIONS)})


def _read_version(connection: Connection) -> int:
    if not inspect(connection).has_table("schema_version"):
        connection.execute(text("CREATE TABLE schema_version (version INTEGER NOT NULL PRIMARY KEY)"))
        connection.execute(text("INSERT INTO schema_version (version) VALUES (0)"))
    return int(connection.execute(text("SELECT version FROM schema_version")).scalar_one())
