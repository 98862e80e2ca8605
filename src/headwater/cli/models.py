"""`headwater models`: the embedded model's weights."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from headwater.cli.exits import EPILOG
from headwater.cli.options import json_option
from headwater.cli.output import Output

if TYPE_CHECKING:
    from headwater.models.settings import ModelsSettings
    from headwater.models.weights import PullProgress

_CONFIG = click.option(
    "--config", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Settings, a TOML file."
)


@click.group("models")
def models_command() -> None:
    """Fetch and list the weights of the embedded model."""


@models_command.command("pull", epilog=EPILOG)
@click.option("--model", "name", metavar="NAME", help="Which one. [default: the one the settings name]")
@_CONFIG
@json_option
def pull_command(output: Output, name: str | None, config: Path | None) -> None:
    """Fetch a model's weights into the cache, verified. Does nothing if they are there."""
    from headwater.models import weights
    from headwater.models.catalog import CATALOG

    if name is not None and name not in CATALOG:
        raise click.BadParameter(f"{name!r} is not one of {', '.join(CATALOG)}", param_hint="--model")
    settings = _load(config)
    if name is not None:
        # A path in the settings would stand in for whichever model is asked for.
        settings = dataclasses.replace(settings, embedded_model=name, weights_path=None)  # type: ignore[arg-type]
    with _progress(output, settings.embedded_model) as show:
        path = weights.pull(settings, show)
    if output.is_json:
        output.json({"model": settings.embedded_model, "path": str(path), "sizeBytes": path.stat().st_size})
    else:
        output.text(str(path))


@models_command.command("list", epilog=EPILOG)
@_CONFIG
@json_option
def list_command(output: Output, config: Path | None) -> None:
    """List the embedded models, and which of them are here."""
    from headwater.models.catalog import CATALOG
    from headwater.models.weights import find_weights

    settings = _load(config)
    found: list[dict[str, Any]] = []  # Any: JSON
    for entry in CATALOG.values():
        is_chosen = entry.name == settings.embedded_model
        own = dataclasses.replace(
            settings, embedded_model=entry.name, weights_path=settings.weights_path if is_chosen else None
        )
        path = find_weights(own)
        found.append(
            {
                "name": entry.name,
                "title": entry.title,
                "sizeBytes": entry.size_bytes,
                "licence": entry.licence,
                "isChosen": is_chosen,
                "path": None if path is None else str(path),
            }
        )
    if output.is_json:
        output.json({"models": found})
        return
    rows = [
        (
            model["name"] + (" (in use)" if model["isChosen"] else ""),
            f"{model['sizeBytes'] / 1e6:.0f} MB",
            model["licence"],
            model["path"] or "not fetched",
        )
        for model in found
    ]
    output.table(("Model", "Size", "Licence", "Weights"), rows, empty="no models")


def _load(config: Path | None) -> ModelsSettings:
    from headwater import settings

    return settings.load(config=config).models


@contextmanager
def _progress(output: Output, name: str) -> Iterator[Callable[[PullProgress], None]]:
    """A moving bar on a terminal; elsewhere a line for each tenth."""
    if output.is_error_terminal and not output.is_json:
        from rich.console import Console
        from rich.progress import Progress

        with Progress(console=Console(stderr=True)) as bar:
            task = bar.add_task(name, total=None)
            yield lambda step: bar.update(task, total=step.total_bytes, completed=step.done_bytes)
        return
    shown: set[tuple[str, int]] = set()

    def show(step: PullProgress) -> None:
        tenth = step.done_bytes * 10 // max(1, step.total_bytes)
        if (step.source, tenth) not in shown:
            shown.add((step.source, tenth))
            output.note(f"{name}: {tenth * 10} % from {step.source}")

    yield show
