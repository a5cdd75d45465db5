/**
 * OneLink and everything else that is a base plus parameters (smart-script.md, section 5).
 * Support floor: Chrome 81, Safari 13.
 */

import { APP_NAMES, collect, toQuery } from './parameters.js';

/**
 * @param {string} base An https URL; its fragment is dropped, its query stays in front.
 * @param {Map<string, string>} entries
 * @param {import('./types.js').Mapping} mapping
 * @param {import('./types.js').Extras} extras
 * @returns {string}
 */
export function join(base, entries, mapping, extras) {
  const start = base.split('#')[0].replace(/[?&]$/, '');
  const joined = start + (start.indexOf('?') < 0 ? '?' : '&');
  return joined + toQuery(entries, joined.length, mapping, extras);
}

/**
 * @param {string} base
 * @param {import('./types.js').Mapping} mapping
 * @param {import('./types.js').Visit} visit
 * @param {import('./types.js').Extras} extras
 * @returns {string | null} Null without a media source.
 */
export function oneLink(base, mapping, visit, extras) {
  const entries = collect(mapping, visit, extras, APP_NAMES);
  return entries.has('pid') ? join(base, entries, mapping, extras) : null;
}

/**
 * Builds ["o", base].
 *
 * @type {import('./types.js').LinkBuilder}
 */
export function buildOneLink(link, mapping, visit, extras) {
  return oneLink(link[1], mapping, visit, extras);
}
