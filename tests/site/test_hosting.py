"""`host`, `redirects`, `headers`, `csp` and `publish` in site.yaml: what is read, what is told."""

from pathlib import Path

import pytest

from generator.errors import SiteError
from generator.render import Themes
from generator.site import SiteConfig, load_site
from tests.workspaces import PLAIN_THEME, SITE, problems_of, write_workspace

SECRET = "hunter2-of-the-bucket"


def config_of(root: Path, extra: str) -> SiteConfig:
    workspace = write_workspace(
        root, PLAIN_THEME, SITE.replace("name: Shop\n", f"name: Shop\n{extra}")
    )
    return load_site(root / "sites" / "shop", Themes([workspace.themes]).defaults).config


def told(root: Path, extra: str) -> list[tuple[str, int]]:
    with pytest.raises(SiteError) as caught:
        config_of(root, extra)
    for problem in caught.value.problems:
        assert problem.hint
        assert problem.place
    return [(p.code, p.place.line if p.place else 0) for p in caught.value.problems]


def test_one_host_or_several(tmp_path: Path) -> None:
    assert config_of(tmp_path / "a", "").host == ()
    assert config_of(tmp_path / "b", "host: nginx\n").host == ("nginx",)
    assert config_of(tmp_path / "c", "host: [netlify, caddy]\n").host == ("netlify", "caddy")


def test_a_redirect_is_a_path_or_more(tmp_path: Path) -> None:
    text = "redirects:\n  /old: /balm/\n  /x/: {to: 'https://shop.example/a', temporary: true}\n"
    redirects = config_of(tmp_path, text).redirects
    assert redirects["/old"].to == "/balm/"
    assert not redirects["/old"].temporary
    assert redirects["/x/"].temporary


def test_targets_are_told_apart(tmp_path: Path) -> None:
    text = """\
publish:
  live: {to: s3, bucket: go-shop, region: eu-central-1, keep_hours: 0}
  staging: {to: folder, path: ../www}
  pages: {to: command, run: "npx wrangler pages deploy {output}"}
"""
    targets = config_of(tmp_path, text).publish
    assert {name: target.to for name, target in targets.items()} == {
        "live": "s3",
        "staging": "folder",
        "pages": "command",
    }


@pytest.mark.parametrize(
    ("extra", "expected"),
    [
        ("host: cloudflare\n", [("value-not-allowed", 2)]),
        ("host: [nginx, apache]\n", [("value-not-allowed", 2)]),
        ("redirects:\n  /a*: /balm/\n", [("redirect-path", 3)]),
        ("redirects:\n  /: /balm/\n", [("redirect-path", 3)]),
        ("redirects:\n  /a?b=c: /balm/\n", [("redirect-path", 3)]),
        ("redirects:\n  /a: /balm/?c=d\n", [("redirect-query", 3)]),
        ("redirects:\n  /a: https://shop.example/#top\n", [("redirect-query", 3)]),
        ("redirects:\n  /a: http://shop.example/\n", [("url-not-https", 3)]),
        ("redirects:\n  /a: /balm/\n  /b: /balm/\n  /A/: /balm/\n", [("redirect-duplicate", 5)]),
        ("headers: {X Y: z}\n", [("header-invalid", 2)]),
        ('headers: {X-Y: "a\\nb"}\n', [("header-invalid", 2)]),
        ("headers: {Cache-Control: no-store}\n", [("header-fixed", 2)]),
        ("headers: {content-security-policy: x}\n", [("header-fixed", 2)]),
        ("csp: {script: \"'unsafe-inline'\"}\n", [("csp-source", 2)]),
        ("csp: {image: cdn.example}\n", [("csp-source", 2)]),
        ("csp: {scripts: x}\n", [("key-unknown", 2)]),
        ("publish: {a b: {to: folder, path: x}}\n", [("publish-target-name", 2)]),
        ("publish: {live: {to: ftp, path: x}}\n", [("value-not-allowed", 2)]),
        ("publish: {live: {path: x}}\n", [("key-missing", 2)]),
        ("publish: {live: {to: s3}}\n", [("key-missing", 2)]),
    ],
)
def test_mistakes_are_told_at_their_place(
    tmp_path: Path, extra: str, expected: list[tuple[str, int]]
) -> None:
    assert told(tmp_path, extra) == expected


@pytest.mark.parametrize(
    "target",
    [
        f"{{to: s3, bucket: b, secret_access_key: {SECRET}}}",
        f"{{to: s3, bucket: b, password: {SECRET}}}",
        f"{{to: command, run: 'NETLIFY_AUTH_TOKEN={SECRET} netlify deploy'}}",
        f"{{to: s3, bucket: b, endpoint: 'https://me:{SECRET}@s3.example'}}",
        "{to: command, run: 'deploy AKIAIOSFODNN7EXAMPLE'}",
    ],
)
def test_a_secret_is_refused_and_never_repeated(tmp_path: Path, target: str) -> None:
    with pytest.raises(SiteError) as caught:
        config_of(tmp_path, f"publish:\n  live: {target}\n")
    (problem,) = caught.value.problems
    assert problem.code == "publish-secret"
    assert SECRET not in repr(problem)
    assert "AKIA" not in repr(problem)


def test_a_variable_is_no_secret(tmp_path: Path) -> None:
    run = 'publish: {live: {to: command, run: "TOKEN=$MY_TOKEN deploy {output}"}}\n'
    assert "live" in config_of(tmp_path, run).publish


def test_pages_inherit_none_of_it(tmp_path: Path) -> None:
    text = SITE.replace("title: Polar Balm\n", "title: Polar Balm\nhost: nginx\n")
    workspace = write_workspace(tmp_path, PLAIN_THEME, text)
    assert [problem.code for problem in problems_of(workspace)] == ["key-unknown"]
