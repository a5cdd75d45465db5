/**
 * The page's own question for consent, `#lf-consent`, with buttons `data-lf-consent="yes"` and "no";
 * `data-lf-consent-open` opens it again, so that a yes can be taken back.
 *
 * Global Privacy Control is a no that nobody needs to be asked about; only a yes of the visitor's own
 * goes before it. Support floor: Chrome 81, Safari 13.
 */

import { CONSENT_EVENT, giveConsent } from './consent.js';

const ANSWER_KEY = 'landfast-consent';

/** How long an answer holds, in milliseconds: half a year, as data protection authorities advise. */
const HOLDS = 182 * 86400000;

/** Room around the bar, in pixels. */
const ROOM = 8;

/** @returns {boolean | null} The answer of an earlier page, or null. */
function remembered() {
  try {
    const stored = localStorage.getItem(ANSWER_KEY) || '';
    return Math.abs(Date.now() - +stored.slice(1)) < HOLDS ? stored[0] === 'y' : null;
  } catch (error) {
    return null;
  }
}

/**
 * Puts the bar where it covers no call to action: at the top, or below whatever stands there.
 *
 * It scrolls with the page, so it does not come to lie over one later.
 *
 * @param {HTMLElement} bar
 */
function place(bar) {
  let top = ROOM;
  Array.from(document.querySelectorAll('[data-lf]'), (anchor) => anchor.getBoundingClientRect())
    .filter((box) => box.height)
    .sort((one, other) => one.top - other.top)
    .forEach((box) => {
      if (box.top < top + bar.offsetHeight + ROOM && box.bottom > top - ROOM) top = box.bottom + ROOM;
    });
  bar.style.top = top + scrollY + 'px';
}

/** @returns {void} */
export function askConsent() {
  const bar = document.getElementById('lf-consent');
  if (!bar) return;
  /** @type {HTMLElement | undefined} */
  let opened;
  const show = () => {
    bar.hidden = false;
    place(bar);
  };
  const known = remembered();
  if (known !== null) giveConsent(known);
  else if (!(/** @type {any} */ (navigator).globalPrivacyControl)) show();
  addEventListener(CONSENT_EVENT, (event) => {
    bar.hidden = true;
    // Whoever came by the keyboard goes on where they were.
    if (opened) opened.focus({ preventScroll: true });
    try {
      const given = /** @type {CustomEvent} */ (event).detail === true;
      localStorage.setItem(ANSWER_KEY, (given ? 'y' : 'n') + Date.now());
    } catch (error) {
      // Blocked: the next page asks again.
    }
  }, true);
  bar.addEventListener('click', (event) => {
    const button = /** @type {Element} */ (event.target).closest('[data-lf-consent]');
    if (button) giveConsent(button.getAttribute('data-lf-consent') === 'yes');
  });
  document.querySelectorAll('[data-lf-consent-open]').forEach((opener) => {
    opener.addEventListener('click', () => {
      opened = /** @type {HTMLElement} */ (opener);
      show();
      bar.focus();
    });
  });
  addEventListener('resize', () => {
    if (!bar.hidden) place(bar);
  });
}
