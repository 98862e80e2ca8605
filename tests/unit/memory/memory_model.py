"""Events as a list in Python: what the API must show, said as simply as can be."""

from dataclasses import dataclass, field

DAY_MS = 24 * 60 * 60 * 1000


@dataclass
class ModelEvent:
    """One event; `number` is the order of creation."""

    event_id: str
    number: int
    timestamp_ms: int
    created_ms: int
    branch: str | None
    metadata: dict

    @property
    def position(self):
        return self.timestamp_ms, self.number


@dataclass
class ModelSession:
    """One session. Its branches: name -> (event id of the root, its position, its branch)."""

    number: int
    created_ms: int
    events: list = field(default_factory=list)
    branches: dict = field(default_factory=dict)

    def living(self, now_ms, expiry_days):
        return [event for event in self.events if event.created_ms >= now_ms - expiry_days * DAY_MS]

    def find(self, event_id):
        return next((event for event in self.events if event.event_id == event_id), None)


def choose(session, events, *, branch=None, with_parents=False, conditions=()):
    """The events that filters mean, newest first."""
    if branch is not None:
        events = [event for event in events if is_meant(session, event, branch, with_parents)]
    found = [event for event in events if all(holds(event, condition) for condition in conditions)]
    return sorted(found, key=lambda event: event.position, reverse=True)


def is_meant(session, event, branch, with_parents):
    name, until = (None if branch == "main" else branch), None
    while True:
        if event.branch == name and (until is None or event.position <= until):
            return True
        if name not in session.branches or not with_parents:
            return False
        _, root, name = session.branches[name]
        until = root if until is None else min(until, root)


def holds(event, condition):
    key, operator, value = condition
    if operator == "EQUALS_TO":
        return event.metadata.get(key) == value
    return (key in event.metadata) == (operator == "EXISTS")


def render_condition(condition):
    """As the API takes it."""
    key, operator, value = condition
    right = {"right": {"metadataValue": {"stringValue": value}}} if operator == "EQUALS_TO" else {}
    return {"left": {"metadataKey": key}, "operator": operator, **right}
