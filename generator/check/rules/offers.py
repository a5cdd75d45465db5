"""Offers: prices, discounts and dates that are true when somebody reads them."""

import re
from collections.abc import Iterator

from generator.check.page import CheckedPage
from generator.check.rule import Found, rule
from generator.check.sources import POLICY, REVIEWS
from generator.site.moment import moment, over
from generator.site.page_types.ecommerce import Ecommerce
from generator.site.page_types.page import Price
from generator.site.page_types.product import Product
from generator.source import KeyPath

_OFF = (
    r"off|rabatt|discount|sale|günstiger|reduziert|de réduction|de remise|descuento|dto|desconto|"
    r"di sconto|sconto|オフ|引き|割引|할인|diskon|ลด|giảm|خصم|折扣"
)
_PERCENT = re.compile(
    rf"(?:(\d{{1,2}})\s?%\s?(?:{_OFF}))|(?:(?:{_OFF}|save|spare|-|\u2212)\s?(\d{{1,2}})\s?%)",
    re.IGNORECASE,
)


@rule(
    "price-currency",
    "warning",
    "The price is in another currency than the country's",
    why="TikTok asks for prices in the currency of the country that the page is for.",
    fix="Write `currency:` beside `country:`, or in the price.",
    source=POLICY,
)
def currency(page: CheckedPage) -> Iterator[Found]:
    """A price is in a currency of the page's country."""
    price = _price(page)
    if price is None:
        return
    from babel.numbers import get_territory_currencies  # most pages sell nothing

    used = price.currency or page.page.currency
    usual = get_territory_currencies(page.page.country)
    if usual and used not in usual:
        yield Found(
            ("price", "currency") if price.currency else ("currency",),
            f"The price is in {used}, and people in {page.page.country} pay in "
            f"{' or '.join(usual)}.",
        )


@rule(
    "price-zero",
    "warning",
    "The price is zero",
    why="Abnormally low prices are rejected, and zero is usually a price that was forgotten.",
    fix="Write the price, or leave `price:` out.",
    source=POLICY,
)
def zero(page: CheckedPage) -> Iterator[Found]:
    """A price is above zero."""
    price = _price(page)
    if price is not None and price.now == 0:
        yield Found(("price", "now"), "The page sells at a price of zero.")


@rule(
    "discount-without-price",
    "warning",
    "A discount has neither an original price nor an end",
    why="A discount that can be checked by nobody counts as misleading: say what it cost before, "
    "or until when the code works.",
    fix="Write `price: {now: ..., was: ...}`, or the last day in `coupon: {ends: ...}`.",
    source=REVIEWS,
)
def unfounded(page: CheckedPage) -> Iterator[Found]:
    """A discount comes with the price before it, or with its end."""
    if not isinstance(page.page, (Ecommerce, Product)):
        return
    price = _price(page)
    coupon = page.page.coupon if isinstance(page.page, Ecommerce) else None
    founded = (price is not None and price.was) or (coupon and coupon.ends) or page.page.countdown
    if not founded:
        for path, percent in _claims(page)[:1]:
            yield Found(
                path,
                f"The page promises {percent}% off, and shows neither an old price nor an end.",
            )


@rule(
    "discount-differs",
    "warning",
    "The discount in the text is not the one of the price",
    why="A page that promises another discount than it gives is rejected as misleading.",
    fix="Correct the text or the two prices.",
    source=REVIEWS,
)
def differing(page: CheckedPage) -> Iterator[Found]:
    """A discount in words is that of the two prices."""
    price = _price(page)
    if price is None or not price.was:
        return
    real = float(1 - price.now / price.was) * 100
    for path, percent in _claims(page):
        if abs(percent - real) > 1:
            yield Found(
                path,
                f"The text promises {percent}% off, and the prices {price.was} and {price.now} "
                f"come to {real:.0f}%.",
            )


@rule(
    "offer-ended",
    "warning",
    "A coupon is over",
    why="Builds leave it out of the page, but the ad, the anchor and the page's own words may "
    "still promise it. Pages that do not keep what was promised are rejected.",
    fix="Give the date of the next offer, or delete the coupon and what promises it.",
    source=POLICY,
)
def ended(page: CheckedPage) -> Iterator[Found]:
    """A coupon still works, somewhere on earth."""
    if not isinstance(page.page, Ecommerce) or page.page.coupon is not None:
        return
    written = page.layers.data.get("coupon")
    ends = written.get("ends") if isinstance(written, dict) else None
    if written is not None and ends is not None and over(moment("date")(ends)) <= page.now:
        name = written.get("code") or written.get("text")
        yield Found(("coupon", "ends"), f"The coupon {name} was good until {ends}.")


@rule(
    "offer-out-of-stock",
    "warning",
    "The page sells what is out of stock",
    why="People pay with their time for an ad that leads to nothing, and reviewers see a page "
    "that cannot do what it promises.",
    fix="Stop its ads, offer a pre-order (`availability: preorder`), or set `draft: true`.",
    source=REVIEWS,
)
def out_of_stock(page: CheckedPage) -> Iterator[Found]:
    """A product can be had."""
    if isinstance(page.page, Product) and page.page.availability == "out-of-stock":
        yield Found(("availability",), "The page offers a product that is out of stock.")


RULES = (currency, zero, unfounded, differing, ended, out_of_stock)


def _price(page: CheckedPage) -> Price | None:
    return page.page.price if isinstance(page.page, (Ecommerce, Product)) else None


def _claims(page: CheckedPage) -> list[tuple[KeyPath, int]]:
    """(where it stands, percent) of each discount that the page promises at its top."""
    shown, found = page.page, []
    texts: list[tuple[KeyPath, str | None]] = [
        ((key,), getattr(shown, key)) for key in ("title", "headline", "kicker", "description")
    ]
    if shown.anchor:
        texts += [(("anchor", key), getattr(shown.anchor, key)) for key in ("title", "description")]
    if isinstance(shown, Ecommerce) and shown.coupon:
        texts.append((("coupon", "text"), shown.coupon.text))
    for path, text in texts:
        for one, other in _PERCENT.findall(text or ""):
            found.append((path, int(one or other)))
    return found
