"""Which countdowns can be built: to a real moment, and not to one that is over."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator.clock import build_time
from generator.errors import SiteError, UsageError
from generator.site.countdown import Countdown
from tests.site.test_loading import PRODUCT, hints, load, mistakes

NOON = datetime(2027, 6, 30, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(NOON.timestamp())))


def page(said: str) -> str:
    return f"{PRODUCT}countdown: {{to: {said}}}\n---\n"


@pytest.mark.parametrize(
    "said", ["2027-06-30", "2027-06-29T23:00-14:00", "2027-06-30T12:00:01Z", "'2027-12-24'"]
)
def test_what_is_yet_to_come_is_built(tmp_path: Path, said: str) -> None:
    (source,) = load(tmp_path, page(said)).pages
    assert source.page.countdown is not None
    assert source.page.countdown.over > NOON


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("2027-06-30T12:00:00Z", "countdown-ended"),
        ("2027-06-30T14:00:00+02:00", "countdown-ended"),
        ("2027-06-29", "countdown-ended"),
        ("2027-06-30T20:00:00", "countdown-timezone"),
        ("2027-06-30 20:00", "countdown-timezone"),
        ("2027-06-31", "countdown-invalid"),
        ("2027-06-30T25:00:00Z", "countdown-invalid"),
        ("tomorrow", "countdown-invalid"),
        ("12", "countdown-invalid"),
        ("[2027-06-30]", "countdown-invalid"),
    ],
)
def test_what_cannot_be_counted_down_to_is_told(tmp_path: Path, said: str, code: str) -> None:
    assert mistakes(tmp_path, page(said)) == [f"sites/shop/pages/balm.md:8:17 {code}"]


def test_the_hint_shows_how_to_write_the_zone(tmp_path: Path) -> None:
    assert "2027-06-30T20:00:00+02:00" in hints(tmp_path, page("2027-06-30T20:00:00"))


def test_a_draft_may_have_ended(tmp_path: Path) -> None:
    text = PRODUCT + "draft: true\ncountdown: {to: 2020-01-01}\n---\n"
    assert list(load(tmp_path, text).pages) == []


def test_a_day_is_over_when_it_is_over_everywhere() -> None:
    day = Countdown.model_validate({"to": "2027-06-29"})
    assert day.over == datetime(2027, 6, 30, 12, tzinfo=UTC)


def test_the_clock_of_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    assert build_time() == NOON
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    with pytest.raises(UsageError, match="'soon', which is no moment"):
        build_time()
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    before = datetime.now(UTC)
    assert before <= build_time() <= datetime.now(UTC)


def test_an_offer_ends_while_nothing_in_the_sources_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(tmp_path, page("2027-07-01"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(datetime(2027, 7, 3, tzinfo=UTC).timestamp())))
    with pytest.raises(SiteError, match="ended on 2027-07-01"):
        list(load(tmp_path, page("2027-07-01")).pages)
