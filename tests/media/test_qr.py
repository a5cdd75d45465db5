import re
import xml.etree.ElementTree as ET

import pytest
import segno

from generator.errors import InputError
from generator.media import qr_svg

SVG = "{http://www.w3.org/2000/svg}"


def modules(svg: str) -> list[list[int]]:
    """Paint the strokes of a code back into rows of modules, the quiet zone included."""
    root = ET.fromstring(svg)
    side = int(root.attrib["viewBox"].split()[2])
    rows = [[0] * side for _ in range(side)]
    path = root.findall(f"{SVG}path")[1].attrib["d"]
    x = y = 0.0
    for command, numbers in re.findall(r"([Mmh])([^Mmh]*)", path):
        values = [float(value) for value in re.findall(r"-?[\d.]+", numbers)]
        if command == "h":
            for column in range(int(x), int(x + values[0])):
                rows[int(y)][column] = 1
            x += values[0]
        else:
            x, y = (values[0], values[1]) if command == "M" else (x + values[0], y + values[1])
    return rows


@pytest.mark.parametrize(
    "text",
    ["a", "https://aurora.onelink.me/A1b2?pid=x&c=sommer%20aktion", "Größe 日本 🔥", "x" * 900],
)
def test_the_drawing_is_the_code_with_its_quiet_zone(text: str) -> None:
    wanted = segno.make(text, error="m", micro=False, boost_error=True)
    drawn = modules(qr_svg(text))
    assert [row[4:-4] for row in drawn[4:-4]] == [list(row) for row in wanted.matrix]
    border = [*drawn[:4], *drawn[-4:], *(row[:4] + row[-4:] for row in drawn)]
    assert not any(module for row in border for module in row)


def test_the_label_is_escaped_and_optional() -> None:
    named = ET.fromstring(qr_svg("a", label='Scan "me" <now> & here'))
    assert (named.attrib["role"], named.attrib["aria-label"]) == ("img", 'Scan "me" <now> & here')
    assert ET.fromstring(qr_svg("a")).attrib["aria-hidden"] == "true"


def test_colours_reach_the_drawing() -> None:
    ground, code = ET.fromstring(qr_svg("a", dark="#123456", light="#fed")).findall(f"{SVG}path")
    assert (ground.attrib["fill"], code.attrib["stroke"]) == ("#fed", "#123456")


def test_a_usual_link_needs_less_than_3_kb() -> None:
    assert len(qr_svg("https://aurora.onelink.me/A1b2?pid=tiktokweb_int&c=always-on")) < 3000


@pytest.mark.parametrize(("text", "code"), [("", "qr-empty"), ("x" * 4000, "qr-too-long")])
def test_texts_that_no_code_can_hold_are_refused(text: str, code: str) -> None:
    with pytest.raises(InputError) as caught:
        qr_svg(text)
    assert caught.value.code == code
