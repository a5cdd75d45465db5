/**
 * The gallery: every page in a phone, alive as long as it can be seen.
 */

/** @param {string} id @returns {any} */
const find = (id) => document.getElementById(id);

const gallerySettings = JSON.parse(find('settings').dataset.settings);
const STEP = 60;

/** @type {any[]} */
let entries = [];
/** @type {any[]} */
let matching = [];
/** @type {Map<string, any>} */
const counts = new Map();
let drawn = 0;
let round = 0;

/** @param {string} address @returns {string} */
const toPath = (address) => '/' + address.split('/').map(encodeURIComponent).join('/') + '/';

/** Cards that can be seen hold a page; the others only its place. */
const sight = new IntersectionObserver((seen) => {
  seen.forEach((entry) => {
    const card = /** @type {HTMLElement} */ (entry.target);
    if (entry.isIntersecting) wake(card);
    else sleep(card);
  });
}, { rootMargin: '300px' });

const end = new IntersectionObserver((seen) => {
  if (seen.some((entry) => entry.isIntersecting)) drawMore();
}, { rootMargin: '800px' });

/** @param {HTMLElement} card */
function wake(card) {
  const address = card.dataset.address || '';
  const screen = /** @type {HTMLElement} */ (card.querySelector('.screen'));
  if (!screen.querySelector('iframe')) {
    const frame = document.createElement('iframe');
    frame.title = '';
    frame.tabIndex = -1;
    frame.setAttribute('aria-hidden', 'true');
    frame.src = '/-/as/direct/gallery' + toPath(address);
    screen.append(frame);
  }
  askFindings(card, address);
}

/** @param {HTMLElement} card */
function sleep(card) {
  const frame = card.querySelector('iframe');
  if (frame) frame.remove();
}

/**
 * @param {HTMLElement} card
 * @param {string} address
 */
async function askFindings(card, address) {
  if (!counts.has(address)) {
    const asked = round;
    counts.set(address, null);
    const answer = await answerOf('/-/findings?page=' + encodeURIComponent(address));
    if (asked !== round) return;
    counts.set(address, answer);
  }
  showFindings(card, counts.get(address));
}

/**
 * @param {HTMLElement} card
 * @param {any} found
 */
function showFindings(card, found) {
  const place = /** @type {HTMLElement} */ (card.querySelector('.findings'));
  if (!found) return;
  place.textContent = '';
  if (found.problems) {
    addText(place, 'span', 'cannot be checked', 'badge error');
    return;
  }
  const { counts: numbers, findings } = found;
  const words = [['error', 'errors'], ['warning', 'warnings'], ['note', 'notes']];
  words.forEach(([one, many]) => {
    const number = numbers[one];
    if (number) addText(place, 'span', number + ' ' + (number === 1 ? one : many), 'badge ' + one);
  });
  if (!findings.length) addText(place, 'span', 'no findings', 'badge fine');
  place.title = findings
    .map((/** @type {any} */ f) => f.severity + ': ' + f.message + '\n  ' + f.place)
    .join('\n');
  card.dataset.findings = numbers.error ? 'error' : numbers.warning ? 'warning' : 'none';
}

/** @param {any} entry @returns {HTMLElement} */
function cardOf(entry) {
  const card = document.createElement('a');
  card.className = 'card';
  card.href = '/-/stage' + toPath(entry.address);
  card.dataset.address = entry.address;
  const phone = addText(card, 'div', '', 'phone');
  addText(phone, 'div', '', 'screen');
  const words = addText(card, 'div', '', 'words');
  addText(words, 'h2', entry.title);
  addText(words, 'p', toPath(entry.address), 'path');
  const badges = addText(words, 'p', '', 'badges');
  addText(badges, 'span', entry.type, 'badge');
  const place = entry.market ? entry.market + ' · ' + entry.country : entry.country;
  addText(badges, 'span', place + ' · ' + entry.language, 'badge');
  if (entry.variant) addText(badges, 'span', 'variant ' + entry.variant, 'badge');
  if (entry.draft) addText(badges, 'span', 'draft', 'badge draft');
  addText(words, 'p', '', 'findings').textContent = '…';
  return card;
}

/** @returns {void} */
function drawMore() {
  const grid = find('grid');
  matching.slice(drawn, drawn + STEP).forEach((entry) => {
    const card = cardOf(entry);
    grid.append(card);
    sight.observe(card);
  });
  drawn = Math.min(drawn + STEP, matching.length);
}

/** Shows the pages that match, from the first one on. @returns {void} */
function draw() {
  const words = find('search').value.toLowerCase().split(/\s+/).filter(Boolean);
  /** @param {string} id @param {string} value */
  const passes = (id, value) => !find(id).value || find(id).value === value;
  matching = entries.filter((entry) => {
    const text = [entry.title, entry.address, entry.type, entry.site_name, entry.market, entry.country]
      .concat(entry.language, entry.variant, entry.draft ? 'draft' : '')
      .join(' ')
      .toLowerCase();
    return (
      passes('site', entry.site) &&
      passes('type', entry.type) &&
      passes('market', entry.market || entry.country) &&
      words.every((/** @type {string} */ word) => text.indexOf(word) >= 0)
    );
  });
  const grid = find('grid');
  grid.textContent = '';
  drawn = 0;
  drawMore();
  const number = matching.length;
  const all = entries.length === number ? '' : ' of ' + entries.length;
  find('count').textContent = number + all + (entries.length === 1 ? ' page' : ' pages');
  find('none').hidden = number > 0;
}

/**
 * @param {string} id
 * @param {string} every
 * @param {[string, string][]} choices Value and words.
 */
function offer(id, every, choices) {
  const select = find(id);
  const chosen = select.value;
  select.textContent = '';
  addText(select, 'option', every).setAttribute('value', '');
  const known = new Map(choices);
  known.forEach((words, value) => addText(select, 'option', words).setAttribute('value', value));
  select.value = known.has(chosen) ? chosen : '';
  select.hidden = known.size < 2;
}

/** @returns {Promise<void>} */
async function loadPages() {
  const told = await answerOf('/-/pages');
  if (!told) return;
  const same = JSON.stringify(told.pages) === JSON.stringify(entries);
  gallerySettings.epoch = told.epoch;
  round += 1;
  counts.clear();
  if (same) {
    document.querySelectorAll('.card iframe').forEach((frame) => {
      const card = /** @type {HTMLElement} */ (frame.closest('.card'));
      askFindings(card, card.dataset.address || '');
    });
    return;
  }
  entries = told.pages;
  offer('site', 'All sites', entries.map((entry) => [entry.site, entry.site_name]));
  offer('type', 'All types', entries.map((entry) => [entry.type, entry.type]));
  offer('market', 'All markets', entries.map((entry) => {
    const market = entry.market || entry.country;
    return [market, market];
  }));
  draw();
}

/** @param {Told} told */
function hearGallery({ kind, data }) {
  if (kind === 'recorded') return;
  find('lost').hidden = kind !== 'lost';
  if (kind === 'hello' && data.run !== gallerySettings.run) location.reload();
  const changed = kind === 'changed' || (kind === 'hello' && isOutdated(gallerySettings, data));
  if (!changed) return;
  loadPages();
  refreshProblems();
}

find('search').addEventListener('input', draw);
['site', 'type', 'market'].forEach((id) => find(id).addEventListener('change', draw));
addEventListener('keydown', (event) => {
  if (event.key === '/' && document.activeElement !== find('search')) {
    event.preventDefault();
    find('search').focus();
  }
});
if (gallerySettings.lan) {
  find('lan').hidden = false;
  find('lan-image').src = '/-/qr?path=/';
  find('lan-url').textContent = gallerySettings.lan;
}
end.observe(find('end'));
listen(gallerySettings.listener, hearGallery);
loadPages();
refreshProblems();
