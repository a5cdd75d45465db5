"""A page is made anew when something that it is made from has changed, and only then."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from generator.build import build as building
from generator.build import unchanged as shortcut
from generator.build.build import build
from generator.build.unchanged import list_sources
from generator.errors import SiteError
from generator.hosts import HOSTS
from tests.build.changing import TEXTS, Studio
from tests.media.test_font import built_font
from tests.workspaces import Recorder, snapshot, write_workspace

ALL = 8
"""Pages of the studio: balm, two offers, three lamps; and one in two markets."""


@pytest.fixture
def studio(tmp_path: Path) -> Studio:
    made = Studio(tmp_path)
    assert made.build().made == ALL
    return made


def test_nothing_is_made_where_nothing_has_changed(studio: Studio) -> None:
    before = snapshot(studio.workspace.output)
    summary = studio.build()
    assert (summary.made, summary.pages, summary.written, summary.removed) == (0, ALL, 0, 0)
    assert snapshot(studio.workspace.output) == before


def write_again(name: str) -> Callable[[Studio], None]:
    def act(studio: Studio) -> None:
        studio.path(name).write_bytes(studio.path(name).read_bytes())

    return act


def edit(name: str, old: str, new: str) -> Callable[[Studio], None]:
    return lambda studio: studio.edit(name, old, new)


def write(name: str, text: str) -> Callable[[Studio], None]:
    def act(studio: Studio) -> None:
        studio.path(name).parent.mkdir(parents=True, exist_ok=True)
        studio.path(name).write_text(text, "utf-8")

    return act


def unlink(name: str) -> Callable[[Studio], None]:
    return lambda studio: studio.path(name).unlink()


def at(moment: datetime) -> Callable[[Studio], None]:
    def act(studio: Studio) -> None:
        studio.now = moment

    return act


@pytest.mark.parametrize(
    ("act", "made"),
    [
        (write_again("sites/shop/pages/balm.md"), 0),
        (write_again("sites/shop/media/balm.jpg"), 0),
        (write_again("themes/plain/templates/product.html"), 0),
        (edit("sites/shop/pages/balm.md", "cold", "warm"), 1),
        (edit("sites/world/pages/balm.de.md", "kalte", "warme"), 2),
        (edit("sites/shop/pages/offers/_defaults.yaml", "Today", "Now"), 2),
        (write("sites/shop/pages/_defaults.yaml", "kicker: New\n"), 6),
        (write("sites/world/pages/deep/_defaults.yaml", "kicker: New\n"), 0),
        (unlink("sites/world/pages/balm.de.md"), 2),
        (edit("sites/shop/site.yaml", "always-on", "autumn"), 6),
        (edit("sites/shop/data/lamps.csv", "Bergen", "Bodo"), 1),
        (edit("sites/shop/data/lamps.csv", "49.50\n", "49.50\nL4,New,9.00\n"), 1),
        (edit("sites/shop/data/lamps.csv", "L3,Tromso,49.50\n", ""), 0),
        (edit("sites/shop/pages/lamps.md", "called", "named"), 3),
        (edit("themes/plain/templates/product.html", "<main>", "<main><hr>"), 6),
        (edit("themes/plain/templates/ecommerce.html", "<main>", "<main><hr>"), 2),
        (edit("themes/plain/styles/theme.css", "(1, 2, 3)", "(3, 2, 1)"), ALL),
        (write("themes/plain/styles/ecommerce.css", "p { margin: 0 }"), 2),
        (write("themes/plain/words/de.yaml", "shop_now: Kaufen\n"), 1),
        (write("sites/world/theme/styles/site.css", "p { margin: 0 }"), 2),
        (write("sites/shop/theme/templates/partials/noscript.html", ""), 6),
        (write("themes/other/templates/product.html", "x"), 0),
        (at(datetime(2027, 3, 16, tzinfo=UTC)), 0),
        (at(datetime(2027, 4, 3, tzinfo=UTC)), 1),
        (lambda studio: shutil.rmtree(studio.workspace.cache / "builds"), ALL),
        (lambda studio: shutil.rmtree(studio.workspace.output), ALL),
        (lambda studio: (studio.workspace.output / "shop/balm/index.html").unlink(), 1),
    ],
)
@pytest.mark.parametrize("settled", [False, True], ids=["just written", "settled"])
def test_what_has_changed_is_made_and_nothing_else(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    settled: bool,
    act: Callable[[Studio], None],
    made: int,
) -> None:
    """Whether the times of what has not changed can be trusted, or it has to be read."""
    studio = Studio(tmp_path)
    if settled:
        monkeypatch.setattr("generator.build.inputs.GRANULARITY", 20_000_000)
        studio.pause = 0.03
    studio.build()
    act(studio)
    assert studio.build().made == made
    assert snapshot(studio.workspace.output) == studio.clean()
    assert studio.build().made == 0


def test_what_a_folder_does_not_say_any_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.build.inputs.GRANULARITY", 20_000_000)
    studio = Studio(tmp_path, pause=0.03)
    write("sites/shop/pages/_defaults.yaml", "kicker: New\n")(studio)
    studio.build()
    unlink("sites/shop/pages/_defaults.yaml")(studio)
    assert studio.build().made == 6
    assert snapshot(studio.workspace.output) == studio.clean()


def test_a_picture_makes_the_pages_anew_that_show_it(studio: Studio) -> None:
    studio.path("sites/shop/media/soap.png").write_bytes(
        studio.path("sites/world/media/balm.jpg").read_bytes()
    )
    assert studio.build().made == 2
    assert snapshot(studio.workspace.output) == studio.clean()


def test_rows_that_only_moved_stay_unless_something_was_found_at_their_line(
    studio: Studio,
) -> None:
    path = studio.path("sites/shop/data/lamps.csv")
    head, *rows = path.read_text().splitlines()
    path.write_text("\n".join([head, *reversed(rows)]) + "\n")
    assert studio.build().made == 2
    assert snapshot(studio.workspace.output) == studio.clean()


def test_force_makes_everything(studio: Studio) -> None:
    summary = build(studio.workspace, Recorder(), now=studio.now, force=True)
    assert (summary.made, summary.written) == (ALL, 0)


def test_pages_are_checked_that_were_built_unchecked(tmp_path: Path) -> None:
    studio = Studio(tmp_path)
    assert build(studio.workspace, Recorder(), now=studio.now).made == ALL
    checked = studio.build()
    assert checked.made == ALL
    assert checked.warnings
    assert build(studio.workspace, Recorder(), now=studio.now).made == 0


def test_warnings_of_pages_that_stay_are_told_again(studio: Studio) -> None:
    studio.edit("sites/shop/pages/balm.md", "cold", "warm")
    warnings = studio.build().warnings
    assert warnings
    assert studio.build().warnings == warnings


def test_a_mistake_costs_nothing_that_was_there(studio: Studio) -> None:
    before = snapshot(studio.workspace.output)
    studio.edit("sites/shop/pages/balm.md", "title:", "titel:")
    with pytest.raises(SiteError):
        studio.build()
    assert snapshot(studio.workspace.output) == before
    studio.edit("sites/shop/pages/balm.md", "titel:", "title:")
    assert studio.build().made == 0


def test_one_address_for_a_page_that_stays_and_a_new_one(studio: Studio) -> None:
    studio.path("sites/shop/pages/p").mkdir()
    shutil.copy(studio.path("sites/shop/pages/balm.md"), studio.path("sites/shop/pages/p/l1.md"))
    with pytest.raises(SiteError) as caught:
        studio.build()
    (problem,) = caught.value.problems
    assert problem.code == "url-duplicate"
    assert problem.place
    assert problem.related


def test_the_record_of_another_workspace_counts_as_none(tmp_path: Path) -> None:
    one, two = Studio(tmp_path / "one"), Studio(tmp_path / "two")
    one.build()
    two.edit("sites/shop/pages/balm.md", "cold", "warm")
    shutil.copytree(one.workspace.cache / "builds", two.workspace.cache / "builds")
    (own,) = (one.workspace.cache / "builds").iterdir()
    two.build()
    (_, theirs) = sorted(
        (two.workspace.cache / "builds").iterdir(), key=lambda folder: folder.name != own.name
    )
    shutil.copytree(own, theirs, dirs_exist_ok=True)
    assert two.build().made == ALL
    assert snapshot(two.workspace.output) == two.clean()


def test_another_version_of_landfast_makes_everything_anew(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "tool_version", lambda: "another")
    monkeypatch.setattr(shortcut, "tool_version", lambda: "another")
    assert studio.build().made == ALL


def test_a_page_that_a_host_has_no_more_room_for_carries_its_policy(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, host in list(HOSTS.items()):
        monkeypatch.setitem(HOSTS, name, replace(host, page_rules=2))
    studio.path("sites/world/pages/alpha.md").write_text(
        studio.path("sites/world/pages/balm.md").read_text(), "utf-8"
    )
    assert studio.build().made == 4
    assert snapshot(studio.workspace.output) == studio.clean()
    studio.path("sites/world/pages/alpha.md").unlink()
    assert studio.build().made == 2
    assert snapshot(studio.workspace.output) == studio.clean()


def test_pages_in_a_font_of_the_brand_change_with_the_text_of_all(tmp_path: Path) -> None:
    studio = Studio(tmp_path)
    font = "brand: {fonts: {text: media/text.ttf}}\n-- sites/world/media/x.jpg --\n"
    site = studio.path("sites/world/site.yaml").read_text("utf-8")
    write_workspace(tmp_path, f"-- sites/world/site.yaml --\n{site}{font}")
    letters = "".join(map(chr, (*range(0x20, 0x180), 0x3042)))
    built_font(studio.path("sites/world/media/text.ttf"), letters)
    shutil.copy(studio.path("sites/world/pages/balm.md"), studio.path("sites/world/pages/soap.md"))
    studio.build()
    assert studio.build().made == 0
    studio.edit("sites/world/pages/soap.md", "cold", "cold \u3042")
    assert studio.build().made == 4
    assert snapshot(studio.workspace.output) == studio.clean()


def test_the_short_way_is_taken_and_tells_the_same(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shortcut, "GRANULARITY", -(10**18))
    long = studio.build()
    output = studio.workspace.output
    short = shortcut.unchanged(studio.workspace, (), output, studio.now, checked=True)
    assert short
    assert replace(short, seconds=0) == replace(long, made=0, written=0, seconds=0)
    (output / "world/us/balm/index.html").write_text("x")
    assert not shortcut.unchanged(studio.workspace, (), output, studio.now, checked=True)


@pytest.mark.parametrize(
    "act",
    [
        edit("sites/shop/pages/balm.md", "cold", "warm"),
        write("sites/shop/pages/new.md", "x"),
        write("sites/shop/media/new.txt", "x"),
        write("themes/plain/words/de.yaml", "x"),
        at(datetime(2027, 4, 3, tzinfo=UTC)),
        lambda studio: (studio.workspace.output / "shop/balm/index.html").unlink(),
        lambda studio: shutil.rmtree(studio.path("sites/world")),
        lambda studio: (studio.workspace.output / ".landfast/commit.json").write_text("{}"),
    ],
)
def test_the_short_way_is_not_taken_after_a_change(
    studio: Studio, monkeypatch: pytest.MonkeyPatch, act: Callable[[Studio], None]
) -> None:
    monkeypatch.setattr(shortcut, "GRANULARITY", -(10**18))
    studio.build()
    output = studio.workspace.output
    assert shortcut.unchanged(studio.workspace, (), output, studio.now, checked=True)
    assert not shortcut.unchanged(studio.workspace, ("shop",), output, studio.now, checked=True)
    assert not shortcut.unchanged(studio.workspace, (), output, studio.now, checked=False)
    act(studio)
    assert not shortcut.unchanged(studio.workspace, (), output, studio.now, checked=True)


def test_sources_that_may_yet_change_unseen_are_not_trusted(studio: Studio) -> None:
    # Written an instant ago: a file may change again with the same times.
    studio.build()
    output = studio.workspace.output
    assert not shortcut.unchanged(studio.workspace, (), output, studio.now, checked=True)


def test_what_lies_behind_links_is_a_source_too(tmp_path: Path) -> None:
    studio = Studio(tmp_path)
    shared = tmp_path / "shared"
    shutil.move(studio.path("themes/plain"), shared)
    studio.path("themes/plain").symlink_to(shared, target_is_directory=True)
    (shared / "around").symlink_to(shared, target_is_directory=True)
    studio.build()
    before = list_sources(studio.workspace, [])
    (shared / "templates" / "ecommerce.html").write_text(TEXTS.replace("<h1>", "<hr><h1>"))
    assert list_sources(studio.workspace, []).digest != before.digest
    assert studio.build().made == 2
    assert snapshot(studio.workspace.output) == studio.clean()


def test_all_mistakes_of_a_catalogue_in_markets_are_told_at_once(studio: Studio) -> None:
    rows = "sku,title,price\nL1,Oslo,29.00\n,Bergen,39.50\nL3,Tromso,cheap\n"
    studio.path("sites/world/data").mkdir()
    studio.path("sites/world/data/lamps.csv").write_text(rows)
    studio.path("sites/world/pages/lamps.md").write_bytes(
        studio.path("sites/shop/pages/lamps.md").read_bytes()
    )
    with pytest.raises(SiteError) as caught:
        studio.build()
    codes = {problem.code for problem in caught.value.problems}
    assert "row-key-missing" in codes
    assert len(codes) > 1
