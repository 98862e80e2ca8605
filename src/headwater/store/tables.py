"""The tables as the newest migration leaves them (a test compares the two).

Times are microseconds since 1970, JSON is text, statuses are their names: portable SQL only.
"""

from __future__ import annotations

from sqlalchemy import Column, Float, ForeignKeyConstraint, Index, Integer, MetaData, Table, Text

from headwater.store.columns import JsonText, Status, UtcTime

metadata = MetaData()

schema_version = Table("schema_version", metadata, Column("version", Integer, primary_key=True))

#: One row an agent runtime. `latest_version` is the newest that exists, `last_number` the highest ever given.
runtimes = Table(
    "runtimes",
    metadata,
    Column("runtime_id", Text, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("status", Status, nullable=False),
    Column("failure_reason", Text),
    Column("latest_version", Integer, nullable=False),
    Column("last_number", Integer, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("updated_at", UtcTime, nullable=False),
)

#: `configuration` is what the caller asked for and never changes; `environment` is apart, secret and sealed;
#: `packages` is the virtual environment that was built for it, null where it runs in the server's;
#: `source` is the object in S3 that its code is, null where the code was uploaded here;
#: `bundle_sha256` is empty for a version that is made of a container image.
runtime_versions = Table(
    "runtime_versions",
    metadata,
    Column("runtime_id", Text, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("status", Status, nullable=False),
    Column("failure_reason", Text),
    Column("configuration", JsonText, nullable=False),
    Column("environment", JsonText, nullable=False),
    Column("bundle_sha256", Text, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("updated_at", UtcTime, nullable=False),
    Column("packages", JsonText),
    Column("source", JsonText),
    ForeignKeyConstraint(["runtime_id"], ["runtimes.runtime_id"], ondelete="CASCADE"),
    Index("runtime_versions_by_bundle", "bundle_sha256"),
)

endpoints = Table(
    "endpoints",
    metadata,
    Column("runtime_id", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("endpoint_id", Text, nullable=False),
    Column("status", Status, nullable=False),
    Column("failure_reason", Text),
    Column("live_version", Integer),
    Column("target_version", Integer, nullable=False),
    Column("description", Text),
    Column("created_at", UtcTime, nullable=False),
    Column("updated_at", UtcTime, nullable=False),
    ForeignKeyConstraint(["runtime_id"], ["runtimes.runtime_id"], ondelete="CASCADE"),
)

tags = Table(
    "tags",
    metadata,
    Column("resource_arn", Text, primary_key=True),
    Column("tag_key", Text, primary_key=True),
    Column("tag_value", Text, nullable=False),
)

#: JSON as it was given. Kept, not enforced.
resource_policies = Table(
    "resource_policies",
    metadata,
    Column("resource_arn", Text, primary_key=True),
    Column("policy", Text, nullable=False),
)

#: What was answered to a request that carried a client token, so that its repetition gets the same.
idempotency_tokens = Table(
    "idempotency_tokens",
    metadata,
    Column("operation", Text, primary_key=True),
    Column("token", Text, primary_key=True),
    Column("fingerprint", Text, nullable=False),
    Column("answer", JsonText, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Index("idempotency_tokens_by_age", "created_at"),
)

#: Sessions that were started, for reporting and for what a crash left; no key to runtimes: it outlives them.
#: `request_count` and `cpu_s` are known at the end, and not of those that a crash ended.
sessions = Table(
    "sessions",
    metadata,
    Column("record_id", Text, primary_key=True),
    Column("runtime_id", Text, nullable=False),
    Column("endpoint", Text, nullable=False),
    Column("session_id", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("worker_pid", Integer),
    Column("started_at", UtcTime, nullable=False),
    Column("ended_at", UtcTime),
    Column("end_reason", Text),
    Column("owner", Text),
    Column("start_ms", Float),
    Column("request_count", Integer),
    Column("cpu_s", Float),
    Index("sessions_by_end", "ended_at"),
    Index("sessions_by_runtime", "runtime_id", "ended_at"),
    Index("sessions_by_id", "session_id"),
)

#: What the operator set for a runtime's sessions; null is: not set. No row where nothing is.
runtime_limits = Table(
    "runtime_limits",
    metadata,
    Column("runtime_id", Text, primary_key=True),
    Column("sessions_max_count", Integer),
    Column("warm_count", Integer),
    Column("budget_cpu_s", Float),
    Column("budget_wall_s", Float),
    Column("budget_request_count", Integer),
    Column("updated_at", UtcTime, nullable=False),
    Column("when_busy", Text),
    ForeignKeyConstraint(["runtime_id"], ["runtimes.runtime_id"], ondelete="CASCADE"),
)

#: Keys that callers sign with. `secret` is sealed; `policy` is JSON as it was given.
access_keys = Table(
    "access_keys",
    metadata,
    Column("access_key_id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("secret", Text, nullable=False),
    Column("policy", Text, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("expires_at", UtcTime),
)

#: Whose a session's id is; no key to runtimes: written while a session starts.
session_owners = Table(
    "session_owners",
    metadata,
    Column("runtime_id", Text, primary_key=True),
    Column("session_id", Text, primary_key=True),
    Column("owner", Text, nullable=False),
    Column("used_at", UtcTime, nullable=False),
    Index("session_owners_by_use", "used_at"),
)

#: What versions (`endpoint` is null) and endpoints have become, one row a change. `version` is a version's
#: own number, and what an endpoint serves then; status null: it was deleted; `caller` null: nobody's doing,
#: or not known whose.
runtime_history = Table(
    "runtime_history",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("runtime_id", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("caller", Text),
    Column("endpoint", Text),
    Column("version", Integer),
    Column("target_version", Integer),
    Column("status", Status),
    Column("failure_reason", Text),
    Column("bundle_sha256", Text),
    ForeignKeyConstraint(["runtime_id"], ["runtimes.runtime_id"], ondelete="CASCADE"),
    Index("runtime_history_by_runtime", "runtime_id", "id"),
)
