/**
 * Divides visitors among the variants of a page, before the browser has drawn anything of it.
 *
 * It runs in the head of the page that shows the first variant. Whoever gets another one is sent to
 * its own address, with the whole query, and sees nothing in between; everybody else stays. The
 * choice is remembered, and so is the arrival, so that the page of the variant, whose referrer is
 * this one, links as this one would have. Where consent is required and was not given, nothing is
 * remembered. Support floor: Chrome 81, Safari 13.
 */

import { pageLoad, resolveVisit } from './arrival.js';
import { openMemory } from './memory.js';
import { readQuery } from './query.js';

const VARIANT_KEY = 'landfast-variant';

/**
 * @param {[string, number][]} variants Names and weights.
 * @returns {number} The index of one of them, by chance.
 */
function drawn(variants) {
  let left = Math.random() * variants.reduce((sum, variant) => sum + variant[1], 0);
  for (let index = 0; index < variants.length; index += 1) {
    left -= variants[index][1];
    if (left < 0) return index;
  }
  return 0;
}

/** @returns {boolean} Whether the visitor has agreed, here or on an earlier page. */
function agreed() {
  const early = (/** @type {any} */ (window).landfast || {}).consent;
  return early === true || (localStorage.getItem('landfast-consent') || '')[0] === 'y';
}

/** @returns {void} */
export function split() {
  const element = document.getElementById('lf-split');
  if (!element) return;
  /** @type {import('./types.js').Split} */
  const rule = JSON.parse(element.textContent || '');
  const folder = location.pathname.replace(/[^/]*$/, '');
  const key = VARIANT_KEY + ':' + folder;
  let stores = false;
  let chosen = -1;
  try {
    stores = !rule.c || agreed();
    const stored = stores && localStorage.getItem(key);
    chosen = rule.v.map((variant) => variant[0]).indexOf(stored || '');
  } catch (error) {
    // Blocked: this visitor's choice cannot be remembered.
  }
  // One that nobody shall see any more is given up.
  if (chosen < 0 || !rule.v[chosen][1]) chosen = drawn(rule.v);
  try {
    if (stores) localStorage.setItem(key, rule.v[chosen][0]);
  } catch (error) {
    // Blocked or full.
  }
  if (!chosen) return;
  if (stores && rule.t) {
    const page = pageLoad(readQuery(location.search), document.referrer, location.origin);
    const memory = openMemory(rule.t);
    if (resolveVisit(rule.m, page, memory).arrives) memory.write(rule.k, page);
  }
  // Hidden, a page that is parsed to its end all the same runs none of its other scripts, so that
  // nothing is measured twice.
  document.documentElement.hidden = true;
  location.replace(folder + rule.v[chosen][0] + '/' + location.search + location.hash);
}
