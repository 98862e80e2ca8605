"""`headwater models`: the embedded models' weights."""

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
    from headwater.models.fetching import PullProgress
    from headwater.models.settings import ModelsSettings

_CONFIG = click.option(
    "--config", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Settings, a TOML file."
)


@click.group("models")
def models_command() -> None:
    """Fetch and list the weights of the embedded models."""


@models_command.command("pull", epilog=EPILOG)
@click.option(
    "--model", "name", metavar="NAME", help="Only this one. [default: those that the settings name]"
)
@_CONFIG
@json_option
def pull_command(output: Output, name: str | None, config: Path | None) -> None:
    """Fetch the models' weights into the cache, verified: one that writes, and one for memories' vectors.

    Does nothing for those that are there.
    """
    from headwater.models.catalog import CATALOG, MINILM_L6
    from headwater.models.fetching import WeightsError

    known = (*CATALOG, MINILM_L6.name)
    if name is not None and name not in known:
        raise click.BadParameter(f"{name!r} is not one of {', '.join(known)}", param_hint="--model")
    settings = _load(config)
    pulled: list[dict[str, Any]] = []  # Any: JSON
    failures: list[WeightsError] = []
    for wanted in _wanted(settings) if name is None else (name,):
        try:
            with _progress(output, wanted) as show:
                path = _pull(settings, wanted, is_chosen=name is None, show=show)
        except WeightsError as exc:  # the other one may be had
            failures.append(exc)
            continue
        pulled.append({"model": wanted, "path": str(path), "sizeBytes": path.stat().st_size})
        if not output.is_json:
            output.text(str(path))
    if failures:
        raise WeightsError(" ".join(failure.message for failure in failures))
    if output.is_json:
        output.json({"models": pulled})


def _wanted(settings: ModelsSettings) -> tuple[str, ...]:
    """The names of the models that the settings use."""
    from headwater.models.catalog import MINILM_L6
    from headwater.models.settings import embeddings_of

    has_embeddings = embeddings_of(settings)[0] == "embedded"
    return (settings.embedded_model, *((MINILM_L6.name,) if has_embeddings else ()))


def _pull(
    settings: ModelsSettings, name: str, *, is_chosen: bool, show: Callable[[PullProgress], None]
) -> Path:
    from headwater.models.catalog import MINILM_L6
    from headwater.models.embedding_weights import pull_embedding
    from headwater.models.weights import pull

    if name == MINILM_L6.name:
        return pull_embedding(settings, show)
    if is_chosen:
        return pull(settings, show)
    # A path in the settings would stand in for whichever model is asked for.
    chosen = dataclasses.replace(settings, embedded_model=name, weights_path=None)  # type: ignore[arg-type]  # click's choice
    return pull(chosen, show)


@models_command.command("list", epilog=EPILOG)
@_CONFIG
@json_option
def list_command(output: Output, config: Path | None) -> None:
    """List the models that can run here, and which of them are here."""
    from headwater.models.embedding_weights import describe_embedding_weights
    from headwater.models.weights import list_weights

    settings = _load(config)
    found: list[dict[str, Any]] = [  # Any: JSON
        {
            "name": entry.name,
            "title": entry.title,
            "use": use,
            "sizeBytes": entry.size_bytes,
            "licence": entry.licence,
            "isChosen": entry.is_selected,
            "path": None if entry.path is None else str(entry.path),
        }
        for use, entries in (
            ("text", list_weights(settings)),
            ("embeddings", [describe_embedding_weights(settings)]),
        )
        for entry in entries
    ]
    if output.is_json:
        output.json({"models": found})
        return
    rows = [
        (
            f"{model['name']}{' (in use)' if model['isChosen'] else ''}",
            model["use"],
            f"{model['sizeBytes'] / 1e6:.0f} MB",
            model["licence"],
            model["path"] or "not fetched",
        )
        for model in found
    ]
    output.table(("Model", "For", "Size", "Licence", "Weights"), rows, empty="no models")


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
