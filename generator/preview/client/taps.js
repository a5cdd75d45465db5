/**
 * Taps on links that lead away: the request is told and shown instead of being made.
 */

const STAYS = /^(mailto|tel|sms|javascript):/i;

/** @param {MouseEvent} event */
function onTap(event) {
  const target = /** @type {Element} */ (event.composedPath()[0]);
  const anchor = target.closest ? target.closest('a[href], area[href]') : null;
  if (!anchor || (event.type === 'auxclick' && event.button !== 1)) return;
  const written = anchor.getAttribute('href') || '';
  const url = resolved(written);
  const id = anchor.getAttribute('data-lf') || '';
  if (!url || STAYS.test(written) || (!id && url.origin === location.origin)) return;
  event.preventDefault();
  const local = id ? null : localAddress(url);
  if (local) follow(local);
  else leave(id, written, (anchor.textContent || '').trim());
}

/**
 * Goes on to another page of the site, which finds this one as its referrer.
 *
 * @param {string} address
 */
function follow(address) {
  const anchor = document.createElement('a');
  anchor.href = address;
  document.documentElement.append(anchor);
  anchor.click();
  anchor.remove();
}

/**
 * @param {string} id The link's id, or empty.
 * @param {string} href
 * @param {string} label
 */
function leave(id, href, label) {
  tell('click', { id, href, label: label.slice(0, 100) });
  showTap(href);
}

/** @type {HTMLElement | undefined} */
let tapNote;

/** @param {string} href */
function showTap(href) {
  if (tapNote) tapNote.remove();
  const url = /** @type {URL} */ (resolved(href));
  const count = Array.from(url.searchParams.keys()).length;
  const note = document.createElement('div');
  tapNote = note;
  const box = note.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`:host{all:initial;position:fixed;z-index:2147483646;left:12px;right:12px;
    bottom:calc(12px + env(safe-area-inset-bottom));font:14px/1.4 system-ui,sans-serif;color:#fff}
    section{background:#17161b;border:1px solid #3a3745;border-radius:16px;padding:14px 16px;max-width:480px;margin:auto;
    box-shadow:0 8px 32px #0006;animation:up .2s}h2{font:600 13px/1.3 system-ui,sans-serif;margin:0
    36px 6px 0;color:#b9b4c8}p{margin:0;font:12px/1.5 ui-monospace,monospace;word-break:break-all;
    max-height:9em;overflow:auto}button{all:unset;position:absolute;right:16px;top:8px;padding:8px;
    cursor:pointer;font-size:20px;line-height:1}button:focus-visible{outline:2px solid #fff}
    @keyframes up{from{transform:translateY(16px);opacity:0}}
    @media(prefers-reduced-motion:reduce){section{animation:none}}`);
  box.adoptedStyleSheets = [sheet];
  const section = document.createElement('section');
  section.setAttribute('role', 'status');
  const heading = document.createElement('h2');
  const many = count === 1 ? '1 parameter' : count + ' parameters';
  heading.textContent = 'The preview stays here. This tap opens, with ' + many + ':';
  const address = document.createElement('p');
  address.textContent = href;
  const close = document.createElement('button');
  close.textContent = '×';
  close.setAttribute('aria-label', 'Close');
  close.addEventListener('click', () => note.remove());
  section.append(heading, address, close);
  box.append(section);
  document.documentElement.append(note);
}

addEventListener('click', onTap, true);
addEventListener('auxclick', onTap, true);
addEventListener('submit', (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (!foreign(form.action)) return;
  event.preventDefault();
  leave('', form.action, 'form');
}, true);

/** @param {any} [address] @returns {null} */
window.open = (address) => {
  leave('', String(address || ''), 'window.open');
  return null;
};

/** @type {any} */
const navigated = /** @type {any} */ (window).navigation;
if (navigated) {
  navigated.addEventListener('navigate', (/** @type {any} */ event) => {
    const url = resolved(event.destination.url);
    if (!event.cancelable || !url || url.origin === location.origin || STAYS.test(url.href)) return;
    event.preventDefault();
    leave('', url.href, 'script');
  });
}
