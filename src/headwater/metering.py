"""What sessions, models and the event loop add to metrics: counted as it happens, or sampled in between."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections import Counter, OrderedDict
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from weakref import WeakKeyDictionary

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.metrics_core import Metric as Family

from headwater.background import running
from headwater.core.principals import current
from headwater.core.sessions import SessionState
from headwater.models.watching import ModelCall
from headwater.sandbox.startlog import StartLog
from headwater.sandbox.usage import Usage
from headwater.sessions.manager import SessionManager
from headwater.sessions.session import Session
from headwater.telemetry import metric_names, names, spans
from headwater.telemetry.metric import Metric
from headwater.telemetry.metrics import Metrics
from headwater.telemetry.series import SeriesStore
from headwater.telemetry.spans import Finished, SpanRecord

_log = logging.getLogger("headwater.telemetry")
_SAMPLE_EVERY_S = 15.0
#: After a session began, so that something is soon known of it.
_SAMPLE_SOON_S = 1.0
#: A sample is followed by a pause of so many times what it took: two in a hundred of one processor at most.
_PAUSE_PER_COST = 50.0
_TRACES_MAX_COUNT = 10_000
#: Of one call of a model.
_TOKENS_MAX_COUNT = 100_000_000
_LAG_EVERY_S = 0.5
#: Worst lag in so many looks is what is shown.
_LAG_LOOKS = 20
_STATES = {
    SessionState.STARTING: "starting",
    SessionState.IDLE: "idle",
    SessionState.ACTIVE: "busy",
    SessionState.STOPPING: "stopping",
}
#: Why sessions are ended; whatever else is said counts as `exited`.
END_REASONS = frozenset(
    {
        "stopped-by-caller",
        "idle-timeout",
        "max-lifetime",
        "runtime-deleted",
        "budget-cpu",
        "budget-wall",
        "budget-requests",
        "answered",
        "storage-full",
        "server-shutdown",
    }
)


class ModelMeter:
    """Counts calls of models, and their tokens by the agent that asked."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics
        #: The session of a worker.
        self.find_session: Callable[[str], Session | None] = lambda worker_id: None
        #: Traces in which models were called through this server, the last ones.
        self._traces: OrderedDict[str, None] = OrderedDict()

    def note(self, call: ModelCall) -> None:
        """A call is over."""
        first_s = None if call.first_token_ns is None else call.first_token_ns / 1e9
        tokens = (call.input_tokens, call.output_tokens)
        self._metrics.note_model_call(
            call.info.true_name, call.info.kind, call.error or "", call.duration_ns / 1e9, first_s, tokens
        )
        segment = spans.current.get()
        if segment is not None:
            self._traces[segment.context.trace_id] = None
            if len(self._traces) > _TRACES_MAX_COUNT:
                self._traces.popitem(last=False)
        worker_id = current().worker_id
        session = None if worker_id is None else self.find_session(worker_id)
        if session is not None:
            runtime = (session.key.runtime_id, session.version.runtime_name)
            self._metrics.traffic.note_tokens(*runtime, tokens)

    def note_reported(self, finished: Finished) -> None:
        """A span is kept. An agent's own, of a model it called by itself, has tokens; a `FinishedSink`.

        What it called through this server was counted here, so that all of such a trace is left out.
        """
        if not isinstance(finished, SpanRecord) or finished.runtime_id is None:
            return
        find = finished.attributes.get
        is_own = finished.service != "headwater" and find(names.GEN_AI_OPERATION) == names.CHAT
        if is_own and finished.trace_id not in self._traces:
            tokens = _claimed(find(names.GEN_AI_INPUT_TOKENS)), _claimed(find(names.GEN_AI_OUTPUT_TOKENS))
            name = finished.service.rpartition(".")[0]
            self._metrics.traffic.note_tokens(finished.runtime_id, name, tokens)


def _claimed(count: object) -> int | None:
    """A number of tokens that an agent tells of, if it can be one."""
    return count if type(count) is int and 0 <= count <= _TOKENS_MAX_COUNT else None


class SessionMeter:
    """Counts sessions, and samples what they use; a `Collector` of prometheus_client."""

    def __init__(self, metrics: Metrics, series: SeriesStore) -> None:
        self._metrics = metrics
        self._series = series
        self._sessions: SessionManager | None = None
        #: As last sampled; sessions that are gone are dropped by themselves.
        self.usage: WeakKeyDictionary[Session, Usage] = WeakKeyDictionary()
        self._seen_cpu_s: WeakKeyDictionary[Session, float] = WeakKeyDictionary()
        #: By name of runtime; never less than before.
        self._cpu_s: dict[str, float] = {}
        self._sample_s = 0.0
        #: A session began since the last sample.
        self._has_news = asyncio.Event()
        self._lags_s = [0.0] * _LAG_LOOKS

    @contextlib.asynccontextmanager
    async def watching(self, sessions: SessionManager) -> AsyncIterator[None]:
        """While open, sessions are sampled, and shown among the metrics."""
        self._sessions = sessions
        self._metrics.registry.register(self)
        self._series.count_live = self.count_live
        async with (
            running(self._sample_for_ever(), "session-sampler"),
            running(self._watch_lag(), "loop-lag"),
        ):
            yield

    def note_started(self, session: Session) -> None:
        """A session has its worker."""
        assert session.worker is not None
        self._has_news.set()
        name = session.version.runtime_name
        start_s, log = (session.start_ms or 0.0) / 1000, session.worker.start_log
        source = "spare" if log.was_spare else session.worker.mode
        self._metrics.note_session_started(session.key.runtime_id, name, source, start_s)
        if not log.was_spare:  # a spare's start was nobody's wait
            log.known.add_done_callback(lambda _: self._note_steps(log))
        session.ended.add_done_callback(lambda _: self._note_ended(session))

    async def remove_runtime(self, runtime_id: str) -> None:
        """A runtime was deleted: its name is a label no more, and what it did over time is forgotten."""
        name = self._metrics.remove_runtime(runtime_id)
        if name is not None:
            self._cpu_s.pop(name, None)
        await self._series.remove_runtime(runtime_id)

    def count_live(self) -> Counter[str]:
        """Live sessions by id of runtime."""
        return Counter(session.key.runtime_id for session in self._list())

    def collect(self) -> Iterator[Family]:
        """What /metrics shows of sessions; in any thread."""
        sessions = self._list()
        states = Counter(
            (session.version.runtime_name, _STATES[session.state])
            for session in sessions
            if session.state in _STATES
        )
        known = sorted({s.version.runtime_name for s in sessions} | set(self._cpu_s))
        pairs = [(name, state) for name in known for state in _STATES.values()]
        yield _gauges(metric_names.SESSIONS, [(pair, states[pair]) for pair in pairs])
        usages = [(s.version.runtime_name, self.usage.get(s)) for s in sessions]
        measured = [(name, usage) for name, usage in usages if usage is not None]
        busy = [(s.version.runtime_name, s.active_count) for s in sessions]
        memory = [(name, usage.memory_bytes or 0) for name, usage in measured]
        processes = [(name, usage.process_count) for name, usage in measured]
        yield _gauges(metric_names.ACTIVE_INVOCATIONS, _add_up(known, busy))
        # Of a runtime whose sessions were not sampled yet nothing is known, which is not zero.
        told = set(known) - {name for name, _ in busy} | {name for name, _ in measured}
        yield _gauges(metric_names.SESSIONS_MEMORY, _add_up(sorted(told), memory))
        yield _gauges(metric_names.SESSIONS_PROCESSES, _add_up(sorted(told), processes))
        yield _sums(metric_names.SESSIONS_CPU, self._cpu_s)
        yield _gauges(metric_names.SAMPLE_DURATION, [((), self._sample_s)])
        yield _gauges(metric_names.LOOP_LAG, [((), max(self._lags_s))])

    def _list(self) -> list[Session]:
        return [] if self._sessions is None else self._sessions.list()

    def _note_steps(self, log: StartLog) -> None:
        for step in log.steps:
            if step.name in names.STEPS:
                self._metrics.note_start_phase(step.name, (step.end_ns - step.start_ns) / 1e9)

    def _note_ended(self, session: Session) -> None:
        self._add_cpu(session)
        reason = session.stop_reason if session.stop_reason in END_REASONS else "exited"
        self._metrics.note_session_ended(session.version.runtime_name, reason)

    async def _sample_for_ever(self) -> None:
        while True:
            await asyncio.sleep(max(_SAMPLE_SOON_S, _PAUSE_PER_COST * self._sample_s))
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_SAMPLE_EVERY_S):
                    await self._has_news.wait()
            self._has_news.clear()
            try:
                await self.sample()
            except OSError as exc:
                _log.warning("what sessions use could not be sampled: %s", exc)

    async def sample(self) -> None:
        """Measure all sessions now, in a thread."""
        assert self._sessions is not None
        sessions = self._sessions.list()
        began_s = time.monotonic()
        self.usage.update(await self._sessions.measure(sessions, with_memory=True))
        self._sample_s = time.monotonic() - began_s
        for session in sessions:
            self._add_cpu(session)

    def _add_cpu(self, session: Session) -> None:
        before = self._seen_cpu_s.get(session, 0.0)
        self._seen_cpu_s[session] = session.cpu_s
        name = session.version.runtime_name
        self._cpu_s[name] = self._cpu_s.get(name, 0.0) + session.cpu_s - before

    async def _watch_lag(self) -> None:
        clock = asyncio.get_running_loop().time
        look = 0
        while True:
            due_s = clock() + _LAG_EVERY_S
            await asyncio.sleep(_LAG_EVERY_S)
            self._lags_s[look % _LAG_LOOKS] = max(0.0, clock() - due_s)
            look += 1


def _add_up(known: Iterable[str], parts: Iterable[tuple[str, int]]) -> list[tuple[tuple[str, ...], float]]:
    sums = Counter(dict.fromkeys(known, 0))
    for name, count in parts:
        sums[name] += count
    return [((name,), count) for name, count in sums.items()]


def _gauges(metric: Metric, values: Iterable[tuple[tuple[str, ...], float]]) -> Family:
    family = GaugeMetricFamily(metric.family, metric.meaning, labels=metric.prometheus_labels)
    for labels, value in values:
        family.add_metric(labels, value)
    return family


def _sums(metric: Metric, values: dict[str, float]) -> Family:
    family = CounterMetricFamily(metric.family, metric.meaning, labels=metric.prometheus_labels)
    for label, value in values.copy().items():
        family.add_metric([label], value)
    return family
