"""A server for buckets, and workspaces with something to publish."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.build.workspace import Workspace
from tests.publish.bucket import Bucket, s3_server
from tests.workspaces import PLAIN_THEME, SITE, build_all, write_workspace

TARGETS = """
publish:
  live: {to: s3, bucket: BUCKET}
  deep: {to: s3, bucket: BUCKET, prefix: sites/shop, keep_hours: 0}
  www: {to: folder, path: www}
  now: {to: folder, path: www, keep_hours: 0}
"""
_numbers = itertools.count()


@pytest.fixture(scope="session")
def s3_port() -> Iterator[int]:
    with s3_server() as port:
        yield port


@pytest.fixture
def bucket(s3_port: int, monkeypatch: pytest.MonkeyPatch) -> Bucket:
    """A new bucket that the environment's credentials may use."""
    made = Bucket(s3_port, f"bucket-{next(_numbers)}")
    made.client.create_bucket(Bucket=made.name)
    for name, value in made.environment.items():
        monkeypatch.setenv(name, value)
    return made


@pytest.fixture
def shop(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> Workspace:
    """A built site with targets, in the current folder."""
    name = request.getfixturevalue("bucket").name if "bucket" in request.fixturenames else "none"
    text = SITE.replace("theme: plain\n", "theme: plain\nhost: netlify\n" + TARGETS)
    text = text.replace("BUCKET", name)
    workspace = write_workspace(tmp_path / "workspace", PLAIN_THEME, text)
    build_all(workspace)
    monkeypatch.chdir(workspace.root)
    return workspace
