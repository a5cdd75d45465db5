"""A bucket as a target, through boto3, which `pip install landfast[s3]` brings along.

Credentials are boto3's own business: the environment, ~/.aws, a role of the machine.
"""

import base64
import json
from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any, TypeVar

from generator.errors import SiteError, UsageError
from generator.hosts import CONTROL_FILES
from generator.hosts.content_types import content_type
from generator.hosts.headers import cache_control
from generator.publish.built import BuiltFile
from generator.publish.record import PREFIX
from generator.publish.s3_errors import ATTEMPTS, told_by
from generator.publish.target import Found, changed_meanwhile, read_built_file
from generator.site.hosting import S3Target as Settings

_NOT_HERE = CONTROL_FILES | {".nojekyll", "CNAME"}
T = TypeVar("T")


class S3Target:
    """A bucket, or a folder in one.

    Args:
        settings: What site.yaml says.
        jobs: How many requests are on their way at once.

    Raises:
        UsageError: boto3 is not installed.
        SiteError: the profile or region is not known.
    """

    def __init__(self, settings: Settings, *, jobs: int) -> None:
        self.bucket = settings.bucket
        self.prefix = f"{settings.prefix.strip('/')}/" if settings.prefix else ""
        self.title = f"s3://{self.bucket}/{self.prefix}"
        self._client = self._guarded(lambda: _client(settings, jobs))

    def takes(self, name: str) -> bool:
        """Whether a file belongs there: what other hosts read would only be shown to visitors."""
        return name not in _NOT_HERE

    def stamp(self, file: BuiltFile) -> str:
        """Content and headers: a bucket keeps both."""
        told = json.dumps([file.sha256, sorted(_headers(file.name).items())])
        return sha256(told.encode()).hexdigest()[:32]

    def read(self, name: str) -> str | None:
        """The text of a small object, or None."""

        def get() -> str | None:
            from botocore.exceptions import ClientError

            try:
                answer = self._client.get_object(Bucket=self.bucket, Key=self.prefix + name)
            except ClientError as error:
                if error.response.get("Error", {}).get("Code") in ("NoSuchKey", "404"):
                    return None
                raise
            return str(answer["Body"].read().decode("utf-8"))

        return self._guarded(get)

    def listing(self) -> Mapping[str, Found]:
        """Every object below the prefix, in one pass."""

        def listed() -> dict[str, Found]:
            found: dict[str, Found] = {}
            pages = self._client.get_paginator("list_objects_v2")
            for page in pages.paginate(Bucket=self.bucket, Prefix=self.prefix):
                for item in page.get("Contents", ()):
                    name = item["Key"].removeprefix(self.prefix)
                    if not name.startswith(PREFIX) and not name.endswith("/") and name:
                        found[name] = Found(item["ETag"].strip('"'), item["Size"])
            return found

        return self._guarded(listed)

    def holds(self, file: BuiltFile, found: Found) -> bool:
        """Whether the content is the same: an ETag is the MD5 of what was sent in one piece."""
        return found.size == file.size and found.tag == read_built_file(file)[0].hex()

    def put(self, file: BuiltFile) -> str:
        """Send a file in one piece; the bucket itself refuses it where a byte differs."""
        md5, _ = read_built_file(file)

        def send() -> str:
            with file.path.open("rb") as stream:
                answer = self._client.put_object(
                    Bucket=self.bucket,
                    Key=self.prefix + file.name,
                    Body=stream,
                    ContentMD5=base64.b64encode(md5).decode(),
                    **_headers(file.name),
                )
            return str(answer["ETag"]).strip('"')

        tag = self._guarded(send, file)
        # Where keys of the bucket's own encrypt it, an ETag says nothing of the content.
        if len(tag) == 32 and tag != md5.hex() and read_built_file(file)[0] != md5:
            raise changed_meanwhile(file)
        return tag

    def write(self, name: str, text: str) -> None:
        """Write a small object that is none of the site's."""
        self._guarded(
            lambda: self._client.put_object(
                Bucket=self.bucket,
                Key=self.prefix + name,
                Body=text.encode(),
                ContentType="application/json",
                CacheControl="no-store",
            )
        )

    def delete(self, name: str) -> None:
        """Remove an object."""
        self._guarded(
            lambda: self._client.delete_object(Bucket=self.bucket, Key=self.prefix + name)
        )

    def _guarded(self, ask: Callable[[], T], file: BuiltFile | None = None) -> T:
        """The answer, or what went wrong in the author's words."""
        try:
            return ask()
        except (SiteError, UsageError):
            raise
        except Exception as error:
            told = told_by(error, self.title, self.bucket, file)
            if told is None:
                raise
            raise told from None


def _headers(name: str) -> dict[str, str]:
    return {"ContentType": content_type(name), "CacheControl": cache_control(name)}


def _client(settings: Settings, jobs: int) -> Any:
    try:
        import boto3
        from botocore.config import Config
    except ImportError:
        raise UsageError(
            "Publishing to a bucket needs boto3, which is not installed.",
            "Install it: python -m pip install 'landfast[s3]'",
        ) from None
    session = boto3.Session(profile_name=settings.profile, region_name=settings.region)
    config = Config(
        retries={"mode": "standard", "max_attempts": ATTEMPTS},
        max_pool_connections=jobs,
        connect_timeout=10,
        # What speaks S3's language often knows MD5 alone.
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
        s3={"addressing_style": "path"} if settings.endpoint else None,
    )
    return session.client("s3", endpoint_url=settings.endpoint, config=config)
