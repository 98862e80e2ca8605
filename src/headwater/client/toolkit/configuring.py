"""`configure`: write down what an agent is made of, and the files an image of it needs."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from headwater.client.entrypoint import find_entrypoint
from headwater.client.errors import BundleError, ProjectError
from headwater.client.toolkit.dockerfile import (
    ImageSpec,
    WrittenFile,
    build_dockerfile,
    detect_python,
    find_requirements,
    require_inside,
    wants_otel,
    write_dockerfile,
    write_dockerignore,
)
from headwater.client.toolkit.entry import complete
from headwater.client.toolkit.options import Options, build_members, check_options, creates_ecr, explain
from headwater.client.toolkit.project import Project
from headwater.client.toolkit.results import ConfigureResult
from headwater.core.identifiers import LOCAL_ACCOUNT_ID, LOCAL_REGION


def configure_agent(
    project: Project,
    file: Path,
    options: Options,
    *,
    requirements_file: Path | None,
    requirements: Iterable[str] | None,
    otel: bool | None,
) -> ConfigureResult:
    """Check everything, then write the project file, and for containers `Dockerfile` and `.dockerignore`.

    Raises:
        ProjectError: an argument asks for what cannot be.
        BundleError: there is no such file.
    """
    check_options(options)
    root = project.path.parent.resolve()
    find_entrypoint(file, None)
    file = file.resolve()
    folder = root if file.is_relative_to(root) else file.parent
    requirements_file = _choose_requirements(folder, requirements_file, requirements)
    region, account = options.region or _environment_region() or LOCAL_REGION, LOCAL_ACCOUNT_ID
    existing = project.find(options.agent_name) if options.agent_name in project.names else None
    if existing is not None:
        account = existing.text("aws", "account") or account

    members = build_members(
        options,
        # At the top a name alone does, and goes along when the folder is moved; below it, the official
        # toolkit needs the whole path.
        entrypoint=file.name if file.parent == root else file.as_posix(),
        source_path=None if folder == root else str(folder),
        account=account,
        region=region,
    )
    own = _build_own(root, folder, requirements_file, options)
    if existing is not None and (elsewhere := existing.table("headwater", "elsewhere")) is not None:
        own["elsewhere"] = elsewhere
    kept = {} if existing is None else dict(existing.data)
    # Replaced rather than merged with what was there: each is one thing.
    for name in ("authorizer_configuration", "request_header_configuration", "headwater"):
        kept.pop(name, None)
    entry = complete(kept, {**members, **({"headwater": own} if own else {})})
    notes = list(explain(options))
    dockerfile = dockerignore = None
    if options.deployment_type == "container":
        spec = _plan_image(root, folder, file, options, requirements_file, region, otel)
        if isinstance(spec, str):
            notes.append(spec)
        else:
            dockerfile, dockerignore = (
                write_dockerfile(folder, build_dockerfile(spec)),
                write_dockerignore(folder),
            )
            if dockerfile.is_kept:
                notes.append(f"{dockerfile.path} is not as Headwater made it, so it stays as it is.")
    project.put(options.agent_name, entry)
    project.save()
    return _build_result(project, options, entry["aws"], dockerfile, dockerignore, tuple(notes))


def read_entrypoint(entrypoint: str | Path) -> Path:
    """The file that is meant: `agent.py:app`, which also names the app in it, is `agent.py`."""
    stem, colon, _ = str(entrypoint).partition(".py:")
    return Path(f"{stem}.py" if colon else stem).absolute()


def _choose_requirements(
    folder: Path, requirements_file: Path | None, requirements: Iterable[str] | None
) -> Path | None:
    """The file that lists the packages; written first if they are given as a list."""
    if requirements_file is not None:
        if not requirements_file.is_file():
            raise ProjectError(
                f"requirements_file {requirements_file} is not there; give its place, or leave it out"
            )
        return requirements_file.resolve()
    if requirements is None:
        return find_requirements(folder)
    wanted = "\n".join(requirements) + "\n"
    path = folder / "requirements.txt"
    if path.is_file() and path.read_text("utf-8", "replace") != wanted:
        raise ProjectError(
            f"requirements would replace what {path} lists; add them there and leave `requirements` out"
        )
    path.write_text(wanted, "utf-8")
    return path


def _build_own(
    root: Path, folder: Path, requirements_file: Path | None, options: Options
) -> dict[str, object]:
    """What the official format has no place for."""
    own: dict[str, object] = {}
    found = find_requirements(folder)
    if requirements_file is not None and (found is None or requirements_file.resolve() != found.resolve()):
        own["requirements_file"] = _shorten(root, requirements_file)
    if options.environment_variables:
        own["environment_variables"] = dict(options.environment_variables)
    if options.storage:
        own["storage"] = list(options.storage)
    return own


def _plan_image(
    root: Path,
    folder: Path,
    file: Path,
    options: Options,
    requirements_file: Path | None,
    region: str,
    otel: bool | None,
) -> ImageSpec | str:
    """What the image is made of, or why none can be."""
    try:
        packages = None if requirements_file is None else require_inside(folder, requirements_file)
    except BundleError as exc:
        return f"No Dockerfile is made: {exc.message}."
    return ImageSpec(
        folder=folder,
        entrypoint=file.relative_to(folder.resolve()).as_posix(),
        requirements=packages,
        python_version=detect_python(folder, options.runtime_type),
        protocol=(options.protocol or "HTTP").upper(),
        region=region,
        has_otel=not options.disable_otel and (wants_otel(requirements_file) if otel is None else otel),
    )


def _build_result(
    project: Project,
    options: Options,
    aws: dict[str, str],
    dockerfile: WrittenFile | None,
    dockerignore: WrittenFile | None,
    notes: tuple[str, ...],
) -> ConfigureResult:
    is_container = options.deployment_type == "container"
    return ConfigureResult(
        config_path=project.path,
        agent_name=options.agent_name,
        dockerfile_path=None if dockerfile is None else dockerfile.path,
        dockerignore_path=None if dockerignore is None else dockerignore.path,
        runtime=(options.container_runtime or "Docker").capitalize() if is_container else None,
        runtime_type=options.runtime_type,
        region=aws["region"],
        account_id=aws["account"],
        execution_role=aws["execution_role"],
        ecr_repository=options.ecr_repository,
        auto_create_ecr=creates_ecr(options),
        s3_path=options.s3_path,
        auto_create_s3=bool(options.auto_create_s3),
        network_mode="VPC" if options.vpc_enabled else "PUBLIC",
        network_subnets=options.vpc_subnets,
        network_security_groups=options.vpc_security_groups,
        notes=notes,
    )


def _shorten(root: Path, file: Path) -> str:
    return file.relative_to(root).as_posix() if file.is_relative_to(root) else file.as_posix()


def _environment_region() -> str | None:
    # What the AWS libraries and the official toolkit go by, where no region is given.
    return os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION") or None
