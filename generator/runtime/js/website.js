/**
 * Destinations on the advertiser's own site: the author's URL, with the visit's parameters carried
 * on. Support floor: Chrome 81, Safari 13.
 */

import { APP_NAMES, collect, toQuery } from './parameters.js';

/**
 * Builds ["w", url, names to carry].
 *
 * The author's query stays as written, except that a parameter of the visit replaces the author's
 * of the same name; the author's fragment stays at the end.
 *
 * @type {import('./types.js').LinkBuilder}
 */
export function buildWebsite(link, mapping, visit, extras) {
  const entries = collect(mapping, visit, extras, APP_NAMES);
  const carry = Array.isArray(link[2]) ? link[2] : null;
  entries.delete('af_js_web');
  entries.delete('af_ss_ver');
  if (carry) {
    Array.from(entries.keys()).forEach((name) => {
      if (carry.indexOf(name) < 0) entries.delete(name);
    });
  }
  const parts = /^([^?#]*)\??([^#]*)([^]*)$/.exec(link[1]) || [];
  const own = parts[2].split('&').filter((pair) => pair && !entries.has(nameOf(pair)));
  const start = parts[1] + '?' + own.map((pair) => pair + '&').join('');
  const query = toQuery(entries, start.length + parts[3].length, mapping, extras);
  return (start + query).replace(/[?&]$/, '') + parts[3];
}

/**
 * @param {string} pair
 * @returns {string} The decoded name of a name=value pair.
 */
function nameOf(pair) {
  // The ampersand keeps a question mark that begins the name from being taken for the query's.
  return new URLSearchParams('&' + pair).keys().next().value || '';
}
