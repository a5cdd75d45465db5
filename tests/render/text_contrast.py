"""The contrast of text with what is really painted behind it, pictures and gradients included.

The page is photographed with its text invisible; under each line the pixels are compared with the
text's colour by the formula of WCAG 2.2: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
"""

import io
import re
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image
from playwright.sync_api import Page

from tests.browser.chromium import ColorScheme

LEAST, MOST = 4.5, 21.0

Picture = npt.NDArray[np.uint8]
"""Rows of pixels of red, green and blue, 0 to 255."""

_CHANNEL = np.arange(256) / 255
LINEAR = np.where(_CHANNEL <= 0.04045, _CHANNEL / 12.92, ((_CHANNEL + 0.055) / 1.055) ** 2.4)
"""The light of each of a channel's 256 values."""

WEAK_SHARE = 0.04
"""The share of a line's pixels that may be weaker: edges of boxes, specks of a picture."""


def weak_texts(tab: Page, scheme: ColorScheme) -> list[str]:
    """Say which visible texts of the page have too little contrast; page_probe.js must be in it.

    The page is only good for this afterwards: its text stays invisible, its bars no longer stick.
    """
    tab.emulate_media(color_scheme=scheme)
    runs: list[dict[str, Any]] = tab.evaluate("probe.textOnGround()")
    screen = _photograph(tab, full_page=False)
    tab.evaluate("probe.showFixed(false)")
    page = _photograph(tab, full_page=True)
    tab.evaluate("probe.showFixed(true)")
    weak = []
    for run in runs:
        ratio = min(
            (_contrast(run, box, screen if run["fixed"] else page) for box in run["boxes"]),
            default=MOST,
        )
        # 4.47 may be the rounding of colours to whole numbers.
        if ratio < LEAST - 0.05:
            weak.append(f"in {scheme} the contrast is {ratio:.2f}: {run['name']}, {run['color']}")
    return weak


def _photograph(tab: Page, *, full_page: bool) -> Picture:
    data = tab.screenshot(full_page=full_page, scale="css", animations="disabled")
    return np.asarray(Image.open(io.BytesIO(data)).convert("RGB"))


def _contrast(run: dict[str, Any], box: list[float], picture: Picture) -> float:
    """The contrast that all but a small share of the line's pixels reach."""
    left, top, right, bottom = (max(round(edge), 0) for edge in box)
    ground = picture[top:bottom, left:right]
    if not ground.size:
        return MOST
    if run["outline"]:
        ground = np.array([[_channels(run["outline"])[:3]]], np.uint8)
    *color, alpha = _channels(run["color"])
    opacity = run["opacity"] * alpha
    text = np.array(color) * opacity + ground * (1 - opacity)
    one, other = _luminance(text.round().astype(np.uint8)), _luminance(ground)
    ratios = (np.maximum(one, other) + 0.05) / (np.minimum(one, other) + 0.05)
    return float(np.quantile(ratios, WEAK_SHARE))


def _channels(color: str) -> tuple[float, float, float, float]:
    """Red, green and blue, 0 to 255, and alpha, 0 to 1, of a colour as browsers compute it."""
    red, green, blue, *alpha = (float(number) for number in re.findall(r"[\d.]+", color))
    return red, green, blue, alpha[0] if alpha else 1.0


def _luminance(color: Picture) -> npt.NDArray[np.float64]:
    weights = np.array([0.2126, 0.7152, 0.0722])
    luminance: npt.NDArray[np.float64] = LINEAR[color] @ weights
    return luminance
