"""What authors write about pixels and consent: what is taken, and what is refused with a reason."""

from pathlib import Path

import pytest

from generator.errors import SiteError
from tests.render.rendered_site import ECOMMERCE, SITE, render_site, write_site

ID = "C1ABCDEFG2HIJKLMNOP3"


def refused(tmp_path: Path, settings: str) -> tuple[str, str]:
    """The code of the only problem and the excerpt at its place."""
    with pytest.raises(SiteError) as caught:
        render_site(write_site(tmp_path, {"glow": ECOMMERCE}, site=SITE + settings))
    (problem,) = caught.value.problems
    return problem.code, problem.excerpt


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        ("pixels: {tiktok: C1ABC}\n", "pixel-id-invalid"),
        ("pixels: {tiktok: c1abcdefg2hijklmnop3}\n", "pixel-id-invalid"),
        (
            "pixels: {tiktok: 12345678901234567890, tiktok_host: evil.example}\n",
            "value-not-allowed",
        ),
        (f"pixels: {{tiktok: [{ID}, nope]}}\n", "pixel-id-invalid"),
        (f"pixels: {{tiktok: {ID}, events: {{shop: Purchase}}}}\n", "pixel-event-conclusive"),
        (
            f"pixels: {{tiktok: {ID}, events: {{app: CompleteRegistration}}}}\n",
            "pixel-event-conclusive",
        ),
        (f"pixels: {{tiktok: {ID}, events: {{shop: addtocart}}}}\n", "pixel-event-unknown"),
        ("pixels: {}\n", "key-missing"),
        ("consent: {mode: maybe}\n", "value-not-allowed"),
    ],
)
def test_mistakes_are_told_where_they_stand(tmp_path: Path, settings: str, code: str) -> None:
    assert refused(tmp_path, settings) == (code, settings.strip())


def test_digits_alone_are_an_id(tmp_path: Path) -> None:
    settings = "pixels: {tiktok: 12345678901234567890}\n"
    (page,) = render_site(write_site(tmp_path, {"glow": ECOMMERCE}, site=SITE + settings)).values()
    assert '"px":{"id":["12345678901234567890"]' in page.html


def test_pages_without_them_carry_nothing_of_them(tmp_path: Path) -> None:
    (page,) = render_site(write_site(tmp_path, {"glow": ECOMMERCE})).values()
    for trace in ("ttq", "analytics.tiktok", "consent", '"px":'):
        assert trace not in page.html


def test_there_is_nothing_to_ask_where_nothing_is_measured(tmp_path: Path) -> None:
    settings = "consent: {mode: ask}\n"
    site = SITE + "  impressions: false\n  persist: {hours: 0}\n"
    (page,) = render_site(write_site(tmp_path, {"glow": ECOMMERCE}, site=site + settings)).values()
    assert "consent" not in page.html


@pytest.mark.parametrize(
    ("consent", "country", "asks"),
    [
        ("{mode: ask}", "US", True),
        ("{mode: ask, countries: [DE, FR]}", "US", False),
        ("{mode: ask, countries: [DE, FR]}", "FR", True),
        ("{mode: none, countries: [DE]}", "DE", False),
    ],
)
def test_consent_is_asked_for_where_the_site_says(
    tmp_path: Path, consent: str, country: str, asks: bool
) -> None:
    settings = f"pixels: {{tiktok: {ID}}}\nconsent: {consent}\ncountry: {country}\n"
    (page,) = render_site(write_site(tmp_path, {"glow": ECOMMERCE}, site=SITE + settings)).values()
    assert ('id="lf-consent"' in page.unminified) == asks


def test_a_country_of_consent_is_checked(tmp_path: Path) -> None:
    assert refused(tmp_path, "consent: {mode: ask, countries: [Germany]}\n") == (
        "country-invalid",
        "consent: {mode: ask, countries: [Germany]}",
    )
