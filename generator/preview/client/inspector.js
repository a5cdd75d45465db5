/**
 * Shows what one visit does, as it happens, beside what the rules expect of it.
 */

/**
 * @typedef {object} View
 * @property {string} id
 * @property {string} page
 * @property {any[]} events
 */

const PIXEL_WORDS = {
  load: 'TikTok pixel loads',
  page: 'TikTok pixel: page view',
  track: 'TikTok pixel: ',
  holdConsent: 'TikTok pixel waits for consent',
  grantConsent: 'TikTok pixel: consent given',
  revokeConsent: 'TikTok pixel: consent taken back',
};

/** One visit, followed. */
class Inspector {
  /** @param {Record<string, HTMLElement>} places Where to show the links, the events, the consent. */
  constructor(places) {
    this.places = places;
    this.visit = '';
    this.visitor = '';
    /** @type {View[]} */
    this.views = [];
    /** @type {any} */
    this.expected = null;
    this.asked = '';
    /** @type {(expected: any) => void} */
    this.onExpected = () => {};
  }

  /**
   * @param {string} visit
   * @param {string} visitor
   * @param {View[]} [views] What it has done already.
   */
  follow(visit, visitor, views) {
    this.visit = visit;
    this.visitor = visitor;
    this.views = views || [];
    this.expected = null;
    this.asked = '';
    this.draw();
    this.ask();
  }

  /** @param {any} told What some page has done. */
  hear(told) {
    if (told.visit !== this.visit) return;
    let view = this.views.find((known) => known.id === told.view);
    if (!view) {
      view = { id: told.view, page: told.page, events: [] };
      this.views.push(view);
    }
    view.events.push(...told.events);
    this.draw();
    this.ask();
  }

  /** @returns {View | undefined} */
  get view() {
    return this.views[this.views.length - 1];
  }

  /** @param {string} kind @returns {any} The latest event of a kind in the current view. */
  latest(kind) {
    const found = this.view ? this.view.events.filter((event) => event.kind === kind) : [];
    return found[found.length - 1];
  }

  /** Asks what the rules expect of the current view, when that is not known yet. */
  async ask() {
    const load = this.latest('load');
    if (!this.view || !load) return;
    const told = new URLSearchParams({
      page: this.view.page,
      query: load.query,
      referrer: load.referrer,
    });
    const before = this.views
      .slice(0, -1)
      .filter((view) => view.events.some((event) => event.kind === 'memory'));
    if (before.length && this.visitor !== 'no-storage') {
      const arrival = before[before.length - 1].events.find((event) => event.kind === 'load');
      if (arrival) {
        told.set('earlier', arrival.query);
        told.set('earlier_referrer', arrival.referrer);
      }
    }
    const question = this.view.id + told;
    if (question === this.asked) return;
    this.asked = question;
    const answer = await answerOf('/-/inspect?' + told);
    if (question !== this.asked) return;
    this.expected = answer && answer.trace ? answer : null;
    if (this.expected) this.onExpected(this.expected);
    this.draw();
  }

  draw() {
    this.drawLinks();
    this.drawConsent();
    this.drawEvents();
  }

  drawLinks() {
    const place = this.places.links;
    place.textContent = '';
    const links = this.latest('links');
    if (!links || !this.expected) {
      addText(place, 'p', 'Waiting for the page …', 'quiet');
      return;
    }
    const { trace, engine } = this.expected;
    trace.links.forEach((/** @type {any} */ link) => {
      const found = links.links.filter((/** @type {any} */ real) => real.id === link.id);
      addLink(place, link, found, {
        budget: trace.budget,
        wanted: this.visitor === 'no-script' ? link.static : link.url,
        isTheirs: engine === 'appsflyer' && this.visitor !== 'no-script',
        isStatic: this.visitor === 'no-script',
      });
    });
    if (!trace.links.length) addText(place, 'p', 'This page has no calls to action.', 'quiet');
  }

  drawConsent() {
    const place = this.places.consent;
    const answer = this.latest('consent');
    const mode = this.expected ? this.expected.consent : '';
    place.hidden = !mode || mode === 'none' || this.visitor === 'no-script';
    const text = /** @type {HTMLElement} */ (place.querySelector('.state'));
    if (answer) text.textContent = answer.given ? 'Consent given' : 'Consent refused';
    else if (mode === 'ask') text.textContent = 'The page asks for consent; nothing is measured yet';
    else text.textContent = 'Waits for a consent tool; nothing is measured yet';
    place.dataset.state = answer ? String(answer.given) : 'open';
  }

  drawEvents() {
    const place = this.places.events;
    place.textContent = '';
    this.views.forEach((view, number) => {
      if (this.views.length > 1) {
        const name = (number ? 'Then ' : '') + '/' + view.page + '/';
        addText(place, 'li', name, 'page-load');
      }
      view.events.forEach((event) => {
        const words = wordsOf(event, this.expected);
        if (words) addEvent(place, event, words);
      });
    });
    if (!place.childElementCount) addText(place, 'li', 'Nothing yet.', 'quiet');
    // The latest is what one waits for.
    place.scrollTop = place.scrollHeight;
  }
}

/**
 * @param {HTMLElement} place
 * @param {any} link As the rules make it.
 * @param {{href: string}[]} found As they stand in the page.
 * @param {{budget: number, wanted: string, isTheirs: boolean, isStatic: boolean}} how
 */
function addLink(place, link, found, how) {
  const article = addText(place, 'article', '', 'link');
  article.dataset.id = link.id;
  const head = addText(article, 'header', '');
  addText(head, 'h3', link.label);
  addText(head, 'code', link.id, 'id');
  const agrees = found.every((real) => real.href === how.wanted);
  let verdict = ['differs', 'Not as the rules say'];
  if (!found.length) verdict = ['absent', 'Not on the page'];
  else if (how.isTheirs) verdict = ['theirs', 'Made by AppsFlyer’s script, once published'];
  else if (agrees) verdict = ['agrees', 'As traced'];
  addText(head, 'span', verdict[1], 'verdict ' + verdict[0]);
  const href = found.length ? found[0].href : how.wanted;
  addText(article, 'p', href, 'href');
  if (verdict[0] === 'differs') addText(article, 'p', 'Expected: ' + how.wanted, 'href expected');
  if (how.isStatic) addText(article, 'p', 'The link in the HTML, which needs no JavaScript.', 'why');
  else if (link.reason) addText(article, 'p', 'The page’s static link. ' + link.reason, 'why');
  else addOrigins(article, link.parameters);
  const length = href.length + ' of ' + how.budget + ' characters';
  const dropped = link.dropped.length ? '. Left out to fit: ' + link.dropped.join(', ') : '';
  addText(article, 'p', length + dropped, 'length');
}

/**
 * @param {HTMLElement} place
 * @param {[string, string, string][]} parameters
 */
function addOrigins(place, parameters) {
  const table = addText(place, 'table', '', 'origins');
  parameters.forEach(([name, value, origin]) => {
    const row = addText(table, 'tr', '');
    addText(row, 'th', name);
    const cell = addText(row, 'td', value, 'value');
    cell.title = value;
    addText(row, 'td', origin, /^from /.test(origin) ? 'origin came' : 'origin');
  });
}

/**
 * @param {any} event
 * @param {any} expected
 * @returns {[string, string, string] | null} Kind, sentence and detail; null for what is not shown.
 */
function wordsOf(event, expected) {
  switch (event.kind) {
    case 'load':
      return ['load', 'Page opened', event.referrer ? 'from ' + event.referrer : 'without a referrer'];
    case 'request':
      return requestWords(event, expected);
    case 'pixel':
      return pixelWords(event);
    case 'consent':
      return ['consent', event.given ? 'Consent given' : 'Consent refused', ''];
    case 'memory':
      return ['memory', 'Arrival remembered for later pages', ''];
    case 'click':
      return ['click', 'Tap' + (event.id ? ' on “' + (event.label || event.id) + '”' : ''), event.href];
    case 'held':
      return ['held', 'Held back: ' + event.rule.replace(/-src.*/, ''), event.url];
    case 'error':
      return ['error', 'A script of the page failed', event.message];
    default:
      return null;
  }
}

/**
 * @param {any} event
 * @param {any} expected
 * @returns {[string, string, string]}
 */
function requestWords(event, expected) {
  const host = new URL(event.url).hostname;
  if (/^impressions?\./.test(host)) {
    const wanted = expected ? expected.trace.impression : '';
    const agrees = wanted && sameImpression(event.url, wanted);
    return ['impression', agrees ? 'Impression, as traced' : 'Impression', event.url];
  }
  if (/\/pixel\/events\.js/.test(event.url)) return ['request', 'TikTok’s library asked for', event.url];
  if (/onelinksmartscript/.test(host)) return ['request', 'AppsFlyer’s Smart Script asked for', event.url];
  if (/^websdk\./.test(host)) return ['request', 'AppsFlyer’s banner asked for', event.url];
  return ['request', 'Request to ' + host + ' (' + event.how + ')', event.url];
}

/**
 * The page adds the browser's client hints, which no one can foretell.
 *
 * @param {string} sent
 * @param {string} wanted
 * @returns {boolean}
 */
function sameImpression(sent, wanted) {
  const one = new URL(sent);
  const other = new URL(wanted);
  ['af_ch_model', 'af_ch_os_version'].forEach((name) => one.searchParams.delete(name));
  const text = (/** @type {URL} */ url) =>
    url.host + url.pathname + JSON.stringify(Array.from(url.searchParams));
  return text(one) === text(other);
}

/**
 * @param {any} event
 * @returns {[string, string, string]}
 */
function pixelWords(event) {
  const words = /** @type {any} */ (PIXEL_WORDS)[event.method] || 'TikTok pixel: ' + event.method;
  const values = (event.values || []).slice();
  const name = event.method === 'track' ? String(values.shift()) : '';
  const details = values.filter((/** @type {any} */ value) => value && Object.keys(value).length);
  const text = details.map((/** @type {any} */ v) => (typeof v === 'string' ? v : JSON.stringify(v)));
  return ['pixel', words + name, text.join(' ')];
}

/**
 * @param {HTMLElement} place
 * @param {any} event
 * @param {[string, string, string]} words
 */
function addEvent(place, event, words) {
  const item = addText(place, 'li', '', 'event ' + words[0]);
  const when = new Date(event.at || Date.now());
  const time = addText(item, 'time', when.toTimeString().slice(0, 8));
  time.setAttribute('datetime', when.toISOString());
  addText(item, 'b', words[1]);
  if (words[2]) addText(item, 'span', words[2], 'detail');
}
