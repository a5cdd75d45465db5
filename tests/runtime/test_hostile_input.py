"""What nobody should send: never an exception, never markup, never another host.

The pages log every uncaught exception and every console error, and the `page` fixture fails the
test when there is one.
"""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, urlsplit

import pytest
from playwright.sync_api import Page, Route

from generator.runtime.bundle import bundle, standalone
from tests.browser.edge import Edge
from tests.browser.fixtures import OpenPage
from tests.runtime.conftest import Engine
from tests.runtime.pages import ATTRIBUTION, BASE, IMPRESSIONS, SITE, STORE, page_html, publish

pytestmark = pytest.mark.browser

NAMES = ["pid", "__proto__", "constructor", "hasOwnProperty", "c"]

CONFIG: dict[str, Any] = {
    "m": {
        "pid": {"k": ["pid"], "d": "lp"},
        "c": {"k": ["c"]},
        "x": [[name, {"k": [name]}] for name in NAMES[1:4]],
        "sub": [{"k": ["toString"], "o": {"x": "y"}}],
    },
    "ttl": 7200,
    "l": {"cta": ["o", BASE], "shop": ["w", "https://shop.example/p"]},
    "imp": {"b": BASE},
}

HOSTILE = {
    "markup": quote('"><script>document.title="owned"</script><img src=x onerror=alert(1)>'),
    "raw markup": "\"'><svg/onload=alert(1)>",
    "script address": "javascript:alert(1)",
    "data address": "data:text/html,<script>alert(1)</script>",
    "another host": "https://evil.example/",
    "host tricks": quote("@evil.example/#?\\evil.example"),
    "line breaks": "%0D%0ASet-Cookie:%20x=1%00",
    "malformed": "%",
    "half escapes": "%E0%A4%A&x=%u0041%zz",
    "lone surrogate": "%ED%A0%80",
    "bad UTF-8": "%FF%FE%C0%80",
    "right to left": "%E2%80%AE%EF%BB%BF",
    "config end": "%3C/script%3E%3C!--",
}


@pytest.fixture
def site(edge: Edge, tmp_path: Path) -> str:
    qr = '<div data-lf-qr="cta">static</div>'
    publish(edge, tmp_path, page_html(CONFIG, bundle(ATTRIBUTION), '<a data-lf="shop">S</a>' + qr))
    return f"https://{SITE}/"


def check(page: Page) -> dict[str, str]:
    """What must hold whatever a URL says; gives the parameters of the link."""
    hrefs = page.eval_on_selector_all("[data-lf]", "all => all.map((one) => one.href)")
    hosts = [(urlsplit(href).scheme, urlsplit(href).netloc) for href in hrefs]
    assert hosts == [("https", STORE), ("https", STORE), ("https", "shop.example")]
    assert page.title() == "Page"
    assert page.locator("script").count() == 2
    assert page.locator("img, iframe, form").count() == 0
    return dict(parse_qsl(urlsplit(hrefs[0]).query, keep_blank_values=True))


@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_value_is_only_ever_a_value(
    page: Page, edge: Edge, site: str, value: str
) -> None:
    page.goto(f"{site}?" + "&".join(f"{name}={value}" for name in NAMES))
    seen = page.evaluate("() => Array.from(new URLSearchParams(location.search))")
    wanted = {name: text for name, text in seen if name in NAMES}
    assert {name: text for name, text in check(page).items() if name in NAMES} == wanted
    edge.requests.wait_for(IMPRESSIONS)
    page.goto(site)
    check(page)
    assert edge.requests.hosts() <= {SITE, IMPRESSIONS}


@pytest.mark.parametrize(
    "query",
    [
        "pid=" + "x" * 100_000,
        "&".join(f"k{number}=v" for number in range(15_000)),
        "&".join(["pid=a"] * 10_000 + ["pid=last"] + ["pid="] * 10_000),
        "%" * 33_000,
        "c=" + "%E6%97%A5" * 11_000,
        "=" * 50_000 + "&" * 50_000,
        "pid=a&" + "[" * 20_000,
    ],
    ids=["value", "names", "duplicates", "percents", "unicode", "separators", "brackets"],
)
def test_a_query_of_a_hundred_kilobytes(open_page: OpenPage, query: str) -> None:
    # The browser itself answers, because servers refuse addresses of that length.
    def answer(route: Route) -> None:
        is_page = route.request.is_navigation_request()
        body = page_html(CONFIG, bundle(ATTRIBUTION), '<a data-lf="shop">S</a>') if is_page else ""
        route.fulfill(content_type="text/html" if is_page else "image/svg+xml", body=body)

    page = open_page()
    page.route("**/*", answer)
    page.goto(f"https://{SITE}/?{query}")
    found = check(page)
    if "last" in query:
        assert found["pid"] == "last"
    if query.startswith("pid=x"):
        assert found["pid"] == "x" * 100_000


def test_prototypes_stay_as_they_are(page: Page, site: str) -> None:
    page.goto(f"{site}?__proto__=x&constructor=y&__proto__[polluted]=1&toString=x")
    assert page.evaluate("({}).polluted === undefined && ({}).constructor === Object") is True
    page.goto(site)
    assert page.evaluate("Object.keys(Object.prototype)") == []


BROKEN_CALLS = """async (script) => {
  const values = [undefined, null, true, 0, NaN, '', 'x', [], [null], [[]], {}, () => 1,
    Symbol('s'), new Date(NaN), /x/, new Map(), Object.create(null),
    Object.freeze({ keys: 1 }), '\\ud800'];
  const warnings = [];
  const fakeConsole = { warn: (...parts) => warnings.push(parts[0]) };
  const window = {};
  new Function('window', 'console', script)(window, fakeConsole);
  const api = window.AF_SMART_SCRIPT;
  const fine = { oneLinkURL: 'https://b.onelink.me/A1', platform: 'steam', app_id: '1',
    redirectURL: 'https://x.example/', afParameters: { mediaSource: { defaultValue: 'm' },
    campaign: { defaultValue: 'c' } } };
  let calls = 0;
  const call = (settings) => {
    for (const name of ['generateOneLinkURL', 'generateDirectClickURL']) {
      const result = api[name](settings);
      if (result !== null && !/^https:[/][/][a-z.]+[/]/.test(result.clickURL)) {
        throw new Error(String(result.clickURL));
      }
      calls++;
    }
    api.fireImpressionsLink();
  };
  const lists = ['referrerSkipList', 'urlSkipList', 'webReferrer', 'SEO'];
  const entry = ['keys', 'overrideValues', 'defaultValue', 'paramKey'];
  const members = ['mediaSource', 'campaign', 'channel', 'afSub1', 'googleClickIdKey', 'afCustom'];
  for (const value of values) {
    call(value);
    for (const name of [...Object.keys(fine), ...lists]) {
      call({ ...fine, [name]: value });
    }
    for (const name of members) {
      call({ ...fine, afParameters: { ...fine.afParameters, [name]: value } });
    }
    for (const name of entry) {
      const broken = { paramKey: 'k', keys: ['k'], defaultValue: 'd', [name]: value };
      const given = { ...fine.afParameters, ad: broken, afCustom: [broken, value] };
      call({ ...fine, afParameters: given });
    }
    api.displayQrCode(value, value);
    api.fireImpressionsLink(value);
  }
  const texts = warnings.every((warning) => typeof warning === 'string');
  return { calls: calls, warned: warnings.length, texts: texts };
}"""


def test_what_cannot_even_be_read_throws_nothing(engine: Engine) -> None:
    found = engine.run(
        """async (script) => {
          const warnings = [];
          const window = {};
          const console = { warn: (text) => warnings.push(text) };
          new Function('window', 'console', script)(window, console);
          const api = window.AF_SMART_SCRIPT;
          const trap = new Proxy({}, { get: () => { throw new Error('trap'); } });
          return [[api.generateOneLinkURL(trap), api.generateDirectClickURL(trap)], warnings];
        }""",
        standalone(),
    )
    assert found == [[None, None], ["Smart script: what was given cannot be read"] * 2]


LOOKS = """async (script) => {
  const element = document.createElement('div');
  element.id = 'qr';
  document.body.appendChild(element);
  const window = {};
  new Function('window', script)(window);
  const api = window.AF_SMART_SCRIPT;
  api.generateOneLinkURL({ oneLinkURL: 'https://b.onelink.me/A1',
    afParameters: { mediaSource: { defaultValue: 'm' } } });
  const draw = (look) => {
    element.textContent = '';
    api.displayQrCode('qr', look);
    return element.innerHTML;
  };
  const plain = draw();
  const broken = [null, 1, 'x', [], { logo: {} }, { codeColor: 7 }, { codeColor: Symbol('s') },
    { logo: [], codeColor: Object.create(null) }, { logo: '', codeColor: '' }];
  const same = broken.every((look) => draw(look) === plain);
  const customized = draw({ codeColor: '#123' }) !== plain;
  element.remove();
  return [plain.includes('<path'), same, customized];
}"""


def test_a_broken_look_is_no_look(engine: Engine) -> None:
    assert engine.run(LOOKS, standalone()) == [True, True, True]


def test_thousands_of_parameters_take_no_time(engine: Engine) -> None:
    length, milliseconds = engine.run(
        """async (script) => {
          const window = {};
          new Function('window', script)(window);
          const custom = Array.from({ length: 20000 }, (_, number) =>
            ({ paramKey: 'k' + number, keys: [], defaultValue: 'v' }));
          const start = performance.now();
          const result = window.AF_SMART_SCRIPT.generateOneLinkURL({
            oneLinkURL: 'https://b.onelink.me/A1',
            afParameters: { mediaSource: { defaultValue: 'm' }, afCustom: custom } });
          return [result.clickURL.length, performance.now() - start];
        }""",
        standalone(),
    )
    assert 1980 < length <= 2000
    assert milliseconds < 3000


def test_the_stand_alone_script_never_throws(engine: Engine) -> None:
    outcome = engine.run(BROKEN_CALLS, standalone())
    assert outcome["calls"] > 700
    assert outcome["warned"] > 100
    assert outcome["texts"]
