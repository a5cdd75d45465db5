"""Publishing to buckets of a real S3-compatible server."""

from pathlib import Path
from typing import Any

import pytest

from generator.build.workspace import Workspace
from generator.cli import run
from generator.publish import changes as changes_module
from generator.publish.built import BuiltFile
from generator.publish.changes import find_changes
from generator.publish.record import Entry, key_of
from generator.publish.target import Found
from tests.publish.bucket import Bucket
from tests.publish.calls import (
    NOT_ON_S3,
    built,
    done,
    edit_page,
    new_picture,
    refusal,
)
from tests.workspaces import build_all


class TestBucket:
    def test_it_becomes_the_site(
        self, shop: Workspace, bucket: Bucket, capsys: pytest.CaptureFixture[str]
    ) -> None:
        done(capsys, "live")
        expected = {name: text for name, text in built(shop).items() if name not in NOT_ON_S3}
        assert bucket.objects() == expected
        page = bucket.head("balm/index.html")
        assert page["ContentType"] == "text/html; charset=utf-8"
        assert page["CacheControl"] == "public, max-age=0, must-revalidate"
        asset = next(name for name in expected if name.endswith(".avif"))
        assert bucket.head(asset)["ContentType"] == "image/avif"
        assert bucket.head(asset)["CacheControl"] == "public, max-age=31536000, immutable"

    def test_a_prefix_is_a_folder_of_the_sites_own(
        self, shop: Workspace, bucket: Bucket, capsys: pytest.CaptureFixture[str]
    ) -> None:
        bucket.client.put_object(Bucket=bucket.name, Key="other.txt", Body=b"x")
        result = done(capsys, "deep", "--prune")
        assert result["foreign"] == 0
        assert "sites/shop/balm/index.html" in bucket.objects()
        assert bucket.objects()["other.txt"] == b"x"
        (shop.root / "sites/shop/pages/balm.md").rename(shop.root / "sites/shop/pages/salve.md")
        build_all(shop)
        assert done(capsys, "deep", "--prune")["deleted"] == ["balm/index.html"]
        assert "sites/shop/balm/index.html" not in bucket.objects()

    def test_only_what_changed_is_sent(
        self, shop: Workspace, bucket: Bucket, capsys: pytest.CaptureFixture[str]
    ) -> None:
        done(capsys, "live")
        assert done(capsys, "live")["sent"] == []
        edit_page(shop, "More.")
        assert done(capsys, "live")["sent"] == ["balm/index.html"]
        before = set(built(shop))
        new_picture(shop, "90x120")
        new = set(built(shop)) - before
        assert set(done(capsys, "live")["sent"]) == {*new, "balm/index.html"}

    def test_foreign_objects(
        self, shop: Workspace, bucket: Bucket, capsys: pytest.CaptureFixture[str]
    ) -> None:
        put = bucket.client.put_object
        put(Bucket=bucket.name, Key="robots.txt", Body=b"mine")
        put(Bucket=bucket.name, Key="mine.txt", Body=b"mine")
        assert refusal(capsys, "live") == "publish-foreign"
        assert set(bucket.objects()) == {"robots.txt", "mine.txt"}
        assert done(capsys, "live", "--force", "--prune")["foreign"] == 1
        assert bucket.objects()["mine.txt"] == b"mine"

    def test_a_stopped_publish_goes_on_where_it_stopped(
        self,
        shop: Workspace,
        bucket: Bucket,
        capsys: pytest.CaptureFixture[str],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        from generator.publish.s3 import S3Target

        whole = S3Target.put
        sent: list[str] = []

        def put(self: S3Target, file: BuiltFile) -> str:
            if len(sent) == 4:
                raise KeyboardInterrupt
            sent.append(file.name)
            return whole(self, file)

        monkeypatch.setattr(S3Target, "put", put)
        assert run(["publish", "live", "--jobs", "1"]) == 130
        monkeypatch.setattr(S3Target, "put", whole)
        assert set(sent) <= set(bucket.objects())
        edit_page(shop, "Changed meanwhile.")  # what was on its way is ours all the same
        assert not set(done(capsys, "live")["sent"]) & set(sent)

    def test_ten_thousand_unchanged_files_are_one_listing_pass(self) -> None:
        files = [BuiltFile(f"assets/{n}", Path("x"), f"{n:064x}", 1) for n in range(10_000)]
        record = {key_of(f.name): Entry(f.sha256[:32], f"tag{n}") for n, f in enumerate(files)}
        found = {file.name: Found(f"tag{n}", 1) for n, file in enumerate(files)}

        def never(file: BuiltFile, there: Found) -> bool:
            raise AssertionError("a file was looked at")

        changes = find_changes(
            files,
            record,
            found,
            stamp=lambda file: file.sha256[:32],
            holds=never,
            now=0,
            keep_seconds=0,
        )
        assert len(changes.kept) == 10_000
        assert not changes.sends
        assert changes_module.begun(record, changes, lambda f: f.sha256[:32], 0) == record

    def test_an_unchanged_site_is_one_look_and_no_upload(
        self,
        shop: Workspace,
        bucket: Bucket,
        capsys: pytest.CaptureFixture[str],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        done(capsys, "live")
        requests: list[str] = []
        from botocore.awsrequest import AWSPreparedRequest
        from botocore.httpsession import URLLib3Session

        send = URLLib3Session.send

        def noted(self: URLLib3Session, request: AWSPreparedRequest) -> Any:
            requests.append(f"{request.method} {request.url.rpartition('/')[2]}")
            return send(self, request)

        monkeypatch.setattr(URLLib3Session, "send", noted)
        done(capsys, "live")
        assert [request.split("?")[0] for request in requests] == [
            "GET .landfast-published-shop",
            f"GET {bucket.name}",
        ]
