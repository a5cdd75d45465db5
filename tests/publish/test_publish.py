"""`landfast publish` to folders and buckets: what is brought, what is not, what is told."""

import json
import os
import socket
import stat
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from generator.build.lock import Lock
from generator.build.workspace import Workspace
from generator.cli import run
from generator.publish import changes as changes_module
from generator.publish.built import BuiltFile
from generator.publish.changes import find_changes, stage
from generator.publish.record import Entry, key_of
from generator.publish.target import Found, read_built_file
from tests.publish.bucket import CREDENTIALS, Bucket
from tests.workspaces import build_all, snapshot

NOT_ON_S3 = {"_headers", "_redirects"}
PICTURE = "sites/shop/media/balm.jpg"


def publish(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> dict[str, Any]:
    """Publish with --json; what it says."""
    capsys.readouterr()
    found = run(["publish", *arguments, "--json"])
    captured = capsys.readouterr()
    assert found == code, captured.out + captured.err
    for secret in (CREDENTIALS["AWS_SECRET_ACCESS_KEY"], CREDENTIALS["AWS_ACCESS_KEY_ID"]):
        assert secret not in captured.out + captured.err
    data: dict[str, Any] = json.loads(captured.out)
    return data


def done(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    (result,) = publish(capsys, *arguments)["published"]
    assert isinstance(result, dict)
    return result


def refusal(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    (problem,) = publish(capsys, *arguments, code=1)["problems"]
    assert problem["hint"]
    return str(problem["code"])


def built(workspace: Workspace) -> dict[str, bytes]:
    return snapshot(workspace.output / "shop")


def published(root: Path) -> dict[str, bytes]:
    return {n: c for n, c in snapshot(root).items() if not n.startswith(".landfast-published")}


def edit_page(workspace: Workspace, text: str) -> None:
    with (workspace.root / "sites/shop/pages/balm.md").open("a") as file:
        file.write(f"{text}\n")
    build_all(workspace)


def new_picture(workspace: Workspace, size: str) -> None:
    from PIL import Image

    width, height = (int(n) for n in size.split("x"))
    Image.new("RGB", (width, height), (20, 80, 120)).save(workspace.root / PICTURE)
    build_all(workspace)


class TestFolder:
    def test_it_becomes_the_site(self, shop: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
        result = done(capsys, "www")
        assert published(shop.root / "www") == built(shop)
        assert set(result["sent"]) == set(built(shop))
        assert result["changed_urls"][:2] == [
            "https://go.shop.example/404.html",
            "https://go.shop.example/_headers",
        ]
        assert "https://go.shop.example/balm/" in result["changed_urls"]

    def test_unchanged_files_stay_untouched(
        self, shop: Workspace, capsys: pytest.CaptureFixture[str]
    ) -> None:
        done(capsys, "www")
        before = {p: p.stat().st_ino for p in (shop.root / "www").rglob("*") if p.is_file()}
        assert done(capsys, "www")["sent"] == []
        assert {p: p.stat().st_ino for p in (shop.root / "www").rglob("*") if p.is_file()} == before

    def test_only_what_changed_is_brought(
        self, shop: Workspace, capsys: pytest.CaptureFixture[str]
    ) -> None:
        done(capsys, "www")
        edit_page(shop, "More words.")
        assert done(capsys, "www")["sent"] == ["balm/index.html"]
        assert published(shop.root / "www") == built(shop)

    def test_what_other_hands_changed_is_restored(
        self, shop: Workspace, capsys: pytest.CaptureFixture[str]
    ) -> None:
        done(capsys, "www")
        page = shop.root / "www/balm/index.html"
        page.write_text("defaced")
        (shop.root / "www/404.html").unlink()
        os.utime(shop.root / "www/robots.txt", (1, 1))  # touched, and the same
        assert done(capsys, "www")["sent"] == ["404.html", "balm/index.html"]
        assert published(shop.root / "www") == built(shop)

    def test_old_pages_go_when_asked_and_old_assets_a_day_later(
        self, shop: Workspace, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        done(capsys, "www")
        before = set(built(shop))
        (shop.root / "sites/shop/pages/balm.md").rename(shop.root / "sites/shop/pages/salve.md")
        new_picture(shop, "90x120")
        gone = before - set(built(shop))
        pages = {name for name in gone if name.endswith(".html")}
        assert pages
        assert gone - pages
        result = done(capsys, "www")
        assert result["deleted"] == []
        assert result["waiting"] == len(gone)
        result = done(capsys, "www", "--prune")
        assert set(result["deleted"]) == pages
        assert "https://go.shop.example/balm/" in result["changed_urls"]
        assert not (shop.root / "www/balm").exists()
        later = time.time() + 25 * 3600
        monkeypatch.setattr("generator.publish.publish.time.time", lambda: later)
        assert set(done(capsys, "www", "--prune")["deleted"]) == gone - pages
        assert published(shop.root / "www") == built(shop)

    def test_nothing_of_others_is_ever_removed(
        self, shop: Workspace, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (shop.root / "www").mkdir()
        (shop.root / "www/thesis.doc").write_text("years of work")
        (shop.root / "www/assets").mkdir()
        (shop.root / "www/assets/mine.jpg").write_text("mine")
        result = done(capsys, "now", "--prune")
        assert (result["foreign"], result["deleted"]) == (2, [])
        edit_page(shop, "More.")
        done(capsys, "now", "--prune")
        assert (shop.root / "www/thesis.doc").read_text() == "years of work"
        assert (shop.root / "www/assets/mine.jpg").read_text() == "mine"

    def test_foreign_files_in_the_way_are_told(
        self, shop: Workspace, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (shop.root / "www").mkdir()
        (shop.root / "www/robots.txt").write_text("mine")
        assert refusal(capsys, "www") == "publish-foreign"
        assert published(shop.root / "www") == {"robots.txt": b"mine"}
        done(capsys, "www", "--force")
        assert published(shop.root / "www") == built(shop)

    def test_a_dry_run_changes_nothing(
        self, shop: Workspace, capsys: pytest.CaptureFixture[str]
    ) -> None:
        result = done(capsys, "www", "--dry-run")
        assert result["dry_run"]
        assert set(result["sent"]) == set(built(shop))
        assert not (shop.root / "www").exists()
        assert run(["publish", "www", "--dry-run"]) == 0
        out = capsys.readouterr().out
        assert "send    balm/index.html\n" in out
        assert "Would publish shop" in out

    def test_a_lost_record_costs_no_file(
        self, shop: Workspace, capsys: pytest.CaptureFixture[str]
    ) -> None:
        done(capsys, "www")
        (shop.root / "www/.landfast-published-shop").write_text("{")
        result = done(capsys, "www")  # the same files are taken over
        assert published(shop.root / "www") == built(shop)
        assert result["foreign"] == 0
        assert done(capsys, "www")["sent"] == []

    def test_the_record_names_no_page(
        self, shop: Workspace, capsys: pytest.CaptureFixture[str]
    ) -> None:
        done(capsys, "www")
        text = (shop.root / "www/.landfast-published-shop").read_text()
        assert "balm" not in text
        assert "html" not in text

    def test_changed_addresses_go_into_a_file(
        self, shop: Workspace, capsys: pytest.CaptureFixture[str]
    ) -> None:
        done(capsys, "www")
        edit_page(shop, "More.")
        done(capsys, "www", "--urls", "urls.txt")
        assert (shop.root / "urls.txt").read_text() == (
            "https://go.shop.example/balm/\nhttps://go.shop.example/balm/index.html\n"
        )

    def test_everything_can_be_sent_again(
        self, shop: Workspace, capsys: pytest.CaptureFixture[str]
    ) -> None:
        done(capsys, "www")
        assert set(done(capsys, "www", "--all")["sent"]) == set(built(shop))

    def test_what_a_killed_copy_left_is_swept_away(
        self, shop: Workspace, capsys: pytest.CaptureFixture[str]
    ) -> None:
        done(capsys, "www")
        (shop.root / "www/balm/.landfast-part-1f-index.html").write_text("half")
        result = done(capsys, "www")
        assert result["foreign"] == 0
        assert published(shop.root / "www") == built(shop)

    @pytest.mark.parametrize(
        ("path", "make"),
        [("www", "file"), ("nowhere/www", ""), ("output", ""), ("output/shop", ""), (".", "")],
    )
    def test_folders_that_cannot_be_one(
        self, shop: Workspace, capsys: pytest.CaptureFixture[str], path: str, make: str
    ) -> None:
        config = shop.root / "sites/shop/site.yaml"
        config.write_text(config.read_text().replace("path: www}", f"path: {path}}}"))
        if make:
            (shop.root / path).write_text("x")
        assert refusal(capsys, "www") == "publish-folder"

    @pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
    def test_no_right_to_write(self, shop: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
        (shop.root / "www").mkdir(mode=stat.S_IRUSR | stat.S_IXUSR)
        assert refusal(capsys, "www") == "publish-unwritable"

    def test_a_folder_in_the_place_of_a_file(
        self, shop: Workspace, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (shop.root / "www/robots.txt").mkdir(parents=True)
        assert refusal(capsys, "www") == "publish-unwritable"
        (shop.root / "www/robots.txt").rmdir()
        done(capsys, "www")
        assert published(shop.root / "www") == built(shop)


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
        answers = _Answering(bucket.port, status, code)
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
        with _Answering(bucket.port, 0, "", after=6) as cut:
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


class _Answering:
    """Stands before the bucket: passes `after` requests on, then answers all with one error.

    A status of 0 breaks connections off instead.
    """

    def __init__(self, behind: int, status: int, code: str, after: int = 0) -> None:
        self._behind, self._status, self._code, self._left = behind, status, code, after
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> "_Answering":
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._socket.close()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        with connection, connection.makefile("rb") as stream:
            while line := stream.readline():
                method, target, _ = line.decode().split(" ", 2)
                headers: dict[str, str] = {}
                while (header := stream.readline()) not in (b"\r\n", b""):
                    name, _, value = header.decode().partition(":")
                    headers[name.strip().lower()] = value.strip()
                if headers.get("expect"):
                    connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
                body = stream.read(int(headers.get("content-length", 0)))
                if self._left > 0:
                    self._left -= 1
                    connection.sendall(_passed_on(self._behind, method, target, headers, body))
                elif not self._status:
                    return
                else:
                    text = f"<Error><Code>{self._code}</Code><Message>no</Message></Error>".encode()
                    head = f"HTTP/1.1 {self._status} X\r\nContent-Length: {len(text)}\r\n\r\n"
                    connection.sendall(head.encode() + text)


def _passed_on(
    port: int, method: str, target: str, headers: Mapping[str, str], body: bytes
) -> bytes:
    import http.client

    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    passed = {k: v for k, v in headers.items() if k not in ("expect", "content-length", "host")}
    connection.request(method, target, body, {**passed, "host": headers["host"]})
    answer = connection.getresponse()
    text = answer.read()
    kept = [(k, v) for k, v in answer.getheaders() if k.lower() in ("etag", "content-type")]
    lines = [f"HTTP/1.1 {answer.status} X", *(f"{k}: {v}" for k, v in kept)]
    head = "\r\n".join([*lines, f"Content-Length: {len(text)}", "", ""])
    return head.encode() + text


def test_the_order_of_stages() -> None:
    names = ["sitemap.xml", "index.html", "assets/a.jpg", "robots.txt", "a/index.html", "assets/b"]
    assert sorted(names, key=lambda name: (stage(name), name)) == [
        "assets/a.jpg",
        "assets/b",
        "a/index.html",
        "index.html",
        "robots.txt",
        "sitemap.xml",
    ]


class TestCommand:
    def set_command(self, shop: Workspace, text: str) -> None:
        config = shop.root / "sites/shop/site.yaml"
        command = f"  tool: {{to: command, run: {json.dumps(text)}}}\n"
        config.write_text(config.read_text().replace("publish:\n", f"publish:\n{command}"))

    def test_it_gets_the_folder(self, shop: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
        self.set_command(shop, "cp -r {output} 'a copy' && echo $LANDFAST_SITE > name.txt")
        result = done(capsys, "tool")
        assert snapshot(shop.root / "a copy") == built(shop)
        assert (shop.root / "name.txt").read_text() == "shop\n"
        assert "https://go.shop.example/balm/" in result["changed_urls"]
        self.set_command(shop, "true")

    def test_only_changed_addresses_are_told(
        self, shop: Workspace, capsys: pytest.CaptureFixture[str]
    ) -> None:
        self.set_command(shop, "true")
        done(capsys, "tool")
        assert done(capsys, "tool")["changed_urls"] == []
        edit_page(shop, "More.")
        assert len(done(capsys, "tool")["changed_urls"]) == 2

    def test_a_failure_is_told(self, shop: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
        self.set_command(shop, "exit 3")
        assert refusal(capsys, "tool") == "publish-command"

    def test_a_dry_run_runs_nothing(
        self, shop: Workspace, capsys: pytest.CaptureFixture[str]
    ) -> None:
        self.set_command(shop, "touch ran")
        assert done(capsys, "tool", "--dry-run")["dry_run"]
        assert not (shop.root / "ran").exists()
