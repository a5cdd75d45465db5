"""What can go wrong while publishing, and how it is told."""

import socket

import pytest

from generator.build.lock import Lock
from generator.build.workspace import Workspace
from generator.cli import run
from generator.publish.built import BuiltFile
from generator.publish.target import read_built_file
from tests.publish.bucket import Bucket
from tests.publish.calls import (
    done,
    refusal,
)
from tests.publish.failing_server import FailingServer


class TestMistakes:
    def test_no_such_target(self, shop: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["publish", "liv"]) == 2
        assert "Did you mean live?" in capsys.readouterr().err
        assert run(["publish", "live", "nope"]) == 2

    def test_not_built(self, shop: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
        assert refusal(capsys, "www", "--output", "elsewhere") == "publish-not-built"

    def test_a_build_that_was_killed(
        self, shop: Workspace, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (shop.output / ".landfast/commit.json").write_text("{}")
        assert refusal(capsys, "www") == "publish-build-unfinished"

    def test_a_build_at_the_same_time(
        self, shop: Workspace, capsys: pytest.CaptureFixture[str]
    ) -> None:
        lock = Lock(shop.output / ".landfast" / "lock")
        assert lock.acquire()
        try:
            assert refusal(capsys, "www") == "output-busy"
        finally:
            lock.release()

    def test_a_file_that_was_changed_after_the_build(
        self, shop: Workspace, bucket: Bucket, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (shop.output / "shop/balm/index.html").write_text("changed")
        for target in ("www", "live"):
            assert refusal(capsys, target) == "publish-file-changed"
        assert "balm/index.html" not in bucket.objects()
        (shop.output / "shop/balm/index.html").unlink()
        assert refusal(capsys, "live") == "publish-file-changed"

    def test_a_file_that_changes_while_it_is_sent(
        self,
        shop: Workspace,
        bucket: Bucket,
        capsys: pytest.CaptureFixture[str],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        page = shop.output / "shop/balm/index.html"

        def read(file: BuiltFile) -> tuple[bytes, str]:
            hashes = read_built_file(file)
            if file.path == page:
                page.write_text("changed between reading and sending")
            return hashes

        monkeypatch.setattr("generator.publish.s3.read_built_file", read)
        assert refusal(capsys, "live") == "publish-file-changed"

    def test_no_such_bucket(
        self, shop: Workspace, bucket: Bucket, capsys: pytest.CaptureFixture[str]
    ) -> None:
        bucket.client.delete_bucket(Bucket=bucket.name)
        assert refusal(capsys, "live") == "publish-bucket"

    def test_no_credentials(
        self,
        shop: Workspace,
        bucket: Bucket,
        capsys: pytest.CaptureFixture[str],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.delenv("AWS_ACCESS_KEY_ID")
        monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
        assert refusal(capsys, "live") == "publish-credentials"
        monkeypatch.setenv("AWS_PROFILE", "nobody")
        assert refusal(capsys, "live") == "publish-credentials"

    def test_nobody_answers(
        self,
        shop: Workspace,
        bucket: Bucket,
        capsys: pytest.CaptureFixture[str],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        with socket.socket() as closed:
            closed.bind(("127.0.0.1", 0))
            port = closed.getsockname()[1]
        monkeypatch.setenv("AWS_ENDPOINT_URL_S3", f"http://127.0.0.1:{port}")
        monkeypatch.setattr(
            "botocore.retries.standard.time.sleep", lambda seconds: None, raising=False
        )
        monkeypatch.setattr("botocore.endpoint.time.sleep", lambda seconds: None)
        assert refusal(capsys, "live") == "publish-network"

    @pytest.mark.parametrize(
        ("status", "code", "expected"),
        [
            (403, "AccessDenied", "publish-denied"),
            (400, "ExpiredToken", "publish-credentials-expired"),
            (403, "SignatureDoesNotMatch", "publish-credentials"),
            (400, "IllegalLocationConstraintException", "publish-region"),
            (400, "EntityTooLarge", "publish-refused"),
        ],
    )
    def test_what_the_provider_answers(
        self,
        shop: Workspace,
        bucket: Bucket,
        capsys: pytest.CaptureFixture[str],
        monkeypatch: pytest.MonkeyPatch,
        status: int,
        code: str,
        expected: str,
    ) -> None:
        answers = FailingServer(bucket.port, status, code)
        with answers:
            monkeypatch.setenv("AWS_ENDPOINT_URL_S3", f"http://127.0.0.1:{answers.port}")
            assert refusal(capsys, "live") == expected

    def test_the_network_goes_midway_and_comes_back(
        self,
        shop: Workspace,
        bucket: Bucket,
        capsys: pytest.CaptureFixture[str],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr("botocore.endpoint.time.sleep", lambda seconds: None)
        with FailingServer(bucket.port, 0, "", after=6) as cut:
            monkeypatch.setenv("AWS_ENDPOINT_URL_S3", f"http://127.0.0.1:{cut.port}")
            assert refusal(capsys, "live", "--jobs", "1") == "publish-network"
        there = bucket.objects()
        assert there
        assert "balm/index.html" not in there
        monkeypatch.setenv("AWS_ENDPOINT_URL_S3", f"http://127.0.0.1:{bucket.port}")
        assert not set(done(capsys, "live")["sent"]) & set(there)

    def test_boto3_is_not_there(
        self,
        shop: Workspace,
        bucket: Bucket,
        capsys: pytest.CaptureFixture[str],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        import sys

        monkeypatch.setitem(sys.modules, "boto3", None)
        assert run(["publish", "live"]) == 2
        assert "landfast[s3]" in capsys.readouterr().err
