"""`landfast serve` as it is called: where it listens, what it says, how it ends."""

import io
import re
import socket
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser

from generator.cli import run
from generator.errors import UsageError
from generator.preview.addresses import PORT, lan_address, open_doors
from tests.preview.serving import Serving, serving
from tests.workspaces import PLAIN_THEME, SITE, write_workspace


def test_ctrl_c_ends_it_cleanly(shop: Serving) -> None:
    assert shop.get("/shop/balm/")[0] == 200
    assert shop.end() == 0
    shop.wait_for_words("The preview has ended.")
    assert "Traceback" not in shop.said


def test_it_says_where_and_listens_nowhere_else(shop: Serving) -> None:
    assert re.match(r"Serving 2 pages of 1 site \(read in \d+\.\d\d s\) at http://127", shop.said)
    port = int(shop.url.rsplit(":", 1)[1].strip("/"))
    try:
        outside = lan_address()
    except UsageError:
        return  # in no network, there is nothing else
    with pytest.raises(OSError, match="refused"):
        socket.create_connection((outside, port), timeout=5)


def test_a_taken_port_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_workspace(tmp_path, PLAIN_THEME, SITE)
    monkeypatch.chdir(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert run(["serve", "--port", str(port)]) == 2
    assert f"Port {port} is taken" in capsys.readouterr().err


def test_the_next_free_port_is_taken_where_none_is_named() -> None:
    first = open_doors(None)
    second = open_doors(None)
    try:
        assert PORT <= first.port < second.port < PORT + 20
    finally:
        first.close()
        second.close()


def test_a_site_that_is_not_there_is_wrong_usage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_workspace(tmp_path, PLAIN_THEME, SITE)
    monkeypatch.chdir(tmp_path)
    assert run(["serve", "shpo"]) == 2
    assert "Did you mean shop?" in capsys.readouterr().err


def test_one_site_of_several(tmp_path: Path) -> None:
    other = SITE.replace("sites/shop/", "sites/other/").replace("go.shop", "go.other")
    write_workspace(tmp_path, PLAIN_THEME, SITE, other)
    with serving(tmp_path, "other") as served:
        assert {page["site"] for page in served.data("/-/pages")["pages"]} == {"other"}
        assert served.get("/shop/balm/")[0] == 404


def test_a_broken_site_is_served_too_and_mended(tmp_path: Path) -> None:
    write_workspace(tmp_path, PLAIN_THEME, SITE.replace("name: Shop\n", ""))
    with serving(tmp_path) as served:
        served.wait_for_words("1 problem. The browser shows the last good state.")
        assert served.get("/shop/balm/")[0] == 500
        assert served.data("/-/problems")["problems"][0]["code"] == "key-missing"
        served.write("sites/shop/site.yaml", SITE.split("--\n")[1].split("-- ")[0])
        served.wait_for_words("All is well again")
        assert served.get("/shop/balm/")[0] == 200


def test_themes_and_sites_that_come_later_are_noticed(tmp_path: Path) -> None:
    write_workspace(tmp_path, SITE.replace("theme: plain", "theme: studio"))
    with serving(tmp_path) as served:
        before = served.get("/shop/balm/")[2]
        styles = tmp_path / "themes" / "studio" / "styles" / "site.css"
        styles.parent.mkdir(parents=True)
        served.wait_for_words("themes")
        styles.write_text("h1 { color: rgb(1, 1, 1) }")
        served.wait_for_words("site.css")
        assert served.get("/shop/balm/")[2] != before
        write_workspace(
            tmp_path, SITE.replace("sites/shop/", "sites/late/").replace("plain", "studio")
        )
        served.wait_for_words("late")
        assert served.get("/late/balm/")[0] == 200


def test_another_day_can_be_looked_at(tmp_path: Path) -> None:
    write_workspace(tmp_path, PLAIN_THEME, SITE)
    pages = tmp_path / "sites/shop/pages"
    timed = (pages / "balm.md").read_text()
    (pages / "always.md").write_text(timed)
    (pages / "balm.md").write_text(timed.replace("title:", "starts: 2031-01-01\ntitle:"))
    with serving(tmp_path) as now:
        assert now.get("/shop/balm/")[0] == 404
    with serving(tmp_path, "--date", "2031-02-01") as later:
        assert later.get("/shop/balm/")[0] == 200


@pytest.mark.browser
def test_phones_in_the_network_are_let_in_when_asked_for(tmp_path: Path, browser: Browser) -> None:
    try:
        address = lan_address()
    except UsageError:
        pytest.skip("this machine is in no network")
    write_workspace(tmp_path, PLAIN_THEME, SITE)
    with serving(tmp_path, "--lan") as served:
        served.wait_for_words("Everybody in this network can see these unpublished pages")
        port = served.url.rsplit(":", 1)[1].strip("/")
        url = f"http://{address}:{port}/"
        assert url in served.said
        assert served.get("/", host=f"{address}:{port}")[0] == 200
        assert served.get("/", host="evil.example")[0] == 403
        with socket.create_connection((address, int(port)), timeout=5):
            pass
        status, headers, _ = served.get("/-/qr?path=/shop/balm/%3Fpid=a")
        assert (status, headers["content-type"]) == (200, "image/svg+xml")
        tab = browser.new_page()
        tab.goto(f"{served.url}-/qr?path=/shop/balm/%3Fpid=a")
        picture = Image.open(io.BytesIO(tab.screenshot()))
        tab.close()
        (code,) = zxingcpp.read_barcodes(picture)
        assert code.text == f"{url}shop/balm/?pid=a"
