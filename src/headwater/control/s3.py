"""Code artifacts in S3: any server that boto3 can be pointed at, with the server's own credentials.

Rule 1: what was looked at is what is fetched: a version id, else an ETag, pins the object.
Rule 2: nothing here runs in the event loop, and no thread of ours keeps the server from ending.

The only file that imports boto3 for S3. Its own settings hold: `AWS_ENDPOINT_URL_S3`, profiles, roles.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import json
import os
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any, TypeVar

from headwater.core.errors import FieldProblem, InvalidRequest

T = TypeVar("T")

CONNECT_TIMEOUT_S = 5
#: Between two pieces of an answer.
READ_TIMEOUT_S = 20
#: All of a look at an object, credentials included; boto3's callers wait for it.
LOOK_TIMEOUT_S = 45.0
ATTEMPT_MAX_COUNT = 3

_MEMBER = "agentRuntimeArtifact.codeConfiguration.code.s3"
_PART_BYTES = 1024 * 1024
_THREAD_MAX_COUNT = 8
#: The version id of objects from before a bucket kept versions; others may take its place.
_UNVERSIONED = "null"


@dataclass(frozen=True, slots=True, kw_only=True)
class S3Object:
    """One object as it was when it was looked at; the same object again is equal."""

    endpoint: str
    bucket: str
    key: str
    version_id: str | None
    etag: str
    size_bytes: int

    @property
    def artifact_id(self) -> str:
        """What its bundle is called. Not the digest of its bytes, which nobody has yet."""
        text = json.dumps(asdict(self), sort_keys=True)
        return f"s3-{hashlib.sha256(text.encode()).hexdigest()}"

    def encode(self) -> dict[str, Any]:  # Any: JSON
        return asdict(self)

    def __str__(self) -> str:
        version = f", version {self.version_id}" if self.version_id else ""
        return f"s3://{self.bucket}/{self.key}{version} at {self.endpoint}"


class _Stopped(Exception):
    """Nobody waits for this download any more."""


class S3Objects:
    """Looks at objects and fetches them. Threads are bounded and die with the process."""

    def __init__(self) -> None:
        self._client: Any = None  # Any: boto3's clients have no types
        self._lock = threading.Lock()
        self._threads = asyncio.Semaphore(_THREAD_MAX_COUNT)

    async def look(self, bucket: str, key: str, version_id: str | None) -> S3Object:
        """What is at a location now.

        Raises:
            InvalidRequest: nothing, or it cannot be reached or read; says why and what to do.
        """
        where = f"s3://{bucket}/{key}" + (f", version {version_id}" if version_id else "")
        try:
            async with asyncio.timeout(LOOK_TIMEOUT_S):
                return await self._in_thread(lambda: self._look(bucket, key, version_id))
        except TimeoutError:
            text = (
                f"{where} could not be looked at: no answer within {LOOK_TIMEOUT_S:g} s; check that the S3 "
                "endpoint is reachable from the server (AWS_ENDPOINT_URL_S3 in its environment)"
            )
            raise InvalidRequest(text, fields=(FieldProblem(_MEMBER, text),)) from None

    async def fetch(self, found: S3Object, path: Path, limit_bytes: int) -> None:
        """Write the very object that was looked at to the file `path`. Cancelling stops it within a part.

        Raises:
            InvalidRequest: it changed or went meanwhile, is larger than `limit_bytes`, or cannot be read.
            OSError: the file could not be written.
        """
        stopped = threading.Event()
        try:
            await self._in_thread(lambda: self._fetch(found, path, limit_bytes, stopped))
        finally:
            stopped.set()

    def _look(self, bucket: str, key: str, version_id: str | None) -> S3Object:
        asked = {"Bucket": bucket, "Key": key, **({"VersionId": version_id} if version_id else {})}
        client = None
        try:
            client = self._get_client()
            answer = client.head_object(**asked)
        except Exception as exc:
            raise self._explain(exc, client, bucket, key, version_id) from exc
        given = answer.get("VersionId")
        return S3Object(
            endpoint=client.meta.endpoint_url,
            bucket=bucket,
            key=key,
            version_id=version_id or (given if given != _UNVERSIONED else None),
            etag=answer["ETag"],
            size_bytes=int(answer["ContentLength"]),
        )

    def _fetch(self, found: S3Object, path: Path, limit_bytes: int, stopped: threading.Event) -> None:
        # The thread's own file: it may write on for a moment when nobody waits for it any more.
        with path.open("r+b", buffering=0) as file:
            for attempt in range(1, ATTEMPT_MAX_COUNT + 1):
                if self._try_fetch(found, file, limit_bytes, stopped, is_last=attempt == ATTEMPT_MAX_COUNT):
                    break
            os.fsync(file.fileno())

    def _try_fetch(
        self, found: S3Object, file: IO[bytes], limit_bytes: int, stopped: threading.Event, *, is_last: bool
    ) -> bool:
        """False if the answer broke off and it is worth another try."""
        from botocore import exceptions as e

        asked = {"Bucket": found.bucket, "Key": found.key, "IfMatch": found.etag}
        if found.version_id is not None:
            asked["VersionId"] = found.version_id
        client = None
        try:
            client = self._get_client()
            file.seek(0)
            file.truncate()
            answer = client.get_object(**asked)
            with contextlib.closing(answer["Body"]) as body:
                size_bytes = _copy(body, file, limit_bytes, stopped, str(found))
            if size_bytes != found.size_bytes:
                raise e.IncompleteReadError(actual_bytes=size_bytes, expected_bytes=found.size_bytes)
        except (e.IncompleteReadError, e.ReadTimeoutError, e.ResponseStreamingError) as exc:
            if is_last:
                raise self._explain(exc, client, found.bucket, found.key, found.version_id) from exc
            return False
        except (e.BotoCoreError, e.ClientError) as exc:
            raise self._explain(exc, client, found.bucket, found.key, found.version_id) from exc
        return True

    def _get_client(self) -> Any:  # Any: boto3's clients have no types
        with self._lock:
            if self._client is None:
                self._client = _make_client()
            return self._client

    def _explain(
        self, exc: Exception, client: Any, bucket: str, key: str, version_id: str | None
    ) -> InvalidRequest:  # Any: boto3's clients have no types
        where = f"s3://{bucket}/{key}" + (f", version {version_id}" if version_id else "")
        endpoint = client.meta.endpoint_url if client is not None else "S3"
        with self._lock:
            self._client = None  # credentials or endpoints that are mended are found by a new one
        member, reason = _find_reason(exc, client, bucket, version_id)
        text = f"{where} could not be read at {endpoint}: {reason}"
        return InvalidRequest(text, fields=(FieldProblem(_MEMBER + member, text),))

    async def _in_thread(self, work: Callable[[], T]) -> T:
        async with self._threads:
            loop = asyncio.get_running_loop()
            future: asyncio.Future[T] = loop.create_future()

            def settle(result: T | None, error: BaseException | None) -> None:
                if future.done():
                    return
                if error is not None:
                    future.set_exception(error)
                else:
                    future.set_result(result)  # type: ignore[arg-type]  # None only where T is

            def run() -> None:
                result, error = None, None
                try:
                    result = work()
                except BaseException as exc:
                    error = exc
                with contextlib.suppress(RuntimeError):  # the loop has ended
                    loop.call_soon_threadsafe(settle, result, error)

            # A daemon: a server that ends must not wait for a slow S3.
            threading.Thread(target=run, name="headwater-s3", daemon=True).start()
            return await future


def _make_client() -> Any:  # Any: boto3's clients have no types
    import boto3
    from botocore.config import Config

    options: dict[str, Any] = {
        "connect_timeout": CONNECT_TIMEOUT_S,
        "read_timeout": READ_TIMEOUT_S,
        "retries": {"total_max_attempts": 2, "mode": "standard"},
        "max_pool_connections": _THREAD_MAX_COUNT,
    }
    session = boto3.Session()
    client = session.client("s3", config=Config(**options))
    if not client.meta.endpoint_url.removesuffix("/").endswith((".amazonaws.com", ".amazonaws.com.cn")):
        # Others than Amazon seldom have a host name for every bucket.
        options["s3"] = {"addressing_style": "path"}
        client = session.client("s3", config=Config(**options))
    return client


def _copy(body: Any, file: IO[bytes], limit_bytes: int, stopped: threading.Event, what: str) -> int:
    """Write an answer's body to `file`; gives its size. Any: botocore's StreamingBody."""
    size_bytes = 0
    for part in body.iter_chunks(_PART_BYTES):
        if stopped.is_set():
            raise _Stopped
        size_bytes += len(part)
        if size_bytes > limit_bytes:
            raise InvalidRequest(f"{what} is larger than {limit_bytes} bytes")
        view = memoryview(part)
        while view:
            view = view[file.write(view) :]
    return size_bytes


def _find_reason(exc: Exception, client: Any, bucket: str, version_id: str | None) -> tuple[str, str]:
    """(which member is to blame, why and what to do). Any: boto3's clients have no types."""
    from botocore import exceptions as e

    if isinstance(exc, e.ClientError):
        return _find_answer_reason(exc, client, bucket, version_id)
    if isinstance(exc, e.NoCredentialsError | e.PartialCredentialsError | e.CredentialRetrievalError):
        return "", (
            "the server has no usable AWS credentials; start it with AWS_ACCESS_KEY_ID and "
            "AWS_SECRET_ACCESS_KEY, AWS_PROFILE or a role in its environment"
        )
    if isinstance(exc, e.ConnectTimeoutError | e.ReadTimeoutError | e.HTTPClientError | e.ConnectionError):
        return "", (
            f"it does not answer ({type(exc).__name__}); check that it runs and can be reached from the "
            "server, and AWS_ENDPOINT_URL_S3 in the server's environment"
        )
    if isinstance(exc, e.ParamValidationError):
        return ".bucket", f"{bucket!r} is no bucket's name or the key is not valid; correct it"
    text = " ".join(str(exc).split())
    return "", f"{type(exc).__name__}: {text}; check the AWS settings of the server's environment"


def _find_answer_reason(exc: Any, client: Any, bucket: str, version_id: str | None) -> tuple[str, str]:
    """As `_find_reason`, of an answer that is an error. HEAD has no body: often there is but a status."""
    status = exc.response.get("ResponseMetadata", {}).get("HTTPStatusCode")
    code = str(exc.response.get("Error", {}).get("Code", status))
    member = ".versionId" if version_id else ".prefix"
    if code == "NoSuchBucket" or (status == 404 and not _has_bucket(client, bucket)):
        return ".bucket", f"there is no bucket {bucket!r}; create it or correct the name"
    if status == 404:
        return member, "there is no such object; upload it or correct prefix and versionId"
    if status == 405:
        return member, "this version is a delete marker; name a version that holds the zip file"
    if status == 412:
        return member, (
            "the object was changed since the request named it; create or update again to take the new "
            "one, or name a versionId in a bucket that keeps versions"
        )
    if status in (401, 403):
        return "", (
            f"access denied ({code}); give the server's credentials s3:GetObject (with versions "
            "s3:GetObjectVersion, and s3:ListBucket to tell a missing object from a forbidden one)"
        )
    if status == 400 and version_id:
        return member, f"versionId {version_id!r} is not valid ({code}); correct it"
    return (
        "",
        f"it answered {status} ({code}); check bucket, prefix and the region in the server's environment",
    )


def _has_bucket(client: Any, bucket: str) -> bool:  # Any: boto3's clients have no types
    """False only if the server says so."""
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        client.head_bucket(Bucket=bucket)
    except ClientError as exc:
        return bool(exc.response.get("ResponseMetadata", {}).get("HTTPStatusCode") != 404)
    except BotoCoreError:
        return True
    return True
