/**
 * A page in a phone, beside its inspector.
 */

/** @param {string} id @returns {any} */
const at = (id) => document.getElementById(id);

const stageSettings = JSON.parse(at('settings').dataset.settings);
const stageAddress = decodeURIComponent(location.pathname.replace('/-/stage/', '')).replace(/\/$/, '');
const watched = new URLSearchParams(location.search).get('watch');

const DEVICES = {
  iphone: [390, 844],
  android: [360, 800],
  small: [320, 568],
  desktop: [1280, 800],
};

/** @type {any[]} */
let visitors = [];
/** @type {any} */
let visitor = null;
/** @type {string} */
let secondStep = '';
/** @type {any[]} */
let allPages = [];

const inspector = new Inspector({
  links: at('links'),
  events: at('events'),
  consent: at('consent'),
});
const parameters = new ParameterList(at('parameters'), () => begin());

/** @param {string} address @returns {string} */
const pathOf = (address) => '/' + address.split('/').map(encodeURIComponent).join('/') + '/';

/** Begins a new visit: somebody who has never been here comes as chosen. @returns {void} */
function begin() {
  const visit = Date.now().toString(36) + Math.random().toString(36).slice(2, 8);
  const start = '/-/as/' + visitor.key + '/' + visit;
  const query = parameters.query;
  inspector.follow(visit, visitor.key);
  let first = stageAddress;
  secondStep = '';
  if (visitor.second) {
    const site = stageAddress.split('/')[0];
    const other = allPages.find((page) => page.site === site && page.address !== stageAddress);
    first = other ? other.address : stageAddress;
    secondStep = start + pathOf(stageAddress);
  }
  at('frame').src = start + pathOf(first) + (query ? '?' + query : '');
  at('alone').href = pathOf(stageAddress) + (query ? '?' + query : '');
  if (stageSettings.lan) at('qr-image').src = '/-/qr?path=' + encodeURIComponent(at('alone').getAttribute('href'));
}

/**
 * Goes on to the second page, once the first one has said what it does.
 *
 * @param {any} told
 */
function goOn(told) {
  if (!secondStep || told.visit !== inspector.visit) return;
  if (!told.events.some((/** @type {any} */ event) => event.kind === 'links')) return;
  const inside = at('frame').contentDocument;
  const anchor = inside.createElement('a');
  anchor.href = secondStep;
  secondStep = '';
  // Clicked inside the page, so that the second one finds the first as its referrer.
  inside.documentElement.append(anchor);
  anchor.click();
}

/** @param {string} key */
function choose(key) {
  visitor = visitors.find((known) => known.key === key) || visitors[0];
  at('visitors').querySelectorAll('button').forEach((/** @type {HTMLElement} */ button) => {
    button.setAttribute('aria-pressed', String(button.dataset.key === visitor.key));
  });
  at('visitor-text').textContent = visitor.text;
  parameters.show(visitor.query);
  begin();
}

/** Makes the phones as large as there is room for. @returns {void} */
function fitPhone() {
  const room = at('phone-room').getBoundingClientRect();
  const isAnchor = document.body.dataset.mode === 'anchor';
  const [width, height] = /** @type {any} */ (DEVICES)[at('device').value];
  const border = at('device').value === 'desktop' ? 2 : 24;
  const beside = isAnchor && room.width > 700;
  const free = beside ? (room.width - 80) / 2 : room.width - 32;
  const scale = Math.min(
    1,
    free / (width + border),
    (room.height - (isAnchor ? 120 : 32)) / (height + border),
  );
  const phone = at('phone');
  phone.dataset.device = at('device').value;
  phone.style.setProperty('--width', width + 'px');
  phone.style.setProperty('--height', height + 'px');
  at('phone-room').style.setProperty('--scale', String(scale));
  at('phone-box').style.width = (width + border) * scale + 'px';
  at('phone-box').style.height = (height + border) * scale + 'px';
}

/** @param {string} mode */
function show(mode) {
  document.body.dataset.mode = mode;
  document.querySelectorAll('[data-show]').forEach((button) => {
    button.setAttribute('aria-pressed', String(/** @type {HTMLElement} */ (button).dataset.show === mode));
  });
  if (mode === 'anchor' && visitors.length) choose('anchor');
  fitPhone();
}

/** Offers the visits of other devices and tabs. */
async function offerVisits() {
  const answer = await answerOf('/-/visits');
  const found = answer ? answer.visits : [];
  const select = at('watching');
  const chosen = select.value;
  select.textContent = '';
  if (!watched) addText(select, 'option', 'This phone').setAttribute('value', '');
  found
    .filter((/** @type {any} */ visit) => !visit.kind || visit.id === watched)
    .slice(0, 12)
    .forEach((/** @type {any} */ visit) => {
      const view = visit.views[visit.views.length - 1];
      const option = addText(select, 'option', visit.device + ' · ' + view.page);
      option.setAttribute('value', visit.id);
    });
  select.value = chosen;
  if (select.selectedIndex < 0) select.selectedIndex = 0;
  at('watch').hidden = select.options.length < 2;
}

/** @param {string} id */
async function watch(id) {
  if (!id) {
    begin();
    return;
  }
  const answer = await answerOf('/-/visits?visit=' + encodeURIComponent(id));
  const found = answer && answer.visits[0];
  inspector.follow(id, found ? found.kind : '', found ? found.views : []);
}

inspector.onExpected = (expected) => {
  const { trace, anchor, title, draft } = expected;
  // Of the second page, the parameters are those with which the first one was reached.
  if (!(visitor && visitor.second)) parameters.tellFates(trace.incoming);
  at('title').textContent = title;
  at('address').textContent = title;
  document.title = title + ' · Landfast preview';
  at('draft').hidden = !draft;
  drawAnchor(at('comments'), anchor);
  if (at('watching').value || watched) parameters.show(trace.url.split('?')[1] || '');
};

/** @param {Told} told */
function hearStage({ kind, data }) {
  if (kind === 'recorded') {
    inspector.hear(data);
    goOn(data);
    if (!data.visitor) offerVisits();
    return;
  }
  if (kind === 'lost') {
    at('lost').hidden = false;
    return;
  }
  at('lost').hidden = true;
  if (kind === 'hello' && data.run !== stageSettings.run) location.reload();
  if (kind !== 'changed') return;
  inspector.asked = '';
  // Pages without JavaScript cannot follow their sources themselves.
  if (visitor && !visitor.scripts) at('frame').contentWindow.location.reload();
  else inspector.ask();
}

/** @returns {Promise<void>} */
async function startStage() {
  at('path').textContent = pathOf(stageAddress);
  at('lan').hidden = !stageSettings.lan;
  document.querySelectorAll('[data-show]').forEach((button) => {
    button.addEventListener('click', () => show(/** @type {any} */ (button).dataset.show));
  });
  at('device').addEventListener('change', fitPhone);
  at('add').addEventListener('click', () => parameters.add());
  at('again').addEventListener('click', () => begin());
  at('watching').addEventListener('change', () => watch(at('watching').value));
  at('drawer').addEventListener('click', () => document.body.classList.toggle('inspecting'));
  at('paste').addEventListener('change', () => {
    if (!at('paste').value.trim()) return;
    parameters.show(at('paste').value.trim().split('#')[0]);
    at('paste').value = '';
    begin();
  });
  ['yes', 'no'].forEach((answer) => {
    at('consent-' + answer).addEventListener('click', () => {
      const page = at('frame').contentWindow.landfast;
      if (page && page.consent) page.consent(answer === 'yes');
    });
  });
  listen(stageSettings.listener, hearStage);
  if (watched) {
    document.body.classList.add('alone');
    await offerVisits();
    at('watching').value = watched;
    await watch(watched);
    return;
  }
  const [known, pages] = await Promise.all([
    answerOf('/-/visitors'),
    answerOf('/-/pages'),
  ]);
  if (!known || !pages) return;
  visitors = known.visitors;
  allPages = pages.pages;
  visitors.forEach((one) => {
    const button = addText(at('visitors'), 'button', one.label);
    button.dataset.key = one.key;
    button.title = one.text;
    button.addEventListener('click', () => choose(one.key));
  });
  choose('tiktok');
  show(location.hash === '#anchor' ? 'anchor' : 'page');
  offerVisits();
}

addEventListener('resize', fitPhone);
startStage();
