"""The page with the preview's script, and the page without any."""

import json
import re
from html import unescape

from generator.preview import client
from generator.preview.served_page import put_in_head, with_script, without_leaving


def test_the_script_comes_first_in_the_head() -> None:
    html = with_script(
        "<!doctype html><html><head lang=x><title>a</title>", "run()", {"plain": "/p"}
    )
    assert html.startswith(
        '<!doctype html><html><head lang=x><script id="lf-preview" data-settings='
    )
    assert ">run()</script><noscript>" in html
    assert html.endswith("</noscript><title>a</title>")


def test_settings_survive_whatever_they_say() -> None:
    settings = {"plain": "/p?a=1&b=\"'><script>", "page": "größe/<b>"}
    html = with_script("<head>", "", settings)
    (told,) = re.findall(r'data-settings="([^"]*)"', html)
    assert json.loads(unescape(told)) == settings
    assert html.count("<script") == 1


def test_a_page_without_a_head_still_gets_it() -> None:
    assert put_in_head("<p>x", "!") == "!<p>x"


def test_scripts_can_stand_in_html() -> None:
    assert "</" not in client.script("page")
    assert "<\\/svg>" in client.script("page")


def test_every_link_that_leads_away_is_replaced() -> None:
    html = (
        "<a href=https://a.example/?x=1&amp;y=2 data-lf=cta>A</a>\n"
        "<p>text</p>  <a class='b' href='//b.example/'>B</a><a href=\"../in/\">in</a>"
        '<a href=mailto:x@y.example>m</a><a href="itms-apps://c.example" data-lf=app-store>C</a>'
        "<a>none</a><AREA HREF='HTTP://d.example/'>"
    )
    changed, calls = without_leaving(html, lambda href: f"/-/leave?to={href}")
    assert calls == [("cta", "https://a.example/?x=1&y=2"), ("app-store", "itms-apps://c.example")]
    assert re.findall(r"(?i)href=[\"']?([^\s\"'>]+)", changed) == [
        "/-/leave?to=https://a.example/?x=1&amp;y=2",
        "/-/leave?to=//b.example/",
        "../in/",
        "mailto:x@y.example",
        "/-/leave?to=itms-apps://c.example",
        "/-/leave?to=HTTP://d.example/",
    ]
    assert re.sub(r"(?i) href=(\"[^\"]*\"|'[^']*'|[^\s>]+)", "", changed) == re.sub(
        r"(?i) href=(\"[^\"]*\"|'[^']*'|[^\s>]+)", "", html
    )
