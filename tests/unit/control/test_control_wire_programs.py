"""Two hundred random programs, asked through boto3, against a model of a few lines.

The versions that fail do so for a reason of their own: their entry point is not in the zip file.
"""

from __future__ import annotations

import asyncio
import itertools
import threading
from dataclasses import dataclass, field

import pytest
from botocore.exceptions import ClientError
from control_wire import make_client
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

import effort
from headwater.core.errors import NotFound

NAMES = st.sampled_from(("alpha", "Beta_2"))
ENDPOINTS = st.sampled_from(("DEFAULT", "prod", "beta"))
VERSIONS = st.integers(1, 4)
TEXTS = st.sampled_from(("first", "größer", "天気", "🌦️"))
TAGS = st.dictionaries(st.sampled_from(("team", "a:b", "x y")), st.sampled_from(("", "1", "@=+")), min_size=1)
PAGES = st.integers(1, 3)


@dataclass
class Runtime:
    """A runtime as it should be."""

    id: str
    arn: str
    last: int = 0
    is_good: dict[int, bool] = field(default_factory=dict)
    descriptions: dict[int, str] = field(default_factory=dict)
    live: dict[str, int | None] = field(default_factory=lambda: {"DEFAULT": None})
    target: dict[str, int] = field(default_factory=lambda: {"DEFAULT": 0})
    tags: dict[str, str] = field(default_factory=dict)
    policy: str | None = None

    def add(self, is_good, description):
        self.last += 1
        self.is_good[self.last], self.descriptions[self.last] = is_good, description
        if "DEFAULT" in self.live:
            self.target["DEFAULT"] = self.last
            if is_good:
                self.live["DEFAULT"] = self.last

    def objection(self, version):
        """The error that moving an endpoint to `version` should give."""
        if version not in self.is_good:
            return "ResourceNotFoundException"
        return None if self.is_good[version] else "ConflictException"

    @property
    def status(self):
        latest = max(self.is_good)
        if self.is_good[latest]:
            return "READY"
        return "CREATE_FAILED" if latest == 1 else "UPDATE_FAILED"


class Bridge:
    """A plane in a loop of its own thread, and what the machine asks of it."""

    def __init__(self, opener, data_dir):
        self._loop = asyncio.new_event_loop()
        self._opened = opener(data_dir)
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._thread.start()
        self.bench = self.run(self._opened.__aenter__())
        self._loop.call_soon_threadsafe(self.bench.preparer.gate.set)
        self.client = make_client(self.bench.plane, self._loop)
        artifact = self.run(self.bench.request())
        self.artifact, self.role_arn = artifact["agentRuntimeArtifact"], artifact["roleArn"]
        self.tokens = (f"token-{n:033}" for n in itertools.count())

    def run(self, work):
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(20)

    def settle(self, runtime_id):
        self.run(self.bench.settled(runtime_id))

    def wait_gone(self, runtime_id):
        def is_gone():
            try:
                self.bench.plane.find_runtime_id(runtime_id)
            except NotFound:
                return True
            return False

        self.run(self.bench.until(is_gone))

    def close(self):
        self.run(self._opened.__aexit__(None, None, None))
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()


class Programs(RuleBasedStateMachine):
    """Each rule does something and says which error it should give, if any."""

    bridge: Bridge

    def __init__(self):
        super().__init__()
        self.runtimes: dict[str, Runtime] = {}

    def ask(self, operation, expected=None, **members):
        """An operation's answer; None where it was refused with the error that was expected."""
        code, result = None, None
        try:
            result = getattr(self.bridge.client, operation)(**members)
            del result["ResponseMetadata"]
        except ClientError as error:
            code = error.response["Error"]["Code"]
        assert code == expected
        return result

    def version_members(self, is_good, description):
        code = self.bridge.artifact["codeConfiguration"]
        entry = ["agent.py" if is_good else "missing.py"]
        return {
            "agentRuntimeArtifact": {"codeConfiguration": {**code, "entryPoint": entry}},
            "roleArn": self.bridge.role_arn,
            "description": description,
            "clientToken": next(self.bridge.tokens),
        }

    def find(self, name):
        """(the model's runtime or None, members that name it)."""
        runtime = self.runtimes.get(name)
        return runtime, {"agentRuntimeId": runtime.id if runtime else "nothing-0123456789"}

    @rule(name=NAMES, is_good=st.booleans(), description=TEXTS, tags=TAGS)
    def create(self, name, is_good, description, tags):
        members = {"agentRuntimeName": name, "tags": tags, **self.version_members(is_good, description)}
        expected = "ConflictException" if name in self.runtimes else None
        created = self.ask("create_agent_runtime", expected, **members)
        if created is None:
            return
        assert self.ask("create_agent_runtime", **members) == created, "a repetition is answered the same"
        runtime = Runtime(created["agentRuntimeId"], created["agentRuntimeArn"], tags=dict(tags))
        runtime.add(is_good, description)
        self.runtimes[name] = runtime
        self.bridge.settle(runtime.id)

    @rule(name=NAMES, is_good=st.booleans(), description=TEXTS)
    def update(self, name, is_good, description):
        runtime, path = self.find(name)
        expected = None if runtime else "ResourceNotFoundException"
        members = self.version_members(is_good, description)
        if self.ask("update_agent_runtime", expected, **path, **members):
            runtime.add(is_good, description)
            self.bridge.settle(runtime.id)

    @rule(name=NAMES)
    def delete(self, name):
        runtime, path = self.find(name)
        expected = None if runtime else "ResourceNotFoundException"
        if self.ask("delete_agent_runtime", expected, **path):
            del self.runtimes[name]
            self.bridge.wait_gone(runtime.id)
            self.ask("list_tags_for_resource", "ResourceNotFoundException", resourceArn=runtime.arn)

    @rule(name=NAMES, version=VERSIONS)
    def delete_version(self, name, version):
        runtime, path = self.find(name)
        if runtime is None or version not in runtime.is_good:
            expected = "ResourceNotFoundException"
        else:
            is_used = version in (*runtime.live.values(), *runtime.target.values())
            expected = "ConflictException" if is_used or len(runtime.is_good) == 1 else None
        if self.ask("delete_agent_runtime", expected, **path, agentRuntimeVersion=str(version)):
            del runtime.is_good[version], runtime.descriptions[version]

    @rule(name=NAMES, endpoint=ENDPOINTS, version=st.none() | VERSIONS)
    def create_endpoint(self, name, endpoint, version):
        runtime, path = self.find(name)
        number = version if version or not runtime else max(runtime.is_good)
        if runtime is None:
            expected = "ResourceNotFoundException"
        else:
            expected = "ConflictException" if endpoint in runtime.live else runtime.objection(number)
        wanted = {} if version is None else {"agentRuntimeVersion": str(version)}
        if self.ask("create_agent_runtime_endpoint", expected, **path, name=endpoint, **wanted):
            runtime.live[endpoint] = runtime.target[endpoint] = number

    @rule(name=NAMES, endpoint=ENDPOINTS, version=VERSIONS)
    def move_endpoint(self, name, endpoint, version):
        runtime, path = self.find(name)
        if runtime is None or endpoint not in runtime.live:
            expected = "ResourceNotFoundException"
        else:
            expected = runtime.objection(version)
        members = {**path, "endpointName": endpoint, "agentRuntimeVersion": str(version)}
        if self.ask("update_agent_runtime_endpoint", expected, **members):
            runtime.live[endpoint] = runtime.target[endpoint] = version

    @rule(name=NAMES, endpoint=ENDPOINTS)
    def delete_endpoint(self, name, endpoint):
        runtime, path = self.find(name)
        expected = None if runtime and endpoint in runtime.live else "ResourceNotFoundException"
        if self.ask("delete_agent_runtime_endpoint", expected, **path, endpointName=endpoint):
            del runtime.live[endpoint], runtime.target[endpoint]

    @rule(name=NAMES, tags=TAGS, removed=st.lists(st.sampled_from(("team", "none")), min_size=1, unique=True))
    def tag(self, name, tags, removed):
        runtime, _ = self.find(name)
        if runtime is None:
            return
        self.ask("tag_resource", resourceArn=runtime.arn, tags=tags)
        self.ask("untag_resource", resourceArn=runtime.arn, tagKeys=removed)
        runtime.tags = {k: v for k, v in {**runtime.tags, **tags}.items() if k not in removed}

    @rule(name=NAMES, policy=st.none() | st.sampled_from(("{}", '{"Sid": "für alle"}')))
    def set_policy(self, name, policy):
        runtime, _ = self.find(name)
        if runtime is None:
            return
        if policy is not None:
            self.ask("put_resource_policy", resourceArn=runtime.arn, policy=policy)
        else:
            expected = "ResourceNotFoundException" if runtime.policy is None else None
            self.ask("delete_resource_policy", expected, resourceArn=runtime.arn)
        runtime.policy = policy

    @rule(page_count=PAGES)
    def page(self, page_count):
        rows = self.collect("list_agent_runtimes", "agentRuntimes", page_count)
        assert sorted(row["agentRuntimeName"] for row in rows) == sorted(self.runtimes)
        for runtime in self.runtimes.values():
            path = {"agentRuntimeId": runtime.id}
            rows = self.collect("list_agent_runtime_versions", "agentRuntimes", page_count, **path)
            assert [int(row["agentRuntimeVersion"]) for row in rows] == sorted(runtime.is_good, reverse=True)
            rows = self.collect("list_agent_runtime_endpoints", "runtimeEndpoints", page_count, **path)
            assert [row["name"] for row in rows] == sorted(runtime.live)

    @invariant()
    def agrees(self):
        for name, runtime in self.runtimes.items():
            path = {"agentRuntimeId": runtime.id}
            shown = self.ask("get_agent_runtime", **path)
            latest = max(runtime.is_good)
            assert (shown["agentRuntimeName"], shown["status"]) == (name, runtime.status)
            assert (int(shown["agentRuntimeVersion"]), shown["description"]) == (
                latest,
                runtime.descriptions[latest],
            )
            assert ("failureReason" in shown) == (not runtime.is_good[latest])
            rows = self.ask("list_agent_runtime_endpoints", **path)["runtimeEndpoints"]
            assert {row["name"]: int(row.get("liveVersion", 0)) or None for row in rows} == runtime.live
            assert {row["name"]: int(row["targetVersion"]) for row in rows} == runtime.target
            assert self.ask("list_tags_for_resource", resourceArn=runtime.arn)["tags"] == runtime.tags
            assert self.ask("get_resource_policy", resourceArn=runtime.arn).get("policy") == runtime.policy

    def collect(self, operation, key, page_count, **members):
        paginator = self.bridge.client.get_paginator(operation)
        pages = list(paginator.paginate(PaginationConfig={"PageSize": page_count}, **members))
        assert all(len(page[key]) <= page_count for page in pages)
        return [row for page in pages for row in page[key]]

    def teardown(self):
        for runtime in self.runtimes.values():
            self.ask("delete_agent_runtime", agentRuntimeId=runtime.id)
            self.bridge.wait_gone(runtime.id)


@pytest.fixture
def bridge(tmp_path, opener):
    bridge = Bridge(opener, tmp_path)
    yield bridge
    bridge.close()


def test_programs_over_the_wire_do_what_the_model_does(bridge):
    Programs.bridge = bridge
    run_state_machine_as_test(
        Programs,
        settings=settings(
            max_examples=effort.count(25, 200),
            stateful_step_count=10,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
