"""Publishing by a command of the author's own."""

import json

import pytest

from generator.build.workspace import Workspace
from tests.publish.calls import (
    built,
    done,
    edit_page,
    refusal,
)
from tests.workspaces import snapshot


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
