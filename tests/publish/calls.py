"""Calling `landfast publish` in a workspace, and looking at what came of it."""

import json
from pathlib import Path
from typing import Any

import pytest

from generator.build.workspace import Workspace
from generator.cli import run
from tests.publish.bucket import CREDENTIALS
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
