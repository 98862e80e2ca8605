"""What versions are made of, joined: where agents' code and packages are kept, and who installs them."""

from __future__ import annotations

from pathlib import Path

from headwater.control.artifacts import ArtifactStore
from headwater.control.base import ArtifactSettings
from headwater.control.furnishing import Furnisher
from headwater.environments.buildlog import BuildLogs
from headwater.environments.pythons import OWN_RUNTIME, Pythons
from headwater.environments.store import EnvironmentStore, read_registry_environment
from headwater.sandbox.commands import ConfinedCommands
from headwater.sandbox.doctor import Capability
from headwater.sandbox.process import OWN_PACKAGE_DIR
from headwater.settings import Settings


def build_furnishing(
    settings: Settings, data_dir: Path, isolation: Capability, closed_port: int
) -> tuple[ArtifactStore, Furnisher]:
    """Both belong to whom sessions run as, where that is somebody else than the server.

    Args:
        closed_port: what installing packages may not connect to; 0: nothing.
    """
    is_other = isolation.is_root and isolation.has_namespaces
    owner = (settings.sandbox.uid, settings.sandbox.uid) if is_other else None
    runner = ConfinedCommands(
        settings.sandbox,
        isolation=isolation,
        run_dir=data_dir / "run",
        hidden=(data_dir,),
        closed_port=closed_port,
    )
    environments = EnvironmentStore(
        settings.environments,
        data_dir=data_dir,
        owner=owner,
        runner=runner,
        own_package=Path(OWN_PACKAGE_DIR),
        server_environment=read_registry_environment(),
    )
    furnisher = Furnisher(
        environments=environments,
        pythons=Pythons(settings.environments.pythons),
        logs=BuildLogs(data_dir / "builds"),
        own_runtime=OWN_RUNTIME,
    )
    return ArtifactStore(ArtifactSettings(data_dir=data_dir, owner=owner)), furnisher
