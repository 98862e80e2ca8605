"""Keys for `sealing.py`: from the settings, or made at the first start and kept in the data folder."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path

from cryptography.fernet import Fernet

from headwater.control.base import EncryptionSettings
from headwater.control.sealing import Sealer, SealingError
from headwater.folders import sync_folder

KEY_FILE = "encryption.key"
_MAKE_ONE = (
    'make one with: python -c "from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())"'
)


def load_sealer(settings: EncryptionSettings, data_dir: Path, *, may_create: bool) -> Sealer:
    """The sealer that the settings ask for.

    Args:
        may_create: whether a key may be made; not where something is sealed with one that is missing.
    Raises:
        SealingError: there is no usable key; says where it was looked for and what to do.
    """
    if settings.encryption_key is not None and settings.encryption_key_file is not None:
        raise SealingError("control.encryption_key and control.encryption_key_file are both set; set but one")
    if settings.encryption_key is not None:
        return _build(settings.encryption_key.split(","), "the setting control.encryption_key")
    path = settings.encryption_key_file or data_dir / KEY_FILE
    if settings.encryption_key_file is None and not path.exists():
        if not may_create:
            raise SealingError(
                f"the store holds encrypted environment variables, and their key is missing: put back {path} "
                "or set control.encryption_key to the key"
            )
        _create(path)
    return _build(_read(path).splitlines(), f"the file {path}")


def _build(texts: list[str], origin: str) -> Sealer:
    keys = [text.strip() for text in texts if text.strip() and not text.strip().startswith("#")]
    if not keys:
        raise SealingError(f"{origin} holds no key; {_MAKE_ONE}")
    try:
        return Sealer(keys, origin)
    except ValueError:
        # The library's own text is not shown: it could come to quote the key.
        raise SealingError(
            f"{origin} holds something that is no Fernet key (32 bytes in URL-safe base 64); {_MAKE_ONE}"
        ) from None


def _read(path: Path) -> str:
    try:
        handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        with os.fdopen(handle, encoding="ascii") as file:
            found = os.fstat(handle)
            if stat.S_IMODE(found.st_mode) & 0o077:
                raise SealingError(
                    f"the key file {path} may be read or changed by others (mode "
                    f"{stat.S_IMODE(found.st_mode):03o}); close it with: chmod 600 {path}"
                )
            if found.st_uid not in (0, os.geteuid()):
                raise SealingError(
                    f"the key file {path} belongs to another user (uid {found.st_uid}); change its owner"
                )
            return file.read()
    except OSError as exc:
        raise SealingError(
            f"the key file {path} cannot be read: {exc.strerror}; correct the path or its rights"
        ) from exc
    except UnicodeDecodeError:
        raise SealingError(f"the key file {path} holds no key; {_MAKE_ONE}") from None


def _create(path: Path) -> None:
    """Make a key that only this user can read. The file has its name only when it is whole and on disk."""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)  # mode 600
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(Fernet.generate_key() + b"\n")
                file.flush()
                os.fsync(handle)
            Path(name).replace(path)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise
        sync_folder(path.parent)
    except OSError as exc:
        raise SealingError(
            f"the key file {path} cannot be written: {exc.strerror}; see to the folder's rights"
        ) from exc
