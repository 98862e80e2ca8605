"""Whatever is done to events, in whatever order, the API shows what a list in Python would."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from memory_model import DAY_MS, ModelEvent, ModelSession, choose, render_condition

import effort
from headwater.core.errors import InvalidRequest, NotFound
from headwater.memory.plane import open_memories

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
EXPIRY_DAYS = 3
KEYS, VALUES = ["k", "K", "k 2"], ["", "a", "A"]
BRANCHES = [None, "main", "b", "B", "b-2"]
pages = st.integers(1, 5)
#: Most happens in the first.
sessions = st.sampled_from([("ann", "s")] * 4 + [("ann", "S"), ("ann/", "s"), ("ann:a", "s")])
metadata = st.dictionaries(st.sampled_from(KEYS), st.sampled_from(VALUES), max_size=3)
conditions = st.lists(
    st.tuples(
        st.sampled_from(KEYS),
        st.sampled_from(["EQUALS_TO", "EXISTS", "NOT_EXISTS"]),
        st.sampled_from(VALUES),
    ),
    max_size=3,
)


class Events(RuleBasedStateMachine):
    """One memory and its model. `plane`, `runner` and `clock` (a list of one number) come from the test."""

    plane = runner = clock = None

    def __init__(self):
        super().__init__()
        self.model = {}
        self.counter = 0
        self.ids = []
        self.tokens = {}

    @initialize()
    def begin(self):
        made = self.ask("CreateMemory", name=f"m{id(self)}", eventExpiryDuration=EXPIRY_DAYS)
        self.memory_id = made["memory"]["id"]

    def ask(self, operation, **request):
        return self.runner.run(self.plane.handlers()[operation](request))

    def ask_here(self, operation, where, **request):
        return self.ask(operation, memoryId=self.memory_id, actorId=where[0], sessionId=where[1], **request)

    def pick_id(self, number):
        return self.ids[number % len(self.ids)] if self.ids else "0000000000000000007#00000000"

    def refusal(self, session, branch, root_id):
        """The error that a new event of a branch must meet; None if there is none."""
        if branch in (None, "main"):
            return None
        if session is not None and branch in session.branches:
            begun_at = session.branches[branch][0]
            return None if root_id in (None, begun_at) else InvalidRequest
        if root_id is None:
            return InvalidRequest
        alive = session.living(self.clock[0], EXPIRY_DAYS) if session else []
        if any(event.event_id == root_id for event in alive):
            return None
        is_elsewhere = any(other.find(root_id) for other in self.model.values() if other is not session)
        return InvalidRequest if is_elsewhere else NotFound

    @rule(
        where=sessions,
        timestamp_ms=st.integers(0, 6),
        branch=st.sampled_from(BRANCHES),
        root=st.none() | st.integers(0, 30),
        metadata=metadata,
        token=st.none() | st.integers(0, 3),
    )
    def create(self, where, timestamp_ms, branch, root, metadata, token):
        self.create_one(where, timestamp_ms, branch, root, metadata, token)

    def create_one(self, where, timestamp_ms, branch, root, metadata, token):
        root_id = None if root is None or branch is None else self.pick_id(root)
        request = {
            "eventTimestamp": EPOCH + timedelta(milliseconds=timestamp_ms),
            "payload": [{"blob": self.counter if token is None else token}],
            "metadata": {key: {"stringValue": value} for key, value in metadata.items()},
        }
        if branch is not None:
            request["branch"] = {"name": branch} | ({} if root_id is None else {"rootEventId": root_id})
        if token is not None:
            request["clientToken"] = str(token)
        session = self.model.get(where)
        known = self.tokens.get(token)
        expected = self.refusal(session, branch, root_id) if known is None else None
        if known is not None and known[0] != (where, request):
            expected = InvalidRequest
        if expected is not None:
            with pytest.raises(expected):
                self.ask_here("CreateEvent", where, **request)
            return
        answer = self.ask_here("CreateEvent", where, **request)["event"]
        if known is not None:
            assert answer["eventId"] == known[1]
            return
        self.keep(where, answer, branch, root_id, metadata)
        if token is not None:
            self.tokens[token] = (where, request), answer["eventId"]

    def keep(self, where, answer, branch, root_id, metadata):
        self.counter += 1
        self.ids.append(answer["eventId"])
        session = self.model.setdefault(where, ModelSession(self.counter, self.clock[0]))
        branch = None if branch == "main" else branch
        if branch is not None and branch not in session.branches:
            root = session.find(root_id)
            session.branches[branch] = root_id, root.position, root.branch
        timestamp_ms = (answer["eventTimestamp"] - EPOCH) // timedelta(milliseconds=1)
        session.events.append(
            ModelEvent(answer["eventId"], self.counter, timestamp_ms, self.clock[0], branch, metadata)
        )

    @rule(
        where=sessions,
        timestamp_ms=st.integers(0, 6),
        branch=st.sampled_from(BRANCHES[2:]),
        number=st.integers(0, 30),
    )
    def fork(self, where, timestamp_ms, branch, number):
        """Begin or continue a branch: from an event that is there, if it is new."""
        session = self.model.get(where)
        alive = session.living(self.clock[0], EXPIRY_DAYS) if session else []
        if alive:
            root_id = alive[number % len(alive)].event_id
            begun = branch in session.branches
            root = None if begun else self.ids.index(root_id)
            self.create_one(where, timestamp_ms, branch, root, {}, None)

    @rule(where=sessions, number=st.integers(0, 30))
    def delete(self, where, number):
        event_id, session = self.pick_id(number), self.model.get(where)
        alive = session.living(self.clock[0], EXPIRY_DAYS) if session else []
        if all(event.event_id != event_id for event in alive):
            with pytest.raises(NotFound):
                self.ask_here("GetEvent", where, eventId=event_id)
            with pytest.raises(NotFound):
                self.ask_here("DeleteEvent", where, eventId=event_id)
            return
        assert self.ask_here("GetEvent", where, eventId=event_id)["event"]["eventId"] == event_id
        assert self.ask_here("DeleteEvent", where, eventId=event_id) == {"eventId": event_id}
        session.events.remove(session.find(event_id))

    @rule(days=st.sampled_from([0.1, 1.1, 2.9]), is_removed=st.booleans())
    def wait(self, days, is_removed):
        self.clock[0] += round(days * DAY_MS)
        if not is_removed:
            return
        self.runner.run(self.plane.expire())
        for where, session in list(self.model.items()):
            session.events = session.living(self.clock[0], EXPIRY_DAYS)
            if not session.events and session.created_ms < self.clock[0] - DAY_MS:
                del self.model[where]

    @rule(
        where=sessions,
        branch=st.sampled_from([*BRANCHES, "unknown"]),
        with_parents=st.booleans(),
        conditions=conditions,
        page=pages,
        has_payloads=st.booleans(),
    )
    def list_events(self, where, branch, with_parents, conditions, page, has_payloads):
        asked = {"eventMetadata": [render_condition(condition) for condition in conditions]}
        if branch is not None:
            asked["branch"] = {"name": branch, "includeParentBranches": with_parents}
        events = self.collect(
            "events", lambda **more: self.ask_here(
                "ListEvents", where, filter=asked, includePayloads=has_payloads, **more
            ), page,
        )  # fmt: skip
        session = self.model.get(where) or ModelSession(0, 0)
        expected = choose(
            session,
            session.living(self.clock[0], EXPIRY_DAYS),
            branch=branch,
            with_parents=with_parents,
            conditions=conditions,
        )
        assert [event["eventId"] for event in events] == [event.event_id for event in expected]
        for event, kept in zip(events, expected, strict=True):
            assert len(event["payload"]) == has_payloads
            root = {"rootEventId": session.branches[kept.branch][0]} if kept.branch else {}
            assert event.get("branch") == ({"name": kept.branch, **root} if kept.branch else None)
            assert {
                key: value["stringValue"] for key, value in event.get("metadata", {}).items()
            } == kept.metadata

    def collect(self, member, ask_page, page):
        """All pages of a listing: each full but for the last, none empty but an only one."""
        found, token = [], {}
        while True:
            answer = ask_page(maxResults=page, **token)
            found += answer[member]
            if "nextToken" not in answer:
                assert answer[member] or not token
                return found
            assert len(answer[member]) == page
            token = {"nextToken": answer["nextToken"]}

    @rule(page=pages)
    def list_actors_and_sessions(self, page):
        actors = self.collect(
            "actorSummaries", lambda **more: self.ask("ListActors", memoryId=self.memory_id, **more), page
        )
        assert [actor["actorId"] for actor in actors] == sorted({where[0] for where in self.model})
        for actor_id in [*{where[0] for where in self.model}, "nobody"]:
            sessions = self.collect(
                "sessionSummaries",
                lambda actor_id=actor_id, **more: self.ask(
                    "ListSessions", memoryId=self.memory_id, actorId=actor_id, **more
                ),
                page,
            )
            mine = [(kept.number, where[1]) for where, kept in self.model.items() if where[0] == actor_id]
            assert [session["sessionId"] for session in sessions] == [
                name for _, name in sorted(mine, reverse=True)
            ]

    @invariant()
    def every_session_and_branch_has_its_own_events(self):
        for where, session in self.model.items():
            alive = session.living(self.clock[0], EXPIRY_DAYS)
            self.check(where, choose(session, alive))
            for branch in session.branches:
                asked = {"branch": {"name": branch, "includeParentBranches": True}}
                self.check(where, choose(session, alive, branch=branch, with_parents=True), filter=asked)

    def check(self, where, expected, **request):
        listed = self.ask_here("ListEvents", where, maxResults=100, **request)["events"]
        assert [event["eventId"] for event in listed] == [event.event_id for event in expected]

    def teardown(self):
        if hasattr(self, "memory_id"):
            self.ask("DeleteMemory", memoryId=self.memory_id)


def test_events_are_as_a_list_in_python_would_have_them(database_url):
    clock = [1_700_000_000_000]
    with asyncio.Runner() as runner:
        opened = open_memories(database_url, now_ms=lambda: clock[0])
        plane = runner.run(opened.__aenter__())
        try:
            machine = type("Here", (Events,), {"plane": plane, "runner": runner, "clock": clock})
            run_state_machine_as_test(
                machine,
                settings=settings(
                    max_examples=effort.count(25, 400)
                    if database_url.startswith("sqlite")
                    else effort.count(8, 100),
                    stateful_step_count=40,
                    deadline=None,
                    suppress_health_check=list(HealthCheck),
                    derandomize=True,
                ),
            )
        finally:
            runner.run(opened.__aexit__(None, None, None))
