"""The policy of a page, read off its finished HTML."""

import base64
import hashlib

import pytest

from generator.render.policy import forbidden_by, page_policy, with_policy
from generator.site.hosting import Csp


def sha(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def directives(
    html: str, *features: str, pixel: str = "", extra: Csp | None = None
) -> dict[str, str]:
    policy = page_policy(html, features, pixel, extra or Csp())
    return {part.partition(" ")[0]: part.partition(" ")[2] for part in policy.split("; ")}


def test_a_bare_page_may_load_nothing() -> None:
    assert page_policy("<p>Hello", (), "", Csp()) == (
        "default-src 'none'; img-src 'self'; base-uri 'none'; form-action 'none'"
    )


def test_inline_scripts_and_styles_by_their_hashes() -> None:
    html = "<style>a{}</style><script>b()</script><noscript><style>c{}</style></noscript>"
    found = directives(html)
    assert found["script-src"] == sha("b()")
    assert found["style-src"] == f"{sha('a{}')} {sha('c{}')}"


def test_data_is_no_script() -> None:
    html = (
        '<script type="application/json" id=x>{"a":1}</script>'
        "<script type=application/ld+json>{}</script>"
    )
    assert "script-src" not in directives(html)


@pytest.mark.parametrize("kind", ["module", "text/javascript", "importmap", "speculationrules"])
def test_other_kinds_of_scripts(kind: str) -> None:
    assert directives(f"<script type={kind}>x</script>")["script-src"] == sha("x")


@pytest.mark.parametrize(
    "html",
    [
        '<meta content="<style>not one"><style>real{}</style>',
        "<meta content='a > b <style>'><style>real{}</style>",
        "<p title=it's><style>real{}</style><p title=it's>",
        '<p title=5"><style>real{}</style><p title=">',
        "<!-- <style>old{}</style> --><style>real{}</style>",
        '<a href="?a=<b>&c"><style media="(width > 1px)">real{}</style>',
        "<STYLE>real{}</STYLE >",
        "<script>'<style>'</script><style>real{}</style>",
    ],
)
def test_only_real_elements_count(html: str) -> None:
    assert directives(html)["style-src"] == sha("real{}")


def test_style_attributes_in_old_and_new_browsers() -> None:
    html = '<style>a{}</style><i style="background:#aabbcc;--focus:50% 80%"></i><b style=width:92%>'
    found = directives(html)
    assert found["style-src"] == "'unsafe-inline'"
    assert found["style-src-elem"] == sha("a{}")
    assert found["style-src-attr"] == (
        f"'unsafe-hashes' {sha('background:#aabbcc;--focus:50% 80%')} {sha('width:92%')}"
    )


def test_entities_in_attributes_are_what_browsers_read() -> None:
    found = directives('<i style="content:&quot;&amp;&quot;" onclick="a &lt; b"></i>')
    assert sha('content:"&"') in found["style-src-attr"]
    assert found["script-src"] == f"'unsafe-hashes' {sha('a < b')}"


def test_what_the_page_itself_loads() -> None:
    html = """<link rel=icon href="data:,"><link rel=stylesheet href=https://fonts.example/a.css>
      <link rel=preload as=font href=../assets/a.woff2 crossorigin>
      <link rel=preload as=image imagesrcset="https://cdn.example/a.webp 1x">
      <link rel=manifest href=../site.webmanifest><link rel=modulepreload href=https://m.example/m.js>
      <link rel=canonical href=https://canonical.example/>
      <img srcset="https://one.example/a.jpg 1x, https://two.example/b.jpg 2x" src=../assets/c.jpg>
      <video poster=https://poster.example/p.jpg><source src=https://video.example/v.mp4></video>
      <script src=https://lib.example/x.js></script><iframe src=https://frame.example/></iframe>
      <form action=https://form.example/go></form><a href=https://link.example/>x</a>"""
    found = directives(html)
    assert found["img-src"].split() == [
        "'self'",
        "data:",
        "https://cdn.example",
        "https://one.example",
        "https://two.example",
        "https://poster.example",
    ]
    assert found["style-src"] == "https://fonts.example"
    assert found["font-src"] == "'self'"
    assert found["media-src"] == "'self' https://video.example"
    assert found["script-src"] == "https://m.example https://lib.example"
    assert found["manifest-src"] == "'self'"
    assert found["frame-src"] == "https://frame.example"
    assert found["form-action"] == "https://form.example"


def test_what_features_load() -> None:
    assert "https://impressions.onelink.me" in directives("", "impression")["img-src"]
    found = directives("", "pixel", pixel="analytics.us.tiktok.com")
    hosts = (
        "https://analytics.us.tiktok.com https://analytics-ipv6.tiktokw.us https://ads.tiktok.com"
    )
    assert found["script-src"] == hosts
    assert found["connect-src"] == hosts
    assert found["img-src"] == f"'self' {hosts}"
    assert found["frame-src"] == "bytedance: sslocal:"
    assert "onelinksmartscript.appsflyersdk.com" in directives("", "smart-script")["script-src"]
    banner = directives("<style>a{}</style><i style=b></i>", "banner-sdk")
    assert banner["style-src"] == "'unsafe-inline'"
    assert "style-src-attr" not in banner
    assert "https://*.appsflyersdk.com" in banner["connect-src"]


def test_what_the_author_allows_besides() -> None:
    extra = Csp(script=("https://cdn.example",), connect=("wss://live.example",))
    found = directives("<script>a</script>", extra=extra)
    assert found["script-src"] == f"{sha('a')} https://cdn.example"
    assert found["connect-src"] == "wss://live.example"


def test_inside_the_page_it_stands_before_all_that_it_rules() -> None:
    html = "<!doctype html><html><head><meta charset=utf-8><style>a</style></head></html>"
    policy = page_policy(html, (), "", Csp())
    page = with_policy(html, policy)
    assert page.index("Content-Security-Policy") < page.index("<style>")
    assert page_policy(page, (), "", Csp()) == policy
    assert with_policy(html, "") == html
    bare = '<!doctype html><html><head lang="en"><script>a</script></head></html>'
    assert '<head lang="en"><meta http-equiv="Content-Sec' in with_policy(bare, policy)


@pytest.mark.parametrize(
    ("policy", "forbidden"),
    [
        (f"script-src {sha('b()')}; style-src {sha('a{}')}", 0),
        (f"script-src {sha('b()')}; style-src 'unsafe-inline'; style-src-elem {sha('a{}')}", 0),
        (f"script-src {sha('b()')}; style-src 'unsafe-inline'", 0),
        (f"script-src {sha('b()')}; style-src 'unsafe-inline' {sha('x')}", 1),
        ("default-src 'none'", 2),
        ("img-src *", 0),
        ("script-src 'self'", 1),
    ],
)
def test_what_a_policy_forbids(policy: str, forbidden: int) -> None:
    html = "<style>a{}</style><script>b()</script>"
    assert len(forbidden_by(policy, html)) == forbidden
