/**
 * Consent: who measures or stores waits here for the visitor's yes, and hears of a no.
 *
 * A consent tool says it by `landfast.consent(true)` or `landfast.consent(false)`, or by the event
 * `landfast:consent` with the answer as its detail; one that runs before the page's script may set
 * `window.landfast = { consent: true }`. The same event tells other scripts what was answered.
 * Support floor: Chrome 81, Safari 13.
 */

export const CONSENT_EVENT = 'landfast:consent';

/** @type {((given: boolean) => void)[]} */
const listeners = [];

/** @type {boolean | undefined} */
let answer;

/**
 * Calls back with every answer: the one that is known, and later ones.
 *
 * @param {(given: boolean) => void} listener
 */
export function onConsent(listener) {
  listeners.push(listener);
  if (answer !== undefined) listener(answer);
}

/** @param {boolean} given */
export function giveConsent(given) {
  document.dispatchEvent(new CustomEvent(CONSENT_EVENT, { detail: given }));
}

/**
 * Lets a finisher wait for the first yes.
 *
 * @param {import('./types.js').Finisher} finish
 * @returns {import('./types.js').Finisher}
 */
export function afterConsent(finish) {
  return (config, visit, links) => {
    let waiting = true;
    onConsent((given) => {
      if (given && waiting) {
        waiting = false;
        finish(config, visit, links);
      }
    });
  };
}

/** @returns {void} */
export function hearConsent() {
  /** @type {any} */
  const page = window;
  const early = (page.landfast || {}).consent;
  // Capturing, so that an event on the document, or on any element of it, arrives as well.
  addEventListener(CONSENT_EVENT, (event) => {
    const given = /** @type {CustomEvent} */ (event).detail === true;
    if (given === answer) return;
    answer = given;
    listeners.forEach((listener) => {
      try {
        listener(given);
      } catch (error) {
        // One that fails must not keep the others waiting.
      }
    });
  }, true);
  page.landfast = Object.assign(page.landfast || {}, { consent: giveConsent });
  if (typeof early === 'boolean') giveConsent(early);
}
