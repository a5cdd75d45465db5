"""Publishing to folders: what is brought, what is not, what is never touched."""

import os
import stat
import time

import pytest

from generator.build.workspace import Workspace
from generator.cli import run
from generator.publish.changes import stage
from tests.publish.calls import (
    built,
    done,
    edit_page,
    new_picture,
    published,
    refusal,
)


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
