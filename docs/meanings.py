"""What settings and keys of doors mean, where their records do not say it; `generate.py` writes it."""

#: What the source says of several fields at once, or leaves to their names.
MEANINGS = {
    "server.host": "Address to listen on. Anything but loopback can be reached by others: callers then"
    " sign with keys (`auth.mode`).",
    "server.port": "0 picks a free one.",
    "server.data_dir": "Database, artifacts, unpacked code, logs, sockets. Only this user may enter it.",
    "server.client_gone_after_s": "Seconds after which a client that went without a word, such as one whose"
    " network is gone, is noticed. One who is there and merely reads slowly is not.",
    "server.account_id": "As `region`.",
    "jwt.lifetime_s": "How long an issuer's keys are used before they are fetched again.",
    "jwt.refetch_interval_s": "Between two attempts to fetch an issuer's keys: so long may tokens be refused"
    " that are signed with a new key.",
    "jwt.stale_max_s": "How long keys are used whose issuer cannot be reached, from when they were fetched.",
    "jwt.timeout_s": "For an issuer to answer with its document and its keys.",
    "jwt.leeway_s": "How far the clocks of issuer and server may be apart.",
    "sandbox.isolation": "`namespaces`, or no start; `process` isolates nothing but memory; `auto` takes"
    " what the host has.",
    "sandbox.uid": "User and group of agents where the server is root.",
    "sandbox.start_timeout_s": "For a file to come to the point where it serves; below boto3's 60 s.",
    "sandbox.memory_max_bytes": "Data segment of each process of a session (`RLIMIT_DATA`).",
    "sandbox.processes_max_count": "Processes and threads of a session (`RLIMIT_NPROC`).",
    "sandbox.open_files_max_count": "Of each process (`RLIMIT_NOFILE`).",
    "sandbox.scratch_max_bytes": "What a session may write: /tmp, HOME, /dev/shm, code. In memory.",
    "sandbox.readable_paths": "Paths that agents may read, beyond the system's and the interpreter's.",
    "containers.engine": "`auto` takes the first that really runs a container here; `none` refuses images.",
    "containers.network": "Handed to the engine as it is, such as `none`; empty takes one in which containers"
    " cannot see each other (podman: `slirp4netns`; docker: a network `headwater` of its own).",
    "containers.run_arguments": "Further arguments of the engine's `run`, such as `--runtime=crun`. They come"
    " behind ours and can weaken the confinement.",
    "storage.kind": "`image`: a file system in a file for each session, which the kernel holds to its size;"
    " that takes root, loop devices and mkfs.ext4. `folder`: looked at, and closed to writing when too large."
    " `auto`: images where they work.",
    "storage.max_bytes": "What one session may store, in all its folders together.",
    "storage.files_max_count": "The same in files and folders.",
    "storage.keep_s": "What no session has used for so long is deleted.",
    "storage.watch_every_s": "How often storages in use are looked at, at most; looking at many files takes"
    " longer, and comes more rarely.",
    "sessions.live_max_count": "More are refused with 402.",
    "sessions.reap_every_s": "How often timers are looked at: a timeout is late by at most that.",
    "sessions.ping_every_s": "Between two pings of a session without a request in flight.",
    "sessions.ping_timeout_s": "A ping that takes longer counts as unanswered.",
    "sessions.stop_grace_s": "From SIGTERM to SIGKILL.",
    "sessions.operator_grace_s": "The same for `headwater stop`, which ends anything within two seconds.",
    "sessions.queue_max_count": "Requests that may wait for one session (`Headwater-When-Busy: queue`);"
    " more are refused with 429.",
    "sessions.queue_timeout_s": "How long such a request waits; 409 then.",
    "sessions.stream_timeout_s": "How long one answer may stream.",
    "commands.running_max_count": "Of all sessions together; more are refused with 429.",
    "commands.session_max_count": "Of one session; more are refused with 429.",
    "commands.output_max_bytes": "Of one command, which is ended when it prints more. AgentCore's.",
    "logs.file_max_bytes": "Of one log file.",
    "telemetry.enabled": "`false`: no trace is kept and no invocation counted; trace context is passed on.",
    "telemetry.sampling_ratio": "The part of traces that begin here that is kept, 0 to 1. A caller's own"
    " trace context (`Sampled=0`) counts before it.",
    "telemetry.content_max_bytes": "Of a payload, and of its answer, that is kept with the trace, for replay"
    " in the console; 0 keeps nothing of what is said.",
    "telemetry.keep_days": "Of spans, figures and agents' logs.",
    "telemetry.instrument_agents": "Agents that have OpenTelemetry report their spans here by themselves,"
    " with nothing to set up in them. `false`: only those whose authors have set up an exporter do.",
    "telemetry.agent_spans_per_s": "Spans and log records that one session may report a second, those of ten"
    " seconds at once; more are dropped, and its log says how many.",
    "telemetry.store_max_bytes": "Of the file they are kept in; the oldest go first.",
    "logs.format": "Of the server's own log, on standard error, and `headwater edge`'s: as `json` lines are"
    " objects with `time`, `level`, `logger`, `message`, `requestId`, `sessionId`, `traceId`, `exception`.",
    "logs.level": "The least serious that the server's own log holds.",
    "logs.files_max_count": "Files kept for each runtime; the oldest goes first.",
    "sockets.frame_max_bytes": "Of one WebSocket frame, either way; a longer one ends it with 1009.",
    "sockets.frames_per_s": "A client that sends more is closed with 1008, an agent is slowed; 0: no limit.",
    "sockets.duration_max_s": "How long one WebSocket may be open; then it is closed with 1008.",
    "shells.per_runtime_max_count": "Interactive shells of one agent that run at once; more are refused with"
    " 402.",
    "shells.connection_max_s": "How long a client may be connected to a shell; then it is closed with 1001,"
    " and can connect again.",
    "shells.detached_max_s": "A shell without a client is ended after so long.",
    "shells.ended_keep_s": "So long is remembered how a shell ended whose client was away.",
    "sandbox.spare_count": "Workers of each version that are kept started for sessions to come.",
    "sandbox.warm_max_count": "Sessions that `headwater warm` may keep ready, of all agents together.",
    "sandbox.preload_count": "Versions loaded when the server starts, so that first calls need not wait.",
    "environments.pythons": "Interpreters (paths) beyond those on PATH, in /usr/bin, of pyenv and of uv.",
    "environments.build_timeout_s": "For installing the packages of one version.",
    "environments.keep_s": "How long an environment is kept that no version uses.",
    "streams.memory_max_bytes": "Of one stream, in memory: its last bytes.",
    "streams.max_bytes": "Of one stream, on disk; the oldest go, and who asks for them is told.",
    "streams.total_max_bytes": "Of all streams on disk; runs that ended first go first.",
    "streams.max_count": "Runs that are kept; those that ended first go first. More that are not over are"
    " refused with 402.",
    "streams.keep_s": "How long a run is kept after its end, and what it answered while it goes on.",
    "streams.keep_after_restart": "`false`: what an earlier server has left is removed at the start.",
    "streams.heartbeat_s": "A comment in silent streams that can be resumed, so often; 0: none, unless the"
    " caller asks (`Headwater-Heartbeat`). Streams of AWS's clients never have any.",
    "edge.config": "The file that declares front doors, as `headwater edge --config` takes it; without one"
    " there are none.",
    "models.cache_dir": "Where weights are kept.",
    "models.default": "Provider spec for model ids that `map` does not name.",
    "models.providers": "Name -> `kind` (one of embedded, scripted, anthropic, openai, ollama, litellm,"
    " llamacpp, bedrock, import) and `options` for its constructor.",
    "models.embedded_model": "The model that writes, on this machine.",
    "models.embeddings": "Provider spec of what turns memories into vectors: `embedded` (all-MiniLM-L6-v2 on"
    " this machine), `openai:MODEL_ID`, `bedrock:MODEL_ID` or `PROVIDER:MODEL_ID`, `none` (memories are"
    " searched by their words alone), `hashed` (for tests).",
    "models.slots_count": "Answers that the embedded model gives at the same time.",
    "models.threads_count": "CPU threads of the embedded model.",
    "models.answer_tokens_max": "The embedded model's answers end there.",
}
#: As `MEANINGS`, by record and field.
DOOR_MEANINGS = {
    "ListenSettings.host": "Address to listen on.",
    "ListenSettings.port": "0 picks a free one.",
    "DoorSettings.name": "Public: what OpenAI's clients call the model. Part of whose sessions are whose.",
    "DoorSettings.path": "Where it is, exactly: `/chat` is neither `/chat/` nor `/Chat`.",
    **{
        f"DoorSettings.{name}": f"`[door.{name}]`, below."
        for name in ("target", "request", "auth", "guards", "cors")
    },
    "GuardSettings.rules": "`[[door.guards.rule]]`, below.",
    "DoorSettings.methods": "What is taken at the door's own path.",
    "TargetSettings.arn": "Of an agent runtime, in AWS or of a server.",
    "TargetSettings.qualifier": "The endpoint that is called; default: `DEFAULT`.",
    "TargetSettings.connect_timeout_s": "For connecting. 502 after it.",
    "TargetSettings.first_byte_timeout_s": "Until the answer begins. 504 after it.",
    "TargetSettings.stream_timeout_s": "Of one answer; it breaks off then.",
    "_Throttled.failures_per_address": "Failed attempts from one address after which more are refused unseen,"
    " with 429.",
    "_Throttled.failures_per_name": "The same for one user or access key.",
    "KeyAuth.header": "Where the key is. `Authorization: Bearer KEY` is taken too.",
    "BasicAuth.realm": "What browsers show when they ask for the password.",
    "JwtAuth.discovery_url": "`https://ISSUER/.well-known/openid-configuration`; `http` for this machine"
    " alone.",
    "JwtAuth.audiences": "One of them must be in `aud`.",
    "JwtAuth.clients": "One of them must be `client_id`.",
    "JwtAuth.scopes": "One of them must be in `scope`.",
    "SigningKey.name": "Whom a signature with this key is of.",
    "SigningKey.secret": "The secret access key. It stands in the file: `chmod 600`.",
    "SignatureAuth.region": "That clients must sign for.",
    "SignatureAuth.services": "One of which clients must sign for.",
    "SignatureAuth.keys": "Access key id -> `name` and `secret`.",
    "OwnAuth.authenticate": "`module:function`; see below.",
    "RuleSettings.status": "What is answered, 400 to 499.",
    "GuardSettings.address_concurrency": "Requests of one address at the same time.",
    "GuardSettings.principal_concurrency": "Requests of one principal at the same time.",
    "GuardSettings.requests_per_day": "Of one principal (or address) in a UTC day; kept in `state.folder`.",
    "GuardSettings.tokens_per_day": "The same: what the agent's metadata says, else a quarter of the"
    " characters. Known at the end of an answer, which may pass the limit; the next is refused.",
    "CorsSettings.headers": "Which a page may send.",
    "CorsSettings.allow_credentials": "Whether a browser may send passwords along; not with `*`.",
    "CorsSettings.max_age_s": "How long a browser may remember this.",
}
