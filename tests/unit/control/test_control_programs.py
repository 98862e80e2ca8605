"""Random programs of operations, with restarts between, against a model of a few lines."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from hypothesis import given, settings
from hypothesis import strategies as st

import effort
from headwater.core.errors import Conflict, NotFound

NAMES = ("alpha", "beta")
STEP = st.tuples(
    st.sampled_from(
        ("create", "update", "break", "pin", "unpin", "drop version", "drop default", "delete", "restart")
    ),
    st.sampled_from(NAMES),
    st.integers(1, 4),
)


@dataclass
class Model:
    """A runtime as it should be: its versions, and where its endpoints point."""

    last: int = 0
    versions: dict[int, bool] = field(default_factory=dict)
    live: dict[str, int | None] = field(default_factory=lambda: {"DEFAULT": None})
    target: dict[str, int] = field(default_factory=lambda: {"DEFAULT": 0})

    def add(self, is_good):
        self.last += 1
        self.versions[self.last] = is_good
        if "DEFAULT" in self.live:
            self.target["DEFAULT"] = self.last
            if is_good:
                self.live["DEFAULT"] = self.last

    def point(self, name, number):
        self.live[name] = self.target[name] = number

    def forget(self, name):
        del self.live[name], self.target[name]

    def uses(self, number):
        return number in self.live.values() or number in self.target.values()


@given(st.lists(STEP, max_size=25))
@settings(max_examples=effort.count(12, 200), deadline=None)
def test_programs_do_what_the_model_does(tmp_path_factory, opener, program):
    asyncio.run(run_program(tmp_path_factory.mktemp("program"), opener, program))


async def run_program(data_dir, opener, program):
    models = {}
    while program:
        async with opener(data_dir) as bench:
            await bench.plane.recover()
            bench.preparer.gate.set()
            await compare(bench, models)
            while program:
                step, *program = program
                if step[0] == "restart":
                    break
                await play(bench, models, *step)
                await compare(bench, models)


async def play(bench, models, action, name, number):
    model = models.get(name)
    runtime_id = bench.plane.find_runtime_id(name) if model else "nothing-0123456789"
    bench.preparer.failure = "broken" if action == "break" else None
    expected = expect(model, action, number)
    try:
        await act(bench, action, name, runtime_id, number)
        outcome = None
    except (NotFound, Conflict) as error:
        outcome = type(error)
    assert outcome is expected
    if outcome is None:
        advance(models, action, name, number)


def expect(model, action, number):
    """The error that an action should give, if any."""
    if action == "create":
        return None if model is None else Conflict
    if model is None:
        return NotFound
    match action:
        case "pin" if "prod" in model.live:
            return Conflict
        case "pin" | "drop version" if number not in model.versions:
            return NotFound
        case "pin" if not model.versions[number]:
            return Conflict
        case "drop version" if model.uses(number) or len(model.versions) == 1:
            return Conflict
        case "unpin" if "prod" not in model.live:
            return NotFound
        case "drop default" if "DEFAULT" not in model.live:
            return NotFound
    return None


async def act(bench, action, name, runtime_id, number):
    path = {"agentRuntimeId": runtime_id}
    match action:
        case "create":
            await bench.settled((await bench.create(name))["agentRuntimeId"])
        case "update" | "break":
            await bench.update(runtime_id)
            await bench.settled(runtime_id)
        case "pin":
            version = {"agentRuntimeVersion": str(number)}
            await bench.ask("CreateAgentRuntimeEndpoint", name="prod", **path, **version)
        case "unpin":
            await bench.ask("DeleteAgentRuntimeEndpoint", endpointName="prod", **path)
        case "drop default":
            await bench.ask("DeleteAgentRuntimeEndpoint", endpointName="DEFAULT", **path)
        case "drop version":
            await bench.ask("DeleteAgentRuntime", agentRuntimeVersion=str(number), **path)
        case "delete":
            before = bench.plane.resolver.runtime_count
            await bench.ask("DeleteAgentRuntime", **path)
            await bench.until(lambda: bench.plane.resolver.runtime_count == before - 1)


def advance(models, action, name, number):
    match action:
        case "create":
            models[name] = Model()
            models[name].add(True)
        case "update" | "break":
            models[name].add(action == "update")
        case "pin":
            models[name].point("prod", number)
        case "unpin":
            models[name].forget("prod")
        case "drop default":
            models[name].forget("DEFAULT")
        case "drop version":
            del models[name].versions[number]
        case "delete":
            del models[name]


async def compare(bench, models):
    """The store, as the API shows it, and the resolver both agree with the model."""
    listed = (await bench.ask("ListAgentRuntimes"))["agentRuntimes"]
    assert [row["agentRuntimeName"] for row in listed] == sorted(models)
    for row in listed:
        model, path = models[row["agentRuntimeName"]], {"agentRuntimeId": row["agentRuntimeId"]}
        versions = (await bench.ask("ListAgentRuntimeVersions", **path))["agentRuntimes"]
        assert {int(v["agentRuntimeVersion"]): v["status"] == "READY" for v in versions} == model.versions
        assert row["agentRuntimeVersion"] == str(max(model.versions))
        endpoints = (await bench.ask("ListAgentRuntimeEndpoints", **path))["runtimeEndpoints"]
        assert {e["name"]: int(e["targetVersion"]) for e in endpoints} == model.target
        assert {e["name"]: int(e.get("liveVersion", 0)) or None for e in endpoints} == model.live
        for name, live in model.live.items():
            target = bench.plane.resolver.resolve(row["agentRuntimeArn"], name, None)
            assert target.version.number == live
