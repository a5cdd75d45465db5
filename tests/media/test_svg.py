import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from generator.errors import InputError
from generator.media import Drawing, MediaStore
from generator.media.stylesheet import clean_rules, is_safe_value

OPEN = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def drawn(tmp_path: Path, text: str | bytes) -> Drawing:
    source = tmp_path / "Logo ä.svg"
    source.write_bytes(text if isinstance(text, bytes) else text.encode())
    return MediaStore(tmp_path / "cache").svg(source)


def body(tmp_path: Path, inside: str) -> tuple[str, str]:
    """Sanitise a drawing with `inside` in it; returns the file and the inline form."""
    drawing = drawn(tmp_path, f'{OPEN} viewBox="0 0 10 10">{inside}</svg>')
    return drawing.asset.path.read_text(), drawing.inline


ATTACKS = [
    "<script>alert(1)</script>",
    "<script href='https://evil.example/x.js'/>",
    "<script xlink:href='data:text/javascript,alert(1)'/>",
    "<SCRIPT>alert(1)</SCRIPT>",
    "<x:script xmlns:x='http://www.w3.org/2000/svg'>alert(1)</x:script>",
    "<h:script xmlns:h='http://www.w3.org/1999/xhtml'>alert(1)</h:script>",
    "<path onclick='alert(1)' d='M0 0'/>",
    "<path ONLOAD='alert(1)' d='M0 0'/>",
    "<g onbegin='alert(1)'/>",
    "<animate onbegin='alert(1)' attributeName='x' dur='1s'/>",
    "<foreignObject><body xmlns='http://www.w3.org/1999/xhtml'>alert(1)</body></foreignObject>",
    "<iframe src='javascript:alert(1)'/>",
    "<a href='javascript:alert(1)'><path d='M0 0'/></a>",
    "<a xlink:href='java&#10;script:alert(1)'><path d='M0 0'/></a>",
    "<a href='https://evil.example/'><path d='M0 0'/></a>",
    "<use href='https://evil.example/x.svg#a'/>",
    "<use xlink:href='data:image/svg+xml;base64,PHN2Zz48L3N2Zz4=#a'/>",
    "<image href='https://evil.example/pixel.gif'/>",
    "<image href='//evil.example/pixel.gif'/>",
    "<image href='data:image/svg+xml,alert(1)'/>",
    "<image href='data:text/html,alert(1)'/>",
    "<feImage href='https://evil.example/x.png'/>",
    "<path fill='url(https://evil.example/x.svg#a)'/>",
    "<path fill=\"url('//evil.example/x.svg#a')\"/>",
    "<path style='background:url(https://evil.example/)'/>",
    "<path style='fill:\\75rl(https://evil.example/)'/>",
    "<path style='behavior:url(#default)'/>",
    "<path style='width:expression(alert(1))'/>",
    "<style>@import 'https://evil.example/x.css';</style>",
    "<style>@import url(https://evil.example/x.css);</style>",
    "<style>@font-face{font-family:x;src:url(https://evil.example/x.woff)}</style>",
    "<style>path{fill:url(https://evil.example/)}</style>",
    "<style>path{background:image-set('https://evil.example/' 1x)}</style>",
    "<style>path{fill:u/**/rl(https://evil.example/)}</style>",
    "<style><![CDATA[</style><img src=x onerror=alert(1)>]]></style>",
    "<title><![CDATA[</title><script>alert(1)</script>]]></title>",
    "<set attributeName='href' to='javascript:alert(1)'/>",
    "<animate attributeName='xlink:href' values='javascript:alert(1)'/>",
    "<set attributeName='onclick' to='alert(1)'/>",
    "<set attributeName='style' to='background:url(https://evil.example/)'/>",
    "<set attributeName='fill' to='url(https://evil.example/)'/>",
    "<?xml-stylesheet href='https://evil.example/x.css'?>",
    "<!-- alert(1) https://evil.example/ -->",
    "<metadata>https://evil.example/</metadata>",
    "<handler xmlns='http://www.w3.org/2001/xml-events'>alert(1)</handler>",
    "<path data-x='https://evil.example/' d='M0 0'/>",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_in_a_drawing_runs_loads_or_links(tmp_path: Path, attack: str) -> None:
    for text in body(tmp_path, attack):
        root = ET.fromstring(text)
        assert all(element.tag.rpartition("}")[2] != "script" for element in root.iter())
        lowered = text.replace("http://www.w3.org/2000/svg", "").lower()
        assert "<script" not in lowered
        assert "<img" not in lowered
        for word in ("evil.example", "javascript", "onclick", "onload", "onbegin", "<a ", "iframe"):
            assert word not in lowered
        if "title" not in attack:  # where it is text, and stays text
            assert "alert(1)" not in lowered


def test_event_handlers_of_the_root_go(tmp_path: Path) -> None:
    drawing = drawn(tmp_path, f'{OPEN} viewBox="0 0 9 9" onload="alert(1)"/>')
    assert "alert" not in drawing.inline + drawing.asset.path.read_text()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('<!DOCTYPE svg [<!ENTITY a "x">]><svg viewBox="0 0 9 9"/>', "svg-entities"),
        ('<!DOCTYPE svg [<!ENTITY a "x"><!ENTITY b "&a;&a;&a;">]><svg>&b;</svg>', "svg-entities"),
        ('<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg>&a;</svg>', "svg-entities"),
        ('<!DOCTYPE svg [<!ENTITY % a "x">]><svg viewBox="0 0 9 9"/>', "svg-entities"),
        ("<svg><path></svg>", "svg-invalid"),
        ("no drawing", "svg-invalid"),
        ("<html><svg/></html>", "svg-invalid"),
        ("<svg xmlns='http://www.w3.org/2000/svg'/>", "svg-invalid"),
        ("<svg viewBox='0 0 0 10'/>", "svg-invalid"),
        ("<svg width='100%' height='100%'/>", "svg-invalid"),
        ('<svg viewBox="0 0 9 9">' + "<g>" * 5000 + "</g>" * 5000 + "</svg>", "svg-invalid"),
        (b"\xff\xfe\x00bad", "svg-invalid"),
        (b'<?xml version="1.0" encoding="no-such-code"?><svg viewBox="0 0 9 9"/>', "svg-invalid"),
        ("", "media-empty"),
        ("<svg viewBox='0 0 9 9'>" + " " * 4_000_001 + "</svg>", "svg-too-large"),
    ],
    ids=range(15),
)
def test_unusable_drawings_are_refused(tmp_path: Path, text: str | bytes, code: str) -> None:
    with pytest.raises(InputError) as caught:
        drawn(tmp_path, text)
    assert caught.value.code == code
    assert caught.value.message.endswith(".")
    assert caught.value.hint.endswith((".", '40".'))


def test_the_doctype_of_svg_1_1_is_dropped(tmp_path: Path) -> None:
    doctype = (
        '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" '
        '"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    )
    drawing = drawn(tmp_path, f'<?xml version="1.0"?>{doctype}{OPEN} viewBox="0 0 9 9"/>')
    assert drawing.inline == '<svg viewBox="0 0 9 9"/>'


@pytest.mark.parametrize(
    ("attributes", "width", "height", "box"),
    [
        ('viewBox="0 0 120 40"', 120, 40, "0 0 120 40"),
        ('viewBox="0,0,120,40" width="60"', 60, 20, "0,0,120,40"),
        ('viewBox="-5 -5 120 40" height="20px"', 60, 20, "-5 -5 120 40"),
        ('width="1in" height="0.5in"', 96, 48, "0 0 96 48"),
        ('width="100%" height="100%" viewBox="0 0 30 10"', 30, 10, "0 0 30 10"),
        ('width="24" height="12pt"', 24, 16, "0 0 24 16"),
    ],
)
def test_size_comes_from_the_view_box(
    tmp_path: Path, attributes: str, width: float, height: float, box: str
) -> None:
    drawing = drawn(tmp_path, f"{OPEN} {attributes}/>")
    assert (drawing.width, drawing.height) == (width, height)
    assert f'viewBox="{box}"' in drawing.inline


def test_what_makes_a_drawing_stays(tmp_path: Path) -> None:
    file, inline = body(
        tmp_path,
        """
        <defs>
          <linearGradient id="shade"><stop offset="0" stop-color="#f00"/></linearGradient>
          <clipPath id="hole"><circle cx="5" cy="5" r="4"/></clipPath>
        </defs>
        <g clip-path="url(#hole)" transform="matrix(.00012345 0 0 1 0 0)">
          <path d="M0.12345 0h10v10z" fill="url(#shade)" style="stroke: red ; opacity:.5"/>
        </g>
        <use xlink:href="#hole"/>
        <text x="1">Glow <tspan font-weight="700">Serum</tspan> now</text>
        <image href="data:image/png;base64,iVBORw0KGgo=" width="1" height="1"/>
        <circle r="2"><animate attributeName="r" values="1;2" dur="1s" begin="hole.click"/></circle>
        """,
    )
    assert 'xmlns="http://www.w3.org/2000/svg"' in file
    assert "xmlns" not in inline
    assert '<path d="M0.12345 0h10v10z" fill="url(#shade)" style="stroke: red;opacity:.5"/>' in file
    assert "matrix(.00012345 0 0 1 0 0)" in file
    assert '<use href="#hole"/>' in file
    assert '<text x="1">Glow <tspan font-weight="700">Serum</tspan> now</text>' in file
    assert 'href="data:image/png;base64,iVBORw0KGgo="' in file
    assert 'attributeName="r" values="1;2" dur="1s"' in file
    assert "\n" not in file


def test_a_link_gives_way_to_its_content(tmp_path: Path) -> None:
    file, _ = body(tmp_path, '<a href="https://brand.example"><path d="M0 0"/></a>')
    assert '<g><path d="M0 0"/></g>' in file


def test_inline_drawings_share_no_names(tmp_path: Path) -> None:
    inside = (
        "<style>.a,svg .b{fill:url(#g)}path&gt;.a{animation:spin 1s}#g{x:1}"
        "@keyframes spin{from{opacity:0} to{opacity:1}}@media (hover){.a{fill:red}}</style>"
        '<linearGradient id="g"/><path class="a b other" fill="url(#g)" '
        'style="stroke:url(#g)"/><use href="#g"/>'
    )
    _, inline = body(tmp_path, inside)
    root = ET.fromstring(inline)
    scope = root.attrib["id"]
    style = root[0].text or ""
    assert style == (
        f"#{scope} .{scope}-a,#{scope} .{scope}-b{{fill:url(#{scope}-g)}}"
        f"#{scope} path>.{scope}-a{{animation:{scope}-spin 1s}}"
        f"#{scope} #{scope}-g{{x:1}}"
        f"@keyframes {scope}-spin{{from{{opacity:0}}to{{opacity:1}}}}"
        f"@media (hover){{#{scope} .{scope}-a{{fill:red}}}}"
    )
    assert root[1].attrib["id"] == f"{scope}-g"
    assert root[2].attrib["class"] == f"{scope}-a {scope}-b {scope}-other"
    assert root[2].attrib["fill"] == root[2].attrib["style"][7:] == f"url(#{scope}-g)"
    assert root[3].attrib["href"] == f"#{scope}-g"


def test_the_name_is_safe_and_the_file_small(tmp_path: Path) -> None:
    text = f'{OPEN} viewBox="0 0 9 9">\n  <!-- made by hand -->\n  <path d="M0 0"/>\n</svg>'
    drawing = drawn(tmp_path, text)
    assert drawing.asset.name.startswith("logo-a.")
    assert drawing.asset.media_type == "image/svg+xml"
    assert drawing.asset.path.read_text() == (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0"/></svg>'
    )


def test_texts_with_letters_of_any_script_stay(tmp_path: Path) -> None:
    file, inline = body(tmp_path, "<title>Größe 日本 🔥 &amp; mehr</title>")
    assert "<title>Größe 日本 🔥 &amp; mehr</title>" in file
    assert "🔥" in inline


@pytest.mark.parametrize(
    ("value", "safe"),
    [
        ("#fff", True),
        ("url(#a)", True),
        ("url( '#a' )", True),
        ("url(#a", False),
        ("url(x.png)", False),
        ("URL(https://x)", False),
        ("url(#a) url(http://x)", False),
        ("u\\72l(#a)", False),
    ],
)
def test_values_refer_to_their_own_file_alone(value: str, safe: bool) -> None:
    assert is_safe_value(value) is safe


@pytest.mark.parametrize(
    ("css", "kept"),
    [
        ("a{b:c}", "a{b:c}"),
        ("a{b:c", ""),
        ("}}a{b:c}", "a{b:c}"),
        ("a{b:c}}d{e:f}", "a{b:c}d{e:f}"),
        ("<!-- a { b : c ; ; } -->", "a{b : c}"),
        ("@charset 'x'; a{b:c}", "a{b:c}"),
        ("@media print{a{b:url(//x)}}", ""),
        ("a{}", ""),
        ("a{content:'}'} body{color:red}", "body{color:red}"),
        ("a[x='{']{b:c}", ""),
        ("a{b:(} d{e:f}", "d{e:f}"),
    ],
)
def test_broken_rules_end_with_themselves(css: str, kept: str) -> None:
    assert clean_rules(css) == kept
